package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
	"dateline/ui/prompt"
	"dateline/ui/story"
)

// watchScreen is a screen with a watchlist.
func watchScreen(t testing.TB, w, h int, o Options) (*stage, *fakeWatchlist) {
	d := newFakeDesk()
	l := newFakeWatchlist(d)
	o.Watchlist = l
	return newScreen(t, w, h, o, d), l
}

func TestGoldenWatchlist(t *testing.T) {
	empty := func(l *fakeWatchlist) { l.saved, l.alerts = nil, nil }
	broken := func(l *fakeWatchlist) { l.fail = errors.New("open /tmp/x: disk is full") }
	for _, c := range []struct {
		name  string
		sizes string
		o     Options
		with  func(l *fakeWatchlist)
		keys  string
		typed string
	}{
		{name: "alerts", sizes: "40x12 60x20 80x24 120x40", keys: "A j"},
		{name: "alerts-ascii", sizes: "80x24", o: Options{ASCII: true}, keys: "A"},
		{name: "alerts-opened", sizes: "40x12 80x24 120x40", keys: "A j enter"},
		{name: "alerts-none", sizes: "40x12 80x24", with: empty, keys: "A"},
		{name: "alerts-waiting", sizes: "80x24", with: func(l *fakeWatchlist) { l.alerts = nil }, keys: "A"},
		{name: "alerts-error", sizes: "40x12 80x24", with: broken, keys: "A"},
		{name: "searches", sizes: "40x12 60x20 80x24 120x40", keys: "s j"},
		{name: "searches-none", sizes: "40x12 80x24", with: empty, keys: "s"},
		{name: "watch-form", sizes: "40x12 80x24 120x40", keys: "enter w"},
		{name: "watch-mistake", sizes: "80x24", keys: "w ctrl+u", typed: "dam on rain as Dam"},
	} {
		for _, size := range strings.Fields(c.sizes) {
			t.Run(c.name+"-"+size, func(t *testing.T) {
				var w, h int
				fmt.Sscanf(size, "%dx%d", &w, &h)
				s, l := watchScreen(t, w, h, c.o)
				if c.with != nil {
					c.with(l)
					s.run(s.m.do(s.m.watches.Load()))
					s.run(s.m.do(s.m.watches.Count()))
				}
				s.keys(strings.Fields(c.keys)...)
				if c.typed != "" {
					s.typed(c.typed).keys("enter")
				}
				s.golden(c.name + "-" + size)
			})
		}
	}
}

func TestAlertsLoading(t *testing.T) {
	s, _ := watchScreen(t, 80, 24, Options{})
	s.loading("A")
	if !strings.Contains(s.text(), "Loading") {
		t.Errorf("nothing says that it loads:\n%s", s.text())
	}
}

// Enter leads to the sentence in its story, with the cursor on its mark, and the alert is
// seen; Back leads to the very row.
func TestAlertOpensAndReturns(t *testing.T) {
	s, l := watchScreen(t, 120, 40, Options{})
	s.keys("A", "j")
	was := s.m.over().Words()
	s.keys("enter")
	if s.m.page != page.None || s.m.focus != layout.Story || s.m.story.At != story.OnClaim {
		t.Fatalf("enter leads to page %q, focus %d, cursor on %d", s.m.page, s.m.focus, s.m.story.At)
	}
	if _, at, ok := s.m.story.Quoted(); !ok || !strings.Contains(s.m.story.Art.Text[at.Start:at.End], "environment ministry denied") {
		t.Errorf("the sentence is %v, %v", at, ok)
	}
	if p, _ := l.Alerts(t.Context(), 9); p.Unseen != 2 || s.m.watches.Unseen() != 2 {
		t.Errorf("%d alerts are unseen, the screen says %d", p.Unseen, s.m.watches.Unseen())
	}
	s.keys("esc")
	if s.m.page != page.Alerts || s.m.over().Words() != was {
		t.Errorf("back leads to page %q, alert %q", s.m.page, s.m.over().Words())
	}
	s.keys("esc")
	if s.m.page != page.None {
		t.Error("back does not leave the page")
	}
}

