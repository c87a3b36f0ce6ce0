package news_test

import (
	"strings"
	"testing"

	"dateline/news"
)

func spell(runs []news.DiffRun) string {
	var b strings.Builder
	for _, r := range runs {
		switch r.Fate {
		case news.Removed:
			b.WriteString("[-" + r.Text + "-]")
		case news.Added:
			b.WriteString("{+" + r.Text + "+}")
		default:
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func TestWordDiff(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"nothing", "", "", ""},
		{"the same", "a dam holds", "a dam holds", "a dam holds"},
		{"all new", "", "a dam", "{+a dam+}"},
		{"all gone", "a dam", "", "[-a dam-]"},
		{"a figure", "some 900 homes", "some 1,800 homes", "some [-900 -]{+1,800 +}homes"},
		{"words put in", "the wall held", "the western wall has held", "the {+western +}wall {+has +}held"},
		{"words taken out", "the western wall has held", "the wall held", "the [-western -]wall [-has -]held"},
		{"a sign", "it held.", "it held!", "it held[-.-]{+!+}"},
		{"blanks alone", "it  held", "it held", "it held"},
		{"no spaces", "調査船を派遣", "調査船二隻を派遣", "調査船{+二隻+}を派遣"},
		{"a paragraph", "One.\nThree.", "One.\nTwo.\nThree.", "One.\n{+Two.\n+}Three."},
		{"replaced", "x y z", "p q", "[-x y z-]{+p q+}"},
		{"a word between two great changes", "White House weighs a shake-up of health today", "An aggrieved Trump blames a press gone mad today",
			"[-White House weighs a shake-up of health -]{+An aggrieved Trump blames a press gone mad +}today"},
		{"a word between two small changes", "two boats and nine cars", "three boats and ten cars", "[-two -]{+three +}boats and [-nine -]{+ten +}cars"},
		{"a sign between two small changes", "the old wall, a new one", "the dam, the dike one", "the [-old wall-]{+dam+}, [-a new -]{+the dike +}one"},
		{"a sign between two great changes", "the old wall fell, a new dike one", "the dam was mended, the lake held on one",
			"the [-old wall fell, a new dike -]{+dam was mended, the lake held on +}one"},
		{"paragraphs stay apart", "one two three\nfour five six", "a b c\nd e f", "[-one two three-]{+a b c+}\n[-four five six-]{+d e f+}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := spell(news.WordDiff(c.old, c.new)); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// What is kept and added spells the new text; what is kept and removed the old one but
// for blanks.
func FuzzWordDiff(f *testing.F) {
	f.Add("some 900 homes\nheld", "about 1,800 homes\nheld on")
	f.Add("調査船を派遣", "調査船 二隻を")
	f.Add("a b c a b b a", "c b a b a c")
	f.Fuzz(func(t *testing.T, old, new string) {
		var was, is strings.Builder
		for _, r := range news.WordDiff(old, new) {
			if r.Fate != news.Added {
				was.WriteString(r.Text)
			}
			if r.Fate != news.Removed {
				is.WriteString(r.Text)
			}
		}
		if is.String() != new {
			t.Errorf("the new text reads %q, want %q", is.String(), new)
		}
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if bare(was.String()) != bare(old) {
			t.Errorf("the old text reads %q, want %q", was.String(), old)
		}
	})
}
