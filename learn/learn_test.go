package learn

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
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

// toy makes sentences in which names stand after "Mr" and places after "in".
func toy() []Sequence {
	var data []Sequence
	for i := range 40 {
		var s Sequence
		words := []string{"Mr", "w" + string(rune('a'+i%7)), "sat", "in", "w" + string(rune('a'+i%5)), "."}
		for j, w := range words {
			if w != "." {
				s.Feats = append(s.Feats, HashOf(w))
				if j > 0 {
					s.Feats = append(s.Feats, Mix(1, HashOf(words[j-1])))
				}
			}
			s.Next()
		}
		s.Tags = []uint8{0, 1, 0, 0, 2, 0}
		data = append(data, s)
	}
	return data
}

func TestTrainLearnsAndPacks(t *testing.T) {
	data := toy()
	var losses []float64
	c, err := Train([]string{"O", "PER", "LOC"}, data, nil, Options{Progress: func(_ int, l float64) { losses = append(losses, l) }})
	if err != nil {
		t.Fatal(err)
	}
	if last := losses[len(losses)-1]; last > 0.05 || last > losses[0] {
		t.Errorf("loss went %v", losses)
	}
	var b, again bytes.Buffer
	if err := c.Encode(&b); err != nil {
		t.Fatal(err)
	}
	d, err := Decode(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var p Path
	for i := range data {
		d.Tag(&p, &data[i])
		if !slices.Equal(p.Tags, data[i].Tags) {
			t.Fatalf("sequence %d: got %v", i, p.Tags)
		}
		if d.Lead(&p, 1) <= 0 {
			t.Errorf("sequence %d: the best label does not lead", i)
		}
	}
	c, _ = Train([]string{"O", "PER", "LOC"}, toy(), nil, Options{})
	if err := c.Encode(&again); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Error("training twice gives other bytes")
	}
}

func TestTagObeysAllowed(t *testing.T) {
	allowed := func(from, to int) bool { return to != 2 || from == 1 }
	c, err := Train([]string{"O", "B", "I"}, toy(), nil, Options{Allowed: allowed})
	if err != nil {
		t.Fatal(err)
	}
	var p Path
	for _, s := range toy() {
		c.Tag(&p, &s)
		for i, y := range p.Tags {
			if y == 2 && (i == 0 || p.Tags[i-1] != 1) {
				t.Fatalf("path %v breaks the rule", p.Tags)
			}
		}
	}
	var empty Sequence
	c.Tag(&p, &empty)
	if len(p.Tags) != 0 {
		t.Error("an empty sequence got labels")
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
				v = forbidden
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

func TestDecodeRefuses(t *testing.T) {
	c, _ := Train([]string{"O", "X"}, toyTwo(), nil, Options{})
	var b bytes.Buffer
	if err := c.Encode(&b); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"empty": nil, "noise": []byte("no gzip"), "cut": b.Bytes()[:b.Len()/2]} {
		if _, err := Decode(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestDecodeRefusesWhatIsCut(t *testing.T) {
	c, err := Train([]string{"O", "PER", "LOC"}, toy(), nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var whole, again bytes.Buffer
	if err := c.Encode(&whole); err != nil {
		t.Fatal(err)
	}
	d, err := Decode(whole.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Encode(&again); err != nil || !bytes.Equal(whole.Bytes(), again.Bytes()) {
		t.Error("what was read is written otherwise")
	}
	for n := range whole.Len() {
		if _, err := Decode(whole.Bytes()[:n:n]); err == nil {
			t.Fatalf("cut at %d: no error", n)
		}
	}
}

// TestGroupsAreAsGoodAsFeatures learns and tags with every feature told at its
// position, and with what neighbours share told once.
func TestGroupsAreAsGoodAsFeatures(t *testing.T) {
	plain := toy()
	grouped := toy()
	for n := range grouped {
		s := &grouped[n]
		var g Sequence
		for i := range s.Ends {
			if fs := s.at(i); len(fs) > 0 {
				g.Feats = append(g.Feats, fs[1:]...)
				g.Shared = append(g.Shared, fs[0], 77)
				g.Uses = append(g.Uses, g.Group())
				plain[n].Feats = slices.Insert(plain[n].Feats, plain[n].Ends[i], 77)
				for j := i; j < len(plain[n].Ends); j++ {
					plain[n].Ends[j]++
				}
			}
			g.Next()
		}
		g.Tags = s.Tags
		*s = g
	}
	a, _ := Train([]string{"O", "PER", "LOC"}, plain, nil, Options{})
	b, _ := Train([]string{"O", "PER", "LOC"}, grouped, nil, Options{})
	var p, q Path
	for i := range plain {
		a.Tag(&p, &plain[i])
		a.Tag(&q, &grouped[i])
		if !slices.Equal(p.Tags, q.Tags) || !slices.Equal(p.Scores, q.Scores) {
			t.Fatalf("sequence %d: scores %v in groups, %v at their places", i, q.Scores, p.Scores)
		}
		if b.Tag(&q, &grouped[i]); !slices.Equal(q.Tags, plain[i].Tags) {
			t.Fatalf("sequence %d learnt in groups: got %v", i, q.Tags)
		}
	}
}

// TestTableAddsWhatWasPutIn holds the packed rows against plain sums, for rows of
// every width, with features that have no row among the others.
func TestTableAddsWhatWasPutIn(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, labels := range []int{2, 3, 4, 7, 8, 22, maxLabels} {
		var names []Hash
		var weights [][]int8
		rows := map[Hash][]int8{}
		for range 3000 {
			h, w := rng.Uint64(), make([]int8, labels-1)
			for y := range w {
				w[y] = int8(rng.IntN(255) - 127)
			}
			names, weights = append(names, h), append(weights, w)
			rows[h] = w
		}
		table := newTable(labels, names, weights)
		for n := range 40 {
			var hs []Hash
			want := make([]int32, labels)
			for range n * 15 {
				h := names[rng.IntN(len(names))]
				if rng.IntN(2) == 0 {
					h = 1 + uint64(rng.IntN(1<<30))<<16 // few rows end in 1, and none of these is theirs
				}
				hs = append(hs, h)
				for y, w := range rows[h] {
					want[y+1] += int32(w)
				}
			}
			got := make([]int32, labels)
			table.add(got, hs)
			if !slices.Equal(got, want) {
				t.Fatalf("%d labels, %d features: got %v, want %v", labels, len(hs), got, want)
			}
		}
	}
}

func toyTwo() []Sequence {
	s := Sequence{Feats: []Hash{1 << 60, 2}, Ends: []int{1, 2}, Tags: []uint8{0, 1}}
	return []Sequence{s, s}
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

// BenchmarkScore adds up 45 rows, half of which are there, of 100,000.
func BenchmarkScore(b *testing.B) {
	for _, labels := range []int{3, 7, 22} {
		b.Run(strconv.Itoa(labels), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(5, 6))
			names, weights := make([]Hash, 100_000), make([][]int8, 100_000)
			for i := range names {
				names[i], weights[i] = rng.Uint64(), make([]int8, labels-1)
			}
			c := &Chain{labels: make([]string, labels), table: newTable(labels, names, weights)}
			feats := make([]Hash, 1<<16)
			for i := range feats {
				feats[i] = names[rng.IntN(len(names))] + uint64(i&1)
			}
			var p Path
			at := 0
			for b.Loop() {
				c.Score(&p, feats[at:at+45])
				at = (at + 45) % (len(feats) - 45)
			}
		})
	}
}
