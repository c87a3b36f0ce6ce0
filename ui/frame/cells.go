package frame

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// cell is one place of a terminal: a character or a cluster of them, its look and its
// link. A character that takes several places has its text in the first of them.
type cell struct {
	text      uint32 // a character, or cluster and its number; 0 where one before goes on
	ink, link uint16
}

// cluster marks a text of several characters.
const cluster = 1 << 31

// blank is a place with nothing in it.
var blank = cell{text: ' '}

// inks are the looks, links and clusters that a screen has used, by number. The number 0
// is for none.
type inks struct {
	profile  colorprofile.Profile
	looks    []look
	numbers  map[uv.Style]uint16
	changes  map[change]uint16 // what a sequence makes of a look
	links    []uv.Link
	byLink   map[uv.Link]uint16
	clusters []string
	byText   map[string]uint32
}

// look is how a text looks.
type look struct {
	style uv.Style
	plain bool // a space in it looks as if there were none
}

// change is a sequence that comes while a look is in force.
type change struct {
	from uint16
	by   string
}

// most bounds what is remembered of each kind.
const most = 4096

func newInks(p colorprofile.Profile) inks {
	return inks{profile: p, looks: []look{{plain: true}}, numbers: map[uv.Style]uint16{{}: 0}, changes: map[change]uint16{},
		links: []uv.Link{{}}, byLink: map[uv.Link]uint16{{}: 0}, byText: map[string]uint32{}}
}

// full reports whether it is time to begin anew.
func (k *inks) full() bool {
	return len(k.looks) > most || len(k.changes) > most || len(k.links) > most || len(k.clusters) > most
}

// crowded reports whether nothing more is taken: one screen of a stranger's
// making costs no more than this.
func (k *inks) crowded() bool {
	return len(k.looks) > 8*most || len(k.changes) > 8*most || len(k.links) > 8*most || len(k.clusters) > 8*most
}

// after returns the look that an SGR sequence makes of another.
func (k *inks) after(from uint16, seq string) uint16 {
	if seq == "\x1b[m" || seq == "\x1b[0m" {
		return 0
	}
	if to, ok := k.changes[change{from, seq}]; ok {
		return to
	}
	if k.crowded() {
		return from
	}
	p := ansi.GetParser()
	defer ansi.PutParser(p)
	style := k.looks[from].style
	if _, _, n, _ := ansi.DecodeSequence(seq, 0, p); n == len(seq) {
		uv.ReadStyle(p.Params(), &style)
	}
	style = uv.ConvertStyle(style, k.profile)
	to, ok := k.numbers[style]
	if !ok {
		to = uint16(len(k.looks))
		k.looks = append(k.looks, look{style, style.Bg == nil && style.Underline == 0 && style.Attrs&(uv.AttrReverse|uv.AttrStrikethrough) == 0})
		k.numbers[style] = to
	}
	k.changes[change{from, strings.Clone(seq)}] = to
	return to
}

// linked returns the number of the link that an OSC 8 sequence, without its frame, begins.
func (k *inks) linked(data string, from uint16) uint16 {
	var l uv.Link
	uv.ReadLink([]byte(data), &l)
	if !printable(l.URL) || !printable(l.Params) {
		return from
	}
	l = uv.ConvertLink(l, k.profile)
	n, ok := k.byLink[l]
	if !ok && !k.crowded() {
		n = uint16(len(k.links))
		k.links = append(k.links, l)
		k.byLink[l] = n
	}
	return n
}

// text returns a cluster as a cell has it.
func (k *inks) text(s string) uint32 {
	if r, n := utf8.DecodeRuneInString(s); n == len(s) {
		return uint32(r)
	}
	n, ok := k.byText[s]
	if !ok {
		if k.crowded() {
			return uint32('?')
		}
		s = strings.Clone(s)
		n = cluster | uint32(len(k.clusters))
		k.clusters = append(k.clusters, s)
		k.byText[s] = n
	}
	return n
}

