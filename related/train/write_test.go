package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"
)

func writeLines[T any](t *testing.T, file string, rows []T) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	enc := json.NewEncoder(z)
	for _, r := range rows {
		if err := enc.Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func writeStream(t *testing.T, file string, st []story) { writeLines(t, file, st) }

// writePairs writes each story with the next and with one two days off.
func writePairs(t *testing.T, file string, st []story) {
	var ps []pair
	for i := range st {
		for _, k := range []int{1, 5} {
			b := st[(i+k)%len(st)]
			p := pair{ID: fmt.Sprint(i, "/", k), Label: st[i].Cluster == b.Cluster}
			p.A.Title, p.A.Time = st[i].Title, st[i].Time
			p.B.Title, p.B.Time = b.Title, b.Time
			ps = append(ps, p)
		}
	}
	writeLines(t, file, ps)
}

func mustRead(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestClock(t *testing.T) {
	for in, want := range map[string]time.Time{"2026-03-01T05:00:00Z": time.Date(2026, 3, 1, 5, 0, 0, 0, time.UTC), "": {}, "yesterday": {}} {
		if got := clock(in); !got.Equal(want) {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}
