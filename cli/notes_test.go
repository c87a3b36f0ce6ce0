package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

// Notes come with the story in show and in the list's JSON, and in a briefing with their
// authors; of others only what they share.
func TestEditionNotes(t *testing.T) {
	room := openTestEdition(t)
	ctx := t.Context()
	page, err := room.desk.Headlines(ctx, news.ListQuery{View: news.Top, Query: scope(t, "quake").Query, Limit: 1})
	if err != nil || len(page.Rows) == 0 {
		t.Fatalf("%d rows, %v", len(page.Rows), err)
	}
	id := page.Rows[0].Story
	if _, err := room.desk.PutNote(ctx, news.Note{Story: id, Text: "mine: *ask* [them]"}); err != nil {
		t.Fatal(err)
	}
	for _, n := range []news.Note{
		{Story: id, User: "ana", Text: "for all", Shared: true, Event: true, Made: room.clock()},
		{Story: id, User: "ben", Text: "for ben alone", Made: room.clock()},
	} {
		if _, err := room.store.PutNote(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	own, err := room.desk.Note(ctx, id, false)
	if err != nil || own.Text != "mine: *ask* [them]" || own.Made.IsZero() {
		t.Errorf("the reader's note is %+v, %v", own, err)
	}
	article, err := room.desk.Article(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := room.desk.Headlines(ctx, news.ListQuery{View: news.Wire, Query: scope(t, "note:ask").Query, Limit: 10})
	if err != nil || len(rows.Rows) != 1 {
		t.Fatalf("%d rows with the note, %v", len(rows.Rows), err)
	}
	for _, row := range []struct {
		name  string
		write func(out *bytes.Buffer) error
		wants []string
	}{
		{"show", func(out *bytes.Buffer) error { return writeArticle(out, &article, time.UTC, false) },
			[]string{"\nnote: mine: *ask* [them]\n", "\nnote on the event by ana: for all\n"}},
		{"show --json", func(out *bytes.Buffer) error { return writeArticle(out, &article, time.UTC, true) },
			[]string{`"text":"for all","shared":true`, `"user":"ana"`}},
		{"list", func(out *bytes.Buffer) error { return writeRows(out, rows.Rows, time.UTC, false) }, []string{"noted"}},
		{"list --json", func(out *bytes.Buffer) error { return writeRows(out, rows.Rows, time.UTC, true) }, []string{`"noted":true`}},
		{"sitrep", func(out *bytes.Buffer) error {
			return sitrep(ctx, out, room, scope(t, "quake").Query, time.UTC, room.clock())
		}, []string{"\n## Notes\n", `*(not shared)*: mine: \*ask\* \[them\] — [`, "**ana**: for all — ["}},
	} {
		t.Run(row.name, func(t *testing.T) {
			var out bytes.Buffer
			if err := row.write(&out); err != nil {
				t.Fatal(err)
			}
			for _, want := range row.wants {
				if !strings.Contains(out.String(), want) {
					t.Errorf("lacks %q:\n%.3000s", want, out.String())
				}
			}
			if strings.Contains(out.String(), "for ben alone") {
				t.Error("it shows a note of another that is not shared")
			}
		})
	}
}
