//go:build unix

package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"dateline/store/postgres/pgtest"
)

// TestPostgresScript runs the commands on a store in PostgreSQL, against a feed on loopback.
func TestPostgresScript(t *testing.T) {
	server := pgtest.Running(t)
	var asked atomic.Int64
	wire := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		http.ServeFile(w, r, "testdata/postgres/wire.xml")
	}))
	t.Cleanup(func() {
		wire.Close()
		if n := asked.Load(); n != 1 {
			t.Errorf("the feed was fetched %d times in an interval", n)
		}
	})
	testscript.Run(t, testscript.Params{
		Dir: "testdata/postgres",
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("TZ", "UTC")
			env.Setenv("STORE", server.URL("postgres"))
			env.Setenv("WIRE", wire.URL)
			env.Setenv("WIREHOST", strings.TrimPrefix(wire.URL, "http://"))
			return nil
		},
	})
}
