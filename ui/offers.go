package ui

import (
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
}

// offersMsg answers lookFor.
type offersMsg struct {
	address string
	found   []news.Offer
	err     error
}

// lookFor asks what feeds there are behind an address.
func (m *Model) lookFor(address string) tea.Cmd {
	ctx, d := m.ctx, m.opt.Subscriptions
	return func() tea.Msg {
		found, err := d.Offers(ctx, address)
		return offersMsg{address, found, err}
	}
}

// gotOffers shows what was found, unless the reader has given up waiting.
func (m *Model) gotOffers(msg offersMsg) tea.Cmd {
	if m.prompt.ask != askFeed || !m.prompt.busy {
		return nil
	}
	if msg.err != nil {
		m.prompt.fail(firstLine(msg.err.Error()), -1)
		return nil
	}
	m.prompt.close()
	m.offers = offers{look: m.look, address: msg.address, found: msg.found}
	m.offers.list()
	m.openPage(coverOffers)
	return nil
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

func (o *offers) update(msg tea.Msg) tea.Cmd {
	if msg, ok := msg.(subscribedMsg); ok && msg.err != nil {
		o.busy = false
	}
	return nil
}

func (o *offers) view(w, h int) string {
	return strings.Join(o.sheet.view(o.look, w, h), "\n")
}

func (o *offers) title() string {
	return o.join("Add a feed", plural(len(o.found), "feed", "feeds")+" found at "+news.Redact(o.address))
}

func (o *offers) words() string                       { return "" }
func (o *offers) wheel(n int)                         { o.step(n) }
func (o *offers) heard(*Model, news.Bulletin) tea.Cmd { return nil }

func (o *offers) hints(k *keyMap) [][2]string {
	return [][2]string{{k.Open.first(), "add it"}, {pair(&k.Down, &k.Up), "move"}, {k.Back.first(), "add none"}}
}

func (o *offers) click(m *Model, _, y int) tea.Cmd {
	if o.clicked(o.look, y) {
		return o.choose(m)
	}
	return nil
}

func (o *offers) key(m *Model, key string, n int) tea.Cmd {
	k := m.keys
	switch {
	case o.turn(m.look, k, key, n):
	case k.Open.is(key):
		return o.choose(m)
	case k.Back.is(key):
		return m.leave()
	}
	return nil
}

// choose subscribes to the feed under the cursor.
func (o *offers) choose(m *Model) tea.Cmd {
	if o.sel >= len(o.found) || o.busy {
		return nil
	}
	f := &o.found[o.sel]
	if f.Known {
		m.say("you have this feed already")
		return nil
	}
	o.busy = true
	m.say("adding " + feedName(m.look, &f.Feed) + m.g.Ellipsis)
	return m.subscribe(f.Feed.URL)
}
