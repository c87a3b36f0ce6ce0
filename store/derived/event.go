// Package derived works out what a store keeps of stories and events beyond what was
// delivered: flags, chains of versions, and the row that stands for an event. Every backend
// asks here, so that all of them answer alike.
package derived

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"dateline/news"
)

// Member is what an event's row is made of: one of its visible stories.
type Member struct {
	Link
	Marked    news.Flag // the story's: by markers and versions, with those lent
	Lent      news.Flag // by later versions under other ids
	Found     news.Flag // by the engines
	Source    string
	Countries string
}

// Flags are all marks of the story.
func (m *Member) Flags() news.Flag { return m.Marked | m.Found }

func (m *Member) reprint() bool { return m.Origin != "" }

// Event is the row of an event.
type Event struct {
	Rank        int64 // see Rank
	Lead        int64 // the label of the story that stands for it
	First, Last int64 // ms
	Outlets     int
	Origins     int
	Flags       news.Flag
	Countries   string
}

// EventOf is the row of an event of these stories, of which there is one at least, and
// those whose flags are other than they were: what later versions lend them changed.
func EventOf(members []Member) (e Event, changed []Member) {
	slices.SortFunc(members, func(a, b Member) int { return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.N, b.N)) })
	links := make([]Link, len(members))
	for i := range members {
		links[i] = members[i].Link
	}
	all := Chains(links)
	changed = lend(members, all)
	lead := newestOf(leadOf(members), members, all)
	e = Event{Lead: lead.N, First: members[0].Time, Last: members[len(members)-1].Time, Flags: eventFlags(members, lead), Countries: sumCountries(members)}
	var grown int
	e.Outlets, e.Origins, grown = spread(members)
	e.Rank = Rank(e.Last, e.Origins, grown)
	return e, changed
}

// leadOf chooses the story whose newest version stands for an event: the first in its own
// words that is news, not opinion, a running page, a one-line flash or withdrawn. The
// first one's newest version is what others follow, and the row keeps its headline
// while the event grows. Failing that, the newest that is at least news.
func leadOf(members []Member) Member {
	for _, m := range members {
		if !m.reprint() && m.Flags()&(news.Opinion|news.Live|news.Withdrawn|news.Urgent) == 0 {
			return m
		}
	}
	for _, m := range slices.Backward(members) {
		if m.Flags()&(news.Opinion|news.Live|news.Withdrawn) == 0 {
			return m
		}
	}
	return members[len(members)-1]
}

// eventFlags are the marks of an event's row: what any of its stories is marked
// with, but what belongs to one text alone is the lead's.
func eventFlags(members []Member, lead Member) news.Flag {
	const ofText = news.Changed | news.Opinion | news.Live
	all := lead.Flags() & ofText
	for _, m := range members {
		all |= m.Flags() &^ ofText
	}
	return all
}

// growthWindow is how far back from an event's newest story joining counts as growth.
const growthWindow = 3 * 60 * 60 * 1000

// spread counts an event's outlets, its independent origins (whose own words there
// are: reprints and second stories of one source count once) and how many of
// these joined lately, in order of time.
func spread(members []Member) (outlets, origins, grown int) {
	carried, told := map[string]bool{}, map[string]bool{}
	last := members[len(members)-1].Time
	for _, m := range members {
		carried[strings.ToLower(m.Outlet)] = true
		if m.reprint() {
			continue
		}
		source := strings.ToLower(cmp.Or(m.Source, m.Outlet))
		if !told[source] && len(told) > 0 && last-m.Time < growthWindow {
			grown++
		}
		told[source] = true
	}
	return len(carried), max(len(told), 1), grown
}

// Rank is the sort key of Top, in milliseconds so that ties are rare:
//
//	time of the newest story + 4 h * log2(origins) + 1 h * log2(1 + origins that joined in the last 3 h)
//
// It changes only when the event does, so the list is read off an index: each
// doubling of the independent origins is worth four hours of freshness.
func Rank(last int64, origins, grown int) int64 {
	const hour = 60 * 60 * 1000
	bonus := 4*hour*math.Log2(float64(origins)) + hour*math.Log2(1+float64(grown))
	return last + int64(bonus)
}

// maxCountries is how many countries a row keeps.
const maxCountries = 6

// sumCountries adds up the countries of an event's stories, most mentioned first.
func sumCountries(members []Member) string {
	if len(members) == 1 {
		return members[0].Countries
	}
	counts := map[string]int{}
	for _, m := range members {
		for _, c := range strings.Fields(m.Countries) {
			if len(c) > 3 {
				n, _ := strconv.Atoi(c[3:]) // written by countryCounts
				counts[c[:3]] += n
			}
		}
	}
	return countryCounts(counts)
}

// countryCounts writes "PRK3 RUS1": most mentioned first, then by code.
func countryCounts(counts map[string]int) string {
	codes := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	})
	var b strings.Builder
	for i, c := range codes[:min(len(codes), maxCountries)] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(c + strconv.Itoa(counts[c]))
	}
	return b.String()
}

// CountryCodes reads the codes of countryCounts.
func CountryCodes(s string) []string {
	var codes []string
	for _, c := range strings.Fields(s) {
		codes = append(codes, c[:min(3, len(c))])
	}
	return codes
}
