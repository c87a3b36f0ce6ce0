package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/layout"
	"dateline/ui/list"
	"dateline/ui/notes"
	"dateline/ui/page"
	"dateline/ui/pages/entity"
	"dateline/ui/prompt"
	"dateline/ui/related"
	"dateline/ui/status"
	"dateline/ui/story"
	"dateline/ui/subs"
	"dateline/ui/theme"
	"dateline/ui/undo"
	"dateline/ui/watches"
)

// First is the query of the rows that screens with this memory ask for first: it can be
// looked up while they are being made.
func First(mem Memory) news.ListQuery {
	l := list.New(page.Deps{}, recalledView(mem))
	l.Recall(mem.Recall)
	return l.FirstQuery()
}

func recalledView(mem Memory) news.View {
	if mem.Recall("view") == string(news.Wire) {
		return news.Wire
	}
	return news.Top
}

// New makes the screens. ctx ends with the session and cancels what they have asked
// the desk for.
func New(ctx context.Context, d page.Desk, o Options) *Model {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Memory != nil {
		o.recall(o.Memory.Recall)
	}
	bound, err := keys.Rebound(o.Keys)
	if err != nil {
		bound = keys.Default().Learn() // whoever reads settings has told of it by Check
	}
	if o.Served {
		bound.Drop(&bound.Suspend)
		bound.Browser.Help = "copy the link, for your browser"
	}
	p, auto := o.palette()
	if o.Subscriptions == nil {
		o.Subscriptions = page.NoFeeds{}
	}
	k := draw.New(bound, o.Zone, o.Now(), o.Isolate)
	k.Dress(theme.Must(p), o.glyphs())
	m := &Model{ctx: ctx, desk: d, opt: o, Look: k, autoTheme: auto, mouse: !o.NoMouse, after: tea.Tick}
	m.view = news.Top
	m.keyed, m.commands = newKeyTables(), commandTable(o.Served)
	deps := page.Deps{Look: k, Desk: d, Subs: o.Subscriptions, Ledger: o.Ledger, Profiles: o.Profiles, Archive: o.Archive,
		Watchlist: o.Watchlist, Values: o.Values, LastVisit: o.LastVisit, Version: o.Version, Commands: commandWords(m.commands), Served: o.Served}
	m.top, m.wire = list.New(deps, news.Top), list.New(deps, news.Wire)
	m.story = story.New(deps, o.Photos, o.AnyGraphics)
	m.story.Unsure = o.Unsure
	m.story.ShowClaims(o.Claims)
	m.related = related.New(deps)
	m.joining = related.NewJoining(deps)
	m.prompt = prompt.New(k, deps.Commands, entity.CountryNames())
	m.notes = notes.New(deps)
	m.undo, m.status = undo.New(k), status.New(k)
	m.subs, m.watches = subs.New(deps, &m.prompt), watches.New(deps, &m.prompt)
	m.pages = makePages(deps)
	m.hand = hand{k, o.AtHand, o.Now, k.Now}
	if mem := o.Memory; mem != nil {
		m.frame = layout.ParseFrame(mem.Recall("frame"))
		m.view = recalledView(mem)
		m.stood = mem.Recall("open")
		for _, part := range []interface {
			Recall(kept func(key string) string)
		}{&m.top, &m.wire, &m.story, &m.prompt} {
			part.Recall(mem.Recall)
		}
	}
	if o.Tour {
		m.do(page.Show{Page: page.Tour})
	}
	m.watch = d.Watch(ctx)
	return m
}
