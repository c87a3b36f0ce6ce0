package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"

	"dateline/news"
)

// asked is how the store is asked at every key: on one connection, so that what one answer
// read of the file is there for the next, and each statement is made once, since making
// one costs more than running it.
type asked struct {
	db *sql.DB

	mu sync.Mutex
	tx // its connection is nil until first used
}

func newAsked(from driver.Connector) *asked {
	db := sql.OpenDB(from)
	db.SetMaxOpenConns(1)
	return &asked{db: db}
}

// do has f ask as soon as those who asked before have their answers. They come at once, so
// that ctx is only looked at before: one that can end costs a goroutine for every statement.
func (a *asked) do(ctx context.Context, f func(*tx) error) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if a.conn == nil {
		conn, err := a.db.Conn(whole)
		if err != nil {
			return err
		}
		a.tx = tx{conn, map[string]*sql.Stmt{}}
	}
	err := f(&a.tx)
	if err != nil && !errors.Is(err, news.ErrNotFound) {
		a.drop() // the connection may be the fault
	}
	return err
}

// moment is do in a transaction: all answers are of one moment.
func (a *asked) moment(ctx context.Context, f func(*tx) error) error {
	return a.do(ctx, func(t *tx) error {
		if _, err := t.exec("BEGIN"); err != nil {
			return err
		}
		err := f(t)
		_, _ = t.exec("ROLLBACK") // it only read
		return err
	})
}

// each calls row for every row of an answer.
func (a *asked) each(ctx context.Context, query string, args []any, row func(*sql.Rows) error) error {
	return a.do(ctx, func(t *tx) error { return t.each(query, args, row) })
}

// drop has the next question open a connection of its own. The lock is held.
func (a *asked) drop() {
	_ = a.tx.close() // it only read
	a.tx = tx{}
}

// anew has the next question open the file anew.
func (a *asked) anew() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.drop()
	a.db.SetMaxIdleConns(-1)
	a.db.SetMaxIdleConns(1)
}

func (a *asked) close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.drop()
	return a.db.Close()
}

// QueryContext asks with a statement made once.
func (t *tx) QueryContext(_ context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := t.stmt(query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(whole, args...)
}
