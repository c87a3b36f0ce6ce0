package ui

import (
	"context"
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
	w, h       int

	from Profiles
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
	tallPage    = 46 // lines of the page from which it has more rows
	leastHeader = 14 // lines of the page from which all of the header is shown
)

func newEntity(d deps) page { return &entityView{look: d.look, from: d.profiles} }

// open shows the page of an entity: the one asked for, or the name under the cursor;
// without one the names of the story are offered.
func (v *entityView) open(at reader) (intent, bool) {
	e := at.of.entity
	if e == (news.Entity{}) {
		e = at.at.name
	}
	switch {
	case e == (news.Entity{}):
		return show{page: namesPage}, false
	case v.from == nil:
		return say("names cannot be looked up here"), false
	case at.from == page(v) && v.entity().Is(e) && e.Kind != "":
		return nil, false
	}
	v.w, v.h = at.w, at.h
	return v.load(e), true
}

// load asks for the page of an entity.
func (v *entityView) load(e news.Entity) intent {
	v.asked, v.loaded, v.slow, v.err, v.p = e, false, false, nil, news.Profile{}
	v.gen++
	v.inSide, v.two, v.tall = false, v.w >= twoColumns, v.h >= tallPage
	v.main.fill(nil)
	v.side.fill(nil)
	gen, d, zone := v.gen, v.from, v.zone
	return slowAsk{late: lateMsg{view: entityPane, gen: gen}, ask: func(ctx context.Context) tea.Msg {
		p, err := d.Profile(ctx, e, zone)
		return profileMsg{gen, p, err}
	}}
}

// update takes the answer to this page's question; late ones are dropped.
func (v *entityView) update(msg tea.Msg) intent {
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
	v.w, v.h = w, h
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

func (v *entityView) hints() [][2]string {
	k := v.keys
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
func (v *entityView) heard(news.Bulletin) intent { return nil }

// subject is the page's own entity, and the side of its claims to begin with: those about
// it when it has said nothing.
func (v *entityView) subject() subject {
	s := subject{entity: v.entity(), side: news.BySide}
	if len(v.p.By) == 0 && len(v.p.About) > 0 {
		s.side = news.OnSide
	}
	return s
}

func (v *entityView) key(key string, n int) intent {
	switch k := v.keys; {
	case v.two && len(v.side.entries) > 0 && (k.NextPane.is(key) || k.PrevPane.is(key)):
		v.inSide = !v.inSide
		v.redraw()
	case v.sheet().turn(v.look, key, n):
	case k.Refresh.is(key), k.ShowNew.is(key):
		return v.load(v.asked)
	case k.Open.is(key):
		if e := v.sheet().chosen(); e != nil && e.act != nil && v.loaded {
			return e.act()
		}
	case k.Back.is(key):
		return goBack{}
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
func (v *entityView) click(x, y int) intent {
	if !v.loaded || v.err != nil {
		return nil
	}
	s, inSide := &v.main, false
	if v.two {
		head := v.header(v.w, v.h)
		if y -= len(head); v.h > leastHeader {
			y--
		}
		if x > v.w-sideColumn-3 {
			s, inSide = &v.side, true
		}
	}
	i := s.at(v.look, y)
	if i < 0 || s.entries[i].head {
		return nil
	}
	if i == s.sel && inSide == v.inSide {
		return s.entries[i].act()
	}
	s.sel, v.inSide = i, inSide
	v.redraw()
	return nil
}

// hold returns what brings the page back as it is now.
func (v *entityView) hold() func() intent {
	was := *v
	return func() intent {
		gen := v.gen
		*v = was
		v.gen = gen + 1 // what was asked since is answered too late
		if !v.loaded {
			return v.load(v.asked)
		}
		v.redraw()
		return nil
	}
}
