package main

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"dateline/news"
	"dateline/related"
)

// judged is a pair of stories of papers' own feeds as somebody judged it: "yes", "no" or "unsure".
type judged struct{ A, B, Same, Related string }

// fitEvidence fits the two models of evidence on the judged pairs of a stream of feeds. Where there
// is no such stream the embedded weights stay.
func fitEvidence(m *related.Model, dir, feeds string) error {
	fitted, err := related.FittedModel()
	if err != nil {
		return err
	}
	m.Evidence, m.Worth = fitted.Evidence, fitted.Worth
	if feeds == "" {
		return nil
	}
	st, err := lines[story](feeds)
	if err != nil {
		return err
	}
	ps, err := lines[judged](filepath.Join(dir, "real-pairs-train.jsonl"))
	if err != nil {
		return err
	}
	ps = append(ps, ours()...)
	same, worth := evidenceSamples(*m, st, ps)
	if len(same) == 0 {
		return errors.New("no judged pair is of stories of the stream")
	}
	m.Evidence, m.Worth = rounded(fit(same, evidencePenalty)), rounded(fit(worth, penalty))
	fmt.Println(len(same), "judged pairs of feeds")
	return nil
}

// evidencePenalty is half that of the other models: there are more judged pairs of one event.
const evidencePenalty = 0.5

// refitEvidence fits the two models of evidence and leaves the rest as it is embedded.
func refitEvidence(dir, feeds, out string) error {
	if feeds == "" {
		return errors.New("-feeds is required: the stories of the judged pairs")
	}
	m, err := related.FittedModel()
	if err != nil {
		return err
	}
	if err := fitEvidence(&m, dir, feeds); err != nil {
		return err
	}
	return write(out, m)
}

// ourPairs are further pairs of the same stream, the likest ones, judged by the same rules: ids, no text.
//
//go:embed judged.jsonl
var ourPairs string

func ours() (ps []judged) {
	for line := range strings.Lines(ourPairs) {
		var p judged
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			panic(err) // the file is part of the program, and a test reads it
		}
		ps = append(ps, p)
	}
	return ps
}

// evidenceSamples places the stream and gives what the models see of each pair when its later
// story comes.
func evidenceSamples(m related.Model, st []story, ps []judged) (same, worth []sample) {
	later := map[string][]judged{}
	for _, p := range ps {
		later[p.B] = append(later[p.B], p)
	}
	x := related.New(related.Options{Model: &m})
	rng, pool := rand.New(rand.NewPCG(7, 1)), namePool(st)
	for _, s := range st {
		f := news.Filing{Story: s.news()}
		for _, p := range later[s.ID] {
			v := x.Evidence(f, news.StoryID(p.A))
			if v == nil {
				continue
			}
			if p.Same != "unsure" {
				same = append(same, sample{x: v, same: p.Same == "yes", weight: 1})
			}
			if p.Same == "yes" {
				same = append(same, sisterEvidence(x, s, p.A, pool, rng)...)
			}
			if p.Related != "unsure" {
				worth = append(worth, sample{x: v, same: p.Related == "yes", weight: 1})
			}
		}
		x.Place(f, nil)
	}
	return same, worth
}

// sisterEvidence is what the model sees of an earlier story and the one of its event with most of its
// names and all its numbers swapped: two storms, two quakes, two votes.
func sisterEvidence(x *related.Index, s story, earlier string, pool []string, rng *rand.Rand) []sample {
	if len(pool) == 0 {
		return nil
	}
	v := x.Evidence(news.Filing{Story: swapped(s, pool, rng)}, news.StoryID(earlier))
	if v == nil {
		return nil
	}
	return []sample{{x: v, weight: sisterWeight}}
}

const sisterWeight = 0.5 // of a judged pair

func rounded(w []float64) []float64 {
	for i, v := range w {
		w[i] = math.Round(v*1e4) / 1e4
	}
	return w
}

// lines reads a file of one JSON object a line.
func lines[T any](file string) ([]T, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	var out []T
	for in.Scan() {
		if strings.TrimSpace(in.Text()) == "" {
			continue
		}
		var r T
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		out = append(out, r)
	}
	return out, in.Err()
}
