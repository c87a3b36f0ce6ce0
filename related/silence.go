package related

import (
	"slices"
	"strings"
	"time"

	"dateline/news"
)

// Arrival is an outlet that has an event, with how long after the first one.
type Arrival struct {
	Outlet string
	Lag    time.Duration
}

// Silence says which of the watched outlets have not carried the event, and how long
// after the first story each outlet that has came in, quickest first. Before origins
// independent sources have it nobody is silent.
func Silence(watched []string, event []news.Filing, origins int) (silent []string, carried []Arrival) {
	first := map[string]time.Time{}
	var start time.Time
	for i := range event {
		s := &event[i].Story
		t := s.Time()
		if was, ok := first[s.Outlet]; !ok || t.Before(was) {
			first[s.Outlet] = t
		}
		if i == 0 || t.Before(start) {
			start = t
		}
	}
	for outlet, t := range first {
		carried = append(carried, Arrival{outlet, t.Sub(start)})
	}
	slices.SortFunc(carried, func(a, b Arrival) int {
		if a.Lag != b.Lag {
			return int(min(max(a.Lag-b.Lag, -1), 1))
		}
		return strings.Compare(a.Outlet, b.Outlet)
	})
	if _, n := Spread(event); n < origins {
		return nil, carried
	}
	for _, w := range watched {
		if !slices.ContainsFunc(carried, func(c Arrival) bool { return strings.EqualFold(c.Outlet, w) }) && !slices.Contains(silent, w) {
			silent = append(silent, w)
		}
	}
	return silent, carried
}
