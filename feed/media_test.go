package feed

import (
	"reflect"
	"testing"
	"time"

	"dateline/news"
)

// What feeds say of pictures, in the forms outlets use.
func TestPictures(t *testing.T) {
	rss := func(item string) string {
		return `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>A</title><item><title>T</title><link>https://a.example/1</link>` + item + `</item></channel></rss>`
	}
	const summary = `<description>The harbour reopened on Friday.</description>`
	img := func(url, alt, credit string) []news.Image { return []news.Image{{URL: url, Alt: alt, Credit: credit}} }
	tests := []struct {
		name, doc string
		want      []news.Image
	}{
		{"words inside the picture's element", rss(summary + `<media:content url="https://a.example/p.jpg" medium="image"><media:description type="plain">A tug leaves the harbour</media:description><media:credit role="photographer">R. Okafor</media:credit></media:content>`),
			img("https://a.example/p.jpg", "A tug leaves the harbour", "R. Okafor")},
		{"words beside it", rss(summary + `<media:thumbnail width="240" height="135" url="https://a.example/p.jpg"/><media:description>A tug leaves</media:description><media:credit>Meridian Press</media:credit>`),
			img("https://a.example/p.jpg", "A tug leaves", "Meridian Press")},
		{"the summary is no description", rss(`<media:content url="https://a.example/p.jpg" type="image/jpeg"/><media:description>The harbour reopened on Friday.</media:description>`),
			img("https://a.example/p.jpg", "", "")},
		{"the item's media:title is no description", rss(summary + `<media:title>Harbour reopens</media:title><media:content url="https://a.example/p.jpg" type="image/jpeg"/>`),
			img("https://a.example/p.jpg", "", "")},
		{"several sizes, the ample one first", rss(summary + `<media:content width="140" url="https://a.example/140.jpg"/><media:content width="2000" url="https://a.example/2000.jpg"/><media:content width="620" url="https://a.example/620.jpg"/>`),
			[]news.Image{{URL: "https://a.example/620.jpg"}, {URL: "https://a.example/2000.jpg"}, {URL: "https://a.example/140.jpg"}}},
		{"a group", rss(summary + `<media:group><media:content url="https://a.example/p.jpg" type="image/jpeg"/><media:content url="https://a.example/p.mp4" type="video/mp4"/><media:description>A tug</media:description></media:group>`),
			img("https://a.example/p.jpg", "A tug", "")},
		{"a video with a still", rss(summary + `<media:content url="https://a.example/p.mp4" type="video/mp4"><media:thumbnail url="https://a.example/still.jpg"/></media:content>`),
			img("https://a.example/still.jpg", "", "")},
		{"an enclosure", rss(summary + `<enclosure url="https://a.example/p.jpg" type="image/jpeg" length="1"/>`), img("https://a.example/p.jpg", "", "")},
		{"a sound is no picture", rss(summary + `<enclosure url="https://a.example/p.mp3" type="audio/mpeg" length="1"/>`), nil},
		{"in the text", rss(`<description>&lt;p&gt;It reopened.&lt;img src="/p.jpg" alt="A tug"&gt;&lt;/p&gt;</description>`), img("https://a.example/p.jpg", "A tug", "")},
		{"a relative address", rss(summary + `<media:thumbnail url="/p.jpg"/>`), img("https://a.example/p.jpg", "", "")},
		{"a counter of readers by its size", rss(summary + `<media:content url="https://a.example/c.gif" medium="image" width="1" height="1"/>`), nil},
		{"a counter of readers by its address", rss(summary + `<media:content url="https://pixel.wp.com/c.gif" medium="image"/>`), nil},
		{"not of the web", rss(summary + `<media:content url="file:///etc/p.jpg" medium="image"/><media:content url="data:image/png;base64,AAAA" medium="image"/><media:content url="javascript:x" medium="image"/>`), nil},
		{"escapes in the words", rss(summary + `<media:content url="https://a.example/p.jpg" medium="image"><media:description>A&amp;#27;[2J tug&#x9b;1m&#10;leaves</media:description><media:credit>R.&#x202e; Okafor</media:credit></media:content>`),
			img("https://a.example/p.jpg", "A[2J tug›1m leaves", "R. Okafor")},
		{"words for none", rss(summary + `<media:content url="https://a.example/p.jpg" medium="image"><media:description>null</media:description><media:credit>None</media:credit></media:content><media:content url="https://a.example/q.jpg" medium="image"><media:description>N/A</media:description><media:credit>undefined</media:credit></media:content>`),
			[]news.Image{{URL: "https://a.example/p.jpg"}, {URL: "https://a.example/q.jpg"}}},
		{"none among others", rss(summary + `<media:content url="https://a.example/p.jpg" medium="image"><media:description>None of the tugs left</media:description></media:content>`),
			img("https://a.example/p.jpg", "None of the tugs left", "")},
		{"widths of no picture", rss(summary + `<media:content width="99999999999999999999" url="https://a.example/a.jpg"/><media:content width="-5" url="https://a.example/b.jpg"/>`),
			[]news.Image{{URL: "https://a.example/a.jpg"}, {URL: "https://a.example/b.jpg"}}},
		{"Atom", `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><title>A</title><entry><id>1</id><title>T</title><link href="https://a.example/1"/><summary>S</summary><media:thumbnail url="https://a.example/p.jpg"/><media:credit>R. Okafor</media:credit></entry></feed>`,
			img("https://a.example/p.jpg", "", "R. Okafor")},
		{"JSON Feed", `{"version":"https://jsonfeed.org/version/1.1","title":"A","items":[{"id":"1","url":"https://a.example/1","title":"T","content_text":"x","image":"https://a.example/p.jpg","banner_image":"https://a.example/p.jpg"}]}`,
			img("https://a.example/p.jpg", "", "")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := Parse(news.Feed{}, Document{URL: "https://a.example/feed", Body: []byte(tt.doc)}, time.Unix(1.7e9, 0), nil)
			if err != nil || len(p.Items) != 1 {
				t.Fatalf("%d items, %v", len(p.Items), err)
			}
			if got := p.Items[0].Images; !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
		})
	}
}
