package desk

import (
	"context"
	"strings"
	"testing"

	"dateline/news"
	"dateline/related"
	"dateline/store"
)

// hourly is a feed of one story that was published some hours after noon.
func hourly(host, title, text, at string) string {
	return strings.Replace(rss(host, item{"1", title, text}), "Fri, 10 Apr 2026 09:00:00 GMT", at, 1)
}

// lateWorld has three outlets: two tell one happening in other words, the third like both.
func lateWorld() *world {
	w := newWorld()
	w.hosts["a"] = page(hourly("a", "FDA allows emergency use of drug remdavir to treat the virus",
		"US regulators have allowed emergency use of an experimental drug that appears to help some patients recover faster.", "Thu, 09 Apr 2026 12:00:00 GMT"))
	w.hosts["b"] = page(hourly("b", "Virus: US authorises use of anti-viral drug Remdavir",
		"The Food and Drug Administration authorises emergency use of the experimental anti-viral drug.", "Fri, 10 Apr 2026 01:00:00 GMT"))
	w.hosts["c"] = page(hourly("c", "FDA has APPROVED experimental drug Remdavir for emergency use for virus patients",
		"President Trumbel announced Friday that the FDA has approved the drug remdavir for emergency use in hospitalised patients.", "Fri, 10 Apr 2026 03:00:00 GMT"))
	return w
}

// Late evidence makes two events one: in the store, in the index of this process and of others, and
// the panel tells it. It does so whether the stories come in one batch or one after the other.
func TestLateEvidenceJoinsEvents(t *testing.T) {
	for _, c := range []struct {
		name   string
		rounds []string
	}{
		{"one after the other", []string{"a", "b", "c"}},
		{"the first in the store", []string{"a", "bc"}},
		{"in one batch", []string{"abc"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := lateWorld()
			s := openStore(t, w)
			subscribe(t, s, "a", "b", "c")
			b := &bench{t, w, s}
			d, other := b.open(), b.open()
			for _, hosts := range c.rounds {
				var ids []news.FeedID
				for _, h := range hosts {
					ids = append(ids, feedAt(string(h)).ID)
				}
				refresh(t, d, ids...)
			}
			if err := other.tags.follow(t.Context()); err != nil {
				t.Fatal(err)
			}
			for name, d := range map[string]*Desk{"this process": d, "another": other, "a later one": b.open()} {
				if got := b.indexedAs(d, "a", "b", "c"); got != "a a a" {
					t.Errorf("%s has %q in its index", name, got)
				}
			}
			top, err := d.Headlines(t.Context(), news.ListQuery{View: news.Top, Limit: 10})
			if err != nil || len(top.Rows) != 1 || top.Rows[0].Stories != 3 {
				t.Errorf("rows %+v, %v", top.Rows, err)
			}
			p, err := d.Related(t.Context(), idOf("b"))
			if err != nil || len(p.Rows) != 2 || len(p.Joined) != 1 || p.Joined[0].By != idOf("c") {
				t.Errorf("the panel tells %+v, %v", p.Joined, err)
			}
		})
	}
}

// indexedAs tells by which host's story the events of some hosts' stories are named in an index.
func (b *bench) indexedAs(d *Desk, hosts ...string) string {
	b.Helper()
	x := d.tags.index
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.fill(b.Context()); err != nil {
		b.Fatal(err)
	}
	var all []string
	for _, h := range hosts {
		e := x.index.(*related.Index).EventOf(idOf(h))
		for _, o := range hosts {
			if news.EventID(idOf(o)) == e {
				all = append(all, o)
			}
		}
	}
	return strings.Join(all, " ")
}

// failing is a store that keeps no annotation.
type failing struct{ store.Store }

func (failing) Annotate(context.Context, []news.Annotation) error { return news.ErrDiskFull }

// What the store refused has not happened: the index is made anew, and the next try joins them.
func TestLateEvidenceNotKept(t *testing.T) {
	w := lateWorld()
	s := openStore(t, w)
	subscribe(t, s, "a", "b", "c")
	b := &bench{t, w, s}
	d := b.open()
	refresh(t, d, feedAt("a").ID, feedAt("b").ID)
	d.o.Store = failing{s}
	ctx := t.Context()
	if _, err := d.RefreshWait(ctx, feedAt("c").ID); err == nil {
		t.Fatal("nobody says that the store refused")
	}
	d.o.Store = s
	if got := b.indexedAs(d, "a", "b"); got != "a b" {
		t.Errorf("refused, yet the index has %q", got)
	}
	d.tags.lookBack()
	refresh(t, d)
	if got := b.indexedAs(d, "a", "b", "c"); got != "a a a" {
		t.Errorf("tried again, the index has %q", got)
	}
}
