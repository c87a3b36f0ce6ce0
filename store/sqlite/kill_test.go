package sqlite_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/store/sqlite"
)

var kills = flag.Int("kills", 25, "how many times TestKill and TestKillMigration kill their process")

// TestKill kills a process that files, tags and marks at random moments. After
// each kill the file must be sound, everything acknowledged there, nothing twice.
func TestKill(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	path := filepath.Join(t.TempDir(), "news.db")
	acknowledged := map[string]bool{} // by this round or, at the end, by any
	all := map[string]bool{}
	rng := rand.New(rand.NewPCG(3, rand.Uint64()))
	for round := range *kills {
		runAndKill(t, path, round, time.Duration(5+rng.IntN(250))*time.Millisecond, acknowledged)
		checkAfterKill(t, path, acknowledged)
		maps.Copy(all, acknowledged)
		clear(acknowledged)
	}
	checkAfterKill(t, path, all)
	t.Logf("%d kills, %d acknowledged changes kept", *kills, len(all))
	if len(all) == 0 {
		t.Error("no process lived long enough to acknowledge anything")
	}
}

// runAndKill starts the writer, kills it after its first word and a while, and
// notes what it said was done.
func runAndKill(t *testing.T, path string, round int, after time.Duration, acknowledged map[string]bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKillWriter$")
	cmd.Env = append(os.Environ(), "DATELINE_KILL_STORE="+path, fmt.Sprintf("DATELINE_KILL_ROUND=%d", round))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	kill := time.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
	for first := true; lines.Scan(); first = false {
		if line, ok := strings.CutPrefix(lines.Text(), "did "); ok {
			acknowledged[line] = true
		}
		if first {
			kill.Reset(after)
		}
	}
	_ = cmd.Wait() // it was killed
	kill.Stop()
}

