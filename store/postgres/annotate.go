package postgres

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/derived"
	"dateline/store/packed"
	"dateline/store/terms"
)

// Untagged returns stories whose newest version these engines have not read, newest first.
func (s *Store) Untagged(ctx context.Context, tagger string, limit int) (stories []news.Story, err error) {
	err = s.reading(ctx, "untagged stories", func(ctx context.Context) error {
		stories = nil
		taggers, err := column[int32](ctx, s, `SELECT 0 UNION SELECT n FROM tagger WHERE name <> $1`, tagger)
		if err != nil {
			return err
		}
		for _, t := range taggers { // of each the newest, off an index
			rows, err := s.query(ctx, `SELECT `+storyColumns+` FROM (SELECT * FROM story WHERE tagger = $1 AND NOT hidden ORDER BY n DESC LIMIT $2) s
				JOIN body b ON b.n = s.n JOIN feed f ON f.n = s.feed ORDER BY s.n DESC`, t, limit)
			err = eachRow(rows, err, func(r pgx.Rows) error {
				st, err := packed.ScanStory(r)
				stories = append(stories, st)
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortStableFunc(stories, func(a, b news.Story) int { return b.Time().Compare(a.Time()) })
	return stories[:min(len(stories), limit)], err
}

// Annotate replaces what is known about the stories in one transaction.
func (s *Store) Annotate(ctx context.Context, as []news.Annotation) error {
	if len(as) == 0 {
		return nil
	}
	a := newAnnotating(s, as)
	err := s.update(ctx, fmt.Sprintf("annotate %d stories", len(as)), lockNews, func(t *tx) error {
		n, err := a.annotate(t, as)
		if err != nil || n == 0 {
			return err
		}
		return t.tick("stories", 0)
	})
	if err == nil {
		s.keepNames(a.names)
	}
	return err
}

// annotating is annotations being put.
type annotating struct {
	*tx
	s       *Store
	ready   []prepared
	events  map[int64]bool
	taggers map[string]int64
	units   map[string]int64
	names   map[[2]string]string // put by this transaction: code and name as told, folded
	own     map[ownName]bool     // likewise, of personal feeds
	batch   pgx.Batch
}

// prepared is what costs time to make of an annotation and asks nothing of the store:
// made before the lock is held.
type prepared struct {
	doc   []byte // the packed finding
	words wordsOf
}

// newAnnotating prepares annotations. A finding that cannot be packed is left to the
// transaction, which says why.
func newAnnotating(s *Store, as []news.Annotation) *annotating {
	a := &annotating{s: s, ready: make([]prepared, len(as))}
	for i := range as {
		if an := &as[i]; an.Read != nil && an.Read.ID == an.Story {
			doc, err := packed.PackFinding(&packed.Finding{Mentions: packed.Sane(an.Mentions), Claims: an.Claims, Relations: an.Place.Relations, Unsure: an.Unsure}, an.Read)
			if err == nil {
				a.ready[i] = prepared{doc, wordsOf{terms.Indexed(an.Read.Title), terms.Indexed(an.Read.Text)}}
			}
		}
	}
	return a
}

// annotate puts annotations within a transaction and returns how many stories they
// were for.
func (a *annotating) annotate(t *tx, as []news.Annotation) (int, error) {
	a.tx, a.events, a.batch = t, map[int64]bool{}, pgx.Batch{}
	a.taggers, a.units, a.names, a.own = map[string]int64{}, map[string]int64{}, map[[2]string]string{}, map[ownName]bool{}
	found, err := a.find(as)
	if err != nil {
		return 0, err
	}
	var watched bool
	if _, err := t.get(`SELECT EXISTS (SELECT 1 FROM search_saved WHERE NOT removed AND fires <> '')`, nil, &watched); err != nil {
		return 0, err
	}
	if err := a.apart(found); err != nil {
		return 0, err
	}
	events, err := a.eventsNamed(found)
	if err != nil {
		return 0, err
	}
	for i := range found {
		p := &found[i]
		if err := a.put(p, cmp.Or(events[p.Place.Event], p.event)); err != nil {
			return 0, fmt.Errorf("story %s: %w", p.Story, err)
		}
		if watched && p.fresh {
			a.batch.Queue(`INSERT INTO fresh (story) VALUES ($1)`, p.n)
		}
	}
	for key, folded := range a.names {
		a.batch.Queue(`INSERT INTO name (code, name) VALUES ($1, $2) ON CONFLICT DO NOTHING`, terms.FoldCode(key[0]), folded)
	}
	for x := range a.own {
		a.batch.Queue(`INSERT INTO own_name (feed, code, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, x.feed, x.code, x.name)
	}
	if err := t.SendBatch(t.ctx, &a.batch).Close(); err != nil {
		return 0, err
	}
	if err := a.readWithOrigin(found); err != nil {
		return 0, err
	}
	touched := make([]int64, 0, len(a.events))
	for n := range a.events {
		touched = append(touched, n)
	}
	return len(found), t.refreshEvents(touched)
}

// placed is an annotation with the story it is for, as stored.
type placed struct {
	news.Annotation
	n, feed, event, seq, hash int64
	version                   int
	personal                  bool // the feed is
	story                     news.Story
	fresh                     bool // no engines have read this version before
	ready                     prepared
}

// find looks the stories up, leaving out those that are gone or have a newer version, in
// the order of their labels. Of two annotations of a story the last counts.
func (a *annotating) find(as []news.Annotation) ([]placed, error) {
	ids := make([]string, len(as))
	last := map[news.StoryID]int{}
	for i := range as {
		ids[i] = string(as[i].Story)
		last[as[i].Story] = i
	}
	var found []placed
	var blobs [][]byte
	err := a.each(`SELECT s.id, s.n, s.feed, s.version, s.title, s.url, s.outlet, s.event, s.seq, s.tagger = 0, s.hash, f.personal, b.doc FROM story s
		JOIN body b ON b.n = s.n JOIN feed f ON f.n = s.feed WHERE s.id = ANY($1) ORDER BY s.n`, []any{ids}, func(r pgx.Rows) error {
		var p placed
		var id news.StoryID
		var blob []byte
		if err := r.Scan(&id, &p.n, &p.feed, &p.version, &p.story.Title, &p.story.URL, &p.story.Outlet, &p.event, &p.seq, &p.fresh, &p.hash, &p.personal, &blob); err != nil {
			return err
		}
		i := last[id]
		for j := range as { // one of an older version does not hide one of this
			if as[j].Story == id && as[j].Version == p.version {
				i = j
			}
		}
		if as[i].Version != p.version {
			return nil
		}
		p.Annotation, p.ready = as[i], a.ready[i]
		p.Mentions = packed.Sane(p.Mentions)
		found, blobs = append(found, p), append(blobs, blob)
		return nil
	})
	for i := range found {
		if err == nil {
			err = found[i].load(blobs[i])
		}
	}
	return found, err
}

// load fills in the text: the one that was read when the annotation brings it and it is
// the one that is stored.
func (p *placed) load(blob []byte) error {
	if r := p.Read; r != nil && r.ID == p.Story && derived.ContentHash(r) == p.hash {
		title, outlet := p.story.Title, p.story.Outlet
		p.story = *r
		p.story.Title, p.story.Outlet = title, outlet
	} else {
		p.ready = prepared{} // of another text
		if err := packed.UnpackStory(blob, &p.story); err != nil {
			return err
		}
	}
	if p.ready.doc != nil {
		return nil
	}
	p.ready.words = wordsOf{terms.Indexed(p.story.Title), terms.Indexed(p.story.Text)}
	return p.pack()
}

// pack packs the finding.
func (p *placed) pack() (err error) {
	p.ready.doc, err = packed.PackFinding(&packed.Finding{Mentions: p.Mentions, Claims: p.Claims, Relations: p.Place.Relations, Unsure: p.Unsure}, &p.story)
	return err
}

// eventsNamed returns the numbers of the events that stories are placed in, made when they
// are not there.
func (a *annotating) eventsNamed(found []placed) (map[news.EventID]int64, error) {
	numbers := map[news.EventID]int64{"": 0}
	var ids []string
	for i := range found {
		if id := found[i].Place.Event; id != "" {
			ids = append(ids, string(id))
		}
	}
	if len(ids) == 0 {
		return numbers, nil
	}
	if _, err := a.exec(`INSERT INTO event (id) SELECT DISTINCT i FROM unnest($1::text[]) i WHERE NOT EXISTS (SELECT 1 FROM event WHERE id = i)`, ids); err != nil {
		return nil, err
	}
	return numbers, a.each(`SELECT id, n FROM event WHERE id = ANY($1)`, []any{ids}, func(r pgx.Rows) error {
		var id news.EventID
		var n int64
		err := r.Scan(&id, &n)
		numbers[id] = n
		return err
	})
}

// put queues what replaces all that is known about a story.
func (a *annotating) put(p *placed, event int64) error {
	tagger, err := a.numberOf(a.taggers, "tagger", p.Tagger)
	if err != nil {
		return err
	}
	units, amounts, err := a.figures(p.Mentions)
	if err != nil {
		return err
	}
	flags := derived.FoundFlags(&p.Annotation)
	words := p.ready.words.vector(terms.Facets(p.feed, &p.story, &p.Annotation, flags))
	a.batch.Queue(`INSERT INTO finding (n, doc) VALUES ($1, $2) ON CONFLICT (n) DO UPDATE SET doc = excluded.doc`, p.n, p.ready.doc)
	a.batch.Queue(`UPDATE story SET event = $1, tagger = $2, seq = nextval('finding_seq'), found = $3, origin = $4, again = $5, source = $6, countries = $7,
		units = $8, amounts = $9, words = $10::text::tsvector WHERE n = $11`,
		event, tagger, int64(flags), string(p.Place.Origin), derived.IsVersion(&p.Place), p.Place.Source, derived.CountriesOf(p.Mentions),
		units, amounts, words, p.n)
	a.events[p.event], a.events[event] = true, true
	if p.seq != 0 {
		a.batch.Queue(`DELETE FROM followup WHERE story = $1`, p.n)
	}
	for _, r := range p.Place.Relations {
		if r.Kind == news.Earlier {
			a.batch.Queue(`INSERT INTO followup (earlier, story) SELECT n, $1 FROM story WHERE id = $2 ON CONFLICT DO NOTHING`, p.n, string(r.To))
		}
	}
	a.putNames(p)
	return nil
}

// figures are the values to look a story up by, with the numbers of their units.
func (a *annotating) figures(ms []news.Mention) (units []int32, amounts []float64, err error) {
	for unit, values := range derived.FigureRows(ms) {
		n, err := a.numberOf(a.units, "unit", unit)
		if err != nil {
			return nil, nil, err
		}
		for _, v := range values {
			units, amounts = append(units, int32(n)), append(amounts, v)
		}
	}
	return units, amounts, nil
}

// numberOf returns the number of a name in one of the small tables of names.
func (a *annotating) numberOf(known map[string]int64, table, name string) (int64, error) {
	if n, ok := known[name]; ok {
		return n, nil
	}
	var n int64
	found, err := a.get(`SELECT n FROM `+table+` WHERE name = $1`, []any{name}, &n)
	if err == nil && !found {
		_, err = a.get(`INSERT INTO `+table+` (name) VALUES ($1) RETURNING n`, []any{name}, &n)
	}
	known[name] = n
	return n, err
}

// ownName is what a personal feed calls a code, folded.
type ownName struct {
	feed       int64
	code, name string
}

// putNames keeps what codes are called, for queries by name: by the engines, and
// in this story's own words (IAEA).
func (a *annotating) putNames(p *placed) {
	for ref, name := range terms.Names(&p.story, p.Mentions) {
		switch key := [2]string{ref, name}; {
		case p.personal:
			a.own[ownName{p.feed, terms.FoldCode(ref), terms.FoldName(name)}] = true
		case !a.s.storedName(key):
			a.names[key] = terms.FoldName(name)
		}
	}
}

// readWithOrigin marks stories that are read by the engines for the first time as read for
// those who have read the words they copy.
func (a *annotating) readWithOrigin(found []placed) error {
	var stories []int64
	var origins []string
	for i := range found {
		if p := &found[i]; p.seq == 0 && p.Place.Origin != "" {
			stories, origins = append(stories, p.n), append(origins, string(p.Place.Origin))
		}
	}
	if len(stories) == 0 {
		return nil
	}
	type reader struct {
		at      int64
		stories []int64
	}
	readers := map[int]*reader{}
	err := a.each(`SELECT m.usr, m.read, c.story FROM unnest($1::bigint[], $2::text[]) c (story, origin) JOIN story o ON o.id = c.origin
		JOIN mark m ON m.story = o.n WHERE m.read > 1`, []any{stories, origins}, func(r pgx.Rows) error {
		var user int
		var at, story int64
		err := r.Scan(&user, &at, &story)
		if readers[user] == nil {
			readers[user] = &reader{at: at}
		}
		readers[user].stories = append(readers[user].stories, story)
		return err
	})
	if err != nil {
		return err
	}
	for user, r := range readers {
		changed, err := a.markRead(user, r.stories, r.at)
		if err == nil && len(changed) > 0 {
			err = a.tick("marks", user)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
