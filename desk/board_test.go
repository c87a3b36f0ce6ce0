package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"

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

// TestWatchersAreToldByTurns: of many watchers some are told at a time, all of them in the
// end and none twice before the others; a reader's own doing waits for nobody.
func TestWatchersAreToldByTurns(t *testing.T) {
	b := newBoard(func() time.Time { return time.Time{} })
	b.dirty = true // announced by hand here, not by the clock
	const many = 5 * atOnce / 2
	var all []<-chan news.Bulletin
	for i := range many {
		all = append(all, b.watch(t.Context(), news.User(fmt.Sprint(i))))
	}
	told := func() (n int) {
		for _, w := range all {
			select {
			case <-w:
				n++
			default:
			}
		}
		return n
	}
	turn := func() int {
		b.announce()
		b.mu.Lock()
		b.timer.Stop()
		b.mu.Unlock()
		return told()
	}
	b.add(news.Bulletin{New: 1})
	if n := turn(); n != atOnce {
		t.Fatalf("%d are told at once", n)
	}
	b.dirty = true
	b.add(news.Bulletin{New: 1})
	b.dirty = true
	b.addFor("0", news.Bulletin{Marked: 1})
	b.dirty = true
	b.addFor("1", news.Bulletin{Marked: 1})
	b.mu.Lock()
	first := b.waiting()
	b.mu.Unlock()
	if len(first) != many || !first[0].own || !first[1].own || first[2].told != 0 || first[many-1].told == 0 {
		t.Errorf("those of own doing, then those who were not told: %+v, %+v, %+v", first[0], first[2], first[many-1])
	}
	for i, want := range []int{atOnce, atOnce, many - 2*atOnce, 0} {
		if n := turn(); n != want {
			t.Errorf("turn %d: %d are told, not %d", i, n, want)
		}
	}
}
