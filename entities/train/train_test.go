package main

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func tokens(s string) []token {
	var out []token
	for w := range strings.FieldsSeq(s) {
		text, tag, ok := strings.Cut(w, "/")
		if !ok {
			tag = "O"
		}
		out = append(out, token{text, tag})
	}
	return out
}

// shown writes a sample's names as "text=label".
func shown(s sample) string {
	var out []string
	for _, n := range s.names {
		out = append(out, s.text[n.Start:n.End]+"="+modelLabels()[n.Label])
	}
	return strings.Join(out, " | ")
}

func TestSampleOf(t *testing.T) {
	c := &corpora{countries: map[string]bool{"Nepal": true}}
	for _, x := range []struct{ name, tokens, text, names string }{
		{"titles are cut", "Prime/B-per Minister/I-per Ann/I-per Low/I-per said so .", "Prime Minister Ann Low said so.", "Ann Low=B-PER"},
		{"countries only", "Nepal/B-gpe and Iraqi/B-gpe men", "Nepal and Iraqi men", "Nepal=B-LOC"},
		{"other kinds", "In May/B-tim the Cup/B-eve ended", "In May the Cup ended", ""},
		{"neighbours", "Acme/B-ORG Oslo/B-LOC", "Acme Oslo", "Acme=B-ORG | Oslo=B-LOC"},
		{"quotes", "`` Go , '' said Ivo/B-PER 's son", `"Go," said Ivo's son`, "Ivo=B-PER"},
		{"user names", "@ann/B-PER wrote", "@ann wrote", ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			s := c.sampleOf(tokens(x.tokens))
			if s.text != x.text || shown(s) != x.names {
				t.Errorf("got  %q %s\nwant %q %s", s.text, shown(s), x.text, x.names)
			}
		})
	}
}

func TestAgreeingMendsMachineLabels(t *testing.T) {
	text := "Low came. Low sat. Low ate. Then Low left for Low Hill."
	s := sample{text: text}
	for _, at := range []int{0, 10, 19} {
		s.names = append(s.names, labelled{Label: 1})
		s.names[len(s.names)-1].Start, s.names[len(s.names)-1].End = at, at+3
	}
	s.names = agreeing(text, s.names)
	if got := shown(s); got != "Low=B-PER | Low=B-PER | Low=B-PER" { // the fourth stands beside "Then"
		t.Errorf("got %s", got)
	}
	text = strings.Replace(text, "Then Low", "then Low", 1)
	s.text = text
	s.names = agreeing(text, s.names)
	if got := strings.Count(shown(s), "Low=B-PER"); got != 4 || strings.Contains(shown(s), "Hill") {
		t.Errorf("got %s", shown(s))
	}
}

func TestFillTemplates(t *testing.T) {
	f := &fillers{names: map[string][]string{"CLUB": {"Acme Rovers"}, "given": {"ann"}, "family": {"o'low-sen"}}, rng: rand.New(rand.NewPCG(1, 1))}
	s := (&corpora{}).sampleOf(f.fill("Soccer - {CLUB} 's {PER} is out ."))
	if s.text != "Soccer - Acme Rovers's Ann O'Low-Sen is out." || shown(s) != "Acme Rovers=B-ORG | Ann O'Low-Sen=B-PER" {
		t.Errorf("got %q %s", s.text, shown(s))
	}
	for line := range strings.Lines(templates) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		for w := range strings.FieldsSeq(line) {
			if i := strings.IndexByte(w, '{'); i >= 0 {
				if _, ok := slotLabels[strings.TrimSuffix(w[i+1:strings.IndexByte(w, '}')], "}")]; !ok {
					t.Errorf("no names for %s in %q", w, line)
				}
			}
		}
	}
}

func TestClassesGatherWhatPointsOneWay(t *testing.T) {
	var rows [][]float32
	for i := range 20 {
		v := make([]float32, gloveDims)
		v[i%2], v[2+i] = 1, 0.1
		rows = append(rows, unit(v))
	}
	near := nearest(rows, centresOf(rows, 2, 5))
	for i, c := range near {
		if (c == near[0]) != (i%2 == 0) {
			t.Fatalf("classes %v", near)
		}
	}
}

func TestTally(t *testing.T) {
	var n [3]counts
	tally(&n, []uint8{1, 2, 0, 5, 0, 3}, []uint8{1, 2, 0, 3, 0, 3})
	if n[0] != (counts{1, 1, 1}) || n[1] != (counts{1, 1, 2}) || n[2] != (counts{0, 1, 0}) {
		t.Errorf("got %v", n)
	}
}
