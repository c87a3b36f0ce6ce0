package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"dateline/news"
)

// mostNoted is how many stories with notes a briefing looks at.
const mostNoted = 200

// noted is a note with the story that it is kept by.
type noted struct {
	news.Note
	title, url string
}

// notesOn returns the notes on the stories that match and on their events, oldest first.
func notesOn(ctx context.Context, room *newsroom, q news.Query, events []news.Headline) ([]noted, error) {
	some := news.Query{Expr: &news.Term{Field: news.FieldIs, Value: "noted"}}
	rows, err := room.desk.Headlines(ctx, news.ListQuery{View: news.Wire, Query: news.AllOf(q, some), Limit: mostNoted})
	if err != nil {
		return nil, fmt.Errorf("list stories with notes: %w", err)
	}
	var ids []news.StoryID
	for _, h := range append(rows.Rows, events...) {
		ids = append(ids, h.Story)
	}
	notes, err := room.desk.Notes(ctx, ids)
	if err != nil {
		return nil, err
	}
	var all []noted
	for _, n := range notes {
		a, err := room.desk.Article(ctx, n.Story)
		if err != nil && !errors.Is(err, news.ErrNotFound) {
			return nil, err
		}
		all = append(all, noted{n, a.Title, a.URL})
	}
	return all, nil
}

// notes writes what readers wrote, apart from what outlets say.
func (b *briefing) notes(notes []noted) {
	if len(notes) > 0 {
		b.WriteString("\n## Notes\n\n")
	}
	for i := range notes {
		n := &notes[i]
		who := "*(not shared)*"
		if n.Shared {
			who = "**" + md(n.Author()) + "**"
		}
		fmt.Fprintf(b, "- %s %s: %s", b.time(n.Made), who, md(n.Text))
		if n.title != "" {
			fmt.Fprintf(b, " — %s", link(n.title, n.url))
		}
		b.WriteByte('\n')
	}
}

// noteLines writes the notes of a story, a line each.
func noteLines(notes []news.Note) string {
	var b strings.Builder
	for _, n := range notes {
		b.WriteString("note")
		if n.Event {
			b.WriteString(" on the event")
		}
		if n.Shared {
			b.WriteString(" by " + n.Author())
		}
		b.WriteString(": " + n.Text + "\n")
	}
	return b.String()
}
