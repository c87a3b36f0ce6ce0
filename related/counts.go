package related

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"dateline/news"
)

// Figures lists what the stories count: running story by running story, that with the
// newest figure first, and within it first what several outlets give differently, then what
// most give. Within one count a reading is one value with its comparison word; all who print
// it carry it. Nothing is averaged; killed and wounded are different things, and so are the
// killed of two events unless one is linked to the other as earlier news of the same.
func Figures(stories []news.Filing) []news.Counted {
	t := table{byKey: map[string]*count{}, threads: threadsOf(stories)}
	stories = slices.Clone(stories)
	slices.SortStableFunc(stories, func(a, b news.Filing) int {
		return cmp.Or(a.Story.Time().Compare(b.Story.Time()), cmp.Compare(a.Story.ID, b.Story.ID))
	})
	for i := range stories {
		t.story(&stories[i])
	}
	newest := map[news.EventID]time.Time{}
	for _, c := range t.counts {
		c.order()
		for i := range c.Readings {
			if at := c.Readings[i].Time; at.After(newest[c.thread]) {
				newest[c.thread] = at
			}
		}
	}
	slices.SortStableFunc(t.counts, func(a, b *count) int {
		return cmp.Or(newest[b.thread].Compare(newest[a.thread]), cmp.Compare(b.contested(), a.contested()), cmp.Compare(b.outlets(), a.outlets()))
	})
	out := make([]news.Counted, len(t.counts))
	for i, c := range t.counts {
		out[i] = c.Counted
	}
	return out
}

// threads tells which running story an event belongs to: events that are linked as earlier
// and later news of the same thing are one, and those an outlet tells day by day in the same
// words with other figures.
type threads map[news.EventID]news.EventID

// threadsOf joins the events of the stories.
func threadsOf(stories []news.Filing) threads {
	events := make(map[news.StoryID]news.EventID, len(stories))
	for i := range stories {
		events[stories[i].Story.ID] = stories[i].Event
	}
	t := threads{}
	bulletins := map[string]news.EventID{}
	for i := range stories {
		if b := bulletin(&stories[i].Story); b != "" {
			if first, ok := bulletins[b]; ok {
				t[t.of(stories[i].Event)] = t.of(first)
			} else {
				bulletins[b] = stories[i].Event
			}
		}
		for _, r := range stories[i].Relations {
			if earlier, ok := events[r.To]; ok && r.Kind == news.Earlier {
				t[t.of(stories[i].Event)] = t.of(earlier)
			}
		}
	}
	return t
}

// bulletin is the headline of an outlet's story without its figures, "" for one that has none
// or few words: day by day an outlet tells a running count in the same words.
func bulletin(s *news.Story) string {
	figures := 0
	words := strings.Fields(strings.ToLower(s.Title))
	for i, w := range words {
		if strings.ContainsAny(w, "0123456789") {
			words[i], figures = "0", figures+1
		}
	}
	if figures == 0 || len(words)-figures < bulletinWords {
		return ""
	}
	return s.Outlet + "\x00" + strings.Join(words, " ")
}

// bulletinWords is the fewest words besides figures of a headline that is told again with
// other figures.
const bulletinWords = 4

// of is the running story of an event, by the event that stands for it.
func (t threads) of(e news.EventID) news.EventID {
	root := e
	for t[root] != "" && t[root] != root {
		root = t[root]
	}
	for t[e] != "" && t[e] != root {
		e, t[e] = t[e], root
	}
	return root
}

// table is a table of figures in the making.
type table struct {
	byKey   map[string]*count
	counts  []*count
	threads threads
}

// count is one thing counted, in the making.
type count struct {
	news.Counted
	thread news.EventID
	events map[news.EventID]bool
	tops   []float64 // by reading: the greatest value its words allow
}

// contested is 1 when several outlets give it and not all the same, else 0.
func (c *count) contested() int {
	if c.Differ() && c.outlets() > 1 {
		return 1
	}
	return 0
}

// story enters the figures of one story.
func (t *table) story(f *news.Filing) {
	for _, r := range readings(f) {
		m := &f.Mentions[r.mention]
		if r.value != math.Trunc(r.value) && strings.HasPrefix(r.key, "people") {
			continue // nobody counts 5.8 people: it is the number of something else
		}
		thread := t.threads.of(f.Event)
		key := string(thread) + "\x00" + r.key
		c := t.byKey[key]
		if c == nil {
			c = &count{thread: thread, events: map[news.EventID]bool{}}
			c.What = whatCounted(&f.Story, m, r.key) + aspect(m.Figure.Aspect)
			t.byKey[key] = c
			t.counts = append(t.counts, c)
		}
		if !c.events[f.Event] { // by time: the newest event stands for a running story
			c.events[f.Event] = true
			c.Event, c.Headline, c.Events = f.Event, f.Story.Title, len(c.events)
		}
		c.add(f, r, m)
	}
}

