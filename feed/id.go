package feed

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/news"
)

// storyKey returns what identifies an item of its feed for good: the guid; else
// the link, normalised; else title and time. shared reports guids and links that
// several different items of the document have, which therefore identify nothing
// alone.
func storyKey(it *item, link, title string, shared map[string]bool) string {
	guid := guidKey(it.guid)
	switch {
	case guid != "" && !shared[guid]:
		return guid
	case guid != "":
		return guid + "\n" + linkKey(link) + "\n" + title
	}
	if key := linkKey(link); key != "" && !shared[key] {
		return key
	} else if key != "" {
		return key + "\n" + title
	}
	if title == "" {
		s := it.content.s
		if it.content.empty() {
			s = it.summary.s
		}
		title = s[:min(len(s), 400)]
	}
	return title + "\n" + strings.TrimSpace(firstNonEmpty(it.published, it.updated))
}

// guidKey returns what identifies an item of a guid. The BBC's are addresses that
// end in "#0", "#1" and so on as the story is updated: the number is no part of it.
func guidKey(guid string) string {
	guid = strings.TrimSpace(guid)
	if i := len(guid) - digitsAtEnd(guid); isWeb(guid) && i < len(guid) && len(guid)-i <= 2 && guid[i-1] == '#' {
		return guid[:i-1]
	}
	return guid
}

// otherScheme returns an address with https for http and the other way; "" for what is no
// address of the web.
func otherScheme(s string) string {
	if !isWeb(s) {
		return ""
	}
	if rest, ok := strings.CutPrefix(s, "http://"); ok {
		return "https://" + rest
	}
	if rest, ok := strings.CutPrefix(s, "https://"); ok {
		return "http://" + rest
	}
	return ""
}

func digitsAtEnd(s string) int {
	n := 0
	for n < len(s) && isDigitByte(s[len(s)-1-n]) {
		n++
	}
	return n
}

// sharedKeys finds the guids and normalised links that items with different
// titles have in common. A guid is doubted only when the links differ too: an
// outlet that changes a headline may list the item twice. The address of the
// feed's home page identifies nothing in any document.
func sharedKeys(items []item, links, titles []string, home string) map[string]bool {
	shared := map[string]bool{}
	if key := linkKey(home); key != "" {
		shared[key] = true
	}
	first := make(map[string]int, len(items))
	for i := range items {
		key := guidKey(items[i].guid)
		byLink := key == ""
		if byLink {
			key = linkKey(links[i])
		}
		if key == "" {
			continue
		}
		k, seen := first[key]
		if !seen {
			first[key] = i
			continue
		}
		if titles[k] != titles[i] && (byLink || linkKey(links[k]) != linkKey(links[i]) || namesNothing(&items[i], links[i], home)) {
			shared[key] = true
		}
	}
	return shared
}

// namesNothing reports whether an item has no link that could tell it from the others of
// its guid: none, the feed's home, or the guid's own words ("N/A").
func namesNothing(it *item, link, home string) bool {
	guid := strings.TrimSpace(it.guid)
	return link == "" || linkKey(link) == linkKey(home) || !isWeb(guid) && strings.TrimSpace(it.link) == guid
}

// trackers are parameters that say where a reader comes from, not what is read.
var trackers = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "msclkid": true, "yclid": true, "igshid": true, "mc_cid": true, "mc_eid": true,
	"cmpid": true, "cmp": true, "ocid": true, "ncid": true, "ref": true, "ref_src": true, "source": true, "src": true, "rss": true,
	"partner": true, "ns_mchannel": true, "ns_source": true, "ns_campaign": true, "ns_linkname": true, "ns_fee": true, "at_medium": true,
	"at_campaign": true, "taid": true, "maca": true, "feedtype": true, "feedname": true, "xtor": true, "itid": true, "smid": true, "emc": true,
}

// linkKey returns what of a link says which page it is: host in lower case, no
// scheme, no default port, no fragment, no tracking parameters, no last slash.
func linkKey(link string) string {
	rest := link
	if i := strings.Index(rest, "://"); i >= 0 && i < 8 {
		rest = rest[i+3:]
	}
	if i := strings.IndexByte(rest, '#'); i >= 0 && !strings.HasPrefix(rest[i:], "#!") {
		rest = rest[:i]
	}
	host, path := rest, ""
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		host, path = rest[:i], rest[i:]
	}
	host = strings.ToLower(host)
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	if i := strings.IndexByte(path, '?'); i >= 0 {
		path = strings.TrimSuffix(path[:i], "/") + keptParameters(path[i+1:])
	} else {
		path = strings.TrimSuffix(path, "/")
	}
	return host + path
}

// keptParameters returns a query without tracking parameters, its "?" with it.
func keptParameters(query string) string {
	var kept strings.Builder
	for p := range strings.SplitSeq(query, "&") {
		key, _, _ := strings.Cut(strings.ToLower(p), "=")
		if p == "" || trackers[key] || strings.HasPrefix(key, "utm_") || strings.HasPrefix(key, "pk_") || strings.HasPrefix(key, "at_") {
			continue
		}
		if kept.Len() == 0 {
			kept.WriteByte('?')
		} else {
			kept.WriteByte('&')
		}
		kept.WriteString(p)
	}
	return kept.String()
}

