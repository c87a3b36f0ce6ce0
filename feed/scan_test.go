package feed

import (
	"context"
	"strings"
	"testing"

	"dateline/news"
)

func TestScannerSearchesOnce(t *testing.T) {
	for _, c := range []struct{ name, text string }{
		{"comments that never end", strings.Repeat("<!--", 10_000)},
		{"one that ends first", "-->" + strings.Repeat("<!-- ", 10_000)},
		{"one that ends last", strings.Repeat("<!--", 10_000) + "-->"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := news.NewBudget(context.Background(), 0)
			s := newScanner(c.text, b)
			for i := 0; i < len(c.text); {
				i = s.past(endComment, i, len("<!--"))
			}
			if b.Spent() > 2*len(c.text) {
				t.Errorf("%d steps for %d bytes", b.Spent(), len(c.text))
			}
		})
	}
}

func TestScanner(t *testing.T) {
	for _, c := range []struct {
		name, text string
		got        func(s *scanner) string
		want       string
	}{
		{"past a comment", "<!--a-->b", func(s *scanner) string { return s.s[s.past(endComment, 0, 4):] }, "b"},
		{"past one that never ends", "<!--a", func(s *scanner) string { return s.s[s.past(endComment, 0, 4):] }, "a"},
		{"a section", "<![CDATA[a]]>b", func(s *scanner) string { x, end := s.section(0); return x + "|" + s.s[end:] }, "a|b"},
		{"a section that never ends", "<![CDATA[a</p>b", func(s *scanner) string { x, end := s.section(0); return x + "|" + s.s[end:] }, "a|</p>b"},
		{"a declaration with a subset", "<!DOCTYPE a [<!ENTITY b 'c'>]>d", func(s *scanner) string { return s.s[s.declaration(0):] }, "d"},
		{"an element", "<a>1</a><x:b c='>'>2</x:b>3", func(s *scanner) string { _, x, next, _ := s.element(0, "b"); return x + "|" + s.s[next:] }, "2|3"},
		{"no element in a comment", "<!--<b>1</b>--><b>2</b>", func(s *scanner) string { _, x, _, _ := s.element(0, "b"); return x }, "2"},
		{"no end of an element in a section", "<b><![CDATA[</b>]]>1</b>", func(s *scanner) string { _, x, _, _ := s.element(0, "b"); return x }, "<![CDATA[</b>]]>1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.got(newScanner(c.text, nil)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
