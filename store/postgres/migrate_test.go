//go:build unix

package postgres_test

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"dateline/news"
	"dateline/store/postgres"
	"dateline/store/storetest"
)

// A schema that is newer than the program is refused in one line, and nothing is changed.
func TestNewerSchemaIsRefused(t *testing.T) {
	url := database(t)
	name := url[strings.LastIndex(url, "/")+1 : strings.Index(url, "?")]
	if err := server.Exec(name, "UPDATE schema SET version = 99"); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the first leaves it as it is
		_, err := postgres.Open(t.Context(), url, postgres.Options{Now: storetest.Clock})
		if !errors.Is(err, news.ErrNewerFile) || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "99") {
			t.Fatalf("error is %v, want one line of ErrNewerFile that names schema 99", err)
		}
	}
}

// Processes that open an empty database at once wait for each other: all of them have the
// store in the end, made once.
func TestMigratedAtOnce(t *testing.T) {
	s := running(t)
	if err := s.Exec("postgres", "CREATE DATABASE fresh"); err != nil {
		t.Fatal(err)
	}
	url := s.URL("fresh")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), nodeURL+"="+url, nodeName+"=")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	wg.Wait()
	// A second row would be a second making.
	if err := s.Exec("fresh", "CREATE UNIQUE INDEX ON schema ((true))"); err != nil {
		t.Error(err)
	}
	st, err := postgres.Open(t.Context(), url, postgres.Options{Now: storetest.Clock})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	fill(t, st, 3)
}

// A store of an older program is carried forward, with what is in it.
func TestCarriedForward(t *testing.T) {
	url := database(t)
	s, err := postgres.Open(t.Context(), url, postgres.Options{Now: storetest.Clock})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 3)
	said := news.Verdict{Story: "b", Event: "a", Ruling: news.RuledApart}
	if err := errors.Join(s.Correct(t.Context(), []news.Verdict{said}, nil), s.Close()); err != nil {
		t.Fatal(err)
	}
	name := url[strings.LastIndex(url, "/")+1 : strings.Index(url, "?")]
	for _, back := range []string{ // what later steps made
		"DROP INDEX story_largest",
		"DROP FUNCTION largest",
		"DROP TABLE related_index, related_part",
		"DROP INDEX story_quiet",
		"DROP TABLE own_name",
		"ALTER TABLE verdict DROP COLUMN usr",
		"ALTER TABLE verdict ADD UNIQUE (story, event)",
		"UPDATE schema SET version = 1",
	} {
		if err := server.Exec(name, back); err != nil {
			t.Fatal(err)
		}
	}
	if s, err = postgres.Open(t.Context(), url, postgres.Options{Now: storetest.Clock}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c, err := s.Counts(t.Context(), news.Local, news.Query{})
	if err != nil || c.Stories != 3 {
		t.Errorf("%+v, %v", c, err)
	}
	if vs, err := s.Verdicts(t.Context(), 0); err != nil || len(vs) != 1 || vs[0].Ruling != said.Ruling {
		t.Errorf("everybody's verdicts are %+v, %v", vs, err)
	}
	if err := server.Exec(name, "DROP INDEX story_quiet"); err != nil {
		t.Errorf("the newer schema's index: %v", err)
	}
}
