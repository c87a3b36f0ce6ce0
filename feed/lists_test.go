package feed

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"dateline/news"
)

func TestWires(t *testing.T) {
	wires := Wires()
	on, seen := 0, map[news.FeedID]bool{}
	for _, w := range wires {
		if w.Default {
			on++
		}
		if seen[w.ID] {
			t.Errorf("%s is listed twice", w.URL)
		}
		seen[w.ID] = true
		u, err := ParseURL(w.URL)
		if err != nil || u.String() != w.URL {
			t.Errorf("%s: %v, %v", w.URL, u, err)
		}
		if w.Title == "" || w.Outlet == "" || len(w.Country) != 3 || w.Lang == "" || w.Kind == "" || w.Folder == "" || w.Evidence == "" {
			t.Errorf("%s lacks something: %+v", w.URL, w)
		}
	}
	if len(wires) != 316 || on != 70 {
		t.Errorf("%d feeds, %d on by default; want 316 and 70", len(wires), on)
	}
}

const nestedOPML = `<?xml version="1.0" encoding="windows-1252"?>
<opml version="1.1"><head><title>x</title></head><body>
<outline text="World">
  <outline text="Asia &amp; Oceania"><outline type="rss" text="Strait Times" xmlUrl="https://strait.example/feed" htmlUrl="https://strait.example/" language="en" category="/World/Asia,daily"/></outline>
  <outline text="Caf` + "\xe9" + `" xmlUrl="http://cafe.example/rss?a=1&b=2"/>
</outline>
<outline text="Again" xmlUrl="https://strait.example/feed"/>
<outline title="Shell" xmlUrl="exec:rm"/>
<OUTLINE TITLE="Loud" XMLURL="loud.example/feed"></OUTLINE>
<outline text="a/b"><outline xmlUrl="https://u:p@private.example/f" text="` + "bell&#x7; and &#x202e;override" + `"/></outline>
</body></opml>`

