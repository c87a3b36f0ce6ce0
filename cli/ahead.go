package cli

import (
	"context"
	"reflect"
	"sync"

	"dateline/desk"
	"dateline/news"
)

// ahead is a desk that looks the first rows up while the screens are being made, so that
// they are there when the screens ask.
type ahead struct {
	*desk.Desk
	query news.ListQuery

	mu   sync.Mutex
	rows chan firstRows // of query, nil once they were taken
}

type firstRows struct {
	page news.Page
	err  error
}

// ask looks the rows of a query up.
func (a *ahead) ask(ctx context.Context, q news.ListQuery) {
	rows := make(chan firstRows, 1)
	a.query, a.rows = q, rows
	go func() {
		page, err := a.Desk.Headlines(ctx, q)
		rows <- firstRows{page, err}
	}()
}

// Headlines returns a run of rows: those that were looked up to whoever asks for them
// first.
func (a *ahead) Headlines(ctx context.Context, q news.ListQuery) (news.Page, error) {
	if rows := a.take(q); rows != nil {
		first := <-rows
		return first.page, first.err
	}
	return a.Desk.Headlines(ctx, q)
}

// take returns where the answer comes if it is one to this query.
func (a *ahead) take(q news.ListQuery) chan firstRows {
	a.mu.Lock()
	defer a.mu.Unlock()
	rows := a.rows
	if a.rows = nil; !reflect.DeepEqual(q, a.query) {
		return nil
	}
	return rows
}
