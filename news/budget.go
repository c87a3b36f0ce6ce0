package news

import (
	"context"
	"errors"
)

// ErrTooCostly is the end of work whose budget is spent.
var ErrTooCostly = errors.New("too costly")

// Budget bounds the work done on one piece of strangers' text: a document, a story,
// a page. Whoever loops over such text spends the steps it takes (about one a byte,
// token or comparison) and, when Spend says no, stops and keeps what it has. Steps
// are counted exactly, so that tests can compare them; the context is looked at
// once in many steps. What is over stays over.
//
// A nil Budget has no limit and counts nothing. A Budget is not safe for concurrent
// use: every piece of text has its own.
type Budget struct {
	steps, spent int
	look         int          // the context is looked at once spent is here
	ctxErr       func() error // of the context
	err          error
}

// lookEvery is how many steps are done between two looks at the context.
const lookEvery = 1 << 12

// NewBudget returns a budget of so many steps that is over when ctx is, too. With no
// steps at all (0) there is no limit but ctx, and steps are counted.
func NewBudget(ctx context.Context, steps int) *Budget {
	return &Budget{steps: steps, ctxErr: ctx.Err, err: ctx.Err()}
}

// Spend counts n steps and reports whether there is budget left to do them.
func (b *Budget) Spend(n int) bool {
	if b == nil {
		return true
	}
	b.spent += n
	if b.spent >= b.look || b.spent > b.steps && b.steps > 0 {
		b.check()
	}
	return b.err == nil
}

// check sets err when the budget is over. It is apart so that Spend stays cheap.
func (b *Budget) check() {
	b.look = b.spent + lookEvery
	switch {
	case b.err != nil:
	case b.steps > 0 && b.spent > b.steps:
		b.err = ErrTooCostly
	default:
		b.err = b.ctxErr()
	}
}

// Spent is how many steps were counted, those that were refused among them.
func (b *Budget) Spent() int {
	if b == nil {
		return 0
	}
	return b.spent
}

// Over reports whether the work is to stop.
func (b *Budget) Over() bool { return b.Err() != nil }

// Err is nil while there is budget left, then ErrTooCostly or the context's error.
func (b *Budget) Err() error {
	if b == nil {
		return nil
	}
	return b.err
}
