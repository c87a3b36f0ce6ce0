package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"dateline/news"
)

// A chain is the stories of one event and one outlet that go back to the same origin:
// versions filed under ids of their own, and copies of them in other feeds.

// link is a story as the chains of its event see it.
type link struct {
	n       int64
	id      news.StoryID
	time    int64 // ms
	outlet  string
	origin  news.StoryID
	version bool // of its origin
}

// copy reports whether the story has the words of its origin.
func (l *link) copy() bool { return l.origin != "" && !l.version }

// chains returns the chains of an event of two stories and more, as indices into
// links, each from the first version to the newest.
func chains(links []link) [][]int {
	origin := map[news.StoryID]news.StoryID{}
	for i := range links {
		if links[i].origin != "" {
			origin[links[i].id] = links[i].origin
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
		k := key{strings.ToLower(links[i].outlet), rootOf(links[i].id, origin)}
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
			return cmp.Or(cmp.Compare(links[a].time, links[b].time), cmp.Compare(steps(links[a].id, origin), steps(links[b].id, origin)))
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

// lend gives the stories of an event what later versions of them brought: who looks
// at any version learns that it was corrected, withdrawn or replaced.
func (t *tx) lend(members []member, all [][]int) error {
	want := make([]news.Flag, len(members))
	for _, c := range all {
		versions := slices.ContainsFunc(c, func(i int) bool { return members[i].version })
		var later news.Flag
		for _, i := range slices.Backward(c) {
			own := members[i].marked &^ members[i].lent
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
		if want[i] == m.lent {
			continue
		}
		m.marked, m.lent = m.marked&^m.lent|want[i], want[i]
		if _, err := t.exec(`UPDATE story SET flags = ?, lent = ? WHERE n = ?`, int64(m.marked), int64(m.lent), m.n); err != nil {
			return err
		}
	}
	return nil
}

// newestOf is the newest version of a member that was not withdrawn.
func newestOf(lead member, members []member, all [][]int) member {
	for _, c := range all {
		if !slices.ContainsFunc(c, func(i int) bool { return members[i].n == lead.n }) {
			continue
		}
		for _, i := range slices.Backward(c) {
			if m := members[i]; m.version && m.flags()&news.Withdrawn == 0 {
				return m
			}
		}
	}
	return lead
}

// isVersion reports whether a story was placed as a new version of its origin.
func isVersion(p *news.Placement) bool {
	return p.Origin != "" && slices.ContainsFunc(p.Relations, func(r news.Relation) bool { return r.To == p.Origin && r.Why.Rule == news.VersionRule })
}

// chained adds the versions of an article that are filed under other ids.
func chained(ctx context.Context, t *sql.Tx, n int64, a *news.Article) error {
	rows, err := t.QueryContext(ctx, `SELECT s.n, s.id, s.time, s.outlet, p.origin, p.version FROM place p CROSS JOIN story s ON s.n = p.story
		WHERE p.event = (SELECT event FROM place WHERE story = ?) AND s.hidden = 0 ORDER BY s.time, s.n`, n)
	if err != nil {
		return err
	}
	var links []link
	err = eachRow(rows, func(r *sql.Rows) error {
		var l link
		err := r.Scan(&l.n, &l.id, &l.time, &l.outlet, &l.origin, &l.version)
		links = append(links, l)
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range chains(links) {
		if slices.ContainsFunc(c, func(i int) bool { return links[i].n == n }) {
			return alongChain(ctx, t, links, c, n, a)
		}
	}
	return nil
}

// alongChain gathers the versions of the other items of a chain: newer ones than the
// article, then its own, then older ones. What copies another item is none.
func alongChain(ctx context.Context, t *sql.Tx, links []link, chain []int, n int64, a *news.Article) error {
	if !slices.ContainsFunc(chain, func(i int) bool { return links[i].version }) {
		return nil
	}
	own := slices.IndexFunc(chain, func(i int) bool { return links[i].n == n })
	copied := links[chain[own]].id
	for range chain {
		if i := slices.IndexFunc(links, func(l link) bool { return l.id == copied }); i >= 0 && links[i].copy() {
			copied = links[i].origin
		}
	}
	for at, i := range slices.Backward(chain) {
		l := &links[i]
		switch {
		case at == own, l.copy(), l.id == copied:
			continue // itself, a copy, or what it is a copy of
		}
		vs, err := versionsOf(ctx, t, l)
		if err != nil {
			return err
		}
		if at > own {
			a.Newer = append(a.Newer, vs...)
		} else {
			a.Versions = append(a.Versions, vs...)
		}
	}
	return nil
}

// versionsOf lists the versions of a story, newest first, without their texts.
func versionsOf(ctx context.Context, t *sql.Tx, l *link) ([]news.Version, error) {
	now := news.Version{Story: l.id}
	st := news.Story{ID: l.id}
	var changed int64
	var packed []byte
	err := t.QueryRowContext(ctx, `SELECT s.version, s.title, s.url, s.changed, b.doc FROM story s JOIN body b ON b.n = s.body WHERE s.n = ?`, l.n).
		Scan(&now.N, &st.Title, &st.URL, &changed, &packed)
	if err == nil {
		err = unpackStory(packed, &st)
	}
	if err != nil {
		return nil, err
	}
	now.Title, now.Note, now.Seen = st.Title, markerNote(&st), fromMillis(changed)
	if changed == 0 {
		now.Seen = st.Seen
	}
	older, err := olderVersions(ctx, t, l.n, l.id)
	return append([]news.Version{now}, older...), err
}

// olderVersions lists the versions of a story that were replaced, newest first.
func olderVersions(ctx context.Context, t *sql.Tx, n int64, id news.StoryID) ([]news.Version, error) {
	rows, err := t.QueryContext(ctx, `SELECT n, title, seen, note FROM version WHERE story = ? ORDER BY n DESC`, n)
	if err != nil {
		return nil, err
	}
	var all []news.Version
	err = eachRow(rows, func(r *sql.Rows) error {
		v := news.Version{Story: id}
		var seen int64
		err := r.Scan(&v.N, &v.Title, &seen, &v.Note)
		v.Seen = fromMillis(seen)
		all = append(all, v)
		return err
	})
	return all, err
}
