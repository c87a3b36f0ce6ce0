package news

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var cleanLines = []struct{ name, in, want string }{
	{"empty", "", ""},
	{"plain", "Plain headline", "Plain headline"},
	{"spaces", "  two\t\twords \n and\r\nmore ", "two words and more"},
	{"space only", " \u00a0\u3000 ", ""},
	{"no-break space", "10\u00a0000", "10 000"},
	{"csi", "a\x1b[2Jb", "a[2Jb"},
	{"osc", "a\x1b]0;x\x07b", "a]0;xb"},
	{"one-byte csi", "a\u009b2Jb", "a2Jb"},
	{"del and nul", "a\x7f\x00b", "ab"},
	{"backspace", "safe\b\bEVIL", "safeEVIL"},
	{"bidi override", "a \u202egnp.exe\u202c b", "a gnp.exe b"},
	{"isolates and marks", "\u2066a\u2069\u200e\u200f\u061c", "a"},
	{"tags", "a\U000e0065\U000e007fb", "ab"},
	{"zero width", "pass\u200bword\u2060\ufeff", "password"},
	{"soft hyphen", "in\u00adter", "inter"},
	{"line separators", "a\u2028b\u2029c\vd\fe", "a b c d e"},
	{"invalid", "a\xffb", "a\ufffdb"},
	{"overlong escape", "a\xc0\x9b[2J", "a\ufffd\ufffd[2J"},
	{"emoji family", "👩‍👩‍👧‍👦 family", "👩‍👩‍👧‍👦 family"},
	{"emoji heart", "❤️‍🔥", "❤️‍🔥"},
	{"persian", "می‌خواهم", "می‌خواهم"},
	{"devanagari", "क्‍ष", "क्‍ष"},
	{"joiner between Latin letters", "pass\u200dword\u200c", "password"},
	{"joiner at the end", "می\u200c", "می"},
	{"joiner before a space", "می\u200c خ", "می خ"},
	{"joiner after what is dropped", "می\u200b\u200cخ", "می\u200cخ"},
	{"zalgo", "Z" + strings.Repeat("\u0300\u0316\u0489", 200) + "algo", "Z\u0300\u0316\u0489\u0300algo"},
	{"a stack of Tibetan", "\u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0f7c", "\u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0f7c"},
	{"a stack of Burmese", "လျှော့", "လျှော့"},
	{"pointed Hebrew", "בְּרֵאשִׁ֖ית", "בְּרֵאשִׁ֖ית"},
	{"Vietnamese, decomposed", "Vie\u0323\u0302t", "Vie\u0323\u0302t"},
	{"Korean, decomposed", "\u1112\u1161\u11ab\u1100\u1173\u11af", "\u1112\u1161\u11ab\u1100\u1173\u11af"},
	{"Japanese, decomposed", "か\u3099", "か\u3099"},
	{"skin tones", "👍🏽 🏻🏼🏽🏾🏿", "👍🏽 🏻🏼🏽🏾🏿"},
	{"joined without end", strings.Repeat("👩\u200d", 20) + "!", strings.Repeat(strings.Repeat("👩\u200d", 9)+"👩", 2) + "!"},
	{"a joiner in Adlam", "𞤀\u200c𞤁", "𞤀\u200c𞤁"},
	{"mark first", "\u0301a", "\u0301a"},
	{"variation selectors", "☃" + strings.Repeat("\ufe0f", 50) + "!", "☃\ufe0f!"},
	{"korean", "연합뉴스 속보", "연합뉴스 속보"},
	{"hangul filler", "a\u3164b", "ab"},
	{"not characters", "a\uffff\U0010ffffb", "ab"},
	{"private use stays", "\ue000", "\ue000"},
	{"doubled, Latin-1", "wasn\u00e2\u0080\u0099t", "wasn’t"},
	{"doubled, Windows-1252", "â€œquotedâ€\u009d", "“quoted”"},
	{"doubled, Cyrillic", "ÐºÑ\u0081", "кс"},
	{"doubled twice", "wasn\u00c3\u00a2\u00c2\u0080\u00c2\u0099t", "wasn’t"},
	{"doubled bidi override", "a\u00e2\u0080\u00ae b", "a b"},
	{"doubled escape", "\u00c2\u009b2J", "2J"},
	{"not proven to be doubled", "il caffè”» Ã©", "il caffè”» Ã©"},
	{"lone C1 punctuation", "It\u0092s \u0093news\u0094 \u0097 \u0085", "It’s “news” — …"},
	{"lone C1", "a\u0090b\u009d", "ab"},
}

