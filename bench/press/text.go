// Package press is the news of the speed race: made-up outlets that tell made-up events,
// and the server that serves their feeds.
package press

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
)

//go:embed words.txt
var wordList string

// Writer makes up news: words by the frequencies of language (Zipf), names, figures,
// datelines and quotations, so that engines have their usual work.
type Writer struct {
	*rand.Rand
	groups [][]string
}

// The groups of words.txt, a line each.
const (
	small = iota
	noun
	verb
	adjective
)

// NewWriter returns a writer who writes the same for the same seed.
func NewWriter(seed uint64) *Writer {
	w := &Writer{Rand: rand.New(rand.NewPCG(seed, 7))}
	for _, line := range strings.Split(strings.TrimSpace(wordList), "\n") {
		w.groups = append(w.groups, strings.Fields(line))
	}
	return w
}

// word picks from a group, the earlier words more often.
func (w *Writer) word(group int) string {
	g := w.groups[group]
	f := w.Float64()
	return g[int(f*f*float64(len(g)))]
}

func (w *Writer) pick(from ...string) string { return from[w.IntN(len(from))] }

// person is a made-up name: half of them come again and again.
func (w *Writer) person() string {
	part := func(n int) string {
		a := []string{"Bel", "Dor", "Kar", "Lin", "Mar", "Nor", "Pel", "Ran", "Sel", "Tor", "Ulm", "Vas", "Yar", "Zan"}
		e := []string{"a", "en", "ia", "ik", "ov", "a", "in", "ez", "ard", "sen", "idze", "oglu"}
		return a[n%len(a)] + e[n/len(a)%len(e)]
	}
	n := w.IntN(40000)
	if w.IntN(2) == 0 {
		n %= 60
	}
	return part(n) + " " + part(n/150+3)
}

const (
	countries = "Norway|Kenya|Japan|Brazil|Canada|Poland|Portugal|Thailand|Uruguay|Morocco|New Zealand|South Korea|United States|Germany|France|Iceland|Ghana|Chile|India|Greece"
	cities    = "OSLO|NAIROBI|TOKYO|SEOUL|LISBON|VIENNA|BRASILIA|OTTAWA|WARSAW|BANGKOK"
	bodies    = "Foreign Ministry|World Health Organization|International Atomic Energy Agency|Defense Ministry|Interior Ministry|Red Cross"
)

// Headline matches the beginning of every headline.
var Headline = regexp.MustCompile(`(` + countries + `) [a-z]+: [a-z]+`)

func (w *Writer) country() string { return w.pick(strings.Split(countries, "|")...) }

// Title is a headline that stands alone.
func (w *Writer) Title() string { return w.event().title(w) }

// event is what several outlets tell, each in its own words.
type event struct {
	country, place, subject, act, object, person, office string
	figure                                               int
}

func (w *Writer) event() event {
	return event{country: w.country(), place: w.city(), subject: w.word(noun), act: w.word(verb), object: w.word(adjective) + " " + w.word(noun),
		person: w.person(), office: w.word(noun) + " " + w.word(noun), figure: 3 + w.IntN(40)*w.IntN(300)}
}

func (e event) title(w *Writer) string {
	t := e.country + " " + e.subject + ": " + w.pick("", w.word(adjective)+" ") + e.act + " " + e.object
	switch w.IntN(4) {
	case 0:
		return t + " near " + capital(e.place)
	case 1:
		return fmt.Sprintf("%s, %d %ss", t, e.figure, w.word(noun))
	case 2:
		return t + ", says " + e.person
	}
	return t
}

// lead tells the event in a sentence or two.
func (e event) lead(w *Writer) string {
	return fmt.Sprintf("The %s %s %s %s in %s after %d people were %s, %s, the %s, said on %s. ",
		w.word(adjective), e.subject, e.act, e.object, e.country, e.figure, w.pick("killed", "injured", "evacuated", "detained"), e.person, e.office, w.day())
}

// thing is a noun with its article, perhaps with an adjective.
func (w *Writer) thing() string {
	if w.IntN(2) == 0 {
		return "the " + w.word(noun)
	}
	return "the " + w.word(adjective) + " " + w.word(noun)
}

// clause says what something did to something, where and with what.
func (w *Writer) clause() string {
	s := w.thing() + " " + w.word(verb) + " " + w.thing()
	for range 1 + w.IntN(3) {
		s += " " + w.word(small) + " " + w.thing()
	}
	return s
}

// sentence is one of a story: about a fourth reports what somebody says, as in the papers.
func (w *Writer) sentence() string {
	s := w.clause()
	start := "T" + s[1:]
	switch w.IntN(19) {
	case 0, 1, 14:
		return start + " in " + w.country() + " and " + w.country() + "."
	case 2:
		return fmt.Sprintf("%s with more than %d,%03d %ss in %d days.", start, 1+w.IntN(40), w.IntN(1000), w.word(noun), 2+w.IntN(60))
	case 3:
		return start + ", " + w.person() + ", the " + w.word(noun) + " " + w.word(noun) + ", said on " + w.day() + "."
	case 4:
		return "“" + start + ",” a spokesman for the " + w.body() + " told reporters."
	case 5:
		return w.person() + " " + w.pick("denied", "confirmed", "warned", "said") + " that " + s + "."
	case 6, 7, 8:
		return w.country() + " and the " + w.body() + " " + w.word(verb) + " " + w.thing() + " on " + w.day() + "."
	case 9, 10, 11:
		return w.person() + " of " + w.country() + " met " + w.person() + " in " + capital(w.city()) + " over " + s + "."
	case 12, 13:
		return start + fmt.Sprintf(", %d percent more than in %d.", 2+w.IntN(90), 1990+w.IntN(36))
	}
	return start + "."
}

func (w *Writer) day() string  { return w.pick("Monday", "Tuesday", "Friday", "Sunday") }
func (w *Writer) city() string { return w.pick(strings.Split(cities, "|")...) }
func (w *Writer) body() string { return w.pick(strings.Split(bodies, "|")...) }

// capital is a word of capitals with one.
func capital(s string) string { return s[:1] + strings.ToLower(s[1:]) }

// Text is a story of so many words in paragraphs, without markup.
func (w *Writer) Text(words int) string { return w.event().text(w, words) }

func (e event) text(w *Writer, words int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, April %d - ", e.place, 1+w.IntN(28))
	b.WriteString(e.lead(w))
	for n := 28; n < words; {
		s := w.sentence()
		n += strings.Count(s, " ") + 1
		b.WriteString(s)
		if w.IntN(3) == 0 {
			b.WriteString("\n")
		} else {
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}
