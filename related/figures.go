package related

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/news"
)

// reading is a figure as one story gives it: what is counted, and the values the
// words allow.
type reading struct {
	key      string // unit and head of what is counted
	what     string // the same for a reader
	text     string // as written, with its comparison word
	value    float64
	low, top float64
	mention  int // index in the story's mentions
}

// readings lists the figures of a story that say what they count.
func readings(f *news.Filing) []reading {
	var out []reading
	for i := range f.Mentions {
		m := &f.Mentions[i]
		if m.Kind != news.FigureKind || m.Figure == nil {
			continue
		}
		if key, what := counted(&f.Story, m); key != "" {
			r := read(&f.Story, m, key+aspect(m.Figure.Aspect), what)
			r.mention = i
			out = append(out, r)
		}
	}
	return out
}

// aspect tells apart what figures of one thing tell: an addition does not differ from
// the total.
func aspect(a news.Aspect) string {
	if a == "" {
		return ""
	}
	return " (" + string(a) + ")"
}

// aspect is what the figure tells beside the plain count, in brackets: "813 people killed (new)".
func (r reading) aspect() string {
	if i := strings.LastIndex(r.key, " ("); i > 0 && strings.HasSuffix(r.key, ")") {
		return r.key[i:]
	}
	return ""
}

// counted names what a figure counts, the same for all who count it: the unit,
// and for measures and money, which count anything, the head of the words counted too. what is
// how to call it; both are "" when it is not clear.
func counted(s *news.Story, m *news.Mention) (key, what string) {
	unit := strings.ToLower(strings.TrimSpace(m.Figure.Unit))
	head := lastWord(cutSpan(s.Field(m.Field), m.Figure.Counted))
	if unit == "" || measure(unit) {
		if head == "" || head == unit || head == lastWord(unit) {
			return "", ""
		}
		words := strings.Fields(cutSpan(s.Field(m.Field), m.Figure.Counted))
		return unit + " of " + head, strings.Trim(words[len(words)-1], ".,;:'\"”’)")
	}
	if unit == "magnitude" && ofAftershock(s.Field(m.Field), m.Span) {
		return aftershocks, "magnitude of aftershocks"
	}
	return singular(unit), asWritten(s, m, unit)
}

// aftershocks is the key of their magnitudes.
const aftershocks = "magnitude of aftershock"

// ofAftershock reports whether a magnitude is that of a shock before or after the quake:
// the nearest word for either in its sentence says so.
func ofAftershock(text string, at news.Span) bool {
	const far = 120 // bytes looked at on either side
	best, after := far+1, false
	look := func(words string, from func(i, n int) int) {
		for _, w := range [...]struct {
			word  string
			after bool
		}{{"aftershock", true}, {"foreshock", true}, {"quake", false}, {"temblor", false}, {"tremor", false}} {
			for i := 0; ; {
				n := strings.Index(words[i:], w.word)
				if n < 0 {
					break
				}
				if d := from(i+n, len(w.word)); d < best {
					best, after = d, w.after
				}
				i += n + len(w.word)
			}
		}
	}
	before := strings.ToLower(cutSpan(text, news.Span{Start: max(at.Start-far, 0), End: at.Start}))
	if i := strings.LastIndexAny(before, "\n;"); i >= 0 {
		before = before[i:]
	}
	if i := strings.LastIndex(before, ". "); i >= 0 {
		before = before[i:]
	}
	look(before, func(i, n int) int { return len(before) - i - n })
	behind := strings.ToLower(cutSpan(text, news.Span{Start: at.End, End: min(at.End+far, len(text))}))
	if i := strings.IndexAny(behind, "\n;"); i >= 0 {
		behind = behind[:i]
	}
	behind, _, _ = strings.Cut(behind, ". ")
	look(behind, func(i, _ int) int { return i })
	return after
}

// asWritten is the words for what is counted as the story has them where they name
// the unit ("South Koreans"), else the unit.
func asWritten(s *news.Story, m *news.Mention, unit string) string {
	words := strings.Join(strings.Fields(cutSpan(s.Field(m.Field), m.Figure.Counted)), " ")
	if words == "" || lastWord(words) != lastWord(unit) {
		return unit
	}
	return strings.TrimRight(words, ".,;:")
}

