package frame

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
)

// rows are the lines of a list, the one at a cursor marked.
func rows(from, n, at int) string {
	var b strings.Builder
	for i := range n {
		if i == at {
			fmt.Fprintf(&b, "\x1b[7m> row %d of the list\x1b[m\n", from+i)
		} else {
			fmt.Fprintf(&b, "  row %d of the list\n", from+i)
		}
	}
	return b.String()
}

// TestDraw: each screen is shown after the one before it, in few bytes.
func TestDraw(t *testing.T) {
	long := strings.Repeat("long ", 12)
	for _, row := range []struct {
		name, before, after string
		most                int // bytes
	}{
		{"the same", "one\ntwo", "one\ntwo", 0},
		{"a letter", "one\ntwo", "one\ntwa", 8},
		{"the cursor of a list", rows(0, 10, 2), rows(0, 10, 3), 64},
		{"a list scrolled down", "top\n" + rows(0, 10, -1), "top\n" + rows(1, 10, -1), 50},
		{"a list scrolled up", "top\n" + rows(5, 10, -1), "top\n" + rows(3, 10, -1), 80},
		{"a row grows empty", long, "", 12},
		{"a gap in a row", long + "end", "long" + strings.Repeat(" ", 56) + "end", 30},
		{"a background to the margin", "a", "\x1b[44ma" + strings.Repeat(" ", 79) + "\x1b[m", 100},
		{"a look that goes on in the next line", "a\nb", "\x1b[1ma\nb\x1b[m", 20},
		{"wide characters", "中文 text", "中 文text", 24},
		{"half of a wide character", "a中b", "中ab", 16},
		{"a wide character at the margin", strings.Repeat("x", 79) + "中", strings.Repeat("y", 79) + "中", 100},
		{"marks", "cafe\u0301", "cafe\u0300", 16},
		{"a mark after a sequence", "a", "a\x1b[31m\u0301b\x1b[m", 24},
		{"families", "👩‍👩‍👧 x", "👩‍👩‍👧 y", 80},
		{"a link", "see", "\x1b]8;;https://example.org\x1b\\see\x1b]8;;\x1b\\", 64},
		{"the last place of all", strings.Repeat("\n", 23) + strings.Repeat("x", 80), strings.Repeat("\n", 23) + strings.Repeat("y", 80), 110},
		{"other sequences are dropped", "a", "a\x1b[2Jb\x1b]52;c;AAAA\x1b\\c\x1b[5nd\x07\u009b5ne", 20},
		{"more lines than there are", "a", strings.Repeat("line\n", 40), 200},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, term := New(80, 24, colorprofile.TrueColor), newTestTerminal(t, 80, 24)
			term.write(s.Draw(nil, row.before, nil))
			out := s.Draw(nil, row.after, nil)
			term.write(out)
			if !strings.Contains(row.name, "dropped") {
				term.shows(row.after)
			}
			if len(out) > row.most {
				t.Errorf("%d bytes, %d at most: %q", len(out), row.most, out)
			}
			if again := s.Draw(nil, row.after, nil); len(again) > 0 {
				t.Errorf("the same again: %q", again)
			}
		})
	}
}

// TestCursor: the cursor is where one types, and hidden otherwise.
func TestCursor(t *testing.T) {
	s, term := New(20, 4, colorprofile.ANSI), newTestTerminal(t, 20, 4)
	for i, at := range []*Cursor{nil, {3, 1}, {3, 1}, {4, 1}, nil, nil, {99, 99}} {
		out := s.Draw(nil, "text\nmore", at)
		term.write(out)
		if term.cursor != (at != nil) {
			t.Errorf("%d: the cursor is seen: %v", i, term.cursor)
		}
		if at != nil && (term.x != min(at.X, 19) || term.y != min(at.Y, 3)) {
			t.Errorf("%d: the cursor is at %d,%d, not at %+v", i, term.x, term.y, *at)
		}
		if (i == 2 || i == 5) && len(out) > 0 {
			t.Errorf("%d: %q for nothing", i, out)
		}
	}
}

