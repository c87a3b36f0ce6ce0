package desk

import (
	"encoding/json"
	"io"
	"testing"

	"dateline/news"
	"dateline/store"
)

// savedIndex is an index that can be kept.
type savedIndex struct{ *index }

func (x savedIndex) Save(w io.Writer) error { return json.NewEncoder(w).Encode(x.at) }

func loadIndex(r io.Reader) (SavedIndex, error) {
	x := &index{at: map[string]news.Filing{}}
	return savedIndex{x}, json.NewDecoder(r).Decode(&x.at)
}

// keepingDesk is a desk whose index is kept in the store after each run; made is the index
// that it uses.
func keepingDesk(w *world, s store.Store, after int) (d *Desk, made func() *index) {
	d = deskOver(w, s)
	d.o.IndexFile = IndexFile{Load: loadIndex, After: after}
	d.o.Index = func() Index { return savedIndex{&index{at: map[string]news.Filing{}}} }
	return d, func() *index {
		x, _ := d.tags.index.index.(savedIndex)
		return x.index
	}
}

// After a run the next process restores from the store what came since the index was
// kept, and nothing else; one that does not fit is as good as none.
func TestIndexIsKept(t *testing.T) {
	for _, c := range []struct {
		name     string
		put      store.IndexHead // in place of what was kept
		body     string
		engines  string
		restored int // of the two stories of the first run
	}{
		{name: "kept", engines: "test-1", restored: 0},
		{name: "of other engines", engines: "test-2", restored: 2},
		{name: "of another store", engines: "test-1", put: store.IndexHead{Engines: "test-1", Seq: 99, Story: "elsewhere"}, body: "{}", restored: 2},
		{name: "cannot be read", engines: "test-1", put: store.IndexHead{Engines: "test-1", Seq: 99, Story: "elsewhere"}, body: "{", restored: 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld()
			w.hosts["a"] = page(rss("a", item{"1", "Examplia opens a bridge", "It is open."}, item{"2", "Rain in Examplia", "It rains."}))
			s := openStore(t, w)
			subscribe(t, s, "a")
			first, _ := keepingDesk(w, s, 1)
			refresh(t, first)
			if c.body != "" {
				must(t, s.PutIndex(t.Context(), c.put, []byte(c.body)))
			}
			w.hosts["b"] = page(rss("b", item{"1", "Examplia opens a bridge", "Own words."}))
			subscribe(t, s, "b")
			second, made := keepingDesk(w, s, 1)
			second.o.Engines = c.engines
			refresh(t, second)
			if got := made().restored; got != c.restored {
				t.Errorf("%d stories restored, want %d", got, c.restored)
			}
			if top, err := second.Headlines(t.Context(), news.ListQuery{View: news.Top, Limit: 10}); err != nil || len(top.Rows) != 2 {
				t.Errorf("%d events, %v", len(top.Rows), err)
			}
		})
	}
}

// What is ahead of what is kept by little is restored, not written, and so is what another
// process kept meanwhile.
func TestIndexIsNotWrittenForLittle(t *testing.T) {
	for _, c := range []struct {
		name  string
		after int
		kept  int64 // by another process
		want  int64
	}{
		{"enough", 1, 0, 1},
		{"too little", 2, 0, 0},
		{"another process was here", 1, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld()
			w.hosts["a"] = page(rss("a", item{"1", "Examplia opens a bridge", "It is open."}))
			s := openStore(t, w)
			subscribe(t, s, "a")
			if c.kept > 0 {
				must(t, s.PutIndex(t.Context(), store.IndexHead{Engines: "test-1", Seq: c.kept, Story: "theirs"}, []byte("{}")))
			}
			d, _ := keepingDesk(w, s, c.after)
			refresh(t, d)
			head, err := s.IndexHead(t.Context())
			if err != nil || head.Seq != c.want || c.kept > 0 && head.Story != "theirs" {
				t.Errorf("%+v, %v", head, err)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
