package feed

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"dateline/news"
)

var updateGolden = flag.Bool("update", false, "write the golden files anew")

// TestParseGolden reads the documents of testdata/parse, each written for this
// test, and compares all that comes out with the file beside it.
func TestParseGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/parse/*.*ml")
	if err != nil {
		t.Fatal(err)
	}
	more, _ := filepath.Glob("testdata/parse/*.feed.json")
	for _, file := range append(files, more...) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := Parse(news.Feed{ID: "feed", Title: "Subscribed Name"}, Document{URL: "https://feeds.example/" + filepath.Base(file), Body: body}, noon, nil)
			if err != nil {
				t.Fatal(err)
			}
			compareGolden(t, file+".golden", p)
		})
	}
}

func compareGolden(t *testing.T, file string, v any) {
	t.Helper()
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	if *updateGolden {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("differs from %s (rewrite with -update):\n%s", file, got.String())
	}
}

// encodingRows are the headline "Über “Zürich” – 新" or a part of it in bytes.
func TestParseEncodings(t *testing.T) {
	wide := func(big, bom bool, width int) string {
		s := strings.Replace(titled("Über Zürich – 新"), `encoding="utf-8"`, `encoding="utf-16"`, 1)
		if bom {
			s = "\ufeff" + s
		}
		var b []byte
		put := func(v uint32) {
			for k := range width {
				shift := 8 * k
				if big {
					shift = 8 * (width - 1 - k)
				}
				b = append(b, byte(v>>shift))
			}
		}
		if width == 4 {
			for _, r := range s {
				put(uint32(r))
			}
		} else {
			for _, u := range utf16.Encode([]rune(s)) {
				put(uint32(u))
			}
		}
		return string(b)
	}
	declared := func(name, title string) string {
		return strings.Replace(titled(title), `"utf-8"`, `"`+name+`"`, 1)
	}
	bare := strings.Replace
	for _, c := range []struct{ name, contentType, doc, want string }{
		{"UTF-8", "", titled("Über Zürich"), "Über Zürich"},
		{"UTF-8 with a mark", "", "\ufeff" + titled("Über Zürich"), "Über Zürich"},
		{"UTF-16 LE, mark", "", wide(false, true, 2), "Über Zürich – 新"},
		{"UTF-16 BE, mark", "", wide(true, true, 2), "Über Zürich – 新"},
		{"UTF-16 LE", "", wide(false, false, 2), "Über Zürich – 新"},
		{"UTF-16 BE", "", wide(true, false, 2), "Über Zürich – 新"},
		{"UTF-32 LE, mark", "", wide(false, true, 4), "Über Zürich – 新"},
		{"UTF-32 BE, mark", "", wide(true, true, 4), "Über Zürich – 新"},
		{"UTF-32 LE", "", wide(false, false, 4), "Über Zürich – 新"},
		{"UTF-32 BE", "", wide(true, false, 4), "Über Zürich – 新"},
		{"Latin-1", "", declared("iso-8859-1", "\xdcber Z\xfcrich"), "Über Zürich"},
		{"Latin-1 is Windows-1252", "", declared("iso-8859-1", "\x93\xdcber\x94"), "“Über”"},
		{"Windows-1251", "", declared("windows-1251", "\xcd\xee\xe2\xee\xf1\xf2\xe8"), "Новости"},
		{"KOI8-R", "", declared("koi8-r", "\xee\xcf\xd7\xcf\xd3\xd4\xc9"), "Новости"},
		{"Shift JIS", "", declared("shift_jis", "\x8b\xa4\x93\xaf"), "共同"},
		{"ISO-2022-JP", "", declared("iso-2022-jp", "\x1b$B6&F1\x1b(B"), "共同"},
		{"name with a year", "", declared("ISO_8859-5:1988", "\xbd\xde\xd2\xde\xe1\xe2\xd8"), "Новости"},
		{"name of a code page", "", declared("cp1251", "\xcd\xee\xe2\xee\xf1\xf2\xe8"), "Новости"},
		{"number of a code page", "", declared("1251", "\xcd\xee\xe2\xee\xf1\xf2\xe8"), "Новости"},
		{"DOS, Baltic", "", declared("cp775", "\x8ftgal\x88"), "Åtgalł"},
		{"DOS, Turkish", "", declared("IBM857", "\x9eube \x87ok"), "Şube çok"},
		{"Mac Cyrillic", "", declared("mac-cyrillic", "\x8d\xee\xe2\xee\xf1\xf2\xe8"), "Новости"},
		{"Microsoft's Shift JIS", "", declared("ms932", "\x8b\xa4\x93\xaf"), "共同"},
		{"Microsoft's Korean", "", declared("cp949", "\xbf\xac\xc7\xd5"), "연합"},
		{"EBCDIC", "", ebcdicText(t, declared("cp037", "Cafe one")), "Cafe one"},
		{"EBCDIC, another page", "", ebcdicText(t, declared("cp500", "Cafe two")), "Cafe two"},
		{"GB18030", "", declared("gb18030", "\xd0\xc2\xbb\xaa\xc9\xe7"), "新华社"},
		{"EUC-KR", "", declared("euc-kr", "\xbf\xac\xc7\xd5"), "연합"},
		{"only the header", "text/xml; charset=windows-1251", bare(titled("\xcd\xee\xe2\xee\xf1\xf2\xe8"), ` encoding="utf-8"`, "", 1), "Новости"},
		{"header against bytes", "text/xml; charset=iso-8859-1", titled("Über"), "Über"},
		{"says UTF-8, is Windows-1252", "", titled("It\x92s \x93news\x94 \x97 \x805"), "It’s “news” — €5"},
		{"one bad byte", "", titled("Über Z\xfcrich, schöne Grüße für alle Öfen Übermütiger"), "Über Zürich, schöne Grüße für alle Öfen Übermütiger"},
		{"no declaration", "", bare(titled("caf\xe9"), ` encoding="utf-8"`, "", 1), "café"},
		{"unknown set", "", declared("x-nonsense", "Plain"), "Plain"},
		{"broken header", `;;;="`, titled("Über"), "Über"},
		{"overlong escape", "", titled("a \xc0\x9b[2J Über schöne Grüße für b"), "a À\ufffd[2J Über schöne Grüße für b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Parse(news.Feed{ID: "f"}, Document{ContentType: c.contentType, Body: []byte(c.doc)}, noon, nil)
			if err != nil || len(p.Items) != 1 || p.Items[0].Title != c.want {
				t.Errorf("got %+q, %v, want %+q", titles(p), err, c.want)
			}
		})
	}
}

// ebcdicText writes text for an EBCDIC machine.
func ebcdicText(t *testing.T, s string) string {
	b, err := charmap.CodePage037.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDescribe(t *testing.T) {
	doc := strings.Replace(titled("A &amp; B"), "<guid>", "<link>http://news.example/1</link><pubDate>Mon, 06 Jan 2025 11:00:00 +0100</pubDate><author>a@b.example (Ann)</author><description>&lt;ul&gt;&lt;li&gt;One&lt;li&gt;Two&lt;/ul&gt;&lt;p&gt;Read more&lt;/p&gt;</description><guid>", 1)
	d := Describe("a.xml", []byte(doc))
	want := DescriptionItem{ID: "1", Title: "A & B", URL: "http://news.example/1", Published: "2025-01-06T10:00:00Z", Author: "Ann", Text: "One\nTwo\nRead more"}
	if d.Kind != "rss" || d.Title != "Example" || d.Error != "" || len(d.Items) != 1 || d.Items[0] != want {
		t.Errorf("got %+v", d)
	}
	d = Describe("b\x1b.xml", []byte("<html>"))
	if b, _ := json.Marshal(d); string(b) != `{"file":"b.xml","title":"","kind":"","items":[],"error":"not a feed: a web page"}` {
		t.Errorf("got %s", b)
	}
	if n := len(Describe("c", []byte(rss2(strings.Repeat("<item><title>x</title><guid>1</guid></item>", 2500)))).Items); n != 2500 {
		t.Errorf("%d items described, want all of them", n)
	}
}

// FuzzParse holds Parse and Describe to their laws: no panic, everything clean,
// the same twice, and what Parse reads Describe reads.
func FuzzParse(f *testing.F) {
	for _, c := range titleRows {
		f.Add([]byte(c.doc), "")
	}
	f.Add([]byte(newsSitemap), "text/xml; charset=utf-8")
	f.Add(wireFeed()[:4000], "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		d := Document{URL: "http://feeds.example/x", ContentType: contentType, Body: body}
		p, err := Parse(news.Feed{ID: "f", Title: "Feed"}, d, noon, nil)
		if err != nil {
			if msg := err.Error(); news.CleanLine(msg) != msg {
				t.Errorf("unclean error %+q", msg)
			}
			return
		}
		for _, l := range []string{p.Title, p.Lang, p.Repaired} {
			if news.CleanLine(l) != l {
				t.Errorf("unclean %+q", l)
			}
		}
		for i := range p.Items {
			checkStory(t, "fuzz", &p.Items[i])
			if at := p.Items[i].Time(); at.After(noon) || at.IsZero() {
				t.Errorf("time %v", at)
			}
		}
		again, err := Parse(news.Feed{ID: "f", Title: "Feed"}, d, noon.Add(time.Hour), nil)
		if err != nil || len(again.Items) != len(p.Items) || len(p.Items) > 0 && again.Items[0].ID != p.Items[0].ID {
			t.Errorf("not the same twice: %v", err)
		}
		if contentType == "" {
			if desc := Describe("x", body); desc.Error != "" || len(desc.Items) < len(p.Items) {
				t.Errorf("Describe: %q, %d items of %d", desc.Error, len(desc.Items), len(p.Items))
			}
		}
	})
}
