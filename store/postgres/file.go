package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"dateline/news"
	"dateline/store/derived"
	"dateline/store/packed"
)

// File stores a delivery in one transaction and ends its feed's lease.
func (s *Store) File(ctx context.Context, d news.Delivery) (news.Filed, error) {
	filed, err := s.fileOnce(ctx, d)
	var server *pgconn.PgError
	if errors.As(err, &server) && server.Code == codeNoPart { // another process cleared the month out
		if err = s.loadMonths(ctx); err == nil {
			filed, err = s.fileOnce(ctx, d)
		}
	}
	return filed, err
}

// codeNoPart is the error of a row that no part of its table takes.
const codeNoPart = "23514"

func (s *Store) fileOnce(ctx context.Context, d news.Delivery) (news.Filed, error) {
	var filed news.Filed
	err := s.update(ctx, fmt.Sprintf("file delivery of feed %s", d.Feed), lockNews, func(t *tx) error {
		f := &filing{tx: t, s: s, touched: map[int64]bool{}}
		if err := f.start(d); err != nil {
			return err
		}
		if err := f.sort(d); err != nil {
			return err
		}
		for _, v := range f.versions {
			if err := f.fileVersion(v); err != nil {
				return fmt.Errorf("story %s: %w", v.st.ID, err)
			}
		}
		if err := f.fileNew(); err != nil {
			return err
		}
		filed = f.filed
		return f.finish()
	})
	return filed, err
}

// filing is one delivery being filed.
type filing struct {
	*tx
	s       *Store
	feed    int64
	quiet   bool           // its stories are unread only for those who want them
	filedAt int64          // tick.stories of the stories it brings
	touched map[int64]bool // events to recompute
	filed   news.Filed

	delivered []news.Story
	fresh     []newStory
	versions  []newVersion
	twins     *derived.Twins // nil until asked for
}

// newStory is a story that is not here yet.
type newStory struct {
	*news.Story
	hash, n, event int64
}

// newVersion is a story that is here with another content.
type newVersion struct {
	n, hash int64
	st      news.Story
}

func (f *filing) start(d news.Delivery) error {
	var doc []byte
	found, err := f.get(`SELECT n, doc FROM feed WHERE id = $1 AND NOT removed`, []any{string(d.Feed)}, &f.feed, &doc)
	if err == nil && !found {
		err = news.ErrNotFound
	}
	if err != nil {
		return err
	}
	var feed news.Feed
	if err := json.Unmarshal(doc, &feed); err != nil {
		return err
	}
	f.quiet = feed.Muted || feed.Personal
	if err := f.note(feed, d); err != nil {
		return err
	}
	_, err = f.get(`SELECT sum(stories)::bigint + 1 FROM tick`, nil, &f.filedAt)
	return err
}

