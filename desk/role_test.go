package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

const secretURL = "https://mine.example/s3cret9q2w7e4r6t1y8u5/feed?token=s3cret"

// shared is a newsroom with a shared feed, two stories and readers in all roles.
func shared(t *testing.T) (*world, *Desk, map[news.Role]*Desk) {
	t.Helper()
	w := newWorld()
	w.hosts["harbour"] = page(rss("harbour", item{"1", "Examplia opens a bridge", "The bridge is open."}, item{"2", "Ferry sails", "It sails."}))
	w.hosts["mine.example"] = page(rss("mine", item{"1", "Examplia opens a bridge", "Told to me alone."}))
	w.hosts["other.example"] = page(rss("other", item{"1", "Another", "Text."}))
	s := openStore(t, w)
	subscribe(t, s, "harbour")
	d := deskFor(t, w, s)
	refresh(t, d)
	readers := map[news.Role]*Desk{}
	for _, r := range news.Roles() {
		readers[r] = d.Session(news.User("the "+string(r)), r)
	}
	return w, d, readers
}

// Who may do what: each act by each role.
func TestRights(t *testing.T) {
	story := news.NewStoryID(feedAt("harbour").ID, "1")
	second := news.NewStoryID(feedAt("harbour").ID, "2")
	for _, row := range []struct {
		act   act
		name  string
		least news.Role
		do    func(t *testing.T, d *Desk) error
	}{
		{actMark, "mark", news.Reader, func(t *testing.T, d *Desk) error {
			_, err := d.Mark(t.Context(), news.Change{Kind: news.MarkStarred, On: true, Stories: []news.StoryID{story}})
			return err
		}},
		{actMark, "mark all", news.Reader, func(t *testing.T, d *Desk) error {
			_, err := d.MarkAll(t.Context(), news.Query{}, news.Change{Kind: news.MarkRead, On: true})
			return err
		}},
		{actMark, "save a search", news.Reader, func(t *testing.T, d *Desk) error {
			_, err := d.SaveSearch(t.Context(), news.SavedSearch{Name: "x", Query: "bridge"})
			return err
		}},
		{actMark, "write a note", news.Reader, func(t *testing.T, d *Desk) error {
			_, err := d.PutNote(t.Context(), news.Note{Story: story, Text: "mine"})
			return err
		}},
		{actFetch, "fetch a page", news.Reader, func(t *testing.T, d *Desk) error {
			_, err := d.FullText(t.Context(), story)
			return err
		}},
		{actFetch, "fetch feeds", news.Reader, func(t *testing.T, d *Desk) error { return d.Refresh(t.Context()) }},
		{actSubscribe, "subscribe", news.Reader, func(t *testing.T, d *Desk) error {
			_, err := d.Subscribe(t.Context(), "https://other.example/feed")
			return err
		}},
		{actSubscribe, "import", news.Reader, func(t *testing.T, d *Desk) error {
			_, err := d.ImportFeeds(t.Context(), []byte("https://new.example/feed\n"))
			return err
		}},
		{actSubscribe, "leave a shared feed", news.Reader, func(t *testing.T, d *Desk) error {
			_, err := d.RemoveFeed(t.Context(), feedAt("harbour").ID)
			return err
		}},
		{actShare, "fetch a shared feed another way", news.Editor, func(t *testing.T, d *Desk) error {
			f, err := d.o.Store.Feed(t.Context(), d.user, feedAt("harbour").ID)
			if err != nil {
				return err
			}
			f.Interval = time.Hour
			_, err = d.PutFeed(t.Context(), f.Feed)
			return err
		}},
		{actCorrect, "change an event", news.Editor, func(t *testing.T, d *Desk) error {
			_, err := d.Correct(t.Context(), news.Correction{Stories: []news.StoryID{story}, Event: news.EventID(second), Same: true})
			return err
		}},
		{actDisclose, "share a secret address", news.Owner, func(t *testing.T, d *Desk) error {
			f := news.Feed{ID: news.NewFeedID(secretURL), URL: secretURL, Title: "mine"}
			if _, err := d.o.Store.Subscribe(t.Context(), d.user, []news.Feed{f}); err != nil {
				return err
			}
			_, err := d.PutFeed(t.Context(), f) // no longer personal
			return err
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			for _, role := range news.Roles() {
				_, _, readers := shared(t)
				err := row.do(t, readers[role])
				if refused := errors.Is(err, news.ErrNotAllowed); refused == role.AtLeast(row.least) {
					t.Errorf("%s: %v", role, err)
				} else if refused && (strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), " is for ")) {
					t.Errorf("%s is told %q", role, err)
				}
			}
		})
	}
	for _, r := range rights {
		if !r.least.AtLeast(news.Reader) || r.words == "" {
			t.Errorf("%+v", r)
		}
	}
}

