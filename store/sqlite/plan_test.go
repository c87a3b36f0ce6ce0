package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/store/terms"
)

// planStore is a store with enough in it for the planner to care.
func planStore(t *testing.T) *Store {
	t.Helper()
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "news.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	at := time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)
	for i := range 20 {
		f := news.Feed{ID: news.FeedID(fmt.Sprint("f", i)), URL: fmt.Sprint("https://a.example/", i), Title: fmt.Sprint("outlet ", i), Outlet: fmt.Sprint("outlet ", i)}
		if err := s.PutFeed(context.Background(), f); err != nil {
			t.Fatal(err)
		}
		d := news.Delivery{Feed: f.ID}
		var as []news.Annotation
		for n := range 20 {
			st := news.Story{ID: news.StoryID(fmt.Sprint("s", i, "-", n)), Feed: f.ID, Title: "A headline", Text: "Words and more words.", Published: at.Add(-time.Duration(n) * time.Minute), Seen: at}
			d.Stories = append(d.Stories, st)
			as = append(as, news.Annotation{Story: st.ID, Version: 1, Tagger: "t"})
		}
		if _, err := s.File(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if err := s.Annotate(context.Background(), as); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// explain returns the lines of a query's plan.
func explain(t *testing.T, db *sql.DB, query string, args []any) []string {
	t.Helper()
	rows, err := db.Query("EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	var lines []string
	err = eachRow(rows, func(r *sql.Rows) error {
		var id, parent, unused int
		var line string
		err := r.Scan(&id, &parent, &unused, &line)
		lines = append(lines, line)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// A scan is allowed where it is the list itself, read in order and left when the
// page is full (story by label, an index), over a virtual table with a MATCH, over
// small tables, over the hidden stories (few: an index of their own), over the
// slots of a timeline (k), over notes to see whether there is any, and over subqueries
// that are bounded.
var (
	scans   = regexp.MustCompile(`^SCAN `)
	allowed = regexp.MustCompile(`^SCAN (search VIRTUAL TABLE INDEX \d+:.*M|unit|feed|f|tick|h|r|x|d|\(subquery-\d+\)|CONSTANT ROW|k$|story USING (COVERING )?INDEX story_hidden|note USING COVERING INDEX note_by_user$|v USING (COVERING )?INDEX event_by_rank)`)
)

func checkPlan(t *testing.T, name string, plan []string, orderedScan bool, sortAllowed bool) {
	t.Helper()
	for _, line := range plan {
		if scans.MatchString(line) && !allowed.MatchString(line) && !(orderedScan && (line == "SCAN s" || strings.HasPrefix(line, "SCAN s USING") || line == "SCAN place" || strings.HasPrefix(line, "SCAN place USING COVERING INDEX"))) {
			t.Errorf("%s scans: %s\n  %s", name, line, strings.Join(plan, "\n  "))
		}
		if strings.Contains(line, "TEMP B-TREE") && !sortAllowed {
			t.Errorf("%s sorts: %s\n  %s", name, line, strings.Join(plan, "\n  "))
		}
	}
}

// planQueries are queries by their driver; scan says that the list itself is what
// is read, backwards, because the condition is on most of its rows.
var planQueries = []struct {
	query string
	scan  bool
}{
	{"", true}, {"words", false}, {`"more words"`, false}, {"words -headline", false}, {"headline OR words", false}, {"country:PRK|RUS", false},
	{"person:grossi claim:denied", false}, {"is:unread", false}, {"is:starred", false}, {"is:unread words", false}, {"is:unread words since:2d", false},
	{"event:s1-1", false}, {"(event:s1-1 OR event:s1-2) is:unread", false}, {"feed:f3", false}, {`source:"outlet 7"`, false}, {`source:"outlet 7" words`, false}, {"is:urgent", true}, {"is:corrected words", false},
	{"figure:troops>5", false}, {"figure:troops>5 words", false}, {"-words", true}, {"-is:unread", true}, {"since:2d", false}, {"is:unread OR words", true}, {"tag:x", false},
	{"lang:en", false}, {"by:kremlin about:PRK", false}, {"before:2026-01-01", false},
	{"is:noted", false}, {"note:ministry words", false}, {"-is:noted", true},
}

// few finds the queries whose rows are so few that they are sorted.
var few = regexp.MustCompile(`OR event|^is:noted|^note:`)

// checkPlans looks at the plans of all that is asked by a query.
func checkPlans(t *testing.T, s *Store, now time.Time, scan bool, query string, plan func() *plan) {
	t.Helper()
	for _, backward := range []bool{false, true} {
		p := plan()
		lo, hi := p.labels(0)
		checkPlan(t, "wire", explain(t, s.read, p.selectRows(lo, hi, backward), p.args), scan, few.MatchString(query))
		p = plan()
		checkPlan(t, "wire after a cursor", explain(t, s.read, p.selectRows(1, math.MaxInt32, backward), p.args), scan, few.MatchString(query))
	}
	p := plan()
	lo, hi := p.labels(0)
	checkPlan(t, "top", explain(t, s.read, "SELECT "+topColumns+" FROM "+p.matchingEvents(lo, hi)+topOf(p.lacks)+" WHERE v.stories > 0 ORDER BY v.rank DESC, v.n DESC", p.args), scan, true)
	p = plan()
	checkPlan(t, "counts", explain(t, s.read, p.countRows(5), p.args), scan, true)
	p = plan()
	checkPlan(t, "unread", explain(t, s.read, p.countUnread(5), p.args), scan, true)
	p = plan()
	w := slotting{start: now.Add(-24 * time.Hour).UnixMilli(), width: 60 * 60 * 1000, slots: 24, spill: 5}
	checkPlan(t, "timeline", explain(t, s.read, p.slotRows(w), p.args), scan, true)
	p = plan()
	p.Since = w.start
	checkPlan(t, "countries", explain(t, s.read, p.countryRows(5), p.args), scan, true)
}

func TestPlans(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousand plans, in one goroutine")
	}
	s := planStore(t)
	now := time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)
	for _, lacks := range []bool{false, true} {
		for _, row := range planQueries {
			q, err := news.ParseQuery(row.query)
			if err != nil {
				t.Fatal(err)
			}
			q = q.Resolve(now)
			t.Run(fmt.Sprintf("%s, lacks %v", row.query, lacks), func(t *testing.T) {
				checkPlans(t, s, now, row.scan, row.query, func() *plan {
					p, err := s.plan(context.Background(), 1, q)
					if err != nil {
						t.Fatal(err)
					}
					p.lacks = lacks
					return p
				})
			})
		}
	}
	t.Run("follow-ups", func(t *testing.T) {
		lines := explain(t, s.read, fmt.Sprintf(followupsQuery, 10), []any{`["s1-1"]`, 1})
		for _, l := range lines {
			if strings.HasPrefix(l, "SCAN") && l != "SCAN x" && !strings.HasPrefix(l, "SCAN j VIRTUAL TABLE") {
				t.Errorf("follow-ups are not read off an index: %s\n  %s", l, strings.Join(lines, "\n  "))
			}
		}
	})
	t.Run("notes", func(t *testing.T) {
		lines := explain(t, s.read, fmt.Sprintf(notesQuery, 10), []any{1, `["s1-1"]`})
		for _, l := range lines {
			if strings.HasPrefix(l, "SCAN") && l != "SCAN h" && !strings.Contains(l, " VIRTUAL TABLE") {
				t.Errorf("notes are not read off an index: %s\n  %s", l, strings.Join(lines, "\n  "))
			}
		}
	})
	t.Run("a feed like another", func(t *testing.T) {
		for _, query := range []string{feedByID, feedByURL} {
			for _, l := range explain(t, s.read, query, []any{"x"}) {
				if strings.HasPrefix(l, "SCAN") {
					t.Errorf("%s: %s", query, l)
				}
			}
		}
	})
	t.Run("costly by feed", func(t *testing.T) {
		lines := explain(t, s.read, costlyQuery, []any{quote(terms.StateFacet + "costly"), 0})
		for _, l := range lines {
			if strings.HasPrefix(l, "SCAN") && !strings.HasPrefix(l, "SCAN search VIRTUAL TABLE") {
				t.Errorf("costly stories are not read off an index: %s\n  %s", l, strings.Join(lines, "\n  "))
			}
		}
	})
	t.Run("top", func(t *testing.T) {
		for _, row := range []struct {
			where string
			lacks bool
		}{{"", false}, {" AND (v.rank, v.n) < (5, 5)", false}, {"", true}, {" AND (v.rank, v.n) < (5, 5)", true}} {
			lines := explain(t, s.read, "SELECT "+topColumns+" FROM event v"+topOf(row.lacks)+" WHERE v.stories > 0"+row.where+" ORDER BY v.rank DESC, v.n DESC", []any{1})
			checkPlan(t, "top", lines, false, row.lacks) // the first story that is seen is sorted out of its event
			if !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, "event_by_rank") }) {
				t.Errorf("top does not use its index: %s", lines)
			}
		}
	})
	t.Run("sweep", func(t *testing.T) {
		checkPlan(t, "old", explain(t, s.read, sweepOld+sweepUnstarred, []any{0, 100, 1, 100, 100, 5}), false, false)
		for _, l := range explain(t, s.read, sweepHidden+sweepUnstarred, []any{0, 100}) {
			if strings.HasPrefix(l, "SCAN") && !strings.Contains(l, "story_hidden") {
				t.Errorf("what is hidden is not read off its index: %s", l)
			}
		}
	})
	t.Run("changes", func(t *testing.T) {
		for _, seen := range []string{"", " AND " + seenStory} {
			lines := explain(t, s.read, changedQuery+seen+newestChanges, []any{1, 0, 300})
			checkPlan(t, "changes", lines, false, false)
			if !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, "story_by_altered") }) {
				t.Errorf("changes do not use their index: %s", lines)
			}
		}
	})
}

