package news

import (
	"slices"
	"testing"
	"time"
)

func TestEntityQueries(t *testing.T) {
	prk := Entity{Country, "PRK", "North Korea"}
	for _, c := range []struct {
		e    Entity
		side Side
		want string
	}{
		{prk, AnySide, "country:PRK"},
		{prk, BySide, "by:PRK"},
		{prk, OnSide, "about:PRK"},
		{Entity{Person, "rafael-grossi", "Rafael Grossi"}, AnySide, `person:"Rafael Grossi"`},
		{Entity{Person, "rafael-grossi", "Rafael Grossi"}, BySide, `by:"Rafael Grossi"`},
		{Entity{Agency, "iaea", "IAEA"}, OnSide, "about:IAEA"},
		{Entity{Organisation, "", `the "Blue" party`}, AnySide, `agency:"the Blue party"`},
		{Entity{Place, "EST", "Tarsa"}, AnySide, "Tarsa"},
		{Entity{"", "", "grain  talks"}, AnySide, `"grain talks"`},
		{Entity{}, AnySide, ""},
	} {
		q := c.e.Claimed(c.side)
		if q.Text != c.want {
			t.Errorf("%v %q: %s, want %s", c.e, c.side, q.Text, c.want)
		}
		if back, err := ParseQuery(q.Text); err != nil || back.String() != q.Text {
			t.Errorf("%s reads back as %s, %v", q.Text, back.String(), err)
		}
	}
}

func TestEntityIs(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b Entity
		want bool
	}{
		{"country by code", Entity{Country, "PRK", "North Korea"}, Entity{Country, "PRK", "DPRK"}, true},
		{"two countries", Entity{Country, "PRK", "North Korea"}, Entity{Country, "KOR", "South Korea"}, false},
		{"agency and organisation are one sort", Entity{Agency, "iaea", "IAEA"}, Entity{Organisation, "", "iaea"}, true},
		{"a speaker without a kind", Entity{Person, "rafael-grossi", "Rafael Grossi"}, Entity{"", "rafael-grossi", "Grossi"}, true},
		{"a place is not its country", Entity{Country, "EST", "Estonia"}, Entity{Place, "EST", "Tarsa"}, false},
		{"two places of one country", Entity{Place, "EST", "Tallinn"}, Entity{Place, "EST", "Tarsa"}, false},
		{"a person called as a country", Entity{Country, "JOR", "Jordan"}, Entity{Person, "jordan", "Jordan"}, false},
		{"nobody", Entity{Kind: Person}, Entity{Kind: Person}, false},
	} {
		if got := c.a.Is(c.b); got != c.want || c.b.Is(c.a) != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}

func TestMentionEntity(t *testing.T) {
	m := Mention{Kind: Organisation, Name: ""}
	if e, ok := m.Entity("the  board"); !ok || e != (Entity{"", "", "the board"}) {
		t.Errorf("without a name: %v", e)
	}
	m = Mention{Kind: FigureKind, Figure: &Figure{}}
	if _, ok := m.Entity("40"); ok {
		t.Error("a figure is an entity")
	}
	m = Mention{Kind: Country, Ref: "PRK"}
	if e, ok := m.Entity("the North"); !ok || e.Kind != Country || e.Name != "the North" {
		t.Errorf("a country without a name: %v", e)
	}
}

// A pulse puts every slot into the day and the hour of the reader's clock, also where
// days begin at a quarter to, and where clocks change in between.
func TestNewPulse(t *testing.T) {
	for _, c := range []struct{ zone, now string }{
		{"UTC", "2026-04-10T16:12:00Z"},
		{"Asia/Kathmandu", "2026-04-10T16:12:00Z"},
		{"America/St_Johns", "2026-03-20T03:02:00Z"},    // clocks went forward on the 8th
		{"Europe/Berlin", "2026-11-10T23:59:59Z"},       // and back on 25 October
		{"Australia/Lord_Howe", "2026-04-20T14:00:00Z"}, // by half an hour on the 5th
	} {
		t.Run(c.zone, func(t *testing.T) {
			zone, err := time.LoadLocation(c.zone)
			if err != nil {
				t.Skip("no time zones here: ", err)
			}
			now, err := time.Parse(time.RFC3339, c.now)
			if err != nil {
				t.Fatal(err)
			}
			start := PulseStart(now, zone)
			slots := make([]int, PulseSlots(start, now))
			days, hours := make([]int, PulseDays), make([]int, PulseHours)
			p := NewPulse(slots, start, now, zone)
			y, m, d := now.In(zone).Date()
			today := time.Date(y, m, d, 12, 0, 0, 0, time.UTC)
			for i := range slots {
				slots[i] = i%5 + 1
				at := start.Add(time.Duration(i) * PulseStep).In(zone)
				ay, am, ad := at.Date()
				ago := int(today.Sub(time.Date(ay, am, ad, 12, 0, 0, 0, time.UTC)) / (24 * time.Hour))
				days[PulseDays-1-ago] += slots[i]
				if !at.Before(p.Since) {
					hours[int(at.Sub(p.Since)/time.Hour)] += slots[i]
				}
			}
			p = NewPulse(slots, start, now, zone)
			if !slices.Equal(p.Days, days) || !slices.Equal(p.Hours, hours) {
				t.Errorf("days %v hours %v\nwant %v %v", p.Days, p.Hours, days, hours)
			}
			if p.Since.In(zone).Minute() != 0 || now.Sub(p.Since) >= PulseHours*time.Hour || len(p.Usual) != PulseHours {
				t.Errorf("hours begin at %s and are usually %v", p.Since, p.Usual)
			}
		})
	}
}

func TestPulseUsual(t *testing.T) {
	now := time.Date(2026, 4, 10, 16, 12, 0, 0, time.UTC)
	start := PulseStart(now, time.UTC)
	slots := make([]int, PulseSlots(start, now))
	slot := func(day, hour int) *int { return &slots[(day*24+hour)*4] }
	for day := range PulseDays - 1 {
		*slot(day, 9) = 3
	}
	*slot(4, 9), *slot(29, 9) = 500, 40
	p := NewPulse(slots, start, now, time.UTC)
	at := int(time.Date(2026, 4, 10, 9, 0, 0, 0, time.UTC).Sub(p.Since) / time.Hour)
	if p.Hours[at] != 40 || p.Usual[at] != 3 || p.Today() != 40 {
		t.Errorf("at nine: %d, usually %v", p.Hours[at], p.Usual[at])
	}
	clear(slots)
	*slot(26, 9) = 1
	if p = NewPulse(slots, start, now, time.UTC); p.Usual != nil {
		t.Errorf("after three days it is usually %v", p.Usual)
	}
	if p = NewPulse(nil, start, now, time.UTC); p.Total() != 0 || p.Usual != nil {
		t.Error("nothing is something")
	}
}
