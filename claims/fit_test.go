package claims

import (
	"bytes"
	"io"
	"testing"

	"dateline/learn"
	"dateline/news"
)

// TestTrainIsRepeatable trains cues and roles on the probes, twice, on top of the
// embedded syntax: the same data give the same bytes, and a model that reads them.
func TestTrainIsRepeatable(t *testing.T) {
	m, err := decodeModel(modelFile)
	if err != nil {
		t.Fatal(err)
	}
	var gs []Gold
	for _, p := range readProbes(t)[:40] {
		gs = append(gs, probeGold(p))
	}
	syn := &Syntax{Tags: m.Tags, Moves: m.Moves, Halves: [2]*learn.Chain{m.Moves, m.Moves}}
	var files [2][]byte
	for i := range files {
		fit := NewFit(io.Discard)
		fit.Cues.MaxRows, fit.Roles.MaxRows, fit.Cues.Epochs, fit.Roles.Epochs = 5000, 5000, 4, 4
		trained, err := fit.Train(gs, syn)
		if err != nil {
			t.Fatal(err)
		}
		if files[i], err = trained.Encode(); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("training twice gives other bytes")
	}
	again, err := decodeModel(files[0])
	if err != nil {
		t.Fatal(err)
	}
	var r reader
	text := "The mayor said the dam was holding."
	r.read(newLexicon(), news.InText, text, 0, len(text))
	again.tag(&r)
	again.parse(&r)
	if fs := again.find(&r); len(fs) != 1 || len(fs[0].source) != 1 || len(fs[0].content) != 1 {
		t.Errorf("the trained model finds %+v", fs)
	}
}

// probeGold makes an article of a probe, with its claims for roles and for judgement.
func probeGold(p probe) Gold {
	g := Gold{Text: p.text, Marked: true, Part: p.line}
	for _, c := range p.claims {
		c.Field, c.Kind = news.InText, news.Speech
		g.Claims = append(g.Claims, c)
		g.Marks = append(g.Marks, Mark{Claim: c, Head: c.Source})
	}
	return g
}

func TestDecodeModelRefuses(t *testing.T) {
	for name, b := range map[string][]byte{"empty": nil, "cut": modelFile[:len(modelFile)/2], "noise": []byte("\x04\x00\x00\x00abcd"), "size": []byte("\xff\xff\xff\xffabcd")} {
		if _, err := decodeModel(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
