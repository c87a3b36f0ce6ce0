package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	"dateline/news"
)

// Profile answers from the invented stories: Estonia has a page with everything, Ilmar
// Vesk a shorter one, everybody else none.
func (d *fakeDesk) Profile(_ context.Context, e news.Entity, zone *time.Location) (news.Profile, error) {
	d.note("profile %s %s", e.Kind, e.Name)
	if d.fail != nil {
		return news.Profile{}, d.fail
	}
	p := news.Profile{Entity: e}
	switch {
	case e.Ref == "EST" || strings.EqualFold(e.Name, "estonia"):
		p.Entity = news.Entity{Kind: news.Country, Ref: "EST", Name: "Estonia"}
		p.Names = []news.Called{{Name: "Estonia", Stories: 212}, {Name: "Estonian", Stories: 97}, {Name: "エストニア", Stories: 3}}
		p.Stories, p.First = 1240, fakeNow.AddDate(0, -3, 0)
		p.By = d.damSpeakers()[3:4]
		p.About = d.damSpeakers()
		p.Figures = d.damCounts()
		p.Company = fakeCompany()
	case strings.Contains(strings.ToLower(e.Name), "vesk"):
		p.Entity = news.Entity{Kind: news.Person, Ref: "ilmar-vesk", Name: "Ilmar Vesk"}
		p.Names = []news.Called{{Name: "Vesk", Stories: 2}}
		p.Stories, p.First = 2, fakeNow.Add(-3*time.Hour)
		p.By = d.damSpeakers()[:1]
	case e.Kind == "":
		return p, fmt.Errorf("look at %s: %w", e.Name, news.ErrNotFound)
	default:
		return p, nil
	}
	for _, h := range d.rows(news.Wire, news.Query{}) {
		if len(p.Recent) < min(p.Stories, 9) && strings.Contains(h.Title, "am") {
			p.Recent = append(p.Recent, h)
		}
	}
	p.Last, p.Read = p.Recent[0].Time, news.Extent{Stories: min(p.Stories, 300), Outlets: 6, Cut: p.Stories > 300}
	p.Pulse = fakePulse(p.Stories, zone)
	return p, nil
}

func fakeCompany() (out []news.Companion) {
	for _, c := range []struct {
		kind      news.Kind
		ref, name string
		n         int
	}{
		{news.Country, "FIN", "Finland", 84}, {news.Country, "LVA", "Latvia", 61}, {news.Country, "DEU", "Germany", 7},
		{news.Place, "EST", "Tarsa", 40}, {news.Agency, "ec", "European Commission", 22},
		{news.Organisation, "", "a consortium of engineers for the safety of dams and weirs", 3},
		{news.Person, "ilmar-vesk", "Ilmar Vesk", 31}, {news.Person, "kaia-tamm", "Kaia Tamm", 2},
	} {
		out = append(out, news.Companion{Entity: news.Entity{Kind: c.kind, Ref: c.ref, Name: c.name}, Stories: c.n})
	}
	return out
}

// fakePulse comes of a wave of so many stories a week, or of two days only.
func fakePulse(stories int, zone *time.Location) news.Pulse {
	start := news.PulseStart(fakeNow, zone)
	slots := make([]int, news.PulseSlots(start, fakeNow))
	for i := range slots {
		day, hour := i/96, i/4%24
		if stories < 100 {
			if day == 29 && i%30 == 0 {
				slots[i] = 1
			}
		} else if day > 3 && day != 17 && i%4 == 0 {
			slots[i] = (day*hour)%7 + day/10
		}
	}
	return news.NewPulse(slots, start, fakeNow, zone)
}

func (d *fakeDesk) World(_ context.Context, q news.Query, zone *time.Location) (news.World, error) {
	d.note("world %s", q.Text)
	if d.fail != nil {
		return news.World{}, d.fail
	}
	if strings.Contains(q.Text, "nothing") || len(d.stories) == 0 {
		return news.World{Pulse: fakePulse(0, zone)}, nil
	}
	w := news.World{Stories: 431, Pulse: fakePulse(1240, zone)}
	for i, code := range strings.Fields("UKR USA EST FIN LVA PRK KOR JPN BRA ZAF FJI TON KEN IND DEU") {
		w.Countries = append(w.Countries, news.CountryCount{Code: code, Stories: 120 / (i + 1)})
	}
	return w, nil
}
