package postgres

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/derived"
	"dateline/store/packed"
	"dateline/store/terms"
)

// Made is a story that is filled in with what was found in it. Those of one event have its
// number.
type Made struct {
	Story news.Story
	Found news.Annotation
	Event int64
}

// fillBatch is how many stories are copied at once.
const fillBatch = 20_000

// Fill copies stories into a store that has none, in order of their times, no two of one
// millisecond: what File and Annotate would have written, without their one by one. The
// parts of a month are filled before they have an index and are attached then.
func (s *Store) Fill(ctx context.Context, next func() (Made, bool)) error {
	f := &fill{s: s, rows: map[string]*bytes.Buffer{}, feeds: map[news.FeedID]int64{}, counts: map[int64]int{}, events: map[int64]*filledEvent{}, units: map[string]int64{}}
	if err := f.names(ctx); err != nil {
		return err
	}
	const indexes = `ALTER TABLE event DROP CONSTRAINT event_id_key; DROP INDEX event_by_rank`
	if _, err := s.write.Exec(ctx, indexes); err != nil {
		return err
	}
	m, ok := next()
	for ok {
		first := max(monthOf(lastLabel(millis(m.Story.Time()))), s.oldest)
		err := pgx.BeginFunc(ctx, s.write, func(t pgx.Tx) (err error) {
			m, ok, err = f.month(&tx{Tx: t, ctx: ctx}, first, m, next)
			return err
		})
		if err != nil {
			return err
		}
	}
	err := pgx.BeginFunc(ctx, s.write, func(t pgx.Tx) error { return f.finish(&tx{Tx: t, ctx: ctx}) })
	if err != nil {
		return err
	}
	if _, err := s.write.Exec(ctx, `VACUUM ANALYZE`); err != nil {
		return err
	}
	return s.loadMonths(ctx)
}

type fill struct {
	s      *Store
	rows   map[string]*bytes.Buffer // of each table, as COPY reads them
	feeds  map[news.FeedID]int64
	counts map[int64]int // stories of each feed
	events map[int64]*filledEvent
	units  map[string]int64
	docs   [][2][]byte // packed stories and findings, which stand for those of others: nobody searches in them
	seq    int64
}

// fillDocs is how many stories are packed for themselves.
const fillDocs = 1000

type filledEvent struct {
	id      news.EventID
	members []derived.Member
}

func (f *fill) names(ctx context.Context) error {
	rows, err := f.s.write.Query(ctx, `SELECT id, n FROM feed`)
	return eachRow(rows, err, func(r pgx.Rows) error {
		var id news.FeedID
		var n int64
		err := r.Scan(&id, &n)
		f.feeds[id] = n
		return err
	})
}

// month fills the parts of one month from its first story on, and returns the first one of
// another.
func (f *fill) month(t *tx, first int64, m Made, next func() (Made, bool)) (Made, bool, error) {
	if _, err := t.exec(`SET LOCAL maintenance_work_mem = '1GB'`); err != nil {
		return m, false, err
	}
	for _, p := range parted {
		if _, err := t.exec(fmt.Sprintf(`CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING STORAGE)`, partName(p.table, first), p.table)); err != nil {
			return m, false, err
		}
	}
	ok := true
	for filled := 0; ok && monthOf(lastLabel(millis(m.Story.Time()))) == first; filled++ {
		if err := f.story(m); err != nil {
			return m, false, err
		}
		if m, ok = next(); filled%fillBatch == fillBatch-1 {
			if err := f.copy(t, first); err != nil {
				return m, false, err
			}
		}
	}
	if err := f.copy(t, first); err != nil {
		return m, false, err
	}
	for _, p := range parted {
		if _, err := t.exec(fmt.Sprintf(`ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%d) TO (%d)`, p.table, partName(p.table, first), first, nextMonth(first))); err != nil {
			return m, false, err
		}
	}
	return m, ok, nil
}

// copyColumns are the columns that story fills of each table.
var copyColumns = map[string]string{
	"story": `n, id, feed, time, filed, flags, hash, outlet, title, url, event, tagger, seq, found, source, countries, units, amounts, words`,
	"body":  `n, doc`, "finding": `n, doc`,
	"event": `n, id, rank, lead, first, last, stories, outlets, origins, flags, countries`,
}

// copy sends what is ready.
func (f *fill) copy(t *tx, first int64) error {
	for table, rows := range f.rows {
		name := table
		if rows.Len() == 0 {
			continue
		}
		if table != "event" {
			name = partName(table, first)
		}
		if _, err := t.Conn().PgConn().CopyFrom(t.ctx, rows, `COPY `+name+` (`+copyColumns[table]+`) FROM STDIN`); err != nil {
			return fmt.Errorf("table %s: %w", table, err)
		}
		rows.Reset()
	}
	return nil
}

