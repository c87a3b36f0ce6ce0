// Command train fits the model of package claims to the PolNeAR corpus.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"

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
	data := flag.String("data", "../shared/data/claims", "folder of the PolNeAR files")
	out := flag.String("out", "claims/model.bin", "the model to write")
	keep := flag.String("syntax", "", "keep the tagger and the parsers in this file, or take them from it")
	fit := claims.NewFit(os.Stdout)
	fit.Flags(flag.CommandLine)
	flag.Parse()
	gs, err := read(*data, "train")
	if err != nil {
		return err
	}
	syn, err := syntax(fit, gs, *keep)
	if err != nil {
		return err
	}
	m, err := fit.Train(gs, syn)
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
		g := claims.Gold{Text: a.Text, Silver: silver[a.ID]}
		for _, x := range a.Attributions {
			g.Claims = append(g.Claims, news.Claim{Source: spans(x.Source), Cue: spans(x.Cue), Content: spans(x.Content)})
		}
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
