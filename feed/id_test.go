package feed

import (
	"strings"
	"testing"

	"dateline/news"
)

func TestStoryIDs(t *testing.T) {
	item := func(title, guid, link, date string) string {
		s := "<item><title>" + title + "</title>"
		if guid != "" {
			s += "<guid isPermaLink='false'>" + guid + "</guid>"
		}
		if link != "" {
			s += "<link>" + link + "</link>"
		}
		return s + "<pubDate>" + date + "</pubDate></item>"
	}
	const link = "http://news.example/1"
	for _, c := range []struct {
		name string
		a, b string // items of one document, or of two fetches
		same bool
	}{
		{"guid stays", item("Old", "g", link, ""), item("New", "g", link+"?x=2", ""), true},
		{"guid counts updates", item("Old", "http://news.example/a#0", link, ""), item("New", "http://news.example/a#12", link, ""), true},
		{"guid names a part", item("A", "http://news.example/a#p123", link, ""), item("B", "http://news.example/a#p124", link, ""), false},
		{"guids differ in case", item("A", "G", link, ""), item("B", "g", link, ""), false},
		{"link stands for guid", item("Old", "", link, ""), item("New", "", link, ""), true},
		{"tracking part", item("A", "", link+"?utm_source=1&amp;id=5", ""), item("A", "", link+"?id=5&amp;utm_source=2", ""), true},
		{"fragment", item("A", "", link+"#a", ""), item("A", "", link, ""), true},
		{"https", item("A", "", link, ""), item("A", "", "https://NEWS.example:443/1/", ""), true},
		{"other page", item("A", "", link+"?id=1", ""), item("A", "", link+"?id=2", ""), false},
		{"home page is no id", item("A", "", "http://news.example/", ""), item("B", "", "http://news.example/", ""), false},
		{"title and time", item("A", "", "", "Mon, 06 Jan 2025 10:00:00 GMT"), item("A", "", "", "Mon, 06 Jan 2025 10:00:00 GMT"), true},
		{"other time", item("A", "", "", "Mon, 06 Jan 2025 10:00:00 GMT"), item("A", "", "", "Mon, 06 Jan 2025 11:00:00 GMT"), false},
		{"empty guid", item("A", " ", link, ""), item("B", " ", "http://news.example/2", ""), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := parseText(rss2(c.a))
			if err != nil {
				t.Fatal(err)
			}
			b, err := parseText(rss2(c.b))
			if err != nil {
				t.Fatal(err)
			}
			if same := a.Items[0].ID == b.Items[0].ID; same != c.same {
				t.Errorf("same = %v", same)
			}
		})
	}
}

func TestStoryIDsInOneDocument(t *testing.T) {
	for _, c := range []struct {
		name, items string
		want        int // distinct ids
	}{
		{"one link for all", `<item><title>One</title><link>http://news.example/live</link></item><item><title>Two</title><link>http://news.example/live</link></item>`, 2},
		{"the same item twice", `<item><title>One</title><link>http://news.example/1</link></item><item><title>One</title><link>http://news.example/1</link></item>`, 1},
		{"one guid, two headlines", `<item><title>One</title><guid>g</guid><link>http://news.example/1</link></item><item><title>Two</title><guid>g</guid><link>http://news.example/1</link></item>`, 1},
		{"one guid for all that is none", `<item><title>One</title><guid>N/A</guid><link>N/A</link></item><item><title>Two</title><guid>N/A</guid><link>N/A</link></item>`, 2},
		{"one guid for all, no links", `<item><title>One</title><guid>-</guid></item><item><title>Two</title><guid>-</guid></item>`, 2},
		{"one guid for all", `<item><title>One</title><guid>0</guid><link>http://news.example/1</link></item><item><title>Two</title><guid>0</guid><link>http://news.example/2</link></item>`, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := parseText(rss2(c.items))
			if err != nil {
				t.Fatal(err)
			}
			ids := map[news.StoryID]bool{}
			for _, s := range p.Items {
				ids[s.ID] = true
			}
			if len(ids) != c.want {
				t.Errorf("%d ids, want %d", len(ids), c.want)
			}
		})
	}
}

func TestIDsAreOfOneFeed(t *testing.T) {
	doc := Document{Body: []byte(titled("x"))}
	a, _ := Parse(news.Feed{ID: "a"}, doc, noon, nil)
	b, _ := Parse(news.Feed{ID: "b"}, doc, noon, nil)
	if a.Items[0].ID == b.Items[0].ID {
		t.Error("two feeds share an id")
	}
}

func FuzzLink(f *testing.F) {
	for _, s := range []string{"http://news.example/a b", "javascript:x", "//x.example", "../y", "http://a@b/", "HTTPS://X.example/\u202e", "http://[::1]/", "-x", "a:b"} {
		f.Add(s, "http://news.example/x/")
	}
	f.Fuzz(func(t *testing.T, link, base string) {
		got := webLink(link, base)
		if got == "" {
			return
		}
		if !isWeb(got) || news.CleanLine(got) != got || strings.ContainsAny(got, " \"<>`\n") {
			t.Errorf("webLink(%+q, %+q) = %+q", link, base, got)
		}
		if again := webLink(got); again != got {
			t.Errorf("webLink twice: %+q, %+q", got, again)
		}
		linkKey(got)
	})
}
