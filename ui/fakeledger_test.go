package ui

import (
	"context"
	"time"

	"dateline/news"
)

// Claims and Figures answer for the invented dam; a query finds it twice over, as one
// that was cut, and any other event has none.
func (d *fakeDesk) Claims(_ context.Context, s news.Scope) (news.Ledger, error) {
	d.note("claims %s%s%s", s.Story, s.Event, s.Query.Text)
	if d.fail != nil {
		return news.Ledger{}, d.fail
	}
	x, ok := d.extent(s)
	if !ok {
		return news.Ledger{Extent: x}, nil
	}
	return news.Ledger{Extent: x, Speakers: d.damSpeakers()}, nil
}

func (d *fakeDesk) Figures(_ context.Context, s news.Scope) (news.FigureTable, error) {
	d.note("figures %s%s%s", s.Story, s.Event, s.Query.Text)
	if d.fail != nil {
		return news.FigureTable{}, d.fail
	}
	x, ok := d.extent(s)
	if !ok {
		return news.FigureTable{Extent: x}, nil
	}
	return news.FigureTable{Extent: x, Counts: d.damCounts()}, nil
}

func (d *fakeDesk) extent(s news.Scope) (news.Extent, bool) {
	dam := d.stories[0]
	switch {
	case s.Story != "":
		return news.Extent{Title: dam.Title, Stories: 1, Outlets: 1}, s.Story == dam.ID
	case s.Event != "":
		return news.Extent{Title: dam.Title, Stories: 6, Outlets: 6}, s.Event == dam.Event.ID
	}
	return news.Extent{Stories: 300, Outlets: 41, Cut: true}, true
}

// carrier is the place of some words of one of the invented stories of the dam; of
// those that do not have them, no place.
func (d *fakeDesk) carrier(outlet, words string) news.Carrier {
	for _, s := range d.stories {
		if s.Outlet == outlet && s.event == "dam" {
			c := news.Carrier{Story: s.ID, Outlet: outlet, Time: s.Time(), Field: news.InText, Reprint: s.Origin != ""}
			for i := range s.Claims {
				if x := &s.Claims[i]; x.Field == news.InText && s.Text[x.Content[0].Start:x.Content[0].End] == words {
					c.Span = x.Bounds()
				}
			}
			for _, x := range s.Mentions {
				if x.Field == news.InText && s.Text[x.Start:x.End] == words {
					c.Span = x.Span
				}
			}
			return c
		}
	}
	panic("no story of the dam by " + outlet)
}

// spoken is a row as outlets carry it.
func (d *fakeDesk) spoken(st news.Stance, source, cue, words string, outlets ...string) news.ClaimRow {
	r := news.ClaimRow{Stance: st, Kind: news.Speech, Source: source, Cue: cue, Words: words}
	for _, o := range outlets {
		r.Carried = append(r.Carried, d.carrier(o, words))
	}
	r.Time = r.Carried[0].Time
	return r
}

func (d *fakeDesk) damSpeakers() []news.Speaker {
	vesk := d.spoken(news.Asserts, "rescue chief Ilmar Vesk", "told", "The wall is holding and the level is falling by the hour,", "Northwire",
		"Baltic Courier", "Harbour Radio")
	vesk.Quoted, vesk.Apart = true, true
	moved := d.spoken(news.Asserts, "the regional rescue board", "said",
		"About 1,800 households below the Tarsa dam were moved to higher ground overnight", "Northwire", "Baltic Courier", "Harbour Radio", "Meridian TV")
	hopes := d.spoken(news.Asserts, "Vesk", "hopes", "to send the first families home on Sunday", "Kanto Press")
	hopes.Kind = news.Attitude
	denied := d.spoken(news.Denies, "The environment ministry", "denied", "readings had been withheld from the public", "Northwire", "Levant Daily")
	denied.Turns = []news.Turn{{Time: denied.Time.Add(-5 * time.Hour), Stance: news.Confirms, Cue: "confirmed",
		Words: "that readings of the level had been withheld for a day", Carried: []news.Carrier{d.carrier("Meridian TV", "")}}}
	unnamed := d.spoken(news.Asserts, "A person at the operator", "told Kanto Press",
		"water is believed to have risen above the safe mark as early as Tuesday", "Northwire")
	unnamed.Anonymous, unnamed.Hedged, unnamed.Via = true, true, "Kanto Press"
	long := d.spoken(news.Asserts, "He", "said", "the crack, which divers had measured twice in the spring and once more in the week before, ran for eleven metres along the foot of the wall, no deeper than a hand, and had not grown since the inspectors of the ministry first saw it and wrote it down, on a page that he held up for all to read", "Kanto Press")
	rain := d.spoken(news.Asserts, "", "is expected", "more rain … on Sunday", "Meridian TV")
	rain.Hedged = true
	return []news.Speaker{
		{Kind: news.NamedSpeaker, Ref: "ilmar-vesk", Name: "Ilmar Vesk", Rows: []news.ClaimRow{vesk, hopes}},
		{Kind: news.NamedSpeaker, Name: "the regional rescue board", Rows: []news.ClaimRow{moved}},
		{Kind: news.NamedSpeaker, Name: "The environment ministry", Rows: []news.ClaimRow{denied,
			d.spoken(news.Declines, "It", "declined to comment", "when the spillway would be opened", "Northwire", "Baltic Courier")}},
		{Kind: news.NamedSpeaker, Ref: "ec", Name: "European Commission", Rows: []news.ClaimRow{
			d.spoken(news.Questions, "the European Commission", "asks", "why the villages were told only at midnight", "Levant Daily"),
			d.spoken(news.Confirms, "The Commission", "confirms", "欧州委員会は専門家14人を派遣したと発表した", "Kanto Press")}},
		{Kind: news.UnnamedSpeaker, Name: "A person at the operator", Rows: []news.ClaimRow{unnamed}},
		{Kind: news.UnclearSpeaker, Rows: []news.ClaimRow{long}},
		{Kind: news.NobodySpeaker, Rows: []news.ClaimRow{rain}},
	}
}

func (d *fakeDesk) damCounts() []news.Counted {
	at := func(text, approx string, v, top float64, by string, words string, outlets ...string) news.Reading {
		r := news.Reading{Text: text, Approx: approx, Value: v, Max: top, By: by}
		for _, o := range outlets {
			r.Carried = append(r.Carried, d.carrier(o, words))
		}
		r.Time = r.Carried[0].Time
		return r
	}
	dam := d.stories[0]
	return []news.Counted{
		{Event: dam.Event.ID, Headline: dam.Title, What: "households", Lowest: 0, Highest: 2, Latest: 2, Readings: []news.Reading{
			at("hundreds", "", 200, 999, "", "", "Meridian TV"),
			at("about 1,800", "about", 1800, 0, "the regional rescue board", "1,800 households", "Northwire", "Baltic Courier", "Harbour Radio"),
			at("3,400", "", 3400, 0, "The dam authority", "", "Kanto Press"),
		}},
		{Event: dam.Event.ID, Headline: dam.Title, What: "experts", Readings: []news.Reading{
			at("14", "", 14, 0, "the European Commission", "14 experts", "Northwire", "Baltic Courier"),
		}},
		{Event: dam.Event.ID, Headline: dam.Title, What: "cubic metres, water in the lake behind the wall", Readings: []news.Reading{
			at("more than 40 million", "more than", 40e6, 0, "", "40 million cubic metres", "Northwire"),
		}},
	}
}
