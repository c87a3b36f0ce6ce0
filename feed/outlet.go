package feed

import (
	"net/url"
	"strings"
	"unicode"

	"dateline/news"
)

// outletName is the short name of who publishes a feed: the one that the starter list
// has for its address, else the reader's own name for the feed, else the part of the
// document's title that names the outlet and not the section ("CNN.com - RSS Channel -
// App International Edition": CNN).
func outletName(f news.Feed, title, home string) string {
	if f.Outlet != "" && f.Outlet != title {
		return f.Outlet
	}
	if known := wireOutlet(Wires(), home, f.Home, f.URL); known != "" {
		return known
	}
	if f.Title != "" && f.Title != title {
		return f.Title
	}
	return outletPart(title, siteNames(home, f.Home, f.URL))
}

// wireOutlet is the outlet that the starter list has at the first of the addresses it
// knows the host of. Of several at one host the one whose path begins alike is meant;
// where outlets of different names are equally near, none is.
func wireOutlet(wires []Wire, addresses ...string) string {
	for _, address := range addresses {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" {
			continue
		}
		best, name := -1, ""
		for i := range wires {
			for _, own := range []string{wires[i].Home, wires[i].URL} {
				switch n := near(u, own); {
				case n > best:
					best, name = n, wires[i].Outlet
				case n == best && n >= 0 && name != wires[i].Outlet:
					name = ""
				}
			}
		}
		if name != "" {
			return name
		}
	}
	return ""
}

// near is how many steps of the path two addresses of one site share, -1 when they are
// of two sites.
func near(u *url.URL, address string) int {
	own, err := url.Parse(address)
	if err != nil || !sameSite(u.Hostname(), own.Hostname()) {
		return -1
	}
	a, b := strings.Split(strings.Trim(u.Path, "/"), "/"), strings.Split(strings.Trim(own.Path, "/"), "/")
	n := 0
	for n < min(len(a), len(b)) && a[n] != "" && a[n] == b[n] {
		n++
	}
	return n
}

// sameSite reports whether a host is the other, or one within it.
func sameSite(host, of string) bool {
	host, of = siteHost(host), siteHost(of)
	return host == of || strings.Contains(of, ".") && strings.HasSuffix(host, "."+of)
}

// siteHost is a host without a first name that says nothing of who is there.
func siteHost(host string) string {
	host = strings.ToLower(host)
	first, rest, _ := strings.Cut(host, ".")
	switch first {
	case "www", "feeds", "feed", "rss", "en", "english", "eng", "edition", "m":
		if strings.Contains(rest, ".") {
			return rest
		}
	}
	return host
}

// siteNames are the names in the hosts of addresses that may be an outlet's: "cnn" of
// edition.cnn.com, with what stands behind it.
func siteNames(addresses ...string) (names []site) {
	for _, address := range addresses {
		u, err := url.Parse(address)
		if err != nil {
			continue
		}
		labels := strings.Split(siteHost(u.Hostname()), ".")
		for i, l := range labels[:len(labels)-1] {
			if len(l) > 2 {
				names = append(names, site{l, strings.Join(labels[i+1:], "")})
			}
		}
	}
	return names
}

// site is a name in a host, and the letters of what stands behind it.
type site struct{ name, suffix string }

// titleRules are the ways to tell an outlet's name among the parts of a title, in order.
var titleRules = []struct {
	name string
	pick func(parts []string, sites []site) string
}{
	{"a part that the host is named for", hostPart},
	{"the one part that is no section", onlyName},
}

// outletPart is the part of a feed's title that names the outlet; the whole title where
// that cannot be told.
func outletPart(title string, sites []site) string {
	if parts := titleParts(title); len(parts) > 1 {
		for _, r := range titleRules {
			if name := r.pick(parts, sites); name != "" {
				return name
			}
		}
	}
	return title
}

// titleParts parts a title at what stands between an outlet and its sections: a dash, a
// bar or the like with blanks around it, and a colon.
func titleParts(title string) (parts []string) {
	var part []string
	end := func() {
		if len(part) > 0 {
			parts, part = append(parts, strings.Join(part, " ")), nil
		}
	}
	for _, w := range strings.Fields(title) {
		switch w {
		case "-", "–", "—", "|", ">", "»", "/", "::", "·", "•":
			end()
			continue
		}
		if bare, ok := strings.CutSuffix(w, ":"); ok && bare != "" {
			part = append(part, bare)
			end()
			continue
		}
		part = append(part, w)
	}
	end()
	return parts
}

// hostPart is the part that says what the host says; written as a host ("CNN.com",
// "www.finanzen.net") it is the name in it.
func hostPart(parts []string, sites []site) string {
	for _, p := range parts {
		letters := lettersOf(p)
		for _, s := range sites {
			name := lettersOf(s.name)
			switch strings.TrimPrefix(letters, "www") {
			case name:
				return p
			case name + s.suffix:
				bare := strings.TrimPrefix(p, "www.")
				bare, _, _ = strings.Cut(bare, ".")
				return bare
			}
		}
	}
	return ""
}

// onlyName is the part that has a word which names no section, where there is just one.
func onlyName(parts []string, _ []site) string {
	name := ""
	for _, p := range parts {
		if isSection(p) {
			continue
		}
		if name != "" && name != p {
			return ""
		}
		name = p
	}
	return name
}

// isSection reports whether all words of a title's part are such as sections of any
// outlet have.
func isSection(part string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(part), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		if !strings.Contains(sectionWords, " "+w+" ") {
			return false
		}
	}
	return true
}

const sectionWords = " rss feed feeds channel news latest top stories story headlines home homepage page pages front all articles posts post public recent" +
	" entries updates update breaking main live world international national local regional europe asia africa america americas middle east pacific" +
	" business economy politics sport sports science technology tech health culture and the of from in on app edition index" +
	" actualités infos une à la nachrichten aktuell schlagzeilen startseite noticias portada últimas notícias ultime notizie "

// lettersOf is a text's letters and digits alone, in lower case.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
