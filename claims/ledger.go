package claims

import (
	"cmp"
	"slices"
	"strings"

	"dateline/news"
)

// Ledger lists who says what in the stories: one Speaker for each source and under it
// one row for each thing said, however many outlets print it.
//
// Speakers are the same when they resolve to one entity. Where they do not, the words
// decide, and only within one event, because "the ministry" of another event is
// another ministry; an unnamed source is only ever itself within one origin's text.
// Rows fold when speaker, stance and nearly the words are the same and no number
// differs. When a speaker's stance on one matter changes between stories, the row is
// the latest and holds the earlier ones as Turns.
//
// Claims that cannot match the by: and claim: terms of q are left out, unless nothing
// would be left: a store knows more names of a speaker than the text does. Speakers
// come by how many outlets carry them; unnamed, unclear and absent ones last.
func Ledger(stories []news.Filing, q news.Query) []news.Speaker {
	if out := newLedger(stories).enter(asked(q)); len(out) > 0 || q.Expr == nil {
		return out
	}
	return newLedger(stories).enter(asked(news.Query{}))
}

// asked chooses the claims that the terms of a query do not exclude.
func asked(q news.Query) func(*news.Filing, *news.Claim) bool {
	return func(f *news.Filing, c *news.Claim) bool { return matches(q.Expr, f, c) != fails }
}

// By lists what an entity says, as Ledger does.
func By(stories []news.Filing, e news.Entity) []news.Speaker {
	l := newLedger(stories)
	some := l.enter(func(f *news.Filing, c *news.Claim) bool { return l.maybe(e, f, c) })
	return slices.DeleteFunc(some, func(s news.Speaker) bool {
		return s.Kind != news.NamedSpeaker || !e.Is(news.Entity{Ref: s.Ref, Name: s.Name})
	})
}

// maybe reports whether a claim may be an entity's or of somebody whose surname it
// shares: the ledger tells those apart. It spares folding what everybody else says.
func (l *ledger) maybe(e news.Entity, f *news.Filing, c *news.Claim) bool {
	if c.Speaker != "" && e.Ref != "" && strings.EqualFold(surname(c.Speaker), surname(e.Ref)) {
		return true
	}
	name := called(f, c)
	return strings.EqualFold(name, e.Name) || strings.EqualFold(c.SpeakerName, e.Name) || e.Ref != "" && l.known(f, name) == "ref:"+e.Ref
}

func surname(ref string) string { return ref[strings.LastIndexByte(ref, '-')+1:] }

// About lists who says what about an entity: the claims in whose words it is named,
// without its own.
func About(stories []news.Filing, e news.Entity) []news.Speaker {
	all := newLedger(stories).enter(func(f *news.Filing, c *news.Claim) bool { return isAbout(e, f, c) })
	return slices.DeleteFunc(all, func(s news.Speaker) bool { return e.Is(news.Entity{Ref: s.Ref, Name: s.Name}) })
}

// isAbout reports whether the content of a claim names an entity.
func isAbout(e news.Entity, f *news.Filing, c *news.Claim) bool {
	for i := range f.Mentions {
		m := &f.Mentions[i]
		if m.Field != c.Field || !slices.ContainsFunc(c.Content, func(s news.Span) bool { return s.Contains(m.Span) }) {
			continue
		}
		if o, ok := m.Entity(piece(&f.Story, m.Field, m.Span)); ok && e.Is(o) {
			return true
		}
	}
	return false
}

// enter enters the chosen claims of all stories and closes the ledger.
func (l *ledger) enter(choose func(*news.Filing, *news.Claim) bool) []news.Speaker {
	for i := range l.stories {
		l.story(&l.stories[i], choose)
	}
	l.joinSurnames()
	for _, v := range l.voices {
		v.turn()
	}
	return l.speakers()
}

// ledger is a ledger in the making.
type ledger struct {
	stories []news.Filing
	roots   map[news.StoryID]news.StoryID // whose words a story prints
	proper  map[string]string             // key of a proper name -> key of the entity called so
	byKey   map[string]*voice
	voices  []*voice
}

