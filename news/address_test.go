package news

import (
	"strings"
	"testing"
)

func TestRedact(t *testing.T) {
	tests := []struct{ in, want string }{
		{"https://u:p@h.example/f?x=1&api_key=77#frag", "https://h.example/f?x=1&api_key=…"},
		{"http://h.example/\x1b[2J", "http…"},
		{"http://u:p@h.example:bad/", "…@h.example:bad/"},
		{"https://h.example/%1b%9b", "https://h.example/%1b%9b"},
	}
	for _, test := range tests {
		got := Redact(test.in)
		if test.want == "http…" {
			if strings.ContainsRune(got, '\x1b') {
				t.Errorf("Redact(%q) = %q", test.in, got)
			}
			continue
		}
		if got != test.want {
			t.Errorf("Redact(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}
