package related

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dateline/news"
	"dateline/wires"
)

// Options says what an Index keeps and what the reader has told it. The zero
// value is the default.
type Options struct {
	Events   time.Duration  // how long after its last story an event can be joined; 30 days when 0
	Window   time.Duration  // how long stories are kept to be linked to, however many there are; 14 days when 0
	Quiet    int            // stories that may be kept longer; 10,000 when 0
	Threads  time.Duration  // how long those are kept; 180 days when 0
	Stories  int            // most stories kept, the oldest go first; 60,000 when 0
	Verdicts []news.Verdict // what the reader said, oldest first
	Model    *Model         // nil: the embedded one
}

func (o Options) withDefaults() Options {
	if o.Events == 0 {
		o.Events = 30 * 24 * time.Hour
	}
	if o.Window == 0 {
		o.Window = 14 * 24 * time.Hour
	}
	if o.Quiet == 0 {
		o.Quiet = 10_000
	}
	if o.Threads == 0 {
		o.Threads = 180 * 24 * time.Hour
	}
	if o.Stories == 0 {
		o.Stories = 60_000
	}
	return o
}

// Index holds the stories of the window and places new ones. It is not safe for
// concurrent use: whoever has it serialises Place, Restore and the rest.
type Index struct {
	opt     Options
	model   Model
	lex     *lexicon
	items   []*item // of story numbers first, first+1, ...
	first   uint32
	number  map[news.StoryID]uint32
	events  map[news.EventID]*event
	outlets map[string]uint32
	tails   map[uint64]uint8 // headline endings seen per outlet
	rules   rules
	at      limits
	genres  *genres
	labels  map[uint32]pageLabel // of headlines, by hash
	newest  int64
	budget  *news.Budget // of the story that is being placed, nil otherwise

	draft   draft
	scores  []float32 // by story number - first; all zero between calls
	norms   []float32 // allNorm of the items, side by side, since all that are touched are asked for it
	touched []uint32
	feats   features
	proofs  [nEvidence]float32
}

// event is an event some of whose stories are in the window.
type event struct {
	id        news.EventID
	members   []uint32 // story numbers, in order of arrival
	last      int64    // time of its newest story
	joinsNone bool     // founded by a story that reports no event; nobody else joins it
}

// asides are the kinds of story, by their own marker, that stand beside events: their
// agreeing with a report corroborates nothing.
var asides = []string{"opinion", "context", "reference"}

// New makes an empty index.
func New(o Options) *Index {
	m := o.fitted()
	return &Index{opt: o.withDefaults(), model: m, lex: newLexicon(readPriors(m.Priors), vectors{m.Vectors}), number: map[news.StoryID]uint32{},
		events: map[news.EventID]*event{}, outlets: map[string]uint32{"": 0}, tails: map[uint64]uint8{}, rules: newRules(o.Verdicts), genres: newGenres(), at: boundValues(), labels: map[uint32]pageLabel{}}
}

// fitted is the model to use: reading the embedded one takes longer than placing a story.
func (o *Options) fitted() Model {
	if o.Model != nil {
		return *o.Model
	}
	m, err := FittedModel()
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return m
}

// Len is the number of stories kept.
func (x *Index) Len() int { return len(x.number) }

// Place says where f goes: into an event of earlier stories or one of its own,
// whose words it has, and what it is linked to. It takes f into the index. A story
// placed before keeps its event (see Split and Join for leaving it) and is compared anew. Where the
// budget is over it is compared no further and goes where it belongs by what was seen until then.
func (x *Index) Place(f news.Filing, b *news.Budget) news.Placement {
	x.budget = b
	defer func() { x.budget = nil }()
	x.expire(f.Story.Time())
	it := x.read(&f)
	var kept *event
	if n, ok := x.number[it.id]; ok {
		kept = x.items[n-x.first].event
		x.drop(n)
	}
	near := x.near(&it)
	src := x.attribute(&f, &it, near)
	tried := x.weighEvents(&it, near, nil)
	var ev *event
	switch {
	case kept != nil:
		ev = x.event(kept.id)
	case src.sure && x.rules.home(it.id) == "" && x.open(&it, x.items[src.number-1-x.first].event):
		ev = x.items[src.number-1-x.first].event
	case it.joinsNone && x.rules.home(it.id) == "":
		ev = x.event(x.rules.founded(it.id))
	default:
		ev = x.choose(&it, tried)
	}
	if src.number != 0 && src.rule == news.VersionRule && x.items[src.number-1-x.first].event != ev {
		src = attribution{name: src.name}
		it.origin = 0
	}
	p := news.Placement{Story: it.id, Source: src.name, Genre: it.genre}
	shown, late := bridge{}, false
	if kept == nil {
		shown, late = x.late(ev, near)
	}
	if late {
		var gone *event
		ev, gone = x.unite(shown.mine.n, shown.other.n)
		p.Absorbs = gone.id
	}
	p.Event = ev.id
	p.Relations = x.relations(&f, &it, x.candidates(&it, ev, near, tried), src)
	if late {
		x.tell(p.Relations, shown)
	}
	if src.number != 0 {
		p.Origin = x.items[src.number-1-x.first].id
	}
	x.add(it, ev)
	return p
}

