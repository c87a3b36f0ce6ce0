package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"dateline/claims"
	"dateline/learn"
	"dateline/learn/train"
	"dateline/news"
)

// written are articles of one sentence each, a claim in every other one.
func written() []gold {
	var gs []gold
	for _, who := range []string{"The mayor", "A spokeswoman", "The bank", "Ann Low", "Officials"} {
		for _, said := range []string{"said", "says", "warned", "announced"} {
			for _, what := range []string{"the dam was holding", "prices would rise", "the road had been closed", "the talks had failed"} {
				for _, claim := range []bool{true, false} {
					text := fmt.Sprintf("%s %s %s.", who, said, what)
					if !claim {
						text = fmt.Sprintf("On Monday %s and %s.", strings.ToLower(who[:1])+who[1:], what)
					}
					g := gold{Story: news.Story{Text: text, Lang: "en"}, Marked: true, Part: len(gs) / 2}
					if claim {
						m := mark{Claim: news.Claim{Field: news.InText, Kind: news.Speech, Stance: news.Asserts,
							Source: find(text, who), Cue: find(text, said), Content: find(text, what)}}
						m.Head = m.Source
						g.Marks, g.Claims = []mark{m}, []news.Claim{m.Claim}
					}
					gs = append(gs, g)
				}
			}
		}
	}
	return gs
}

func find(text, words string) []news.Span {
	i := strings.Index(text, words)
	return []news.Span{{Start: i, End: i + len(words)}}
}

// embeddedSyntax is that of the model in the product.
func embeddedSyntax(t *testing.T) *syntax {
	t.Helper()
	b, err := os.ReadFile("../model/model.bin")
	if err != nil {
		t.Fatal(err)
	}
	cs, err := decodeChains(b, 2)
	if err != nil {
		t.Fatal(err)
	}
	return &syntax{tags: cs[0], moves: cs[1], halves: [2]*train.Chain{cs[1], cs[1]}}
}

// TestTrainIsRepeatable trains cues and roles twice on top of the embedded syntax: the
// same data give the same bytes, and a model that reads them.
func TestTrainIsRepeatable(t *testing.T) {
	gs, syn := written(), embeddedSyntax(t)
	var files [2][]byte
	for i := range files {
		f := newFit(io.Discard)
		f.Cues.MaxRows, f.Roles.MaxRows, f.Cues.Epochs, f.Roles.Epochs = 5000, 5000, 4, 4
		ms, err := f.taggers(gs, syn)
		if err != nil {
			t.Fatal(err)
		}
		if ms, err = decodeTaggers(encodeTaggers(ms), syn); err != nil {
			t.Fatal(err)
		}
		m, err := f.judge(gs, ms)
		if err != nil {
			t.Fatal(err)
		}
		files[i] = m.encode()
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("training twice gives other bytes")
	}
	m, err := claims.DecodeModel(files[0])
	if err != nil {
		t.Fatal(err)
	}
	s := &news.Story{Text: "The mayor said the dam was holding.", Lang: "en"}
	if cs := claims.NewFinder(m).FindAll(s, nil, nil, nil); len(cs) != 1 || len(cs[0].Source) != 1 || len(cs[0].Content) != 1 {
		t.Errorf("the trained model finds %+v", cs)
	}
}

// TestSyntaxFollowsTheTree fits the tagger and the parsers to one sentence over and over:
// they find its parts of speech and its tree.
func TestSyntaxFollowsTheTree(t *testing.T) {
	text := "The mayor said the dam held."
	tree := []struct {
		word, tag string
		head      int
	}{{"The", "DT", 1}, {"mayor", "NN", 2}, {"said", "VBD", -1}, {"the", "DT", 4}, {"dam", "NN", 5}, {"held", "VBD", 2}, {".", ".", 2}}
	g := gold{Story: news.Story{Text: text}}
	at := 0
	for _, w := range tree {
		at += strings.Index(text[at:], w.word)
		g.Silver = append(g.Silver, silver{at, at + len(w.word), w.tag, w.head})
	}
	f := newFit(io.Discard)
	f.Tags.Epochs, f.Moves.Epochs = 30, 30
	gs := slices.Repeat([]gold{g}, 20)
	s, err := f.syntax(gs)
	if err != nil {
		t.Fatal(err)
	}
	if s, err = decodeSyntax(s.encode()); err != nil {
		t.Fatal(err)
	}
	m := (&model{tags: s.tags, moves: s.moves}).opened()
	toks, _ := f.texts.Read(&g.Story, news.InText, 0, len(text))
	f.texts.Tag(m)
	heads := goldHeads(nil, toks, g.Silver)
	var costs []int
	var chosen learn.Path
	f.texts.Moves(0, func(st *claims.State, feats []learn.Hash) int {
		move := st.Best(m.Moves.Score(&chosen, feats))
		costs = append(costs, cost(st, move, heads))
		return move
	})
	if slices.Max(costs) != 0 {
		t.Errorf("moves that cost %v arcs of the tree", costs)
	}
}

func TestCoarse(t *testing.T) {
	for penn, want := range map[string]string{"NNS": "NN", "VBD": "VBD", "WRB": "W", "EX": "PRP", "FW": "X", ".": "O", "": "O"} {
		if got := tagNames[coarse(penn)]; got != want {
			t.Errorf("%q is %s, want %s", penn, got, want)
		}
	}
}

func TestWithRoles(t *testing.T) {
	text := "Ann plans to leave, and said that all is well."
	for _, c := range []struct{ name, cue, content, wantCue, wantContent string }{
		{"a cue that is its content", "plans to leave", "", "plans", "to leave"},
		{"that", "said", "all is well", "said", "that all is well"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := news.Claim{Field: news.InText, Cue: find(text, c.cue)}
			if c.content != "" {
				m.Content = find(text, c.content)
			}
			m = withRoles(text, m)
			cue, content := text[m.Cue[0].Start:m.Cue[0].End], text[m.Content[0].Start:m.Content[0].End]
			if cue != c.wantCue || content != c.wantContent {
				t.Errorf("got %q, %q", cue, content)
			}
		})
	}
}
