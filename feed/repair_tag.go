package feed

import (
	"html"
	"strings"
	"unicode/utf8"
)

// tag is a start tag as written.
type tag struct {
	name  string
	attrs []attribute
	empty bool // <br/>
}

type attribute struct{ name, value string }

func (t *tag) attr(name string) string {
	for _, a := range t.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// lower writes name and attributes in lower case: gofeed knows no <ABSTRACT>.
func (t *tag) lower() {
	t.name = strings.ToLower(t.name)
	for i := range t.attrs {
		t.attrs[i].name = strings.ToLower(t.attrs[i].name)
	}
}

func (t *tag) drop(names ...string) {
	kept := t.attrs[:0]
	for _, a := range t.attrs {
		keep := true
		for _, n := range names {
			keep = keep && a.name != n
		}
		if keep {
			kept = append(kept, a)
		}
	}
	t.attrs = kept
}

// scanTag reads the start tag s begins with as a browser would: values without
// quotation marks, names without values and missing spaces are all right. n is
// its size, 0 when the document ends inside it.
func scanTag(s string) (t tag, n int) {
	n = 1 + nameLen(s[1:])
	t.name = s[1:n]
	for n < len(s) {
		switch c := s[n]; {
		case c == '>':
			return t, n + 1
		case c == '/':
			t.empty = n+1 < len(s) && s[n+1] == '>'
			n++
		case c == '<': // never closed
			return t, n
		case isNameStart(c):
			var a attribute
			a, n = scanAttribute(s, n)
			if len(t.attrs) < maxAttributes && t.attr(a.name) == "" {
				t.attrs = append(t.attrs, a)
			}
		default:
			n++
		}
	}
	return t, 0
}

// scanAttribute reads name="value" at s[i:] and returns where it ends.
func scanAttribute(s string, i int) (attribute, int) {
	n := i + nameLen(s[i:])
	a := attribute{name: s[i:n]}
	j := n
	for j < len(s) && isSpaceByte(s[j]) {
		j++
	}
	if j >= len(s) || s[j] != '=' {
		return a, n
	}
	j++
	for j < len(s) && isSpaceByte(s[j]) {
		j++
	}
	if j >= len(s) {
		return a, j
	}
	if q := s[j]; q == '"' || q == '\'' {
		end := strings.IndexByte(s[j+1:], q)
		if end < 0 {
			return a, len(s)
		}
		a.value = s[j+1 : j+1+end]
		return a, j + end + 2
	}
	k := j
	for k < len(s) && !isSpaceByte(s[k]) && s[k] != '>' {
		k++
	}
	a.value = strings.TrimSuffix(s[j:k], "/")
	return a, j + len(a.value)
}

func isSpaceByte(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' }

func isNameStart(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }

func isNameByte(c byte) bool {
	return isNameStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.' || c == ':'
}

func nameLen(s string) int {
	n := 0
	for n < len(s) && isNameByte(s[n]) {
		n++
	}
	return n
}

// localName returns a name without its prefix.
func localName(name string) string { return name[strings.IndexByte(name, ':')+1:] }

// appendEscaped appends text as XML character data or attribute value. What XML
// forbids is dropped, and so are the signs of references.
func appendEscaped(out []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '&':
			out = append(out, "&amp;"...)
		case c == '<':
			out = append(out, "&lt;"...)
		case c == '>':
			out = append(out, "&gt;"...)
		case c == '"':
			out = append(out, "&#34;"...)
		case c >= ' ' && c < utf8.RuneSelf, c == '\n', c == '\t':
			out = append(out, c)
		case c == '\r':
			if i+1 == len(s) || s[i+1] != '\n' {
				out = append(out, '\n')
			}
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if r != utf8.RuneError && r != 0xe000 && r != 0xe001 && r != 0xfffe && r != 0xffff {
				out = append(out, s[i:i+n]...)
			}
			i += n
			continue
		}
		i++
	}
	return out
}

// decodeEntities decodes the character references of XML, the named ones of HTML
// that feeds use without declaring them, and the document's own. An "&" that is
// none of these stays.
func (sk *skeleton) decodeEntities(s string) string {
	amp := strings.IndexByte(s, '&')
	if amp < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	sk.b.Spend(len(s))
	for ; amp >= 0; amp = strings.IndexByte(s, '&') {
		b.WriteString(s[:amp])
		s = s[amp:]
		text, n := sk.entity(s)
		b.WriteString(text)
		s = s[n:]
	}
	b.WriteString(s)
	return b.String()
}

// entity decodes the reference s begins with and returns its size; an "&" that
// begins none is itself.
func (sk *skeleton) entity(s string) (text string, n int) {
	end := 1
	for end < min(len(s), 34) && (isNameByte(s[end]) || s[end] == '#') {
		end++
	}
	if end < 2 || end == len(s) || s[end] != ';' {
		return openEntity(s)
	}
	name := s[1:end]
	switch name {
	case "lt":
		return "<", 4
	case "gt":
		return ">", 4
	case "amp":
		return "&", 5
	case "quot":
		return `"`, 6
	case "apos":
		return "'", 6
	}
	if own, ok := sk.entities[name]; ok && sk.grown < maxGrowth {
		sk.grown += len(own)
		return own, end + 1
	}
	if name[0] != '#' && (!isNameStart(name[0]) || nameLen(name) != len(name)) {
		return "&", 1
	}
	decoded := html.UnescapeString(s[:end+1])
	if strings.HasSuffix(decoded, ";") && decoded != ";" { // not one that ends here
		return "&", 1
	}
	return decoded, end + 1
}

// openEntity decodes a reference whose semicolon was forgotten, as browsers do: one
// by number, and an old one by name before white space. "AT&T" and "?a=1&copy=2"
// are none.
func openEntity(s string) (text string, n int) {
	if len(s) < 3 {
		return "&", 1
	}
	for n = 1; n < min(len(s), 12) && (isNameByte(s[n]) || s[n] == '#'); {
		n++
	}
	if s[1] != '#' && (n == len(s) || !isSpaceByte(s[n])) {
		return "&", 1
	}
	decoded := html.UnescapeString(s[:n])
	if strings.Contains(decoded, "&") || decoded != html.UnescapeString(s[:n]+";") {
		return "&", 1
	}
	return decoded, n
}

// ownEntities reads the entities that a document type declares with a text.
// References inside the text are not followed: nothing grows.
func ownEntities(prolog string) map[string]string {
	var own map[string]string
	for range maxEntities {
		_, rest, ok := strings.Cut(prolog, "<!ENTITY")
		if !ok {
			break
		}
		prolog = rest
		fields := strings.Fields(rest[:min(len(rest), 200)])
		if len(fields) < 2 || nameLen(fields[0]) != len(fields[0]) || fields[1][0] != '"' && fields[1][0] != '\'' {
			continue // a parameter entity, or an external one
		}
		i := strings.IndexAny(rest, `"'`)
		value, _, ok := strings.Cut(rest[i+1:min(len(rest), i+2+maxEntity)], rest[i:i+1])
		if !ok || len(value) > maxEntity {
			continue
		}
		if own == nil {
			own = map[string]string{}
		}
		own[fields[0]] = value
	}
	return own
}