// Every change of an alert can be undone.
func TestAlertsAreMarkedAndUndone(t *testing.T) {
	s, l := watchScreen(t, 80, 24, Options{})
	count := func() string {
		p, _ := l.Alerts(t.Context(), 99)
		return fmt.Sprintf("%d of %d", p.Unseen, len(p.Alerts))
	}
	s.keys("A")
	for _, c := range []struct{ key, want string }{
		{"m", "2 of 4"}, {"u", "3 of 4"}, {"M", "0 of 4"}, {"u", "3 of 4"}, {"x", "2 of 3"}, {"x", "1 of 2"}, {"u", "2 of 3"}, {"u", "3 of 4"},
	} {
		if s.keys(c.key); count() != c.want {
			t.Fatalf("after %s %s are unseen, want %s", c.key, count(), c.want)
		}
		if got := fmt.Sprintf("Alerts %d]", s.m.watches.Unseen()); s.m.watches.Unseen() > 0 && !strings.Contains(s.text(), got) {
			t.Fatalf("after %s the tab does not say %s:\n%s", c.key, got, s.text())
		}
	}
}

// A search is saved, found by its name, made a watch, renamed and removed; all is undone.
func TestSearchesAreKept(t *testing.T) {
	s, l := watchScreen(t, 120, 40, Options{})
	names := func() string {
		var all []string
		for _, w := range l.saved {
			all = append(all, fmt.Sprintf("%s=%s(%d)", w.Name, w.Query, len(w.Fires)))
		}
		return strings.Join(all[min(3, len(all)):], " ")
	}
	s.keys(":").typed("save").keys("enter")
	if names() != "" || !strings.Contains(s.text(), "search for something first") {
		t.Errorf("saved %s", names())
	}
	s.keys("/").typed("dam").keys("enter", ":").typed("save Dams").keys("enter")
	if names() != "Dams=dam(0)" {
		t.Fatalf("saved %s", names())
	}
	s.keys("u")
	if names() != "" {
		t.Errorf("not undone: %s", names())
	}
	s.keys(":").typed("save Dams").keys("enter", "esc", ":").typed("saved D").keys("tab", "enter")
	if s.m.list().Asked != "dam" {
		t.Errorf("shows %q", s.m.list().Asked)
	}
	s.keys("w")
	if got := s.m.prompt.Value(); got != "dam on event as Dams" {
		t.Errorf("the form says %q", got)
	}
	s.keys("enter")
	if names() != "Dams=dam(1)" {
		t.Errorf("watching %s", names())
	}
	s.keys("s", "j", "w", "ctrl+u").typed("dam -beaver on event, figure as Dams of Estonia").keys("enter")
	i := slices.IndexFunc(l.saved, func(w news.SavedSearch) bool { return w.Name == "Dams of Estonia" })
	if i < 0 || len(l.saved[i].Fires) != 2 {
		t.Fatalf("changed to %+v", l.saved)
	}
	n := len(l.saved)
	s.keys("x")
	if len(l.saved) != n-1 {
		t.Fatal("x does not remove")
	}
	s.keys("u")
	if len(l.saved) != n {
		t.Error("u does not bring it back")
	}
}

// What w watches: the event in the list, the name under the cursor, the search.
func TestWhatIsWatched(t *testing.T) {
	for _, c := range []struct {
		name string
		keys string
		want string
	}{
		{"the event of the row", "w", "event:edam on origin, stance, figure, correction as Estonia empties villages below"},
		{"the story's event", "enter w", "event:edam on origin, stance, figure, correction as Estonia empties villages below"},
		{"a name", "enter ] e w", ""},
		{"a related story's event", "enter tab j w", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := watchScreen(t, 120, 40, Options{})
			s.keys(strings.Fields(c.keys)...)
			got := s.m.prompt.Value()
			if s.m.prompt.Kind() != prompt.Watch || c.want != "" && got != c.want {
				t.Errorf("the form says %q, want %q", got, c.want)
			}
			if s.keys("enter"); s.m.prompt.Typing() {
				t.Errorf("the form %q cannot be read:\n%s", got, s.text())
			}
		})
	}
}