// Restore puts back a story that was placed before, by this or another process:
// f's Event, Origin and Source hold. Stories older than the window are ignored.
func (x *Index) Restore(f news.Filing) {
	x.expire(f.Story.Time())
	it := x.read(&f)
	if n, ok := x.number[it.id]; ok {
		x.drop(n)
	}
	it.source = f.Source
	if n, ok := x.number[f.Origin]; ok {
		it.origin = n + 1
	}
	id := f.Event
	if id == "" {
		id = news.EventID(it.id)
	}
	x.add(it, x.event(x.rules.current(it.id, id)))
}

// Forget takes a story out, as when the reader deletes its feed. It reports
// whether the story was there.
func (x *Index) Forget(id news.StoryID) bool {
	n, ok := x.number[id]
	if ok {
		x.drop(n)
	}
	return ok
}

// EventOf is the event of a story of the window, "" when it is not there.
func (x *Index) EventOf(id news.StoryID) news.EventID {
	if n, ok := x.number[id]; ok {
		return x.items[n-x.first].event.id
	}
	return ""
}

func (x *Index) event(id news.EventID) *event {
	e := x.events[id]
	if e == nil {
		e = &event{id: id}
		x.events[id] = e
	}
	return e
}

// read makes the compact form of a story.
func (x *Index) read(f *news.Filing) item {
	s := &f.Story
	outlet := x.outlet(s)
	title, text := clip(x.bareTitle(s, outlet), leadBytes), lead(s)
	if !x.budget.Spend(len(s.Title) + len(s.Text) + len(f.Mentions)) {
		title, text = "", ""
	}
	x.lex.foreignText = x.lex.foreign(s.Lang, title, text)
	x.draft.read(x.lex, title, text)
	it := x.draft.item(x.lex)
	it.foreign, it.script = x.lex.foreignText, script(s.Title)
	it.tagged, it.figures = x.tagged(f)
	it.id, it.outlet, it.at = s.ID, outlet, unix(s.Time())
	if head := opening(title); head != "" {
		it.opening, it.column = hashString(strings.ToLower(head)), byline(head)
	}
	it.counts, it.wording = countsOf(title), wording(s)
	it.hint = hinting(title)
	it.day = dated(title)
	it.genre = x.genreOf(s, text, outlet)
	it.joinsNone = it.genre != ""
	markers := s.Markers
	if len(markers) == 0 {
		markers, _ = wires.ParseMarkers(s.Title, "")
	}
	for _, m := range markers {
		it.recalled = it.recalled || m.Class == news.WithdrawalMarker
		it.marked = it.marked || it.recalled || m.Class == news.VersionMarker || m.Class == news.CorrectionMarker
		if i := strings.LastIndexByte(m.Text, ' '); m.Class == news.VersionMarker && i > 0 && m.Text[i+1:] == m.Rank {
			it.series = m.Text[:i]
			it.number, _ = strconv.Atoi(m.Rank)
		}
		it.joinsNone = it.joinsNone || m.Class == news.KindMarker && slices.Contains(asides, m.Rank)
	}
	return it
}

// tagged are the names and figures of the tagger; names are terms of the index.
func (x *Index) tagged(f *news.Filing) (names, figures []uint32) {
	names, figures = x.at.mentioned(f)
	for i, h := range names {
		names[i] = x.lex.intern(h)
	}
	slices.Sort(names)
	return names, figures
}