// append appends the text of a cell.
func (k *inks) append(dst []byte, text uint32) []byte {
	if text&cluster != 0 {
		return append(dst, k.clusters[text&^cluster]...)
	}
	return utf8.AppendRune(dst, rune(text))
}

// printable reports whether a text holds no control character.
func printable(s string) bool {
	for _, r := range s {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return false
		}
	}
	return true
}

// parse takes a line apart into s.row and returns the look and link in force at its end,
// and whether terminals may disagree on its width.
func (s *Screen) parse(text string, ink, link uint16) (endInk, endLink uint16, unsure bool) {
	x, lastX := 0, -1
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\x1b':
			n := sequence(text[i:])
			ink, link = s.obey(text[i:i+n], ink, link)
			i += n
		case c < ' ' || c == 0x7f:
			i++
		case c < 0x7f && (i+1 == len(text) || text[i+1] < 0xc0):
			lastX = x
			x = s.put(x, 1, uint32(c), ink, link)
			i++
		default:
			one, width := ansi.FirstGraphemeCluster(text[i:], ansi.WcWidth)
			i += max(len(one), 1)
			if !printable(one) || !utf8.ValidString(one) {
				continue
			}
			unsure = unsure || doubtful(one, width)
			if width == 0 { // a mark apart from its letter
				s.mark(lastX, one)
				continue
			}
			lastX = x
			x = s.put(x, width, s.inks.text(one), ink, link)
		}
	}
	for ; x < s.w; x++ {
		s.row[x] = blank
	}
	return ink, link, unsure
}

// put sets a cell and those that it goes on in, and returns the place after it. A
// character that does not fit is left blank.
func (s *Screen) put(x, width int, text uint32, ink, link uint16) int {
	if text == ' ' && link == 0 && s.inks.looks[ink].plain {
		ink = 0
	}
	fits := x+width <= s.w
	for i := x; i < min(x+width, s.w); i++ {
		switch {
		case !fits:
			s.row[i] = cell{' ', ink, link}
		case i == x:
			s.row[i] = cell{text, ink, link}
		default:
			s.row[i] = cell{0, ink, link}
		}
	}
	return min(x+width, s.w)
}

// mark adds a mark to the character at x, if there is one.
func (s *Screen) mark(x int, mark string) {
	if x < 0 || x >= s.w {
		return
	}
	whole := string(s.inks.append(nil, s.row[x].text)) + mark
	const longest = 64 // bytes of a cluster
	if s.row[x].text != 0 && len(whole) <= longest {
		s.row[x].text = s.inks.text(whole)
	}
}

// doubtful reports whether terminals may disagree on how wide a cluster is. What most
// text is made of is not looked up.
func doubtful(one string, width int) bool {
	if r, n := utf8.DecodeRuneInString(one); n == len(one) && width == 1 && r < 0x600 {
		return false
	}
	return ansi.StringWidth(one) != width
}

// sequence returns how long the escape sequence is that a text begins with.
func sequence(s string) int {
	if len(s) < 2 {
		return len(s)
	}
	switch s[1] {
	case '[':
		for i := 2; i < len(s); i++ {
			if s[i] >= 0x40 && s[i] < 0x7f {
				return i + 1
			}
			if s[i] < 0x20 || s[i] >= 0x7f {
				return i
			}
		}
		return len(s)
	case ']', 'P', 'X', '^', '_':
		for i := 2; i < len(s); i++ {
			if s[i] == '\a' {
				return i + 1
			}
			if s[i] == '\x1b' {
				return min(i+2, len(s))
			}
		}
		return len(s)
	}
	return 2
}

// obey does what a sequence asks: looks and links, and nothing else.
func (s *Screen) obey(seq string, ink, link uint16) (uint16, uint16) {
	switch {
	case strings.HasPrefix(seq, "\x1b[") && seq[len(seq)-1] == 'm' && len(seq) < 64:
		ink = s.inks.after(ink, seq)
	case strings.HasPrefix(seq, "\x1b]8;"):
		link = s.inks.linked(strings.TrimRight(seq[len("\x1b]"):], "\x1b\\\a"), link)
	}
	return ink, link
}
