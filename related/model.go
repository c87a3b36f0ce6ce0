package related

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

// Version tells that stories are placed otherwise than before: those on file are placed anew.
const Version = "related-13"

//go:embed model/weights.json
var modelFile []byte

// Model is what related/train fits. Texted weighs pairs where both stories have a
// lead, Bare the others; pair.go gives the order of their inputs. Context weighs a
// pair of headlines among others (see Headlines).
type Model struct {
	Texted   Net       `json:"texted"`
	Bare     Net       `json:"bare"`
	Context  []float64 `json:"context"`
	Event    []float64 `json:"event"`   // weighs an event a story may join, see eventFeatures
	Evidence []float64 `json:"witness"` // weighs the evidence that two stories are of one event, see evidenceFeatures
	Worth    []float64 `json:"worth"`   // the same for one being worth showing beside the other
	Priors   string    `json:"-"`       // the table of word frequencies as priors.bin holds it
	Vectors  string    `json:"-"`       // the table of word vectors as vectors.bin holds it
}

// logistic is the chance for the features f with the weights w, even without any.
func logistic(w []float64, f []float32) float64 {
	var z float64
	for i, v := range w {
		z += v * float64(f[i])
	}
	return 1 / (1 + math.Exp(-z))
}

// Net is a logistic model over a layer of tanh units, which see the features: it can
// say that a shared rare name counts for less when days lie between.
type Net struct {
	In  [][]float32 `json:"in"`  // a row of weights for each unit
	Out []float32   `json:"out"` // a weight for each unit, then the bias
}

// FittedModel is the embedded model.
func FittedModel() (Model, error) {
	m := Model{Priors: priorTable, Vectors: vectorTable}
	if err := json.Unmarshal(modelFile, &m); err != nil {
		return m, fmt.Errorf("read weights.json: %w", err)
	}
	return m, m.Check()
}

// Check reports whether the model has a weight for each feature.
func (m *Model) Check() error {
	for _, n := range []Net{m.Texted, m.Bare} {
		if len(n.In) == 0 || len(n.Out) != len(n.In)+1 {
			return fmt.Errorf("read weights.json: %d units, %d weights for them", len(n.In), len(n.Out))
		}
		for _, row := range n.In {
			if len(row) != nFeatures {
				return fmt.Errorf("read weights.json: %d weights, want %d", len(row), nFeatures)
			}
		}
	}
	if len(m.Event) != nEvent || len(m.Evidence) != nEvidence || len(m.Worth) != nEvidence {
		return fmt.Errorf("read weights.json: %d weights for events, %d and %d for evidence, want %d and %d", len(m.Event), len(m.Evidence), len(m.Worth), nEvent, nEvidence)
	}
	return nil
}

// chance is the model's probability that the pair is of one event.
func (m *Model) chance(f *features, texted bool) float64 {
	if texted {
		return m.Texted.Chance(f[:])
	}
	return m.Bare.Chance(f[:])
}

// Chance is the probability for the features x.
func (n Net) Chance(x []float32) float64 {
	if len(n.Out) == 0 {
		return 0.5
	}
	z := n.Out[len(n.In)]
	for j, row := range n.In {
		var a float32
		row = row[:len(x)]
		for i, v := range x {
			a += row[i] * v
		}
		z += n.Out[j] * tanh(a)
	}
	return 1 / (1 + math.Exp(-float64(z)))
}

// tanh by its continued fraction: exact to 0.0001, which the rounded weights are too.
func tanh(x float32) float32 {
	if x > 5 {
		return 1
	}
	if x < -5 {
		return -1
	}
	y := x * x
	return x * (135135 + y*(17325+y*(378+y))) / (135135 + y*(62370+y*(3150+y*28)))
}
