package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// heldBook takes a book up as it was held: answers to what was asked since come too late.
func (m *Model) heldBook(b *book, gen int) tea.Cmd {
	b.gen = gen + 1
	if !b.loaded {
		return m.loadBook(b, b.level)
	}
	return nil
}

// entityScopes are the scopes of an entity: what it says, what others say about it, all
// stories that name it.
func entityScopes(e news.Entity) (s [levels]named) {
	s[byName] = named{news.Scope{Entity: e, Side: news.BySide}, "by " + e.Name}
	s[aboutName] = named{news.Scope{Entity: e, Side: news.OnSide}, "about " + e.Name}
	s[shown] = named{news.Scope{Entity: e}, "all that name it"}
	return s
}

// openClaimed opens the claims by or about an entity, or the figures of its stories, at
// the row of a mark.
func (m *Model) openClaimed(to cover, e news.Entity, l level, at *news.Carrier) tea.Cmd {
	if m.opt.Ledger == nil {
		m.say("claims and figures cannot be listed here")
		return nil
	}
	m.openPage(to)
	b := m.openBook()
	b.scopes, b.seek = entityScopes(e), at
	return m.loadBook(b, l)
}
