package desk

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"dateline/news"
)

func TestOffersPreviewWithoutSubscribing(t *testing.T) {
	w := newWorld()
	w.hosts["harbour"] = page(rss("harbour", item{"1", "Examplia opens a bridge", "The bridge is open."}, item{"2", "Ferry sails", "It sails."}))
	s := openStore(t, w)
	d := deskFor(t, w, s)
	offers, err := d.Offers(t.Context(), feedAt("harbour").URL)
	if err != nil || len(offers) != 1 {
		t.Fatalf("%+v, %v", offers, err)
	}
	if o := offers[0]; o.Known || o.Items != 2 || len(o.Headlines) != 2 || o.Newest.IsZero() {
		t.Errorf("%+v", o)
	}
	if feeds, _ := d.Feeds(t.Context()); len(feeds) != 0 {
		t.Error("the preview subscribed")
	}
	if _, err := d.Subscribe(t.Context(), feedAt("harbour").URL); err != nil {
		t.Fatal(err)
	}
	if offers, err = d.Offers(t.Context(), feedAt("harbour").URL); err != nil || !offers[0].Known {
		t.Errorf("a known feed: %+v, %v", offers, err)
	}
}

// A feed that is changed or removed can be brought back as it was, with its stories.
func TestFeedChangesCanBeTakenBack(t *testing.T) {
	w := newWorld()
	w.hosts["harbour"] = page(rss("harbour", item{"1", "Examplia opens a bridge", "The bridge is open."}))
	s := openStore(t, w)
	subscribe(t, s, "harbour")
	d := deskFor(t, w, s)
	refresh(t, d)
	feeds, _ := d.Feeds(t.Context())
	f := feeds[0].Feed
	f.Folder, f.Muted = "ports", true
	before, err := d.PutFeed(t.Context(), f)
	if err != nil || before.Folder != "" || before.Muted {
		t.Fatalf("before %+v, %v", before, err)
	}
	removed, err := d.RemoveFeed(t.Context(), f.ID)
	if err != nil || removed.Folder != "ports" || len(wire(t, d)) != 0 {
		t.Fatalf("removed %+v, %v", removed, err)
	}
	if _, err := d.PutFeed(t.Context(), removed); err != nil || len(wire(t, d)) != 1 {
		t.Errorf("brought back: %d stories, %v", len(wire(t, d)), err)
	}
	if _, err := d.RemoveFeed(t.Context(), "nosuchfeed"); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("a feed that is not there: %v", err)
	}
}

func TestImportAndExport(t *testing.T) {
	const opml = `<?xml version="1.0"?><opml version="2.0"><body><outline text="ports">
<outline type="rss" text="Harbour" xmlUrl="https://harbour.test/feed"/>
<outline type="rss" text="Upland" xmlUrl="https://upland.test/feed"/>
<outline type="rss" text="Shell" xmlUrl="exec:ls"/></outline></body></opml>`
	w := newWorld()
	d := deskFor(t, w, openStore(t, w))
	for _, row := range []struct {
		name, document string
		want           news.Imported
	}{
		{"opml", opml, news.Imported{Added: 2, Left: []string{"exec:ls"}}},
		{"the same once more", opml, news.Imported{Known: 2, Left: []string{"exec:ls"}}},
		{"newsboat urls", "https://coast.test/feed \"~Coast\" sea\n# a comment\nhttps://harbour.test/feed\n", news.Imported{Added: 1, Known: 1}},
	} {
		if got, err := d.ImportFeeds(t.Context(), []byte(row.document)); err != nil || !reflect.DeepEqual(got, row.want) {
			t.Errorf("%s: %+v, %v; want %+v", row.name, got, err, row.want)
		}
	}
	for _, urls := range []bool{false, true} {
		list, err := d.ExportFeeds(t.Context(), urls)
		if err != nil || strings.Count(string(list), "https://") != 3 {
			t.Errorf("urls %t: %v\n%s", urls, err, list)
		}
		fresh := deskFor(t, w, openStore(t, w))
		if got, err := fresh.ImportFeeds(t.Context(), list); err != nil || got.Added != 3 {
			t.Errorf("urls %t: read back %+v, %v", urls, got, err)
		}
	}
	if _, err := d.ImportFeeds(t.Context(), []byte("<html><body>no list</body></html>")); err == nil {
		t.Error("a broken document was imported")
	}
}
