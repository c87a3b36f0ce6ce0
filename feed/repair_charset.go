package feed

import (
	"bytes"
	"encoding/binary"
	"io"
	"mime"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/simplifiedchinese"

	"dateline/news"
)

// maxProlog is how many bytes from the start the XML declaration is looked for.
const maxProlog = 1024

// toUTF8 decodes a document. What the bytes themselves prove goes before what is
// declared: a byte order mark, UTF-16 and UTF-32 by their zeros, UTF-8 by being
// valid. Only then the HTTP header and the XML declaration are believed, in this
// order, and bytes of no declared set are read as Windows-1252. repaired says in
// words what was not as declared.
func toUTF8(body []byte, contentType string) (text, repaired string) {
	if t, name := wide(body); name != "" {
		return t, name
	}
	if bytes.HasPrefix(body, []byte("\x4c\x6f\xa7\x94")) { // "<?xm" in EBCDIC
		return ebcdic(body), "read as EBCDIC"
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	declared := declaredCharset(body)
	header := ""
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		header = strings.ToLower(strings.TrimSpace(params["charset"]))
	}
	if t, ok := shifted(body, header, declared); ok {
		return t, ""
	}
	if utf8.Valid(body) {
		return string(body), ""
	}
	return notUTF8(body, header, declared)
}

// shifted decodes ISO-2022-JP and HZ, which are made of ASCII bytes: what declares them
// decides.
func shifted(body []byte, names ...string) (string, bool) {
	for _, name := range names {
		name = strings.ReplaceAll(name, "_", "")
		switch {
		case strings.Contains(strings.ReplaceAll(name, "-", ""), "iso2022jp"):
			name = "iso-2022-jp"
		case strings.HasPrefix(name, "hz"):
			name = "hz"
		default:
			continue
		}
		if t, ok := decode(body, name); ok && bytes.ContainsAny(body, "\x1b~") {
			return t, true
		}
	}
	return "", false
}

// notUTF8 decodes what is not valid UTF-8: mended where it nearly is, else as declared,
// else as guessed.
func notUTF8(body []byte, header, declared string) (text, repaired string) {
	bad := invalidBytes(body)
	if multi := multiByteRunes(body); bad <= 8 && multi > 20*bad || bad <= 2 && multi >= 1 && isUTF8(declared) {
		return mendUTF8(body), "bytes that are not UTF-8"
	}
	guessed := guessCharset(body)
	for _, name := range []string{header, declared} {
		if name == "" || isUTF8(name) || guessed != "" && isWestern(name) {
			continue
		}
		if t, ok := decode(body, name); ok {
			if name == header && declared != "" && declared != header {
				return t, "read as " + name + ", as the server says"
			}
			return t, ""
		}
	}
	if multiByteRunes(body) > bad {
		return mendUTF8(body), "bytes that are not UTF-8"
	}
	if t, ok := decode(body, guessed); ok && guessed != "" {
		return t, "read as " + guessed
	}
	t, _ := decode(body, "windows-1252")
	return t, "read as windows-1252"
}

// isWestern reports whether a character set is one that servers declare without looking.
func isWestern(name string) bool {
	switch plainCharset(name) {
	case "iso-8859-1", "windows-1252", "latin1":
		return true
	}
	return name == "iso-8859-1" || name == "us-ascii"
}

func isUTF8(name string) bool { return name == "utf-8" || name == "utf8" || name == "" }

// ebcdic decodes a document of an EBCDIC machine. All its code pages write the
// declaration alike, and the declaration says which of them it is.
func ebcdic(body []byte) string {
	t, _ := charmap.CodePage037.NewDecoder().Bytes(body)
	name := declaredCharset(t)
	if own, ok := decode(body, name); ok && strings.Contains(own, "<?xml") {
		return own
	}
	return string(t)
}

