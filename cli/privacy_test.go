package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"dateline/desk"
	"dateline/news"
	"dateline/sshd"
)

// secretWord is in every part of the story of a personal feed, and its figures are nobody else's.
const secretWord, secretFigure = "zyxquark", "7777771"

// personalStory subscribes ana to a feed of her own with one story, which tells what another
// outlet tells so that it joins its event, and returns the story and that event.
func personalStory(t *testing.T, room *newsroom) (news.StoryID, news.EventID) {
	t.Helper()
	ctx := t.Context()
	var near news.Article
	for _, a := range filed(t, room) {
		if a.Lang == "en" && a.Event.Outlets > 3 && len(a.Claims) > 0 && len(a.Text) > len(near.Text) {
			near = a
		}
	}
	if near.ID == "" {
		t.Fatal("no story that several outlets tell")
	}
	f := news.Feed{ID: "hers", URL: "https://zyxquark.example/feed", Title: "Zyxquark Letters", Outlet: "Zyxquark Letters", Aliases: []string{"Zyxquark"}, Country: "NRU", Added: room.clock()}
	if _, err := room.store.Subscribe(ctx, "ana", []news.Feed{f}); err != nil {
		t.Fatal(err)
	}
	for _, user := range []news.User{"ana", "ben"} {
		for _, on := range news.Triggers() {
			w := news.SavedSearch{Name: "all " + string(on), Query: "lang:en", Fires: []news.Trigger{on}}
			if _, err := room.desk.Session(user, news.Reader).SaveSearch(ctx, w); err != nil {
				t.Fatal(err)
			}
		}
	}
	st := news.Story{ID: "letter", Feed: f.ID, GUID: "letter", URL: "https://zyxquark.example/letter", Outlet: f.Outlet, Lang: "en", Version: 1,
		Title: near.Title + " (Zyxquark)", Text: near.Text + "\n\nQuilp Zyxquark denied it. \"Zyxquark will pay,\" he said. At least 7,777,771 people fled to Nauru, Zyxquark said.",
		Published: near.Published.Add(time.Minute), Seen: room.clock()}
	if _, err := room.store.File(ctx, news.Delivery{Feed: f.ID, Stories: []news.Story{st}, State: news.FetchState{Next: room.clock().Add(time.Hour)}}); err != nil {
		t.Fatal(err)
	}
	if err := room.desk.ReadFiled(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := room.desk.Session("ana", news.Reader).PutNote(ctx, news.Note{Story: st.ID, Shared: true, Text: "Zyxquark again"}); err != nil {
		t.Fatal(err)
	}
	return st.ID, near.Event.ID
}

// asked is what a desk answers to all that is asked of it, as JSON.
func asked(t *testing.T, room *newsroom, d *desk.Desk, user news.User, letter news.StoryID, event news.EventID) map[string]string {
	t.Helper()
	ctx, out := t.Context(), map[string]string{}
	put := func(name string, v any, err error) {
		b, wrong := json.Marshal(v)
		if wrong != nil {
			t.Fatal(wrong)
		}
		out[name] = fmt.Sprintf("%s %v", b, err)
	}
	var all []news.StoryID
	for _, q := range []string{"", "zyxquark", "country:NRU", "feed:zyxquark", "person:quilp", "figure:people>7000000", "claim:denied", "is:unread"} {
		query, err := news.ParseQuery(q)
		if err != nil {
			t.Fatal(err)
		}
		query = query.Resolve(room.clock())
		for _, view := range []news.View{news.Top, news.Wire} {
			p, err := d.Headlines(ctx, news.ListQuery{User: user, View: view, Query: query, Limit: 300})
			put(fmt.Sprintf("%s of %q", view, q), p, err)
			if q == "" {
				for _, h := range p.Rows {
					all = append(all, h.Story)
				}
			}
		}
		claims, err := d.Claims(ctx, news.Scope{Query: query})
		put(fmt.Sprintf("claims of %q", q), claims, err)
		figures, err := d.Figures(ctx, news.Scope{Query: query})
		put(fmt.Sprintf("figures of %q", q), figures, err)
		world, err := d.World(ctx, query, time.UTC)
		put(fmt.Sprintf("the map of %q", q), world, err)
	}
	for _, id := range append(all, letter) {
		a, err := d.Article(ctx, id)
		put(fmt.Sprintf("story %s", id), a, err)
		r, err := d.Related(ctx, id)
		put(fmt.Sprintf("beside %s", id), r, err)
	}
	for name, s := range map[string]news.Scope{"event": {Event: event}, "story": {Story: letter}, "land": {Entity: news.Entity{Kind: news.Country, Ref: "NRU", Name: "Nauru"}}} {
		claims, err := d.Claims(ctx, s)
		put("claims of the "+name, claims, err)
		figures, err := d.Figures(ctx, s)
		put("figures of the "+name, figures, err)
	}
	profile, err := d.Profile(ctx, news.Entity{Kind: news.Country, Ref: "NRU", Name: "Nauru"}, time.UTC)
	put("a profile", profile, err)
	changes, err := d.Changes(ctx, room.clock().Add(-48*time.Hour))
	put("changes", changes, err)
	feeds, err := d.Feeds(ctx)
	put("feeds", feeds, err)
	list, err := d.ExportFeeds(ctx, false)
	put("the list of feeds", string(list), err)
	alerts, err := d.Alerts(ctx, 100)
	put("alerts", alerts, err)
	notes, err := d.Notes(ctx, append(all, letter))
	put("notes", notes, err)
	full, err := room.store.FullText(ctx, user, letter)
	put("the full text", full, err)
	for _, field := range []news.TermField{news.FieldSource, news.FieldCountry, news.FieldAgency} {
		values, err := room.store.Values(ctx, user, field)
		put(fmt.Sprintf("values of %s", field), values, err)
	}
	return out
}

// TestPersonalFeedIsTheirs: what a feed of one reader's own brings is shown to that reader
// and in nothing that another one, or a guest, can ask for.
func TestPersonalFeedIsTheirs(t *testing.T) {
	room := openTestEdition(t)
	letter, event := personalStory(t, room)
	tells := func(text string) bool {
		text = strings.ToLower(strings.ReplaceAll(text, ",", ""))
		return strings.Contains(text, secretWord) || strings.Contains(text, secretFigure)
	}
	for _, row := range []struct {
		reader sshd.Reader
		sees   bool
	}{
		{sshd.Reader{User: "ana", Role: news.Reader}, true},
		{sshd.Reader{User: "ben", Role: news.Reader}, false},
		{sshd.Reader{User: "edith", Role: news.Editor}, false},
		{sshd.Reader{User: "olga", Role: news.Owner}, false},
		{sshd.Reader{User: sshd.GuestUser, Role: news.Guest}, false},
	} {
		t.Run(string(row.reader.User), func(t *testing.T) {
			told := 0
			for name, text := range asked(t, room, room.desk.Session(row.reader.User, row.reader.Role), row.reader.User, letter, event) {
				if !tells(text) {
					continue
				}
				if told++; !row.sees {
					t.Errorf("%s: %.600s", name, text)
				}
			}
			for _, args := range []string{"list -n 0", "list -n 0 --json", "list -n 0 --view top --json", "search dam --json -n 0", "search figure:people>7000000", "search country:NRU --json",
				"show letter --json", "claims --json", "claims country:NRU", "figures --json", "figures country:NRU", "sitrep country:NRU", "sitrep since:3d"} {
				var out bytes.Buffer
				sessions{ctx: context.Background(), room: room}.run(t.Context(), row.reader, Streams{In: strings.NewReader(""), Out: &out, Err: io.Discard}, strings.Fields(args))
				if !tells(out.String()) {
					continue
				}
				if told++; !row.sees {
					t.Errorf("%s: %.600s", args, out.String())
				}
			}
			if row.sees && told < 20 {
				t.Errorf("the subscriber is shown it in %d answers", told)
			}
		})
	}
	if _, err := room.desk.Session("ben", news.Reader).Article(t.Context(), letter); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("the story of another's feed: %v", err)
	}
}
