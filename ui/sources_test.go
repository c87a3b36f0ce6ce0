package ui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// feedOf returns a feed of the fake desk by its title.
func feedOf(s *stage, title string) *news.FeedStatus {
	for i := range s.d.feeds {
		if s.d.feeds[i].Title == title {
			return &s.d.feeds[i]
		}
	}
	return nil
}

// onFeed opens the Sources view with the cursor on a feed.
func onFeed(s *stage, title string) *stage {
	s.keys("S", "g")
	for range 20 {
		if s.Subject().Feed.Title == title {
			return s
		}
		s.keys("j")
	}
	s.t.Fatalf("no feed %q", title)
	return s
}

func TestFeedsAreChangedAndTakenBack(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(s *stage)
		done func(f *news.FeedStatus) bool // f is nil when the feed is gone
	}{
		{"muted", func(s *stage) { s.keys("m") }, func(f *news.FeedStatus) bool { return f != nil && f.Muted }},
		{"removed", func(s *stage) { s.keys("x") }, func(f *news.FeedStatus) bool { return f == nil }},
		{"folder", func(s *stage) { s.keys("e", "j", "j", "enter", "ctrl+u").typed("wires//asia/").keys("enter") },
			func(f *news.FeedStatus) bool { return f.Folder == "wires/asia" }},
		{"tags", func(s *stage) { s.keys("e", "j", "j", "j", "enter").typed("asia, sea ,asia").keys("enter") },
			func(f *news.FeedStatus) bool { return slices.Equal(f.Tags, []string{"asia", "sea"}) }},
		{"interval", func(s *stage) { s.keys("e", "j", "j", "j", "j", "enter").typed("2d").keys("enter") },
			func(f *news.FeedStatus) bool { return f.Interval.Hours() == 48 }},
		{"full text", func(s *stage) { s.keys("e", "G", "enter") }, func(f *news.FeedStatus) bool { return f.FullText }},
		{"address", func(s *stage) { s.keys("e", "j", "enter", "ctrl+u").typed("https://kanto.example/new").keys("enter") },
			func(f *news.FeedStatus) bool { return f.URL == "https://kanto.example/new" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := onFeed(newScreen(t, 100, 30, Options{}, nil), "Kanto Press")
			was := *feedOf(s, "Kanto Press")
			c.do(s)
			if !c.done(feedOf(s, "Kanto Press")) || s.bad() {
				t.Fatalf("not done: %+v, %q", feedOf(s, "Kanto Press"), s.told())
			}
			if !strings.Contains(s.told(), "u undoes") {
				t.Errorf("told %q", s.told())
			}
			s.keys("u")
			now := feedOf(s, "Kanto Press")
			if now == nil || now.Muted != was.Muted || now.Folder != was.Folder || len(now.Tags) != 0 || now.Interval != 0 || now.URL != was.URL || now.FullText {
				t.Errorf("taken back: %+v", now)
			}
		})
	}
}

// One key reads a feed, one its folder; both say how much that was, and are taken back.
func TestFeedsAndFoldersAreRead(t *testing.T) {
	for _, c := range []struct {
		name, key string
		of        []string // outlets that are read
		told      string
	}{
		{"feed", "M", []string{"Kanto Press"}, "all of Kanto Press read"},
		{"folder", "N", []string{"Andes Diario", "Kanto Press", "Levant Daily"}, "all of papers read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := onFeed(newScreen(t, 100, 30, Options{}, nil), "Kanto Press")
			was, want := map[news.StoryID]bool{}, 0
			for _, x := range s.d.stories {
				if was[x.ID] = x.Read; !x.Read && slices.Contains(c.of, x.Outlet) {
					want++
				}
			}
			s.d.asked = nil
			s.keys(c.key)
			for _, x := range s.d.stories {
				if x.Read != (was[x.ID] || slices.Contains(c.of, x.Outlet)) {
					t.Errorf("%s of %s: read %t", x.Title, x.Outlet, x.Read)
				}
			}
			told := c.told + " (" + draw.Plural(want, "story", "stories") + ") · u undoes"
			if want == 0 || !strings.Contains(s.told(), told) {
				t.Errorf("told %q, want %q", s.told(), told)
			}
			s.keys("u")
			for _, x := range s.d.stories {
				if x.Read != was[x.ID] {
					t.Errorf("not taken back: %s of %s", x.Title, x.Outlet)
				}
			}
			if s.keys(c.key, c.key); !strings.Contains(s.told(), c.told+" already") {
				t.Errorf("the second time told %q", s.told())
			}
		})
	}
	s := onFeed(newScreen(t, 100, 30, Options{}, nil), "Kanto Press")
	s.Subject().Feed.Folder = ""
	if s.keys("N"); !strings.Contains(s.told(), "in no folder") {
		t.Errorf("without a folder told %q", s.told())
	}
}

