package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"dateline/news"
	"dateline/store/derived"
	"dateline/store/packed"
)

// filing is one delivery being filed.
type filing struct {
	*tx
	ready   map[news.StoryID][]byte // packed new stories
	feed    int64
	kept    bool    // marks wait for stories to come
	users   []int64 // for whom they are unread
	tick    int64   // of the stories it brings
	spill   int64   // largest step back of a label so far
	spilled bool
	events  map[int64]bool // to recompute
	filed   news.Filed

	delivered []news.Story
	twins     *derived.Twins // nil until asked for
}

func startFiling(t *tx, d news.Delivery) (*filing, error) {
	f := &filing{tx: t, events: map[int64]bool{}}
	var doc []byte
	found, err := t.get(`SELECT n, doc FROM feed WHERE id = ? AND removed = 0`, []any{string(d.Feed)}, &f.feed, &doc)
	if err == nil && !found {
		err = news.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	var feed news.Feed
	if err := json.Unmarshal(doc, &feed); err != nil {
		return nil, err
	}
	if err := f.note(feed, d); err != nil {
		return nil, err
	}
	if _, err := t.get(`SELECT stories + 1, spill FROM tick`, nil, &f.tick, &f.spill); err != nil {
		return nil, err
	}
	if f.kept, err = t.get(`SELECT 1 FROM kept LIMIT 1`, nil, new(int64)); err != nil {
		return nil, err
	}
	return f, t.each(`SELECT u.n FROM feed f CROSS JOIN user u LEFT JOIN subscription o ON o.user = u.n AND o.feed = f.n WHERE f.n = ? AND `+wantsNews,
		[]any{f.feed}, func(r *sql.Rows) error {
			var n int64
			err := r.Scan(&n)
			f.users = append(f.users, n)
			return err
		})
}

// note keeps the fetch state and what the document says of itself.
func (f *filing) note(feed news.Feed, d news.Delivery) error {
	state, err := json.Marshal(d.State)
	if err != nil {
		return err
	}
	if _, err := f.exec(`UPDATE feed_state SET next = ?, holder = '', until = 0, doc = ? WHERE feed = ?`,
		millis(d.State.Next), string(state), f.feed); err != nil {
		return err
	}
	moved := d.MovedTo != ""
	if moved {
		taken, err := f.get(`SELECT n FROM feed WHERE url = ? AND removed = 0`, []any{d.MovedTo}, new(int64))
		if err != nil {
			return err
		}
		moved = !taken
	}
	feed, changed := derived.Heard(feed, &d, moved)
	if !changed {
		return nil
	}
	doc, err := json.Marshal(feed)
	if err != nil {
		return err
	}
	_, err = f.exec(`UPDATE feed SET url = ?, doc = ? WHERE n = ?`, feed.URL, string(doc), f.feed)
	return errors.Join(err, f.tx.tick("feeds"))
}

// all files the stories of a delivery, each name once.
func (f *filing) all(d news.Delivery) (err error) {
	if f.delivered, err = f.known(d); err != nil {
		return err
	}
	here, err := f.here()
	if err != nil {
		return err
	}
	seen := map[news.StoryID]bool{}
	for i := range f.delivered {
		if st := &f.delivered[i]; !seen[st.ID] {
			seen[st.ID] = true
			row, known := here[i]
			if err := f.file(st, row, known); err != nil {
				return fmt.Errorf("story %s: %w", st.ID, err)
			}
		}
	}
	return f.finish()
}

// onFile is the row of a story that is here.
type onFile struct{ n, hash int64 }

// here returns the rows of what is delivered, by its place in the delivery.
func (f *filing) here() (map[int]onFile, error) {
	here := map[int]onFile{}
	names, err := namesOf(f.delivered)
	if err != nil || len(f.delivered) == 0 {
		return here, err
	}
	err = f.each(`SELECT j.key, s.n, s.hash FROM json_each(?) j JOIN story s ON s.id = j.value`, []any{names}, func(r *sql.Rows) error {
		var i int
		var row onFile
		err := r.Scan(&i, &row.n, &row.hash)
		here[i] = row
		return err
	})
	return here, err
}

func (f *filing) file(st *news.Story, here onFile, known bool) error {
	hashed := derived.ContentHash(st)
	switch {
	case !known:
		if again, err := f.again(st, hashed); again || err != nil {
			return err
		}
		f.filed.New = append(f.filed.New, st.ID)
		return f.fileNew(*st, hashed)
	case here.hash != hashed && !derived.SameButScheme(st, here.hash):
		f.filed.Updated = append(f.filed.Updated, st.ID)
		return f.fileVersion(here.n, *st, hashed)
	}
	return nil
}

func (f *filing) fileNew(st news.Story, hash int64) error {
	st.Version = 1
	n, err := f.label(st.Time().Unix())
	if err != nil {
		return err
	}
	doc := f.ready[st.ID]
	if doc == nil { // it was here when the delivery came
		if doc, err = packed.PackStory(&st); err != nil {
			return err
		}
	}
	body, err := f.insert(`INSERT INTO body (doc) VALUES (?)`, doc)
	if err != nil {
		return err
	}
	flags := int64(derived.MarkerFlags(&st))
	if _, err := f.exec(`INSERT INTO story (n, id, feed, time, filed, version, flags, hash, altered, body, outlet, title, url)
		VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`,
		n, string(st.ID), f.feed, millis(st.Time()), f.tick, flags, hash, millis(derived.Altered(&st)), body, st.Outlet, st.Title, st.URL); err != nil {
		return err
	}
	if err := f.placeAlone(n, &st, flags); err != nil {
		return err
	}
	return f.unread(n, st.ID)
}

// placeAlone makes a new story its own event, or puts it into the event of its
// name, which another story may have joined before this one came here.
func (f *filing) placeAlone(n int64, st *news.Story, flags int64) error {
	var event int64
	found, err := f.get(`SELECT n FROM event WHERE id = ?`, []any{string(st.ID)}, &event)
	switch {
	case err != nil:
		return err
	case found:
		f.events[event] = true
	default:
		at := millis(st.Time())
		event, err = f.insert(`INSERT INTO event (id, rank, lead, first, last, stories, outlets, origins, flags)
			VALUES (?1, ?2, ?3, ?4, ?4, 1, 1, 1, ?5)`, string(st.ID), derived.Rank(at, 1, 0), n, at, flags)
		if err != nil {
			return err
		}
	}
	_, err = f.exec(`INSERT INTO place (story, event) VALUES (?, ?)`, n, event)
	return err
}

// unread puts a new story before every user who wants its feed's, but for the marks that were kept
// for it.
func (f *filing) unread(n int64, id news.StoryID) error {
	kept, err := f.keptMarks(n, id)
	if err != nil {
		return err
	}
	for _, u := range f.users {
		if kept[u] {
			continue
		}
		if _, err = f.exec(`INSERT INTO unread (user, story, feed) VALUES (?, ?, ?)`, u, n, f.feed); err != nil {
			return err
		}
	}
	return nil
}

// keptMarks sets the marks that were kept for a story and says who had read it.
func (f *filing) keptMarks(n int64, id news.StoryID) (map[int64]bool, error) {
	if !f.kept {
		return nil, nil
	}
	readers := map[int64]bool{}
	err := f.each(`SELECT user, read FROM kept WHERE story = ?`, []any{string(id)}, func(r *sql.Rows) error {
		var user, read int64
		err := r.Scan(&user, &read)
		readers[user] = read != 0
		return err
	})
	if err != nil || len(readers) == 0 {
		return nil, err
	}
	if _, err := f.exec(`INSERT INTO mark (user, story, read, starred) SELECT user, ?, read, starred FROM kept WHERE story = ?`, n, string(id)); err != nil {
		return nil, err
	}
	_, err = f.exec(`DELETE FROM kept WHERE story = ?`, string(id))
	return readers, err
}

// label finds the nearest free second at or before sec. A document's stories of
// one second go back one by one, in its order; where that is taken too, by ever
// wider random steps, so that thousands of stories without a time cost little.
func (f *filing) label(sec int64) (int64, error) {
	n, taken, err := f.freeBefore(sec)
	// Each story walks a way of its own, or it would try all that those before took.
	mix := uint64(sec) ^ uint64(f.tick)<<20 ^ uint64(len(f.filed.New))<<40
	for try := uint64(0); taken && err == nil; try++ {
		mix = mix*6364136223846793005 + 1442695040888963407
		n = sec - int64((mix>>33)%(64<<min(try/2, 40)))
		taken, err = f.taken(n)
	}
	if err != nil {
		return 0, err
	}
	if sec-n > f.spill {
		f.spill, f.spilled = sec-n, true
	}
	return n, nil
}

// stepsBack is how many seconds before its own a story's label is looked for one by one.
const stepsBack = 30

// freeBefore is the first free second from sec back, or the last one looked at.
func (f *filing) freeBefore(sec int64) (n int64, taken bool, err error) {
	_, err = f.get(`WITH RECURSIVE back (n) AS (SELECT ?1 UNION ALL
		SELECT n - 1 FROM back WHERE n > ?1 - ?2 AND EXISTS (SELECT 1 FROM story s WHERE s.n = back.n)) SELECT min(n) FROM back`,
		[]any{sec, stepsBack}, &n)
	if err == nil && n == sec-stepsBack {
		taken, err = f.taken(n)
	}
	return n, taken, err
}

func (f *filing) taken(label int64) (bool, error) {
	return f.get(`SELECT 1 FROM story WHERE n = ?`, []any{label}, new(int64))
}

// event returns the number of an event, made when it is not there.
func (t *tx) event(id news.EventID) (int64, error) {
	var n int64
	found, err := t.get(`SELECT n FROM event WHERE id = ?`, []any{string(id)}, &n)
	if err != nil || found {
		return n, err
	}
	return t.insert(`INSERT INTO event (id) VALUES (?)`, string(id))
}

// fileVersion makes st the newest version of story n.
func (f *filing) fileVersion(n int64, st news.Story, hash int64) error {
	var title string
	var blob []byte
	var came int64
	var body int64
	old := news.Story{}
	if _, err := f.get(`SELECT s.title, s.url, s.version, s.changed, b.n, b.doc FROM story s JOIN body b ON b.n = s.body WHERE s.n = ?`,
		[]any{n}, &title, &old.URL, &old.Version, &came, &body, &blob); err != nil {
		return err
	}
	if err := packed.UnpackStory(blob, &old); err != nil {
		return err
	}
	if came == 0 {
		came = millis(old.Seen)
	}
	text, err := packed.PackText(old.Text)
	if err != nil {
		return err
	}
	if _, err := f.exec(`INSERT OR REPLACE INTO version (story, n, seen, title, note, doc) VALUES (?, ?, ?, ?, ?, ?)`,
		n, old.Version, came, title, derived.MarkerNote(&old), text); err != nil {
		return err
	}
	changed := st.Seen
	derived.Supersede(&st, &old)
	doc, err := packed.PackStory(&st)
	if err != nil {
		return err
	}
	if _, err := f.exec(`UPDATE body SET doc = ? WHERE n = ?`, doc, body); err != nil {
		return err
	}
	if _, err := f.exec(`UPDATE story SET version = ?, flags = ?, lent = 0, hash = ?, outlet = ?, title = ?, url = ?, changed = ?, altered = ? WHERE n = ?`,
		st.Version, int64(derived.MarkerFlags(&st)|news.Changed), hash, st.Outlet, st.Title, st.URL, millis(changed), millis(changed), n); err != nil {
		return err
	}
	return f.untag(n)
}

func (f *filing) untag(n int64) error {
	var event int64
	if _, err := f.get(`SELECT event FROM place WHERE story = ?`, []any{n}, &event); err != nil {
		return err
	}
	f.events[event] = true
	_, err := f.exec(`UPDATE place SET tagger = 0 WHERE story = ?`, n)
	return err
}

func (f *filing) finish() error {
	if err := refreshEvents(f.tx, f.events); err != nil {
		return err
	}
	if f.spilled {
		if _, err := f.exec(`UPDATE tick SET spill = max(spill, ?)`, f.spill); err != nil {
			return err
		}
	}
	if len(f.filed.New)+len(f.filed.Updated) > 0 {
		return f.tx.tick("stories")
	}
	return nil
}
