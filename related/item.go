package related

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/news"
)

// leadBytes is how much of a story's text is compared. The first sentences of a
// news story say what happened; the rest is shared with every other story.
const leadBytes = 600

// item is a story as the index keeps it: ids of terms, no text. The lists share
// one array, each sorted and without doubles.
type item struct {
	id     news.StoryID
	at     int64 // seconds since 1970, 0 when not known
	event  *event
	source string // whose words
	outlet uint32
	origin uint32 // number + 1 of the story it copies, 0 for own words

	title, lead     []uint32            // terms of the headline; terms of the lead that the headline lacks
	names           []uint32            // those of both that are names
	headed          []uint32            // those of the headline that are names
	givens          []uint32            // names before another one: all of a person's name but the last
	nums            []uint32            // those of both that are numbers
	shingles        []uint32            // hashes of four words in a row of the lead
	runs            []uint32            // hashes of two words in a row, of headline and lead, words of grammar left out
	grams           []uint16            // hashes of four letters in a row of the headline
	tagged, figures []uint32            // names and figures of the tagger, alike in all languages
	script          *unicode.RangeTable // of the headline
	series          string              // the words of a numbered marker ("UPDATE")
	genre           news.Genre
	number          int // of a numbered marker

	// An index holds tens of thousands: what is small stands together.
	titleNorm   float32 // lengths as vectors of idf
	allNorm     float32
	opening     uint32  // hash of what the headline has before a colon, 0 for nothing
	counts      uint32  // hash of the numbers of the headline, 0 for none
	wording     uint32  // hash of all words, see wording
	about, body meaning // of headline and lead
	day         uint8   // of the month that the headline names
	hint        bool    // its headline asks or points rather than reports
	foreign     bool    // not English
	hasLead     bool
	marked      bool // its headline carries a wire's marker of a version, correction or withdrawal
	recalled    bool // one of a withdrawal
	column      bool // the opening is a columnist's name
	joinsNone   bool // opinion, analysis or reference, a round-up: about events, not a report of one
}

// draft gathers an item; its buffers are used again for the next story.
type draft struct {
	title, lead, names, headed, givens, nums, shingles, runs []uint32
	grams                                                    []uint16
	row                                                      []uint32 // hashes of the lead's words in order
	last                                                     uint32   // the name just read
	lastEnd                                                  int      // where it ended, -1 for no name
}

func (d *draft) reset() {
	d.title, d.lead, d.names, d.nums = d.title[:0], d.lead[:0], d.names[:0], d.nums[:0]
	d.headed, d.shingles, d.grams, d.row, d.runs = d.headed[:0], d.shingles[:0], d.grams[:0], d.row[:0], d.runs[:0]
	d.givens = d.givens[:0]
}

// headline is a story's headline without the outlet's name at its end.
func headline(title string) string {
	if head, _, ok := strings.Cut(title, " | "); ok && enoughWords(head) {
		title = head
	}
	for _, dash := range [...]string{" - ", " – ", " — "} {
		if i := strings.LastIndex(title, dash); i > 0 && enoughWords(title[:i]) && outletLike(title[i+len(dash):]) {
			return title[:i]
		}
	}
	return title
}

func enoughWords(s string) bool { return strings.Count(strings.TrimSpace(s), " ") >= 2 }

// outletLike reports whether s looks like a publisher's name: few words, each
// with a capital or a digit.
func outletLike(s string) bool {
	f := strings.Fields(s)
	if len(f) == 0 || len(f) > 7 {
		return false
	}
	for _, w := range f {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(r) && !strings.Contains(w, ".") && w != "of" && w != "and" && w != "the" {
			return false
		}
	}
	return true
}

// lead is the part of a story's text that is compared: after the dateline, cut at
// leadBytes.
func lead(s *news.Story) string {
	t := s.Text
	if e := s.Dateline.End; e > 0 && e < len(t) && utf8.RuneStart(t[e]) {
		t = t[e:]
	}
	if line, rest, ok := strings.Cut(t, "\n"); ok && onlyTime(line) {
		t = rest
	}
	if onlyLinks(t) {
		return ""
	}
	if len(t) <= leadBytes {
		return t
	}
	n := leadBytes
	for n > 0 && !utf8.RuneStart(t[n]) {
		n--
	}
	return t[:n]
}

// onlyLinks reports whether a text lists headlines of other stories, as some front pages have them below
// a headline: what they tell is not what the story tells.
func onlyLinks(t string) bool {
	return strings.HasPrefix(t, "• ") || strings.HasPrefix(t, "Analysis: ")
}

// onlyTime reports whether a line says no more than when the story was put out, as some
// papers begin every text: "April 22, 2020 5:00 AM".
func onlyTime(line string) bool {
	if len(line) > 64 {
		return false
	}
	digits := false
	for _, w := range strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsDigit(r) {
			digits = true
		} else if !timeWord(w) {
			return false
		}
	}
	return digits
}

func timeWord(w string) bool {
	switch w {
	case "published", "updated", "posted", "last", "at", "on", "am", "pm", "a", "p", "m", "utc", "gmt", "sgt", "est", "edt", "pst", "pdt", "bst", "cet", "ist", "hkt", "jst", "kst", "aest", "nzst":
		return true
	}
	for _, month := range [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		if w == month || w == month[:3] {
			return true
		}
	}
	return false
}

// titleCase reports whether most longer words of a headline have a capital, so
// that a capital says nothing about names.
func titleCase(title string) bool {
	long, capital := 0, 0
	words(title, func(t token) {
		if t.end-t.start >= 4 && !t.num && !t.first {
			long++
			if t.cap {
				capital++
			}
		}
	})
	return long > 0 && capital*2 > long
}

