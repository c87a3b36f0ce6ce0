package desk

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
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

// keepingDesk is a desk whose index is kept in a file after each run; made is the index
// that it uses.
func keepingDesk(w *world, s store.Store, file IndexFile) (d *Desk, made func() *index) {
	d = deskOver(w, s)
	d.o.IndexFile = file
	d.o.Index = func() Index { return savedIndex{&index{at: map[string]news.Filing{}}} }
	return d, func() *index {
		x, _ := d.tags.index.index.(savedIndex)
		return x.index
	}
}

// After a run the next process restores from the store what came since the file was
// written, and nothing else; a file that does not fit is as good as none.
func TestIndexIsKept(t *testing.T) {
	for _, c := range []struct {
		name     string
		spoil    func(t *testing.T, path string)
		version  string
		restored int // of the two stories of the first run
	}{
		{name: "kept", version: "1", restored: 0},
		{name: "of another engine", version: "2", restored: 2},
		{name: "missing", version: "1", restored: 2, spoil: func(t *testing.T, path string) { must(t, os.Remove(path)) }},
		{name: "a byte changed", version: "1", restored: 2, spoil: func(t *testing.T, path string) {
			b := readFile(t, path)
			b = bytes.Replace(b, []byte("opens"), []byte("opans"), 1)
			must(t, os.WriteFile(path, b, 0o600))
		}},
		{name: "cut", version: "1", restored: 2, spoil: func(t *testing.T, path string) {
			must(t, os.Truncate(path, int64(len(readFile(t, path))/2)))
		}},
		{name: "empty", version: "1", restored: 2, spoil: func(t *testing.T, path string) { must(t, os.Truncate(path, 0)) }},
		{name: "of another store", version: "1", restored: 2, spoil: func(t *testing.T, path string) {
			head, body, _ := bytes.Cut(readFile(t, path), []byte("\n"))
			var h indexHead
			must(t, json.Unmarshal(head, &h))
			h.Story = "elsewhere"
			head, _ = json.Marshal(h)
			must(t, os.WriteFile(path, append(append(head, '\n'), body...), 0o600))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld()
			w.hosts["a"] = page(rss("a", item{"1", "Examplia opens a bridge", "It is open."}, item{"2", "Rain in Examplia", "It rains."}))
			s := openStore(t, w)
			subscribe(t, s, "a")
			file := IndexFile{Path: filepath.Join(t.TempDir(), "index"), Version: "1", Load: loadIndex, After: 1}
			first, _ := keepingDesk(w, s, file)
			refresh(t, first)
			if c.spoil != nil {
				c.spoil(t, file.Path)
			}
			w.hosts["b"] = page(rss("b", item{"1", "Examplia opens a bridge", "Own words."}))
			subscribe(t, s, "b")
			file.Version = c.version
			second, made := keepingDesk(w, s, file)
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

// What is ahead of the file by little is restored, not written.
func TestIndexIsNotWrittenForLittle(t *testing.T) {
	w := newWorld()
	w.hosts["a"] = page(rss("a", item{"1", "Examplia opens a bridge", "It is open."}))
	s := openStore(t, w)
	subscribe(t, s, "a")
	file := IndexFile{Path: filepath.Join(t.TempDir(), "index"), Version: "1", Load: loadIndex, After: 2}
	d, _ := keepingDesk(w, s, file)
	refresh(t, d)
	if _, err := os.Stat(file.Path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is there: %v", err)
	}
}

// A process that is behind does not write over a later file, and what only looks makes
// no index.
func TestIndexFileIsTheLatest(t *testing.T) {
	file := IndexFile{Path: filepath.Join(t.TempDir(), "index"), Version: "1", Load: loadIndex}
	must(t, file.write(indexHead{Seq: 7, Story: "g"}, []byte("{}")))
	must(t, file.write(indexHead{Seq: 5, Story: "e"}, []byte("{}")))
	if head, err := file.head(); err != nil || head.Seq != 7 {
		t.Errorf("%+v, %v", head, err)
	}
	if left, _ := filepath.Glob(file.Path + ".*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	must(t, err)
	return b
}
