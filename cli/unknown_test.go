package cli

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/news"
	"dateline/store/sqlite"
)

// A value that is nowhere is told, and no watch is put on it.
func TestUnknownValues(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stories.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := news.Feed{ID: "bbc", URL: "https://bbc.example/", Title: "World", Outlet: "BBC", Lang: "en", Tags: []string{"asia"}}
	st := news.Story{ID: "s", Feed: f.ID, Outlet: "BBC", Title: "Iran", Text: "Rafael Grossi counts 3 centrifuges in Iran", Seen: time.Unix(1e9, 0), Published: time.Unix(1e9, 0), Version: 1}
	as := []news.Annotation{{Story: "s", Version: 1, Tagger: "x", Read: &st, Place: news.Placement{Story: "s", Event: "s"}, Mentions: []news.Mention{
		{Field: news.InText, Span: news.Span{Start: 0, End: 13}, Kind: news.Person, Ref: "rafael grossi", Name: "Rafael Grossi"},
		{Field: news.InText, Span: news.Span{Start: 21, End: 34}, Kind: news.FigureKind, Figure: &news.Figure{Value: 3, Unit: "centrifuges"}},
		{Field: news.InText, Span: news.Span{Start: 38, End: 42}, Kind: news.Country, Ref: "IRN", Name: "Iran"}}}}
	for _, err := range []error{s.PutFeed(t.Context(), f), second(s.File(t.Context(), news.Delivery{Feed: f.ID, Stories: []news.Story{st}})), s.Annotate(t.Context(), as)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"country:Frnce", []string{"country:Frnce is in no story; near it: France"}},
		{"country:France", nil}, // in no story, and a country
		{"country:iran source:bcc", []string{"source:bcc is no outlet of yours; near it: BBC"}},
		{"source:world", nil},
		{"-tag:asa", []string{"tag:asa is in no story; near it: asia"}},
		{"figure:centrifuges>2", nil},
		{"figure:centrifuge", []string{"figure:centrifuge is in no story; near it: centrifuges"}},
		{"figure:zebras", []string{"figure:zebras is in no story"}},
		{"person:grossi", nil},
		{"person:nobody OR lang:en", []string{"person:nobody is in no story"}},
		{"words country", nil},
	} {
		q, err := news.ParseQuery(c.query)
		if err != nil {
			t.Fatal(err)
		}
		all, err := unknown(t.Context(), s, news.Local, q)
		var got []string
		for _, m := range all {
			got = append(got, m.Line)
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, %v; want %q", c.query, got, err, c.want)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   []string
		code   int
		stderr string
	}{
		{[]string{"list", "source:bcc"}, exitDone, "near it: BBC"},
		{[]string{"watch", "add", "source:bcc"}, exitFault, "near it: BBC"},
		{[]string{"watch", "add", "country:Frnce"}, exitFault, "near it: France"},
		{[]string{"watch", "add", "person:nobody"}, exitDone, "in no story"}, // not yet
		{[]string{"watch", "add", "country:France"}, exitDone, ""},
	} {
		var out, said bytes.Buffer
		code := Run(context.Background(), append([]string{"--store", path}, c.args...), Streams{In: strings.NewReader(""), Out: &out, Err: &said})
		if code != c.code || !strings.Contains(said.String(), c.stderr) || c.stderr == "" && said.Len() > 0 {
			t.Errorf("%q: %d, %q, %q", c.args, code, out.String(), said.String())
		}
	}
}

func second[T any](_ T, err error) error { return err }
