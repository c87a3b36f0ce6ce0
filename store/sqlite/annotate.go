package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"dateline/news"
	"dateline/store/derived"
	"dateline/store/packed"
	"dateline/store/terms"
)

// Untagged returns stories whose newest version these engines have not read,
// newest first.
func (s *Store) Untagged(ctx context.Context, tagger string, limit int) ([]news.Story, error) {
	stories, err := s.untagged(ctx, tagger, limit)
	if err != nil {
		return nil, fmt.Errorf("untagged stories: %w", s.plain(err))
	}
	slices.SortStableFunc(stories, func(a, b news.Story) int { return b.Time().Compare(a.Time()) })
	return stories[:min(len(stories), limit)], nil
}

// untagged gathers up to limit stories of every other tagger: of each the newest
// are read off an index.
func (s *Store) untagged(ctx context.Context, tagger string, limit int) ([]news.Story, error) {
	taggers, err := column[int64](ctx, s.read, `SELECT 0 UNION SELECT n FROM tagger WHERE name <> ?`, tagger)
	if err != nil {
		return nil, err
	}
	var stories []news.Story
	for _, t := range taggers {
		rows, err := s.read.QueryContext(ctx, `SELECT `+storyColumns+` FROM place p JOIN story s ON s.n = p.story
			JOIN body b ON b.n = s.body JOIN feed f ON f.n = s.feed
			WHERE p.tagger = ? AND s.hidden = 0 ORDER BY p.story DESC LIMIT ?`, t, limit)
		if err != nil {
			return nil, err
		}
		err = eachRow(rows, func(r *sql.Rows) error {
			st, err := packed.ScanStory(r)
			stories = append(stories, st)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return stories, nil
}

// Annotate replaces what is known about the stories in one transaction.
func (s *Store) Annotate(ctx context.Context, as []news.Annotation) error {
	if len(as) == 0 {
		return nil
	}
	names := map[string]bool{}
	ready := preparedOf(as)
	err := s.update(ctx, fmt.Sprintf("annotate %d stories", len(as)), untilKill, func(t *tx) error {
		n, err := s.annotate(t, as, ready, names)
		if err != nil || n == 0 {
			return err
		}
		return t.tick("stories")
	})
	if err == nil {
		s.keepNames(names)
	}
	return err
}

// prepared is what costs time to make of an annotation and asks nothing of the store:
// made before the one writer is held.
type prepared struct {
	doc         []byte // the packed finding
	text, title string // for the word index
}

// preparedOf prepares the annotations that bring the story that was read. A finding
// that cannot be packed is left to the transaction, which says why.
func preparedOf(as []news.Annotation) []prepared {
	ready := make([]prepared, len(as))
	for i := range as {
		if a := &as[i]; a.Read != nil && a.Read.ID == a.Story {
			doc, err := packed.PackFinding(&packed.Finding{Mentions: packed.Sane(a.Mentions), Claims: a.Claims, Relations: a.Place.Relations, Unsure: a.Unsure}, a.Read)
			if err == nil {
				ready[i] = prepared{doc, terms.Indexed(a.Read.Text), terms.Indexed(a.Read.Title)}
			}
		}
	}
	return ready
}

// annotate puts annotations within a transaction and returns how many stories they
// were for; ready is preparedOf them, and names gathers what codes are called.
func (s *Store) annotate(t *tx, as []news.Annotation, ready []prepared, names map[string]bool) (int, error) {
	a := &annotating{tx: t, ready: ready, events: map[int64]bool{}, taggers: map[string]int64{}, units: map[string]int64{}, names: names, stored: s.storedName}
	found, err := a.find(as)
	if err != nil {
		return 0, err
	}
	if a.personal, err = t.get(`SELECT 1 FROM feed WHERE personal <> 0 LIMIT 1`, nil, new(int64)); err != nil {
		return 0, err
	}
	watched, err := t.watched()
	if err != nil {
		return 0, err
	}
	for i := range found {
		if err := a.put(&found[i]); err != nil {
			return 0, fmt.Errorf("story %s: %w", found[i].Story, err)
		}
		if watched && found[i].fresh {
			if _, err := t.exec(`INSERT INTO fresh (story) VALUES (?)`, found[i].n); err != nil {
				return 0, err
			}
		}
	}
	return len(found), refreshEvents(t, a.events)
}

type annotating struct {
	*tx
	ready   []prepared
	events  map[int64]bool
	taggers map[string]int64
	units   map[string]int64
	names   map[string]bool // put by this transaction
	stored  func(string) bool

	personal bool // there are personal feeds
}

// placed is an annotation with the story it is for, as stored.
type placed struct {
	news.Annotation
	n, feed, event, seq int64
	personal            bool // the feed is
	story               news.Story
	fresh               bool // no engines have read this version before
	ready               prepared
}

// find looks the stories up, leaving out those that are gone or have a newer
// version, in the order of their labels: the word index takes them so in one go.
func (a *annotating) find(as []news.Annotation) ([]placed, error) {
	var found []placed
	at := map[news.StoryID]int{}
	for i, an := range as {
		an.Mentions = packed.Sane(an.Mentions)
		p := placed{Annotation: an, ready: a.ready[i]}
		var body, hash int64
		var version int
		ok, err := a.get(`SELECT s.n, s.feed, s.version, s.title, s.url, s.outlet, p.event, p.seq, p.tagger = 0, s.hash, s.body,
			coalesce((SELECT personal FROM feed WHERE n = s.feed), 0) FROM story s JOIN place p ON p.story = s.n WHERE s.id = ?`, []any{string(an.Story)},
			&p.n, &p.feed, &version, &p.story.Title, &p.story.URL, &p.story.Outlet, &p.event, &p.seq, &p.fresh, &hash, &body, &p.personal)
		if err != nil {
			return nil, err
		}
		if !ok || version != an.Version {
			continue
		}
		if err := a.loadBody(&p, body, hash); err != nil {
			return nil, err
		}
		if i, twice := at[an.Story]; twice {
			found[i] = p
			continue
		}
		at[an.Story] = len(found)
		found = append(found, p)
	}
	slices.SortFunc(found, func(x, y placed) int { return cmp.Compare(x.n, y.n) })
	return found, nil
}

// loadBody fills in the text: the one that was read when the annotation brings it
// and it is the one that is stored.
func (a *annotating) loadBody(p *placed, body, hash int64) error {
	if r := p.Read; r != nil && r.ID == p.Story && derived.ContentHash(r) == hash {
		title, outlet := p.story.Title, p.story.Outlet
		p.story = *r
		p.story.Title, p.story.Outlet = title, outlet
		return nil
	}
	p.ready = prepared{} // of another text
	var blob []byte
	if _, err := a.get(`SELECT doc FROM body WHERE n = ?`, []any{body}, &blob); err != nil {
		return err
	}
	return packed.UnpackStory(blob, &p.story)
}

func (a *annotating) put(p *placed) error {
	if err := a.apart(p); err != nil {
		return err
	}
	event := p.event
	if p.Place.Event != "" {
		var err error
		if event, err = a.event(p.Place.Event); err != nil {
			return err
		}
	}
	tagger, err := numberOf(a.tx, a.taggers, "tagger", p.Tagger)
	if err != nil {
		return err
	}
	if err := a.forget(p); err != nil {
		return err
	}
	if err := a.readWithOrigin(p); err != nil {
		return err
	}
	if err := p.prepare(); err != nil {
		return err
	}
	seq, err := a.insert(`INSERT INTO finding (story, doc) VALUES (?, ?)`, p.n, p.ready.doc)
	if err != nil {
		return err
	}
	if _, err := a.exec(`UPDATE place SET event = ?, tagger = ?, seq = ?, flags = ?, origin = ?, version = ?, source = ?, countries = ? WHERE story = ?`,
		event, tagger, seq, int64(derived.FoundFlags(&p.Annotation)), string(p.Place.Origin), derived.IsVersion(&p.Place), p.Place.Source, derived.CountriesOf(p.Mentions), p.n); err != nil {
		return err
	}
	a.events[p.event], a.events[event] = true, true
	if err := a.putFigures(p); err != nil {
		return err
	}
	if err := a.putNames(p); err != nil {
		return err
	}
	if err := a.putFollowups(p); err != nil {
		return err
	}
	_, err = a.exec(`INSERT INTO search (rowid, text, title) VALUES (?, ?, ?)`,
		p.n, p.ready.text+terms.Facets(p.feed, &p.story, &p.Annotation, derived.FoundFlags(&p.Annotation)), p.ready.title)
	return err
}

// prepare makes what was not made before the transaction.
func (p *placed) prepare() error {
	if p.ready.doc != nil {
		return nil
	}
	doc, err := packed.PackFinding(&packed.Finding{Mentions: p.Mentions, Claims: p.Claims, Relations: p.Place.Relations, Unsure: p.Unsure}, &p.story)
	p.ready = prepared{doc, terms.Indexed(p.story.Text), terms.Indexed(p.story.Title)}
	return err
}

// forget takes back what an earlier reading of the story left.
func (a *annotating) forget(p *placed) error {
	if p.seq == 0 {
		return nil
	}
	var blob []byte
	if _, err := a.get(`SELECT doc FROM finding WHERE seq = ?`, []any{p.seq}, &blob); err != nil {
		return err
	}
	old, err := packed.UnpackWhole(blob, nil)
	if err != nil {
		return err
	}
	if err := a.forgetFollowups(p.n, old.Relations); err != nil {
		return err
	}
	for unit, values := range derived.FigureRows(old.Mentions) {
		n, err := numberOf(a.tx, a.units, "unit", unit)
		if err != nil {
			return err
		}
		for _, v := range values {
			if _, err := a.exec(`DELETE FROM figure WHERE unit = ? AND value = ? AND story = ?`, n, v, p.n); err != nil {
				return err
			}
		}
	}
	for _, q := range []string{`DELETE FROM finding WHERE story = ?2 AND seq = ?1`, `DELETE FROM search WHERE rowid = ?2 AND ?1 <> 0`} {
		if _, err := a.exec(q, p.seq, p.n); err != nil {
			return err
		}
	}
	return nil
}

// putNames keeps what codes are called, for queries by name: by the engines, and
// in this story's own words (IAEA).
func (a *annotating) putNames(p *placed) error {
	put := a.putName
	if p.personal {
		put = p.putOwnName(a.tx)
	}
	for ref, name := range terms.Names(&p.story, p.Mentions) {
		if err := put(ref, name); err != nil {
			return err
		}
	}
	return nil
}

func (a *annotating) putName(ref, name string) error {
	key := ref + "\x00" + name
	if a.names[key] || a.stored(key) {
		return nil
	}
	a.names[key] = true
	_, err := a.exec(`INSERT OR IGNORE INTO name (code, name) VALUES (?, ?)`, terms.FoldCode(ref), terms.FoldName(name))
	return err
}

// putOwnName keeps a name for who sees the feed of a story.
func (p *placed) putOwnName(t *tx) func(ref, name string) error {
	return func(ref, name string) error {
		_, err := t.exec(`INSERT OR IGNORE INTO own_name (feed, code, name) VALUES (?, ?, ?)`, p.feed, terms.FoldCode(ref), terms.FoldName(name))
		return err
	}
}

func (a *annotating) putFigures(p *placed) error {
	var args []any
	for unit, values := range derived.FigureRows(p.Mentions) {
		n, err := numberOf(a.tx, a.units, "unit", unit)
		if err != nil {
			return err
		}
		for _, v := range values {
			args = append(args, n, v, p.n)
		}
	}
	const most = 3 * 16 // rows of one statement
	for len(args) > 0 {
		now := args[:min(len(args), most)]
		args = args[len(now):]
		query := "INSERT OR IGNORE INTO figure (unit, value, story) VALUES (?, ?, ?)" + strings.Repeat(", (?, ?, ?)", len(now)/3-1)
		if _, err := a.exec(query, now...); err != nil {
			return err
		}
	}
	return nil
}

// numberOf returns the number of a name in one of the small tables of names.
func numberOf(t *tx, known map[string]int64, table, name string) (int64, error) {
	if n, ok := known[name]; ok {
		return n, nil
	}
	var n int64
	found, err := t.get(`SELECT n FROM `+table+` WHERE name = ?`, []any{name}, &n)
	if err == nil && !found {
		n, err = t.insert(`INSERT INTO `+table+` (name) VALUES (?)`, name)
	}
	known[name] = n
	return n, err
}
