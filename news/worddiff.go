package news

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A diff by words, after E. W. Myers, "An O(ND) Difference Algorithm and Its
// Variations", Algorithmica 1 (1986): the shortest script of words taken out and put in.
// Own code because a library of lines or characters would need every word made a line
// first, and the blanks given back afterwards.

// maxScript is the longest script looked for. Texts further apart than that are shown as
// wholly replaced: nobody reads such a diff, and time and memory grow with its square.
const maxScript = 1500

// Fate is what became of a run of words.
type Fate uint8

// The fates of words between two versions.
const (
	Kept Fate = iota
	Removed
	Added
)

// DiffRun is a stretch of words with the same fate. Blanks belong to the word before.
type DiffRun struct {
	Fate Fate
	Text string
}

// WordDiff compares two texts. The runs kept and added spell the new one, those kept and
// removed the old one but for blanks; in one place what is removed comes first. Texts
// more than 1,500 words apart are told as replaced from where they begin to differ.
func WordDiff(old, new string) []DiffRun {
	a, b := DiffWords(old), DiffWords(new)
	head := 0
	for head < len(a) && head < len(b) && sameWord(a[head], b[head]) {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && sameWord(a[len(a)-1-tail], b[len(b)-1-tail]) {
		tail++
	}
	var d diffText
	d.put(Kept, b[:head])
	d.script(a[head:len(a)-tail], b[head:len(b)-tail])
	d.put(Kept, b[len(b)-tail:])
	d.flush()
	return legible(d.runs)
}

// legible makes one change of two that only a few words part, much fewer than were changed
// on either side: who reads "[-Dam-]{+The wall of a dam+} in [-Tarsa holds-]{+the hills
// gives way+}" has to put it together again.
func legible(runs []DiffRun) []DiffRun {
	out := make([]DiffRun, 0, len(runs))
	for i := 0; i < len(runs); i++ {
		r := runs[i]
		if r.Fate != Kept || len(out) == 0 || i+1 >= len(runs) || strings.Contains(r.Text, "\n") {
			out = append(out, r)
			continue
		}
		after := i + 1
		for after < len(runs) && runs[after].Fate != Kept {
			after++
		}
		last := len(out)
		for last > 0 && out[last-1].Fate != Kept {
			last--
		}
		if few := max(2*countWords(r.Text), 2); few >= changed(out[last:]) || few >= changed(runs[i+1:after]) {
			out = append(out, r)
			continue
		}
		out = append(out[:last], joined(out[last:], r.Text, runs[i+1:after])...)
		i = after - 1
	}
	return out
}

// changed is how many words a change takes out or puts in, whichever is more.
func changed(runs []DiffRun) int {
	n := [3]int{}
	for _, r := range runs {
		n[r.Fate] += countWords(r.Text)
	}
	return max(n[Removed], n[Added])
}

// joined is two changes and the words between them as one change.
func joined(before []DiffRun, between string, after []DiffRun) []DiffRun {
	var texts [3]string
	for _, r := range before {
		texts[r.Fate] += r.Text
	}
	texts[Removed], texts[Added] = withBlank(texts[Removed], between), texts[Added]+between
	for _, r := range after {
		if r.Fate == Removed {
			texts[Removed] = withBlank(texts[Removed], r.Text)
			continue
		}
		texts[r.Fate] += r.Text
	}
	return []DiffRun{{Removed, texts[Removed]}, {Added, texts[Added]}}
}

// withBlank adds words to others, with a blank where two would run together: the blank that
// stood between them is that of the new text.
func withBlank(s, more string) string {
	if RunTogether(s, more) {
		return s + " " + more
	}
	return s + more
}

// RunTogether reports whether two texts would make one word of the last and the first of
// theirs.
func RunTogether(s, more string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	first, _ := utf8.DecodeRuneInString(more)
	return inWord(last) && inWord(first)
}

// sameWord reports whether two words are the same but for the blanks after them.
func sameWord(a, b string) bool { return strings.TrimRight(a, " ") == strings.TrimRight(b, " ") }

// DiffWords takes a text apart into words, each with the blanks after it. A sign is a
// word of its own, and so is a line break and each character of a script without spaces.
func DiffWords(s string) []string {
	var out []string
	for at := 0; at < len(s); {
		end := at + wordLen(s[at:])
		for end < len(s) && s[end] == ' ' {
			end++
		}
		out = append(out, s[at:end])
		at = end
	}
	return out
}

// wordLen is the length of the word a text begins with, in bytes. A point, comma, hyphen
// or apostrophe inside a word belongs to it: 1,800 is one.
func wordLen(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	if !inWord(r) {
		return n
	}
	for n < len(s) {
		r, k := utf8.DecodeRuneInString(s[n:])
		if strings.ContainsRune(".,'’-", r) {
			next, j := utf8.DecodeRuneInString(s[n+k:])
			if !inWord(next) {
				break
			}
			k, r = k+j, next
		}
		if !inWord(r) {
			break
		}
		n += k
	}
	return n
}

// inWord reports whether a rune is part of a longer word.
func inWord(r rune) bool {
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// diffText gathers runs.
type diffText struct {
	runs          []DiffRun
	stay, out, in []string // of the place at hand
}

// put adds words of one fate.
func (d *diffText) put(f Fate, words []string) {
	for _, w := range words {
		switch f {
		case Removed, Added:
			if len(d.stay) > 0 {
				d.flush()
			}
			if f == Removed {
				d.out = append(d.out, w)
			} else {
				d.in = append(d.in, w)
			}
		default:
			if len(d.out)+len(d.in) > 0 {
				d.flush()
			}
			d.stay = append(d.stay, w)
		}
	}
}

func (d *diffText) flush() {
	d.run(Kept, d.stay)
	d.run(Removed, d.out)
	d.run(Added, d.in)
	d.stay, d.out, d.in = nil, nil, nil
}

func (d *diffText) run(f Fate, words []string) {
	if len(words) > 0 {
		d.runs = append(d.runs, DiffRun{f, strings.Join(words, "")})
	}
}

// script finds the shortest script from a to b and puts its words.
func (d *diffText) script(a, b []string) {
	trace, ok := furthest(a, b)
	if !ok {
		d.put(Removed, a)
		d.put(Added, b)
		return
	}
	type step struct {
		f    Fate
		word string
	}
	var back []step
	x, y := len(a), len(b)
	for n := len(trace) - 1; n >= 0; n-- {
		v, k := trace[n], x-y
		from := k - 1
		if k == -n || k != n && at(v, n, k-1) < at(v, n, k+1) {
			from = k + 1
		}
		px := 0
		if n > 0 {
			px = at(v, n, from)
		}
		py := px - from
		if n == 0 {
			py = 0
		}
		for x > px && y > py {
			x, y = x-1, y-1
			back = append(back, step{Kept, b[y]})
		}
		switch {
		case n == 0:
		case from == k+1:
			y--
			back = append(back, step{Added, b[y]})
		default:
			x--
			back = append(back, step{Removed, a[x]})
		}
	}
	for i := len(back) - 1; i >= 0; i-- {
		d.put(back[i].f, []string{back[i].word})
	}
}

// at reads the furthest place on diagonal k as it was before step n.
func at(v []int32, n, k int) int {
	if i := k + n; i >= 0 && i < len(v) {
		return int(v[i])
	}
	return -1
}

// furthest returns, for every length n of a script up to the shortest whole one, how far
// scripts of length n-1 reach on the diagonals -n to n; ok false past maxScript.
func furthest(a, b []string) (trace [][]int32, ok bool) {
	most := min(len(a)+len(b), maxScript)
	v := make([]int32, 2*most+3)
	for i := range v {
		v[i] = -1
	}
	mid := most + 1
	v[mid+1] = 0
	for n := 0; n <= most; n++ {
		trace = append(trace, append([]int32(nil), v[mid-n:mid+n+1]...))
		for k := -n; k <= n; k += 2 {
			x := int(v[mid+k-1]) + 1
			if k == -n || k != n && v[mid+k-1] < v[mid+k+1] {
				x = int(v[mid+k+1])
			}
			for x < len(a) && x-k < len(b) && sameWord(a[x], b[x-k]) {
				x++
			}
			v[mid+k] = int32(x)
			if x >= len(a) && x-k >= len(b) {
				return trace, true
			}
		}
	}
	return nil, false
}
