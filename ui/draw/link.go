package draw

import (
	"fmt"
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
	return ansi.SetHyperlink(plainAddress(url)), ansi.ResetHyperlink()
}

// plainAddress writes the bytes of an address that are not ASCII as %XX: some terminals
// read bytes, and 0x9C, which ends many a letter of UTF-8, ends the sequence for them.
func plainAddress(url string) string {
	var b strings.Builder
	for i := range len(url) {
		if c := url[i]; c < utf8.RuneSelf {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
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
