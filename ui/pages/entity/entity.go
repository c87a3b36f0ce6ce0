// Package entity holds the Entity page, the names of a story that lead to it, and the map.
package entity

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
)

// entityView is the Entity page: what the stories on file tell about a country, an
// agency, a person. From two columns' width on the company it keeps stands at the right.
type entityView struct {
	*draw.Look
	main, side page.Sheet
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

	from page.Profiles
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

// New makes the Entity page.
func New(d page.Deps) page.Page { return &entityView{Look: d.Look, from: d.Profiles} }

// Open shows the page of an entity: the one asked for, or the name under the cursor;
// without one the names of the story are offered.
func (v *entityView) Open(at page.Reader) (page.Intent, bool) {
	e := at.Of.Entity
	if e == (news.Entity{}) {
		e = at.At.Name
	}
	switch {
	case e == (news.Entity{}):
		return page.Show{Page: page.Names}, false
	case v.from == nil:
		return page.Say("names cannot be looked up here"), false
	case at.From == page.Page(v) && v.entity().Is(e) && e.Kind != "":
		return nil, false
	}
	v.w, v.h = at.W, at.H
	return v.load(e), true
}

// load asks for the page of an entity.
func (v *entityView) load(e news.Entity) page.Intent {
	v.asked, v.loaded, v.slow, v.err, v.p = e, false, false, nil, news.Profile{}
	v.gen++
	v.inSide, v.two, v.tall = false, v.w >= twoColumns, v.h >= tallPage
	v.main.Fill(nil)
	v.side.Fill(nil)
	gen, d, zone := v.gen, v.from, v.Zone
	return page.SlowAsk{Late: page.LateMsg{View: entityPane, Gen: gen}, Ask: func(ctx context.Context) tea.Msg {
		p, err := d.Profile(ctx, e, zone)
		return profileMsg{gen, p, err}
	}}
}

// Update takes the answer to this page's question; late ones are dropped.
func (v *entityView) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case profileMsg:
		if msg.gen == v.gen {
			v.loaded, v.slow, v.err, v.p = true, false, msg.err, msg.profile
			v.inSide = false
			v.fillRows(v.two)
		}
	case page.LateMsg:
		if msg.View == entityPane && msg.Gen == v.gen && !v.loaded {
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

func (v *entityView) Title() string { return v.Join("Entity", v.ASCIICells(v.entity().Name)) }

// View draws the page.
func (v *entityView) View(w, h int) string {
	v.w, v.h = w, h
	name := v.entity().Name
	switch {
	case errors.Is(v.err, news.ErrNotFound), v.err == nil && v.loaded && v.p.Stories == 0:
		return v.Vacant(w, h, "No stored story names “"+name+"”.", "/ searches the text for words. Names are found once a story is tagged.")
	case v.err != nil:
		return v.Vacant(w, h, "The page of “"+name+"” cannot be read.", draw.FirstLine(v.err.Error())+". r tries again.")
	case !v.loaded && v.slow:
		return v.Loading(w, h)
	case !v.loaded:
		return ""
	}
	if two := w >= twoColumns; two != v.two {
		v.fillRows(two)
	}
	if !v.two {
		return strings.Join(v.main.View(v.Look, w, h), "\n")
	}
	out := v.header(w, h)
	if h > leastHeader {
		out = append(out, "")
	}
	room := h - len(out)
	left := v.main.View(v.Look, w-sideColumn-3, room)
	right := v.side.View(v.Look, sideColumn, room)
	for i := range max(len(left), len(right)) {
		var b strings.Builder
		draw.Line(&b, left, i, w-sideColumn-3)
		b.WriteByte(' ')
		v.Theme.Border.Write(&b, v.Glyphs.Vertical)
		b.WriteByte(' ')
		draw.Line(&b, right, i, sideColumn)
		out = append(out, b.String())
	}
	return strings.Join(out, "\n")
}

// sheet is the column the cursor is in.
func (v *entityView) sheet() *page.Sheet {
	if v.inSide {
		return &v.side
	}
	return &v.main
}

// Words says the row under the cursor in words for the status line.
func (v *entityView) Words() string {
	if e := v.sheet().Chosen(); e != nil && v.loaded && v.err == nil {
		return e.Words
	}
	return ""
}

func (v *entityView) Hints() [][2]string {
	k := v.Keys
	hints := [][2]string{{keys.Pair(&k.Down, &k.Up), "move"}, {k.Open.First(), "open"}}
	if v.two {
		hints = append(hints, [2]string{k.NextPane.First(), "company"})
	} else {
		hints = append(hints, [2]string{k.NextPane.First(), "next part"})
	}
	return append(hints, [][2]string{{k.Claims.First(), "claims"}, {k.Figures.First(), "figures"}, {k.Back.First(), "back"}}...)
}

func (v *entityView) Wheel(n int) { v.sheet().Step(n / page.WheelLines) }

// Heard leaves the page alone: rows would move under the cursor. r reads it anew.
func (v *entityView) Heard(news.Bulletin) page.Intent { return nil }

// Subject is the page's own entity, and the side of its claims to begin with: those about
// it when it has said nothing.
func (v *entityView) Subject() page.Subject {
	s := page.Subject{Entity: v.entity(), Side: news.BySide}
	if len(v.p.By) == 0 && len(v.p.About) > 0 {
		s.Side = news.OnSide
	}
	return s
}

func (v *entityView) Key(key string, n int) page.Intent {
	switch k := v.Keys; {
	case v.two && len(v.side.Entries) > 0 && (k.NextPane.Is(key) || k.PrevPane.Is(key)):
		v.inSide = !v.inSide
		v.redraw()
	case v.sheet().Turn(v.Look, key, n):
	case k.Refresh.Is(key), k.ShowNew.Is(key):
		return v.load(v.asked)
	case k.Open.Is(key):
		if e := v.sheet().Chosen(); e != nil && e.Act != nil && v.loaded {
			return e.Act()
		}
	case k.Back.Is(key):
		return page.GoBack{}
	}
	return nil
}

// redraw drops the drawn rows: which one shows as chosen depends on the column.
func (v *entityView) redraw() {
	for _, s := range []*page.Sheet{&v.main, &v.side} {
		for i := range s.Entries {
			s.Entries[i].Drawn = [2][]string{}
		}
	}
}

// Click picks a row; a click on the chosen row opens it.
func (v *entityView) Click(x, y int) page.Intent {
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
	i := s.At(v.Look, y)
	if i < 0 || s.Entries[i].Head {
		return nil
	}
	if i == s.Sel && inSide == v.inSide {
		return s.Entries[i].Act()
	}
	s.Sel, v.inSide = i, inSide
	v.redraw()
	return nil
}

// Hold returns what brings the page back as it is now.
func (v *entityView) Hold() func() page.Intent {
	was := *v
	return func() page.Intent {
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