// What cannot be taken is told where it was typed, and nothing is changed.
func TestFeedFieldMistakes(t *testing.T) {
	for _, c := range []struct{ name, field, typed, want string }{
		{"not an address", "j", "kanto", "not an address"},
		{"a script", "j", "javascript:alert(1)", "not an address"},
		{"a file", "j", "file:///etc/passwd", "not an address"},
		{"no length of time", "jjjj", "soon", "expected a length of time"},
		{"impolite", "jjjj", "10s", "expected a length of time"},
		{"too long", "jjjj", "4000d", "expected a length of time"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := onFeed(newScreen(t, 100, 30, Options{}, nil), "Kanto Press").keys("e")
			s.typed(c.field).keys("enter", "ctrl+u").typed(c.typed).keys("enter")
			if !strings.Contains(s.text(), c.want) {
				t.Errorf("screen:\n%s", s.text())
			}
			if slices.ContainsFunc(s.d.asked, func(a string) bool { return strings.HasPrefix(a, "put ") }) {
				t.Error("the feed was changed")
			}
		})
	}
}

func TestImportAndExportFromTheScreen(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"import feeds.opml", "added 3 feeds · 2 there already · 1 left out, no http address: exec:ls"},
		{"import missing", "import missing: open missing: no such file or directory"},
		{"import", "expected the name of a file"},
		{"export my.opml", "5 feeds written to my.opml"},
	} {
		s := newScreen(t, 100, 30, Options{}, nil).keys(":").typed(c.typed).keys("enter")
		if !strings.Contains(s.text(), c.want) {
			t.Errorf("%s:\n%s", c.typed, s.text())
		}
	}
}

// Where the machine is not the reader's, no file of it is named.
func TestServedImportAndExport(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"import https://name:secret@lists.example/x.opml", "added 3 feeds"},
		{"import", "expected the address of a list of feeds"},
		{"export", "list of feeds copied · OPML"},
	} {
		s := newScreen(t, 100, 30, Options{Served: true}, nil).keys(":").typed(c.typed).keys("enter")
		if !strings.Contains(s.text(), c.want) || strings.Contains(s.text(), "secret") {
			t.Errorf("%s:\n%s", c.typed, s.text())
		}
	}
	s := newScreen(t, 100, 200, Options{Served: true}, nil).keys("?")
	for _, no := range []string{"FILE", "^z", "shell", "open in the browser"} {
		if strings.Contains(s.text(), no) {
			t.Errorf("the help speaks of %q:\n%s", no, s.text())
		}
	}
}

// Nothing secret shows.
func TestAddressIsRedacted(t *testing.T) {
	s := newScreen(t, 100, 30, Options{}, nil)
	s.d.feeds[0].URL = "https://name:secret@northwire.example/all.atom?token=secret"
	s.keys("S", "g")
	if strings.Contains(s.text(), "secret") || !strings.Contains(s.text(), "northwire.example") {
		t.Errorf("the address:\n%s", s.text())
	}
}

func TestSourcesCountCostlyStories(t *testing.T) {
	s := newScreen(t, 100, 30, Options{}, nil)
	feedOf(s, "Kanto Press").Costly = 1
	feedOf(s, "Andes Diario").Costly = 1200
	for title, want := range map[string]string{"Kanto Press": "well · 1 story not tagged: too costly", "Andes Diario": "well · 1,200 stories not tagged: too costly"} {
		if onFeed(s, title); !strings.Contains(s.text(), want) {
			t.Errorf("%s:\n%s", title, s.text())
		}
		s.keys("esc")
	}
	if onFeed(s, "Northwire"); strings.Contains(s.text(), "costly") {
		t.Errorf("a feed without one:\n%s", s.text())
	}
}

