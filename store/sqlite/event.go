package sqlite

import (
	"cmp"
	"database/sql"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"dateline/news"
)

// member is what an event's row is made of: one of its visible stories.
type member struct {
	link
	marked    news.Flag // the story's: by markers and versions, with those lent
	lent      news.Flag // by later versions under other ids
	found     news.Flag // by the engines
	source    string
	countries string
}

func (m *member) flags() news.Flag { return m.marked | m.found }
func (m *member) reprint() bool    { return m.origin != "" }

// refreshEvents recomputes the rows of events whose stories changed. An event
// without a story goes.
func refreshEvents(t *tx, events map[int64]bool) error {
	for _, n := range slices.Sorted(maps.Keys(events)) {
		members, err := t.members(n)
		if err != nil {
			return err
		}
		if len(members) == 0 {
			err = t.emptyEvent(n)
		} else {
			err = t.putEvent(n, members)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) members(event int64) ([]member, error) {
	var all []member
	err := t.each(`SELECT s.n, s.id, s.time, s.flags, s.lent, p.flags, s.outlet, p.source, p.origin, p.version, p.countries
		FROM place p JOIN story s ON s.n = p.story WHERE p.event = ? AND s.hidden = 0`, []any{event},
		func(r *sql.Rows) error {
			var m member
			err := r.Scan(&m.n, &m.id, &m.time, &m.marked, &m.lent, &m.found, &m.outlet, &m.source, &m.origin, &m.version, &m.countries)
			all = append(all, m)
			return err
		})
	return all, err
}

// emptyEvent deletes an event, or keeps it out of sight while it has hidden stories.
func (t *tx) emptyEvent(n int64) error {
	hidden, err := t.get(`SELECT 1 FROM place WHERE event = ? LIMIT 1`, []any{n}, new(int64))
	if err != nil {
		return err
	}
	if hidden {
		_, err = t.exec(`UPDATE event SET stories = 0 WHERE n = ?`, n)
		return err
	}
	if _, err = t.exec(`DELETE FROM event WHERE n = ?`, n); err != nil {
		return err
	}
	_, err = t.exec(`DELETE FROM looked WHERE event = ?`, n)
	return err
}

func (t *tx) putEvent(n int64, members []member) error {
	slices.SortFunc(members, func(a, b member) int { return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.n, b.n)) })
	links := make([]link, len(members))
	for i := range members {
		links[i] = members[i].link
	}
	all := chains(links)
	if err := t.lend(members, all); err != nil {
		return err
	}
	lead := newestOf(leadOf(members), members, all)
	first, last := members[0].time, members[len(members)-1].time
	outlets, origins, grown := spread(members)
	_, err := t.exec(`UPDATE event SET rank = ?, lead = ?, first = ?, last = ?, stories = ?, outlets = ?, origins = ?,
		flags = ?, countries = ? WHERE n = ?`,
		rank(last, origins, grown), lead.n, first, last, len(members), outlets, origins,
		int64(eventFlags(members, lead)), sumCountries(members), n)
	return err
}

// leadOf chooses the story whose newest version stands for an event: the first in its own
// words that is news, not opinion, a running page, a one-line flash or withdrawn. The
// first one's newest version is what others follow, and the row keeps its headline
// while the event grows. Failing that, the newest that is at least news.
func leadOf(members []member) member {
	for _, m := range members {
		if !m.reprint() && m.flags()&(news.Opinion|news.Live|news.Withdrawn|news.Urgent) == 0 {
			return m
		}
	}
	for _, m := range slices.Backward(members) {
		if m.flags()&(news.Opinion|news.Live|news.Withdrawn) == 0 {
			return m
		}
	}
	return members[len(members)-1]
}

// eventFlags are the marks of an event's row: what any of its stories is marked
// with, but what belongs to one text alone is the lead's.
func eventFlags(members []member, lead member) news.Flag {
	const ofText = news.Changed | news.Opinion | news.Live
	all := lead.flags() & ofText
	for _, m := range members {
		all |= m.flags() &^ ofText
	}
	return all
}

// growthWindow is how far back from an event's newest story joining counts as growth.
const growthWindow = 3 * 60 * 60 * 1000

// spread counts an event's outlets, its independent origins (whose own words there
// are: reprints and second stories of one source count once) and how many of
// these joined lately, in order of time.
func spread(members []member) (outlets, origins, grown int) {
	carried, told := map[string]bool{}, map[string]bool{}
	last := members[len(members)-1].time
	for _, m := range members {
		carried[strings.ToLower(m.outlet)] = true
		if m.reprint() {
			continue
		}
		source := strings.ToLower(cmp.Or(m.source, m.outlet))
		if !told[source] && len(told) > 0 && last-m.time < growthWindow {
			grown++
		}
		told[source] = true
	}
	return len(carried), max(len(told), 1), grown
}

// rank is the sort key of Top, in milliseconds so that ties are rare:
//
//	time of the newest story + 4 h * log2(origins) + 1 h * log2(1 + origins that joined in the last 3 h)
//
// It changes only when the event does, so the list is read off an index: each
// doubling of the independent origins is worth four hours of freshness.
func rank(last int64, origins, grown int) int64 {
	const hour = 60 * 60 * 1000
	bonus := 4*hour*math.Log2(float64(origins)) + hour*math.Log2(1+float64(grown))
	return last + int64(bonus)
}

// maxCountries is how many countries a row keeps.
const maxCountries = 6

// sumCountries adds up the countries of an event's stories, most mentioned first.
func sumCountries(members []member) string {
	if len(members) == 1 {
		return members[0].countries
	}
	counts := map[string]int{}
	for _, m := range members {
		for _, c := range strings.Fields(m.countries) {
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

// countryCodes reads the codes of countryCounts.
func countryCodes(s string) []string {
	var codes []string
	for _, c := range strings.Fields(s) {
		codes = append(codes, c[:min(3, len(c))])
	}
	return codes
}
