package feed

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"dateline/news"
)

// jsonReader reads a JSON document once, from left to right, and makes values of only
// those that are asked for: what nobody asks for costs no memory. It is lenient: control
// characters in texts, unknown escapes, a comma too many and a missing end are all right.
type jsonReader struct {
	s     string
	i     int
	depth int
	b     *news.Budget
	// What was met.
	loose bool // not whole, or not by the rules
	odd   bool // a value of the wrong type
	cut   bool // the document ended, or made no sense, before its end
	deep  bool // brackets inside one another beyond reason
}

// over reports whether reading is at its end.
func (r *jsonReader) over() bool {
	if r.i >= len(r.s) || r.deep || !r.b.Spend(1) {
		r.cut = true
	}
	return r.cut
}

// peek returns the byte that the next value begins with, 0 at the end.
func (r *jsonReader) peek() byte {
	from := r.i
	for r.i < len(r.s) && isSpaceByte(r.s[r.i]) {
		r.i++
	}
	r.b.Spend(r.i - from)
	if r.over() {
		return 0
	}
	return r.s[r.i]
}

// list calls value before each value between the brackets that the next byte opens.
// value reads it.
func (r *jsonReader) list(end byte, value func()) {
	if r.depth++; r.depth > maxDepth {
		r.deep = true
	}
	r.i++
	comma := false
	for {
		switch c := r.peek(); {
		case r.cut:
			return
		case c == end:
			r.loose = r.loose || comma
			r.i++
			r.depth--
			return
		case c == ',':
			r.loose = r.loose || comma
			comma = true
			r.i++
		case c == '}' || c == ']' || c == ':': // of nothing
			r.cut = true
			return
		default:
			comma = false
			value()
		}
	}
}

// array calls value before each element of the array that comes next.
func (r *jsonReader) array(value func()) { r.list(']', value) }

// object calls field before the value of each field of the object that comes next.
func (r *jsonReader) object(field func(key string)) {
	r.list('}', func() {
		if r.s[r.i] != '"' {
			r.cut = true
			return
		}
		key := r.quoted()
		if r.peek() != ':' {
			r.cut = true
			return
		}
		r.i++
		if r.peek(); !r.cut {
			field(key)
		}
	})
}

// skip reads the next value and keeps nothing of it.
func (r *jsonReader) skip() {
	switch r.peek() {
	case '{':
		r.object(func(string) { r.skip() })
	case '[':
		r.array(r.skip)
	case '"':
		r.quoted()
	default:
		r.word()
	}
}

// word reads a number or one of JSON's three words.
func (r *jsonReader) word() string {
	from := r.i
	for r.i < len(r.s) && (isNameByte(r.s[r.i]) || r.s[r.i] == '+') {
		r.i++
	}
	if r.i == from {
		r.cut = true
	}
	r.b.Spend(r.i - from)
	return r.s[from:r.i]
}

// text reads the next value as a text: a number is one, too.
func (r *jsonReader) text() string {
	switch c := r.peek(); {
	case r.cut:
		return ""
	case c == '"':
		return r.quoted()
	case c == '{' || c == '[':
		r.odd = true
		r.skip()
		return ""
	}
	w := r.word()
	if w == "null" {
		return ""
	}
	r.odd = true
	if w == "true" || w == "false" {
		return ""
	}
	return w
}

// quoted reads the text that begins with the quotation mark at r.i. One without an
// escape is a part of the document and no copy.
func (r *jsonReader) quoted() string {
	r.i++
	var b strings.Builder
	for from := r.i; r.i < len(r.s); {
		n := strings.IndexAny(r.s[r.i:min(len(r.s), r.i+4096)], "\"\\\n\r\t")
		if n < 0 {
			n = min(len(r.s)-r.i, 4096)
			r.b.Spend(n)
			r.i += n
			continue
		}
		r.b.Spend(n + 1)
		r.i += n
		switch r.s[r.i] {
		case '"':
			r.i++
			if b.Len() == 0 {
				return r.s[from : r.i-1]
			}
			b.WriteString(r.s[from : r.i-1])
			return b.String()
		case '\\':
			b.WriteString(r.s[from:r.i])
			r.escape(&b)
			from = r.i
		default: // white space that JSON wants escaped
			r.loose = true
			r.i++
		}
	}
	r.cut = true
	return ""
}

// escape reads the escape at r.i; an unknown one is what stands behind the backslash.
func (r *jsonReader) escape(b *strings.Builder) {
	if r.i+1 >= len(r.s) {
		r.i = len(r.s)
		return
	}
	c := r.s[r.i+1]
	if at := strings.IndexByte(`"\/bfnrt`, c); at >= 0 {
		b.WriteByte("\"\\/\b\f\n\r\t"[at])
		r.i += 2
		return
	}
	if c != 'u' {
		r.loose = true
		r.i++
		if c >= utf8.RuneSelf || c == ' ' {
			return // it is read as what it is
		}
		b.WriteByte(c)
		r.i++
		return
	}
	one, n := hexRune(r.s[r.i:])
	r.i += n
	if utf16.IsSurrogate(one) {
		two, n := hexRune(r.s[r.i:])
		if one = utf16.DecodeRune(one, two); one != utf8.RuneError {
			r.i += n
		}
	}
	b.WriteRune(one)
}

// hexRune reads \u0041.
func hexRune(s string) (rune, int) {
	if len(s) >= 6 && s[0] == '\\' && s[1] == 'u' {
		if n, err := strconv.ParseUint(s[2:6], 16, 32); err == nil {
			return rune(n), 6
		}
	}
	return utf8.RuneError, min(len(s), 2)
}
