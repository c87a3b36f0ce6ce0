package learn

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"dateline/learn/internal/layout"
)

var tokenCases = []struct{ name, text, want string }{
	{"plain", "The cat sat.", "The|cat|sat|."},
	{"possessive", "Seoul's and Jones’s and officials' word", "Seoul|'s|and|Jones|’s|and|officials|'|word"},
	{"clitics", "they've didn't I'm", "they|'ve|didn't|I|'m"},
	{"inner apostrophe", "O'Brien in N'Djamena, Côte d'Ivoire", "O'Brien|in|N'Djamena|,|Côte|d'Ivoire"},
	{"abbreviations", "U.S. and N.Korea and Mr. J.K. Low of Acme Inc. said.", "U.S.|and|N.Korea|and|Mr.|J.K.|Low|of|Acme|Inc.|said|."},
	{"full stop", "He came home.", "He|came|home|."},
	{"missing space", "It ended.The rest", "It|ended|.|The|rest"},
	{"host", "see example.com or https://example.org/a?b.", "see|example.com|or|https://example.org/a?b|."},
	{"numbers", "1,000+ of 3.5bn, 90-day, 5.2-magnitude, 22.6% $3bn 2-1", "1,000|+|of|3.5bn|,|90|-|day|,|5.2|-|magnitude|,|22.6|%|$|3bn|2|-|1"},
	{"hyphens", "U.S.-led Covid-19 al-Qaeda -- end", "U.S.-led|Covid-19|al-Qaeda|--|end"},
	{"ampersand", "AT&T and Q&a", "AT&T|and|Q|&|a"},
	{"handles", "@ann_b #news # 5", "@ann_b|#news|#|5"},
	{"no spaces", "中国 说北京", "中|国|说|北|京"},
	{"hangul keeps words", "북한 정부는", "북한|정부는"},
	{"arabic", "قالت مصر", "قالت|مصر"},
	{"bad bytes", "a\xffb \xf0\x9f", "a|\xff|b|\xf0|\x9f"},
	{"quotes", "“It's on,” he said", "“|It|'s|on|,|”|he|said"},
	{"money glued", "US$5m", "US|$|5m"},
}

func TestTokenize(t *testing.T) {
	for _, c := range tokenCases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, k := range Tokenize(nil, c.text) {
				got = append(got, k.Text(c.text))
			}
			if g := strings.Join(got, "|"); g != c.want {
				t.Errorf("got  %s\nwant %s", g, c.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"stops", "It rained. We left! Why?", "It rained.|We left!|Why?"},
		{"titles", "Mr. Low met Gen. Park. Both smiled.", "Mr. Low met Gen. Park.|Both smiled."},
		{"quotes", "“Go.” He went.", "“Go.”|He went."},
		{"quotes within quotes", "“‘Go.’” (He went.) Both.", "“‘Go.’”|(He went.)|Both."},
		{"marks without end", "Go." + strings.Repeat(` "`, 9) + " He went.", `Go.|"|"|"|"|"|" " " " He went.`}, // looked back at so far and no further
		{"abbreviation ends", "He left the U.S. The rest stayed.", "He left the U.S.|The rest stayed."},
		{"abbreviation goes on", "The U.S. Senate met.", "The U.S. Senate met."},
		{"lines", "A title\nThe text", "A title|The text"},
		{"lower case", "It grew by approx. 5 percent at 3 p.m. in all.", "It grew by approx. 5 percent at 3 p.m. in all."},
	} {
		t.Run(c.name, func(t *testing.T) {
			toks := Tokenize(nil, c.text)
			var got []string
			for _, s := range Sentences(nil, c.text, toks) {
				got = append(got, c.text[toks[s[0]].Start:toks[s[1]-1].End])
			}
			if g := strings.Join(got, "|"); g != c.want {
				t.Errorf("got  %s\nwant %s", g, c.want)
			}
		})
	}
}

func FuzzTokenize(f *testing.F) {
	for _, c := range tokenCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		toks := Tokenize(nil, text)
		at := 0
		for _, k := range toks {
			if k.Start < at || k.End <= k.Start || k.End > len(text) {
				t.Fatalf("token %+v after byte %d of %d", k, at, len(text))
			}
			if rest := strings.TrimFunc(text[at:k.Start], isSpace); rest != "" {
				t.Fatalf("left out %q", rest)
			}
			if utf8.ValidString(text) && !(utf8.RuneStart(text[k.Start]) && (k.End == len(text) || utf8.RuneStart(text[k.End]))) {
				t.Fatalf("token %+v cuts a rune", k)
			}
			at = k.End
		}
		if rest := strings.TrimFunc(text[at:], isSpace); rest != "" {
			t.Fatalf("left out %q at the end", rest)
		}
		last := 0
		for _, s := range Sentences(nil, text, toks) {
			if s[0] != last || s[1] <= s[0] {
				t.Fatalf("sentence %v after token %d", s, last)
			}
			last = s[1]
		}
		if last != len(toks) {
			t.Fatalf("sentences end at %d of %d", last, len(toks))
		}
	})
}

