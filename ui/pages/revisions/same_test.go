package revisions

import (
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/theme"
)

// Where only the address or the marks changed, that is said.
func TestWithoutOldTextsNothingDiffers(t *testing.T) {
	k := draw.New(keys.Default(), time.UTC, time.Time{}, false)
	k.Dress(theme.Must(theme.Mono()), theme.Unicode())
	v := &versions{Look: k, id: "a", all: []news.Version{{N: 2}, {N: 1}}}
	text := "The dam holds."
	v.Update(comparedMsg{id: "a", got: comparison{version: news.Version{N: 2, Text: text}, beside: true, runs: news.WordDiff(text, text)}})
	if got := v.View(80, 20); !strings.Contains(got, "are the same") {
		t.Errorf("nothing says that the texts are the same:\n%s", got)
	}
}
