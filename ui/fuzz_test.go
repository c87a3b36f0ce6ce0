package ui

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"dateline/ui/draw"
	"dateline/ui/page"
)

// hostile are texts that are hard on a terminal.
var hostile = []string{
	"", " ", "plain words", "日本語と한국어 and Latin", "الأردن ومصر", "Việt Nam e\u0301",
	"👩‍👩‍👧‍👦🇫🇮🇫 ❤️ 👍🏽", "a\x1b[31mb\x9b31m",
	"\u202eabc\u202c \u2066x", "\u200b\u200d\ufeff", "\xff\xfe broken", "\u0301first", strings.Repeat("x", 300), "a-b-c—d", "「括弧」、。", "line\nline",
	"नमस्ते दुनिया", "ก็ดี", "\u1100\u1161\u11a8", "1️⃣ 2️⃣", "🏴\U000E0067\U000E0062\U000E007F",
	"ก" + strings.Repeat("\u0e48", 60), "क" + strings.Repeat("\u200d\u094d", 60),
}

// clean reports what must never be drawn.
func clean(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || strings.ContainsFunc(s, draw.Hidden) {
		t.Fatalf("unclean: %q", s)
	}
	if w := ansi.WcWidth.StringWidth(s); w != draw.Width(s) {
		t.Fatalf("%q is %d cells wide, measured %d", s, w, draw.Width(s))
	}
}

func FuzzCells(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, w int) {
		w = draw.Clamp(w, 2, 200)
		shown := draw.Tame(s)
		clean(t, shown)
		if draw.Tame(shown) != shown {
			t.Fatalf("taming twice: %q, %q", shown, draw.Tame(shown))
		}
		c := draw.Clip(s, w, "…")
		clean(t, c)
		if draw.Width(c) > w {
			t.Fatalf("%q clipped to %d is %q", s, w, c)
		}
		at := 0
		for _, l := range draw.Wrap(s, w) {
			if l.Start < at || l.End < l.Start || l.End > len(s) {
				t.Fatalf("wrap %q: %v after %d", s, l, at)
			}
			if lost := draw.Tame(s[at:l.Start]); strings.Trim(lost, " ") != "" {
				t.Fatalf("wrap %q loses %q", s, lost)
			}
			if n := draw.Width(s[l.Start:l.End]); n > w {
				t.Fatalf("wrap %q to %d: %d cells", s, w, n)
			}
			at = l.End
		}
		if lost := draw.Tame(s[at:]); strings.Trim(lost, " ") != "" {
			t.Fatalf("wrap %q loses its end %q", s, lost)
		}
		for _, l := range draw.Headline(s, w, 3, "…") {
			clean(t, l)
			if draw.Width(l) > w {
				t.Fatalf("headline %q to %d: %q", s, w, l)
			}
		}
	})
}

// TestClustersAreBounded heaps on one letter what takes no room of its own.
func TestClustersAreBounded(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if draw.Hidden(r) || ansi.WcWidth.StringWidth("a"+string(r)) > 1 {
			continue
		}
		for _, on := range []string{"a", "ก", "\u1112", "👩"} {
			if shown := draw.Tame(on + strings.Repeat(string(r), 200)); len(shown) > 40 {
				t.Errorf("%d bytes are drawn of 200 %U on %q", len(shown), r, on)
			}
		}
	}
}

// What terminals disagree on is drawn so that they agree; letters stay.
func TestClusters(t *testing.T) {
	for s, want := range map[string]string{
		"👩‍👩‍👧‍👦 👍🏽 ❤️ 1️⃣": "👩 👍 ❤ 1", "🇫🇮🇰🇵": "FIKP", "🏴\U000E0067\U000E007F": "🏴",
		"नमस्ते दुनिया": "नमस्ते दुनिया", "กำ ส้ำ": "กำ ส้ำ",
		"বিশ্ব": "বিশ্ব", "ខ្មែរ": "ខ្មែរ", "ﾊﾝｶｸﾞ": "ﾊﾝｶｸﾞ",
		"העָרָ العَرَبِيَّة": "העָרָ العَرَبِيَّة", "می‌خواهد": "می‌خواهد",
		"e\u0301 Đà Nẵng": "e\u0301 Đà Nẵng", "한국어": "한국어",
		"a\x1b[31m\u202eb\xff": "a?[31m?b?", "two\nlines\tand": "two lines and",
	} {
		if got := draw.Tame(s); got != want {
			t.Errorf("tame(%q) = %q, want %q", s, got, want)
		}
	}
	for _, s := range []string{"👩‍👩‍👧‍👦 👍🏽 ❤️ 1️⃣ 🇫🇮", "日本語と한국어", "الأردن ومصر", "Việt e\u0301"} {
		if shown := draw.Tame(s); ansi.StringWidth(shown) != draw.Width(s) {
			t.Errorf("%q: %d cells by clusters, %d by characters", shown, ansi.StringWidth(shown), draw.Width(s))
		}
	}
}

func FuzzEdit(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, "lhxwkuab")
	}
	f.Add("\u1100", "0a0000000000") // put before its like it joins them: the cursor is within a cluster
	keys := map[byte]string{'l': "left", 'r': "right", 'b': "backspace", 'd': "ctrl+d", 'w': "ctrl+w", 'k': "ctrl+k", 'u': "ctrl+u", 'a': "ctrl+a", 'e': "ctrl+e"}
	f.Fuzz(func(t *testing.T, text, moves string) {
		var e page.Edit
		for i := range min(len(moves), 200) {
			if k, ok := keys[moves[i]]; ok {
				e.Key(press(k))
			} else {
				e.Insert(text)
			}
			if e.At < 0 || e.At > len(e.Value) || len(e.Value) > page.EditLimit || strings.ContainsFunc(e.Value, func(r rune) bool { return draw.Hidden(r) }) {
				t.Fatalf("cursor %d in %q", e.At, e.Value)
			}
			shown, col := e.View(20)
			if draw.Width(shown) > 20 || col < 0 || col > 20 {
				t.Fatalf("%q at %d in 20 cells", shown, col)
			}
		}
	})
}
