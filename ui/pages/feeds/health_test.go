package feeds

import (
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
)

// Every way to fail has words of what to do.
func TestAdvice(t *testing.T) {
	s := sources{Look: draw.New(keys.Default(), time.UTC, time.Time{}, false)}
	for _, st := range []news.FetchState{
		{Err: "x", Status: 401}, {Err: "x", Status: 403}, {Err: "x", Status: 404}, {Err: "x", Status: 429}, {Err: "x", Status: 500},
		{Gone: true}, {Err: "x", ErrKind: "network"}, {Err: "x", ErrKind: "timeout"}, {Err: "x", ErrKind: "tls"},
		{Err: "x", ErrKind: "notfeed"}, {Err: "x", ErrKind: "parse"}, {Err: "x", ErrKind: "blocked"},
	} {
		said := s.advice(&st)
		if said == "" {
			t.Errorf("%+v: nothing to do", st)
		}
		if strings.Contains(said, s.Keys.Add.First()+" with") { // "a" would be read as an article
			t.Errorf("%+v: %q: the key is not followed by what it does", st, said)
		}
	}
}