// A notification is the bytes that the settings name, and nothing a terminal obeys is in
// its words; without one nothing is sent.
func TestNotificationBytes(t *testing.T) {
	told := news.Notify([]news.Alert{{Rule: "Dam;\x1b]52;c;aGk=\a", What: "a new event", Sentence: "4;3;90 \u202eWater\u009c rises;\nfast\x07",
		Outlet: "Northwire"}})
	for _, c := range []struct {
		n            Notify
		begins, ends string
		semicolons   int
	}{
		{NotifyNot, "", "", 0},
		{NotifyBell, "\a", "", 0},
		{NotifyOSC9, "\x1b]9;dateline: ", "\x1b\\", 1},
		{NotifyOSC777, "\x1b]777;notify;dateline: ", "\x1b\\", 3},
	} {
		got := c.n.bytes(&told)
		if !strings.HasPrefix(got, c.begins) || !strings.HasSuffix(got, c.ends) || strings.Count(got, ";") != c.semicolons {
			t.Errorf("%d: %q", c.n, got)
			continue
		}
		inner := got[len(c.begins) : len(got)-len(c.ends)]
		for _, r := range inner {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Errorf("%d: %U in %q", c.n, r, inner)
			}
		}
		if len(inner) > 4*(news.MaxNotification+news.MaxSearchName) {
			t.Errorf("%d: %d bytes", c.n, len(inner))
		}
	}
	s, _ := watchScreen(t, 80, 24, Options{Notify: NotifyBell})
	if cmd := s.m.opt.Notify.tell(s.m.Look, nil); cmd != nil {
		t.Error("something is sent without a notification")
	}
	s.raw = nil
	if s.run(s.m.do(s.m.opt.Notify.tell(s.m.Look, &told))); len(s.raw) != 1 || s.raw[0] != "\a" {
		t.Errorf("sends %q", s.raw)
	}
	if !strings.Contains(s.text(), "alert: Dam") {
		t.Errorf("the status line does not tell:\n%s", s.text())
	}
}

func FuzzNotification(f *testing.F) {
	f.Add("Dam", "Water rises; fast\x07", "\x1b]52;c;aGk=\a")
	f.Fuzz(func(t *testing.T, rule, sentence, outlet string) {
		told := news.Notify([]news.Alert{{Rule: rule, What: "x", Sentence: sentence, Outlet: outlet}, {Rule: outlet, What: sentence}}[:1+len(rule)%2])
		for _, n := range []Notify{NotifyOSC9, NotifyOSC777} {
			got := n.bytes(&told)
			inner := strings.TrimSuffix(strings.TrimPrefix(got, "\x1b]"), "\x1b\\")
			if strings.ContainsFunc(inner, func(r rune) bool { return r < 0x20 || r >= 0x7f && r < 0xa0 }) || strings.Count(inner, ";") > 3 {
				t.Fatalf("%q", got)
			}
		}
	})
}

// The row under the mouse is chosen, and opened by the second click.
func TestAlertsMouse(t *testing.T) {
	s, _ := watchScreen(t, 120, 40, Options{})
	s.keys("A")
	for i, l := range strings.Split(s.text(), "\n") {
		if strings.Contains(l, "confirmed before") {
			s.send(tea.MouseClickMsg{X: 20, Y: i, Button: tea.MouseLeft})
			if words := s.m.over().Words(); !strings.Contains(words, news.OnStance.Help()) {
				t.Fatalf("a click chooses %q", words)
			}
			s.send(tea.MouseClickMsg{X: 20, Y: i, Button: tea.MouseLeft})
		}
	}
	if s.m.page != page.None || s.m.focus != layout.Story {
		t.Error("the second click does not open the story")
	}
	s.send(tea.MouseClickMsg{X: strings.Index(s.text(), "Alerts"), Y: 0, Button: tea.MouseLeft})
	if s.m.page != page.Alerts {
		t.Error("a click on the name of the view does not open it")
	}
}

// Alerts that fire elsewhere reach the tab and the open page, and the cursor stays.
func TestAlertsArrive(t *testing.T) {
	s, l := watchScreen(t, 80, 24, Options{})
	s.keys("A", "j")
	at := s.m.over().Words()
	a := l.alerts[0]
	a.ID, a.Time, a.Seen = 99, fakeNow.Add(time.Second), false
	l.alerts = append([]news.Alert{a}, l.alerts...)
	s.send(bulletinMsg{news.Bulletin{Marked: 1}, true})
	if s.m.watches.Unseen() != 4 || !strings.Contains(s.text(), "4 unseen") || s.m.over().Words() != at {
		t.Errorf("%d unseen, cursor on %q", s.m.watches.Unseen(), s.m.over().Words())
	}
}