// read fills the draft from a story's headline and lead with term numbers of the lexicon.
func (d *draft) read(l *lexicon, title, text string) {
	d.reset()
	cased := titleCase(title)
	d.lastEnd = -1
	words(title, func(t token) { d.take(l, t, &d.title, !cased) })
	d.cutRuns(l, d.title)
	d.headed = append(d.headed, d.names...)
	d.lastEnd = -1
	words(text, func(t token) {
		if t.end-t.start > 1 || t.num { // "team ’ s" is "team's"
			d.row = append(d.row, t.hash)
		}
		d.take(l, t, &d.lead, true)
	})
	d.cutRuns(l, d.lead)
	d.runs = distinct(d.runs)
	d.title, d.lead = distinct(d.title), distinct(d.lead)
	d.lead = without(d.lead, d.title)
	d.names, d.nums, d.givens = distinct(d.names), distinct(d.nums), distinct(d.givens)
	d.headed = distinct(append(d.headed, d.namedIn(d.title)...))
	d.cutGrams(title)
	d.cutShingles()
}

func (d *draft) take(l *lexicon, t token, list *[]uint32, cased bool) {
	if !t.num && (t.stop || t.foreignStop && l.foreignText) {
		return
	}
	n := l.intern(t.hash)
	*list = append(*list, n)
	if t.num {
		d.nums = append(d.nums, n)
	} else if t.cap && cased && (!t.first || l.knownName(n)) && l.prior.name(t.hash) || t.cap && !cased && l.knownName(n) {
		if d.lastEnd >= 0 && t.start-d.lastEnd == 1 {
			d.givens = append(d.givens, d.last)
		}
		d.names, d.last, d.lastEnd = append(d.names, n), n, t.end
	}
}

// cutRuns hashes each two terms in a row that are not both names.
func (d *draft) cutRuns(l *lexicon, terms []uint32) {
	for i := 1; i < len(terms); i++ {
		a, b := terms[i-1], terms[i]
		if slices.Contains(d.names, a) && slices.Contains(d.names, b) {
			continue
		}
		d.runs = append(d.runs, l.hashes[a]*16777619^l.hashes[b])
	}
}

// namedIn returns the terms that are names by the lead's spelling.
func (d *draft) namedIn(terms []uint32) (out []uint32) {
	for _, n := range terms {
		if _, ok := slices.BinarySearch(d.names, n); ok {
			out = append(out, n)
		}
	}
	return out
}

// knownName reports whether the embedded table saw the term mostly as a name.
func (l *lexicon) knownName(n uint32) bool {
	h := l.hashes[n]
	_, c, ok := l.prior.row(h)
	return ok && c > 200 || !ok && !l.vectors.common(h)
}

// cutShingles hashes each run of four words of the lead.
func (d *draft) cutShingles() {
	for i := 0; i+4 <= len(d.row); i++ {
		h := uint64(14695981039346656037)
		for _, w := range d.row[i : i+4] {
			h = (h ^ uint64(w)) * 1099511628211
		}
		d.shingles = append(d.shingles, uint32(h^h>>32))
	}
	d.shingles = distinct(d.shingles)
}

// cutGrams hashes each run of four letters of the headline's words, so that
// "recognise" is near "recognize".
func (d *draft) cutGrams(title string) {
	var win [4]rune
	k := 0
	for _, r := range title {
		if r = fold(r); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if k > 0 && win[3] == ' ' {
				continue
			}
			r = ' '
		}
		copy(win[:], win[1:])
		win[3] = r
		if k++; k >= 4 {
			h := uint32(2166136261)
			for _, x := range win {
				h = (h ^ uint32(x)) * 16777619
			}
			d.grams = append(d.grams, uint16(h^h>>16))
		}
	}
	slices.Sort(d.grams)
	d.grams = slices.Compact(d.grams)
}

// item makes the compact form: one array for all lists.
func (d *draft) item(l *lexicon) item {
	all := make([]uint32, 0, len(d.title)+len(d.lead)+len(d.names)+len(d.headed)+len(d.givens)+len(d.nums)+len(d.shingles)+len(d.runs))
	cut := func(part []uint32) []uint32 {
		k := len(all)
		all = append(all, part...)
		return all[k:len(all):len(all)]
	}
	it := item{title: cut(d.title), lead: cut(d.lead), names: cut(d.names), headed: cut(d.headed), givens: cut(d.givens), nums: cut(d.nums), shingles: cut(d.shingles), runs: cut(d.runs)}
	it.grams = slices.Clone(d.grams)
	it.hasLead = len(d.row) >= 8
	it.measure(l)
	it.about, it.body = l.sense(it.title), l.sense(it.lead)
	return it
}

// measure fills in the lengths; idf moves little while a story is in the window.
func (it *item) measure(l *lexicon) {
	var t, a float32
	for _, n := range it.title {
		w := l.idf(n)
		t += w * w
	}
	a = t
	for _, n := range it.lead {
		w := l.idf(n)
		a += w * w
	}
	it.titleNorm, it.allNorm = sqrt(t), sqrt(a)
}

func distinct(s []uint32) []uint32 {
	slices.Sort(s)
	return slices.Compact(s)
}

// without takes the elements of b out of a, in place; both are sorted.
func without(a, b []uint32) []uint32 {
	out, j := a[:0], 0
	for _, x := range a {
		for j < len(b) && b[j] < x {
			j++
		}
		if j == len(b) || b[j] != x {
			out = append(out, x)
		}
	}
	return out
}

// unix is the time of a story in seconds, 0 for none.
func unix(t time.Time) int64 {
	if t.IsZero() || t.Year() < 1900 || t.Year() > 2200 {
		return 0
	}
	return t.Unix()
}
