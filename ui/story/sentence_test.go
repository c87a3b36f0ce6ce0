package story

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/theme"
)

// A claim is told in one sentence: who, what he does, how sure, what.
func TestSentence(t *testing.T) {
	for _, c := range []struct {
		name   string
		nth    int
		change func(*news.Claim)
		want   string
	}{
		{"says", 0, nil, "Said by Oslo: it agreed."},
		{"denies", 1, nil, "Denied by Riga: that it agreed."},
		{"hedged", 2, nil, "Said by Malta, with a hedge: it agreed."},
		{"quoted", 0, func(c *news.Claim) { c.Quoted = true }, "Said by Oslo, in quoted words: it agreed."},
		{"another name is meant", 0, func(c *news.Claim) { c.SpeakerName = "Norway" }, "Said by Norway (“Oslo”): it agreed."},
		{"that name is in the words", 0, func(c *news.Claim) { c.SpeakerName = "oslo" }, "Said by Oslo: it agreed."},
		{"nobody", 0, func(c *news.Claim) { c.Source = nil }, "Said by somebody whom the text does not name: it agreed."},
		{"not named", 0, func(c *news.Claim) { c.Anonymous = true }, "Said by Oslo, not named: it agreed."},
		{"second hand", 0, func(c *news.Claim) { c.Via = []news.Span{{Start: 21, End: 25}} }, "Said by Oslo, as Riga tells it: it agreed."},
		{"inside another", 0, func(c *news.Claim) { c.Outer = 1 }, "Said by Oslo, part of what somebody else says: it agreed."},
		{"not sure", 0, func(c *news.Claim) { c.Unsure = true }, "Said by Oslo, which is not sure: it agreed."},
		{"confirms", 0, func(c *news.Claim) { c.Stance = news.Confirms }, "Confirmed by Oslo: it agreed."},
		{"asks", 0, func(c *news.Claim) { c.Stance = news.Questions }, "Asked by Oslo: it agreed."},
		{"wants", 0, func(c *news.Claim) { c.Kind = news.Attitude }, "Wanted or expected by Oslo: it agreed."},
		{"declines", 0, func(c *news.Claim) { c.Stance, c.Content = news.Declines, nil }, "No comment by Oslo."},
	} {
		s := claimed(theme.Mono())
		s.stepSaid(OnClaim, c.nth+1, "claim")
		if c.change != nil {
			c.change(&s.Art.Claims[c.nth])
		}
		if got := s.sentence(&s.Art.Claims[c.nth]); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// The sentence stands at the foot of the pane while the cursor is on a claim, the text above
// it in as many lines less, and every line is as wide as the pane.
func TestSentenceAtTheFoot(t *testing.T) {
	s := claimed(theme.Mono())
	lines := func(h int) []string { return strings.Split(ansi.Strip(s.View(50, h)), "\n") }
	if v := lines(20); strings.Contains(strings.Join(v, "\n"), "Said by Oslo") {
		t.Errorf("before the cursor is on a claim:\n%s", strings.Join(v, "\n"))
	}
	s.stepSaid(OnClaim, 1, "claim")
	v := lines(20)
	if len(v) != 20 || !strings.Contains(v[19], "»  Said by Oslo: it agreed.") || !strings.HasPrefix(v[18], "────") {
		t.Errorf("at the foot:\n%s", strings.Join(v, "\n"))
	}
	if got := s.CursorWords(); got != "claim 1 of 3" {
		t.Errorf("the last line says %q of what stands at the foot", got)
	}
	for _, l := range v {
		if draw.Width(l) != 50 {
			t.Errorf("%d cells: %q", draw.Width(l), l)
		}
	}
	if v := lines(leastTelling - 1); strings.Contains(strings.Join(v, "\n"), "Said by Oslo") {
		t.Errorf("in a pane without room:\n%s", strings.Join(v, "\n"))
	}
	if got := s.CursorWords(); !strings.HasPrefix(got, "» says") {
		t.Errorf("the last line says %q of what stands nowhere else", got)
	}
	lines(20)
	if s.Lift(5); len(s.telling()) > 0 {
		t.Error("under what stands over the pane")
	}
	for s.Uncover(); s.Scroll(1); {
	}
	if v := strings.Join(lines(20), "\n"); !strings.Contains(v, "reportedly said it") {
		t.Errorf("the end is out of reach:\n%s", v)
	}
}

// An article that began a sentence is small inside of one; a name is not.
func TestWhoInTheMiddle(t *testing.T) {
	for text, want := range map[string]string{"The mayor": "the mayor", "A hospital": "a hospital", "Three people": "three people", "Oslo city": "Oslo city"} {
		s := claimed(theme.Mono())
		s.stepSaid(OnClaim, 1, "claim")
		s.Art.Text = text
		c := news.Claim{Field: news.InText, Source: []news.Span{{Start: 0, End: len(text)}}}
		if got := s.who(&c); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
