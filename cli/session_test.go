package cli

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestInTime(t *testing.T) {
	fault := errors.New("a fault")
	waits := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	hungUp, hangUp := context.WithCancel(context.Background())
	hangUp()
	for _, row := range []struct {
		name string
		ctx  context.Context
		most time.Duration
		work func(context.Context) error
		want string
	}{
		{"work that ends", context.Background(), time.Minute, func(context.Context) error { return nil }, ""},
		{"work that fails", context.Background(), time.Minute, func(context.Context) error { return fault }, "a fault"},
		{"work that takes too long", context.Background(), time.Millisecond, waits, "stopped after 1ms; ask for less"},
		{"work that ends in time, late as it is", context.Background(), time.Millisecond, func(ctx context.Context) error { <-ctx.Done(); return nil }, ""},
		{"a reader who hangs up", hungUp, time.Minute, waits, "context canceled"},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := ""
			if err := inTime(row.ctx, row.most, row.work); err != nil {
				got = err.Error()
			}
			if !strings.HasPrefix(got, row.want) || (row.want == "") != (got == "") {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}
