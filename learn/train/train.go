// Package train fits the chains of package learn. It is deterministic: the same data in
// the same order with the same options give the same bytes.
package train

import (
	"cmp"
	"fmt"
	"math/rand/v2"

	"dateline/learn"
	"dateline/learn/internal/layout"
)

// Options steer the training of a chain. The zero value of a field takes the
// default said beside it.
type Options struct {
	Epochs   int     // passes over the data; 8
	Rate     float64 // AdaGrad's first step; 0.2
	Decay    float64 // pull of the weights towards 0 (L2), a touched weight a time; 1e-5
	Damping  float64 // AdaGrad's sum of squares starts here: the more, the smaller the steps of rare features; 1e-6
	Dropout  float64 // share of the features hidden each time a sequence is shown, so that none is relied on alone; 0
	MinCount int     // features seen less often are left out; 2
	MaxRows  int     // at most this many features are kept, the heaviest; 300,000
	Seed     uint64  // of the order in which sentences are shown
	// Allowed says which label may follow which; from is -1 at the start. nil
	// allows everything.
	Allowed func(from, to int) bool
	// Favour says by how many nats each step into a label is made likelier once the
	// weights are fitted: how misses are traded for false alarms. nil changes nothing.
	Favour func(label int) float64
	// Progress, when set, is told the mean loss (nats a position) of each pass.
	Progress func(epoch int, loss float64)
}

func (o Options) withDefaults() Options {
	o.Epochs = cmp.Or(o.Epochs, 8)
	o.Rate = cmp.Or(o.Rate, 0.2)
	o.Decay = cmp.Or(o.Decay, 1e-5)
	o.Damping = cmp.Or(o.Damping, 1e-6)
	o.MinCount = cmp.Or(o.MinCount, 2)
	o.MaxRows = cmp.Or(o.MaxRows, 300_000)
	return o
}

// Chain is a chain that was fitted.
type Chain struct {
	*learn.Chain
	File []byte // as learn.Decode reads it
}

// Open makes a Chain of its file.
func Open(file []byte) (*Chain, error) {
	c, err := learn.Decode(file)
	if err != nil {
		return nil, err
	}
	return &Chain{c, file}, nil
}

// Fit fits a conditional random field (Lafferty, McCallum and Pereira 2001) to
// the sequences by AdaGrad (Duchi, Hazan and Singer 2011) and packs it into 8-bit
// weights. weights gives each sequence its importance; nil counts all as 1.
func Fit(labels []string, data []learn.Sequence, weights []float32, o Options) (*Chain, error) {
	if len(labels) < 2 || len(labels) > layout.MaxLabels || len(data) == 0 {
		return nil, fmt.Errorf("fit chain: needs 2 to %d labels and some data", layout.MaxLabels)
	}
	o = o.withDefaults()
	t := newTrainer(len(labels), data, weights, o)
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(o.Seed, 0x6461746c))
	for e := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		if e >= o.Epochs/2 {
			t.remember()
		}
		loss, n := 0.0, 0
		for _, i := range order {
			loss += t.step(i)
			n += data[i].Len()
		}
		if o.Progress != nil {
			o.Progress(e+1, loss/float64(max(n, 1)))
		}
	}
	t.average()
	return t.pack(labels)
}
