package feed

import "strings"

// tidyJSON writes a broken JSON document so that a strict reader takes it: control
// characters inside texts become spaces, unknown escapes what they stand before, a
// comma before a closing bracket goes, and a document that ends too soon is closed
// behind its last whole item.
func tidyJSON(s string) string {
	t := tidier{out: make([]byte, 0, len(s)+16)}
	for i := 0; i < len(s); i++ {
		if s[i] == '"' {
			i = t.text(s, i)
			continue
		}
		t.mark(s[i])
	}
	return t.end()
}

// tidier keeps the brackets that are open and where the last whole item ended.
type tidier struct {
	out   []byte
	open  []byte
	whole int // length of out behind the last whole item of the feed
	cut   bool
}

// text copies the text that begins at s[i] and returns where it ends.
func (t *tidier) text(s string, i int) int {
	t.out = append(t.out, '"')
	for i++; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			t.out = append(t.out, '"')
			return i
		case c == '\\' && i+1 < len(s):
			i++
			if strings.IndexByte(`"\/bfnrtu`, s[i]) >= 0 {
				t.out = append(t.out, '\\')
			}
			t.out = append(t.out, s[i])
		case c < ' ' || c == '\\':
			t.out = append(t.out, ' ')
		default:
			t.out = append(t.out, c)
		}
	}
	t.cut = true
	return i
}

// mark copies what stands between texts.
func (t *tidier) mark(c byte) {
	switch c {
	case '{', '[':
		t.open = append(t.open, c)
	case '}', ']':
		t.dropComma()
		if n := len(t.open); n > 0 {
			t.open = t.open[:n-1]
		}
	}
	t.out = append(t.out, c)
	if c == '}' && string(t.open) == "{[" {
		t.whole = len(t.out)
	}
}

func (t *tidier) dropComma() {
	for n := len(t.out) - 1; n >= 0; n-- {
		if t.out[n] == ',' {
			t.out = t.out[:n]
			return
		}
		if !isSpaceByte(t.out[n]) {
			return
		}
	}
}

func (t *tidier) end() string {
	if len(t.open) == 0 && !t.cut {
		return string(t.out)
	}
	return string(t.out[:t.whole]) + "]}"
}
