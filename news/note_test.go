package news_test

import (
	"strings"
	"testing"

	"dateline/news"
)

func TestNotesAreClean(t *testing.T) {
	for _, row := range []struct {
		name, text, want string
		refused          bool
	}{
		{name: "a line", text: "ask the ministry", want: "ask the ministry"},
		{name: "blanks at its ends", text: "  ask \t them ", want: "ask them"},
		{name: "several lines", text: "ask\nthem\r\ntoday", want: "ask them today"},
		{name: "escapes", text: "a\x1b[2Jb\x1b]52;c;AAAA\x07c", want: "a[2Jb]52;c;AAAAc"},
		{name: "C1 and bidi", text: "a\u009b2J\u202eb", want: "a2Jb"},
		{name: "broken UTF-8", text: "a\xffb", want: "a\ufffdb"},
		{name: "nothing but controls", text: "\x1b\x07\u202e", want: ""},
		{name: "as long as may be", text: strings.Repeat("я", news.MaxNote), want: strings.Repeat("я", news.MaxNote)},
		{name: "one more", text: strings.Repeat("я", news.MaxNote+1), refused: true},
		{name: "long only before cleaning", text: "a" + strings.Repeat(" ", 2*news.MaxNote) + "b", want: "a b"},
		{name: "a book", text: strings.Repeat("\u202e", 1<<20), refused: true},
	} {
		t.Run(row.name, func(t *testing.T) {
			n := news.Note{Text: row.text}
			err := n.Clean()
			if (err != nil) != row.refused {
				t.Fatalf("refused with %v", err)
			}
			if err == nil && n.Text != row.want {
				t.Errorf("got %q, want %q", n.Text, row.want)
			}
		})
	}
}

func TestNoteAuthor(t *testing.T) {
	for _, c := range []struct {
		name string
		user news.User
		want string
	}{
		{"at the machine", news.Local, "the desk"},
		{"a reader", "ana", "ana"},
		{"control bytes", "a\x1b[2Jna", "a[2Jna"},
	} {
		if got := (&news.Note{User: c.user}).Author(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