// A guest reads: that nothing of it is kept is not told.
func TestGuestReads(t *testing.T) {
	_, d, readers := shared(t)
	guest := readers[news.Guest]
	story := news.NewStoryID(feedAt("harbour").ID, "1")
	undo, err := guest.Mark(t.Context(), news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{story}})
	if err != nil || undo.On || !slices.Equal(undo.Stories, []news.StoryID{story}) {
		t.Errorf("opening a story: %+v, %v", undo, err)
	}
	if err := guest.Looked(t.Context(), news.EventID(story)); err != nil {
		t.Errorf("looking at its event: %v", err)
	}
	if err := guest.Leave(t.Context(), news.Bookmark{Story: story, Version: 1, Offset: 3}); err != nil {
		t.Errorf("leaving it: %v", err)
	}
	a, err := d.o.Store.Article(t.Context(), guest.user, story)
	if err != nil || a.Read || a.Bookmark.Version != 0 {
		t.Errorf("read %v, bookmark %+v, %v", a.Read, a.Bookmark, err)
	}
}

// A reader's own feed is nobody else's, whatever the engines make of it: its story, which
// is of an event that all know, stays alone.
func TestOwnFeedStaysOwn(t *testing.T) {
	_, d, readers := shared(t)
	ana, ben := readers[news.Reader], readers[news.Editor]
	f, err := ana.Subscribe(t.Context(), secretURL)
	if err != nil || !f.Personal || f.Items != 1 {
		t.Fatalf("%+v, %v", f, err)
	}
	refresh(t, d)
	if n := len(wire(t, ana)); n != 3 {
		t.Errorf("ana has %d stories", n)
	}
	for _, other := range []*Desk{ben, readers[news.Owner], d} {
		if n := len(wire(t, other)); n != 2 {
			t.Errorf("%s has %d stories", other.user, n)
		}
		feeds, err := other.Feeds(t.Context())
		if err != nil || len(feeds) != 1 {
			t.Errorf("%s has feeds %v, %v", other.user, feeds, err)
		}
	}
	own := news.NewStoryID(f.ID, "1")
	a, err := ana.Article(t.Context(), own)
	if err != nil || a.Event.Stories != 1 || !a.Tagged {
		t.Errorf("its event is %+v, tagged %v, %v", a.Event, a.Tagged, err)
	}
	if _, err := ben.Article(t.Context(), own); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("ben reads it: %v", err)
	}
	p, err := ben.Related(t.Context(), news.NewStoryID(feedAt("harbour").ID, "1"))
	if err != nil || slices.ContainsFunc(p.Rows, func(r news.RelatedRow) bool { return r.Story == own }) || slices.Contains(p.NotCarried, "mine") {
		t.Errorf("ben's panel is %+v, %v", p, err)
	}
	if err := ben.Refresh(t.Context(), f.ID); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("ben has it fetched: %v", err)
	}
	_, err = readers[news.Owner].Correct(t.Context(), news.Correction{Stories: []news.StoryID{own}, Event: news.EventID(own), Same: true})
	if err == nil {
		t.Error("the owner corrects it")
	}
}

