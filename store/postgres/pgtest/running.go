//go:build unix

package pgtest

import (
	"errors"
	"testing"
)

// Running starts a cluster for one test, which goes with it. Short tests, and those on a machine
// that has no PostgreSQL, are skipped.
func Running(t testing.TB, settings ...string) *Server {
	t.Helper()
	if testing.Short() {
		t.Skip("it starts a server")
	}
	s, err := Start(settings...)
	if errors.Is(err, ErrNone) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}
