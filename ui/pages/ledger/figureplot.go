package ledger

import (
	"math"
	"slices"
	"strings"
	"time"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/theme"
)

// A figure over time is drawn as a line for each outlet that gives it: the place in the
// line is the time, the height of the bar the value between the lowest and the highest.
// A comparison word stands beside the bar, a range is two bars: nothing is averaged and
// no bound is drawn as a number.

// The plot's sizes.
const (
	leastPlot   = 56 // cells of the view from which there is a plot
	mostPlotted = 6  // outlets
	widestPlot  = 64
	leastLine   = 36 // cells of a line before the figures beside it are cut
	plotMark    = 2  // cells of a figure: bar and comparison, or two bars
	outletFirst = 80 // cells from which the outlet's figures stand beside its line
)

// plotted is what an outlet gives, by time.
type plotted struct {
	outlet string
	at     []plotPoint
}

type plotPoint struct {
	time    time.Time
	reading *news.Reading
}

// hasPlot reports whether there is something to draw: figures that differ, given at more
// than one time, and room.
func hasPlot(c *news.Counted, w int) bool {
	if w < leastPlot || len(c.Readings) < 2 || !c.Differ() {
		return false
	}
	first := c.Readings[0].Carried[0].Time
	for i := range c.Readings {
		for _, x := range c.Readings[i].Carried {
			if !x.Reprint && !x.Time.Equal(first) {
				return true
			}
		}
	}
	return false
}

// plot draws a thing counted, nothing where all give one value.
func (f *figuresView) plot(c *news.Counted, w int) []string {
	if !hasPlot(c, w) {
		return nil
	}
	rows := outletsOf(c)
	from, to := rows[0].at[0].time, rows[0].at[0].time
	name := 0
	for _, r := range rows {
		name = min(max(name, draw.Width(f.ASCIICells(r.outlet))), draw.Clamp(w/5, 10, 20))
		for _, p := range r.at {
			from, to = earlier(from, p.time), later(to, p.time)
		}
	}
	room, figures := w-name-5, 0
	if w >= outletFirst {
		for _, r := range rows[:min(len(rows), mostPlotted)] {
			figures = min(max(figures, draw.Width(f.fromTo(&r))), room-leastLine)
		}
		room -= figures + 2
	}
	p := plotFrame{figuresView: f, from: from, to: to, cells: min(room, widestPlot), name: name, figures: figures, w: w}
	p.low, p.high = extremes(c)
	out := []string{p.axis(c)}
	for _, r := range rows[:min(len(rows), mostPlotted)] {
		out = append(out, p.row(&r))
	}
	if more := len(rows) - mostPlotted; more > 0 {
		out = append(out, p.note(draw.Plural(more, "more outlet", "more outlets")+" below"))
	}
	return append(out, strings.Repeat(" ", w))
}

// plotFrame is where the lines of a plot have their cells.
type plotFrame struct {
	*figuresView
	from, to  time.Time
	low, high float64
	cells     int
	name, w   int
	figures   int // cells of the figures beside a line, 0 for none
}

// fromTo is the first and the last figure that an outlet gives.
func (f *figuresView) fromTo(r *plotted) string {
	first, last := r.at[0].reading.Text, r.at[len(r.at)-1].reading.Text
	if last != first {
		first += " " + f.Glyphs.Run + " " + last
	}
	return f.ASCIICells(first)
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// outletsOf lists who gives figures, in order of their first: an agency's words that
// others reprint are the agency's.
func outletsOf(c *news.Counted) []plotted {
	var rows []plotted
	for i := range c.Readings {
		r := &c.Readings[i]
		for _, x := range r.Carried {
			if x.Reprint && len(r.Carried) > 1 {
				continue
			}
			at := slices.IndexFunc(rows, func(p plotted) bool { return p.outlet == x.Outlet })
			if at < 0 {
				at = len(rows)
				rows = append(rows, plotted{outlet: x.Outlet})
			}
			rows[at].at = append(rows[at].at, plotPoint{x.Time, r})
		}
	}
	for i := range rows {
		slices.SortStableFunc(rows[i].at, func(a, b plotPoint) int { return a.time.Compare(b.time) })
	}
	slices.SortStableFunc(rows, func(a, b plotted) int { return a.at[0].time.Compare(b.at[0].time) })
	return rows
}

// extremes are the lowest value and the highest that a range reaches.
func extremes(c *news.Counted) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for i := range c.Readings {
		r := &c.Readings[i]
		low, high = min(low, r.Value), max(high, r.Value, r.Max)
	}
	return low, high
}

// bar is the height of a value between the lowest and the highest.
func (p *plotFrame) bar(v float64) string {
	n := len(p.Glyphs.Levels) - 1
	if p.high <= p.low {
		return p.Glyphs.Levels[0]
	}
	return p.Glyphs.Levels[draw.Clamp(int(math.Round((v-p.low)/(p.high-p.low)*float64(n))), 0, n)]
}

