package feed

import (
	"slices"
	"strings"

	"dateline/news"
)

// mark is what ends a piece of markup.
type mark uint8

const (
	endComment mark = iota
	endSection
	endTag
	endSubset
	startEnd
	markCount
)

func (m mark) String() string {
	return [markCount]string{"-->", "]]>", ">", "]", "</"}[m]
}

// scanner finds what ends a piece of markup in a text. Of each mark it remembers from
// where on there is none, and never searches there again: a text of nothing but "<!--"
// costs what any text of its length costs.
type scanner struct {
	s    string
	none [markCount]int // 1 + where a search began that found nothing; 0 for never
	b    *news.Budget
}

func newScanner(s string, b *news.Budget) *scanner { return &scanner{s: s, b: b} }

// next returns where the mark stands next at or after i, -1 when it does not.
func (c *scanner) next(m mark, i int) int {
	if c.none[m] > 0 && i >= c.none[m]-1 {
		return -1
	}
	n := strings.Index(c.s[i:], m.String())
	if n < 0 {
		c.b.Spend(len(c.s) - i)
		c.none[m] = i + 1
		return -1
	}
	c.b.Spend(n)
	return i + n
}

// past returns where what begins at i is over: behind the mark, or behind the bytes
// that opened it when the mark is missing.
func (c *scanner) past(m mark, i, opened int) int {
	i = min(i+opened, len(c.s))
	if end := c.next(m, i); end >= 0 {
		return end + len(m.String())
	}
	return i
}

const openSection = "<![CDATA["

// section returns the text of the CDATA section that begins at i and where it is over.
// One that never ends goes to the next end tag.
func (c *scanner) section(i int) (text string, end int) {
	from := i + len(openSection)
	if at := c.next(endSection, from); at >= 0 {
		return c.s[from:at], at + len("]]>")
	}
	if at := c.next(startEnd, from); at >= 0 {
		return c.s[from:at], at
	}
	return c.s[from:], len(c.s)
}

// declaration returns where the declaration that begins at i is over, its internal
// subset with it.
func (c *scanner) declaration(i int) int {
	end := c.past(endTag, i, len("<!"))
	open := strings.IndexByte(c.s[i:end], '[')
	if open < 0 {
		return end
	}
	if at := c.next(endSubset, i+open); at >= 0 {
		return c.past(endTag, at, len("]"))
	}
	return end
}

// misc returns where the comment, instruction or declaration at i is over, and whether
// there is one.
func (c *scanner) misc(i int) (end int, ok bool) {
	switch rest := c.s[i:]; {
	case strings.HasPrefix(rest, "<!--"):
		return c.past(endComment, i, len("<!--")), true
	case strings.HasPrefix(rest, "<?"):
		return c.past(endTag, i, len("<?")), true
	case strings.HasPrefix(rest, "<!"):
		return c.declaration(i), true
	}
	return i, false
}

// findEnd returns where the content of the element of this name ends that begins at
// from, where its end tag is over, and whether it has one. Without one it ends where an
// item begins or ends.
func (c *scanner) findEnd(from int, name string) (end, past int, closed bool) {
	for i := from; i < len(c.s); {
		lt := strings.IndexByte(c.s[i:], '<')
		if lt < 0 {
			break
		}
		c.b.Spend(lt + 1)
		i += lt
		rest := c.s[i:]
		switch {
		case strings.HasPrefix(rest, openSection):
			_, i = c.section(i)
			continue
		case strings.HasPrefix(rest, "<!--"):
			i = c.past(endComment, i, len("<!--"))
			continue
		case len(rest) > 2+len(name) && rest[1] == '/' && strings.EqualFold(rest[2:2+len(name)], name) && !isNameByte(rest[2+len(name)]):
			return i, c.past(endTag, i, len("</")), true
		}
		if n := 1; len(rest) > 2 {
			if rest[1] == '/' {
				n = 2
			}
			local := rest[n : n+nameLen(rest[n:])]
			if isItemName(local) || n == 2 && strings.EqualFold(local, "channel") {
				return i, i, false
			}
		}
		i++
	}
	return len(c.s), len(c.s), false
}

// element returns the next element at or after from that has one of these local names:
// the name, the content, and where what follows it begins. An element that is cut off at the text's end is none.
func (c *scanner) element(from int, locals ...string) (local, content string, next int, ok bool) {
	for i := from; c.b.Spend(1); {
		lt := strings.IndexByte(c.s[i:], '<')
		if lt < 0 || i+lt+1 >= len(c.s) {
			break
		}
		c.b.Spend(lt)
		i += lt
		switch {
		case strings.HasPrefix(c.s[i:], "<!--"):
			i = c.past(endComment, i, len("<!--"))
			continue
		case strings.HasPrefix(c.s[i:], openSection):
			_, i = c.section(i)
			continue
		}
		name := c.s[i+1 : i+1+nameLen(c.s[i+1:])]
		at := -1
		if name != "" && len(name) <= maxName {
			at = slices.IndexFunc(locals, func(l string) bool { return strings.EqualFold(localName(name), l) })
		}
		if at < 0 {
			i++
			continue
		}
		t, n := scanTag(c.s[i:])
		if n == 0 {
			break
		}
		i += n
		if t.empty {
			return locals[at], "", i, true
		}
		end, past, closed := c.findEnd(i, name)
		if !closed {
			break
		}
		return locals[at], c.s[i:end], past, true
	}
	return "", "", len(c.s), false
}
