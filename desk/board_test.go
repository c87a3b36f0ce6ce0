package desk

import (
	"strings"
	"testing"

	"dateline/news"
)

// TestBothNoticesAreTold: a watcher that was slow is told of what happened, not of the last
// thing alone, within one line.
func TestBothNoticesAreTold(t *testing.T) {
	long := strings.Repeat("x", longestNotice)
	for _, row := range []struct{ name, old, fresh, want string }{
		{"the first", "", "a", "a"},
		{"another", "a", "b", "a; b"},
		{"the same again", "a", "a", "a"},
		{"none", "a", "", "a"},
		{"too long for one line", long, "b", "b"},
	} {
		if got := merge(news.Bulletin{Notice: row.old}, news.Bulletin{Notice: row.fresh}).Notice; got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}