// decode converts body from the named character set.
func decode(body []byte, name string) (string, bool) {
	e, canonical := charset.Lookup(name)
	switch {
	case name == "hz" || name == "hz-gb-2312":
		e = simplifiedchinese.HZGB2312
	case e == nil || e == encoding.Replacement:
		e, _ = ianaindex.IANA.Encoding(name)
	}
	if e == nil {
		plain := plainCharset(name)
		if t, ok := decodePage(body, plain); ok {
			return t, true
		}
		if e, canonical = charset.Lookup(plain); e == nil || e == encoding.Replacement {
			e, _ = ianaindex.IANA.Encoding(plain)
		}
	}
	if e == nil || canonical == "utf-8" {
		return "", false
	}
	var out strings.Builder
	out.Grow(min(len(body)+len(body)/4, maxDecoded))
	_, err := io.Copy(&out, io.LimitReader(e.NewDecoder().Reader(bytes.NewReader(body)), maxDecoded+1))
	return out.String(), err == nil
}

// plainCharset brings the many spellings of a character set's name, which are not
// registered but in use, to one that is known: "cp1252", "x-mac-cyrillic",
// "iso_8859-5:1988", "ms932". A code page of codepage.go comes out as its number.
func plainCharset(name string) string {
	bare := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(name))
	for known, spellings := range charsetNames {
		if slices.Contains(spellings, bare) {
			return known
		}
	}
	if _, part, ok := strings.Cut(name, "8859"); ok { // a year may follow
		part = strings.TrimLeft(part, "-_ ")
		return "iso-8859-" + part[:digitRun(part)]
	}
	number := bare
	for _, maker := range []string{"windows", "cspc", "csibm", "ibm", "xcp", "cp", "dos", "ms"} {
		if rest, ok := strings.CutPrefix(bare, maker); ok && rest != "" && isDigitByte(rest[0]) {
			number = rest[:digitRun(rest)]
			break
		}
	}
	if len(number) == 4 && number[:3] == "125" {
		return "windows-" + number
	}
	if number != bare && dosPage(number) == "" && ebcdicPage(number) == "" {
		return "ibm" + number
	}
	return number
}

// charsetNames are spellings of names that no rule brings to the one that is known.
var charsetNames = map[string][]string{
	"shift_jis":      {"932", "cp932", "ms932", "mskanji", "sjis", "shiftjis", "xmacjapanese"},
	"gbk":            {"936", "cp936", "ms936", "euccn", "eucgb2312cn", "gb231280", "gb23121980", "xmacsimpchinese"},
	"euc-kr":         {"949", "cp949", "ms949", "uhc", "euckr", "ksc5601", "ksc56011987", "ksx1001", "xmackorean"},
	"big5":           {"950", "cp950", "ms950", "big5tw", "big5hkscs", "hkscs", "xmactradchinese"},
	"euc-jp":         {"eucjp", "ujis"},
	"gb18030":        {"gb180302000"},
	"1125":           {"cp866u", "ruscii", "cp1125", "ibm1125"},
	"861":            {"cpis"},
	"424":            {"ebcdiccphe"},
	"500":            {"ebcdiccpbe", "ebcdiccpch"},
	"iso-8859-7":     {"greek8", "elot928"},
	"iso-8859-13":    {"latin7", "l7"},
	"iso-8859-15":    {"latin9", "l9"},
	"windows-874":    {"thai", "tis620", "tis6200", "tis62025290", "tis62025291", "isoir166"},
	"macintosh":      {"macroman", "mac", "xmacroman"},
	"x-mac-cyrillic": {"maccyrillic"},
	"ibm00858":       {"858", "cp858", "ibm858", "csibm858"},
	"ibm01140":       {"1140", "cp1140", "ibm1140", "csibm1140"},
}

// declaredCharset returns the encoding that the XML declaration names, lower case.
func declaredCharset(body []byte) string {
	head := body[:min(len(body), maxProlog)]
	i := bytes.Index(head, []byte("<?xml"))
	if i < 0 {
		return ""
	}
	end := bytes.Index(head[i:], []byte("?>"))
	if end < 0 {
		return ""
	}
	_, after, ok := strings.Cut(string(head[i:i+end]), "encoding")
	if !ok {
		return ""
	}
	after = strings.TrimLeft(after, " \t\r\n=")
	if after == "" || after[0] != '"' && after[0] != '\'' {
		return ""
	}
	name, _, _ := strings.Cut(after[1:], after[:1])
	return strings.ToLower(strings.TrimSpace(name))
}

