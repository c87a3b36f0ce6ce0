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
		{"says", 0, nil, "Oslo says: it agreed."},
		{"denies", 1, nil, "Riga denies: that it agreed."},
		{"hedged", 2, nil, "Malta says, with a hedge: it agreed."},
		{"quoted", 0, func(c *news.Claim) { c.Quoted = true }, "Oslo says, in quoted words: it agreed."},
		{"another name is meant", 0, func(c *news.Claim) { c.SpeakerName = "Norway" }, "Norway (“Oslo”) says: it agreed."},
		{"that name is in the words", 0, func(c *news.Claim) { c.SpeakerName = "oslo" }, "Oslo says: it agreed."},
		{"nobody", 0, func(c *news.Claim) { c.Source = nil }, "Somebody whom the text does not name says: it agreed."},
		{"not named", 0, func(c *news.Claim) { c.Anonymous = true }, "Oslo, who is not named, says: it agreed."},
		{"second hand", 0, func(c *news.Claim) { c.Via = []news.Span{{Start: 21, End: 25}} }, "Oslo says, as Riga tells it: it agreed."},
		{"inside another", 0, func(c *news.Claim) { c.Outer = 1 }, "Oslo says, part of what somebody else says: it agreed."},
		{"not sure", 0, func(c *news.Claim) { c.Unsure = true }, "Oslo says, which is not sure: it agreed."},
		{"declines", 0, func(c *news.Claim) { c.Stance, c.Content = news.Declines, nil }, "Oslo declines to say."},
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
	if v := lines(20); strings.Contains(strings.Join(v, "\n"), "Oslo says") {
		t.Errorf("before the cursor is on a claim:\n%s", strings.Join(v, "\n"))
	}
	s.stepSaid(OnClaim, 1, "claim")
	v := lines(20)
	if len(v) != 20 || !strings.Contains(v[19], "»  Oslo says: it agreed.") || !strings.HasPrefix(v[18], "────") {
		t.Errorf("at the foot:\n%s", strings.Join(v, "\n"))
	}
	for _, l := range v {
		if draw.Width(l) != 50 {
			t.Errorf("%d cells: %q", draw.Width(l), l)
		}
	}
	if v := lines(leastTelling - 1); strings.Contains(strings.Join(v, "\n"), "Oslo says") {
		t.Errorf("in a pane without room:\n%s", strings.Join(v, "\n"))
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
