package feed

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/mmcdole/gofeed"
	nethtml "golang.org/x/net/html"

	"dateline/news"
)

// reading is what some parser makes of a document.
type reading struct {
	File  string
	Items []readItem
}

type readItem struct {
	ID, Title, URL, Text string
	Published            *int64 // Unix time
}

// lenient reads the files with the feedparser library, or skips the test where it
// is not installed. It reads no JSON Feed.
func lenient(t *testing.T, files []string) []reading {
	t.Helper()
	python := "/usr/bin/python3" // the system's, which the package python3-feedparser is for
	if exec.Command(python, "-c", "import feedparser").Run() != nil {
		t.Skip("no feedparser here: apt-get install python3-feedparser")
	}
	cmd := exec.Command(python, append([]string{"testdata/lenient.py"}, files...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []reading
	for line := range bytes.Lines(out) {
		var r reading
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatal(err)
		}
		for i := range r.Items {
			r.Items[i].Title, r.Items[i].Text = withoutTags(r.Items[i].Title), withoutTags(r.Items[i].Text)
		}
		all = append(all, r)
	}
	return all
}

// described is Describe's reading of a document.
func described(body []byte) (r reading, err string) {
	d := Describe("x", body)
	for _, it := range d.Items {
		ri := readItem{ID: it.ID, Title: it.Title, URL: it.URL, Text: it.Text}
		if at, err := time.Parse(time.RFC3339, it.Published); err == nil {
			unix := at.Unix()
			ri.Published = &unix
		}
		r.Items = append(r.Items, ri)
	}
	return r, d.Error
}

// bare is that of gofeed as it stands.
func bare(body []byte) (r reading, problem string) {
	f, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return r, err.Error()
	}
	for _, it := range f.Items {
		ri := readItem{ID: it.GUID, Title: withoutTags(it.Title), URL: it.Link, Text: withoutTags(it.Content)}
		if ri.Text == "" {
			ri.Text = withoutTags(it.Description)
		}
		at := it.PublishedParsed
		if at == nil {
			at = it.UpdatedParsed
		}
		if at != nil {
			unix := at.Unix()
			ri.Published = &unix
		}
		r.Items = append(r.Items, ri)
	}
	return r, ""
}

// withoutTags is the plain text of HTML, taken off by a tokenizer and nothing else,
// so that a parser which gives HTML can be compared.
func withoutTags(s string) string {
	var b strings.Builder
	z := nethtml.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			return b.String()
		case nethtml.TextToken:
			b.Write(z.Text())
		}
	}
}

// wordsOnly is plain text without white space and what no one sees, decoded once
// more where it was encoded twice, which feedparser leaves: what two readers must
// agree on.
func wordsOnly(s string) string {
	s, _ = news.Undouble(s)
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsGraphic(r) || r == '\ufffd' || r == '\ufe0f' {
			return -1
		}
		return r
	}, s)
}

// misread names documents of which the lenient parser misreads a field, which
// dateline is not held to.
var misread = map[string]string{
	"rsparser-kc0011.rss":        "date", // 2020/1/10 14:33:00 becomes 1 November
	"rss-parser-reddit-home.rss": "id",   // t3_42tizy is taken for a relative address
}

// tally counts agreements with the lenient parser, field by field.
type tally struct {
	refused, items, counted int
	excused                 map[string]int
	agree                   map[string]int
	differ                  map[string][]string
}

func (c *tally) compare(want, got reading) {
	if c.agree == nil {
		c.agree, c.differ, c.excused = map[string]int{}, map[string][]string{}, map[string]int{}
	}
	if len(want.Items) == len(got.Items) {
		c.counted++
	}
	for i, w := range want.Items {
		c.items++
		var g readItem
		if i < len(got.Items) {
			g = got.Items[i]
		}
		c.field("title", w.File(want), wordsOnly(w.Title), wordsOnly(g.Title))
		c.field("link", w.File(want), strings.TrimSpace(w.URL), g.URL)
		c.field("date", w.File(want), unixText(w.Published), unixText(g.Published))
		id := w.ID
		if id == "" {
			id = w.URL
		}
		c.field("id", w.File(want), strings.TrimSpace(id), g.ID)
		c.field("text", w.File(want), wordsOnly(w.Text), wordsOnly(g.Text))
	}
}

func (readItem) File(r reading) string { return filepath.Base(r.File) }

func unixText(t *int64) string {
	if t == nil {
		return ""
	}
	return time.Unix(*t, 0).UTC().Format(time.RFC3339)
}

func (c *tally) field(name, file, want, got string) {
	if want == got {
		c.agree[name]++
		return
	}
	if misread[file] == name {
		c.excused[name]++
	}
	k := 0
	for k < min(len(want), len(got)) && want[k] == got[k] {
		k++
	}
	from := max(0, k-20)
	c.differ[name] = append(c.differ[name], file+": want "+strings.ToValidUTF8(want[min(from, len(want)):min(len(want), k+60)], "?")+"  GOT  "+strings.ToValidUTF8(got[min(from, len(got)):min(len(got), k+60)], "?"))
}

// TestSharedAgreement reads the shared real feeds as feedparser does, as dateline
// does and as gofeed does by itself, and tells how far the two agree with the first.
//
//	apt-get install python3-feedparser
//	go test -run SharedAgreement -v ./feed
func TestSharedAgreement(t *testing.T) {
	all, _ := filepath.Glob(filepath.Join(sharedData(t), "feeds", "*.*"))
	files := slices.DeleteFunc(all, func(f string) bool {
		ext := filepath.Ext(f)
		return ext == ".json" || ext == ".md" || ext == ".tsv"
	})
	var ours, theirs tally
	for _, want := range lenient(t, files) {
		body, err := os.ReadFile(want.File)
		if err != nil {
			t.Fatal(err)
		}
		got, problem := described(body)
		if problem != "" {
			ours.refused++
			t.Errorf("%s: %s", filepath.Base(want.File), problem)
		}
		ours.compare(want, got)
		got, problem = bare(body)
		if problem != "" {
			theirs.refused++
		}
		theirs.compare(want, got)
	}
	for _, c := range []struct {
		name string
		tally
	}{{"dateline", ours}, {"bare gofeed", theirs}} {
		t.Logf("%s: %d of %d documents refused, %d with as many items", c.name, c.refused, len(files), c.counted)
		for _, field := range []string{"title", "link", "date", "id", "text"} {
			t.Logf("  %-5s %5d of %d (%.2f %%)", field, c.agree[field], c.items, 100*float64(c.agree[field])/float64(c.items))
			if c.name == "dateline" {
				if share := float64(c.agree[field]+c.excused[field]) / float64(c.items); share < 0.999 && field != "text" || share < 0.99 {
					t.Errorf("%s agrees in %.2f %%", field, 100*share)
				}
				for _, d := range c.differ[field][:min(len(c.differ[field]), 30)] {
					t.Logf("    %s", d)
				}
			}
		}
	}
}
