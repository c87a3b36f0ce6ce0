package news

import (
	"net/url"
	"strings"
	"unicode"
)

// Some outlets put the key of a subscriber into the path of his feed: a part of it that
// nobody chose. A number, a date, a slug of words or a name in camel case are none; two
// letters in a hundred of a random part come out as one of these, and then it is for the
// reader to say whose the feed is.

// shortestSecret is how many characters a random part of a path has at least; for less than
// this in a row outlets number their public feeds.
const shortestSecret = 20

// changesPlain and changesCased are how often in a hundred characters the kind of character
// (small, capital, digit) changes in a random part at least, without capitals and with
// both cases: camel case changes too.
const changesPlain, changesCased = 25, 45

// secretParts are the parts of an address's path that look like keys, as they are written.
func secretParts(u *url.URL) (all []string) {
	for part := range strings.SplitSeq(u.EscapedPath(), "/") {
		if randomPart(part) {
			all = append(all, part)
		}
	}
	return all
}

// randomPart reports whether a part of a path holds a run of characters that nobody chose.
func randomPart(part string) bool {
	if isUUID(part) {
		return true
	}
	for run := range strings.FieldsFuncSeq(part, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if randomRun(run) {
			return true
		}
	}
	return false
}

// randomRun looks at a run of ASCII letters and digits.
func randomRun(run string) bool {
	if len(run) < shortestSecret {
		return false
	}
	var seen [3]bool
	changes, last := 0, -1
	for _, r := range run {
		kind := 0
		switch {
		case unicode.IsDigit(r):
			kind = 1
		case unicode.IsUpper(r):
			kind = 2
		}
		if last >= 0 && kind != last {
			changes++
		}
		seen[kind], last = true, kind
	}
	least := changesPlain
	if seen[0] && seen[2] {
		least = changesCased
	}
	return seen[1] && 100*changes >= least*len(run)
}

// isUUID reports whether a part is written as 8-4-4-4-12 hexadecimal digits.
func isUUID(part string) bool {
	groups := strings.Split(part, "-")
	if len(groups) != 5 {
		return false
	}
	for i, n := range [...]int{8, 4, 4, 4, 12} {
		if len(groups[i]) != n || strings.Trim(groups[i], "0123456789abcdefABCDEF") != "" {
			return false
		}
	}
	return true
}
