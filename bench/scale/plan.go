package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
)

// Units are what one piece of work costs. Times are of a core, not of a clock.
type Units struct {
	Unchanged float64 `json:"fetch_unchanged_ms"` // a conditional request that brings nothing
	Document  float64 `json:"fetch_document_ms"`  // one that brings a document, read and cleaned
	Tag       float64 `json:"tag_ms"`             // both engines on a story
	Place     float64 `json:"place_ms"`           // a story among those of a small window
	PlaceMore float64 `json:"place_more_ms"`      // more, for each million stories in the window
	File      float64 `json:"file_ms"`            // a story
	Annotate  float64 `json:"annotate_ms"`        // a story, with its words indexed
	Unread    float64 `json:"unread_ms"`          // a row that says that one reader has not read one story
	Query     float64 `json:"query_ms"`           // a page of a list, or of a search
	Mark      float64 `json:"mark_ms"`            // a story read
	Key       float64 `json:"key_ms"`             // a key and its frame, with what it asks of the store
	Session   float64 `json:"session_kib"`        // memory
	Indexed   float64 `json:"index_bytes"`        // memory, a story of the window
	Stored    float64 `json:"story_bytes"`        // disk, a story with its findings and words
	Marked    float64 `json:"mark_bytes"`         // disk, a mark of a reader
}

// Load is what has to be done.
type Load struct {
	Feeds    float64 // subscriptions
	Stories  float64 // a day
	Readers  float64
	Interval float64 // minutes between two fetches of a feed, on the average
	New      float64 // stories that a document brings which has some
	Online   float64 // share of the readers with a session, at the peak
	Reading  float64 // of them, the share that presses a key each second
	Read     float64 // stories that a reader reads a day
	Days     float64 // that stories are kept
	Window   float64 // days of the index that stories are placed by
	Peak     float64 // times the average of the day
}

// Host is a machine, and how much of it may be in use.
type Host struct {
	Cores, GiB, TB, Use float64
}

// Work is one kind of work at the peak.
type Work struct {
	Name        string
	Rate        float64 // a second
	Cores       float64 // in use
	Where       string  // which nodes do it
	Consecutive bool    // it cannot be shared: one core has to be enough
}

// Space is one thing that is kept.
type Space struct {
	Name  string
	Count float64
	Bytes float64
	Disk  bool // else memory
}

// Limit is what a part is asked for, and what it can do: over one it breaks.
type Limit struct {
	Name         string
	Asked, Can   float64
	Unit, Remedy string
}

// Ratio is how much of what it can do is asked of it.
func (l Limit) Ratio() float64 { return l.Asked / l.Can }

// Plan is what a load comes to.
type Plan struct {
	Work   []Work
	Space  []Space
	Limits []Limit // the first breaks first
	Nodes  []Nodes
}

// Nodes are machines of one kind.
type Nodes struct {
	Name  string
	Count float64
	By    string // what they are counted by
}

const (
	day   = 24 * 60 * 60
	gib   = 1 << 30
	tera  = 1e12
	month = 30
)

// Of works out what a load comes to.
func Of(u Units, l Load, h Host) Plan {
	stories := l.Stories / day * l.Peak
	fetches := l.Feeds / (l.Interval * 60)
	brings := min(stories/l.New, fetches)
	sessions := l.Readers * l.Online
	keys := sessions * l.Reading
	marks := l.Readers * l.Read / day * l.Peak
	window := l.Stories * l.Window
	p := Plan{Work: []Work{
		{"fetch, nothing new", fetches - brings, 0, "newsroom", false},
		{"fetch, read, clean", brings, 0, "newsroom", false},
		{"tag", stories, 0, "newsroom", false},
		{"place", stories, 0, "placing", true},
		{"file", stories, 0, "database", false},
		{"annotate", stories, 0, "database", false},
		{"mark", marks, 0, "database", false},
		{"queries of readers", keys / 5, 0, "database", false}, // a page is asked for every few keys
		{"keys and frames", keys, 0, "sessions", false},
	}}
	for i, ms := range []float64{u.Unchanged, u.Document, u.Tag, u.Place + u.PlaceMore*window/1e6, u.File, u.Annotate, u.Mark, u.Query, u.Key} {
		p.Work[i].Cores = p.Work[i].Rate * ms / 1000
	}
	kept := l.Stories * l.Days
	p.Space = []Space{
		{"stories, findings, words", kept, kept * u.Stored, true},
		{"of them, the newest month", l.Stories * min(l.Days, month), l.Stories * min(l.Days, month) * u.Stored, true},
		{"marks", l.Readers * l.Read * l.Days, l.Readers * l.Read * l.Days * u.Marked, true},
		{"unread rows, were there any", l.Readers * kept, l.Readers * kept * u.Marked, true},
		{"index of the window", window, window * u.Indexed, false},
		{"sessions", sessions, sessions * u.Session * 1024, false},
	}
	p.Limits = limits(u, l, h, &p)
	p.Nodes = nodes(h, &p)
	return p
}

// cores adds up what nodes of a kind have to do.
func (p *Plan) cores(where string) (n float64) {
	for _, w := range p.Work {
		if w.Where == where {
			n += w.Cores
		}
	}
	return n
}