// Where little is read, is:read looks at the feeds of which something is: however many those
// are, it finds the same.
func TestReadOfFewFeeds(t *testing.T) {
	if testing.Short() {
		t.Skip("it fills three stores, in one goroutine")
	}
	for _, row := range []struct {
		name  string
		feeds int // of which one story is read
		few   bool
	}{{"nothing", 0, true}, {"a few feeds", 2, true}, {"half of the feeds", 10, false}} {
		t.Run(row.name, func(t *testing.T) {
			s := planStore(t)
			var read []news.StoryID
			for i := range row.feeds {
				read = append(read, news.StoryID(fmt.Sprint("s", i, "-3")))
			}
			if _, err := s.Mark(t.Context(), news.Local, news.Change{Kind: news.MarkRead, On: true, Stories: read, At: time.Date(2026, 4, 11, 0, 0, 0, 0, time.UTC)}); err != nil {
				t.Fatal(err)
			}
			if hardly, few, err := s.hardlyRead(t.Context(), 1); err != nil || !hardly || few != row.few {
				t.Errorf("hardly read %v, of few feeds %v, %v; want few %v", hardly, few, err, row.few)
			}
			q, err := news.ParseQuery("is:read")
			if err != nil {
				t.Fatal(err)
			}
			page, err := s.Headlines(t.Context(), news.ListQuery{User: news.Local, View: news.Wire, Query: q, Limit: 50})
			var got []news.StoryID
			for _, h := range page.Rows {
				got = append(got, h.Story)
			}
			slices.Sort(got)
			slices.Sort(read)
			if err != nil || !slices.Equal(got, read) {
				t.Errorf("%v, %v; want %v", got, err, read)
			}
		})
	}
}