// voice is a speaker in the making.
type voice struct {
	news.Speaker
	key  string
	rows []entry
}

// entry is a row in the making.
type entry struct {
	news.ClaimRow
	gist  gist
	roots []news.StoryID
	title bool // found in headlines only so far
}

func newLedger(stories []news.Filing) *ledger {
	l := &ledger{stories: slices.Clone(stories), byKey: map[string]*voice{}, proper: map[string]string{}}
	slices.SortStableFunc(l.stories, func(a, b news.Filing) int {
		return cmp.Or(a.Story.Time().Compare(b.Story.Time()), cmp.Compare(a.Story.ID, b.Story.ID))
	})
	l.roots = rootsOf(l.stories)
	for i := range l.stories {
		for j := range l.stories[i].Claims {
			c := &l.stories[i].Claims[j]
			if c.Speaker == "" {
				continue
			}
			for _, name := range []string{c.SpeakerName, sourceName(joined(&l.stories[i].Story, c.Field, c.Source))} {
				if isProper(name) {
					l.proper[nameKey(name)] = "ref:" + c.Speaker
					l.proper[string(l.stories[i].Event)+":"+nameKey(name)] = "ref:" + c.Speaker
				}
			}
		}
	}
	return l
}

// rootsOf follows reprints to the story whose words they are.
func rootsOf(fs []news.Filing) map[news.StoryID]news.StoryID {
	origin := map[news.StoryID]news.StoryID{}
	for i := range fs {
		origin[fs[i].Story.ID] = fs[i].Origin
	}
	roots := map[news.StoryID]news.StoryID{}
	for id := range origin {
		at := id
		for range len(fs) {
			if origin[at] == "" {
				break
			}
			at = origin[at]
		}
		roots[id] = at
	}
	return roots
}

// story enters the claims of one story.
func (l *ledger) story(f *news.Filing, choose func(*news.Filing, *news.Claim) bool) {
	unnamed := map[string]bool{}
	for i := range f.Claims {
		if c := &f.Claims[i]; c.Anonymous {
			unnamed[nameKey(called(f, c))] = true
		}
	}
	for i := range f.Claims {
		c := &f.Claims[i]
		if !worth(f, c) || !choose(f, c) {
			continue
		}
		v := l.voice(f, c, unnamed)
		v.add(l.entry(f, c))
	}
}

// worth leaves out what says nothing by itself: a part of another claim whose source
// is the other's, and contents without a word; and what may be no claim: a headline
// that begins with a country and a colon names its subject as often as its source.
func worth(f *news.Filing, c *news.Claim) bool {
	if c.Field == news.InTitle && len(c.Speaker) == 3 && strings.Trim(joined(&f.Story, c.Field, c.Cue), " :") == "" {
		return false
	}
	if len(c.Source) == 0 && c.Outer >= 0 {
		return false
	}
	for _, s := range c.Content {
		if len(gistWords(piece(&f.Story, c.Field, s))) > 0 {
			return true
		}
	}
	return false
}

// voice finds or founds the speaker of a claim.
func (l *ledger) voice(f *news.Filing, c *news.Claim, unnamed map[string]bool) *voice {
	name := called(f, c)
	words := nameKey(name)
	s := news.Speaker{Kind: news.NamedSpeaker, Ref: c.Speaker, Name: name}
	var key string
	switch {
	case c.Speaker != "":
		if key = "ref:" + c.Speaker; !capitals(name) {
			key += ":" + string(f.Event) // "the coast guard" of another event is another country's
		} else {
			s.Name = country(f, c.Speaker, name)
		}
	case len(c.Source) == 0:
		key, s.Kind, s.Name = "nobody", news.NobodySpeaker, ""
	case words == "" || unclear[words]:
		key, s.Kind, s.Name = "unclear", news.UnclearSpeaker, ""
	case c.Anonymous || unnamed[words]:
		key = "unnamed:" + string(f.Event) + ":" + string(l.roots[f.Story.ID]) + ":" + words
		s.Kind = news.UnnamedSpeaker
	case l.known(f, name) != "":
		key = l.known(f, name)
		s.Ref = strings.TrimPrefix(key, "ref:")
	case isProper(name):
		key = "name:" + words
	default:
		key = "role:" + string(f.Event) + ":" + words
	}
	v := l.byKey[key]
	if v == nil {
		v = &voice{Speaker: s, key: key}
		l.byKey[key] = v
		l.voices = append(l.voices, v)
	}
	return v
}

