package draw

import "testing"

// A link carries no byte that could end its sequence: 0x9C is the last one of “.
func TestHyperlinkIsASCII(t *testing.T) {
	for _, tt := range []struct{ name, url, want string }{
		{"plain", "https://a.example/b?c=d", "\x1b]8;;https://a.example/b?c=d\x07"},
		{"quotation mark", "https://a.example/“b", "\x1b]8;;https://a.example/%E2%80%9Cb\x07"},
		{"Arabic", "https://a.example/خبر", "\x1b]8;;https://a.example/%D8%AE%D8%A8%D8%B1\x07"},
		{"control byte", "https://a.example/\x07b", ""},
		{"another scheme", "file:///etc/passwd", ""},
	} {
		if got, _ := Hyperlink(tt.url); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