// measure reports whether a unit measures many different things in one story.
func measure(unit string) bool {
	if len(unit) == 3 && unit != "men" && unit != "car" && unit != "dog" {
		return true // a currency, or a short unit such as "day"
	}
	switch singular(unit) {
	case "percent", "%", "percentage point", "year", "month", "week", "day", "hour", "minute", "second", "mile", "kilometer",
		"kilometre", "km", "meter", "metre", "foot", "feet", "ton", "tonne", "kg", "pound", "degree", "dollar", "euro", "time",
		"year old", "year-old", "age", "date", "mph", "acre", "hectare", "level", "point", "people", "person", "goal":
		return true
	}
	return false
}

func singular(s string) string { return string(stem([]byte(s))) }

func lastWord(s string) string {
	f := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' || r == ',' || r == '\n' })
	if len(f) == 0 {
		return ""
	}
	return singular(strings.Trim(f[len(f)-1], ".,;:'\"”’)"))
}

// cutSpan is the text of a span, "" when it does not lie in the text.
func cutSpan(text string, s news.Span) string {
	if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
		return ""
	}
	return strings.ToValidUTF8(text[s.Start:s.End], "")
}

// read takes the comparison word into account: "over 1,000" allows more, "about
// 1,000" a tenth either way.
func read(s *news.Story, m *news.Mention, key, what string) reading {
	v := m.Figure.Value
	r := reading{key: key, what: what, value: v, low: v, top: v, text: cutSpan(s.Field(m.Field), m.Span)}
	if m.Figure.Approx != "" {
		r.text = asCompared(s.Field(m.Field), m.Span, m.Figure.Approx)
	}
	if m.Figure.Max != nil {
		r.top = max(v, *m.Figure.Max)
		return r
	}
	switch news.BoundOf(m.Figure.Approx) {
	case news.AtLeast:
		r.top = v * 1.2
	case news.UpTo:
		r.low = v * 0.8
	case news.About:
		r.low, r.top = v*0.9, v*1.1
	}
	return r
}

// asCompared is a number with its comparison word, in the order in which the text has them: some languages
// put it behind what is counted.
func asCompared(text string, at news.Span, approx string) string {
	number := cutSpan(text, at)
	before, after := around(text, at)
	const near = 24 // bytes
	if behind := strings.Contains(clip(after, near), approx); behind && !strings.Contains(before[max(0, len(before)-near):], approx) {
		return number + " " + approx
	}
	return approx + " " + number
}

// agrees reports whether both readings may be of one number.
func (r reading) agrees(o reading) bool {
	return r.value == o.value || r.low <= o.top && o.low <= r.top
}

// differing finds the first figure of b that contradicts a: of the same thing, and
// none of a's for it agrees. ok is false when all agree.
func differing(a, b []reading) (mine, theirs reading, ok bool) {
	for _, t := range b {
		var same []reading
		for _, m := range a {
			if m.key == t.key {
				same = append(same, m)
			}
		}
		if len(same) > 0 && !slices.ContainsFunc(same, t.agrees) && !anyAgree(same, b, t.key) {
			return same[0], t, true
		}
	}
	return reading{}, reading{}, false
}

// anyAgree reports whether some figure of b for the key agrees with one of same:
// stories repeat older figures, so one agreement is enough.
func anyAgree(same, b []reading, key string) bool {
	for _, t := range b {
		if t.key == key && slices.ContainsFunc(same, t.agrees) {
			return true
		}
	}
	return false
}

// mostCompared is how many stories of one event are held against each other.
const mostCompared = 100

// FiguresDiffer reports whether two stories of an event that have not the same words give
// figures for the same thing that do not agree. Of a large event the newest
// hundred stories count.
func FiguresDiffer(event []news.Filing) bool {
	event = event[max(0, len(event)-mostCompared):]
	at := boundValues()
	all := make([][]reading, len(event))
	for i := range event {
		all[i] = readings(&event[i])
	}
	for i := range event {
		for j := range i {
			if sameWords(&event[i], &event[j]) || !at.oneSpan(&event[i], &event[j]) {
				continue
			}
			if _, _, ok := differing(all[i], all[j]); ok {
				return true
			}
		}
	}
	return false
}

// sameWords reports whether one story copies the other or both copy a third, or
// one outlet filed both.
func sameWords(a, b *news.Filing) bool {
	return a.Origin == b.Story.ID || b.Origin == a.Story.ID || a.Origin != "" && a.Origin == b.Origin ||
		a.Story.Outlet != "" && a.Story.Outlet == b.Story.Outlet
}

// clip cuts s to at most n bytes at a rune.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
