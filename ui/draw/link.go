package draw

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Hyperlink returns what opens and closes an OSC 8 link, nothing for an address that
// is not a clean http one.
func Hyperlink(url string) (string, string) {
	if !Openable(url) || len(url) > 2048 {
		return "", ""
	}
	return ansi.SetHyperlink(url), ansi.ResetHyperlink()
}

// Openable reports whether an address may be handed to a browser or a terminal: http
// or https, and nothing in it that is not printable.
func Openable(url string) bool {
	if !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return false
	}
	for i := 0; i < len(url); i++ {
		if url[i] <= ' ' || url[i] >= 0x7f {
			if url[i] < utf8.RuneSelf {
				return false
			}
		}
	}
	return utf8.ValidString(url) && !strings.ContainsFunc(url, Hidden)
}