// note keeps the fetch state and what the document says of itself.
func (f *filing) note(feed news.Feed, d news.Delivery) error {
	state, err := json.Marshal(d.State)
	if err != nil {
		return err
	}
	if _, err := f.exec(`UPDATE feed_state SET next = $1, holder = '', until = 0, doc = $2 WHERE feed = $3`, millis(d.State.Next), string(state), f.feed); err != nil {
		return err
	}
	moved := d.MovedTo != ""
	if moved {
		taken, err := f.taken(news.Feed{URL: d.MovedTo})
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
	if _, err = f.exec(`UPDATE feed SET url = $1, doc = $2 WHERE n = $3`, feed.URL, string(doc), f.feed); err != nil {
		return err
	}
	return f.tick("feeds", 0)
}

// sort tells what is new in a delivery and what is a new version from what is known.
func (f *filing) sort(d news.Delivery) error {
	ids := make([]string, 0, len(d.Stories))
	for i := range d.Stories {
		ids = append(ids, string(d.Stories[i].ID))
		if was := d.Was[d.Stories[i].ID]; was != "" {
			ids = append(ids, string(was))
		}
	}
	type row struct{ n, hash int64 }
	here := map[news.StoryID]row{}
	err := f.each(`SELECT id, n, hash FROM story WHERE id = ANY($1)`, []any{ids}, func(r pgx.Rows) error {
		var id news.StoryID
		var at row
		err := r.Scan(&id, &at.n, &at.hash)
		here[id] = at
		return err
	})
	if err != nil {
		return err
	}
	f.delivered = slices.Clone(d.Stories)
	seen := map[news.StoryID]bool{}
	for i := range f.delivered {
		st := &f.delivered[i]
		if _, ok := here[st.ID]; !ok {
			if was := d.Was[st.ID]; was != "" {
				if _, ok := here[was]; ok {
					st.ID = was
				}
			}
		}
	}
	for i := range f.delivered {
		st := &f.delivered[i]
		if seen[st.ID] {
			continue
		}
		seen[st.ID] = true
		hash := derived.ContentHash(st)
		at, known := here[st.ID]
		switch {
		case !known:
			again, err := f.again(st, hash)
			if err != nil {
				return err
			}
			if !again {
				f.filed.New = append(f.filed.New, st.ID)
				f.fresh = append(f.fresh, newStory{Story: st, hash: hash})
			}
		case at.hash != hash && !derived.SameButScheme(st, at.hash):
			f.filed.Updated = append(f.filed.Updated, st.ID)
			f.versions = append(f.versions, newVersion{at.n, hash, *st})
		}
	}
	return nil
}

// again reports whether a story of a new ID is one that the feed's last deliveries brought
// under another ID.
func (f *filing) again(st *news.Story, hash int64) (bool, error) {
	if !derived.MayBeTwin(st) {
		return false, nil
	}
	if f.twins == nil {
		f.twins = derived.NewTwins(f.delivered)
		if err := f.each(`SELECT id, hash, time FROM story WHERE feed = $1 ORDER BY n DESC LIMIT $2`, []any{f.feed, f.twins.Limit()},
			func(r pgx.Rows) error { return f.twins.Scan(r) }); err != nil {
			return false, err
		}
	}
	return f.twins.Take(st, hash), nil
}

// fileNew stores the new stories, each its own event, in a few statements.
func (f *filing) fileNew() error {
	if len(f.fresh) == 0 {
		return nil
	}
	if err := f.labels(); err != nil {
		return err
	}
	if err := f.places(); err != nil {
		return err
	}
	var b pgx.Batch
	for i := range f.fresh {
		st := &f.fresh[i]
		st.Version = 1
		doc, err := packed.PackStory(st.Story)
		if err != nil {
			return fmt.Errorf("story %s: %w", st.ID, err)
		}
		b.Queue(`INSERT INTO story (n, id, feed, time, filed, quiet, flags, hash, altered, outlet, title, url, event)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
			st.n, string(st.ID), f.feed, millis(st.Time()), f.filedAt, f.quiet, int64(derived.MarkerFlags(st.Story)), st.hash, millis(derived.Altered(st.Story)),
			st.Outlet, st.Title, st.URL, st.event)
		b.Queue(`INSERT INTO body (n, doc) VALUES ($1, $2)`, st.n, doc)
	}
	fresh := len(f.fresh)
	if f.quiet {
		fresh = 0
	}
	b.Queue(`UPDATE feed_state SET stories = stories + $1, fresh = fresh + $2 WHERE feed = $3`, len(f.fresh), fresh, f.feed)
	f.exceptions(&b)
	return f.SendBatch(f.ctx, &b).Close()
}

// exceptions queues the marks of those who have the feed another way than all: quiet
// stories are unread for them, or others are not.
func (f *filing) exceptions(b *pgx.Batch) {
	labels := make([]int64, len(f.fresh))
	for i := range f.fresh {
		labels[i] = f.fresh[i].n
	}
	read, more := int64(passed), -len(labels)
	if f.quiet {
		read, more = -1, len(labels)
	}
	const of = ` FROM subscription o WHERE o.feed = $1 AND NOT o.off AND o.muted <> $2`
	b.Queue(`INSERT INTO mark (usr, story, read) SELECT o.usr, n, $4::bigint FROM unnest($3::bigint[]) n, subscription o WHERE o.feed = $1 AND NOT o.off AND o.muted <> $2`,
		f.feed, f.quiet, labels, read)
	b.Queue(`INSERT INTO tally (usr, feed, delta) SELECT o.usr, $1, $3::bigint`+of+` ON CONFLICT (usr, feed) DO UPDATE SET delta = tally.delta + excluded.delta`,
		f.feed, f.quiet, more)
}

// labels finds a free label for each new story: of its millisecond the next one below
// those that are taken, or of one before.
func (f *filing) labels() error {
	firsts := map[int64]bool{}
	for i := range f.fresh {
		firsts[firstLabel(millis(f.fresh[i].Time()))] = true
	}
	var ask []int64
	months := map[int64]int64{}
	for n := range firsts {
		ask = append(ask, n)
		months[monthOf(n)] = n
	}
	for _, n := range months {
		if err := f.s.ensureMonth(f.tx, n); err != nil {
			return err
		}
	}
	lowest := map[int64]int64{}
	err := f.each(`SELECT a, (SELECT min(n) FROM story WHERE n >= a AND n <= a + $2) FROM unnest($1::bigint[]) a`, []any{ask, int64(1<<labelBits - 1)}, func(r pgx.Rows) error {
		var first int64
		var low *int64
		err := r.Scan(&first, &low)
		if lowest[first] = first + 1<<labelBits; low != nil {
			lowest[first] = *low
		}
		return err
	})
	for i := range f.fresh {
		if err != nil {
			return err
		}
		first := firstLabel(millis(f.fresh[i].Time()))
		if lowest[first] == first { // 65,536 stories of one millisecond
			err = f.crowded(&f.fresh[i], first)
			continue
		}
		lowest[first]--
		f.fresh[i].n = lowest[first]
	}
	return err
}

// crowded finds a label in the free places before a millisecond that is full.
func (f *filing) crowded(st *newStory, first int64) error {
	taken := map[int64]bool{}
	for i := range f.fresh {
		taken[f.fresh[i].n] = true
	}
	for n := first - 1; ; n-- {
		used, err := f.get(`SELECT 1 FROM story WHERE n = $1`, []any{n}, new(int))
		if err != nil {
			return err
		}
		if !used && !taken[n] {
			st.n = n
			return f.s.ensureMonth(f.tx, n)
		}
	}
}

// places makes new stories their own events, or puts them into the event of their name,
// which another story may have joined before they came here.
func (f *filing) places() error {
	ids := make([]string, len(f.fresh))
	at := map[string]*newStory{}
	for i := range f.fresh {
		ids[i] = string(f.fresh[i].ID)
		at[ids[i]] = &f.fresh[i]
	}
	err := f.each(`SELECT id, n FROM event WHERE id = ANY($1)`, []any{ids}, func(r pgx.Rows) error {
		var id string
		var n int64
		err := r.Scan(&id, &n)
		at[id].event = n
		f.touched[n] = true
		return err
	})
	if err != nil {
		return err
	}
	var b pgx.Batch
	for i := range f.fresh {
		st := &f.fresh[i]
		if st.event != 0 {
			continue
		}
		ms := millis(st.Time())
		b.Queue(`INSERT INTO event (id, rank, lead, first, last, stories, outlets, origins, flags) VALUES ($1, $2, $3, $4, $4, 1, 1, 1, $5) RETURNING n`,
			string(st.ID), derived.Rank(ms, 1, 0), st.n, ms, int64(derived.MarkerFlags(st.Story))).
			QueryRow(func(r pgx.Row) error { return r.Scan(&st.event) })
	}
	return f.SendBatch(f.ctx, &b).Close()
}

// fileVersion makes a story's content the newest version of what is here.
func (f *filing) fileVersion(v newVersion) error {
	var title string
	var blob []byte
	var came, event int64
	st, old := v.st, news.Story{}
	if _, err := f.get(`SELECT s.title, s.url, s.version, s.changed, s.event, b.doc FROM story s JOIN body b ON b.n = s.n WHERE s.n = $1`,
		[]any{v.n}, &title, &old.URL, &old.Version, &came, &event, &blob); err != nil {
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
	var b pgx.Batch
	b.Queue(`INSERT INTO version (story, n, seen, title, note, doc) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (story, n) DO UPDATE SET seen = excluded.seen, title = excluded.title, note = excluded.note, doc = excluded.doc`,
		v.n, old.Version, came, title, derived.MarkerNote(&old), text)
	changed := st.Seen
	derived.Supersede(&st, &old)
	doc, err := packed.PackStory(&st)
	if err != nil {
		return err
	}
	b.Queue(`UPDATE body SET doc = $1 WHERE n = $2`, doc, v.n)
	b.Queue(`UPDATE story SET version = $1, flags = $2, lent = 0, hash = $3, outlet = $4, title = $5, url = $6, changed = $7, altered = $7, tagger = 0 WHERE n = $8`,
		st.Version, int64(derived.MarkerFlags(&st)|news.Changed), v.hash, st.Outlet, st.Title, st.URL, millis(changed), v.n)
	f.touched[event] = true
	return f.SendBatch(f.ctx, &b).Close()
}

func (f *filing) finish() error {
	events := make([]int64, 0, len(f.touched))
	for n := range f.touched {
		events = append(events, n)
	}
	if err := f.refreshEvents(events); err != nil {
		return err
	}
	if len(f.filed.New)+len(f.filed.Updated) > 0 {
		return f.tick("stories", 0)
	}
	return nil
}
