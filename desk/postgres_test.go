//go:build unix

package desk

import (
	"context"
	"testing"
	"time"

	"dateline/store/postgres"
	"dateline/store/postgres/pgtest"
)

// Desks of several machines over one PostgreSQL database do what those over one file do.
func TestNodesOnPostgres(t *testing.T) {
	server := pgtest.Running(t)
	for _, row := range []struct {
		name string
		do   func(*testing.T, *world, []*Desk)
	}{{"share", shareFeeds}, {"tell", tellEachOther}} {
		t.Run(row.name, func(t *testing.T) {
			if err := server.Exec("postgres", "CREATE DATABASE "+row.name); err != nil {
				t.Fatal(err)
			}
			w := newWorld()
			var all []*Desk
			for range 2 {
				s, err := postgres.Open(context.Background(), server.URL(row.name), postgres.Options{Now: w.clock})
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { _ = s.Close() })
				d := deskOver(w, s)
				d.o.Poll = time.Hour // what is told is told by notices
				all = append(all, d)
			}
			row.do(t, w, all)
		})
	}
}