// copyEscapes are what COPY reads otherwise.
var copyEscapes = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`)

// row writes a row of a table.
func (f *fill) row(table string, values ...any) {
	b := f.rows[table]
	if b == nil {
		b = new(bytes.Buffer)
		f.rows[table] = b
	}
	for i, v := range values {
		if i > 0 {
			b.WriteByte('\t')
		}
		switch v := v.(type) {
		case nil:
			b.WriteString(`\N`)
		case []byte:
			b.WriteString(`\\x`)
			b.Write(hex.AppendEncode(b.AvailableBuffer(), v))
		case string:
			_, _ = copyEscapes.WriteString(b, v) // a buffer takes all
		default:
			fmt.Fprint(b, v)
		}
	}
	b.WriteByte('\n')
}

func (f *fill) story(m Made) error {
	st, a := &m.Story, &m.Found
	docs, err := f.packed(st, a)
	if err != nil {
		return err
	}
	n, feed, flags := lastLabel(millis(st.Time())), f.feeds[st.Feed], derived.FoundFlags(a)
	words := wordsOf{terms.Indexed(st.Title), terms.Indexed(st.Text)}.vector(terms.Facets(feed, st, a, flags))
	units, amounts := f.figures(a.Mentions)
	countries := derived.CountriesOf(a.Mentions)
	f.seq++
	f.counts[feed]++
	f.row("body", n, docs[0])
	f.row("finding", n, docs[1])
	f.row("story", n, string(st.ID), feed, millis(st.Time()), f.seq/50+1, int64(derived.MarkerFlags(st)), derived.ContentHash(st), st.Outlet, st.Title, st.URL,
		m.Event, 1, f.seq, int64(flags), a.Place.Source, countries, units, amounts, words)
	e := f.events[m.Event]
	if e == nil {
		e = &filledEvent{id: news.EventID(st.ID)}
		f.events[m.Event] = e
	}
	e.members = append(e.members, derived.Member{Link: derived.Link{N: n, ID: st.ID, Time: millis(st.Time()), Outlet: st.Outlet}, Source: a.Place.Source,
		Marked: derived.MarkerFlags(st), Found: flags, Countries: countries})
	if len(f.events) > 4*fillBatch {
		f.endEvents(millis(st.Time()))
	}
	return nil
}

// packed packs a story and its finding, or returns those of an earlier one.
func (f *fill) packed(st *news.Story, a *news.Annotation) (docs [2][]byte, err error) {
	if len(f.docs) >= fillDocs {
		return f.docs[f.seq%fillDocs], nil
	}
	if docs[0], err = packed.PackStory(st); err != nil {
		return docs, err
	}
	docs[1], err = packed.PackFinding(&packed.Finding{Mentions: a.Mentions, Claims: a.Claims, Relations: a.Place.Relations}, st)
	f.docs = append(f.docs, docs)
	return docs, err
}

// endEvents writes the events whose last story is two days before a time (ms).
func (f *fill) endEvents(at int64) {
	for n, e := range f.events {
		if e.members[len(e.members)-1].Time > at-2*24*3600*1000 {
			continue
		}
		of, _ := derived.EventOf(e.members)
		f.row("event", n, string(e.id), of.Rank, of.Lead, of.First, of.Last, len(e.members), of.Outlets, of.Origins, int64(of.Flags), of.Countries)
		delete(f.events, n)
	}
}

func (f *fill) figures(ms []news.Mention) (units, amounts any) {
	var u, a []string
	for unit, values := range derived.FigureRows(ms) {
		n := cmp.Or(f.units[unit], int64(len(f.units)+1))
		f.units[unit] = n
		for _, v := range values {
			u, a = append(u, strconv.FormatInt(n, 10)), append(a, strconv.FormatFloat(v, 'g', -1, 64))
		}
	}
	if u == nil {
		return nil, nil
	}
	return "{" + strings.Join(u, ",") + "}", "{" + strings.Join(a, ",") + "}"
}

// finish writes what is counted, with the indexes that were not kept.
func (f *fill) finish(t *tx) error {
	f.endEvents(math.MaxInt64)
	if err := f.copy(t, 0); err != nil {
		return err
	}
	var b pgx.Batch
	b.Queue(`SET LOCAL maintenance_work_mem = '1GB'`)
	b.Queue(`ALTER TABLE event ADD CONSTRAINT event_id_key UNIQUE (id)`)
	b.Queue(`CREATE INDEX event_by_rank ON event (rank, n) WHERE stories > 0`)
	b.Queue(`SELECT setval('event_n_seq', max(n)) FROM event`)
	b.Queue(`SELECT setval('finding_seq', $1)`, f.seq)
	b.Queue(`INSERT INTO tagger (name) VALUES ('t')`)
	for unit, n := range f.units {
		b.Queue(`INSERT INTO unit (n, name) OVERRIDING SYSTEM VALUE VALUES ($1, $2)`, n, unit)
	}
	b.Queue(`SELECT setval('unit_n_seq', $1)`, len(f.units)+1)
	for feed, n := range f.counts {
		b.Queue(`UPDATE feed_state SET stories = $1, fresh = $1 WHERE feed = $2`, n, feed)
	}
	b.Queue(`UPDATE tick SET stories = $1 WHERE slot = 0`, f.seq/50+1)
	return t.SendBatch(t.ctx, &b).Close()
}

// FillMarks has a user read every 20th of the stories from a time on, and star every
// 2,000th.
func (s *Store) FillMarks(ctx context.Context, user int, since int64) error {
	var b pgx.Batch
	b.Queue(`INSERT INTO mark (usr, story, read, starred) SELECT $1, n, CASE WHEN seq % 20 = 0 THEN 2 ELSE 0 END, CASE WHEN seq % 2000 = 1 THEN 2 ELSE 0 END
		FROM story WHERE n >= $2 AND (seq % 20 = 0 OR seq % 2000 = 1)`, user, firstLabel(since))
	b.Queue(`INSERT INTO tally (usr, feed, delta) SELECT $1, feed, -count(*) FROM mark m JOIN story s ON s.n = m.story WHERE m.usr = $1 AND m.read > 0 GROUP BY feed`, user)
	b.Queue(`ANALYZE mark`)
	return s.write.SendBatch(ctx, &b).Close()
}

// Panic runs a change that panics when it has done something, and returns what it was told.
func (s *Store) Panic(ctx context.Context) (told any) {
	defer func() { told = recover() }()
	return s.update(ctx, "a fault", lockNews, func(t *tx) error {
		if _, err := t.exec(`UPDATE setting SET value = 'half done'`); err != nil {
			return err
		}
		panic("a map is nil")
	})
}
