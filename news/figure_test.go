package news

import (
	"math"
	"testing"
)

func TestSane(t *testing.T) {
	inf, many := math.Inf(1), 2e15
	for _, row := range []struct {
		name string
		fig  Figure
		want bool
	}{
		{"a count", Figure{Value: 12}, true},
		{"the world's money", Figure{Value: 9e14}, true},
		{"at the edge", Figure{Value: 1e15}, true},
		{"beyond it", Figure{Value: 1.1e15}, false},
		{"far below 0", Figure{Value: -1.1e15}, false},
		{"infinite", Figure{Value: math.Inf(-1)}, false},
		{"no number", Figure{Value: math.NaN()}, false},
		{"a range to infinity", Figure{Value: 1, Max: &inf}, false},
		{"a range beyond it", Figure{Value: 1, Max: &many}, false},
	} {
		if got := row.fig.Sane(); got != row.want {
			t.Errorf("%s: %v", row.name, got)
		}
	}
}
