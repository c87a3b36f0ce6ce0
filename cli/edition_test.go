package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/config"
	"dateline/edition"
	"dateline/news"
)

// editionDay is when the tests read the edition: a Wednesday. TestEditionAnyDay has
// other days.
var editionDay = time.Date(2026, time.April, 15, 14, 30, 0, 0, time.UTC)

// openTestEdition opens a store with the edition's first state, a copy for this test. The
// state came through the whole pipeline, once for all tests: for those that fetch further
// states there is openEditionAt.
func openTestEdition(t *testing.T) *newsroom {
	t.Helper()
	store, err := firstState()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "demo.db")
	if err := os.WriteFile(path, store, 0o600); err != nil {
		t.Fatal(err)
	}
	return openEditionFile(t, path, editionDay.Add(time.Minute)) // what was filed is not of later
}

// firstState fetches the edition's first state and returns the store that holds it.
var firstState = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "dateline-edition")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	began, path := time.Now(), filepath.Join(dir, "demo.db")
	clock := func() time.Time { return editionDay.Add(min(time.Since(began), time.Minute)) }
	room, err := openEdition(context.Background(), config.Default(), path, clock)
	if err != nil {
		return nil, err
	}
	report, err := room.desk.RefreshWait(context.Background(), editionFeeds()...)
	if len(report.Failed) > 0 {
		err = errors.Join(err, fmt.Errorf("feeds of the edition failed: %v", report.Failed))
	}
	room.close()
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// openEditionAt fetches the edition's first state for this test alone, at a time from which
// the clock goes on.
func openEditionAt(t *testing.T, now time.Time) *newsroom {
	t.Helper()
	room := openEditionFile(t, filepath.Join(t.TempDir(), "demo.db"), now)
	round(t, room)
	return room
}