// What a reader changes of a shared feed is his own; what an editor changes is everybody's.
func TestFeedChangesByRole(t *testing.T) {
	_, d, readers := shared(t)
	ana, ben := readers[news.Reader], readers[news.Editor]
	feed := func(d *Desk) news.Feed {
		t.Helper()
		f, err := d.o.Store.Feed(t.Context(), d.user, feedAt("harbour").ID)
		if err != nil {
			t.Fatal(err)
		}
		return f.Feed
	}
	f := feed(ana)
	f.Title, f.Muted, f.Folder = "Ana's harbour", true, "ports"
	before, err := ana.PutFeed(t.Context(), f)
	if err != nil || before.Muted {
		t.Fatalf("before %+v, %v", before, err)
	}
	if g := feed(ben); g.Muted || g.Title == f.Title || g.Folder != "" {
		t.Errorf("ben has it as %+v", g)
	}
	if g := feed(ana); !g.Muted || g.Title != f.Title || g.Folder != "ports" {
		t.Errorf("ana has it as %+v", g)
	}
	g := feed(ben)
	g.Folder = "sea"
	if _, err := ben.PutFeed(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	if feed(d).Folder != "sea" || feed(ana).Folder != "ports" {
		t.Errorf("folders are %q and %q", feed(d).Folder, feed(ana).Folder)
	}
	removed, err := ana.RemoveFeed(t.Context(), f.ID)
	if err != nil || len(wire(t, ana)) != 0 || len(wire(t, ben)) != 2 {
		t.Fatalf("ana has %d, ben %d stories, %v", len(wire(t, ana)), len(wire(t, ben)), err)
	}
	if _, err := ana.PutFeed(t.Context(), removed); err != nil || len(wire(t, ana)) != 2 || feed(ana).Folder != "ports" {
		t.Errorf("brought back: %d stories, %+v, %v", len(wire(t, ana)), feed(ana), err)
	}
	if removed, err = ben.RemoveFeed(t.Context(), f.ID); err != nil || len(wire(t, ana)) != 0 || len(wire(t, d)) != 0 {
		t.Fatalf("removed for all: %v", err)
	}
	if _, err := ben.PutFeed(t.Context(), removed); err != nil || len(wire(t, ana)) != 2 || len(wire(t, d)) != 2 {
		t.Errorf("brought back for all: ana has %d, %v", len(wire(t, ana)), err)
	}
}

// Readers who ask for a feed over and over have it fetched once in a while, at whatever they
// ask for together with it.
func TestFetchedAMomentAgo(t *testing.T) {
	for _, row := range []struct {
		name  string
		user  news.User
		after time.Duration
		asked bool
	}{
		{"at once", "ana", 0, false},
		{"a little earlier than one may", "ana", 30*time.Second - time.Second, false},
		{"when one may", "ana", 30 * time.Second, true},
		{"at once, alone at this machine", news.Local, 0, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			w, d, _ := shared(t)
			w.pass(row.after)
			err := d.Session(row.user, news.Owner).Refresh(t.Context(), feedAt("harbour").ID)
			if asked := len(d.takeAsked()) == 1; asked != row.asked || (err == nil) != row.asked {
				t.Errorf("asked for: %v, %v", asked, err)
			}
		})
	}
}

// An editor who left a shared feed as a reader and adds it again sees it again.
func TestAddedAgain(t *testing.T) {
	for _, row := range []struct {
		name string
		add  func(t *testing.T, d *Desk) error
	}{
		{"by its address", func(t *testing.T, d *Desk) error {
			_, err := d.Subscribe(t.Context(), feedAt("harbour").URL)
			return err
		}},
		{"by a list", func(t *testing.T, d *Desk) error {
			added, err := d.ImportFeeds(t.Context(), []byte(feedAt("harbour").URL+"\n"))
			if added.Added != 1 || added.Known != 0 {
				t.Errorf("%+v", added)
			}
			return err
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, d, _ := shared(t)
			if _, err := d.Session("ana", news.Reader).RemoveFeed(t.Context(), feedAt("harbour").ID); err != nil {
				t.Fatal(err)
			}
			ana := d.Session("ana", news.Editor)
			if n := len(wire(t, ana)); n != 0 {
				t.Fatalf("she left it and sees %d stories", n)
			}
			if err := row.add(t, ana); err != nil || len(wire(t, ana)) != 2 {
				t.Errorf("she sees %d stories, %v", len(wire(t, ana)), err)
			}
			if f, err := d.o.Store.Feed(t.Context(), news.AnyUser, feedAt("harbour").ID); err != nil || f.Personal {
				t.Errorf("%+v, %v", f, err)
			}
		})
	}
}

