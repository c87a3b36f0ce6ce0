package cli

import (
	"bytes"
	"io"
	"os"
	"time"
	"unicode/utf8"
)

// The terminal answers questions and tells of the mouse, of focus and of pasted text
// in the same bytes as the keys. Bubble Tea takes an escape sequence that is not
// complete within 50 ms for keys: over a slow line the rest of a report would be
// typed into the screens. A keyboard stands before it and hands on whole sequences
// only. It waits for the end of one that has begun for as long as that takes, but a
// single key that comes after lostTime of silence shows that the end of a paste or of a
// text is lost, and is a key; for the byte after a lone ESC, which may be the Esc key,
// it waits escTime.

const (
	// escTime is how long a lone ESC may be the beginning of a report.
	escTime = 100 * time.Millisecond
	// askedTime is how long after a start answers are expected, and for that long
	// a lone ESC is waited on for up to answerTime.
	askedTime, answerTime = 2 * time.Second, time.Second
	// lostTime is how long nothing comes until the end of what has begun may be lost. What
	// was pasted is handed on then; if more of it comes after all, it is pasted too.
	lostTime = time.Second
	// maxReport bounds a sequence and maxPaste pasted text, in bytes. The rest is lost.
	maxReport, maxPaste = 8 << 10, 256 << 10
)

// source is input that can be waited for.
type source interface {
	io.Reader
	// ready waits until there is input or the time is over, and reports which.
	ready(wait time.Duration) bool
}

// file is a terminal of this machine.
type file struct{ *os.File }

func (f file) ready(wait time.Duration) bool { return waitReadable(f.File, wait) }

// terminalKeys is the keyboard of a terminal of this machine, which Bubble Tea sets to raw
// input by its file.
type terminalKeys struct {
	*os.File
	keys *keyboard
}

func (t *terminalKeys) Read(p []byte) (int, error) { return t.keys.Read(p) }

// keyboard is a terminal's input, read in whole sequences. It is for one reader.
type keyboard struct {
	from  source
	asked time.Time // when the terminal was asked something
	last  time.Time // when it sent something
	esc   time.Duration
	split splitter
	out   []byte // whole, and not yet taken by Read
}

func newKeyboard(f *os.File) *terminalKeys { return &terminalKeys{f, keyboardOf(file{f})} }

func keyboardOf(from source) *keyboard {
	return &keyboard{from: from, asked: time.Now(), esc: escTime}
}

// Read waits for input and returns what is whole of it, which may be nothing.
func (k *keyboard) Read(p []byte) (int, error) {
	var buf [4096]byte
	for len(k.out) == 0 {
		n, err := k.from.Read(buf[:])
		if err != nil {
			return 0, err
		}
		if time.Since(k.last) > lostTime {
			k.out = append(k.out, k.split.silence()...)
		}
		k.last = time.Now()
		k.out = append(k.out, k.split.take(buf[:n])...)
		switch {
		case k.split.atESC():
			if !k.from.ready(k.patience()) {
				k.out = append(k.out, k.split.release()...)
			}
			continue
		case k.split.paste && !k.from.ready(lostTime):
			k.out = append(k.out, k.split.silence()...)
		}
		break
	}
	n := wholeRunes(k.out, len(p))
	copy(p, k.out[:n])
	k.out = append(k.out[:0], k.out[n:]...)
	return n, nil
}

// patience is how long a lone ESC is waited on.
func (k *keyboard) patience() time.Duration {
	return max(k.esc, min(answerTime, askedTime-time.Since(k.asked)))
}

// wholeRunes is how many bytes of b, at most n, end with a whole character.
func wholeRunes(b []byte, n int) int {
	if len(b) <= n {
		return len(b)
	}
	for i := n; i > max(n-utf8.UTFMax, 0); i-- {
		if utf8.RuneStart(b[i]) {
			return i
		}
	}
	return n
}

// splitter takes input as it comes and gives it back in whole sequences. It is a
// function of the bytes and of where they were cut.
type splitter struct {
	held  []byte // the beginning of what is not whole
	late  bool   // the Esc key was handed on: if that was a report's ESC, the rest follows
	paste bool   // within pasted text, which is in held
	lost  bool   // nothing came for long: the end of what has begun may be lost
}

var (
	pasteBegin = []byte("\x1b[200~")
	pasteEnd   = []byte("\x1b[201~")
)

// atESC reports whether all that is held is an ESC.
func (s *splitter) atESC() bool { return !s.paste && len(s.held) == 1 && s.held[0] == 0x1b }

// release hands on a lone ESC: nothing followed it, so that it is the key.
func (s *splitter) release() []byte {
	s.held, s.late = nil, true
	return []byte{0x1b}
}

// silence says that nothing came for long. It hands on what was pasted so far, if it is
// not whole.
func (s *splitter) silence() (out []byte) {
	if s.paste && !s.lost {
		end := partOf(s.held, pasteEnd)
		s.held = append(s.held[:len(s.held)-end], pasteEnd...)
		s.pasted(&out)
		s.held, s.paste = append(s.held, pasteEnd[:end]...), true
	}
	s.lost = true
	return out
}

// resume takes the first input after a silence: a single key ends what was begun, more
// goes on with it. It returns what is to be handed on first.
func (s *splitter) resume(in []byte) (out []byte) {
	s.lost = false
	key := singleKey(in)
	switch {
	case s.paste && bytes.HasPrefix(append(s.held, in...), pasteEnd): // nothing else was missing
		return pasteBegin
	case s.paste && key:
		s.held, s.paste = nil, false
	case s.paste:
		return pasteBegin
	case key && len(s.held) > 1 && s.held[1] != '[' && s.held[0] == 0x1b && s.held[len(s.held)-1] != 0x1b && in[0] != 0x07:
		s.held = nil
	}
	return nil
}

