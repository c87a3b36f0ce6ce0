package related

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dateline/news"
)

// Why one story stands beside another is told in a sentence: whom and what both name, which number
// both give, and only lacking those which words both have.

const (
	mostNamed  = 3 // names told
	mostGiven  = 2 // numbers told
	mostQuoted = 3 // words told
)

// word is a word of the new story that others have, too.
type word struct {
	n          uint32
	idf        float32
	text       string
	start, end int // bytes of headline or lead; the lead comes after the headline
	name, num  bool
}

// telltale lists the words of the new story that others have, too, in order. It is made once for all
// the old stories, since reading the text again for each of them took a quarter of the time.
func (x *Index) telltale(f *news.Filing, it *item) []word {
	var told []word
	from := 0
	scan := func(text string) {
		words(text, func(t token) {
			n, ok := x.lex.number[t.hash]
			if !ok || t.stop || x.lex.df[n] == 0 || dayName(text[t.start:t.end]) {
				return
			}
			_, name := slices.BinarySearch(it.names, n)
			told = append(told, word{n: n, idf: x.lex.idf(n), text: text[t.start:t.end], start: from + t.start, end: from + t.end, name: name && t.cap, num: t.num})
		})
		from += len(text) + 2
	}
	scan(clip(f.Story.Title, leadBytes))
	scan(lead(&f.Story))
	return told
}

// dayName reports whether a word is a day's name or a month's, which everybody writes.
func dayName(w string) bool {
	switch strings.TrimSuffix(strings.ToLower(w), "'s") {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "april", "june", "july",
		"august", "september", "october", "november", "december":
		return true
	}
	return false
}

// why tells what the two stories share, in the new one's words.
func why(told []word, it, old *item) news.Why {
	rule := "model"
	if across(it, old) {
		rule = "names and figures"
	}
	var parts []string
	names, numbers, others := sharedWords(told, old)
	if len(names) > 0 {
		parts = append(parts, "both name "+listed(names))
	}
	if len(numbers) > 0 {
		parts = append(parts, "both give "+listed(numbers))
	}
	if len(others) > 0 && (len(names) < 2 || len(numbers) == 0) {
		parts = append(parts, "both say "+listed(others))
	}
	if it.at != 0 && old.at != 0 {
		parts = append(parts, apart(it.at-old.at))
	}
	return news.Why{Rule: rule, Detail: strings.Join(parts, "; ")}
}

// listed is a list in words: "a, b and c".
func listed(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

// apart says how far apart two times are, in words.
func apart(secs int64) string {
	if secs < 0 {
		secs = -secs
	}
	switch h := secs / 3600; {
	case h < 1:
		return fmt.Sprintf("%d min apart", secs/60)
	case h < 48:
		return fmt.Sprintf("%d h apart", h)
	default:
		return fmt.Sprintf("%d days apart", h/24)
	}
}

// sharedWords lists the rarest names, numbers and other words that both stories have. Names in a row
// are one; the other words stand in quotation marks.
func sharedWords(told []word, old *item) (names, numbers, others []string) {
	var people, counts, rest []word
	for _, w := range told {
		if !old.has(w.n) {
			continue
		}
		last := len(people) - 1
		switch {
		case w.num:
			counts = append(counts, w)
		case w.name && last >= 0 && people[last].end+1 == w.start:
			p := &people[last]
			p.text, p.end, p.idf = p.text+" "+w.text, w.end, max(p.idf, w.idf)
		case w.name:
			people = append(people, w)
		default:
			w.text = "“" + strings.ToLower(w.text) + "”"
			rest = append(rest, w)
		}
	}
	return rarest(people, mostNamed), rarest(counts, mostGiven), rarest(rest, mostQuoted)
}

// rarest are the texts of the rarest words, each once; a shorter name goes that stands in a longer one.
func rarest(ws []word, most int) (out []string) {
	slices.SortStableFunc(ws, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.idf, a.idf), cmp.Compare(len(b.text), len(a.text)))
	})
	for _, w := range ws {
		if len(out) == most {
			break
		}
		inside := func(o string) bool { return strings.Contains(strings.ToLower(o), strings.ToLower(w.text)) }
		if !slices.ContainsFunc(out, inside) {
			out = append(out, w.text)
		}
	}
	return out
}
