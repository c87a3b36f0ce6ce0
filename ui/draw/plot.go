package draw

import (
	"math"
	"strconv"
	"strings"
	"time"

	"dateline/news"
	"dateline/ui/theme"
)

// Small pictures: rows of bars that fit a line of text. They are drawn here and not by a
// library because they are ten lines, and must be letters on terminals that have no
// blocks.

// Level is the bar for a value when the highest is most; none for nothing.
func (k *Look) Level(v, most float64) string {
	if v <= 0 || most <= 0 {
		return k.Glyphs.Nil
	}
	n := len(k.Glyphs.Levels)
	return k.Glyphs.Levels[Clamp(int(math.Ceil(v/most*float64(n)))-1, 0, n-1)]
}

// spark writes counts as bars of so many cells each. Unless it is the whole it begins with
// the first that is any: what was not on file yet is left blank.
func (k *Look) spark(b *strings.Builder, counts []float64, most float64, cells int, style theme.Style, whole bool) {
	begun := whole
	for _, n := range counts {
		begun = begun || n > 0
		switch {
		case !begun:
			Pad(b, cells)
		case n <= 0:
			k.Theme.Dim.Write(b, strings.Repeat(k.Glyphs.Nil, cells))
		default:
			style.Write(b, strings.Repeat(k.Level(n, most), cells))
		}
	}
}

func floats(ns []int) []float64 {
	out := make([]float64, len(ns))
	for i, n := range ns {
		out[i] = float64(n)
	}
	return out
}

func highest(ns []float64) (most float64) {
	for _, n := range ns {
		most = max(most, n)
	}
	return most
}

// pictured is a line of the pulse: a name, bars, words.
type pictured struct {
	name  string
	bars  []float64
	most  float64
	cells int
	words []string // the first that fit
	style theme.Style
	whole bool // the bars before the first count too
}

// Pulse draws how many stories came: a bar a day for 30 days, a bar an hour for 24, and
// below those what is usual at that hour. w is the room for it.
func (k *Look) Pulse(p *news.Pulse, w int, clock bool) []string {
	rows := []pictured{k.Days(p, w)}
	hours, usual := floats(p.Hours), p.Usual
	most := max(highest(hours), highest(usual))
	cells := 1
	if w >= 100 {
		cells = 2
	}
	rows = append(rows, pictured{name: "24 hours", bars: hours, most: most, cells: cells, words: k.today(p), style: k.Theme.Says, whole: true})
	if usual != nil {
		rows = append(rows, pictured{name: "usual", bars: usual, most: most, cells: cells, words: []string{"the median of the same hour on the days before",
			"median by the hour", ""}, style: k.Theme.Dim, whole: true})
	}
	var out []string
	for _, r := range rows {
		out = append(out, k.Picture(&r, w))
	}
	if clock {
		out = append(out, k.clockLine(p, cells, w))
	}
	return out
}

// pulseLead is the room for the names of the rows.
const pulseLead = 10

// Picture draws a line of the pulse.
func (k *Look) Picture(r *pictured, w int) string {
	var b strings.Builder
	b.WriteByte(' ')
	k.Theme.Dim.Write(&b, r.name)
	lead := Clamp(w-len(r.bars)*r.cells, 1+Width(r.name), pulseLead)
	Pad(&b, lead-1-Width(r.name))
	r.bars = r.bars[max(len(r.bars)-(w-lead)/r.cells, 0):] // the newest, where not all fit
	used := lead + len(r.bars)*r.cells
	k.spark(&b, r.bars, r.most, r.cells, r.style, r.whole)
	for _, words := range r.words {
		if room := w - used - 3; Width(words) <= room {
			b.WriteString("  ")
			k.Theme.Dim.Write(&b, words)
			used += 2 + Width(words)
			break
		}
	}
	Pad(&b, w-used)
	return b.String()
}

// Days is the bar of each day, with the lowest and the highest since the first story.
// Today is not over and is never the lowest.
func (k *Look) Days(p *news.Pulse, w int) pictured {
	bars := floats(p.Days)
	cells := 1
	if w >= 100 {
		cells = 2
	}
	r := pictured{name: "30 days", bars: bars, most: highest(bars), cells: cells, style: k.Theme.Says}
	first, low, high := -1, -1, -1
	for i, n := range p.Days {
		if first < 0 && n > 0 {
			first = i
		}
		if first < 0 {
			continue
		}
		if i < len(p.Days)-1 && (low < 0 || n < p.Days[low]) {
			low = i
		}
		if high < 0 || n > p.Days[high] {
			high = i
		}
	}
	if high < 0 {
		r.words = []string{"no story in these days"}
		return r
	}
	total := Plural(p.Total(), "story", "stories")
	top := "highest " + Thousands(p.Days[high]) + " " + k.day(p, high)
	if low < 0 || low == high {
		r.words = []string{k.Join(total, top), total, ""}
		return r
	}
	bottom := "lowest " + Thousands(p.Days[low]) + " " + k.day(p, low)
	between := Thousands(p.Days[low]) + " to " + Thousands(p.Days[high]) + " a day"
	r.words = []string{k.Join(total, bottom, top), k.Join(Thousands(p.Total()), between), between, ""}
	return r
}

// day names a day of a pulse.
func (k *Look) day(p *news.Pulse, i int) string {
	y, m, d := p.From.In(k.Zone).Date()
	at := time.Date(y, m, d+i, 12, 0, 0, 0, k.Zone)
	if i == len(p.Days)-1 {
		return "today"
	}
	return "on " + at.Format("2 Jan")
}

// today says how many stories came in 24 hours, beside what is usual.
func (k *Look) today(p *news.Pulse) []string {
	n := Plural(p.Today(), "story", "stories")
	if p.Usual == nil {
		return []string{n, ""}
	}
	usual := 0.0
	for _, u := range p.Usual {
		usual += u
	}
	beside := "usual " + Thousands(int(math.Round(usual)))
	return []string{k.Join(n, beside), k.Join(Thousands(p.Today()), beside), ""}
}

// clockLine writes hours of the clock below the bars of a pulse.
func (k *Look) clockLine(p *news.Pulse, cells, w int) string {
	line := []byte(strings.Repeat(" ", max(len(p.Hours)*cells, 1)))
	for i := range p.Hours {
		h := p.Since.Add(time.Duration(i) * time.Hour).In(k.Zone).Hour()
		text := strconv.Itoa(h)
		if at := i * cells; h%6 == 0 && at+len(text) <= len(line) {
			copy(line[at:], text)
		}
	}
	var b strings.Builder
	Pad(&b, pulseLead)
	k.Theme.Dim.Write(&b, string(line))
	Pad(&b, w-pulseLead-len(line))
	return b.String()
}