// The secret in the address of a shared feed is told to owners alone, and who changes the
// feed does not lose it.
func TestSharedSecretIsNotTold(t *testing.T) {
	_, _, readers := shared(t)
	owner, editor, reader := readers[news.Owner], readers[news.Editor], readers[news.Reader]
	f, err := owner.Subscribe(t.Context(), secretURL)
	if err != nil || !f.Personal {
		t.Fatalf("%+v, %v", f, err)
	}
	elsewhere := f.Feed
	elsewhere.URL = "https://other.example/feed"
	if _, err := owner.PutFeed(t.Context(), elsewhere); err == nil {
		t.Error("the address of what others may have was changed")
	}
	f.Personal = false
	if _, err := owner.PutFeed(t.Context(), f.Feed); err != nil {
		t.Fatal(err)
	}
	for _, d := range []*Desk{reader, editor} {
		if n := len(wire(t, d)); n != 3 {
			t.Errorf("%s has %d stories", d.user, n)
		}
		urls, err := d.ExportFeeds(t.Context(), true)
		if err != nil || strings.Contains(string(urls), "s3cret") || !strings.Contains(string(urls), "mine.example") {
			t.Errorf("%s exports %s, %v", d.user, urls, err)
		}
		for _, h := range wire(t, d) {
			if a, err := d.Article(t.Context(), h.Story); err != nil || strings.Contains(a.Source.URL, "s3cret") {
				t.Errorf("%s reads a story of %s, %v", d.user, a.Source.URL, err)
			}
		}
		own := d.shown(f)
		own.Personal = true
		if _, err := d.PutFeed(t.Context(), own.Feed); err == nil {
			t.Errorf("%s made it his own, who sees its address then", d.user)
		}
	}
	shown := editor.shown(f)
	shown.Folder = "asia"
	if _, err := editor.PutFeed(t.Context(), shown.Feed); err != nil {
		t.Fatal(err)
	}
	for _, d := range []*Desk{reader, editor} { // what undoes a removal tells nobody, and undoes it
		removed, err := d.RemoveFeed(t.Context(), f.ID)
		if err != nil || strings.Contains(removed.URL, "s3cret") {
			t.Errorf("%s removes %s, %v", d.user, removed.URL, err)
		}
		if before, err := d.PutFeed(t.Context(), removed); err != nil || strings.Contains(before.URL, "s3cret") {
			t.Errorf("%s brings it back: %s, %v", d.user, before.URL, err)
		}
		if n := len(wire(t, d)); n != 3 {
			t.Errorf("%s has %d stories", d.user, n)
		}
	}
	got, err := owner.o.Store.Feed(t.Context(), news.AnyUser, f.ID)
	if err != nil || got.URL != secretURL || got.Folder != "asia" {
		t.Errorf("%+v, %v", got.Feed, err)
	}
}

// A reader adds what is fetched for all, where he may, and else for himself, up to a bound.
func TestSubscribeByRole(t *testing.T) {
	for _, row := range []struct {
		role     news.Role
		url      string
		personal bool
	}{
		{news.Reader, "https://other.example/feed", true},
		{news.Editor, "https://other.example/feed", false},
		{news.Editor, secretURL, true},
		{news.Owner, secretURL, true},
	} {
		_, _, readers := shared(t)
		f, err := readers[row.role].Subscribe(t.Context(), row.url)
		if err != nil || f.Personal != row.personal {
			t.Errorf("%s adds %s: personal %v, %v", row.role, row.url, f.Personal, err)
		}
		if _, err := readers[row.role].Subscribe(t.Context(), row.url); !errors.Is(err, news.ErrExists) {
			t.Errorf("%s adds %s again: %v", row.role, row.url, err)
		}
	}
	_, _, readers := shared(t)
	var list strings.Builder
	for i := range maxOwn + 1 {
		fmt.Fprintf(&list, "https://h%d.example/feed\n", i)
	}
	if _, err := readers[news.Reader].ImportFeeds(t.Context(), []byte(list.String())); err == nil {
		t.Error("more than a reader may have")
	}
	if got, err := readers[news.Editor].ImportFeeds(t.Context(), []byte(list.String())); err != nil || got.Added != maxOwn+1 {
		t.Errorf("an editor's are shared: %+v, %v", got, err)
	}
}

// Two sessions of a reader see each other's marks at once; another reader's sleep on.
func TestMarksReachOwnSessions(t *testing.T) {
	_, _, readers := shared(t)
	ana := readers[news.Reader]
	again := ana.Session(ana.user, ana.role)
	mine, others := again.Watch(t.Context()), readers[news.Editor].Watch(t.Context())
	story := news.NewStoryID(feedAt("harbour").ID, "1")
	if _, err := ana.Mark(t.Context(), news.Change{Kind: news.MarkRead, On: true, Stories: []news.StoryID{story}}); err != nil {
		t.Fatal(err)
	}
	if b := <-mine; b.Marked != 1 {
		t.Errorf("%+v", b)
	}
	select {
	case b := <-others:
		t.Errorf("another reader is told %+v", b)
	default:
	}
	if a, err := again.Article(t.Context(), story); err != nil || !a.Read {
		t.Errorf("read %v, %v", a.Read, err)
	}
}
