package sqlite

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// rows writes the FROM of the stories that are read: the driver, and story AS s.
func (p *plan) rows() string {
	if p.driver == "story s" {
		return p.driver
	}
	return p.driver + " CROSS JOIN story s ON s.n = " + p.label
}

// conditions writes the WHERE of rows with labels from lo to hi.
func (p *plan) conditions(lo, hi int64) string {
	where := append(p.between(p.label, lo, hi), "s.hidden = 0")
	if p.since != math.MinInt64 {
		where = append(where, "s.time >= "+strconv.FormatInt(p.since, 10))
	}
	if p.before != math.MaxInt64 {
		where = append(where, "s.time < "+strconv.FormatInt(p.before, 10))
	}
	return strings.Join(where, " AND ")
}

// ofStory finds a column of the story's row in a condition.
var ofStory = regexp.MustCompile(`\bs\.`)

// bare is a plan that reads labels only: counting needs no more, and a row costs ten
// times what a label does.
type bare struct{ from, label, where string }

// bare returns the plan without rows of stories; ok says that it asks nothing of them. A
// label is the second of its story's time or one of the spill before it, so that it
// tells most bounds of time by itself.
func (p *plan) bare(spill int64) (b bare, ok bool) {
	b.from, b.label = p.driver, p.label
	if p.driver == "story s" {
		b.from, b.label = "place", "place.story"
	}
	lo, hi := p.labels(spill)
	where := append(p.between(b.label, lo, hi), b.label+" NOT IN (SELECT n FROM story WHERE hidden <> 0)")
	at := func(op string, ms int64) string {
		return "(SELECT time FROM story WHERE n = " + b.label + ") " + op + " " + strconv.FormatInt(ms, 10) + ")"
	}
	if p.since != math.MinInt64 {
		where = append(where, "("+b.label+" > "+strconv.FormatInt(floorSeconds(p.since), 10)+" OR "+at(">=", p.since))
	}
	if p.before != math.MaxInt64 {
		where = append(where, "("+b.label+" < "+strconv.FormatInt(floorSeconds(p.before)-spill, 10)+" OR "+at("<", p.before))
	}
	b.where = strings.Join(where, " AND ")
	return b, !ofStory.MatchString(b.where)
}

// between writes the plan's own conditions for a column of labels, and its bounds.
func (p *plan) between(label string, lo, hi int64) []string {
	var where []string
	for _, w := range p.where {
		where = append(where, strings.ReplaceAll(w, "#", label))
	}
	if lo != math.MinInt64 {
		where = append(where, label+" >= "+strconv.FormatInt(lo, 10))
	}
	if hi != math.MaxInt64 {
		where = append(where, label+" <= "+strconv.FormatInt(hi, 10))
	}
	return where
}
