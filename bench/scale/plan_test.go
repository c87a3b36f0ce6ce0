package main

import (
	"bytes"
	"math"
	"strings"
	"testing"
)

// round numbers that can be followed by hand: 864,000 stories a day are ten a second.
var (
	easy  = Units{Unchanged: 1, Document: 10, Tag: 100, Place: 1, PlaceMore: 2, File: 3, Annotate: 5, Unread: 0.5, Query: 20, Mark: 1, Key: 4, Session: 1024, Indexed: 1000, Stored: 5000, Marked: 50}
	given = Load{Feeds: 60_000, Stories: 864_000, Readers: 1000, Interval: 10, New: 2, Online: 0.5, Reading: 0.2, Read: 86.4, Days: 10, Window: 5, Peak: 2}
	host  = Host{Cores: 10, GiB: 100, TB: 1, Use: 0.5}
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b)) }

func TestWork(t *testing.T) {
	p := Of(easy, given, host)
	for i, want := range []struct {
		name        string
		rate, cores float64
	}{
		{"fetch, nothing new", 90, 0.09},        // 60,000 in 600 s are 100 a second, 10 of them bring something
		{"fetch, read, clean", 10, 0.1},         // 20 stories a second at the peak, two a document
		{"tag", 20, 2},                          //
		{"place", 20, 20 * (1 + 2*4.32) / 1000}, // 4.32 million stories in the window
		{"file", 20, 0.06},                      //
		{"annotate", 20, 0.1},                   //
		{"mark", 2, 0.002},                      // 1,000 readers, 86.4 a day each, twice that at the peak
		{"queries of readers", 20, 0.4},         // one for five keys
		{"keys and frames", 100, 0.4},           // 500 sessions, a fifth press a key a second
	} {
		if w := p.Work[i]; w.Name != want.name || !near(w.Rate, want.rate) || !near(w.Cores, want.cores) {
			t.Errorf("%s: %v a second, %v cores, want %s: %v, %v", w.Name, w.Rate, w.Cores, want.name, want.rate, want.cores)
		}
	}
}

func TestSpace(t *testing.T) {
	p := Of(easy, given, host)
	for name, want := range map[string]float64{
		"stories, findings, words": 8.64e6 * 5000, "of them, the newest month": 8.64e6 * 5000, "marks": 864_000 * 50,
		"unread rows, were there any": 8.64e9 * 50, "index of the window": 4.32e6 * 1000, "sessions": 500 << 20,
	} {
		if got := p.bytes(name); !near(got, want) {
			t.Errorf("%s: %v bytes, want %v", name, got, want)
		}
	}
	long := given
	long.Days = 90
	p = Of(easy, long, host)
	if got := p.bytes("of them, the newest month"); !near(got, 864_000*30*5000) {
		t.Errorf("the newest month of three has %v bytes", got)
	}
}

func TestLimits(t *testing.T) {
	p := Of(easy, given, host)
	want := map[string][2]float64{
		"unread rows a story and reader (SQLite)":               {20_000, 2000},
		"the one writer (SQLite)":                               {0.16, 1},
		"the index of the window, in the node that places":      {4.32e9 / gib, 50},
		"the turn to place stories":                             {0.1928, 0.5},
		"the newest month of stories, in the database's memory": {8.64e6 * 5000 / 3 / gib, 50},
		"the primary's writes":                                  {0.162, 5},
		"the database's disks":                                  {(8.64e6*5000 + 864_000*50) / tera, 0.5},
		"reads of readers on one replica":                       {0.4, 5},
	}
	last := math.Inf(1)
	for _, l := range p.Limits {
		w, ok := want[l.Name]
		if !ok || !near(l.Asked, w[0]) || !near(l.Can, w[1]) {
			t.Errorf("%s: %v of %v, want %v", l.Name, l.Asked, l.Can, w)
		}
		if l.Ratio() > last {
			t.Errorf("%s breaks before what stands above it", l.Name)
		}
		last = l.Ratio()
	}
	if len(p.Limits) != len(want) {
		t.Errorf("%d limits, want %d", len(p.Limits), len(want))
	}
}

func TestNodes(t *testing.T) {
	for _, row := range []struct {
		name   string
		change func(*Units, *Load)
		nodes  string
		count  float64
		by     string
	}{
		{"one of each at least", func(*Units, *Load) {}, "newsroom: fetch and tag", 1, "cores"},
		{"tagging ten times as dear", func(u *Units, _ *Load) { u.Tag *= 10 }, "newsroom: fetch and tag", 5, "cores"}, // 20.19 of 5
		{"sessions by memory", func(u *Units, _ *Load) { u.Session *= 150 }, "sessions", 2, "memory"},                 // 73 GiB of 50
		{"sessions by keys", func(u *Units, _ *Load) { u.Key *= 100 }, "sessions", 8, "cores"},                        // 40 of 5
		{"databases by disk", func(_ *Units, l *Load) { l.Days = 200 }, "database: primaries", 2, "disk"},             // 0.86 TB of 0.5
	} {
		t.Run(row.name, func(t *testing.T) {
			u, l := easy, given
			row.change(&u, &l)
			p := Of(u, l, host)
			for _, n := range p.Nodes {
				if n.Name == row.nodes && (n.Count != row.count || n.By != row.by) {
					t.Errorf("%v by %s, want %v by %s", n.Count, n.By, row.count, row.by)
				}
			}
		})
	}
}

func TestWrite(t *testing.T) {
	p := Of(easy, given, host)
	var out bytes.Buffer
	if err := p.Write(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| place | 20 | 0.19 | placing, one at a time |\n", "| unread rows, were there any | 8.64 bn | 432 GB | disk |\n", "| sessions | 1 | cores |\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in\n%s", want, out.String())
		}
	}
}