// openEditionFile opens an edition's store in a file.
func openEditionFile(t *testing.T, path string, now time.Time) *newsroom {
	t.Helper()
	began := time.Now()
	room, err := openEdition(t.Context(), config.Default(), path, func() time.Time { return now.Add(time.Since(began)) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(room.close)
	return room
}

func editionFeeds() (all []news.FeedID) {
	for _, f := range edition.Feeds() {
		all = append(all, news.NewFeedID(f.URL))
	}
	return all
}

func round(t *testing.T, room *newsroom) {
	t.Helper()
	report, err := room.desk.RefreshWait(t.Context(), editionFeeds()...)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Failed) > 0 {
		t.Errorf("feeds of the edition failed: %v", report.Failed)
	}
}

// filed returns every stored story by the key the edition knows it by.
func filed(t *testing.T, room *newsroom) map[string]news.Article {
	t.Helper()
	out := map[string]news.Article{}
	ask := news.ListQuery{User: news.Local, View: news.Wire, Limit: pageSize}
	for {
		page, err := room.store.Headlines(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range page.Rows {
			a, err := room.desk.Article(t.Context(), h.Story)
			if err != nil {
				t.Fatal(err)
			}
			key := a.GUID
			if key == "" {
				key = a.URL
			}
			out[key] = a
			ask.After = h.Cursor
		}
		if !page.More {
			return out
		}
	}
}

// The edition knows which of its stories are of one event; what dateline makes of
// them on arrival must agree, above all where it joins: a false merge invents
// corroboration.
func TestEditionIsGroupedIntoItsEvents(t *testing.T) {
	grouped(t, openTestEdition(t))
}

// grouped checks what room has made of the edition against what the edition knows.
func grouped(t *testing.T, room *newsroom) {
	t.Helper()
	stories, groups := filed(t, room), edition.Groups()
	if len(stories) < 100 {
		t.Fatalf("%d stories filed, the edition has more than 100", len(stories))
	}
	var right, wrong, missed int
	for a, one := range stories {
		for b, two := range stories {
			if a >= b {
				continue
			}
			joined := one.Event.ID == two.Event.ID
			// A follow-up ("ferry/inspection") may stand with its thread.
			same := groups[a] != "" && thread(groups[a]) == thread(groups[b])
			switch {
			case joined && same:
				right++
			case joined:
				wrong++
				t.Logf("joined, but they are of different events: %q and %q", one.Title, two.Title)
			case same && groups[a] == groups[b] && one.Lang == two.Lang:
				missed++
			}
		}
	}
	t.Logf("pairs joined rightly %d, wrongly %d, missed in one language %d", right, wrong, missed)
	if right == 0 || float64(wrong) > 0.02*float64(right) || float64(missed) > 0.35*float64(right) {
		t.Errorf("joined %d pairs rightly, %d wrongly, missed %d", right, wrong, missed)
	}
}

func thread(event string) string {
	t, _, _ := strings.Cut(event, "/")
	return t
}

// Papers that carry an agency's words fold under it.
func TestEditionReprintsAreFound(t *testing.T) {
	reprinted(t, openTestEdition(t))
}

func reprinted(t *testing.T, room *newsroom) {
	t.Helper()
	stories := filed(t, room)
	byID := map[news.StoryID]string{}
	for key, a := range stories {
		byID[a.ID] = key
	}
	reprints := 0
	for key, place := range edition.Places() {
		a, ok := stories[key]
		if !ok || place.Reprint == "" {
			continue
		}
		reprints++
		// Which of two copies came first is the wires' race; one names the other.
		other := stories[place.Reprint]
		if byID[a.Origin] == "" && other.Origin == "" {
			t.Errorf("%q carries %q word for word and is not folded", a.Title, other.Title)
		}
	}
	if reprints < 5 {
		t.Errorf("the edition has %d reprints in its first state", reprints)
	}
}

// Fetching again brings new versions of the same stories and doubles nothing.
func TestEditionStatesBecomeVersions(t *testing.T) {
	versioned(t, openEditionAt(t, editionDay))
}

// versioned fetches the edition's other states.
func versioned(t *testing.T, room *newsroom) {
	t.Helper()
	before := filed(t, room)
	round(t, room)
	round(t, room)
	after := filed(t, room)
	changed, withdrawn, corrected := 0, 0, 0
	for key, a := range after {
		was, known := before[key]
		if known && a.ID != was.ID {
			t.Errorf("%q was filed under a new id", a.Title)
		}
		if known && a.Version > was.Version {
			changed++
			if len(a.Versions) == 0 {
				t.Errorf("%q has a version %d and no history", a.Title, a.Version)
			}
		}
		if a.Flags.Has(news.Withdrawn) {
			withdrawn++
		}
		if a.Flags.Has(news.Corrected) {
			corrected++
		}
	}
	if changed == 0 || withdrawn == 0 || corrected == 0 || len(after) <= len(before) {
		t.Errorf("after three states: %d changed, %d withdrawn, %d corrected, %d stories where %d were",
			changed, withdrawn, corrected, len(after), len(before))
	}
}

// Whatever the edition's prank entry tries, no byte that a terminal would obey is
// stored.
func TestEditionIsHarmless(t *testing.T) {
	room := openTestEdition(t)
	for _, a := range filed(t, room) {
		texts := append([]string{a.Title, a.Text, a.URL, a.Outlet, a.Credit}, a.Authors...)
		for _, l := range a.Links {
			texts = append(texts, l.URL)
			if !strings.HasPrefix(l.URL, "http") {
				t.Errorf("link %q in %q", l.URL, a.Title)
			}
		}
		for _, s := range texts {
			if s != news.CleanText(s) {
				t.Errorf("not clean: %q", s)
			}
		}
	}
}

// Every mark points at words of the text, in every story of the edition.
func TestEditionMarksPointAtWords(t *testing.T) {
	marked(t, openTestEdition(t))
}

func marked(t *testing.T, room *newsroom) {
	t.Helper()
	claims, figures := 0, 0
	for _, a := range filed(t, room) {
		if !a.Tagged {
			t.Errorf("%q was not read by the engines", a.Title)
		}
		for _, m := range a.Mentions {
			if text := a.Field(m.Field); m.Start < 0 || m.End > len(text) || m.Start >= m.End {
				t.Errorf("mention %+v is outside %q", m, text)
			}
			if m.Kind == news.FigureKind {
				figures++
			}
		}
		claims += len(a.Claims)
		for _, c := range a.Claims {
			if b := c.Bounds(); b.End > len(a.Field(c.Field)) || len(c.Cue) == 0 || len(c.Content) == 0 {
				t.Errorf("claim %+v is outside its text or empty", c)
			}
		}
	}
	if claims < 300 || figures < 300 {
		t.Errorf("the edition has %d claims and %d figures", claims, figures)
	}
}

// A query that every field of the language takes part in is answered, and a word of
// the edition is found.
func TestEditionIsSearchable(t *testing.T) {
	searchable(t, openTestEdition(t))
}

func searchable(t *testing.T, room *newsroom) {
	t.Helper()
	for query, atLeast := range map[string]int{
		"ferry":                    5,
		`"central bank"`:           1,
		"country:PHL":              3,
		"country:Philippines":      3,
		"agency:IAEA":              2,
		"claim:denied":             10,
		"claim:unnamed":            10,
		"source:hanbit":            3,
		"is:unread":                100,
		"ferry -country:GRC":       1,
		"quake OR earthquake":      5,
		"since:30d":                100,
		"lang:ko":                  3,
		"figure:people>100":        0,
		"is:urgent":                1,
		"(ferry OR quake) is:read": 0,
	} {
		q, err := news.ParseQuery(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		n, err := room.desk.Counts(context.Background(), q)
		if err != nil || n.Stories < atLeast {
			t.Errorf("%s finds %d stories (%v), want at least %d", query, n.Stories, err, atLeast)
		}
	}
}