func TestReadOPML(t *testing.T) {
	feeds, left, err := ReadOPML(strings.NewReader(nestedOPML))
	if err != nil {
		t.Fatal(err)
	}
	type row struct{ url, title, folder, tags string }
	var got []row
	for _, f := range feeds {
		got = append(got, row{f.URL, f.Title, f.Folder, strings.Join(f.Tags, "|")})
	}
	want := []row{
		{"https://strait.example/feed", "Strait Times", "World/Asia & Oceania", "World/Asia|daily"},
		{"http://cafe.example/rss?a=1&b=2", "Café", "World", ""},
		{"https://loud.example/feed", "Loud", "", ""},
		{"https://u:p@private.example/f", "bell and override", "a∕b", ""},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if !reflect.DeepEqual(left, []string{"exec:rm"}) {
		t.Errorf("left out %q", left)
	}
}

func TestReadOPMLHostile(t *testing.T) {
	deep := "<opml><body>" + strings.Repeat(`<outline text="d">`, 100_000) + `<outline text="x" xmlUrl="http://x.example/"/>` + strings.Repeat("</outline>", 100_000) + `<outline text="y" xmlUrl="http://y.example/"/>`
	tests := []struct {
		name, in string
		feeds    int
		fails    bool
	}{
		{"empty", "", 0, true},
		{"a page", "<html><body>Hello</body></html>", 0, true},
		{"deep", deep, 2, false},
		{"cut", `<opml><body><outline text="x" xmlUrl="http://x.example/"/><outline te`, 1, true},
		{"wrong end tags", `<opml></outline></outline><outline text="x" xmlUrl="http://x.example/"/></b>`, 1, false},
		{"bare ampersand", `<opml><outline text="A&B" xmlUrl="http://x.example/?a&b"/>`, 1, false},
		{"entity bomb", `<!DOCTYPE o [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><opml><outline text="&b;" xmlUrl="http://x.example/"/></opml>`, 1, false},
	}
	for _, test := range tests {
		feeds, _, err := ReadOPML(strings.NewReader(test.in))
		if len(feeds) != test.feeds || (err != nil) != test.fails {
			t.Errorf("%s: %d feeds, %v", test.name, len(feeds), err)
		}
	}
	feeds, _, _ := ReadOPML(strings.NewReader(deep))
	if n := strings.Count(feeds[0].Folder, "/"); n >= maxFolders {
		t.Errorf("a folder of %d levels", n+1)
	}
	if feeds[1].Folder != "" {
		t.Errorf("after the deep folders end, folder is %q", feeds[1].Folder)
	}
}

func TestOPMLRoundTrip(t *testing.T) {
	feeds, _, _ := ReadOPML(strings.NewReader(nestedOPML))
	for _, w := range Wires() {
		f := w.Feed
		f.Outlet, f.Aliases, f.Kind, f.Country = "", nil, "", "" // OPML has no words for these
		feeds = append(feeds, f)
	}
	feeds[1].Muted = true
	var b bytes.Buffer
	if err := WriteOPML(&b, "mine & yours", feeds); err != nil {
		t.Fatal(err)
	}
	back, left, err := ReadOPML(&b)
	if err != nil || len(left) != 0 {
		t.Fatalf("%q left out, %v", left, err)
	}
	byID := map[news.FeedID]news.Feed{}
	for _, f := range back {
		byID[f.ID] = f
	}
	for _, f := range feeds {
		if !reflect.DeepEqual(byID[f.ID], f) {
			t.Errorf("wrote %+v\nread  %+v", f, byID[f.ID])
		}
	}
}

func TestReadURLs(t *testing.T) {
	in := `# my feeds
https://a.example/feed "~The A Times" asia "far east" asia
http://b.example/rss tag # a comment
"query:Unread:unread = \"yes\""
exec:./fetch.sh
"filter:~/bin/cut.sh -n 3:https://d.example/feed" "~D"
filter:nothing
https://c.example/x#part "~with \"quotes\" and \\" !
a.example/feed`
	feeds, left, err := ReadURLs(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	want := []news.Feed{
		{URL: "https://a.example/feed", Title: "The A Times", Folder: "asia", Tags: []string{"far east"}},
		{URL: "http://b.example/rss", Folder: "tag"},
		{URL: "https://d.example/feed", Title: "D"},
		{URL: "https://c.example/x#part", Title: `with "quotes" and \`, Muted: true},
	}
	for i := range want {
		want[i].ID = news.NewFeedID(want[i].URL)
	}
	if !reflect.DeepEqual(feeds, want) || !reflect.DeepEqual(left, []string{`query:Unread:unread = "yes"`, "exec:./fetch.sh", "filter:nothing"}) {
		t.Errorf("got %+v, left out %q\nwant %+v", feeds, left, want)
	}
	var b bytes.Buffer
	if err := WriteURLs(&b, feeds); err != nil {
		t.Fatal(err)
	}
	back, left, err := ReadURLs(&b)
	if err != nil || len(left) != 0 || !reflect.DeepEqual(back, want) {
		t.Errorf("read back %+v, %q left out, %v", back, left, err)
	}
}

// lawful checks what must hold of every list that was read.
func lawful(t *testing.T, feeds []news.Feed) {
	t.Helper()
	seen := map[string]bool{}
	for _, f := range feeds {
		if _, err := ParseURL(f.URL); err != nil {
			t.Errorf("address %q: %v", f.URL, err)
		}
		if seen[f.URL] {
			t.Errorf("%q twice", f.URL)
		}
		seen[f.URL] = true
		for _, s := range append([]string{f.Title, f.Folder, f.Lang}, f.Tags...) {
			if s != news.CleanLine(s) || len(s) > (maxLabel+8)*maxFolders {
				t.Errorf("unclean label %q", s)
			}
		}
	}
}

func FuzzReadOPML(f *testing.F) {
	f.Add(nestedOPML)
	f.Add(`<opml><outline text="A&B" xmlUrl="http://x.example/?a&b"/>`)
	f.Fuzz(func(t *testing.T, in string) {
		feeds, _, _ := ReadOPML(strings.NewReader(in))
		lawful(t, feeds)
		var b bytes.Buffer
		if err := WriteOPML(&b, "fuzz", feeds); err != nil {
			t.Fatal(err)
		}
		back, left, err := ReadOPML(&b)
		if err != nil || len(left) != 0 || len(back) != len(feeds) {
			t.Fatalf("wrote %d feeds, read %d, %q left out, %v", len(feeds), len(back), left, err)
		}
	})
}

func FuzzReadURLs(f *testing.F) {
	f.Add("https://a.example/feed \"~The A Times\" asia \"far east\"\n#x")
	f.Add(`"query:x" ! "\"`)
	f.Fuzz(func(t *testing.T, in string) {
		feeds, _, _ := ReadURLs(strings.NewReader(in))
		lawful(t, feeds)
		var b bytes.Buffer
		if err := WriteURLs(&b, feeds); err != nil {
			t.Fatal(err)
		}
		back, left, err := ReadURLs(&b)
		if err != nil || len(left) != 0 || len(back) != len(feeds) {
			t.Fatalf("wrote %d feeds, read %d, %q left out, %v", len(feeds), len(back), left, err)
		}
	})
}

func FuzzParseURL(f *testing.F) {
	for _, s := range []string{"https://a.example/f", "feed:a.example", "javascript:x", "http://[::1]:80/", "http://u:p@h/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if r := news.Redact(in); r != news.CleanLine(r) {
			t.Errorf("Redact(%q) = %q is not clean", in, r)
		}
		u, err := ParseURL(in)
		if err != nil {
			if s := err.Error(); s != news.CleanLine(s) {
				t.Errorf("error %q is not clean", s)
			}
			return
		}
		if again, err := ParseURL(u.String()); err != nil || again.String() != u.String() {
			t.Errorf("%q gave %q, which gives %v, %v", in, u, again, err)
		}
	})
}

// The shared list is where ours came from; it must be the same bytes.
// A list is read whatever wrote it: Notepad begins a file with a byte order mark, PowerShell
// writes UTF-16.
func TestReadList(t *testing.T) {
	utf16le := func(s string) string {
		b := []byte("\xff\xfe")
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return string(b)
	}
	const urls = "http://one.example/f \"news\"\r\nhttp://two.example/f\r\n"
	const opml = `<?xml version="1.0" encoding="utf-16"?><opml><body><outline text="Ü" xmlUrl="http://one.example/f"/></body></opml>`
	for _, c := range []struct {
		name, document string
		want           int
	}{
		{"urls", urls, 2},
		{"urls after a byte order mark", "\ufeff" + urls, 2},
		{"urls in UTF-16", utf16le(urls), 2},
		{"OPML", strings.Replace(opml, "utf-16", "utf-8", 1), 1},
		{"OPML after a byte order mark and blanks", "\ufeff \n<opml><body><outline xmlUrl=\"http://one.example/f\"/></body></opml>", 1},
		{"OPML in UTF-16", utf16le(opml), 1},
		{"nothing", "", 0},
	} {
		feeds, left, err := ReadList([]byte(c.document))
		if err != nil || len(feeds) != c.want || len(left) > 0 || c.want > 0 && feeds[0].URL != "http://one.example/f" {
			t.Errorf("%s: %v, left %q, %v", c.name, feeds, left, err)
		}
	}
}

func TestWiresAreTheSharedOnes(t *testing.T) {
	dir := os.Getenv("DATELINE_SHARED")
	if dir == "" {
		dir = "../../shared"
	}
	b, err := os.ReadFile(filepath.Join(dir, "data", "wires.tsv"))
	if err != nil {
		t.Skip("no shared data here: ", err)
	}
	if string(b) != wiresTSV {
		t.Error("wires.tsv differs from the shared one")
	}
}