// A feed that a process fetches says which and until when; a lease that no process can have
// says nothing.
func TestSourcesTellLeases(t *testing.T) {
	for _, c := range []struct {
		name  string
		until time.Duration
		want  bool
	}{{"held", time.Minute, true}, {"ended", -time.Second, false}, {"of a clock ahead", time.Hour, false}} {
		s := newScreen(t, 100, 30, Options{}, nil)
		f := feedOf(s, "Kanto Press")
		f.Holder, f.Until = "4711-ABCDEFGH", s.m.Now.Add(c.until)
		if onFeed(s, "Kanto Press"); strings.Contains(s.text(), "being fetched by process 4711 until 16:") != c.want {
			t.Errorf("%s:\n%s", c.name, s.text())
		}
	}
}

// The title counts the feeds that fail, a key shows only these, with the cursor on one, and
// all again; the hour of the next try is told though it is tomorrow's.
func TestSourcesThatFail(t *testing.T) {
	d := failing(2)
	for i := range d.feeds {
		d.feeds[i].State.Next = time.Date(2026, 4, 11, 0, 41, 0, 0, time.UTC)
	}
	s := newScreen(t, 80, 24, Options{}, d).keys("S")
	if !strings.Contains(s.text(), "2 of 5 fail, H shows these") {
		t.Errorf("nothing counts them:\n%s", s.text())
	}
	good := d.feeds[4].Title
	s.keys("H")
	if text := s.text(); !strings.Contains(text, "2 of 5 fail, H shows all") || strings.Contains(text, good) || s.Subject().Feed.State.Err == "" ||
		!strings.Contains(text, "next try 11 Apr 00:41") {
		t.Errorf("only those that fail:\n%s", text)
	}
	if s.keys("H"); !strings.Contains(s.text(), good) {
		t.Errorf("all again:\n%s", s.text())
	}
	if s = newScreen(t, 60, 20, Options{}, failing(0)).keys("S", "H"); !strings.Contains(s.text(), "No feed fails.") {
		t.Errorf("none:\n%s", s.text())
	}
}

func TestSourcesStates(t *testing.T) {
	broken := &fakeDesk{fail: errors.New("open the store: disk is full")}
	s := newScreen(t, 80, 24, Options{}, broken).keys("S")
	if !strings.Contains(s.text(), "The feeds cannot be read.") {
		t.Errorf("an error:\n%s", s.text())
	}
	s = newScreen(t, 80, 24, Options{}, nil).keys("a").typed("nothing.example").keys("enter")
	if !strings.Contains(s.text(), "no feed is named on that page") || s.m.page != page.None {
		t.Errorf("no feed there:\n%s", s.text())
	}
}

// The cursor stays on its feed when feeds come and go, and the mouse picks and opens.
func TestSourcesCursor(t *testing.T) {
	s := onFeed(newScreen(t, 80, 24, Options{}, nil), "Kanto Press")
	s.d.feeds = append([]news.FeedStatus{{Feed: news.Feed{ID: "new", Title: "A new one", Folder: "agencies"}}}, s.d.feeds...)
	s.send(bulletinMsg{news.Bulletin{Feeds: true}, true})
	if got := s.Subject().Feed.Title; got != "Kanto Press" {
		t.Errorf("the cursor went to %s", got)
	}
	y := slices.IndexFunc(strings.Split(s.text(), "\n"), func(l string) bool { return strings.Contains(l, "Andes Diario") })
	s.send(tea.MouseClickMsg{X: 5, Y: y, Button: tea.MouseLeft})
	if got := s.Subject().Feed.Title; got != "Andes Diario" {
		t.Errorf("the click picked %s", got)
	}
	s.send(tea.MouseClickMsg{X: 5, Y: y, Button: tea.MouseLeft})
	if s.m.page != page.Card || !strings.Contains(s.m.over().Title(), "Andes Diario") {
		t.Errorf("the second click: page %q", s.m.page)
	}
	s.keys("esc", "esc")
	if s.m.page != page.None {
		t.Error("back leads elsewhere")
	}
}
