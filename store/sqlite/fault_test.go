package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dateline/news"
)

var faultTime = time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)

func mustOpen(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, Options{Now: func() time.Time { return faultTime }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// someState fills a store with a feed, four stories, marks, a setting and a verdict.
func someState(t *testing.T, s *Store) (news.Feed, []news.Story) {
	t.Helper()
	ctx := context.Background()
	f := news.Feed{ID: "f1", URL: "https://a.example/feed", Title: "Alpha", Outlet: "Alpha", Folder: "world"}
	var sts []news.Story
	for i := range 4 {
		sts = append(sts, news.Story{ID: news.StoryID(fmt.Sprint("s", i)), Feed: f.ID, Outlet: "Alpha", Title: fmt.Sprint("Headline ", i), Text: "Some text.", Published: faultTime.Add(-time.Duration(i) * time.Hour), Seen: faultTime})
	}
	if err := s.PutFeed(ctx, f); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Subscribe(ctx, "ana", []news.Feed{{ID: "hers", URL: "https://a.example/hers", Title: "Hers"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.File(ctx, news.Delivery{Feed: f.ID, Stories: sts}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []news.Change{{Kind: news.MarkRead, On: true, Stories: []news.StoryID{"s0", "s1"}}, {Kind: news.MarkStarred, On: true, Stories: []news.StoryID{"s1"}}} {
		if _, err := s.Mark(ctx, news.Local, c); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Mark(ctx, "ana", news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{"s2"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetSetting(ctx, news.Local, "panes", "40 60"); err != nil {
		t.Fatal(err)
	}
	if err := s.Correct(ctx, []news.Verdict{{Story: "s3", Event: "s2", Ruling: news.RuledApart}}, nil); err != nil {
		t.Fatal(err)
	}
	return f, sts
}

func TestNewerSchemaIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	s := mustOpen(t, path)
	someState(t, s)
	if _, err := s.writer.exec("PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	before, _ := os.ReadFile(path)
	_, err := Open(context.Background(), path, Options{})
	if !errors.Is(err, news.ErrNewerFile) || strings.Contains(err.Error(), "\n") {
		t.Fatalf("error is %v, want one line of ErrNewerFile", err)
	}
	after, _ := os.ReadFile(path)
	if string(before) != string(after) {
		t.Error("the newer file was written to")
	}
}

func TestMigrationCopiesFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "news.db")
	s := mustOpen(t, path)
	someState(t, s)
	real, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	next := len(real) + 1
	steps, bad := fstest.MapFS{}, fstest.MapFS{}
	for n, name := range real {
		text, err := migrations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		steps[fmt.Sprintf("%04d.sql", n+1)] = &fstest.MapFile{Data: text}
	}
	maps.Copy(bad, steps)
	steps[fmt.Sprintf("%04d.sql", next)] = &fstest.MapFile{Data: []byte("CREATE TABLE more (x); INSERT INTO more VALUES (1);")}
	bad[fmt.Sprintf("%04d.sql", next)] = &fstest.MapFile{Data: []byte("CREATE TABLE more (x); INSERT INTO nowhere VALUES (1);")}
	s.Close()
	open := func(steps fs.FS) error {
		db, err := sql.Open("sqlite", dsn(path))
		if err != nil {
			return err
		}
		defer db.Close()
		return migrate(ctx, db, path, steps)
	}
	if err := open(bad); err == nil {
		t.Fatal("a bad migration went through")
	}
	again := mustOpen(t, path) // still the schema before, all there
	if c, err := again.Counts(ctx, news.Local, news.Query{}); err != nil || c.Stories != 4 {
		t.Fatalf("after a bad migration: %v, %v", c, err)
	}
	again.Close()
	if err := open(steps); err != nil {
		t.Fatal(err)
	}
	copied := mustOpen(t, fmt.Sprintf("%s.before-%d", path, next))
	if c, err := copied.Counts(ctx, news.Local, news.Query{}); err != nil || c.Stories != 4 || c.Unread != 2 {
		t.Fatalf("the copy has %v, %v", c, err)
	}
	if err := open(steps); err != nil { // nothing left to do
		t.Fatal(err)
	}
}

// What was kept as one setting before there was a table for it is moved over.
func TestMigrationMovesCorrections(t *testing.T) {
	ctx := context.Background()
	first, err := migrations.ReadFile("migrations/0001.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ name, setting, want string }{
		{"none", "", "[]"},
		{"two, one said over", `[{"Story":"b","Event":"a","Same":false},{"Story":"c","Event":"a","Same":false},{"Story":"b","Event":"a","Same":true}]`, "[c a apart b a same]"},
		{"not to be read", `[{"Story":`, "[]"},
		{"of another shape", `{"Story":"b"}`, "[]"},
	} {
		t.Run(row.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "news.db")
			db, err := sql.Open("sqlite", dsn(path))
			if err != nil {
				t.Fatal(err)
			}
			err = migrate(ctx, db, path, fstest.MapFS{"0001.sql": {Data: first}})
			if err == nil && row.setting != "" {
				_, err = db.Exec(`INSERT INTO setting VALUES (1, 'related.corrections', ?)`, row.setting)
			}
			if err = errors.Join(err, db.Close()); err != nil {
				t.Fatal(err)
			}
			s := mustOpen(t, path)
			vs, err := s.Verdicts(ctx, 0)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, v := range vs {
				got = append(got, string(v.Story), string(v.Event), string(v.Ruling))
			}
			if fmt.Sprint(got) != row.want {
				t.Errorf("verdicts are %v, want %s", got, row.want)
			}
			if v, err := s.Setting(ctx, news.Local, "related.corrections"); err != nil || v != "" {
				t.Errorf("the setting is still %q, %v", v, err)
			}
		})
	}
}

// rootPage is the first page of a table or an index.
func rootPage(t *testing.T, s *Store, name string) (page int) {
	t.Helper()
	if err := s.read.QueryRow(`SELECT rootpage FROM sqlite_master WHERE name = ?`, name).Scan(&page); err != nil {
		t.Fatal(err)
	}
	return page
}

// emptied empties the first pages of tables and indexes.
func emptied(names ...string) func([]byte, func(string) int) []byte {
	return func(b []byte, root func(string) int) []byte {
		for _, name := range names {
			clear(b[(root(name)-1)*8192 : root(name)*8192])
		}
		return b
	}
}

func TestBrokenFileIsSetAside(t *testing.T) {
	for _, row := range []struct {
		name     string
		damage   func(b []byte, root func(name string) int) []byte
		note     bool // damage that only a full check sees
		marks    bool // marks can be salvaged
		verdicts bool // and what was said about events
	}{
		{"not a database", func(b []byte, _ func(string) int) []byte { return []byte("<html>no database</html>" + string(b[24:])) }, false, false, false},
		{"cut in half", func(b []byte, _ func(string) int) []byte { return b[:len(b)/2] }, false, false, false},
		{"an empty page of an index", emptied("event_by_rank"), true, true, true},
		{"empty pages of tables", emptied("finding", "verdict", "event"), true, true, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			ctx := context.Background()
			path := filepath.Join(t.TempDir(), "news.db")
			s := mustOpen(t, path)
			f, sts := someState(t, s)
			roots := map[string]int{}
			for _, name := range []string{"event_by_rank", "finding", "verdict", "event"} {
				roots[name] = rootPage(t, s, name)
			}
			s.Close()
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, row.damage(whole, func(name string) int { return roots[name] }), 0o600); err != nil {
				t.Fatal(err)
			}
			if row.note {
				s.noteDamage() // as the first query that met the damage would
			}
			s = mustOpen(t, path)
			if s.SetAside() == "" {
				t.Fatal("the broken file was taken for sound")
			}
			if _, err := os.Stat(s.SetAside()); err != nil {
				t.Fatal(err)
			}
			if !row.marks {
				if err := s.PutFeed(ctx, f); err != nil && !errors.Is(err, news.ErrExists) {
					t.Fatal(err)
				}
				return
			}
			checkSalvaged(t, s, f, sts, row.verdicts)
			s.Close()
			if again := mustOpen(t, path); again.SetAside() != "" {
				t.Error("the fresh file was set aside too")
			}
		})
	}
}

// checkSalvaged looks for all that someState did, once the feed comes again.
func checkSalvaged(t *testing.T, s *Store, f news.Feed, sts []news.Story, verdicts bool) {
	t.Helper()
	ctx := context.Background()
	got, err := s.Feed(ctx, news.Local, f.ID)
	if err != nil || got.Folder != "world" {
		t.Fatalf("feed is %+v, %v", got, err)
	}
	if hers, err := s.Feed(ctx, "ana", "hers"); err != nil || hers.Title != "Hers" || !hers.Personal {
		t.Errorf("a reader's own feed is %+v, %v", hers, err)
	}
	if _, err := s.Feed(ctx, news.Local, "hers"); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("a reader's own feed is another's: %v", err)
	}
	if v, err := s.Setting(ctx, news.Local, "panes"); err != nil || v != "40 60" {
		t.Errorf("setting is %q, %v", v, err)
	}
	if vs, err := s.Verdicts(ctx, 0); verdicts && (err != nil || len(vs) != 1 || vs[0].Story != "s3" || vs[0].Event != "s2" || vs[0].Ruling != news.RuledApart) {
		t.Errorf("verdicts are %v, %v", vs, err)
	}
	if _, err := s.Article(ctx, news.Local, "s1"); err != nil {
		t.Errorf("the starred story: %v", err)
	}
	if _, err := s.File(ctx, news.Delivery{Feed: f.ID, Stories: sts}); err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ read, starred, ana bool }{{true, false, false}, {true, true, false}, {false, false, true}, {false, false, false}} {
		a, err := s.Article(ctx, news.Local, sts[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.Article(ctx, "ana", sts[i].ID)
		if err != nil {
			t.Fatal(err)
		}
		if a.Read != want.read || a.Starred != want.starred || b.Read != want.ana {
			t.Errorf("story %d is read %v, starred %v, read by ana %v; want %+v", i, a.Read, a.Starred, b.Read, want)
		}
	}
}

// A damaged page met while running is told in words and found at the next start.
func TestDamageWhileRunning(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "news.db")
	s := mustOpen(t, path)
	someState(t, s)
	page := rootPage(t, s, "story")
	s.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 8192 { // and not the schema, which Open reads
		b[(page-1)*8192+i] = 0x55
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err = Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Headlines(ctx, news.ListQuery{User: news.Local, View: news.Wire, Limit: 10})
	if err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Fatalf("error is %v, want it to say that the store is damaged", err)
	}
	s.Close()
	if s = mustOpen(t, path); s.SetAside() == "" {
		t.Error("the next start did not set the file aside")
	}
}

// noise is text that does not pack.
func noise(seed, length int) string {
	rng := rand.New(rand.NewPCG(uint64(seed), 7))
	b := make([]byte, length)
	for i := range b {
		b[i] = "abcdefghijklmnopqrstuvwxyz     "[rng.IntN(31)]
	}
	return string(b)
}

// Disk full at every page of a busy transaction: the error says so, reading goes
// on, and nothing of the change is there.
func TestDiskFull(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "news.db")
	s := mustOpen(t, path)
	f, _ := someState(t, s)
	pages := func() (n int) {
		if _, err := s.writer.get("PRAGMA page_count", nil, &n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	failed, most := 0, 40
	if testing.Short() {
		most = 8
	}
	for room := range most {
		var max int
		if _, err := s.writer.get(fmt.Sprintf("PRAGMA max_page_count = %d", pages()+room), nil, &max); err != nil {
			t.Fatal(err)
		}
		d := news.Delivery{Feed: f.ID}
		for i := range 20 {
			d.Stories = append(d.Stories, news.Story{ID: news.StoryID(fmt.Sprint("full", room, "-", i)), Feed: f.ID, Title: "A headline", Text: noise(room*100+i, 3000), Published: faultTime, Seen: faultTime})
		}
		before, err := s.Counts(ctx, news.Local, news.Query{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.File(ctx, d)
		after, cerr := s.Counts(ctx, news.Local, news.Query{})
		if cerr != nil {
			t.Fatalf("reading with a full disk: %v", cerr)
		}
		if err == nil {
			continue
		}
		failed++
		if !errors.Is(err, news.ErrReadOnly) || !errors.Is(err, news.ErrDiskFull) {
			t.Fatalf("error is %v, want a full disk", err)
		}
		if after != before {
			t.Fatalf("a failed delivery left %v of %v", after, before)
		}
		if _, err := s.Mark(ctx, news.Local, news.Change{Kind: news.MarkRead, On: room%2 == 0, Stories: []news.StoryID{"s3"}}); err != nil {
			t.Fatalf("a mark that needs no new page: %v", err)
		}
	}
	if failed == 0 {
		t.Error("the disk was never full")
	}
	var verdict string
	if err := s.read.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity is %q, %v", verdict, err)
	}
}

// A folder that is not there is an error that names the path, and makes nothing.
func TestOpenWithoutFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "missing", "news.db")
	if _, err := Open(context.Background(), path, Options{}); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("error is %v", err)
	}
}

func TestPathWithOddCharacters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c#d%e'f&g.db")
	s := mustOpen(t, path)
	someState(t, s)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
	if err := s.Backup(context.Background(), filepath.Join(t.TempDir(), "it's a copy?.db")); err != nil {
		t.Error(err)
	}
}

// TestPanicInAChange: a fault of the program within a change takes the change back, and the
// next one is made.
func TestPanicInAChange(t *testing.T) {
	s := mustOpen(t, filepath.Join(t.TempDir(), "x.db"))
	_, stories := someState(t, s)
	ctx := context.Background()
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic is kept from who calls")
			}
		}()
		_ = s.update(ctx, "a fault", untilKill, func(x *tx) error {
			if _, err := x.exec(`UPDATE setting SET value = 'half done'`); err != nil {
				t.Error(err)
			}
			panic("a map is nil")
		})
	}()
	if v, err := s.Setting(ctx, news.Local, "panes"); err != nil || v != "40 60" {
		t.Errorf("the setting is %q, %v", v, err)
	}
	if _, err := s.Mark(ctx, news.Local, news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{stories[3].ID}}); err != nil {
		t.Errorf("a mark after it: %v", err)
	}
}
