package news

import (
	"context"
	"errors"
	"testing"
)

func TestBudget(t *testing.T) {
	gone, stop := context.WithCancel(context.Background())
	stop()
	for _, row := range []struct {
		name   string
		budget *Budget
		spend  []int
		left   bool // after the last
		spent  int
		err    error
	}{
		{"nil has no limit", nil, []int{1 << 40}, true, 0, nil},
		{"none spent", NewBudget(context.Background(), 10), nil, true, 0, nil},
		{"to the last step", NewBudget(context.Background(), 10), []int{4, 6}, true, 10, nil},
		{"a step too many", NewBudget(context.Background(), 10), []int{4, 7}, false, 11, ErrTooCostly},
		{"over stays over", NewBudget(context.Background(), 10), []int{11, 0}, false, 11, ErrTooCostly},
		{"no steps, no limit", NewBudget(context.Background(), 0), []int{1 << 30}, true, 1 << 30, nil},
		{"a context that is over", NewBudget(gone, 10), []int{1}, false, 1, context.Canceled},
	} {
		t.Run(row.name, func(t *testing.T) {
			left := true
			for _, n := range row.spend {
				left = row.budget.Spend(n)
			}
			if left != row.left || row.budget.Over() == row.left {
				t.Errorf("left %v, over %v, want %v", left, row.budget.Over(), row.left)
			}
			if got := row.budget.Spent(); got != row.spent {
				t.Errorf("spent %d, want %d", got, row.spent)
			}
			if err := row.budget.Err(); !errors.Is(err, row.err) {
				t.Errorf("err %v, want %v", err, row.err)
			}
		})
	}
}

func TestBudgetLooksAtItsContext(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	b := NewBudget(ctx, 0)
	b.Spend(1)
	stop()
	for range lookEvery {
		b.Spend(1)
	}
	if !errors.Is(b.Err(), context.Canceled) {
		t.Errorf("%d steps after its context ended: %v", b.Spent(), b.Err())
	}
}
