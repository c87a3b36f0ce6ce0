package news

import (
	"strings"
	"testing"
	"unicode/utf8"
)

var sentences = []struct{ name, text, at, want string }{
	{"the only one", "The dam holds.", "dam", "The dam holds."},
	{"the first", "The dam holds. The lake falls.", "dam", "The dam holds."},
	{"the second", "The dam holds. The lake falls.", "lake", "The lake falls."},
	{"its paragraph only", "Below Tarsa\nThe dam holds\nThe lake falls", "dam", "The dam holds"},
	{"a closing quote belongs to it", `"The dam holds." The lake falls.`, "dam", `"The dam holds."`},
	{"an initial", "Gen. J. Kim spoke. He left.", "Kim", "Gen. J. Kim spoke."},
	{"a country by its letters", "The U.S. Army came. It left.", "Army", "The U.S. Army came."},
	{"a number", "It fell 2.5 metres. It rose.", "metres", "It fell 2.5 metres."},
	{"no capital follows", "At 5 p.m. the lake fell. It rose.", "lake", "At 5 p.m. the lake fell."},
	{"Japanese", "ダムは持ちこたえている。湖は下がった。", "湖", "湖は下がった。"},
	{"a span over two", "The dam holds. The lake falls.", "holds. The lake", "The dam holds."},
}

func TestSentenceAt(t *testing.T) {
	for _, c := range sentences {
		i := strings.Index(c.text, c.at)
		s := SentenceAt(c.text, Span{i, i + len(c.at)})
		if got := c.text[s.Start:s.End]; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if s := SentenceAt("short", Span{90, 99}); s.Len() != 5 {
		t.Errorf("outside the text: %v", s)
	}
}

// A sentence lies in the text, holds where the span begins unless that is a blank, and
// no line break.
func FuzzSentenceAt(f *testing.F) {
	for _, c := range sentences {
		f.Add(c.text, strings.Index(c.text, c.at))
	}
	f.Fuzz(func(t *testing.T, text string, at int) {
		s := SentenceAt(text, Span{at, at + 1})
		if s.Start < 0 || s.End < s.Start || s.End > len(text) {
			t.Fatalf("%v of %d bytes", s, len(text))
		}
		got := text[s.Start:s.End]
		if strings.Contains(got, "\n") {
			t.Fatalf("%q has a line break", got)
		}
		if utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Fatalf("%q is torn", got)
		}
		if at >= 0 && at < len(text) && text[at] > ' ' && text[at] < 0x7f && (at < s.Start || at >= s.End) {
			t.Fatalf("byte %d is not in %v", at, s)
		}
	})
}
