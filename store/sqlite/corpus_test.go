package sqlite_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"dateline/news"
)

// corpus makes stories for benchmarks: 400 words each, drawn by Zipf's law from the
// word list and from made-up words, with a few of them often in each story, so
// that they pack and index much as English wire copy does. TestCorpus holds it to
// what 500 real articles of 400 words measure.
type corpus struct {
	rng   *rand.Rand
	words []string // by rank
	sum   []float64
	feeds []news.Feed
	n     int
}

func newCorpus(feeds int) *corpus {
	c := &corpus{rng: rand.New(rand.NewPCG(1, 2))}
	list, err := os.ReadFile("words.txt")
	if err != nil {
		panic(err) // tests run in the package's folder
	}
	c.words = strings.Fields(string(list))
	syllables := strings.Fields("ba con de re tion ment ing er al in or an per sta tra ver com pro min ist ter ate ous ence able ly ed en ti ri la mo no ra se to ve wa ker dan son burg ville ster ham ton i a o")
	for len(c.words) < 24000 {
		var w strings.Builder
		for range 2 + c.rng.IntN(2) {
			w.WriteString(syllables[c.rng.IntN(len(syllables))])
		}
		c.words = append(c.words, w.String())
	}
	// Names are among the commonest words, too.
	for i := 100; i < 4000; i += 9 {
		c.words[i], c.words[i+6000] = c.words[i+6000], c.words[i]
	}
	total := 0.0
	for i := range c.words {
		total += 1 / math.Pow(float64(i)+2.7, 0.98)
		c.sum = append(c.sum, total)
	}
	for i := range feeds {
		url := fmt.Sprintf("https://outlet%03d.example/world/rss.xml", i)
		c.feeds = append(c.feeds, news.Feed{ID: news.NewFeedID(url), URL: url, Title: fmt.Sprintf("Outlet %03d", i), Outlet: fmt.Sprintf("Outlet %03d", i), Lang: "en"})
	}
	return c
}