// country is what the country with a code is called, whoever spoke for it ("the White
// House"); the name itself where the code is no country's.
func country(f *news.Filing, code, name string) string {
	for i := range f.Mentions {
		if m := &f.Mentions[i]; m.Kind == news.Country && m.Ref == code && m.Name != "" {
			return m.Name
		}
	}
	return name
}

// known is the key of the entity that is called so: anywhere by a proper name, within
// the event by a common one.
func (l *ledger) known(f *news.Filing, name string) string {
	if isProper(name) {
		return l.proper[nameKey(name)]
	}
	return l.proper[string(f.Event)+":"+nameKey(name)]
}

func (l *ledger) entry(f *news.Filing, c *news.Claim) entry {
	s := &f.Story
	e := entry{title: c.Field == news.InTitle, roots: []news.StoryID{l.roots[s.ID]}}
	e.ClaimRow = news.ClaimRow{
		Time: s.Time(), Stance: c.Stance, Kind: c.Kind, Quoted: c.Quoted, Hedged: c.Hedged, Anonymous: c.Anonymous,
		Source: joined(s, c.Field, c.Source), Cue: joined(s, c.Field, c.Cue),
		Words: bare(joined(s, c.Field, c.Content)), Via: joined(s, c.Field, c.Via), Apart: apart(s, c),
		Carried: []news.Carrier{{Story: s.ID, Outlet: s.Outlet, URL: s.URL, Time: s.Time(), Field: c.Field, Span: c.Bounds(), Reprint: f.Origin != "" && f.Source != "" && f.Source != s.Outlet}},
	}
	e.gist = newGist(e.Words)
	return e
}

// apart reports whether the content of a claim stands elsewhere than right after its cue.
func apart(s *news.Story, c *news.Claim) bool {
	if len(c.Cue) == 0 || len(c.Content) == 0 {
		return false
	}
	between := news.Span{Start: c.Cue[len(c.Cue)-1].End, End: c.Content[0].Start}
	if between.Start >= between.End {
		return between.Start > between.End
	}
	gap := strings.Trim(piece(s, c.Field, between), " ,\"'“”‘’«»")
	return gap != "" && gap != "that"
}

// add folds an entry into a row that says the same, or makes it one.
func (v *voice) add(e entry) {
	for i := range v.rows {
		r := &v.rows[i]
		if r.Stance != e.Stance || r.Kind != e.Kind {
			continue
		}
		// A headline is a text's claim shortened.
		headline := r.title != e.title && r.Carried[0].Story == e.Carried[0].Story && r.gist.shortens(&e.gist)
		if headline || r.gist.same(&e.gist, slices.Contains(r.roots, e.roots[0])) {
			r.fold(e)
			return
		}
	}
	v.rows = append(v.rows, e)
}

// fold adds a carrier. The words of a text stand for those of a headline, which are
// shortened; else the first to print them.
func (r *entry) fold(e entry) {
	if r.title && !e.title {
		e.Time, e.Carried, e.roots = r.Time, append(r.Carried, e.Carried...), append(r.roots, e.roots...)
		e.Hedged = e.Hedged || r.Hedged
		*r = e
	} else {
		r.Carried = append(r.Carried, e.Carried...)
		r.roots = append(r.roots, e.roots...)
		r.Quoted, r.Hedged = r.Quoted || e.Quoted, r.Hedged && e.Hedged
	}
	// One story counts once, at its fullest place.
	for i, c := range r.Carried[:len(r.Carried)-1] {
		if last := r.Carried[len(r.Carried)-1]; c.Story == last.Story {
			if c.Field == news.InTitle {
				r.Carried[i] = last
			}
			r.Carried = r.Carried[:len(r.Carried)-1]
			break
		}
	}
}