func TestCleanLine(t *testing.T) {
	for _, c := range cleanLines {
		t.Run(c.name, func(t *testing.T) {
			if got := CleanLine(c.in); got != c.want {
				t.Errorf("got %+q, want %+q", got, c.want)
			}
		})
	}
}

// TestMarksAreBounded heaps marks of every script on a letter: a few stay.
func TestMarksAreBounded(t *testing.T) {
	for r := rune(0x300); r <= unicode.MaxRune; r++ {
		if !unicode.Is(unicode.M, r) && !(r > 0x1160 && r <= 0x11ff) || r >= 0xfe00 && r <= 0xfe0f || IsHidden(r) {
			continue
		}
		got := CleanLine("한" + strings.Repeat(string(r), 600) + " a" + strings.Repeat(string(r), 600))
		if n := utf8.RuneCountInString(got); n > 3+2*maxStacked {
			t.Errorf("%d runes are kept of 600 %U on a letter", n, r)
		}
		if limit := MarkLimit(r); limit == 0 {
			t.Errorf("%U is no mark", r)
		}
	}
}

func TestCleanText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"paragraphs", "One.\nTwo.", "One.\nTwo."},
		{"blank lines", "\n\n One. \r\n\r\n\tTwo.\n\n", "One.\nTwo."},
		{"tab", "a\tb", "a b"},
		{"separators", "a\u2028b\u2029c\rd", "a\nb\nc\nd"},
		{"space around breaks", "a \n b", "a\nb"},
		{"escape", "a\x1b[0m\nb", "a[0m\nb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := CleanText(c.in); got != c.want {
				t.Errorf("got %+q, want %+q", got, c.want)
			}
		})
	}
}

// FuzzClean holds cleaning to its laws: nothing unclean is left, cleaning again
// changes nothing, a line is a line.
func FuzzClean(f *testing.F) {
	for _, c := range cleanLines {
		f.Add(c.in)
	}
	f.Add("a\n\u200c\nb\u0085\u00c2\u0085")
	f.Fuzz(func(t *testing.T, s string) {
		line, text := CleanLine(s), CleanText(s)
		if CleanLine(line) != line {
			t.Errorf("CleanLine is not idempotent: %+q, %+q", line, CleanLine(line))
		}
		if CleanText(text) != text {
			t.Errorf("CleanText is not idempotent: %+q, %+q", text, CleanText(text))
		}
		if strings.Contains(line, "\n") || strings.Contains(text, "\n\n") {
			t.Errorf("line ends left in %+q, %+q", line, text)
		}
		for _, got := range []string{line, text} {
			if bad := unclean(got); bad >= 0 {
				t.Errorf("%U left in %+q", bad, got)
			}
		}
	})
}

// unclean returns a rune that must not be in clean text, -1 when there is none.
func unclean(s string) rune {
	if !utf8.ValidString(s) {
		return utf8.RuneError
	}
	for _, r := range s {
		if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r >= 0xe0000 && r < 0xe1000 || r == 0xfeff || r == 0x200b {
			return r
		}
	}
	return -1
}

func TestUndouble(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "Zürich", "Zürich"},
		{"umlaut", "ZÃ¼rich", "Zürich"},
		{"quotes", "â€œaâ€™â€¦", "“a’…"},
		{"emoji", "ðŸ˜€!", "😀!"},
		{"cut", "aÃ", "aÃ"},
		{"cut in the middle", "aâ€", "aâ€"},
		{"mixed", "Zürich â€“ ZÃ¼rich", "Zürich – Zürich"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := Undouble(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func BenchmarkCleanText(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"ascii", strings.Repeat("The ministry said on Thursday that 1,000 more had come. ", 40) + "End."},
		{"typographic", strings.Repeat("The ministry’s spokesman said “nothing” — on Thursday. ", 40) + "End."},
		{"cyrillic", strings.Repeat("Министерство заявило в четверг, что прибыли ещё тысяча. ", 40) + "Конец."},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(c.text)))
			for b.Loop() {
				CleanText(c.text)
			}
		})
	}
}
