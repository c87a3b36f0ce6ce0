// Command scale works out what a newsroom of some size comes to: cores, memory, disks and
// nodes, and which part breaks first. What one piece of work costs it measures itself, or
// is told:
//
//	go run ./bench/scale                              # measures, then the table of docs/scale.md
//	go run ./bench/scale -print-units > units.json    # measures only
//	go run ./bench/scale -units units.json -readers 500
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "scale:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	l := Load{Feeds: 100_000, Stories: 5e6, Readers: 20_000, Interval: 20, New: 3, Online: 0.1, Reading: 0.25, Read: 100, Days: 30, Window: 14, Peak: 3}
	h := Host{Cores: 16, GiB: 128, TB: 8, Use: 0.6}
	for _, f := range []struct {
		name, help string
		value      *float64
	}{
		{"feeds", "subscriptions", &l.Feeds}, {"stories", "stories a day", &l.Stories}, {"readers", "readers", &l.Readers},
		{"interval", "minutes between two fetches of a feed", &l.Interval}, {"new", "stories in a document that brings some", &l.New},
		{"online", "share of the readers with a session at the peak", &l.Online}, {"reading", "share of them that presses a key each second", &l.Reading},
		{"read", "stories that a reader reads a day", &l.Read}, {"days", "days that stories are kept", &l.Days},
		{"window", "days of the index that stories are placed by", &l.Window}, {"peak", "the peak, times the day's average", &l.Peak},
		{"cores", "cores of a node", &h.Cores}, {"memory", "memory of a node, GiB", &h.GiB}, {"disk", "disks of a node, TB", &h.TB},
		{"use", "share of a node that may be in use", &h.Use},
	} {
		flag.Float64Var(f.value, f.name, *f.value, f.help)
	}
	file := flag.String("units", "", "JSON `file` with the units; measured when there is none")
	count := flag.Int("measured", 12_000, "stories to measure with")
	only := flag.Bool("print-units", false, "print the units as JSON and end")
	flag.Parse()
	u, err := unitsOf(ctx, *file, *count)
	if err != nil {
		return err
	}
	b, err := json.MarshalIndent(u, "", "  ")
	if err != nil {
		return err
	}
	fmt.Printf("%s\n", b)
	if *only {
		return nil
	}
	p := Of(u, l, h)
	fmt.Printf("\n%.0f feeds, %s stories a day, %.0f readers; nodes of %.0f cores, %.0f GiB and %.0f TB, used to %.0f%%.\n\n",
		l.Feeds, number(l.Stories), l.Readers, h.Cores, h.GiB, h.TB, 100*h.Use)
	return p.Write(os.Stdout)
}

func unitsOf(ctx context.Context, file string, count int) (Units, error) {
	if file == "" {
		return measure(ctx, count)
	}
	var u Units
	b, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(b, &u)
	}
	if err != nil {
		return u, fmt.Errorf("read the units: %w", err)
	}
	return u, nil
}
