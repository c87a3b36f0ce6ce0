package derived

import (
	"encoding/json"

	"dateline/news"
	"dateline/store/packed"
)

// ScanRevision reads what changed of a story. The row's columns are those of a story, its
// event, when it changed, its flags, when its newest version came, whether the reader has read
// and starred it, and of the version before its number, time, title and packed text.
func ScanRevision(r packed.Row) (v news.Revision, err error) {
	var at, flags, changed, seen int64
	var blob []byte
	st, err := packed.ScanStory(r, &v.Event, &at, &flags, &changed, &v.Read, &v.Starred, &v.Was.N, &seen, &v.Was.Title, &blob)
	if err != nil {
		return v, err
	}
	v.Story, v.Feed, v.Outlet, v.Title, v.URL = st.ID, st.Feed, st.Outlet, st.Title, st.URL
	v.Time, v.Flags, v.Version, v.Before, v.Note = packed.FromMillis(at), news.Flag(flags), st.Version, v.Was.N, MarkerNote(&st)
	v.Now = news.Version{N: st.Version, Title: st.Title, Text: st.Text, Seen: packed.FromMillis(changed), Note: v.Note}
	if v.Was.N == 0 {
		return v, nil
	}
	v.Was.Seen = packed.FromMillis(seen)
	v.Was.Text, err = packed.UnpackText(blob)
	return v, err
}

// ScanAlert reads an alert of a user: its number, the name of its search, whether it was seen,
// and the rest as JSON.
func ScanAlert(r packed.Row, user news.User) (news.Alert, error) {
	var a news.Alert
	var doc []byte
	var id news.AlertID
	var rule string
	var seen bool
	if err := r.Scan(&id, &rule, &seen, &doc); err != nil {
		return a, err
	}
	err := json.Unmarshal(doc, &a)
	a.ID, a.Rule, a.Seen, a.User = id, rule, seen, user
	return a, err
}

// ScanFresh reads a story that no watch was held against yet: a filing, its place in the order
// of coming, and when its newest version came.
func ScanFresh(r packed.Row) (f news.Fresh, err error) {
	var changed int64
	p, err := packed.ScanFiling(r, &f.Order, &changed)
	if err != nil {
		return f, err
	}
	if f.Filing, err = p.Unpack(); err != nil {
		return f, err
	}
	f.Arrived = packed.Arrived(&f.Story, changed)
	return f, nil
}

// ScanLink reads a story as the chains of its event see it: label, id, time, outlet, origin,
// and whether it is a version of that.
func ScanLink(r packed.Row) (l Link, err error) {
	return l, r.Scan(&l.N, &l.ID, &l.Time, &l.Outlet, &l.Origin, &l.Version)
}

// ScanVersion reads a version of a story that was replaced: number, title, time and note.
func ScanVersion(r packed.Row, id news.StoryID) (news.Version, error) {
	v := news.Version{Story: id}
	var seen int64
	err := r.Scan(&v.N, &v.Title, &seen, &v.Note)
	v.Seen = packed.FromMillis(seen)
	return v, err
}