// TestColours: what a terminal cannot show is not sent.
func TestColours(t *testing.T) {
	const text = "\x1b[1;38;2;200;10;10mred\x1b[m"
	for p, want := range map[colorprofile.Profile]string{
		colorprofile.TrueColor: "38;2;200;10;10", colorprofile.ANSI256: "38;5;160", colorprofile.ANSI: "91", colorprofile.ASCII: "\x1b[1m",
	} {
		if out := string(New(10, 1, p).Draw(nil, text, nil)); !strings.Contains(out, want) {
			t.Errorf("%v: %q has no %q", p, out, want)
		}
	}
	s := New(10, 1, colorprofile.ANSI)
	s.Draw(nil, text, nil)
	s.SetProfile(colorprofile.TrueColor)
	if out := string(s.Draw(nil, text, nil)); !strings.Contains(out, "38;2;200;10;10") {
		t.Errorf("more colours: %q", out)
	}
}

// TestCrowded: a screen of ever new looks, links and clusters costs no more than a bound.
func TestCrowded(t *testing.T) {
	s, term := New(80, 24, colorprofile.TrueColor), newTestTerminal(t, 80, 24)
	var last string
	for i := range 60 {
		var b strings.Builder
		for j := range 24 * 8 {
			n := i*1000 + j
			fmt.Fprintf(&b, "\x1b[38;2;%d;%d;%dm\x1b]8;;http://%d/\x1b\\a%c\u0301\x1b[m\x1b]8;;\x1b\\", n%256, n/256, j%256, n, rune('a'+n%26)+0x4e00)
			if j%8 == 7 {
				b.WriteByte('\n')
			}
		}
		last = b.String()
		term.write(s.Draw(nil, last, nil))
	}
	term.shows(last)
	if len(s.inks.looks) > 2*most || len(s.inks.links) > 2*most || len(s.inks.changes) > 2*most || len(s.inks.clusters) > 2*most {
		t.Errorf("%d looks, %d links, %d changes, %d clusters are kept", len(s.inks.looks), len(s.inks.links), len(s.inks.changes), len(s.inks.clusters))
	}
}

// alphabet is what random screens are made of.
var alphabet = []string{"a", "b", " ", "   ", "word ", "中", "é", "e\u0301", "👩‍👩‍👧", "😀", "\x1b[1m", "\x1b[m", "\x1b[31m", "\x1b[44m", "\x1b[7m", "\x1b[4m",
	"\x1b[38;2;1;2;3m", "\x1b[22m", "\x1b]8;;http://a/\x1b\\", "\x1b]8;;\x1b\\", "الخبر", "─", "हिन्दी", "\n", "\n", "                "}

// TestRandomScreens: whatever screen follows whatever other, it is shown.
func TestRandomScreens(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		w, h := 1+random.IntN(40), 1+random.IntN(12)
		s, term := New(w, h, colorprofile.TrueColor), newTestTerminal(t, w, h)
		lines := make([]string, 2*h)
		for range 12 {
			switch random.IntN(4) {
			case 0: // scrolled
				k := random.IntN(len(lines))
				lines = append(lines[k:], lines[:k]...)
			default:
				for range 1 + random.IntN(2*h) {
					var b strings.Builder
					for range random.IntN(14) {
						b.WriteString(alphabet[random.IntN(len(alphabet))])
					}
					lines[random.IntN(len(lines))] = b.String()
				}
			}
			content := strings.Join(lines, "\n")
			term.write(s.Draw(nil, content, nil))
			term.shows(content)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	line := func(i int) string {
		return fmt.Sprintf("\x1b[2m│\x1b[m 12:%02d \x1b[1mA headline of some words about a flood in the harbour %d\x1b[m \x1b[36mAgency\x1b[m \x1b[2m│\x1b[m text of the story beside it %d", i%60, i, i)
	}
	var screens [2]string
	for k := range screens {
		var lines []string
		for i := range 40 {
			lines = append(lines, line(k*7+i*13))
		}
		screens[k] = strings.Join(lines, "\n")
	}
	s := New(120, 40, colorprofile.TrueColor)
	var out []byte
	for i := 0; b.Loop(); i++ {
		out = s.Draw(out[:0], screens[i%2], nil)
	}
	b.ReportMetric(float64(len(out)), "bytes/frame")
}