func (c *corpus) word() string {
	x := c.rng.Float64() * c.sum[len(c.sum)-1]
	lo, hi := 0, len(c.sum)-1
	for lo < hi {
		if mid := (lo + hi) / 2; c.sum[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return c.words[lo]
}

func (c *corpus) text(words int) string {
	var b strings.Builder
	sentence := 0
	topic := make([]string, 16)
	for i := range topic {
		topic[i] = c.words[40+c.rng.IntN(4000)]
	}
	for n := 0; n < words; {
		w := c.word()
		if c.rng.IntN(10) < 3 {
			w = topic[c.rng.IntN(len(topic))]
		}
		if sentence == 0 {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		b.WriteString(w)
		k := len(strings.Fields(w))
		n += k
		sentence += k
		switch {
		case n >= words:
			b.WriteString(".")
		case sentence > 14+c.rng.IntN(15) && c.rng.IntN(2) == 0:
			b.WriteString(".\n")
			sentence = 0
		case sentence > 14+c.rng.IntN(15):
			b.WriteString(". ")
			sentence = 0
		case c.rng.IntN(12) == 0:
			b.WriteString(", ")
		default:
			b.WriteString(" ")
		}
	}
	return b.String()
}

// story makes the next story of feed i, minutes before corpusTime.
func (c *corpus) story(i int) news.Story {
	f := c.feeds[i]
	c.n++
	at := corpusTime.Add(-time.Duration(c.rng.IntN(30*24*3600)) * time.Second)
	title := strings.ReplaceAll(c.text(9), "\n", " ")
	key := fmt.Sprintf("%s/%d/%s", strings.TrimSuffix(f.URL, "/rss.xml"), 1000000+c.n, strings.ToLower(strings.ReplaceAll(strings.Trim(title, "."), " ", "-")))
	return news.Story{
		ID: news.NewStoryID(f.ID, key), Feed: f.ID, GUID: key, Outlet: f.Outlet, URL: key, Title: title, Text: c.text(400), Lang: "en",
		Authors: []string{"A. Writer"}, Tags: []string{"World"}, Published: at, Seen: corpusTime, Version: 1,
		Dateline: news.Dateline{City: "SEOUL", Agency: "Yonhap", Month: 4, Day: 10, End: 24},
	}
}

var corpusTime = time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)

var (
	corpusCountries = strings.Fields("PRK RUS KOR USA CHN UKR IRN ISR FRA DEU GBR JPN IND PAK SYR TUR EGY SAU BRA MEX ZAF NGA KEN ETH SDN")
	corpusUnits     = []string{"troops", "people killed", "people wounded", "USD", "percent", "days", "missiles"}
)

// annotation makes about what the engines find in 400 words of real copy: 36
// mentions of 20 names, 12 claims; and 6 relations.
func (c *corpus) annotation(st *news.Story) news.Annotation {
	a := news.Annotation{Story: st.ID, Version: 1, Tagger: "bench 1", Read: st, Place: news.Placement{Story: st.ID, Event: news.EventID(st.ID), Source: st.Outlet}}
	var words []news.Span
	for at := 0; at < len(st.Text); {
		n := strings.IndexAny(st.Text[at:]+" ", " \n")
		words = append(words, news.Span{Start: at, End: at + n})
		at += n + 1
	}
	for i := range 36 {
		a.Mentions = append(a.Mentions, c.mention(st, i, words[i*len(words)/37], words[i*len(words)/37+1]))
	}
	for i := range 12 {
		w := words[i*len(words)/13:]
		a.Claims = append(a.Claims, news.Claim{Field: news.InText, Source: []news.Span{{Start: w[0].Start, End: w[2].End}}, Cue: []news.Span{w[3]},
			Content: []news.Span{{Start: w[4].Start, End: w[18].End}}, Stance: news.Asserts, Kind: news.Speech, Speaker: a.Mentions[i].Ref, SpeakerName: a.Mentions[i].Name,
			Outer: -1, Anonymous: i == 2, Hedged: i == 3, Quoted: i%3 == 0, Why: news.Why{Rule: "model", Detail: st.Text[w[3].Start:w[3].End], Margin: 9 * c.rng.Float64()}})
	}
	if c.rng.IntN(10) == 0 {
		a.Claims[1].Stance = news.Denies
	}
	for range 6 {
		a.Place.Relations = append(a.Place.Relations, news.Relation{From: st.ID, To: news.NewStoryID(st.Feed, fmt.Sprint(c.rng.IntN(1e9))), Kind: news.Background, Score: c.rng.Float64(),
			Why: news.Why{Rule: "model", Detail: "both name " + st.Text[words[9].Start:words[9].End] + ", " + st.Text[words[30].Start:words[30].End]}})
	}
	return a
}

// mention makes the i-th mention at a word and the one after it.
func (c *corpus) mention(st *news.Story, i int, w, next news.Span) news.Mention {
	m := news.Mention{Field: news.InText, Span: w, Why: news.Why{Rule: "model", Margin: 9 * c.rng.Float64()}}
	text := st.Text[w.Start:w.End]
	switch i % 4 {
	case 0:
		m.Kind, m.Ref = news.Country, corpusCountries[c.rng.IntN(8+i/2)]
		m.Name, m.Why = "Country of "+m.Ref, news.Why{Rule: "country", Detail: "Country of " + m.Ref}
	case 1:
		m.Span = news.Span{Start: w.Start, End: next.End}
		m.Kind, m.Name, m.Why.Detail = news.Person, st.Text[w.Start:next.End], "a person by the words around it"
		m.Ref = strings.ReplaceAll(strings.ToLower(m.Name), " ", "-")
	case 2:
		m.Kind, m.Name, m.Ref, m.Why.Detail = news.Organisation, text, strings.ToLower(text), "an organisation by the words around it"
	case 3:
		if i%8 == 3 {
			m.Kind, m.Name, m.Ref, m.Why.Detail = news.Organisation, text, strings.ToLower(text), "an organisation by the words around it"
			break
		}
		unit := corpusUnits[c.rng.IntN(len(corpusUnits))]
		m.Kind, m.Figure = news.FigureKind, &news.Figure{Value: float64(1 + c.rng.IntN(3000)), Unit: unit, Approx: "more than", Counted: next}
		m.Why = news.Why{Rule: "number", Detail: "counts " + unit}
	}
	return m
}
