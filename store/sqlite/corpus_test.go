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
	// recent are stories that later ones go back to.
	recent []news.Placement
	// summaries has three of four texts be summaries of 60 words.
	summaries bool
}

func newCorpus(feeds int) *corpus {
	c := &corpus{rng: rand.New(rand.NewPCG(1, 2))}
	list, err := os.ReadFile("../packed/words.txt")
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

// rounds makes stories in order of time, the last ones just before corpusTime: of each
// event two or three, some in the words of another, a few urgent or corrected, with
// relations to what came before.
func (c *corpus) rounds(stories int, out chan<- round) {
	const perDay, perRound = 1667, 250
	for done := 0; done < stories; {
		var r round
		n := min(perRound, stories-done)
		end := corpusTime.Add(-time.Duration(float64(stories-done-n) / perDay * 24 * float64(time.Hour)))
		for range (n + 9) / 10 {
			feed := c.rng.IntN(len(c.feeds))
			d := news.Delivery{Feed: c.feeds[feed].ID}
			for range min(10, n-len(r.found)) {
				st := c.storyAt(feed, end.Add(-time.Duration(c.rng.IntN(perRound*86400/perDay))*time.Second))
				st.Seen = end
				a := c.annotation(&st)
				c.relate(&st, &a)
				d.Stories, r.found = append(d.Stories, st), append(r.found, a)
			}
			r.deliveries = append(r.deliveries, d)
		}
		out <- r
		done += n
	}
}

// relate places a story among the newest ones.
func (c *corpus) relate(st *news.Story, a *news.Annotation) {
	switch c.rng.IntN(100) {
	case 0, 1:
		st.Markers = []news.Marker{{Class: news.PriorityMarker, Rank: "1", Text: "URGENT"}}
	case 2:
		st.Markers = []news.Marker{{Class: news.CorrectionMarker, Text: "CORRECTION"}}
	}
	if n := len(c.recent); n > 0 {
		for i := range a.Place.Relations {
			r := &a.Place.Relations[i]
			r.To = c.recent[c.rng.IntN(n)].Story
			if i == 0 && c.rng.IntN(10) == 0 {
				r.Kind = news.Earlier
			}
		}
		if c.rng.IntN(10) < 6 {
			other := c.recent[c.rng.IntN(n)]
			a.Place.Event = other.Event
			if c.rng.IntN(6) == 0 {
				a.Place.Origin = other.Story
			}
		}
	}
	if len(c.recent) < 1500 {
		c.recent = append(c.recent, a.Place)
	} else {
		c.recent[c.n%len(c.recent)] = a.Place
	}
}

// story makes the next story of feed i, within the 30 days before corpusTime.
func (c *corpus) story(i int) news.Story {
	return c.storyAt(i, corpusTime.Add(-time.Duration(c.rng.IntN(30*24*3600))*time.Second))
}

// length is how many words the next text has: all of the article, or what most feeds
// give of it.
func (c *corpus) length() int {
	if c.summaries && c.rng.IntN(4) != 0 {
		return 60
	}
	return 400
}

func (c *corpus) storyAt(i int, at time.Time) news.Story {
	f := c.feeds[i]
	c.n++
	title := strings.ReplaceAll(c.text(9), "\n", " ")
	key := fmt.Sprintf("%s/%d/%s", strings.TrimSuffix(f.URL, "/rss.xml"), 1000000+c.n, strings.ToLower(strings.ReplaceAll(strings.Trim(title, "."), " ", "-")))
	return news.Story{
		ID: news.NewStoryID(f.ID, key), Feed: f.ID, GUID: key, Outlet: f.Outlet, URL: key, Title: title, Text: c.text(c.length()), Lang: "en",
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
	mentions, claims := min(36, len(words)/11), min(12, len(words)/19-1)
	for i := range mentions {
		a.Mentions = append(a.Mentions, c.mention(st, i, words[i*len(words)/(mentions+1)], words[i*len(words)/(mentions+1)+1]))
	}
	for i := range claims {
		w := words[i*len(words)/(claims+1):]
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
