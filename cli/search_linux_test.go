package cli

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkSearch measures searches of 50,000 stories, the whole process:
//
//	go test -run '^$' -bench Search -benchtime 10x ./cli
//
// cpu/like is a search's CPU by that of sqlite3, where it is on PATH, which looks for the
// same word with LIKE in a table of the same headlines and texts.
func BenchmarkSearch(b *testing.B) {
	home := b.TempDir()
	binary := buildBinary(b, home)
	fillStore(b, filepath.Join(home, "stories.db"), 50_000)
	word := strings.Fields(prose(rand.New(rand.NewPCG(1, 2)), 20))[7]
	like := likeTime(b, home, word)
	for _, row := range []struct {
		name string
		args []string
	}{
		{"word", []string{word}}, {"read", []string{"--", "-is:unread"}},
		{"unread or a word", []string{"is:unread OR " + word}}, {"relevance", []string{"--relevance", word}},
	} {
		b.Run(row.name, func(b *testing.B) {
			var wall, cpu time.Duration
			for b.Loop() {
				cmd := reader(home, binary)
				cmd.Args = append(cmd.Args, append([]string{"search", "-n", "20"}, row.args...)...)
				w, c := timed(b, cmd)
				wall, cpu = wall+w, cpu+c
			}
			n := time.Duration(b.N)
			b.ReportMetric(float64((wall/n).Microseconds())/1000, "ms/op")
			b.ReportMetric(float64((cpu/n).Microseconds())/1000, "ms-cpu/op")
			if like > 0 {
				b.ReportMetric(float64(cpu/n)/float64(like), "cpu/like")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// timed runs a command and returns how long it took, and its CPU.
func timed(b *testing.B, cmd *exec.Cmd) (wall, cpu time.Duration) {
	b.Helper()
	began := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
	return time.Since(began), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// likeTime is the CPU that sqlite3 needs to find twenty stories with a word in a plain table
// that has no index of what they are ordered by, as newsboat's has none of dates, 0 where it is not on PATH.
func likeTime(b *testing.B, home, word string) time.Duration {
	b.Helper()
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		return 0
	}
	random := rand.New(rand.NewPCG(1, 2))
	var rows bytes.Buffer
	for i := range 50_000 {
		fmt.Fprintf(&rows, "%d\t%s\t%s\n", i, prose(random, 8), prose(random, 400))
	}
	file, db := filepath.Join(home, "plain.tsv"), filepath.Join(home, "plain.db")
	if err := os.WriteFile(file, rows.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	timed(b, exec.Command(shell, db, "CREATE TABLE story (n INTEGER PRIMARY KEY, title TEXT, text TEXT)", ".mode tabs", ".import "+file+" story"))
	var cpu time.Duration
	const times = 3
	for range times {
		query := fmt.Sprintf("SELECT n, title FROM story WHERE title LIKE '%%%[1]s%%' OR text LIKE '%%%[1]s%%' ORDER BY title LIMIT 20", word)
		_, c := timed(b, exec.Command(shell, db, query))
		cpu += c
	}
	return cpu / times
}
