package feed

import (
	"strings"
)

// findEnd returns where the content of an element ends in s, the size of its end
// tag, and whether it has one. Without one it ends where an item begins or ends.
func findEnd(s, name string) (end, size int, closed bool) {
	for i := 0; i < len(s); {
		lt := strings.IndexByte(s[i:], '<')
		if lt < 0 {
			break
		}
		i += lt
		rest := s[i:]
		switch {
		case strings.HasPrefix(rest, "<![CDATA["):
			_, n := cdata(rest)
			i += n
			continue
		case strings.HasPrefix(rest, "<!--"):
			i += past(rest, "-->", 4)
			continue
		case len(rest) > 2+len(name) && rest[1] == '/' && strings.EqualFold(rest[2:2+len(name)], name) && !isNameByte(rest[2+len(name)]):
			return i, past(rest, ">", 2), true
		}
		if n := 1; len(rest) > 2 {
			if rest[1] == '/' {
				n = 2
			}
			local := rest[n : n+nameLen(rest[n:])]
			if isItemName(local) || n == 2 && strings.EqualFold(local, "channel") {
				return i, 0, false
			}
		}
		i++
	}
	return len(s), 0, false
}

// itemsToSkip returns how many items to leave out at the start, so that the newest
// remain: none where the newest stand first, as they nearly always do.
func itemsToSkip(doc string, limit int) int {
	if strings.Count(doc, "<item")+strings.Count(doc, "<entry") <= limit {
		return 0
	}
	total, first, last := 0, "", ""
	for i := 0; ; {
		lt := strings.IndexByte(doc[i:], '<')
		if lt < 0 {
			break
		}
		i += lt + 1
		local := localName(doc[i : i+nameLen(doc[i:])])
		if isItemName(local) {
			total++
			continue
		}
		switch local {
		case "pubDate", "updated", "published", "date", "issued":
			text, _, _ := strings.Cut(doc[i:min(len(doc), i+100)], "</")
			_, text, _ = strings.Cut(text, ">")
			if total == 1 && first == "" {
				first = text
			}
			last = text
		}
	}
	a, ok1 := parseDate(first)
	b, ok2 := parseDate(last)
	if ok1 && ok2 && b.After(a) {
		return max(0, total-limit)
	}
	return 0
}
