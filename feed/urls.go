package feed

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"dateline/news"
)

// Limits on a list of subscriptions, whoever wrote it.
const (
	maxListBytes = 32 << 20
	maxFeeds     = 50_000
	maxLabel     = 300 // bytes of a title, folder or tag
	maxTags      = 32
)

// ReadURLs reads a newsboat urls file: an address a line, then tags; a tag in
// quotation marks may hold spaces, one that begins with "~" is the title, one
// with "!" hides the feed, the first of the others is the folder. Comments begin with
// "#". Of a feed with a filter the address is taken. Query and exec feeds are left
// out: left names them and other lines that are no feed of the web.
func ReadURLs(r io.Reader) (feeds []news.Feed, left []string, err error) {
	in, err := io.ReadAll(io.LimitReader(r, maxListBytes))
	if err != nil {
		return nil, nil, fmt.Errorf("read urls file: %w", err)
	}
	lines := bufio.NewScanner(strings.NewReader(listText(in)))
	lines.Buffer(nil, 1<<20)
	seen := map[string]bool{}
	for lines.Scan() {
		words := splitWords(lines.Text())
		if len(words) == 0 {
			continue
		}
		f, ok := urlsFeed(words)
		if !ok || len(feeds) == maxFeeds {
			left = leaveOut(left, words[0])
			continue
		}
		if !seen[f.URL] {
			seen[f.URL] = true
			feeds = append(feeds, f)
		}
	}
	if err := lines.Err(); err != nil {
		return feeds, left, fmt.Errorf("read urls file: %w", err)
	}
	return feeds, left, nil
}

// ReadList reads OPML, which begins with "<", or a newsboat urls file, in UTF-8 or UTF-16.
func ReadList(document []byte) (feeds []news.Feed, left []string, err error) {
	document = document[:min(len(document), maxListBytes)]
	if strings.HasPrefix(strings.TrimLeft(listText(document), " \t\r\n"), "<") {
		return readOPML(document, nil)
	}
	return ReadURLs(bytes.NewReader(document))
}

// listText is a list as text: what Windows writes begins with a byte order mark, in UTF-8 or
// UTF-16.
func listText(in []byte) string {
	if text, name := wide(in); name != "" {
		return strings.TrimPrefix(text, "\ufeff")
	}
	return strings.TrimPrefix(string(in), "\ufeff")
}

// leaveOut notes an address that is none of the web, without what is secret in it.
func leaveOut(left []string, address string) []string {
	if len(left) == maxFeeds {
		return left
	}
	return append(left, label(news.Redact(address)))
}

func urlsFeed(words []string) (news.Feed, bool) {
	address := words[0]
	if strings.HasPrefix(address, "filter:") { // filter:COMMAND:ADDRESS
		if i := strings.LastIndex(address, ":http"); i >= 0 {
			address = address[i+1:]
		}
	}
	u, err := ParseURL(address)
	if err != nil {
		return news.Feed{}, false
	}
	f := news.Feed{ID: news.NewFeedID(u.String()), URL: u.String()}
	for _, tag := range words[1:] {
		tag = label(tag)
		switch {
		case strings.HasPrefix(tag, "~"):
			f.Title = strings.TrimSpace(tag[1:])
		case strings.HasPrefix(tag, "!"):
			f.Muted = true
		case f.Folder == "":
			f.Folder = tag
		case tag != "" && tag != f.Folder && len(f.Tags) < maxTags && !slices.Contains(f.Tags, tag):
			f.Tags = append(f.Tags, tag)
		}
	}
	return f, true
}

// splitWords splits a line at white space outside quotation marks; a backslash
// inside them takes the next character as it is. "#" at a word's start ends it.
func splitWords(line string) []string {
	var words []string
	var b strings.Builder
	inWord, quoted, escaped := false, false, false
	for _, r := range line {
		switch {
		case escaped:
			b.WriteRune(r)
			escaped = false
		case quoted && r == '\\':
			escaped = true
		case r == '"':
			quoted, inWord = !quoted, true
		case !quoted && (r == ' ' || r == '\t' || r == '\r'):
			if inWord {
				words = append(words, b.String())
			}
			b.Reset()
			inWord = false
		case !quoted && !inWord && r == '#':
			return words
		default:
			b.WriteRune(r)
			inWord = true
		}
	}
	if inWord {
		words = append(words, b.String())
	}
	return words
}

// WriteURLs writes a newsboat urls file. The folder becomes the first tag, since
// newsboat has no folders. Credentials are written as the feed has them: the file
// would be of no use without, so it is the caller's to protect.
func WriteURLs(w io.Writer, feeds []news.Feed) error {
	out := bufio.NewWriter(w)
	for _, f := range feeds {
		fmt.Fprint(out, strings.ReplaceAll(f.URL, " ", "%20"))
		if f.Title != "" {
			fmt.Fprint(out, " ", quoteWord("~"+f.Title))
		}
		if f.Muted {
			fmt.Fprint(out, " !")
		}
		if f.Folder != "" {
			fmt.Fprint(out, " ", quoteWord(f.Folder))
		}
		for _, tag := range f.Tags {
			if tag != f.Folder {
				fmt.Fprint(out, " ", quoteWord(tag))
			}
		}
		fmt.Fprintln(out)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write urls file: %w", err)
	}
	return nil
}

func quoteWord(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(label(s)) + `"`
}

// label makes one clean line of a name that somebody else gave.
func label(s string) string {
	return cut(news.CleanLine(s[:min(len(s), 4*maxLabel)]), maxLabel)
}
