// Command train fits the model of package claims to the PolNeAR corpus.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"dateline/claims"
	"dateline/news"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run() error {
	data := flag.String("data", "", "folder that holds claims/ (PolNeAR) and wire/ (marked news)")
	out := flag.String("out", "claims/model/model.bin", "the model to write")
	keep := flag.String("syntax", "", "keep the tagger and the parsers in this file, or take them from it")
	kept := flag.String("taggers", "", "keep the cue and role taggers in this file, or take them from it")
	wire := flag.Float64("wire", 2, "weight of the wire's claims")
	feeds := flag.Float64("feeds", 4, "weight of the feeds' claims")
	fit := claims.NewFit(os.Stdout)
	fit.Flags(flag.CommandLine)
	flag.Parse()
	if *data == "" {
		return errors.New("-data is needed")
	}
	gs, err := read(filepath.Join(*data, "claims"), "train")
	if err != nil {
		return err
	}
	for _, w := range []struct {
		name   string
		weight float64
	}{{"train.jsonl", *wire}, {"feeds-train.jsonl", *feeds}} {
		more, err := readMarked(filepath.Join(*data, "wire", w.name), float32(w.weight))
		if err != nil {
			return err
		}
		gs = append(gs, more...)
	}
	syn, err := syntax(fit, gs, *keep)
	if err != nil {
		return err
	}
	ms, err := taggers(fit, gs, syn, *kept)
	if err != nil {
		return err
	}
	m, err := fit.Judge(gs, ms)
	if err != nil {
		return err
	}
	b, err := m.Encode()
	if err != nil {
		return err
	}
	fmt.Println(len(b), "bytes")
	return os.WriteFile(*out, b, 0o644)
}

// syntax learns the tagger and the parsers, or takes them from the file kept.
func syntax(fit *claims.Fit, gs []claims.Gold, keep string) (*claims.Syntax, error) {
	if b, err := os.ReadFile(keep); err == nil && keep != "" {
		return claims.DecodeSyntax(b)
	}
	s, err := fit.Syntax(gs)
	if err != nil || keep == "" {
		return s, err
	}
	b, err := s.Encode()
	if err != nil {
		return nil, err
	}
	return s, os.WriteFile(keep, b, 0o644)
}

// taggers learns the cue and role taggers, or takes them from the file kept.
func taggers(fit *claims.Fit, gs []claims.Gold, syn *claims.Syntax, keep string) ([]*claims.Model, error) {
	if b, err := os.ReadFile(keep); err == nil && keep != "" {
		return claims.DecodeTaggers(b, syn)
	}
	ms, err := fit.Taggers(gs, syn)
	if err != nil || keep == "" {
		return ms, err
	}
	b, err := claims.EncodeTaggers(ms)
	if err != nil {
		return nil, err
	}
	return ms, os.WriteFile(keep, b, 0o644)
}

type article struct {
	ID           string
	Text         string
	Attributions []struct{ Source, Cue, Content [][2]int }
}

func spans(in [][2]int) (out []news.Span) {
	for _, s := range in {
		out = append(out, news.Span{Start: s[0], End: s[1]})
	}
	return
}

func read(dir, split string) ([]claims.Gold, error) {
	silver, err := readSilver(filepath.Join(dir, "polnear-"+split+".corenlp.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	f, err := os.Open(filepath.Join(dir, "polnear-"+split+".jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []claims.Gold
	dec := json.NewDecoder(bufio.NewReader(f))
	for dec.More() {
		var a article
		if err := dec.Decode(&a); err != nil {
			return nil, err
		}
		g := claims.Gold{Text: a.Text, Silver: silver[a.ID], Part: len(out)}
		for _, x := range a.Attributions {
			g.Claims = append(g.Claims, news.Claim{Field: news.InText, Source: spans(x.Source), Cue: spans(x.Cue), Content: spans(x.Content)})
		}
		out = append(out, g)
	}
	return out, nil
}

// marked is one story of the marked news.
type marked struct {
	ID, Title, Text string
	Claims          []struct {
		Field                           string
		Source, Head, Cue, Content, Via [][2]int
		Stance, Kind                    string
		Hedged, Anonymous               bool
	}
}

// readMarked reads stories with marks. Stories of one paper, or cut from one document,
// are of one part.
func readMarked(path string, weight float32) ([]claims.Gold, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []claims.Gold
	parts := map[string]int{}
	dec := json.NewDecoder(bufio.NewReader(f))
	for dec.More() {
		var a marked
		if err := dec.Decode(&a); err != nil {
			return nil, err
		}
		cut := "-"
		if strings.HasPrefix(a.ID, "voa-") {
			cut = "."
		}
		name, _, _ := strings.Cut(a.ID, cut)
		if _, ok := parts[name]; !ok {
			parts[name] = len(parts)
		}
		g := claims.Gold{Title: a.Title, Text: a.Text, Titled: cut == "-", Marked: true, Part: parts[name], Weight: weight}
		for _, c := range a.Claims {
			m := claims.Mark{Head: spans(c.Head), Claim: news.Claim{Source: spans(c.Source), Cue: spans(c.Cue), Content: spans(c.Content), Via: spans(c.Via),
				Stance: news.Stance(c.Stance), Kind: news.ClaimKind(c.Kind), Hedged: c.Hedged, Anonymous: c.Anonymous}}
			if c.Field == "text" {
				m.Field = news.InText
			}
			g.Marks = append(g.Marks, m)
		}
		g.Claims = claims.Outermost(a.Text, a.Title, g.Marks)
		out = append(out, g)
	}
	return out, nil
}

func readSilver(path string) (map[string][]claims.Silver, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	out := map[string][]claims.Silver{}
	dec := json.NewDecoder(bufio.NewReader(z))
	for dec.More() {
		var d struct {
			ID        string
			Sentences [][][6]any
		}
		if err := dec.Decode(&d); err != nil {
			return nil, err
		}
		var ts []claims.Silver
		for _, s := range d.Sentences {
			base := len(ts)
			for _, t := range s {
				x := claims.Silver{Start: int(t[0].(float64)), End: int(t[1].(float64)), Tag: t[2].(string), Head: -1, Rel: t[5].(string)}
				if h := int(t[4].(float64)); h > 0 {
					x.Head = base + h - 1
				}
				ts = append(ts, x)
			}
		}
		out[d.ID] = ts
	}
	return out, nil
}
