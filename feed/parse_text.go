package feed

import (
	"encoding/base64"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"

	"dateline/news"
)

// resolve returns the text that a value of gofeed's stands for: itself, or the one
// that was lifted out of the document.
func (sk *skeleton) resolve(value string) text {
	ref, ok := strings.CutPrefix(value, refOpen)
	if !ok {
		return text{s: value}
	}
	ref, _, _ = strings.Cut(ref, refClose)
	n, err := strconv.Atoi(ref)
	if err != nil || n < 0 || n >= len(sk.lifted) {
		return text{}
	}
	l := &sk.lifted[n]
	t := text{s: strings.TrimSpace(l.raw), base: l.base}
	inline := inlineMarkup(newScanner(t.s, sk.b))
	switch {
	case l.mode == "base64" || binaryType(l.typ):
		b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(t.s), ""))
		if err == nil && (l.mode == "base64" || utf8.Valid(b)) {
			t.s = string(b)
		}
	case strings.Contains(l.typ, "xhtml") || l.mode == "xml" && inline:
		t.kind = html5 // markup as it stands
		if strings.Contains(t.s, openSection) {
			t.s = sk.sections(t.s, inline)
		}
		return t
	case inline: // tags that nobody escaped
		t.kind = html5
		t.s = sk.charData(t.s)
	default:
		t.s = sk.charData(t.s)
	}
	switch l.typ {
	case "text", "text/plain":
		if t.kind != html5 {
			t.kind = plain
		}
	case "html", "text/html":
		t.kind = html5
	}
	return t
}

// binaryType reports whether an Atom type is one whose content stands in base64
// (RFC 4287, 4.1.3.3).
func binaryType(typ string) bool {
	kind, sub, ok := strings.Cut(typ, "/")
	return ok && kind != "text" && !strings.Contains(sub, "xml") && !strings.Contains(sub, "html") && !strings.Contains(sub, "json")
}

// inlineMarkup reports whether raw element content has elements of its own, as in
// XHTML, outside of CDATA sections.
func inlineMarkup(c *scanner) bool {
	for i := 0; c.b.Spend(1); {
		lt := strings.IndexByte(c.s[i:], '<')
		if lt < 0 || i+lt+1 >= len(c.s) {
			return false
		}
		c.b.Spend(lt)
		i += lt
		switch {
		case strings.HasPrefix(c.s[i:], openSection):
			_, i = c.section(i)
		case isNameStart(c.s[i+1]):
			return true
		default:
			i++
		}
	}
	return false
}

// charData decodes element content: references outside of CDATA sections, which
// are taken as they stand; comments are dropped.
func (sk *skeleton) charData(raw string) string {
	if strings.IndexByte(raw, '<') < 0 {
		return sk.decodeEntities(raw)
	}
	c := newScanner(raw, sk.b)
	if strings.HasPrefix(raw, openSection) {
		if s, end := c.section(0); end == len(raw) && strings.HasSuffix(raw, "]]>") {
			return s
		}
	}
	var b strings.Builder
	for i := 0; i < len(raw) && !sk.b.Over(); {
		lt := strings.IndexByte(raw[i:], '<')
		if lt < 0 {
			lt = len(raw) - i
		}
		b.WriteString(sk.decodeEntities(raw[i : i+lt]))
		i += lt
		switch {
		case strings.HasPrefix(raw[i:], openSection):
			var s string
			s, i = c.section(i)
			b.WriteString(s)
		case strings.HasPrefix(raw[i:], "<!--"):
			i = c.past(endComment, i, len("<!--"))
		case i < len(raw):
			b.WriteByte('<')
			i++
		}
	}
	return b.String()
}

// sections takes the CDATA sections of XHTML apart: they are text where there is
// markup beside them, else they hold the markup.
func (sk *skeleton) sections(raw string, escape bool) string {
	var b strings.Builder
	c := newScanner(raw, sk.b)
	for i := 0; ; {
		at := strings.Index(raw[i:], openSection)
		if at < 0 || sk.b.Over() {
			b.WriteString(raw[i:])
			return b.String()
		}
		b.WriteString(raw[i : i+at])
		var s string
		s, i = c.section(i + at)
		if escape {
			s = html.EscapeString(s)
		}
		b.WriteString(s)
	}
}

// line makes one clean line of a title or name: tags taken off, references of HTML
// decoded unless it is plain text, cut at limit bytes.
func line(t text, limit int) string {
	s := t.s
	if t.kind != plain {
		if strings.IndexByte(s, '<') >= 0 {
			s = stripTags(s)
		} else if strings.IndexByte(s, '&') >= 0 {
			s = (&skeleton{}).decodeEntities(s) // "AT&copying" is no ©
		}
	}
	return clip(news.CleanLine(s), limit)
}

// name makes one clean line of a short plain value.
func name(s string) string { return line(text{s: s}, maxWord) }

// clip cuts clean text that is longer than limit bytes at a space or letter and
// marks the cut.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	cut := s[:limit]
	if i := strings.LastIndexAny(cut, " \n"); i > limit/2 {
		cut = cut[:i]
	}
	return news.CleanText(strings.ToValidUTF8(cut, "") + "…")
}
