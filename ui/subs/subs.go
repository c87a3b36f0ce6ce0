// Package subs is what a reader does to subscriptions from anywhere: adds a feed by its
// address, imports and exports them, fetches them, and is told what came of it.
package subs

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/pages/feeds"
	"dateline/ui/prompt"
)

// Subs asks for what a reader wants of subscriptions.
type Subs struct {
	*draw.Look
	from     page.Subscriptions
	prompt   *prompt.Prompt
	fetching bool // the reader asked for the round under way
}

type (
	// listedMsg says what came of importing or exporting subscriptions.
	listedMsg struct {
		said string
		what string
		err  error
	}
	// copyMsg is the list of subscriptions, to be copied.
	copyMsg struct {
		document []byte
		err      error
	}
	// refreshedMsg says that a refresh began, or why not.
	refreshedMsg struct {
		what string
		err  error
	}
)

// New makes one that types in a prompt.
func New(d page.Deps, p *prompt.Prompt) Subs { return Subs{Look: d.Look, from: d.Subs, prompt: p} }

// List asks for the subscriptions.
func (s *Subs) List() page.Intent { return page.AskFeeds(s.from) }

// AddCommand adds the feed of an address, or asks for one.
func (s *Subs) AddCommand(address string) page.Intent {
	s.prompt.Open(prompt.Feed, address)
	if address == "" {
		return nil
	}
	return s.Add(address)
}

// Add checks an address that was typed and asks for its feeds.
func (s *Subs) Add(text string) page.Intent {
	if text == "" {
		s.prompt.Close()
		return nil
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || strings.ContainsAny(text, " \t"):
		s.prompt.Fail("not an address; expected something like https://example.org/feed.xml", -1)
		return nil
	case u.Scheme != "http" && u.Scheme != "https":
		s.prompt.Fail("only http and https addresses can be fetched", -1)
		return nil
	}
	s.prompt.Wait()
	return feeds.LookFor(s.from, text)
}

// Import subscribes to what a file lists.
func (s *Subs) Import(path string) page.Intent {
	if path == "" {
		return s.wants("import ", "expected the name of a file")
	}
	return s.take(path, path)
}

// ImportList subscribes to what a list at an address holds, or one that was pasted.
func (s *Subs) ImportList(text string) page.Intent {
	switch {
	case text == "":
		return s.wants("import ", "expected the address of a list of feeds, or the list itself, pasted")
	case strings.HasPrefix(text, "<"):
		return s.take(text, "the list that was pasted")
	}
	return s.take(text, news.Redact(text))
}

// take subscribes to what a list holds, which is called name.
func (s *Subs) take(path, name string) page.Intent {
	d, sep := s.from, s.Sep()
	return page.Several{page.Say("reading " + name + s.Glyphs.Ellipsis), page.Ask(func(ctx context.Context) tea.Msg {
		x, err := d.Import(ctx, path)
		said := []string{"added " + draw.Plural(x.Added, "feed", "feeds")}
		if x.Known > 0 {
			said = append(said, draw.Thousands(x.Known)+" there already")
		}
		if n := len(x.Left); n > 0 {
			said = append(said, draw.Thousands(n)+" left out, no http address: "+strings.Join(x.Left[:min(n, 2)], ", "))
		}
		return listedMsg{strings.Join(said, sep), "import " + name, err}
	})}
}

// Export writes the subscriptions to a file.
func (s *Subs) Export(path string) page.Intent {
	if path == "" {
		return s.wants("export ", "expected the name of a file")
	}
	d := s.from
	return page.Ask(func(ctx context.Context) tea.Msg {
		n, err := d.Export(ctx, path)
		return listedMsg{draw.Plural(n, "feed", "feeds") + " written to " + path, "export", err}
	})
}

// Copy copies the subscriptions as OPML.
func (s *Subs) Copy() page.Intent {
	d := s.from
	return page.Ask(func(ctx context.Context) tea.Msg {
		document, err := d.ExportFeeds(ctx, false)
		return copyMsg{document, err}
	})
}

// wants asks for what a command lacks.
func (s *Subs) wants(command, what string) page.Intent {
	s.prompt.Open(prompt.Command, command)
	s.prompt.Fail(what, -1)
	return nil
}

