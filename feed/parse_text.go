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
	switch {
	case l.mode == "base64" || binaryType(l.typ):
		b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(t.s), ""))
		if err == nil && (l.mode == "base64" || utf8.Valid(b)) {
			t.s = string(b)
		}
	case strings.Contains(l.typ, "xhtml") || l.mode == "xml" && inlineMarkup(t.s):
		t.kind = html5 // markup as it stands
		if strings.Contains(t.s, "<![CDATA[") {
			t.s = sk.sections(t.s, inlineMarkup(t.s))
		}
		return t
	case inlineMarkup(t.s): // tags that nobody escaped
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
func inlineMarkup(raw string) bool {
	for {
		i := strings.IndexByte(raw, '<')
		if i < 0 || i+1 >= len(raw) {
			return false
		}
		raw = raw[i:]
		switch {
		case strings.HasPrefix(raw, "<![CDATA["):
			_, n := cdata(raw)
			raw = raw[n:]
		case isNameStart(raw[1]):
			return true
		default:
			raw = raw[1:]
		}
	}
}

// charData decodes element content: references outside of CDATA sections, which
// are taken as they stand; comments are dropped.
func (sk *skeleton) charData(raw string) string {
	if strings.IndexByte(raw, '<') < 0 {
		return sk.decodeEntities(raw)
	}
	if strings.HasPrefix(raw, "<![CDATA[") && strings.Index(raw, "]]>") == len(raw)-3 {
		return raw[len("<![CDATA[") : len(raw)-3]
	}
	var b strings.Builder
	for raw != "" {
		i := strings.IndexByte(raw, '<')
		if i < 0 {
			i = len(raw)
		}
		b.WriteString(sk.decodeEntities(raw[:i]))
		raw = raw[i:]
		switch {
		case strings.HasPrefix(raw, "<![CDATA["):
			s, n := cdata(raw)
			b.WriteString(s)
			raw = raw[n:]
		case strings.HasPrefix(raw, "<!--"):
			raw = raw[past(raw, "-->", 4):]
		case raw != "":
			b.WriteByte('<')
			raw = raw[1:]
		}
	}
	return b.String()
}

// sections takes the CDATA sections of XHTML apart: they are text where there is
// markup beside them, else they hold the markup.
func (sk *skeleton) sections(raw string, escape bool) string {
	var b strings.Builder
	for {
		before, _, ok := strings.Cut(raw, "<![CDATA[")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		s, n := cdata(raw[len(before):])
		if escape {
			s = html.EscapeString(s)
		}
		b.WriteString(s)
		raw = raw[len(before)+n:]
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