// mark is a figure in two cells.
func (p *plotFrame) mark(r *news.Reading) string {
	switch bound := news.BoundOf(r.Approx); {
	case r.Max > r.Value:
		return p.bar(r.Value) + p.bar(r.Max)
	case bound == news.AtLeast:
		return p.bar(r.Value) + p.Glyphs.Up
	case bound == news.UpTo:
		return p.bar(r.Value) + p.Glyphs.Down
	case bound == news.About:
		return p.bar(r.Value) + p.Glyphs.Hedged
	}
	return p.bar(r.Value) + " "
}

// cell is where a time stands in a line.
func (p *plotFrame) cell(t time.Time) int {
	if span := p.to.Sub(p.from); span > 0 {
		return int(float64(p.cells-plotMark) * float64(t.Sub(p.from)) / float64(span))
	}
	return 0
}

// row draws an outlet's figures; a run between two of them says that nothing was given.
func (p *plotFrame) row(r *plotted) string {
	var b strings.Builder
	draw.Pad(&b, 2)
	name := draw.Clip(p.ASCIICells(r.outlet), p.name, p.Glyphs.Ellipsis)
	p.Theme.Text.Write(&b, name)
	draw.Pad(&b, p.name-draw.Width(name)+1)
	used := 0
	for i, x := range r.at {
		at := p.cell(x.time)
		if at < used {
			at = used // two at nearly one time stand side by side
		}
		if at+plotMark > p.cells {
			break
		}
		if i == 0 {
			draw.Pad(&b, at)
		} else {
			p.Theme.Dim.Write(&b, strings.Repeat(p.Glyphs.Run, at-used))
		}
		p.style(x.reading).Write(&b, p.mark(x.reading))
		used = at + plotMark
	}
	draw.Pad(&b, p.cells-used)
	words := draw.Clip(p.fromTo(r), p.figures, p.Glyphs.Ellipsis)
	draw.Pad(&b, 2)
	p.Theme.Dim.Write(&b, words)
	draw.Pad(&b, p.w-2-p.name-1-p.cells-2-draw.Width(words))
	return b.String()
}

// style tells the lowest and the highest from the others; their bars say it too.
func (p *plotFrame) style(r *news.Reading) theme.Style {
	if r.Value == p.low || max(r.Value, r.Max) == p.high {
		return p.Theme.Differ
	}
	return p.Theme.Entity(news.FigureKind, false)
}

// axis says from when to when, and what the lowest and the highest bar stand for.
func (p *plotFrame) axis(c *news.Counted) string {
	from, to := p.Stamp(p.from), p.Stamp(p.to)
	line := from
	if from != to {
		line += " " + strings.Repeat(p.Glyphs.Run, max(p.cells-draw.Width(from)-draw.Width(to)-2, 1)) + " " + to
	}
	var b strings.Builder
	draw.Pad(&b, 3+p.name)
	p.Theme.Dim.Write(&b, line)
	used := 3 + p.name + draw.Width(line)
	if legend := p.legend(c); draw.Width(legend)+used+3 < p.w {
		draw.Pad(&b, p.w-used-draw.Width(legend)-1)
		p.Theme.Dim.Write(&b, legend)
		used = p.w - 1
	}
	draw.Pad(&b, p.w-used)
	return b.String()
}

// scale says what the lowest and the highest bar of a plot stand for, "" without a plot.
func (f *figuresView) scale(c *news.Counted, w int) string {
	if !hasPlot(c, w) {
		return ""
	}
	low, high := extremes(c)
	return f.Glyphs.Levels[0] + " " + draw.Number(low) + "  " + f.Glyphs.Levels[len(f.Glyphs.Levels)-1] + " " + draw.Number(high)
}

// legend explains the signs that stand beside bars here.
func (p *plotFrame) legend(c *news.Counted) string {
	has := map[news.Bound]bool{}
	for i := range c.Readings {
		has[news.BoundOf(c.Readings[i].Approx)] = true
	}
	var parts []string
	for _, x := range []struct {
		news.Bound
		words string
	}{{news.AtLeast, p.Glyphs.Up + " at least"}, {news.UpTo, p.Glyphs.Down + " up to"}, {news.About, p.Glyphs.Hedged + " about"}} {
		if has[x.Bound] {
			parts = append(parts, x.words)
		}
	}
	return strings.Join(parts, "  ")
}

// note is a line of words under a plot.
func (p *plotFrame) note(text string) string {
	var b strings.Builder
	draw.Pad(&b, 3+p.name)
	text = draw.Clip(text, max(p.w-4-p.name, 0), p.Glyphs.Ellipsis)
	p.Theme.Dim.Write(&b, text)
	draw.Pad(&b, p.w-3-p.name-draw.Width(text))
	return b.String()
}
