package news

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// NewSince returns the sentences of a text that an older text does not have, word for
// word: those with a word that was put in. Spans are bytes of now, in order.
func NewSince(was, now string) []Span {
	var fresh []Span
	at := 0
	for _, r := range WordDiff(was, now) {
		if r.Fate == Removed {
			continue
		}
		if r.Fate == Added && countWords(r.Text) > 0 {
			fresh = append(fresh, Span{at, at + len(r.Text)})
		}
		at += len(r.Text)
	}
	var out []Span
	i := 0
	for _, s := range Sentences(now) {
		for i < len(fresh) && fresh[i].End <= s.Start {
			i++
		}
		for j := i; j < len(fresh) && fresh[j].Start < s.End; j++ {
			part := Span{max(fresh[j].Start, s.Start), min(fresh[j].End, s.End)}
			if countWords(now[part.Start:part.End]) > 0 {
				out = append(out, s)
				break
			}
		}
	}
	return out
}

// Sentences returns the sentences of a text, one paragraph a line, without the white
// space between them. A full stop ends one when white space and no small letter
// follows, but not after an initial or a short form.
func Sentences(text string) []Span {
	var out []Span
	start := 0
	put := func(end int) {
		body := strings.TrimSpace(text[start:end])
		if body != "" {
			from := start + strings.Index(text[start:end], body)
			out = append(out, Span{from, from + len(body)})
		}
		start = end
	}
	for i, r := range text {
		switch {
		case i < start: // a quotation mark that closed with the sentence
		case r == '\n':
			put(i)
		case strings.ContainsRune("。！？", r):
			put(i + len(string(r)))
		case strings.ContainsRune(".!?", r):
			if end := closing(text, i+1); end > 0 && (r != '.' || !shortForm(text[start:i])) {
				put(end)
			}
		}
	}
	put(len(text))
	return out
}

// closing returns where a sentence ends whose last stop is before byte at, after the
// quotation marks that close with it; 0 when it goes on.
func closing(text string, at int) int {
	rest := text[at:]
	trimmed := strings.TrimLeft(rest, `"'”’»)]`)
	at += len(rest) - len(trimmed)
	next := strings.TrimLeft(trimmed, " ")
	if len(next) == len(trimmed) && next != "" && next[0] != '\n' {
		return 0
	}
	if first, _ := utf8.DecodeRuneInString(next); unicode.IsLower(first) {
		return 0
	}
	return at
}

// shortForm reports whether the full stop after a text belongs to its last word.
func shortForm(text string) bool {
	w := text[strings.LastIndexAny(text, " \n(“\"")+1:]
	if len([]rune(w)) == 1 && strings.IndexFunc(w, unicode.IsUpper) == 0 {
		return true
	}
	return strings.Contains(w, ".") && len(w) < 5 || slices.Contains(shortForms, w)
}

var shortForms = strings.Fields("Mr Mrs Ms Dr Prof Gen Col Maj Capt Lt Sgt Adm Gov Sen Rep Rev Hon St Mt No Nos vs Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec Inc Ltd Co Corp Bros approx est")

// SentenceAt returns the sentence of a text that holds the beginning of a span, one of
// Sentences; between two it is the next one of the paragraph. What stands outside the
// text or in an empty paragraph gives an empty span there.
func SentenceAt(text string, at Span) Span {
	start := min(max(at.Start, 0), len(text))
	from := strings.LastIndexByte(text[:start], '\n') + 1
	to := len(text)
	if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
		to = start + i
	}
	last := Span{start, start}
	for _, s := range Sentences(text[from:to]) {
		last = Span{s.Start + from, s.End + from}
		if last.End > start {
			break
		}
	}
	return last
}