// TestKillWriter is the process that TestKill kills; by itself it does nothing.
func TestKillWriter(t *testing.T) {
	path := os.Getenv("DATELINE_KILL_STORE")
	if path == "" {
		t.Skip("run by TestKill")
	}
	ctx := context.Background()
	fmt.Println("starting") // a kill may well hit the opening or the migration
	s, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := newCorpus(3)
	for _, f := range c.feeds {
		if err := s.PutFeed(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	c.n = 1000 * (1 + rand.IntN(100000)) // other stories than the last round's
	for i := 0; ; i++ {
		writeOnce(t, s, c, i%3)
	}
}

// writeOnce files, tags, marks and undoes, and says what is done once it is.
func writeOnce(t *testing.T, s *sqlite.Store, c *corpus, feed int) {
	ctx := context.Background()
	d := news.Delivery{Feed: c.feeds[feed].ID}
	var as []news.Annotation
	for range 5 {
		st := c.story(feed)
		d.Stories = append(d.Stories, st)
		as = append(as, c.annotation(&st))
	}
	if _, err := s.File(ctx, d); err != nil {
		t.Fatal(err)
	}
	for _, st := range d.Stories {
		fmt.Println("did file", st.ID)
	}
	for _, kind := range []news.MarkKind{news.MarkRead, news.MarkStarred} {
		if _, err := s.Mark(ctx, news.Local, news.Change{Kind: kind, On: true, Stories: []news.StoryID{d.Stories[0].ID}, At: corpusTime}); err != nil {
			t.Fatal(err)
		}
		fmt.Println("did", kind, d.Stories[0].ID)
	}
	if err := s.Annotate(ctx, as); err != nil {
		t.Fatal(err)
	}
	for _, st := range d.Stories {
		fmt.Println("did tag", st.ID)
	}
}

func checkAfterKill(t *testing.T, path string, acknowledged map[string]bool) {
	t.Helper()
	ctx := context.Background()
	s, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.SetAside() != "" {
		t.Fatal("the file was broken")
	}
	for line := range acknowledged {
		what, id, _ := strings.Cut(line, " ")
		a, err := s.Article(ctx, news.Local, news.StoryID(id))
		if err != nil {
			t.Fatalf("acknowledged %s: %v", line, err)
		}
		if what == "read" && !a.Read || what == "starred" && !a.Starred || what == "tag" && (!a.Tagged || len(a.Mentions) == 0) {
			t.Fatalf("acknowledged %s is lost", line)
		}
	}
	checkSound(t, path)
}

func checkSound(t *testing.T, path string) {
	t.Helper()
	if err := checkedSound(path); err != nil {
		t.Fatal(err)
	}
}

// soundness is what holds of every whole file, by query.
var soundness = map[string]string{
	`PRAGMA integrity_check`:                                                                               "ok",
	`SELECT count(*) - count(DISTINCT id) FROM story`:                                                      "0",
	`SELECT (SELECT count(*) FROM body) - (SELECT count(*) FROM story)`:                                    "0",
	`SELECT (SELECT count(*) FROM place) - (SELECT count(*) FROM story)`:                                   "0",
	`SELECT (SELECT count(*) FROM finding) - (SELECT count(*) FROM place WHERE seq <> 0)`:                  "0",
	`SELECT (SELECT count(*) FROM search) - (SELECT count(*) FROM place WHERE seq <> 0)`:                   "0",
	`SELECT (SELECT sum(stories) FROM event) - (SELECT count(*) FROM story WHERE hidden = 0)`:              "0",
	`SELECT count(*) FROM event e WHERE stories > 0 AND NOT EXISTS (SELECT 1 FROM story WHERE n = e.lead)`: "0",
	`SELECT count(*) FROM unread u WHERE NOT EXISTS (SELECT 1 FROM story WHERE n = u.story)`:               "0",
	`SELECT count(*) FROM mark m JOIN unread u ON u.user = m.user AND u.story = m.story WHERE m.read <> 0`: "0",
	`SELECT count(*) FROM (SELECT 0 AS user, feed, count(*) FROM story GROUP BY feed UNION ALL SELECT user, feed, count(*) FROM unread GROUP BY user, feed
		EXCEPT SELECT * FROM tally)`: "0",
	`SELECT (SELECT sum(stories) FROM tally) - (SELECT count(*) FROM story) - (SELECT count(*) FROM unread)`:                          "0",
	`SELECT count(*) FROM story s WHERE NOT EXISTS (SELECT 1 FROM feed WHERE n = s.feed)`:                                             "0",
	`SELECT count(*) FROM figure g WHERE NOT EXISTS (SELECT 1 FROM place WHERE story = g.story AND seq <> 0)`:                         "0",
	`SELECT count(*) FROM (SELECT event, count(*) n FROM place GROUP BY event) g JOIN event e ON e.n = g.event WHERE e.stories > g.n`: "0",
}

// checkedSound looks for damage and for anything doubled or left over.
func checkedSound(path string) error {
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		return err
	}
	defer db.Close()
	for query, want := range soundness {
		var got sql.NullString
		if err := db.QueryRow(query).Scan(&got); err != nil {
			return fmt.Errorf("%s: %w", query, err)
		}
		if got.Valid && got.String != want {
			return fmt.Errorf("%s is %s, want %s", query, got.String, want)
		}
	}
	if _, err := db.Exec(`INSERT INTO search (search) VALUES ('integrity-check')`); err != nil {
		return fmt.Errorf("word index: %w", err)
	}
	return nil
}

// TestKillMigration kills a process at random moments while it carries a file of the
// first schema forward through all migrations there are. After each kill the next
// start finishes: everything is there, nothing twice, and the copy made before the
// migration is whole.
//
//	go test ./store/sqlite -run TestKill -kills 200 -v
func TestKillMigration(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	began := time.Now()
	path := sqlite.VersionOne(t)
	migrateUntilKilled(t, path, time.Hour)
	whole := time.Since(began) // with the start of the process
	checkMigrated(t, path)
	rng := rand.New(rand.NewPCG(4, rand.Uint64()))
	finished := 0
	for range *kills {
		path := sqlite.VersionOne(t)
		if migrateUntilKilled(t, path, time.Duration(rng.Int64N(int64(whole)))) {
			finished++
		}
		checkMigrated(t, path)
		if err := os.RemoveAll(filepath.Dir(path)); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, %d came after the migration", *kills, finished)
	if finished == *kills {
		t.Error("every kill came too late")
	}
}

// migrateUntilKilled opens a file in a process that is killed some time after it
// began, and reports whether the migration was finished by then.
func migrateUntilKilled(t *testing.T, path string, after time.Duration) (finished bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKillMigrator$")
	cmd.Env = append(os.Environ(), "DATELINE_KILL_MIGRATION="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		switch lines.Text() {
		case "starting":
			kill := time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
			defer kill.Stop()
		case "migrated":
			finished = true
		}
	}
	_ = cmd.Wait() // it may have been killed
	return finished
}

// TestKillMigrator is the process that TestKillMigration kills; by itself it does nothing.
func TestKillMigrator(t *testing.T) {
	path := os.Getenv("DATELINE_KILL_MIGRATION")
	if path == "" {
		t.Skip("run by TestKillMigration")
	}
	fmt.Println("starting")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("migrated")
	s.Close()
}

// checkMigrated opens the file, and the copy made before the migration, and looks for
// all that versionOne has.
func checkMigrated(t *testing.T, path string) {
	t.Helper()
	ctx := context.Background()
	for _, path := range []string{path, path + ".before-2"} {
		if _, err := os.Stat(path); err != nil {
			t.Fatal(err)
		}
		s, err := sqlite.Open(ctx, path, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if s.SetAside() != "" {
			t.Fatalf("%s was broken", path)
		}
		for query, want := range map[string]int{"": 24, "is:read": 12, "is:starred": 6} {
			q, err := news.ParseQuery(query)
			if err != nil {
				t.Fatal(err)
			}
			if c, err := s.Counts(ctx, news.Local, q); err != nil || c.Stories != want {
				t.Fatalf("%s: %d stories match %q, want %d (%v)", path, c.Stories, query, want, err)
			}
		}
		if v, err := s.Setting(ctx, news.Local, "panes"); err != nil || v != "40 60" {
			t.Fatalf("%s: setting %q, %v", path, v, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		checkSound(t, path)
	}
}

// TestKillBackup kills a process while it copies the store. Half a copy is not taken for
// a whole one, and is gone after the next start.
func TestKillBackup(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	dir := t.TempDir()
	path, copied := filepath.Join(dir, "news.db"), filepath.Join(dir, "copy.db")
	fillFor(t, path)
	for try := 0; ; try++ {
		backUpAndKill(t, path, copied)
		if _, err := os.Stat(copied + ".part"); err == nil {
			break
		}
		if try == 20 {
			t.Skip("every kill came too early or too late")
		}
		_ = os.Remove(copied)
	}
	if _, err := os.Stat(copied); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("half a copy has the name of a whole one: %v", err)
	}
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if left, _ := filepath.Glob(filepath.Join(dir, "*.part*")); len(left) > 0 {
		t.Errorf("left after the next start: %v", left)
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "another.db")); err != nil {
		t.Error(err)
	}
	if v, err := s.Setting(t.Context(), news.Local, fmt.Sprint("backup.", os.Getpid())); v != "" || err != nil {
		t.Errorf("a finished copy is still noted: %q, %v", v, err)
	}
}

// fillFor makes a store that takes a moment to copy.
func fillFor(t *testing.T, path string) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c := newCorpus(1)
	if err := s.PutFeed(t.Context(), c.feeds[0]); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		d := news.Delivery{Feed: c.feeds[0].ID}
		for range 100 {
			d.Stories = append(d.Stories, c.story(0))
		}
		if _, err := s.File(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
}

// backUpAndKill starts a process that copies the store and kills it once the copy is
// begun.
func backUpAndKill(t *testing.T, path, copied string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKillBackingUp$")
	cmd.Env = append(os.Environ(), "DATELINE_KILL_BACKUP="+path, "DATELINE_KILL_COPY="+copied)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { defer close(ended); _ = cmd.Wait() }() // it may have been killed
	for {
		select {
		case <-ended:
			return
		case <-time.After(time.Millisecond):
		}
		if info, err := os.Stat(copied + ".part"); err == nil && info.Size() > 0 {
			_ = cmd.Process.Kill()
			<-ended
			return
		}
	}
}

// TestKillBackingUp is the process that TestKillBackup kills; by itself it does nothing.
func TestKillBackingUp(t *testing.T) {
	path := os.Getenv("DATELINE_KILL_BACKUP")
	if path == "" {
		t.Skip("run by TestKillBackup")
	}
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Backup(t.Context(), os.Getenv("DATELINE_KILL_COPY")); err != nil {
		t.Fatal(err)
	}
}
