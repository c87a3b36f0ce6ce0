package ui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// entityView is the Entity page: what the stories on file tell about a country, an
// agency, a person. From two columns' width on the company it keeps stands at the right.
type entityView struct {
	*look
	main, side sheet
	inSide     bool
	asked      news.Entity
	p          news.Profile
	gen        int
	loaded     bool
	slow       bool
	err        error
	two        bool // the columns the sheets are filled for
	tall       bool // there is room for more rows
	times      int  // cells of the column of times
	h          int
}

// profileMsg answers the gen-th question.
type profileMsg struct {
	gen     int
	profile news.Profile
	err     error
}

// entityPane is the name by which lateMsg knows the page.
const entityPane = "entity"

// Widths of the page.
const (
	twoColumns  = 100
	sideColumn  = 38
	tallWindow  = 50 // lines of the window
	leastHeader = 14 // lines of the page from which all of the header is shown
)

// update takes the answer to this page's question; late ones are dropped.
func (v *entityView) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case profileMsg:
		if msg.gen == v.gen {
			v.loaded, v.slow, v.err, v.p = true, false, msg.err, msg.profile
			v.inSide = false
			v.fillRows(v.two)
		}
	case lateMsg:
		if msg.view == entityPane && msg.gen == v.gen && !v.loaded {
			v.slow = true
		}
	}
	return nil
}

// entity is who the page is about, as well as is known.
func (v *entityView) entity() news.Entity {
	if v.loaded && v.err == nil && v.p.Name != "" {
		return v.p.Entity
	}
	return v.asked
}

func (v *entityView) title() string { return v.join("Entity", v.asciiCells(v.entity().Name)) }

// view draws the page.
func (v *entityView) view(w, h int) string {
	v.h = h
	name := v.entity().Name
	switch {
	case errors.Is(v.err, news.ErrNotFound), v.err == nil && v.loaded && v.p.Stories == 0:
		return v.vacant(w, h, "No stored story names “"+name+"”.", "/ searches the text for words. Names are found once a story is tagged.")
	case v.err != nil:
		return v.vacant(w, h, "The page of “"+name+"” cannot be read.", firstLine(v.err.Error())+". r tries again.")
	case !v.loaded && v.slow:
		return v.loading(w, h)
	case !v.loaded:
		return ""
	}
	if two := w >= twoColumns; two != v.two {
		v.fillRows(two)
	}
	if !v.two {
		return strings.Join(v.main.view(v.look, w, h), "\n")
	}
	out := v.header(w, h)
	if h > leastHeader {
		out = append(out, "")
	}
	room := h - len(out)
	left := v.main.view(v.look, w-sideColumn-3, room)
	right := v.side.view(v.look, sideColumn, room)
	for i := range max(len(left), len(right)) {
		var b strings.Builder
		line(&b, left, i, w-sideColumn-3)
		b.WriteByte(' ')
		v.th.Border.Write(&b, v.g.Vertical)
		b.WriteByte(' ')
		line(&b, right, i, sideColumn)
		out = append(out, b.String())
	}
	return strings.Join(out, "\n")
}

// sheet is the column the cursor is in.
func (v *entityView) sheet() *sheet {
	if v.inSide {
		return &v.side
	}
	return &v.main
}

// words says the row under the cursor in words for the status line.
func (v *entityView) words() string {
	if e := v.sheet().chosen(); e != nil && v.loaded && v.err == nil {
		return e.words
	}
	return ""
}

func (v *entityView) hints(k *keyMap) [][2]string {
	hints := [][2]string{{pair(&k.Down, &k.Up), "move"}, {k.Open.first(), "open"}}
	if v.two {
		hints = append(hints, [2]string{k.NextPane.first(), "company"})
	} else {
		hints = append(hints, [2]string{k.NextPane.first(), "next part"})
	}
	return append(hints, [][2]string{{k.Claims.first(), "claims"}, {k.Figures.first(), "figures"}, {k.Back.first(), "back"}}...)
}

func (v *entityView) wheel(n int) { v.sheet().step(n / wheelLines) }

// heard leaves the page alone: rows would move under the cursor. r reads it anew.
func (v *entityView) heard(*Model, news.Bulletin) tea.Cmd { return nil }

func (v *entityView) key(m *Model, key string, n int) tea.Cmd {
	k := m.keys
	switch {
	case v.two && len(v.side.entries) > 0 && (k.NextPane.is(key) || k.PrevPane.is(key)):
		v.inSide = !v.inSide
		v.redraw()
	case v.sheet().turn(m.look, k, key, n):
	case k.Refresh.is(key), k.ShowNew.is(key):
		return m.askEntity(v.asked)
	case k.Open.is(key):
		if e := v.sheet().chosen(); e != nil && e.act != nil && v.loaded {
			return e.act(m)
		}
	case k.Back.is(key):
		return m.leave()
	}
	return nil
}

