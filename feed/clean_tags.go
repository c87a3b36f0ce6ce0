package feed

import (
	"strings"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"dateline/news"
)

// htmlAttrs are the attributes that matter to the walker.
type htmlAttrs struct {
	href, src, alt string
	width, height  string
	hidden         bool
}

func (h *htmlAttrs) read(z *nethtml.Tokenizer) {
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch string(key) {
		case "href":
			h.href = string(val)
		case "src":
			h.src = string(val)
		case "data-src", "data-original":
			if h.src == "" || strings.HasPrefix(h.src, "data:") {
				h.src = string(val)
			}
		case "alt":
			h.alt = string(val)
		case "width":
			h.width = string(val)
		case "height":
			h.height = string(val)
		case "hidden":
			h.hidden = true
		case "style":
			style := strings.ToLower(strings.ReplaceAll(string(val), " ", ""))
			h.hidden = h.hidden || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
		}
	}
}

// tracker reports whether a picture is there to count readers: one pixel, or of a
// service that does nothing else.
func (h *htmlAttrs) tracker() bool {
	tiny := func(s string) bool { return s == "0" || s == "1" || s == "1px" || s == "0px" }
	if tiny(h.width) || tiny(h.height) {
		return true
	}
	return countsReaders(h.src)
}

// countsReaders reports whether an address is of a service that only counts readers.
func countsReaders(src string) bool {
	for _, host := range []string{"feeds.feedburner.com/~", "feedsportal.com/", "pixel.", "doubleclick.net", "stats.wordpress.com", "pixel.wp.com", "google-analytics.com", "/rss_pixel", "rss.buysellads.com", "feedads.g."} {
		if strings.Contains(src, host) {
			return true
		}
	}
	return false
}

// dropped reports whether an element is left out with all that is in it.
func dropped(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Head, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Object, atom.Applet, atom.Noframes, atom.Noembed,
		atom.Select, atom.Textarea, atom.Button, atom.Audio, atom.Video, atom.Canvas, atom.Title, atom.Map, atom.Datalist:
		return true
	}
	return false
}

func isVoid(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// isBlock reports whether an element stands on lines of its own.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Br, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd,
		atom.Blockquote, atom.Pre, atom.Table, atom.Thead, atom.Tbody, atom.Tfoot, atom.Tr, atom.Caption, atom.Section, atom.Article, atom.Aside, atom.Header,
		atom.Footer, atom.Main, atom.Nav, atom.Figure, atom.Figcaption, atom.Address, atom.Form, atom.Fieldset, atom.Hr, atom.Details, atom.Summary, atom.Center, atom.Body, atom.Html, atom.Legend, atom.Menu, atom.Hgroup, atom.Search, atom.Dir:
		return true
	}
	return false
}

// isElement reports whether a is an element of HTML, old or new. The table of
// package atom has the names of attributes, too.
func isElement(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Basefont, atom.Bdi, atom.Bdo, atom.Big, atom.Blink, atom.Cite, atom.Code, atom.Col, atom.Colgroup, atom.Data, atom.Del,
		atom.Dfn, atom.Em, atom.Font, atom.Frame, atom.Frameset, atom.I, atom.Image, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Marquee, atom.Math, atom.Meter,
		atom.Nobr, atom.Listing, atom.Command, atom.Keygen, atom.Dialog, atom.Slot, atom.Optgroup, atom.Option, atom.Output, atom.Plaintext, atom.Xmp, atom.Picture, atom.Progress, atom.Q, atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Samp, atom.Small, atom.Span,
		atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Td, atom.Th, atom.Time, atom.Tt, atom.U, atom.Var:
		return true
	}
	return isBlock(a) || isVoid(a) || dropped(a)
}

// isWord reports whether what looks like the start tag of an element that HTML
// does not know is a word in angle brackets: without attributes, of letters only,
// and never closed.
func isWord(raw []byte, ends *endTags) bool {
	inner := raw[1 : len(raw)-1]
	for _, c := range inner {
		if !isNameStart(c) && !isDigitByte(c) && c != ' ' && c != '@' && c != '.' {
			return false
		}
	}
	return !ends.has(string(inner))
}

// endTags are the names of a text's end tags, looked for once they are asked for.
type endTags struct {
	source string
	names  map[string]bool
	b      *news.Budget
}

// Bounds on the end tags that are kept; a name beyond them is no element's.
const (
	maxEndTags = 4096
	maxEndTag  = 64
)

func (e *endTags) has(name string) bool {
	if e.names == nil {
		e.names = map[string]bool{}
		e.b.Spend(len(e.source))
		for s := e.source; len(e.names) < maxEndTags; {
			_, rest, ok := strings.Cut(s, "</")
			if !ok {
				break
			}
			s = rest
			if n := strings.IndexByte(s[:min(len(s), maxEndTag+1)], '>'); n >= 0 {
				e.names[s[:n]] = true
			}
		}
	}
	return e.names[name]
}

// stripTags takes the tags of HTML off a line of text and decodes its references.
// Words in angle brackets stay.
func stripTags(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	z := nethtml.NewTokenizer(strings.NewReader(s))
	hidden, ends := atom.Atom(0), &endTags{source: s}
	for {
		tt := z.Next()
		if tt == nethtml.ErrorToken {
			return b.String()
		}
		raw := string(z.Raw())
		switch tt {
		case nethtml.TextToken:
			if hidden == 0 {
				b.Write(z.Text())
			}
		case nethtml.StartTagToken, nethtml.EndTagToken, nethtml.SelfClosingTagToken:
			tag, _ := z.TagName()
			a := atom.Lookup(tag)
			switch {
			case !isElement(a) && hidden == 0 && tt == nethtml.StartTagToken && isWord(z.Raw(), ends) || strings.ContainsRune(raw, '\n') && len(raw) > 2000:
				b.WriteString(raw)
			case tt == nethtml.StartTagToken && (a == atom.Script || a == atom.Style):
				hidden = a
			case tt == nethtml.EndTagToken && a == hidden:
				hidden = 0
			case isBlock(a):
				b.WriteByte(' ')
			}
		}
	}
}

// dropBoilerplate takes away what publishing systems add to every item, at the end
// of the text.
func dropBoilerplate(t string, bare bool) string {
	if bare {
		return t
	}
	for {
		i := strings.LastIndexByte(t, '\n')
		last := t[i+1:]
		if !isBoilerplate(last) {
			return t
		}
		if i < 0 {
			return ""
		}
		t = t[:i]
	}
}

func isBoilerplate(l string) bool {
	if len(l) > 400 {
		return false
	}
	low := strings.ToLower(l)
	switch strings.TrimRight(low, " .…»>→:") {
	case "read more", "continue reading", "read full story", "read full article", "read the full story", "read the full article", "full story", "comments", "lire la suite", "weiterlesen", "leer más", "leia mais", "читать далее", "[…]", "…":
		return true
	}
	return strings.HasPrefix(low, "the post ") && (strings.Contains(low, " appeared first on ") || strings.Contains(low, " first appeared on ")) ||
		strings.HasPrefix(low, "continue reading ") && (strings.HasSuffix(low, "…") || strings.HasSuffix(low, "...") || strings.HasSuffix(low, "→"))
}
