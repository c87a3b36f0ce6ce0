package feeds

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
)

// offers shows the feeds found behind an address with what each brings, for the reader
// to choose one.
type offers struct {
	*draw.Look
	page.Sheet
	address string
	found   []news.Offer
	busy    bool // one of them is being added

	subs page.Subscriptions
}

// NewOffers makes the page of the feeds behind an address.
func NewOffers(d page.Deps) page.Page { return &offers{Look: d.Look, subs: d.Subs} }

// LookFor asks what feeds there are behind an address.
func LookFor(d page.Subscriptions, address string) page.Ask {
	return func(ctx context.Context) tea.Msg {
		found, err := d.Offers(ctx, address)
		return page.OffersMsg{Address: address, Found: found, Err: err}
	}
}

// Open shows what was found.
func (o *offers) Open(at page.Reader) (page.Intent, bool) {
	if at.Of.Offers == nil {
		return nil, false
	}
	o.address, o.found, o.busy = at.Of.Offers.Address, at.Of.Offers.Found, false
	o.list()
	return nil, true
}

func (o *offers) list() {
	var entries []page.Entry
	for i := range o.found {
		entries = append(entries, page.Entry{Draw: func(w int, chosen bool) []string { return o.card(&o.found[i], w, chosen) }})
	}
	o.Fill(entries)
}

// card draws a feed: name, what it brings, its newest headlines.
func (o *offers) card(f *news.Offer, w int, chosen bool) []string {
	var out []string
	put := func(indent int, text string, st func(b *strings.Builder, s string)) {
		var b strings.Builder
		if chosen {
			o.Theme.Bar.Write(&b, o.Glyphs.Bar)
		} else {
			b.WriteByte(' ')
		}
		draw.Pad(&b, indent)
		text = draw.Clip(draw.Tame(text), w-indent-2, o.Glyphs.Ellipsis)
		st(&b, text)
		draw.Pad(&b, w-1-indent-draw.Width(text))
		out = append(out, b.String())
	}
	name, dim := o.Theme.Text.Write, o.Theme.Dim.Write
	if chosen {
		name = o.Theme.Selected.Write
	}
	put(1, feedName(o.Look, &f.Feed), name)
	parts := []string{draw.Plural(f.Items, "story", "stories")}
	if f.PerDay > 0 {
		parts = append(parts, fmt.Sprintf("about %.0f a day", max(f.PerDay, 1)))
	}
	if !f.Newest.IsZero() {
		parts = append(parts, "newest "+o.When(f.Newest))
	}
	if f.Feed.Lang != "" {
		parts = append(parts, f.Feed.Lang)
	}
	if f.Known {
		parts = append(parts, "you have it already")
	}
	put(3, o.Join(parts...), dim)
	put(3, news.Redact(f.Feed.URL), dim)
	for i, h := range f.Headlines {
		if chosen || i == 0 {
			put(3, o.Glyphs.Dot+" "+h, func(b *strings.Builder, s string) { b.WriteString(s) })
		}
	}
	return append(out, "")
}

func (o *offers) Update(msg tea.Msg) page.Intent {
	added, ok := msg.(page.SubscribedMsg)
	if !ok {
		return nil
	}
	o.busy = false
	if added.Err != nil {
		return nil
	}
	return page.GoBack{}
}

func (o *offers) View(w, h int) string {
	return strings.Join(o.Sheet.View(o.Look, w, h), "\n")
}

func (o *offers) Title() string {
	return o.Join("Add a feed", draw.Plural(len(o.found), "feed", "feeds")+" found at "+news.Redact(o.address))
}

func (o *offers) Words() string                   { return "" }
func (o *offers) Wheel(n int)                     { o.Step(n) }
func (o *offers) Heard(news.Bulletin) page.Intent { return nil }

func (o *offers) Hints() [][2]string {
	k := o.Keys
	return [][2]string{{k.Open.First(), "add it"}, {keys.Pair(&k.Down, &k.Up), "move"}, {k.Back.First(), "add none"}}
}

func (o *offers) Click(_, y int) page.Intent {
	if o.Clicked(o.Look, y) {
		return o.choose()
	}
	return nil
}

func (o *offers) Key(key string, n int) page.Intent {
	switch k := o.Keys; {
	case o.Turn(o.Look, key, n):
	case k.Open.Is(key):
		return o.choose()
	case k.Back.Is(key):
		return page.GoBack{}
	}
	return nil
}

// choose subscribes to the feed under the cursor.
func (o *offers) choose() page.Intent {
	if o.Sel >= len(o.found) || o.busy {
		return nil
	}
	f := &o.found[o.Sel]
	if f.Known {
		return page.Say("you have this feed already")
	}
	o.busy = true
	return page.Several{page.Say("adding " + feedName(o.Look, &f.Feed) + o.Glyphs.Ellipsis), subscribe(o.subs, f.Feed.URL)}
}

// subscribe adds the feed found at an address.
func subscribe(d page.Subscriptions, url string) page.Ask {
	return func(ctx context.Context) tea.Msg {
		f, err := d.Subscribe(ctx, url)
		return page.SubscribedMsg{URL: url, Feed: f, Err: err}
	}
}
