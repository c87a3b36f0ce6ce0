package feed

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"

	"dateline/news"
)

// maxFolders bounds how deep folders of an OPML file nest; deeper ones are
// flattened into the last.
const maxFolders = 16

// maxFolder bounds the name of a folder with those around it, in bytes.
const maxFolder = 1000

// ReadOPML reads the subscriptions of an OPML file (http://opml.org/spec2.opml).
// Nested outlines without an address are folders, joined by "/". A feed named
// twice counts once. What is read before a fault in the document is returned
// together with the error. left names the outlines whose address is none of the
// web.
func ReadOPML(r io.Reader) (feeds []news.Feed, left []string, err error) {
	in, err := io.ReadAll(io.LimitReader(r, maxListBytes))
	if err != nil {
		return nil, nil, fmt.Errorf("read OPML: %w", err)
	}
	return readOPML(in, nil)
}

func readOPML(in []byte, b *news.Budget) (feeds []news.Feed, left []string, err error) {
	b.Spend(len(in))
	d := xml.NewDecoder(bytes.NewReader(readableXML(in)))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = charset.NewReaderLabel
	o := opmlReader{seen: map[string]bool{}}
	for {
		from := d.InputOffset()
		token, err := d.RawToken()
		if !b.Spend(1 + int(d.InputOffset()-from)) {
			break
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return o.feeds, o.left, fmt.Errorf("read OPML: %w", errors.New(plainLine(err.Error())))
		}
		if !o.token(token) {
			break
		}
	}
	if !o.opml {
		return nil, nil, errors.New("read OPML: this is not an OPML file")
	}
	return o.feeds, o.left, nil
}

// readableXML takes out what one finds in files of subscriptions and XML forbids:
// UTF-16, control bytes, and references to control characters.
func readableXML(in []byte) []byte {
	if bytes.HasPrefix(in, []byte("\xff\xfe")) || bytes.HasPrefix(in, []byte("\xfe\xff")) {
		if out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(in); err == nil {
			in = regexp.MustCompile(`^<\?xml[^>]*\?>`).ReplaceAll(out, nil)
		}
	}
	for i, c := range in { // bytes, not runes: the encoding is not known yet
		if c < 0x20 && c != '\n' && c != '\t' && c != '\r' {
			in[i] = ' '
		}
	}
	return regexp.MustCompile(`&#(0*([0-8]|1[124-9]|2[0-9]|3[01])|x0*([0-8bcef]|1[0-9a-f]));`).ReplaceAll(in, []byte(" "))
}

// opmlReader follows the tokens of a document. Tokens are raw, so that end tags
// that do not match do no harm; the stack holds only outlines.
type opmlReader struct {
	opml    bool
	feeds   []news.Feed
	left    []string
	seen    map[string]bool
	folders []string // of the open outlines; "" for one that is a feed
	over    int      // open outlines beyond maxFolders
}

// token returns false when enough is read.
func (o *opmlReader) token(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		switch strings.ToLower(t.Name.Local) {
		case "opml":
			o.opml = true
		case "outline":
			o.outline(t.Attr)
		}
	case xml.EndElement:
		if !strings.EqualFold(t.Name.Local, "outline") {
			break
		}
		if o.over > 0 {
			o.over--
		} else if n := len(o.folders); n > 0 {
			o.folders = o.folders[:n-1]
		}
	}
	return len(o.feeds) < maxFeeds
}

func (o *opmlReader) outline(attrs []xml.Attr) {
	a := map[string]string{}
	for _, at := range attrs[:min(len(attrs), 64)] {
		a[strings.ToLower(at.Name.Local)] = at.Value
	}
	name := label(firstOf(a["title"], a["text"]))
	folder := ""
	if address := firstOf(a["xmlurl"], rssURL(a)); address != "" {
		o.feed(address, name, a)
	} else {
		folder = strings.ReplaceAll(name, "/", "∕") // a "/" is between levels
	}
	if len(o.folders) == maxFolders {
		o.over++
		return
	}
	o.folders = append(o.folders, folder)
}