// webLink makes a link of the web that is safe to show and to hand to a browser:
// resolved against the bases, nearest first, http and https only, no user name, no control, quote
// or space that is not escaped; "" for any other.
func webLink(link string, bases ...string) string {
	r := resolver{bases: bases}
	return r.link(link)
}

// resolver makes links of the web of what stands in a text. Relative addresses grow by
// their base's length; all those of a document together by what is left of room.
type resolver struct {
	bases []string // nearest first
	base  *url.URL // they, resolved once
	known bool
	room  *int // bytes; nil for any number
	b     *news.Budget
}

// link is webLink for one of a text's links.
func (r *resolver) link(link string) string {
	link = trimLink(link)
	if link == "" || len(link) > maxLink || !r.b.Spend(len(link)) {
		return ""
	}
	if !isWeb(link) {
		if hasScheme(link) {
			return ""
		}
		link = r.resolve(link)
	}
	if !isWeb(link) {
		return ""
	}
	link = escapeLink(link)
	i := strings.Index(link, "://") + 3
	end := len(link)
	if j := strings.IndexAny(link[i:], "/?#"); j >= 0 {
		end = i + j
	}
	if at := strings.LastIndexByte(link[i:end], '@'); at >= 0 {
		link = link[:i] + link[i+at+1:]
		end -= at + 1
	}
	if end <= i || link[i] == ':' || strings.ContainsAny(link[i:end], "\\%") {
		return ""
	}
	return link
}

// maxLink bounds an address before it is looked at.
const maxLink = 64 << 10

// resolve resolves a relative link; "" when there is no base of the web.
func (r *resolver) resolve(link string) string {
	if !r.known {
		r.base, r.known = baseOf(r.bases), true
	}
	if r.base == nil {
		return ""
	}
	if r.room != nil && *r.room < 0 {
		return ""
	}
	ref, err := url.Parse(escapeLink(link))
	if err != nil {
		return ""
	}
	full := r.base.ResolveReference(ref).String()
	r.b.Spend(len(full))
	if r.room != nil {
		*r.room -= len(full)
	}
	return full
}

// baseOf resolves bases against one another, nearest first, up to one of the web; nil
// without one.
func baseOf(bases []string) *url.URL {
	var at *url.URL
	for _, b := range bases {
		b = trimLink(b[:min(len(b), maxURL/4)])
		if b == "" || hasScheme(b) && !isWeb(b) {
			continue
		}
		base, err := url.Parse(escapeLink(b))
		if err != nil {
			continue
		}
		if at != nil {
			base = base.ResolveReference(at)
		}
		if at = base; at.IsAbs() {
			return at
		}
	}
	return nil
}

// trimLink takes away white space around a link, and what browsers ignore inside.
func trimLink(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == 0xfeff })
	if strings.IndexFunc(s, func(r rune) bool { return r == '\t' || r == '\n' || r == '\r' }) >= 0 {
		s = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
	}
	return s
}

func isWeb(s string) bool {
	return len(s) > 7 && strings.EqualFold(s[:7], "http://") || len(s) > 8 && strings.EqualFold(s[:8], "https://")
}

// hasScheme reports whether s begins with some scheme, so that it is not relative.
func hasScheme(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ':':
			return i > 0
		case c|0x20 >= 'a' && c|0x20 <= 'z' || i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return i == 0 && c == '-' // like an option
		}
	}
	return s[0] == '-'
}

// join resolves an inner xml:base against an outer one.
func join(outer, inner string) string {
	if outer == "" || isWeb(inner) {
		return inner
	}
	base, err := url.Parse(escapeLink(outer))
	if err != nil {
		return inner
	}
	ref, err := url.Parse(escapeLink(inner))
	if err != nil {
		return outer
	}
	return base.ResolveReference(ref).String()
}

// escapeLink percent-encodes what must not stand in a link as it is.
func escapeLink(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f || isQuoting(r) }) < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || !staysInLink(r) {
			writePercent(&b, s[i:i+n])
		} else {
			b.WriteString(s[i : i+n])
		}
		i += n
	}
	return b.String()
}

// isQuoting reports whether r is of what addresses are put between.
func isQuoting(r rune) bool { return r == '"' || r == '<' || r == '>' || r == '`' }

// staysInLink reports whether a character may stand in a link as it is.
func staysInLink(r rune) bool {
	if unicode.IsSpace(r) || unicode.IsControl(r) || isQuoting(r) || unicode.Is(unicode.Cf, r) || r >= 0xe0000 {
		return false
	}
	return r <= unicode.MaxASCII || unicode.IsGraphic(r)
}

func writePercent(b *strings.Builder, s string) {
	const hex = "0123456789ABCDEF"
	for i := 0; i < len(s); i++ {
		b.WriteByte('%')
		b.WriteByte(hex[s[i]>>4])
		b.WriteByte(hex[s[i]&15])
	}
}

// addressRoom is how many bytes the relative addresses of a document of so many bytes may
// come to when they are resolved.
func addressRoom(size int) *int {
	room := 64<<10 + size
	return &room
}