func (x *Index) outlet(s *news.Story) uint32 {
	name := s.Outlet
	if name == "" {
		name = string(s.Feed)
	}
	n, ok := x.outlets[name]
	if !ok {
		n = uint32(len(x.outlets))
		x.outlets[name] = n
	}
	return n
}

// add takes the item in as the newest story of ev.
func (x *Index) add(it item, ev *event) {
	n := x.first + uint32(len(x.items))
	it.event = ev
	ev.joinsNone = ev.joinsNone || len(ev.members) == 0 && it.joinsNone
	ev.members = append(ev.members, n)
	ev.last = max(ev.last, it.at)
	x.lex.grow(1)
	if it.foreign {
		x.lex.foreigners++
	}
	for _, list := range [][]uint32{it.title, it.lead, it.tagged} {
		for _, t := range list {
			x.lex.count(t)
		}
	}
	for _, t := range it.title {
		x.lex.post(t, n)
	}
	for _, t := range it.tagged {
		x.lex.post(t, n)
	}
	for _, t := range x.telling(&it) {
		x.lex.post(t, n)
	}
	x.items = append(x.items, &it)
	x.scores = append(x.scores, 0)
	x.norms = append(x.norms, it.allNorm)
	x.number[it.id] = n
	x.newest = max(x.newest, it.at)
}

// telling returns the terms of the lead worth a place in the index: the rarest.
func (x *Index) telling(it *item) []uint32 {
	const most = 24
	t := append(x.touched[:0], it.lead...)
	slices.SortFunc(t, func(a, b uint32) int {
		wa, wb := x.lex.idf(a), x.lex.idf(b)
		switch {
		case wa > wb:
			return -1
		case wa < wb:
			return 1
		}
		return int(x.lex.hashes[a]) - int(x.lex.hashes[b])
	})
	x.touched = t[:0]
	return t[:min(len(t), most)]
}

// drop takes story n out of the window; its number is not used again.
func (x *Index) drop(n uint32) {
	it := x.items[n-x.first]
	if it.id == "" {
		return
	}
	delete(x.number, it.id)
	ev := it.event
	if i, ok := slices.BinarySearch(ev.members, n); ok {
		ev.members = slices.Delete(ev.members, i, i+1)
	}
	if len(ev.members) == 0 {
		delete(x.events, ev.id)
	}
	x.lex.grow(-1)
	if it.foreign {
		x.lex.foreigners--
	}
	for _, list := range [][]uint32{it.title, it.lead, it.tagged} {
		for _, t := range list {
			x.lex.unpost(t, n)
			x.lex.release(t)
		}
	}
	*it = item{}
}

// expire drops stories from the front that are older than the window before the newest, where
// more than a quiet reader's are kept, or older than any thread, or too many.
func (x *Index) expire(now time.Time) {
	newest := max(x.newest, unix(now))
	long, window := newest-int64(x.opt.Threads/time.Second), newest-int64(x.opt.Window/time.Second)
	for len(x.items) > 0 {
		it := x.items[0]
		old := it.id == "" || it.at != 0 && (it.at < long || it.at < window && len(x.items) > x.opt.Quiet)
		if !old && len(x.items) < x.opt.Stories {
			return
		}
		if it.id != "" {
			x.drop(x.first)
		}
		x.items[0] = nil
		x.items, x.scores, x.norms, x.first = x.items[1:], x.scores[1:], x.norms[1:], x.first+1
	}
}

// stillRead is how many stories that came last are kept however old they are: engines that read
// an archive anew are among them.
const stillRead = 4000

// trim drops stories older than the window wherever they stand. An archive that is read anew
// comes newest first, and its old stories would stand behind new ones, out of expire's reach.
func (x *Index) trim() {
	window := x.newest - int64(x.opt.Window/time.Second)
	for i := range max(0, len(x.items)-min(stillRead, x.opt.Quiet)) {
		if len(x.number) <= x.opt.Quiet {
			return
		}
		if it := x.items[i]; it.id != "" && it.at != 0 && it.at < window {
			x.drop(x.first + uint32(i))
		}
	}
}
