package related

import (
	"strings"

	"dateline/news"
)

// An outlet's regular pages go by a label that is its own ("8@eight:", "| Tide Watch"): no other
// outlet has it, and it comes once a day at most. A subject ("Zoravirus:") comes more often.

const mostLabels = 20_000 // labels remembered; then learning starts anew

// pageLabel is what is known of the label of an outlet's headlines.
type pageLabel struct {
	outlet  uint32
	last    int64
	times   uint8
	subject bool // of several outlets, or more often than once a day
}

// regular takes up the label of a headline and reports whether it is one of a regular page.
func (x *Index) regular(title string, outlet uint32, at int64) bool {
	text := labelOf(title)
	if text == "" || outlet == 0 || at == 0 {
		return false
	}
	if len(x.labels) > mostLabels {
		clear(x.labels)
	}
	key := hashString(strings.ToLower(text))
	l, known := x.labels[key]
	if known && l.last == at { // the same story, read again
		return !l.subject && float64(l.times) >= x.at[regularTimes]
	}
	l.subject = l.subject || known && (l.outlet != outlet || float64(at-l.last) < x.at[regularGap]*3600)
	l.outlet, l.last, l.times = outlet, at, min(l.times+1, 100)
	x.labels[key] = l
	return !l.subject && float64(l.times) >= x.at[regularTimes]
}

// labelOf is what stands before the first colon of a headline, or after its last bar.
func labelOf(title string) string {
	if i := strings.LastIndex(title, " | "); i > 0 && len(title)-i < 40 {
		return title[i:]
	}
	return opening(title)
}

// genreOf tells the genre of a story, by its words or by the label its outlet gave it.
func (x *Index) genreOf(s *news.Story, text string, outlet uint32) news.Genre {
	regular := x.regular(s.Title, outlet, unix(s.Time()))
	if g, _ := x.genres.of(s.Title, text); g != "" || !regular {
		return g
	}
	return news.ColumnGenre
}
