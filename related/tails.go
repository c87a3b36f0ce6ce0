package related

import (
	"strings"

	"dateline/news"
	"dateline/wires"
)

const (
	tailSeen  = 3      // headlines of one outlet that must share an ending
	mostTails = 50_000 // endings remembered; then learning starts anew
)

// bareTitle is the headline without the outlet's own name. Endings after a dash or a
// bar are counted by outlet: what several headlines of one outlet end with is its name.
func (x *Index) bareTitle(s *news.Story, outlet uint32) string {
	title := s.Title
	if _, start := wires.ParseMarkers(title, ""); start > 0 && start < len(title) {
		title = title[start:]
	}
	bare := headline(title)
	if bare != title || outlet == 0 {
		return bare
	}
	i := max(strings.LastIndex(title, " - "), strings.LastIndex(title, " | "), strings.LastIndex(title, " — "), strings.LastIndex(title, ": "))
	if i <= 0 || len(title)-i > 60 {
		return title
	}
	key := uint64(outlet)<<32 | uint64(hashString(title[i:]))
	if len(x.tails) > mostTails {
		clear(x.tails)
	}
	if n := x.tails[key]; n < tailSeen {
		x.tails[key] = n + 1
		return title
	}
	return title[:i]
}