// redraw drops the drawn rows: which one shows as chosen depends on the column.
func (v *entityView) redraw() {
	for _, s := range []*sheet{&v.main, &v.side} {
		for i := range s.entries {
			s.entries[i].drawn = [2][]string{}
		}
	}
}

// click picks a row; a click on the chosen row opens it.
func (v *entityView) click(m *Model, x, y int) tea.Cmd {
	if !v.loaded || v.err != nil {
		return nil
	}
	s, inSide := &v.main, false
	if v.two {
		head := v.header(m.w-2, v.h)
		if y -= len(head); v.h > leastHeader {
			y--
		}
		if x > m.w-2-sideColumn-3 {
			s, inSide = &v.side, true
		}
	}
	i := s.at(m.look, y)
	if i < 0 || s.entries[i].head {
		return nil
	}
	if i == s.sel && inSide == v.inSide {
		return s.entries[i].act(m)
	}
	s.sel, v.inSide = i, inSide
	v.redraw()
	return nil
}

// hold returns what brings the page back as it is now.
func (v *entityView) hold() func(*Model) tea.Cmd {
	was := *v
	return func(m *Model) tea.Cmd {
		gen := v.gen
		*v = was
		v.gen = gen + 1 // what was asked since is answered too late
		if !v.loaded {
			return m.askEntity(v.asked)
		}
		v.redraw()
		return nil
	}
}

// openEntity opens an entity's page. Back returns to what is there now, the page of
// another entity included.
func (m *Model) openEntity(e news.Entity) tea.Cmd {
	if m.opt.Profiles == nil {
		m.say("names cannot be looked up here")
		return nil
	}
	if m.cover == coverEntity && m.entity.entity().Is(e) && e.Kind != "" {
		return nil
	}
	m.history.push(m.here())
	m.showPage(coverEntity)
	return m.askEntity(e)
}

// askEntity asks for the page of an entity.
func (m *Model) askEntity(e news.Entity) tea.Cmd {
	v := &m.entity
	v.asked, v.loaded, v.slow, v.err, v.p = e, false, false, nil, news.Profile{}
	v.gen++
	v.inSide, v.two, v.tall = false, m.w-2 >= twoColumns, m.h >= tallWindow
	v.main.fill(nil)
	v.side.fill(nil)
	gen, ctx, d, zone := v.gen, m.ctx, m.opt.Profiles, m.zone
	return tea.Batch(func() tea.Msg {
		p, err := d.Profile(ctx, e, zone)
		return profileMsg{gen, p, err}
	}, m.later(lateMsg{view: entityPane, gen: gen}))
}

// turnToEntity opens the page of the name under the cursor; without one it offers the
// names of the story.
func (m *Model) turnToEntity() tea.Cmd {
	if e, ok := m.nameHere(); ok {
		return m.openEntity(e)
	}
	return m.offerNames()
}

// nameHere is the name that the cursor is on.
func (m *Model) nameHere() (e news.Entity, ok bool) {
	switch m.cover {
	case uncovered:
		s := &m.story
		if s.shown() && s.at == onEntity && m.focus == storyPane {
			x := &s.art.Mentions[s.i]
			return x.Entity(s.text(x.Field, x.Span))
		}
	case coverClaims:
		if s := m.claims.speakerHere(); s != nil && s.Kind == news.NamedSpeaker && s.Ref != "" {
			return news.Entity{Kind: kindOfRef(s.Ref), Ref: s.Ref, Name: s.Name}, true
		}
	case coverWorld:
		return m.world.entity()
	}
	return e, false
}

// kindOfRef is what a speaker's reference tells of its kind: countries have codes.
func kindOfRef(ref string) news.Kind {
	if len(ref) == 3 && strings.ToUpper(ref) == ref {
		return news.Country
	}
	return ""
}

// sideHere is which claims C opens with: those about it when the cursor is on one or it
// has said nothing.
func (v *entityView) sideHere() level {
	if len(v.p.By) == 0 && len(v.p.About) > 0 {
		return aboutName
	}
	return byName
}

// openHeadline opens a story in place of the page; Back returns to it.
func (m *Model) openHeadline(h *news.Headline) tea.Cmd {
	m.history.push(m.here())
	id, title := h.Story, h.Title
	h.Unread = 0
	m.showPage(uncovered)
	m.setFocus(storyPane)
	looked := m.looked(&row{Headline: news.Headline{Event: h.Event}})
	mark := m.change(news.MarkRead, true, id, "read: "+title)
	return tea.Batch(m.loadStory(id), looked, func() tea.Msg {
		msg := mark().(markedMsg)
		msg.quiet = true
		return msg
	})
}