// joinSurnames joins a speaker known by one word ("Grossi") to the only person whose
// name ends so.
func (l *ledger) joinSurnames() {
	for _, v := range l.voices {
		last, ok := strings.CutPrefix(v.key, "ref:")
		if !ok || strings.Contains(last, "-") || last == strings.ToUpper(last) {
			continue
		}
		var whole *voice
		for _, o := range l.voices {
			if o != v && strings.HasPrefix(o.key, "ref:") && strings.HasSuffix(o.key, "-"+last) {
				if whole != nil {
					whole = nil
					break
				}
				whole = o
			}
		}
		if whole == nil {
			continue
		}
		for _, e := range v.rows {
			whole.add(e)
		}
		v.rows = nil
		slices.SortStableFunc(whole.rows, func(a, b entry) int { return a.Time.Compare(b.Time) })
	}
}

// turn makes one row of a speaker's different stances on one matter.
func (v *voice) turn() {
	if v.Kind == news.UnclearSpeaker || v.Kind == news.NobodySpeaker {
		return
	}
	for i := len(v.rows) - 1; i > 0; i-- {
		now := &v.rows[i]
		for j := i - 1; j >= 0; j-- {
			was := &v.rows[j]
			if !turned(was, now) {
				continue
			}
			t := news.Turn{Time: was.Time, Stance: was.Stance, Cue: was.Cue, Words: was.Words, Apart: was.Apart, Carried: was.Carried}
			now.Turns = append([]news.Turn{t}, now.Turns...)
			v.rows = slices.Delete(v.rows, j, j+1)
			i--
			now = &v.rows[i]
		}
	}
}

// turned reports whether now is another stance than was, taken later in another story
// on the same matter.
func turned(was, now *entry) bool {
	a, okA := position(was)
	b, okB := position(now)
	if !okA || !okB || a == b || was.Kind != news.Speech || now.Kind != news.Speech || len(was.Turns) > 0 {
		return false
	}
	if !now.Time.After(was.Time) || was.title != now.title && was.Carried[0].Story == now.Carried[0].Story {
		return false
	}
	for _, c := range was.Carried {
		for _, d := range now.Carried {
			if c.Story == d.Story {
				return false
			}
		}
	}
	return was.gist.sameMatter(&now.gist)
}

// position is where a claim stands to its content: 1 for, -1 against, 0 not said. ok
// is false for a question and for a denial of something negative.
func position(e *entry) (p int, ok bool) {
	switch e.Stance {
	case news.Asserts, news.Confirms:
		if e.gist.negated {
			return -1, true
		}
		return 1, true
	case news.Denies:
		return -1, !e.gist.negated
	case news.Declines:
		return 0, true
	}
	return 0, false
}

// speakers puts the ledger in order.
func (l *ledger) speakers() []news.Speaker {
	out := make([]news.Speaker, 0, len(l.voices))
	weight := map[string]int{}
	var kept []*voice
	for _, v := range l.voices {
		if len(v.rows) == 0 {
			continue
		}
		for i := range v.rows {
			v.Rows = append(v.Rows, v.rows[i].ClaimRow)
			weight[v.key] += v.rows[i].Outlets()
		}
		kept = append(kept, v)
	}
	order := []news.SpeakerKind{news.NamedSpeaker, news.UnnamedSpeaker, news.UnclearSpeaker, news.NobodySpeaker}
	slices.SortStableFunc(kept, func(a, b *voice) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)), cmp.Compare(weight[b.key], weight[a.key]))
	})
	for _, v := range kept {
		out = append(out, v.Speaker)
	}
	return out
}
