package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

func scope(t *testing.T, query string) news.Scope {
	t.Helper()
	q, err := news.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return news.Scope{Query: q}
}

// Every line of the ledger of the edition is some outlet's words, and papers that
// carry an agency's story do not make its speakers say things twice.
func TestEditionLedger(t *testing.T) {
	room := openTestEdition(t)
	l, err := room.desk.Claims(t.Context(), scope(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	stories := map[news.StoryID]news.Article{}
	for _, a := range filed(t, room) {
		stories[a.ID] = a
	}
	shared, marked := 0, 0
	for _, a := range stories {
		marked += len(a.Claims)
	}
	for i := range l.Speakers {
		s := &l.Speakers[i]
		for j := range s.Rows {
			r := &s.Rows[j]
			for _, c := range r.Carried {
				a := stories[c.Story]
				if text := a.Field(c.Field); c.Start < 0 || c.End > len(text) || c.Start >= c.End {
					t.Errorf("%s: carrier %+v lies outside of %q", s.Name, c, text)
				}
			}
			if r.Outlets() > 1 {
				shared++
			}
			for k := range j {
				if o := &s.Rows[k]; o.Words == r.Words && o.Stance == r.Stance && o.Kind == r.Kind && s.Kind == news.NamedSpeaker {
					t.Errorf("%s says twice: %s", s.Name, r.Words)
				}
			}
		}
	}
	t.Logf("%d claims marked; %d rows of %d speakers, %d rows carried by several outlets", marked, l.Rows(), len(l.Speakers), shared)
	if l.Rows() < 300 || shared < 40 || l.Rows() >= marked {
		t.Errorf("%d rows, %d of them in several outlets, of %d claims", l.Rows(), shared, marked)
	}
	by, err := room.desk.Claims(t.Context(), scope(t, "claim:denied"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range by.Speakers {
		for _, r := range s.Rows {
			if r.Stance != news.Denies {
				t.Errorf("claim:denied lists %s %s %q", s.Name, r.Stance, r.Words)
			}
		}
	}
	if by.Rows() < 10 {
		t.Errorf("claim:denied lists %d rows", by.Rows())
	}
}

// What the edition's outlets count differently stands together, and no two events mix but those of a
// running story.
func TestEditionFigures(t *testing.T) {
	room := openTestEdition(t)
	table, err := room.desk.Figures(t.Context(), scope(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	events := map[news.StoryID]news.EventID{}
	for _, a := range filed(t, room) {
		events[a.ID] = a.Event.ID
	}
	differ := 0
	for i := range table.Counts {
		c := &table.Counts[i]
		if c.Differ() {
			differ++
		}
		of := map[news.EventID]bool{}
		for _, r := range c.Readings {
			for _, x := range r.Carried {
				of[events[x.Story]] = true
			}
		}
		if len(of) != c.Events || !of[c.Event] {
			t.Errorf("%s of %d events (%s) counts stories of %d", c.What, c.Events, c.Headline, len(of))
		}
	}
	if differ < 10 {
		t.Errorf("%d of %d counts differ", differ, len(table.Counts))
	}
}

// The commands write what they promise: text that names outlets, one JSON object a
// line with every documented field, Markdown without markup of strangers.
func TestEditionReports(t *testing.T) {
	room := openTestEdition(t)
	l, err := room.desk.Claims(t.Context(), scope(t, "quake"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := room.desk.Figures(t.Context(), scope(t, "quake"))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, c := range []struct {
		name   string
		write  func() error
		fields string
	}{
		{"claims", func() error { return writeClaims(&out, &l, time.UTC, true) },
			"speaker speaker_name speaker_kind time stance kind quoted hedged anonymous source cue words outlets carried"},
		{"figures", func() error { return writeFigures(&out, &f, time.UTC, true) },
			"event headline what time text value outlets carried first lowest highest latest"},
	} {
		out.Reset()
		if err := c.write(); err != nil {
			t.Fatal(err)
		}
		lines := 0
		for line := range bytes.Lines(out.Bytes()) {
			checkLine(t, c.name, line, strings.Fields(c.fields))
			lines++
		}
		if lines < 10 {
			t.Errorf("%s: %d lines", c.name, lines)
		}
	}
	out.Reset()
	if err := sitrep(t.Context(), &out, room, scope(t, "quake").Query, time.UTC, room.clock()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# Situation report: quake", "## Events", "## Claims", "## Figures", "](<https://"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the briefing lacks %q", want)
		}
	}
}

func checkLine(t *testing.T, name string, line []byte, fields []string) {
	t.Helper()
	var got map[string]any
	if err := json.Unmarshal(line, &got); err != nil {
		t.Fatalf("%s: %v in %s", name, err, line)
	}
	for _, f := range fields {
		if _, ok := got[f]; !ok {
			t.Errorf("%s: no %q in %s", name, f, line)
		}
	}
	carried, _ := got["carried"].([]any)
	if len(carried) == 0 {
		t.Fatalf("%s: carried by nobody: %s", name, line)
	}
	first, _ := carried[0].(map[string]any)
	if field := first["field"]; field != "title" && field != "text" || first["story"] == "" || first["outlet"] == "" {
		t.Errorf("%s: carrier %v", name, first)
	}
}

func TestMarkdownOfStrangers(t *testing.T) {
	for in, want := range map[string]string{
		"plain":               "plain",
		"*bold* [x](y)":       `\*bold\* \[x\](y)`,
		"<script>\n# heading": `\<script\> \# heading`,
	} {
		if got := md(in); got != want {
			t.Errorf("%q is written %q, want %q", in, got, want)
		}
	}
	if got := link("a", "https://x.example/> evil"); got != "a" {
		t.Errorf("an address that ends the link is kept: %s", got)
	}
}

// A story's ledger is part of its event's; what is not there is told.
func TestEditionScopes(t *testing.T) {
	room := openTestEdition(t)
	for _, a := range filed(t, room) {
		if a.Event.Outlets < 4 || len(a.Claims) < 3 {
			continue
		}
		one, err := room.desk.Claims(t.Context(), news.Scope{Story: a.ID})
		if err != nil {
			t.Fatal(err)
		}
		all, err := room.desk.Claims(t.Context(), news.Scope{Event: a.Event.ID})
		if err != nil {
			t.Fatal(err)
		}
		if one.Stories != 1 || one.Title != a.Title || all.Stories < a.Event.Outlets || one.Rows() >= all.Rows() {
			t.Errorf("%q: %d rows of 1 story, %d of the event's %d", a.Title, one.Rows(), all.Rows(), all.Stories)
		}
		break
	}
	for _, s := range []news.Scope{{Story: "gone"}, {Event: "gone"}} {
		if _, err := room.desk.Figures(t.Context(), s); !errors.Is(err, news.ErrNotFound) {
			t.Errorf("scope %+v: %v", s, err)
		}
	}
}
