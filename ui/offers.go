package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// offers shows the feeds found behind an address with what each brings, for the reader
// to choose one.
type offers struct {
	*look
	sheet
	address string
	found   []news.Offer
	busy    bool // one of them is being added

	subs Subscriptions
}

func newOffers(d deps) page { return &offers{look: d.look, subs: d.subs} }

// lookFor asks what feeds there are behind an address.
func lookFor(d Subscriptions, address string) ask {
	return func(ctx context.Context) tea.Msg {
		found, err := d.Offers(ctx, address)
		return offersMsg{address, found, err}
	}
}

// open shows what was found.
func (o *offers) open(at reader) (intent, bool) {
	if at.of.offers == nil {
		return nil, false
	}
	o.address, o.found, o.busy = at.of.offers.address, at.of.offers.found, false
	o.list()
	return nil, true
}

func (o *offers) list() {
	var entries []entry
	for i := range o.found {
		entries = append(entries, entry{draw: func(w int, chosen bool) []string { return o.card(&o.found[i], w, chosen) }})
	}
	o.fill(entries)
}

// card draws a feed: name, what it brings, its newest headlines.
func (o *offers) card(f *news.Offer, w int, chosen bool) []string {
	var out []string
	put := func(indent int, text string, st func(b *strings.Builder, s string)) {
		var b strings.Builder
		if chosen {
			o.th.Bar.Write(&b, o.g.Bar)
		} else {
			b.WriteByte(' ')
		}
		pad(&b, indent)
		text = clip(tame(text), w-indent-2, o.g.Ellipsis)
		st(&b, text)
		pad(&b, w-1-indent-width(text))
		out = append(out, b.String())
	}
	name, dim := o.th.Text.Write, o.th.Dim.Write
	if chosen {
		name = o.th.Selected.Write
	}
	put(1, feedName(o.look, &f.Feed), name)
	parts := []string{plural(f.Items, "story", "stories")}
	if f.PerDay > 0 {
		parts = append(parts, fmt.Sprintf("about %.0f a day", max(f.PerDay, 1)))
	}
	if !f.Newest.IsZero() {
		parts = append(parts, "newest "+o.when(f.Newest))
	}
	if f.Feed.Lang != "" {
		parts = append(parts, f.Feed.Lang)
	}
	if f.Known {
		parts = append(parts, "you have it already")
	}
	put(3, o.join(parts...), dim)
	put(3, news.Redact(f.Feed.URL), dim)
	for i, h := range f.Headlines {
		if chosen || i == 0 {
			put(3, o.g.Dot+" "+h, func(b *strings.Builder, s string) { b.WriteString(s) })
		}
	}
	return append(out, "")
}

func (o *offers) update(msg tea.Msg) intent {
	added, ok := msg.(subscribedMsg)
	if !ok {
		return nil
	}
	o.busy = false
	if added.err != nil {
		return nil
	}
	return goBack{}
}

func (o *offers) view(w, h int) string {
	return strings.Join(o.sheet.view(o.look, w, h), "\n")
}

func (o *offers) title() string {
	return o.join("Add a feed", plural(len(o.found), "feed", "feeds")+" found at "+news.Redact(o.address))
}

func (o *offers) words() string              { return "" }
func (o *offers) wheel(n int)                { o.step(n) }
func (o *offers) heard(news.Bulletin) intent { return nil }

func (o *offers) hints() [][2]string {
	k := o.keys
	return [][2]string{{k.Open.first(), "add it"}, {pair(&k.Down, &k.Up), "move"}, {k.Back.first(), "add none"}}
}

func (o *offers) click(_, y int) intent {
	if o.clicked(o.look, y) {
		return o.choose()
	}
	return nil
}

func (o *offers) key(key string, n int) intent {
	switch k := o.keys; {
	case o.turn(o.look, key, n):
	case k.Open.is(key):
		return o.choose()
	case k.Back.is(key):
		return goBack{}
	}
	return nil
}

// choose subscribes to the feed under the cursor.
func (o *offers) choose() intent {
	if o.sel >= len(o.found) || o.busy {
		return nil
	}
	f := &o.found[o.sel]
	if f.Known {
		return say("you have this feed already")
	}
	o.busy = true
	return several{say("adding " + feedName(o.look, &f.Feed) + o.g.Ellipsis), subscribe(o.subs, f.Feed.URL)}
}

// subscribe adds the feed found at an address.
func subscribe(d Subscriptions, url string) ask {
	return func(ctx context.Context) tea.Msg {
		f, err := d.Subscribe(ctx, url)
		return subscribedMsg{url, f, err}
	}
}