// wide decodes UTF-32 and UTF-16, with a byte order mark or known by the zeros in
// the first two characters; name is "" when body is neither.
func wide(body []byte) (text, name string) {
	if len(body) < 4 {
		return "", ""
	}
	var order binary.ByteOrder = binary.LittleEndian
	if body[0] == 0 || body[0] == 0xfe {
		order = binary.BigEndian
	}
	switch head := string(body[:4]); {
	case isUTF32(head):
		return utf32(body, order), "read as UTF-32"
	case isUTF16(head):
		return utf16Text(body, order), "read as UTF-16"
	}
	return "", ""
}

// isUTF32 reports whether four bytes begin a document in UTF-32.
func isUTF32(head string) bool {
	switch {
	case head == "\xff\xfe\x00\x00", head == "\x00\x00\xfe\xff":
		return true
	case head[1:] == "\x00\x00\x00":
		return opensDocument(head[0])
	case head[:3] == "\x00\x00\x00":
		return opensDocument(head[3])
	}
	return false
}

// isUTF16 reports whether four bytes begin a document in UTF-16.
func isUTF16(head string) bool {
	switch {
	case head[:2] == "\xff\xfe", head[:2] == "\xfe\xff":
		return true
	case head[1] == 0 && head[3] == 0:
		return opensDocument(head[0]) && head[2] != 0
	case head[0] == 0 && head[2] == 0:
		return opensDocument(head[1]) && head[3] != 0
	}
	return false
}

// opensDocument reports whether documents begin with this character.
func opensDocument(c byte) bool {
	return c == '<' || c == '{' || c == ' ' || c == '\n' || c == '\r'
}

func utf32(body []byte, order binary.ByteOrder) string {
	var b strings.Builder
	b.Grow(len(body) / 4)
	for ; len(body) >= 4; body = body[4:] {
		r := order.Uint32(body)
		if r > utf8.MaxRune {
			r = utf8.RuneError
		}
		b.WriteRune(rune(r))
	}
	return strings.TrimPrefix(b.String(), "\ufeff")
}

func utf16Text(body []byte, order binary.ByteOrder) string {
	var b strings.Builder
	b.Grow(min(len(body)/2, maxDecoded))
	for ; len(body) >= 2 && b.Len() <= maxDecoded; body = body[2:] {
		r := rune(order.Uint16(body))
		if utf16.IsSurrogate(r) {
			second := rune(0)
			if len(body) >= 4 {
				second = rune(order.Uint16(body[2:]))
			}
			if r = utf16.DecodeRune(r, second); r != utf8.RuneError {
				body = body[2:]
			}
		}
		b.WriteRune(r)
	}
	return strings.TrimPrefix(b.String(), "\ufeff")
}

// invalidBytes counts bytes that are part of no UTF-8 sequence.
func invalidBytes(b []byte) (n int) {
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			n++
		}
		b = b[size:]
	}
	return n
}

// multiByteRunes counts well-formed sequences of more than one byte.
func multiByteRunes(b []byte) (n int) {
	for len(b) > 0 {
		_, size := utf8.DecodeRune(b)
		if size > 1 {
			n++
		}
		b = b[size:]
	}
	return n
}

// mendUTF8 reads the bytes that are not UTF-8 as Windows-1252 where that gives a
// character and nothing that a terminal obeys.
func mendUTF8(b []byte) string {
	var out strings.Builder
	out.Grow(len(b) + 64)
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		if r == utf8.RuneError && size == 1 {
			r = utf8.RuneError
			if b[0] >= 0xa0 {
				r = rune(b[0]) // as in Windows-1252
			}
		}
		out.WriteRune(r)
		b = b[size:]
	}
	return out.String()
}

// undouble decodes a document that was encoded to UTF-8 twice. It was when what is
// not ASCII in it is, nearly all of it, sequences that decode once more; a few
// such sequences among other letters may be meant.
func undouble(s string) (text string, repaired bool) {
	once, n := news.Undouble(s)
	if n < 2 {
		return s, false
	}
	left := -n
	for _, r := range once {
		if r >= utf8.RuneSelf {
			left++
		}
	}
	return once, left*10 <= n
}
