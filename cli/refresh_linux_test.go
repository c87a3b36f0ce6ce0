package cli

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// BenchmarkRefresh runs `dateline refresh` of the real binary beside 50,000 stored
// stories, as cron does, each time with two new ones:
//
//	go test -run '^$' -bench 'Refresh$' -benchtime 3x ./cli
//
// ms-cpu/op and MiB/op are what a run costs when the index of related stories was kept
// by the run before, ms-cpu/first what making it costs, ms-cpu/unchanged a run that
// brings nothing.
func BenchmarkRefresh(b *testing.B) {
	home := b.TempDir()
	binary := buildBinary(b, home)
	var round atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, twoItems(round.Load()))
	}))
	defer server.Close()
	fillStore(b, filepath.Join(home, "stories.db"), 50_000)
	settings := fmt.Sprintf("[fetch]\nallow_hosts = [%q]\n", strings.TrimPrefix(server.URL, "http://"))
	if err := os.WriteFile(filepath.Join(home, "config.toml"), []byte(settings), 0o600); err != nil {
		b.Fatal(err)
	}
	run := func(args ...string) (cpu time.Duration, mib float64) {
		cmd := exec.Command(binary, append([]string{"--store", filepath.Join(home, "stories.db"), "--config", filepath.Join(home, "config.toml")}, args...)...)
		cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH")}
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v: %v\n%s", args, err, out)
		}
		used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
		return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), float64(used.Maxrss) / 1024
	}
	run("feeds", "add", server.URL+"/feed")
	round.Add(1)
	first, _ := run("refresh", server.URL+"/feed")
	unchanged, _ := run("refresh", server.URL+"/feed")
	var cpu time.Duration
	var mib float64
	for b.Loop() {
		round.Add(1)
		c, m := run("refresh", server.URL+"/feed")
		cpu, mib = cpu+c, max(mib, m)
	}
	b.ReportMetric(float64(cpu.Milliseconds())/float64(b.N), "ms-cpu/op")
	b.ReportMetric(mib, "MiB/op")
	b.ReportMetric(float64(first.Milliseconds()), "ms-cpu/first")
	b.ReportMetric(float64(unchanged.Milliseconds()), "ms-cpu/unchanged")
	b.ReportMetric(0, "ns/op")
}

// twoItems is a document of two stories that no round before had.
func twoItems(round int64) string {
	r := rand.New(rand.NewPCG(5, uint64(round)))
	var doc strings.Builder
	doc.WriteString(`<rss version="2.0"><channel><title>Cron Wire</title>`)
	for i := range 2 {
		fmt.Fprintf(&doc, "<item><guid isPermaLink=\"false\">%d-%d</guid><title>%s</title><description>%s</description></item>", round, i, prose(r, 8), prose(r, 60))
	}
	return doc.String() + "</channel></rss>"
}
