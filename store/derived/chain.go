package derived

import (
	"cmp"
	"slices"
	"strings"

	"dateline/news"
)

// A chain is the stories of one event and one outlet that go back to the same origin:
// versions filed under ids of their own, and copies of them in other feeds.

// Link is a story as the chains of its event see it.
type Link struct {
	N       int64 // its label
	ID      news.StoryID
	Time    int64 // ms
	Outlet  string
	Origin  news.StoryID
	Version bool // of its origin
}

// Copy reports whether the story has the words of its origin.
func (l *Link) Copy() bool { return l.Origin != "" && !l.Version }

// Chains returns the chains of an event of two stories and more, as indices into
// links, each from the first version to the newest.
func Chains(links []Link) [][]int {
	origin := map[news.StoryID]news.StoryID{}
	for i := range links {
		if links[i].Origin != "" {
			origin[links[i].ID] = links[i].Origin
		}
	}
	if len(origin) == 0 {
		return nil
	}
	type key struct {
		outlet string
		root   news.StoryID
	}
	at := map[key]int{}
	var all [][]int
	for i := range links {
		k := key{strings.ToLower(links[i].Outlet), RootOf(links[i].ID, origin)}
		c, ok := at[k]
		if !ok {
			c = len(all)
			at[k], all = c, append(all, nil)
		}
		all[c] = append(all[c], i)
	}
	all = slices.DeleteFunc(all, func(c []int) bool { return len(c) < 2 })
	for _, c := range all {
		slices.SortStableFunc(c, func(a, b int) int {
			return cmp.Or(cmp.Compare(links[a].Time, links[b].Time), cmp.Compare(steps(links[a].ID, origin), steps(links[b].ID, origin)))
		})
	}
	return all
}

// steps is how far it is to the root: what copies or replaces another came after it.
func steps(id news.StoryID, origin map[news.StoryID]news.StoryID) (n int) {
	for n < len(origin) && origin[id] != "" {
		id = origin[id]
		n++
	}
	return n
}

// RootOf follows origins to the story that was copied first; the root of a ring is any
// of it.
func RootOf(id news.StoryID, origin map[news.StoryID]news.StoryID) news.StoryID {
	for range len(origin) {
		o := origin[id]
		if o == "" {
			break
		}
		id = o
	}
	return id
}

// lend gives the stories of an event what later versions of them brought: who looks
// at any version learns that it was corrected, withdrawn or replaced. It returns those
// whose flags changed.
func lend(members []Member, all [][]int) (changed []Member) {
	want := make([]news.Flag, len(members))
	for _, c := range all {
		versions := slices.ContainsFunc(c, func(i int) bool { return members[i].Version })
		var later news.Flag
		for _, i := range slices.Backward(c) {
			own := members[i].Marked &^ members[i].Lent
			want[i] = later
			if versions {
				want[i] |= news.Changed
			}
			want[i] &^= own
			later |= own & (news.Corrected | news.Withdrawn)
		}
	}
	for i := range members {
		m := &members[i]
		if want[i] == m.Lent {
			continue
		}
		m.Marked, m.Lent = m.Marked&^m.Lent|want[i], want[i]
		changed = append(changed, *m)
	}
	return changed
}

// newestOf is the newest version of a member that was not withdrawn.
func newestOf(lead Member, members []Member, all [][]int) Member {
	for _, c := range all {
		if !slices.ContainsFunc(c, func(i int) bool { return members[i].N == lead.N }) {
			continue
		}
		for _, i := range slices.Backward(c) {
			if m := members[i]; m.Version && m.Flags()&news.Withdrawn == 0 {
				return m
			}
		}
	}
	return lead
}

// IsVersion reports whether a story was placed as a new version of its origin.
func IsVersion(p *news.Placement) bool {
	return p.Origin != "" && slices.ContainsFunc(p.Relations, func(r news.Relation) bool { return r.To == p.Origin && r.Why.Rule == news.VersionRule })
}

// Along returns the other items of a story's chain that are versions of it: newer ones,
// and older ones, each from the newest. What copies another item is none.
func Along(links []Link, n int64) (newer, older []Link) {
	of := func(i int) bool { return links[i].N == n }
	for _, chain := range Chains(links) {
		if !slices.ContainsFunc(chain, of) || !slices.ContainsFunc(chain, func(i int) bool { return links[i].Version }) {
			continue
		}
		own := slices.IndexFunc(chain, of)
		copied := links[chain[own]].ID
		for range chain {
			if i := slices.IndexFunc(links, func(l Link) bool { return l.ID == copied }); i >= 0 && links[i].Copy() {
				copied = links[i].Origin
			}
		}
		for at, i := range slices.Backward(chain) {
			switch l := links[i]; {
			case at == own, l.Copy(), l.ID == copied:
				continue // itself, a copy, or what it is a copy of
			case at > own:
				newer = append(newer, l)
			default:
				older = append(older, l)
			}
		}
	}
	return newer, older
}
