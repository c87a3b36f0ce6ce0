package entities

import (
	"context"
	"strings"
	"testing"

	"dateline/news"
)

// No number of words makes a figure that nobody can mean.
func TestFiguresAreSane(t *testing.T) {
	tag := tagger(t)
	for _, unit := range []string{"thousand ", "million ", "9", "hundred ", "trillion ", "dozens of ", "10^99 ", "a million million "} {
		for _, n := range []int{1, 3, 8, 150} {
			text := strings.Repeat(unit, n) + " people were killed, and 12 people were hurt."
			hurt := false
			for _, m := range tag.Find(&news.Story{Text: text}, nil) {
				if m.Figure != nil && !m.Figure.Sane() {
					t.Errorf("%d x %q: %g", n, unit, m.Figure.Value)
				}
				hurt = hurt || m.Figure != nil && m.Figure.Value == 12
			}
			if !hurt {
				t.Errorf("%d x %q hides the figure behind it", n, unit)
			}
		}
	}
}

// A story that costs too much is read as far as the budget goes.
func TestFindWithinBudget(t *testing.T) {
	tag := tagger(t)
	s := &news.Story{Title: "Ten killed in Paris", Text: strings.Repeat("Ten people were killed in Paris, France. ", 200)}
	all := news.NewBudget(context.Background(), 0)
	whole := len(tag.Find(s, all))
	half := news.NewBudget(context.Background(), all.Spent()/2)
	if n := len(tag.Find(s, half)); n == 0 || n >= whole || !half.Over() {
		t.Errorf("%d of %d mentions within half of the steps, over %v", n, whole, half.Over())
	}
	if n := len(tag.Find(s, news.NewBudget(context.Background(), 1))); n != 0 {
		t.Errorf("%d mentions for one step", n)
	}
}