// whatCounted is how a heading calls what a figure counts.
func whatCounted(s *news.Story, m *news.Mention, key string) string {
	if key == aftershocks {
		return "magnitude of aftershocks"
	}
	unit := strings.TrimSpace(m.Figure.Unit)
	if words := cutSpan(s.Field(m.Field), m.Figure.Counted); unit == "" || measure(strings.ToLower(unit)) && unit != "people" {
		return strings.TrimPrefix(unit+", "+strings.Join(strings.Fields(words), " "), ", ")
	}
	return unit
}

// add enters a reading: a new one, or another carrier of a known one.
func (c *count) add(f *news.Filing, r reading, m *news.Mention) {
	s := &f.Story
	at := news.Carrier{Story: s.ID, Outlet: s.Outlet, URL: s.URL, Time: s.Time(), Field: m.Field, Span: m.Span,
		Reprint: f.Origin != "" && f.Source != "" && f.Source != s.Outlet}
	n := news.Reading{Time: at.Time, Text: r.text, Value: m.Figure.Value, Approx: m.Figure.Approx, By: whoGives(f, r.mention),
		Event: f.Event, Story: s.Title, Carried: []news.Carrier{at}}
	if m.Figure.Max != nil {
		n.Max = *m.Figure.Max
	}
	for i := range c.Readings {
		o := &c.Readings[i]
		if o.Value != n.Value || o.Max != n.Max || news.BoundOf(o.Approx) != news.BoundOf(n.Approx) {
			continue
		}
		o.By = cmp.Or(o.By, n.By)
		if !slices.ContainsFunc(o.Carried, func(x news.Carrier) bool { return x.Story == at.Story }) {
			o.Carried = append(o.Carried, at)
		}
		return
	}
	c.Readings = append(c.Readings, n)
	c.tops = append(c.tops, max(n.Value, n.Max))
}

// whoGives names the source of the claim that holds a figure, "" for none or an
// unclear one; of nested claims the inner one's.
func whoGives(f *news.Filing, mention int) string {
	name := ""
	for i := range f.Claims {
		c := &f.Claims[i]
		if !slices.Contains(c.Figures, mention) {
			continue
		}
		if c.SpeakerName != "" {
			name = c.SpeakerName
		} else if w := strings.Trim(role(f, c, c.Source), " ,"); len(w) > 4 {
			name = clip(w, 80)
		}
	}
	return name
}

// outlets counts those that give any reading.
func (c *count) outlets() int {
	seen := map[string]bool{}
	for i := range c.Readings {
		for _, x := range c.Readings[i].Carried {
			seen[x.Outlet] = true
		}
	}
	return len(seen)
}

// order finds the lowest, highest and latest reading. A reprint does not make an old
// figure the latest, and an open word is neither lowest nor highest beside a number.
func (c *count) order() {
	c.Lowest, c.Highest = -1, -1
	open := !slices.ContainsFunc(c.Readings, func(r news.Reading) bool { return !openWord(&r) })
	for i := range c.Readings {
		if !last(&c.Readings[i]).Before(last(&c.Readings[c.Latest])) {
			c.Latest = i
		}
		if !open && openWord(&c.Readings[i]) {
			continue
		}
		if c.Lowest < 0 || c.Readings[i].Value < c.Readings[c.Lowest].Value {
			c.Lowest = i
		}
		if c.Highest < 0 || c.tops[i] > c.tops[c.Highest] {
			c.Highest = i
		}
	}
}

// openWord says whether a reading is a word for many ("dozens": 24 to 99), not a number
// or a range of numbers.
func openWord(r *news.Reading) bool {
	return r.Max > r.Value && !strings.ContainsAny(r.Text, "0123456789")
}

// last is when a reading was last printed in an outlet's own words, the zero time when only
// reprints give it.
func last(r *news.Reading) (t time.Time) {
	for _, x := range r.Carried {
		if !x.Reprint && x.Time.After(t) {
			t = x.Time
		}
	}
	return t
}