// bytes is the size of what has a name.
func (p *Plan) bytes(name string) float64 {
	i := slices.IndexFunc(p.Space, func(s Space) bool { return s.Name == name })
	return p.Space[i].Bytes
}

// limits are the parts that cannot be had twice, the worst first.
func limits(u Units, l Load, h Host, p *Plan) []Limit {
	stories := l.Stories / day * l.Peak
	all := []Limit{
		{"unread rows a story and reader (SQLite)", stories * l.Readers, 1000 / u.Unread, "rows/s",
			"PostgreSQL keeps marks of what was read, and no row for what was not"},
		{"the one writer (SQLite)", stories * (u.File + u.Annotate) / 1000, 1, "cores", "PostgreSQL: several write"},
		{"the index of the window, in the node that places", p.bytes("index of the window") / gib, h.GiB * h.Use, "GiB",
			"a shorter window; an index for each group of languages, each with a turn of its own"},
		{"the turn to place stories", p.Work[3].Cores, h.Use, "cores", "the same: a turn for each group of languages"},
		{"the newest month of stories, in the database's memory", p.bytes("of them, the newest month") / 3 / gib, h.GiB * h.Use, "GiB",
			"parts of a week; words in an index of their own; more memory"},
		{"the primary's writes", p.Work[4].Cores + p.Work[5].Cores + p.Work[6].Cores, h.Cores * h.Use, "cores",
			"stories spread over databases by feed, marks over others by reader"},
		{"the database's disks", (p.bytes("stories, findings, words") + p.bytes("marks")) / tera, h.TB * h.Use, "TB", "fewer days; old months on slower disks"},
		{"reads of readers on one replica", p.Work[7].Cores, h.Cores * h.Use, "cores", "more replicas"},
	}
	slices.SortStableFunc(all, func(a, b Limit) int { return cmp.Compare(b.Ratio(), a.Ratio()) })
	return all
}

// nodes counts machines by what they run out of first.
func nodes(h Host, p *Plan) []Nodes {
	count := func(name string, cores, memory, disk float64) Nodes {
		all := []struct {
			n  float64
			by string
		}{{cores / (h.Cores * h.Use), "cores"}, {memory / gib / (h.GiB * h.Use), "memory"}, {disk / tera / (h.TB * h.Use), "disk"}}
		most := slices.MaxFunc(all, func(a, b struct {
			n  float64
			by string
		}) int {
			return cmp.Compare(a.n, b.n)
		})
		return Nodes{name, max(1, math.Ceil(most.n)), most.by}
	}
	return []Nodes{
		count("newsroom: fetch and tag", p.cores("newsroom"), 0, 0),
		count("newsroom: place", p.cores("placing"), p.bytes("index of the window"), 0),
		count("sessions", p.cores("sessions"), p.bytes("sessions"), 0),
		count("database: primaries", p.Work[4].Cores+p.Work[5].Cores+p.Work[6].Cores, 0, p.bytes("stories, findings, words")+p.bytes("marks")),
		count("database: replicas for reading", p.Work[7].Cores, 0, p.bytes("stories, findings, words")+p.bytes("marks")),
	}
}

// Write writes a plan as Markdown.
func (p *Plan) Write(w io.Writer) error {
	var err error
	line := func(format string, args ...any) {
		if err == nil {
			_, err = fmt.Fprintf(w, format, args...)
		}
	}
	line("| work at the peak | a second | cores | where |\n|---|---|---|---|\n")
	for _, x := range p.Work {
		where := x.Where
		if x.Consecutive {
			where += ", one at a time"
		}
		line("| %s | %s | %s | %s |\n", x.Name, number(x.Rate), number(x.Cores), where)
	}
	line("\n| kept | how many | size | in |\n|---|---|---|---|\n")
	for _, x := range p.Space {
		in := "memory"
		if x.Disk {
			in = "disk"
		}
		line("| %s | %s | %s | %s |\n", x.Name, number(x.Count), size(x.Bytes), in)
	}
	line("\n| nodes | how many | by |\n|---|---|---|\n")
	for _, x := range p.Nodes {
		line("| %s | %.0f | %s |\n", x.Name, x.Count, x.By)
	}
	line("\n| breaks, the first first | asked | can | times | then |\n|---|---|---|---|---|\n")
	for _, x := range p.Limits {
		line("| %s | %s %s | %s | %s | %s |\n", x.Name, number(x.Asked), x.Unit, number(x.Can), number(x.Ratio()), x.Remedy)
	}
	return err
}

// number writes two figures that count.
func number(x float64) string {
	switch {
	case x >= 1e9:
		return fmt.Sprintf("%.3g bn", x/1e9)
	case x >= 1e6:
		return fmt.Sprintf("%.3g m", x/1e6)
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.2g", x)
}

// size writes a number of bytes.
func size(x float64) string {
	for _, u := range []struct {
		of   float64
		name string
	}{{1e15, "PB"}, {1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}} {
		if x >= u.of {
			return fmt.Sprintf("%.3g %s", x/u.of, u.name)
		}
	}
	return fmt.Sprintf("%.0f kB", x/1e3)
}
