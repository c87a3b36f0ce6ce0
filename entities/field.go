package entities

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/learn"
	"dateline/news"
)

// field is one text of a story, read once: its tokens, sentences and what each
// token looks like.
type field struct {
	which news.Field
	text  string
	toks  []learn.Token
	sents [][2]int
	lower []learn.Hash // of each token in lower case
	look  []look

	capBefore, capAfter []uint8 // distance to the next capitalised word of the sentence, 0 beyond 3
}

// look says how a token is written.
type look uint8

const (
	capital1 look = 1 << iota // begins with a capital letter
	shouted                   // all letters are capitals, two at least
	loud                      // stands in a line that is all capitals
	titled                    // stands in a line where every longer word begins with a capital
	opening                   // first word of its sentence
	wordly                    // begins with a letter
	foreign                   // begins with a letter outside Latin, Greek and Cyrillic
)

func (l look) has(o look) bool { return l&o == o }

func (f *field) read(which news.Field, text string, cut func(word string) int) {
	f.which, f.text = which, text
	f.toks = splitClitics(learn.Tokenize(f.toks[:0], text), text, cut)
	f.sents = learn.Sentences(f.sents[:0], text, f.toks)
	f.lower, f.look = f.lower[:0], f.look[:0]
	for _, t := range f.toks {
		w := t.Text(text)
		f.lower = append(f.lower, learn.HashLower(w))
		f.look = append(f.look, lookOf(w))
	}
	f.capBefore, f.capAfter = resized(f.capBefore, len(f.toks)), resized(f.capAfter, len(f.toks))
	for _, s := range f.sents {
		f.readSentence(s[0], s[1])
		f.measure(s[0], s[1])
	}
}

// measure notes how far each token of a sentence is from capitalised words.
func (f *field) measure(from, to int) {
	far := uint8(0)
	for i := from; i < to; i++ {
		if f.capBefore[i] = far; f.look[i].has(capital1) {
			far = 1
		} else if far > 0 {
			far = (far + 1) & 3
		}
	}
	far = 0
	for i := to - 1; i >= from; i-- {
		if f.capAfter[i] = far; f.look[i].has(capital1) {
			far = 1
		} else if far > 0 {
			far = (far + 1) & 3
		}
	}
}

func lookOf(w string) look {
	r, n := rune(w[0]), 1
	if r >= utf8.RuneSelf {
		r, n = utf8.DecodeRuneInString(w)
	}
	if r == '@' || r == '#' || strings.HasPrefix(w, "http") && len(w) > 8 {
		return 0
	}
	if !unicode.IsLetter(r) {
		if r >= '0' && r <= '9' && upperInside(w) {
			return capital1 // "3M", "49ers" is not
		}
		return 0
	}
	l := wordly
	if r >= 0x530 && (r < 0x1e00 || r > 0x1fff) {
		return l | foreign
	}
	if !unicode.IsUpper(r) {
		if upperInside(w[n:]) {
			return l | capital1 // "al-Qaida", "eBay"
		}
		return l
	}
	l |= capital1
	letters := 1
	for _, r := range w[n:] {
		if unicode.IsLower(r) {
			return l
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters > 1 {
		l |= shouted
	}
	return l
}

// readSentence marks the sentence's first word and lines set all in capitals or
// with every word capitalised, where a capital says nothing.
func (f *field) readSentence(from, to int) {
	words, caps, shouts, first := 0, 0, 0, -1
	for i := from; i < to; i++ {
		l := f.look[i]
		if !l.has(wordly) {
			continue
		}
		if first < 0 {
			first = i
		}
		if n := f.toks[i].End - f.toks[i].Start; n < 4 && !l.has(capital1) {
			continue // "of", "the": small even in titles
		}
		words++
		if l.has(capital1) {
			caps++
		}
		if l.has(shouted) {
			shouts++
		}
	}
	if first < 0 {
		return
	}
	f.look[first] |= opening
	all := look(0)
	if words >= 3 && shouts*10 >= words*9 {
		all = loud
	} else if words >= 4 && caps*10 >= words*9 {
		all = titled
	}
	for i := from; i < to; i++ {
		f.look[i] |= all
	}
}

// word returns the text of token i, "" outside the field.
func (f *field) word(i int) string {
	if i < 0 || i >= len(f.toks) {
		return ""
	}
	return f.toks[i].Text(f.text)
}

// is reports whether token i is one of the words, in any case.
func (f *field) is(i int, words ...string) bool {
	w := f.word(i)
	for _, x := range words {
		if len(w) == len(x) && strings.EqualFold(w, x) {
			return true
		}
	}
	return false
}

// joined reports whether tokens i-1 and i stand in one line.
func (f *field) joined(i int) bool {
	return i > 0 && i < len(f.toks) && !f.toks[i].Line
}

// capAt reports whether token i is a capitalised word of the same line as i-1.
func (f *field) capAt(i int) bool {
	return i >= 0 && i < len(f.toks) && f.look[i].has(capital1)
}

// between returns the text of tokens [from, to).
func (f *field) between(from, to int) string {
	return f.text[f.toks[from].Start:f.toks[to-1].End]
}