// RefreshAll starts fetching every feed, due or not: the reader asked. What a server
// asked for itself (Retry-After) still holds.
func (s *Subs) RefreshAll() page.Intent {
	const what = "fetching all feeds"
	d := s.from
	s.fetching = true
	return page.Several{page.Say(what), page.Ask(func(ctx context.Context) tea.Msg {
		feeds, err := d.Feeds(ctx)
		if err != nil {
			return refreshedMsg{what, err}
		}
		all := make([]news.FeedID, len(feeds))
		for i := range feeds {
			all[i] = feeds[i].ID
		}
		return refreshedMsg{what, d.Refresh(ctx, all...)}
	})}
}

// Refresh starts fetching the named feeds.
func (s *Subs) Refresh(what string, only ...news.FeedID) page.Intent {
	d := s.from
	s.fetching = true
	return page.Several{page.Say(what), page.Ask(func(ctx context.Context) tea.Msg { return refreshedMsg{what, d.Refresh(ctx, only...)} })}
}

// RefreshOf starts fetching the feed of a story; row is the one that the list has selected.
func (s *Subs) RefreshOf(of, row page.Target) page.Intent {
	if of.Feed == "" {
		return nil
	}
	name := "its feed"
	if row.Feed == of.Feed {
		name = row.Name
	}
	return s.Refresh("fetching "+name, of.Feed)
}

// Update takes what came of it.
func (s *Subs) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case page.SubscribedMsg:
		return s.subscribed(msg)
	case page.OffersMsg:
		return s.offered(msg)
	case listedMsg:
		if msg.err != nil {
			return page.Fail{What: msg.what, Err: msg.err}
		}
		return page.Several{page.Say(msg.said), s.List(), page.Renew{}}
	case copyMsg:
		if msg.err != nil {
			return page.Fail{What: "export", Err: msg.err}
		}
		return page.CopyText{Text: string(msg.document), What: "list of feeds", Shown: "OPML"}
	case refreshedMsg:
		if msg.err != nil {
			s.fetching = false
			return page.Fail{What: msg.what, Err: msg.err}
		}
	}
	return nil
}

// subscribed tells what came of adding a feed.
func (s *Subs) subscribed(msg page.SubscribedMsg) page.Intent {
	if msg.Err != nil {
		return page.Fail{What: "add " + news.Redact(msg.URL), Err: msg.Err}
	}
	name := msg.Feed.Title
	if name == "" {
		name = news.Redact(msg.Feed.URL)
	}
	label := "added " + name + ": " + draw.Plural(msg.Feed.Items, "story", "stories")
	return page.Several{page.Done{Label: label, Undo: feeds.RemoveFeed(s.from, s.Look, msg.Feed.Feed)}, page.Renew{}, s.List()}
}

// offered shows what was found behind an address, unless the reader has given up waiting.
func (s *Subs) offered(msg page.OffersMsg) page.Intent {
	if s.prompt.Kind() != prompt.Feed || !s.prompt.Waiting() {
		return nil
	}
	if msg.Err != nil {
		s.prompt.Fail(draw.FirstLine(msg.Err.Error()), -1)
		return nil
	}
	s.prompt.Close()
	return page.Show{Page: page.Offers, Of: page.Subject{Offers: &msg}}
}

// Ended tells what a round brought that has ended, when the reader asked for it or it
// brought nothing.
func (s *Subs) Ended(r news.Round) page.Intent {
	if r.Total == 0 || !s.fetching && r.Failed < r.Total {
		return nil
	}
	s.fetching = false
	fresh, why := draw.Plural(r.New, "new story", "new stories"), s.Does(&s.Keys.Sources, "says why")
	switch {
	case r.Failed == r.Total:
		return page.Warn("no feed could be reached; what is stored is shown, " + why)
	case r.Failed > 0:
		return page.Say(s.Join("fetched "+draw.Plural(r.Total-r.Failed, "feed", "feeds"), fresh, fmt.Sprintf("%d failed, ", r.Failed)+why))
	}
	return page.Say(s.Join("fetched "+draw.Plural(r.Total, "feed", "feeds"), fresh))
}