func TestHashLower(t *testing.T) {
	for _, s := range []string{"", "North KOREA", "ÉLYSÉE", "Иран", "a\xffB", "İzmir"} {
		if HashLower(s) != HashOf(strings.ToLower(s)) && s != "a\xffB" && s != "İzmir" {
			t.Errorf("%q hashes otherwise than its lower case", s)
		}
	}
	if HashShape("McDonald's") != HashShape("McRonald's") || HashShape("Mc") == HashShape("MC") {
		t.Error("shapes are mixed up")
	}
}

// TestStepLeavesNothingOut holds the search that skips labels against the one that
// looks at all, on small numbers so that many are equal.
func TestStepLeavesNothingOut(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		k := 2 + rng.IntN(6)
		c := &Chain{labels: make([]string, k)}
		for range k * (k + 1) {
			v := rng.Int32N(9)
			if rng.IntN(8) == 0 {
				v = layout.Forbidden
			}
			c.trans = append(c.trans, v)
		}
		c.slacken()
		cur, next, back := make([]int32, k), make([]int32, k), make([]uint8, k)
		for x := range cur {
			cur[x] = rng.Int32N(15)
		}
		c.step(next, cur, back)
		for y := range k {
			all := make([]int32, k)
			for x := range k {
				all[x] = cur[x] + c.trans[x*k+y]
			}
			if best := argmax(all); back[y] != best || next[y] != all[best] {
				t.Fatalf("label %d of %v behind %v: got %d from %d, want %d from %d", y, c.trans, cur, next[y], back[y], all[best], best)
			}
		}
	}
}

// TestSumsOfRows holds the sums of many positions at once against rows added one by one,
// for every width of a row, with more features at a position than a sum of bytes has room for.
func TestSumsOfRows(t *testing.T) {
	for _, k := range []int{2, 3, 4, 7, 9, 22, 40} {
		t.Run(strconv.Itoa(k), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(uint64(k), 2))
			table, cells := randomTable(rng, k)
			var hs []Hash
			var ends []int
			for _, n := range []int{0, 3, 300, 1, 0, 520, 20} {
				for range n {
					hs = append(hs, rng.Uint64()&^0xffff|uint64(rng.IntN(3))) // the check bytes often fit
				}
				ends = append(ends, len(hs))
			}
			got, want := make([]int32, len(ends)*k), make([]int32, len(ends)*k)
			var w work
			table.addAll(got, k, hs, ends, &w)
			from := 0
			for i, end := range ends {
				for _, h := range hs[from:end] {
					row := cells[int(table.slot(h))*table.width:][:table.width]
					if row[0] != byte(h) || row[1] != byte(h>>8) {
						continue
					}
					for y := 1; y < k; y++ {
						want[i*k+y] += int32(row[1+y]) - layout.Bias
					}
				}
				if table.width == 4 {
					one := make([]int32, k)
					if table.addNarrow(one, hs[from:end]); !slices.Equal(one, want[i*k:i*k+k]) {
						t.Errorf("position %d alone: got %d, want %d", i, one, want[i*k:i*k+k])
					}
				}
				from = end
			}
			if !slices.Equal(got, want) {
				t.Errorf("got %d, want %d", got, want)
			}
		})
	}
}

// randomTable makes a table of 64 slots, and the bytes it was loaded from.
func randomTable(rng *rand.Rand, k int) (*table, []byte) {
	c := &table{slots: 64, width: layout.Width(k), seeds: make([]uint16, 8)}
	for i := range c.seeds {
		c.seeds[i] = uint16(rng.IntN(1 << 16))
	}
	cells := make([]byte, int(c.slots)*c.width)
	for i := range cells {
		cells[i] = byte(rng.IntN(256))
		if i%c.width < 2 {
			cells[i] = byte(rng.IntN(3)) * byte(1-i%c.width)
		}
	}
	c.load(cells)
	return c, cells
}

func BenchmarkTokenize(b *testing.B) {
	text := strings.Repeat("Seoul's military said on Thursday that U.S.-led forces had moved over 1,000 troops. ", 22)
	var toks []Token
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		toks = Tokenize(toks[:0], text)
	}
}
