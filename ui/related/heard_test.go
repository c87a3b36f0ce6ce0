package related

import (
	"testing"

	"dateline/news"
)

// TestHeard: while feeds come in a panel is asked for at once, then now and then, and once
// more after the last that was announced.
func TestHeard(t *testing.T) {
	r := Pane{id: "s"}
	came := news.Bulletin{Tagged: 1}
	for i, step := range []struct {
		name string
		do   func() bool
		want bool
	}{
		{"nothing that concerns it", func() bool { return r.Heard(news.Bulletin{Feeds: true}) != nil }, false},
		{"the first", func() bool { return r.Heard(came) != nil }, true},
		{"soon after it", func() bool { return r.Heard(came) != nil }, false},
		{"when the time is over", func() bool { return r.Update(againMsg{}) != nil }, true},
		{"when nothing came since", func() bool { return r.Update(againMsg{}) != nil }, false},
		{"later", func() bool { return r.Heard(came) != nil }, true},
	} {
		if got := step.do(); got != step.want {
			t.Errorf("%d, %s: asked %t, want %t", i, step.name, got, step.want)
		}
	}
}
