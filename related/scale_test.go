package related

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

// madeNews makes stories of a size that feeds have, three of five alone in their event, with words as rare
// as words are: the first of a vocabulary stands in every other story, most in a few.
type madeNews struct {
	random *rand.Rand
	zipf   *rand.Zipf
	recent [][]string // words of the newest events
}

func newMadeNews() *madeNews {
	random := rand.New(rand.NewPCG(15, 1))
	return &madeNews{random: random, zipf: rand.NewZipf(random, 1.15, 12, 60_000)}
}

// word is the n-th word of the vocabulary; every sixth is a name.
func (m *madeNews) word() string {
	n := m.zipf.Uint64()
	var b strings.Builder
	for k := n*2654435761%1_000_003 + 26; k > 0; k /= 21 {
		b.WriteString("bdfgklmnprstvzbkmnrst"[k%21 : k%21+1])
		b.WriteString("aeiou"[k%5 : k%5+1])
	}
	if n%6 == 5 {
		return strings.ToUpper(b.String()[:1]) + b.String()[1:]
	}
	return b.String()
}

func (m *madeNews) words(n int) (all []string) {
	for range n {
		all = append(all, m.word())
	}
	return all
}

// story makes the i-th story, with a lead of so many words: two of five take half of their words from an
// event of the last hundreds.
func (m *madeNews) story(i, lead int) news.Filing {
	own := m.words(10 + lead)
	if len(m.recent) > 0 && m.random.IntN(5) < 2 {
		of := m.recent[m.random.IntN(len(m.recent))]
		for j := range own {
			if m.random.IntN(2) == 0 {
				own[j] = of[m.random.IntN(len(of))]
			}
		}
	} else {
		m.recent = append(m.recent, own)
		m.recent = m.recent[max(0, len(m.recent)-500):]
	}
	s := news.Story{ID: news.StoryID(fmt.Sprintf("%016x", i)), Outlet: fmt.Sprint("Outlet ", i%200), Lang: "en",
		Title: strings.Join(own[:10], " "), Text: "The " + strings.Join(own[10:], " the ") + ".", Published: start.Add(time.Duration(i) * 10 * time.Second)}
	return news.Filing{Story: s}
}

// BenchmarkScale places stories into a window of a hundred thousand (DATELINE_STORIES says otherwise) and
// tells what one takes (CPU where the system says it) and what the window takes in memory:
//
//	go test ./related -run '^$' -bench Scale -benchtime 5000x
func BenchmarkScale(b *testing.B) {
	window, err := strconv.Atoi(os.Getenv("DATELINE_STORIES"))
	if err != nil {
		window = 100_000
	}
	for _, c := range []struct {
		name string
		lead int // words
	}{{"leads of a sentence", 14}, {"leads of 600 bytes", 50}} {
		b.Run(c.name, func(b *testing.B) {
			made := newMadeNews()
			before := heap()
			x := New(Options{Stories: window})
			i := 0
			for ; i < window; i++ {
				f := made.story(i, c.lead)
				f.Event = news.EventID(f.Story.ID)
				x.Restore(f)
			}
			kept := heap() - before
			var fs []news.Filing
			for range b.N {
				fs = append(fs, made.story(i, c.lead))
				i++
			}
			b.ResetTimer()
			began := cpuTime()
			for _, f := range fs {
				x.Place(f, nil)
			}
			b.ReportMetric(float64(cpuTime()-began)/1e6/float64(b.N), "cpu-ms/story")
			b.ReportMetric(float64(kept)/(1<<20), "MiB")
			runtime.KeepAlive(x)
		})
	}
}

// heap is how many bytes live.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
