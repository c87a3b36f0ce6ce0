package related

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

//go:embed model.json
var modelFile []byte

// Model is the logistic model with the thresholds that go with it. Texted weighs
// pairs where both stories have a lead, Bare the others; FeatureNames gives the order.
type Model struct {
	Texted []float64 `json:"texted"`
	Bare   []float64 `json:"bare"`
	Join   float64   `json:"join"`   // least mean chance of the best three members for joining an event
	Show   float64   `json:"show"`   // least chance for showing a story as related
	Behind float64   `json:"behind"` // least chance for showing it as background
	Same   float64   `json:"same"`   // least chance for calling two headlines by themselves one event
	Priors string    `json:"-"`      // the table of word frequencies as priors.bin holds it
}

// FittedModel is the embedded model.
func FittedModel() (Model, error) {
	m := Model{Priors: priorTable}
	if err := json.Unmarshal(modelFile, &m); err != nil {
		return m, fmt.Errorf("read model.json: %w", err)
	}
	if len(m.Texted) != nFeatures || len(m.Bare) != nFeatures {
		return m, fmt.Errorf("read model.json: %d and %d weights, want %d", len(m.Texted), len(m.Bare), nFeatures)
	}
	return m, nil
}

// chance is the model's probability that the pair is of one event.
func (m *Model) chance(f *features, texted bool) float64 {
	w := m.Bare
	if texted {
		w = m.Texted
	}
	var z float64
	for i, x := range f {
		z += w[i] * float64(x)
	}
	return 1 / (1 + math.Exp(-z))
}