// rssURL is the address in outlines of type rss that have it under another name.
func rssURL(a map[string]string) string {
	if t := strings.ToLower(a["type"]); t == "rss" || t == "atom" {
		return a["url"]
	}
	return ""
}

func (o *opmlReader) feed(address, name string, a map[string]string) {
	u, err := ParseURL(address)
	if err != nil {
		o.left = leaveOut(o.left, address)
		return
	}
	f := news.Feed{
		ID: news.NewFeedID(u.String()), URL: u.String(), Title: name,
		Folder: cut(strings.Join(slices.DeleteFunc(slices.Clone(o.folders), func(s string) bool { return s == "" }), "/"), maxFolder),
		Lang:   label(a["language"]), Tags: categories(a["category"]), Sitemap: a["type"] == "news-sitemap", Muted: a["muted"] == "true",
	}
	if home, err := ParseURL(a["htmlurl"]); err == nil {
		f.Home = home.String()
	}
	if o.seen[f.URL] {
		return
	}
	o.seen[f.URL] = true
	o.feeds = append(o.feeds, f)
}

// categories reads "/a/b,c": paths and tags, separated by commas.
func categories(s string) []string {
	var tags []string
	for _, c := range strings.SplitN(s, ",", 4*maxTags) {
		c = label(strings.Trim(strings.TrimSpace(c), "/"))
		if c != "" && len(tags) < maxTags && !slices.Contains(tags, c) {
			tags = append(tags, c)
		}
	}
	return tags
}

func firstOf(values ...string) string {
	for _, v := range values {
		if strings.TrimSpace(v) != "" {
			return v
		}
	}
	return ""
}

// WriteOPML writes subscriptions as OPML 2.0 with a nested outline for each level
// of their folders. Feeds keep their order within a folder.
func WriteOPML(w io.Writer, title string, feeds []news.Feed) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "%s<opml version=\"2.0\" xmlns:dateline=\"urn:dateline\">\n  <head>\n    <title>%s</title>\n  </head>\n  <body>\n", xml.Header, attr(title))
	sorted := slices.Clone(feeds)
	slices.SortStableFunc(sorted, func(a, b news.Feed) int { return slices.Compare(levels(a.Folder), levels(b.Folder)) })
	var open []string
	for _, f := range sorted {
		open = turnTo(out, open, levels(f.Folder))
		writeOutline(out, f, len(open))
	}
	turnTo(out, open, nil)
	fmt.Fprint(out, "  </body>\n</opml>\n")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	return nil
}

func levels(folder string) []string {
	return strings.FieldsFunc(folder, func(r rune) bool { return r == '/' })
}

// turnTo closes and opens folders until those open are the ones wanted.
func turnTo(out io.Writer, open, want []string) []string {
	same := 0
	for same < len(open) && same < len(want) && open[same] == want[same] {
		same++
	}
	for i := len(open); i > same; i-- {
		fmt.Fprintf(out, "%s</outline>\n", indent(i-1))
	}
	for i := same; i < len(want); i++ {
		fmt.Fprintf(out, "%s<outline text=\"%s\" title=\"%[2]s\">\n", indent(i), attr(want[i]))
	}
	return want
}

func writeOutline(out io.Writer, f news.Feed, depth int) {
	kind := "rss"
	if f.Sitemap {
		kind = "news-sitemap"
	}
	name := attr(firstOf(f.Title, f.URL))
	fmt.Fprintf(out, "%s<outline type=\"%s\" text=\"%s\" title=\"%[3]s\" xmlUrl=\"%s\"", indent(depth), kind, name, attr(f.URL))
	for _, a := range [][2]string{{"htmlUrl", f.Home}, {"language", f.Lang}, {"category", strings.Join(f.Tags, ",")}} {
		if a[1] != "" {
			fmt.Fprintf(out, " %s=\"%s\"", a[0], attr(a[1]))
		}
	}
	if f.Muted {
		fmt.Fprint(out, ` dateline:muted="true"`)
	}
	fmt.Fprint(out, "/>\n")
}

func indent(depth int) string { return strings.Repeat("  ", depth+2) }

func attr(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
