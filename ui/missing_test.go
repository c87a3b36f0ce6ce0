package ui

import (
	"context"
	"strings"
	"testing"

	"dateline/news"
	"dateline/ui/page"
	"dateline/ui/prompt"
)

// fakeValues knows of two slips and one who is not in the news yet.
type fakeValues struct{}

func (fakeValues) Unknown(_ context.Context, q news.Query) (all []page.Missing, err error) {
	for value, m := range map[string]page.Missing{
		"Frnce": {Line: "country:Frnce is in no story; near it: France", Slip: true},
		"bcc":   {Line: "source:bcc is no outlet of yours; near it: BBC", Slip: true},
		"Nemo":  {Line: "person:Nemo is in no story"},
	} {
		if strings.Contains(q.String(), value) {
			all = append(all, m)
		}
	}
	return all, nil
}

func (fakeValues) Counted(context.Context) ([]string, error) {
	return []string{"killed", "wounded", "deaths", "people killed"}, nil
}

// A value that is nowhere is told where the stories would be, with what is near.
func TestUnknownValuesAreTold(t *testing.T) {
	for _, c := range []struct{ name, asked, shows string }{
		{"no such country", "country:Frnce", "near it: France"},
		{"no such outlet, beside one there is", "source:bcc OR dam", "near it: BBC"},
		{"not in the news", "person:Nemo", "person:Nemo is in no story"},
		{"all are there", "dam", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, w := range []int{60, 80, 120} {
				s := newScreen(t, w, 30, Options{Values: fakeValues{}}, nil)
				s.keys("/").typed(c.asked).keys("enter")
				text := strings.Join(strings.Fields(strings.Map(notFrame, s.text())), " ")
				if c.shows != "" && !strings.Contains(text, c.shows) || c.shows == "" && strings.Contains(text, "near it") {
					t.Errorf("%d columns do not say %q:\n%s", w, c.shows, s.text())
				}
			}
		})
	}
}

func notFrame(r rune) rune {
	if strings.ContainsRune("│┌┐└┘─", r) {
		return -1
	}
	return r
}

// A watch on a slip of the fingers is refused in the prompt; one on what is not in the
// news yet is made.
func TestWatchOnNothing(t *testing.T) {
	for _, c := range []struct {
		name, line string
		kept       bool
		says       string
	}{
		{"a slip", "country:Frnce on event as Paris", false, "near it: France"},
		{"not in the news yet", "person:Nemo on event as Sea", true, "person:Nemo is in no story"},
		{"all are there", "dam on event as Wall", true, "watching Wall"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, l := watchScreen(t, 120, 40, Options{Values: fakeValues{}})
			n := len(l.saved)
			s.keys("w", "ctrl+u").typed(c.line).keys("enter")
			if kept := len(l.saved) > n; kept != c.kept || !strings.Contains(s.text(), c.says) {
				t.Errorf("kept %v:\n%s", kept, s.text())
			}
			if asks := s.m.prompt.Kind() == prompt.Watch; asks == c.kept {
				t.Errorf("the prompt is open: %v", asks)
			}
		})
	}
	s, l := watchScreen(t, 120, 40, Options{Values: fakeValues{}})
	l.saved = append(l.saved, news.SavedSearch{ID: 99, Name: "Paris", Query: "dam", Fires: []news.Trigger{news.OnEvent}})
	s.run(s.m.do(s.m.watches.Load()))
	s.keys("/").typed("country:Frnce").keys("enter", ":").typed("save Paris").keys("enter")
	if got := l.saved[len(l.saved)-1].Query; got != "dam" || s.m.prompt.Kind() != prompt.Watch {
		t.Errorf("a watch was saved anew for %s:\n%s", got, s.text())
	}
}
