package ui

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

// level is the bar for a value when the highest is most; none for nothing.
func (k *look) level(v, most float64) string {
	if v <= 0 || most <= 0 {
		return k.g.Nil
	}
	n := len(k.g.Levels)
	return k.g.Levels[clamp(int(math.Ceil(v/most*float64(n)))-1, 0, n-1)]
}

// spark writes counts as bars of so many cells each. Unless it is the whole it begins with
// the first that is any: what was not on file yet is left blank.
func (k *look) spark(b *strings.Builder, counts []float64, most float64, cells int, style theme.Style, whole bool) {
	begun := whole
	for _, n := range counts {
		begun = begun || n > 0
		switch {
		case !begun:
			pad(b, cells)
		case n <= 0:
			k.th.Dim.Write(b, strings.Repeat(k.g.Nil, cells))
		default:
			style.Write(b, strings.Repeat(k.level(n, most), cells))
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

// pulse draws how many stories came: a bar a day for 30 days, a bar an hour for 24, and
// below those what is usual at that hour. w is the room for it.
func (k *look) pulse(p *news.Pulse, w int, clock bool) []string {
	rows := []pictured{k.days(p, w)}
	hours, usual := floats(p.Hours), p.Usual
	most := max(highest(hours), highest(usual))
	cells := 1
	if w >= 100 {
		cells = 2
	}
	rows = append(rows, pictured{name: "24 hours", bars: hours, most: most, cells: cells, words: k.today(p), style: k.th.Says, whole: true})
	if usual != nil {
		rows = append(rows, pictured{name: "usual", bars: usual, most: most, cells: cells, words: []string{"the median of the same hour on the days before", "median by the hour", ""}, style: k.th.Dim, whole: true})
	}
	var out []string
	for _, r := range rows {
		out = append(out, k.picture(&r, w))
	}
	if clock {
		out = append(out, k.clockLine(p, cells, w))
	}
	return out
}

// pulseLead is the room for the names of the rows.
const pulseLead = 10

func (k *look) picture(r *pictured, w int) string {
	var b strings.Builder
	b.WriteByte(' ')
	k.th.Dim.Write(&b, r.name)
	lead := clamp(w-len(r.bars)*r.cells, 1+width(r.name), pulseLead)
	pad(&b, lead-1-width(r.name))
	r.bars = r.bars[max(len(r.bars)-(w-lead)/r.cells, 0):] // the newest, where not all fit
	used := lead + len(r.bars)*r.cells
	k.spark(&b, r.bars, r.most, r.cells, r.style, r.whole)
	for _, words := range r.words {
		if room := w - used - 3; width(words) <= room {
			b.WriteString("  ")
			k.th.Dim.Write(&b, words)
			used += 2 + width(words)
			break
		}
	}
	pad(&b, w-used)
	return b.String()
}

// days is the bar of each day, with the lowest and the highest since the first story.
// Today is not over and is never the lowest.
func (k *look) days(p *news.Pulse, w int) pictured {
	bars := floats(p.Days)
	cells := 1
	if w >= 100 {
		cells = 2
	}
	r := pictured{name: "30 days", bars: bars, most: highest(bars), cells: cells, style: k.th.Says}
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
	total := plural(p.Total(), "story", "stories")
	top := "highest " + thousands(p.Days[high]) + " " + k.day(p, high)
	if low < 0 || low == high {
		r.words = []string{k.join(total, top), total, ""}
		return r
	}
	bottom := "lowest " + thousands(p.Days[low]) + " " + k.day(p, low)
	between := thousands(p.Days[low]) + " to " + thousands(p.Days[high]) + " a day"
	r.words = []string{k.join(total, bottom, top), k.join(thousands(p.Total()), between), between, ""}
	return r
}

// day names a day of a pulse.
func (k *look) day(p *news.Pulse, i int) string {
	y, m, d := p.From.In(k.zone).Date()
	at := time.Date(y, m, d+i, 12, 0, 0, 0, k.zone)
	if i == len(p.Days)-1 {
		return "today"
	}
	return "on " + at.Format("2 Jan")
}

// today says how many stories came in 24 hours, beside what is usual.
func (k *look) today(p *news.Pulse) []string {
	n := plural(p.Today(), "story", "stories")
	if p.Usual == nil {
		return []string{n, ""}
	}
	usual := 0.0
	for _, u := range p.Usual {
		usual += u
	}
	beside := "usual " + thousands(int(math.Round(usual)))
	return []string{k.join(n, beside), k.join(thousands(p.Today()), beside), ""}
}

// clockLine writes hours of the clock below the bars of a pulse.
func (k *look) clockLine(p *news.Pulse, cells, w int) string {
	line := []byte(strings.Repeat(" ", max(len(p.Hours)*cells, 1)))
	for i := range p.Hours {
		h := p.Since.Add(time.Duration(i) * time.Hour).In(k.zone).Hour()
		text := strconv.Itoa(h)
		if at := i * cells; h%6 == 0 && at+len(text) <= len(line) {
			copy(line[at:], text)
		}
	}
	var b strings.Builder
	pad(&b, pulseLead)
	k.th.Dim.Write(&b, string(line))
	pad(&b, w-pulseLead-len(line))
	return b.String()
}
