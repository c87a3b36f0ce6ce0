package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math"
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
	m.Witness, m.Worth = fitted.Witness, fitted.Worth
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
	same, worth := evidenceSamples(*m, st, ps)
	if len(same) == 0 {
		return errors.New("no judged pair is of stories of the stream")
	}
	m.Witness, m.Worth = rounded(fit(same, penalty)), rounded(fit(worth, penalty))
	fmt.Println(len(same), "judged pairs of feeds")
	return nil
}

// evidenceSamples places the stream and gives what the models see of each pair when its later
// story comes.
func evidenceSamples(m related.Model, st []story, ps []judged) (same, worth []sample) {
	later := map[string][]judged{}
	for _, p := range ps {
		later[p.B] = append(later[p.B], p)
	}
	x := related.New(related.Options{Model: &m})
	for _, s := range st {
		f := news.Filing{Story: s.news()}
		for _, p := range later[s.ID] {
			v := x.Witness(f, news.StoryID(p.A))
			if v == nil {
				continue
			}
			if p.Same != "unsure" {
				same = append(same, sample{x: v, same: p.Same == "yes", weight: 1})
			}
			if p.Related != "unsure" {
				worth = append(worth, sample{x: v, same: p.Related == "yes", weight: 1})
			}
		}
		x.Place(f)
	}
	return same, worth
}

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
