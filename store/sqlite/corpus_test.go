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
	corpusPeople    = []string{"Rafael Grossi", "Ana Lindqvist", "Tomas Varga", "Min-ho Park", "Leila Haddad", "John Okafor", "Maria Esposito", "Ivan Petrov"}
	corpusUnits     = []string{"troops", "people killed", "people wounded", "USD", "percent", "days", "missiles"}
)

// annotation makes what engines might find in such a story: 18 names, 5 figures,
// 6 claims, 4 relations.
func (c *corpus) annotation(st *news.Story) news.Annotation {
	a := news.Annotation{Story: st.ID, Version: 1, Tagger: "bench 1", Place: news.Placement{Story: st.ID, Event: news.EventID(st.ID), Source: st.Outlet}}
	step := len(st.Text) / 26
	for i := range 23 {
		m := news.Mention{Field: news.InText, Span: news.Span{Start: i * step, End: i*step + 7 + c.rng.IntN(6)}}
		switch {
		case i%5 == 4:
			v := float64(1 + c.rng.IntN(3000))
			m.Kind, m.Figure = news.FigureKind, &news.Figure{Value: v, Unit: corpusUnits[c.rng.IntN(len(corpusUnits))], Approx: "more than", Counted: news.Span{Start: i*step + 8, End: i*step + 15}}
			m.Why = news.Why{Rule: "figure", Detail: "number with unit"}
		case i%5 == 3:
			m.Kind, m.Name = news.Person, corpusPeople[c.rng.IntN(len(corpusPeople))]
			m.Why = news.Why{Rule: "title", Margin: 0.71}
		default:
			m.Kind, m.Ref = news.Country, corpusCountries[c.rng.IntN(len(corpusCountries))]
			m.Name, m.Why = "Country "+m.Ref, news.Why{Rule: "gazetteer", Detail: "name"}
		}
		a.Mentions = append(a.Mentions, m)
	}
	for i := range 6 {
		at := i * len(st.Text) / 7
		a.Claims = append(a.Claims, news.Claim{Field: news.InText, Source: []news.Span{{Start: at, End: at + 20}}, Cue: []news.Span{{Start: at + 21, End: at + 25}},
			Content: []news.Span{{Start: at + 26, End: at + 140}}, Stance: news.Asserts, Kind: news.Speech, Speaker: "RUS", SpeakerName: "Kremlin",
			Outer: -1, Anonymous: i == 2, Hedged: i == 3, Why: news.Why{Rule: "cue", Detail: "said"}})
	}
	if c.rng.IntN(10) == 0 {
		a.Claims[1].Stance = news.Denies
	}
	for range 4 {
		a.Place.Relations = append(a.Place.Relations, news.Relation{From: st.ID, To: news.StoryID("abcdefghijklmnop"), Kind: news.Background, Score: c.rng.Float64(), Why: news.Why{Rule: "cosine", Detail: "north, missile, sanctions; PRK, RUS", Margin: 0.2}})
	}
	return a
}
