package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"dateline/news"
)

// cleanWriter is under every line that the command line prints. Text passes, in lines
// and columns; what a terminal would obey, what reorders or hides text, and marks heaped
// on a letter do not. Text is cleaned where it comes in: this is the second lock, for a
// store that somebody else filled and for what a command was given.
type cleanWriter struct {
	to    io.Writer
	json  bool   // the bytes are JSON, in which such characters are written as \u escapes
	cut   []byte // the beginning of a character whose rest is to come
	marks int    // on the last letter
	out   []byte
}

// Write passes on what is text of b.
func (w *cleanWriter) Write(b []byte) (int, error) {
	w.out = w.out[:0]
	in := b
	if len(w.cut) > 0 {
		in = append(w.cut, b...)
		w.cut = nil
	}
	for len(in) > 0 {
		if c := in[0]; c < utf8.RuneSelf {
			w.ascii(c)
			in = in[1:]
			continue
		}
		if !utf8.FullRune(in) {
			w.cut = append([]byte(nil), in...)
			break
		}
		r, n := utf8.DecodeRune(in)
		w.rune(r)
		in = in[n:]
	}
	if _, err := w.to.Write(w.out); err != nil {
		return 0, fmt.Errorf("write: %w", err)
	}
	return len(b), nil
}

func (w *cleanWriter) ascii(c byte) {
	if c >= ' ' && c != 0x7f || c == '\n' || c == '\t' {
		w.out = append(w.out, c)
		w.marks = 0
	} else {
		w.unseen(rune(c))
	}
}

func (w *cleanWriter) rune(r rune) {
	limit := news.MarkLimit(r)
	if news.IsJoiner(r) {
		limit = 4
	}
	switch {
	case unicode.IsControl(r), news.IsHidden(r), unicode.Is(unicode.Bidi_Control, r):
		w.unseen(r)
		return
	case limit == 0:
		w.marks = 0
	case !w.json:
		if w.marks++; w.marks > limit {
			return
		}
	}
	w.out = utf8.AppendRune(w.out, r)
}

// unseen leaves a character out, or writes it as JSON does.
func (w *cleanWriter) unseen(r rune) {
	switch {
	case !w.json:
	case r > 0xffff:
		r -= 0x10000
		w.out = fmt.Appendf(w.out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
	default:
		w.out = fmt.Appendf(w.out, `\u%04x`, r)
	}
}

// cleanJSON passes JSON on with nothing in it that a terminal would obey or reorder; it
// means the same.
func cleanJSON(w io.Writer) io.Writer { return &cleanWriter{to: w, json: true} }

// jsonLines writes values as lines of JSON, "<" and "&" as they are.
func jsonLines(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(cleanJSON(w))
	enc.SetEscapeHTML(false)
	return enc
}
