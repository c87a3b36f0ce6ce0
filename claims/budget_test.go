package claims

import (
	"context"
	"strings"
	"testing"

	"dateline/news"
)

func TestParagraphEnd(t *testing.T) {
	long := strings.Repeat("Somebody said something. ", longParagraph/20)
	for _, row := range []struct {
		name, text string
		end, next  int
	}{
		{"a line", "One.\nTwo.", 4, 5},
		{"the last", "One.", 4, 5},
		{"as long as may be", strings.Repeat("a", longParagraph), longParagraph, longParagraph + 1},
		{"cut behind a sentence", long, 8174, 8174},
		{"cut at a space", strings.Repeat("some words ", longParagraph/10), 8188, 8188},
		{"cut before a rune", strings.Repeat("新", longParagraph/2), longParagraph - 2, longParagraph - 2},
		{"bytes that are no text", strings.Repeat("\x80", 2*longParagraph), longParagraph - 3, longParagraph - 3},
	} {
		if end, next := paragraphEnd(row.text, 0); end != row.end || next != row.next {
			t.Errorf("%s: ends at %d, next at %d, want %d and %d", row.name, end, next, row.end, row.next)
		}
	}
}

// A story that costs too much is read as far as the budget goes.
func TestFindWithinBudget(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	s := &news.Story{Lang: "en", Text: strings.Repeat("The minister said on Monday that the dam at Tarsa would hold.\n", 100)}
	all := news.NewBudget(context.Background(), 0)
	sure, _ := f.Find(s, nil, all)
	whole := len(sure)
	half := news.NewBudget(context.Background(), all.Spent()/2)
	sure, _ = f.Find(s, nil, half)
	if n := len(sure); n == 0 || n >= whole || !half.Over() {
		t.Errorf("%d of %d claims within half of the steps, over %v", n, whole, half.Over())
	}
}