// partOf is how many bytes at the end of b may be the beginning of whole.
func partOf(b, whole []byte) int {
	n := min(len(b), len(whole)-1)
	for ; n > 0 && !bytes.HasSuffix(b, whole[:n]); n-- {
	}
	return n
}

// singleKey reports whether input is one key and nothing else.
func singleKey(in []byte) bool {
	if in[0] != 0x1b {
		_, size := utf8.DecodeRune(in)
		return size == len(in)
	}
	n, keep := sequence(in)
	return len(in) == 1 || keep && n == len(in) && !bytes.Equal(in, pasteEnd)
}

// take takes input and returns what is whole with it.
func (s *splitter) take(in []byte) []byte {
	var out []byte
	if s.lost && len(in) > 0 {
		out = s.resume(in)
	}
	if s.late && beginsReport(in) {
		s.held = append(s.held, 0x1b)
	}
	s.late = s.late && len(in) == 0
	s.held = append(s.held, in...)
	for len(s.held) > 0 {
		if s.paste {
			if !s.pasted(&out) {
				return out
			}
			continue
		}
		n, keep := sequence(s.held)
		if n == 0 {
			return out
		}
		seq := s.held[:n]
		if keep {
			out = append(out, seq...)
		}
		s.paste = bytes.Equal(seq, pasteBegin)
		s.held = append([]byte(nil), s.held[n:]...)
	}
	return out
}

// pasted hands on pasted text once its end has come. All of it is text: what would
// end it early or begin a sequence is left out. An end that is part of the text itself
// cannot be told from the real one but by the next, if that is there already.
func (s *splitter) pasted(out *[]byte) bool {
	end := bytes.Index(s.held, pasteEnd)
	if end < 0 {
		if len(s.held) > maxPaste+len(pasteEnd) { // keep room for the end that is being waited for
			s.held = append(s.held[:maxPaste], s.held[len(s.held)-len(pasteEnd):]...)
		}
		return false
	}
	next := bytes.Index(s.held[end+1:], pasteBegin)
	if next < 0 {
		next = len(s.held) - end - 1
	}
	end += 1 + max(bytes.LastIndex(s.held[end+1:end+1+next], pasteEnd), -1)
	text := bytes.ToValidUTF8(bytes.ReplaceAll(s.held[:end], pasteEnd, nil), nil)
	*out = append(*out, bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, text[:wholeRunes(text, maxPaste)])...)
	*out = append(*out, pasteEnd...)
	s.held, s.paste = append([]byte(nil), s.held[end+len(pasteEnd):]...), false
	return true
}

// beginsReport reports whether input that follows an Esc key is the rest of a report
// whose ESC was late. Somebody who types "[" and "c" sends no such thing, and not at once.
func beginsReport(in []byte) bool {
	if len(in) < 2 {
		return false
	}
	digit := in[1] >= '0' && in[1] <= '9'
	switch in[0] {
	case '[':
		return digit || bytes.IndexByte([]byte("?<>=IO"), in[1]) >= 0
	case ']':
		return digit
	case 'P':
		return digit || in[1] == '>' || in[1] == '!'
	case '_':
		return in[1] == 'G' // of kitty's pictures
	}
	return false
}

// sequence returns the length of the first key or sequence of b, 0 when it is not
// whole, and whether it is of use.
func sequence(b []byte) (n int, keep bool) {
	if b[0] != 0x1b {
		return plainInput(b)
	}
	if len(b) == 1 {
		return 0, false
	}
	switch b[1] {
	case 0x1b:
		return 1, true
	case '[':
		return controlSequence(b)
	case ']', 'P', '_', '^', 'X':
		return stringSequence(b)
	case 'O':
		return min(len(b), 3) / 3 * 3, true
	}
	n, keep = plainInput(b[1:])
	if n > 0 { // one key with Alt
		_, size := utf8.DecodeRune(b[1:])
		n = 1 + size
	}
	return n, keep
}

// plainInput is the run of whole characters up to the next ESC.
func plainInput(b []byte) (int, bool) {
	n := bytes.IndexByte(b, 0x1b)
	if n < 0 {
		n = len(b)
	}
	if n == len(b) {
		for i := 1; i < utf8.UTFMax && i <= n; i++ { // a character cut in two
			if c := b[n-i]; utf8.RuneStart(c) {
				if c >= utf8.RuneSelf && !utf8.FullRune(b[n-i:]) {
					n -= i
				}
				break
			}
		}
	}
	return n, true
}

// controlSequence is CSI, parameters, and a final byte. What breaks off is dropped.
func controlSequence(b []byte) (int, bool) {
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case c >= 0x40 && c <= 0x7e:
			// Where the cursor is was never asked; "CSI 1;2R" would be a key too.
			return i + 1, c != 'R' || i == 2
		case c < 0x20 || c > 0x7e || i > maxReport:
			return i, false
		}
	}
	return 0, false
}

// stringSequence is an OSC, DCS, APC, PM or SOS with its text and terminator. One that
// no answer begins like is two keys, Alt and a letter, and means nothing here.
func stringSequence(b []byte) (int, bool) {
	if len(b) > 2 && !beginsReport(b[1:]) {
		return 2, false
	}
	for i := 2; i < len(b); i++ {
		switch {
		case b[i] == 0x07:
			return i + 1, true
		case b[i] == 0x1b && i+1 == len(b):
			return 0, false // the terminator may be cut in two
		case b[i] == 0x1b && b[i+1] == '\\':
			return i + 2, true
		case b[i] < 0x20 || i > maxReport:
			return i, false
		}
	}
	return 0, false
}
