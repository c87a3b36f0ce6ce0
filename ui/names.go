package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
)

// namesView offers the names of a story, each with letters to type: the way to an
// Entity page when no name is under the cursor.
type namesView struct {
	*look
	sheet
	id     news.StoryID
	head   string
	loaded bool
	err    error
	labels []string
	of     []news.Entity // by label
	typed  string

	desk Desk
	can  bool // entities have pages
}

// nameLetters are what the labels are made of; those that move are not among them.
const nameLetters = "asdfwrtyuioczxvbm"

func newNames(d deps) page { return &namesView{look: d.look, desk: d.desk, can: d.profiles != nil} }

// open lists the names of the story that the reader is at.
func (v *namesView) open(at reader) (intent, bool) {
	id := at.at.story
	if id == "" {
		id = at.target
	}
	if id == "" {
		return say("open a story first; :entity NAME opens any name's page"), false
	}
	*v = namesView{look: v.look, desk: v.desk, can: v.can, id: id}
	if at.article != nil && at.article.ID == id {
		v.take(at.article)
		return nil, true
	}
	return askArticle(v.desk, id), true
}

// update takes the story whose names are asked for.
func (v *namesView) update(msg tea.Msg) intent {
	if msg, ok := msg.(articleMsg); ok && msg.id == v.id && !v.loaded {
		v.loaded, v.err = true, msg.err
		if msg.err == nil {
			v.take(&msg.art)
		}
	}
	return nil
}

// count is how often a story names somebody.
type nameCount struct {
	news.Entity
	times int
}

// take lists the names of a story, kind by kind, those named most first.
func (v *namesView) take(a *news.Article) {
	v.loaded, v.head = true, a.Title
	byKind := map[news.Kind][]nameCount{}
	for i := range a.Mentions {
		m := &a.Mentions[i]
		e, ok := m.Entity(written(a, m))
		if !ok {
			continue
		}
		at := slices.IndexFunc(byKind[e.Kind], func(o nameCount) bool { return o.Is(e) })
		if at < 0 {
			at = len(byKind[e.Kind])
			byKind[e.Kind] = append(byKind[e.Kind], nameCount{Entity: e})
		}
		byKind[e.Kind][at].times++
	}
	v.of = nil
	var rows []entry
	for _, k := range news.Kinds() {
		of := byKind[k]
		if len(of) == 0 {
			continue
		}
		slices.SortStableFunc(of, func(a, b nameCount) int { return b.times - a.times })
		rows = append(rows, v.heading(k, len(rows) == 0))
		for i := range of {
			n := len(v.of)
			v.of = append(v.of, of[i].Entity)
			rows = append(rows, entry{draw: func(w int, chosen bool) []string { return v.row(&of[i], n, w, chosen) },
				act: func() intent { return v.choose(of[i].Entity) }})
		}
	}
	v.labels = labelsOf(nameLetters, len(v.of))
	v.fill(rows)
}

func written(a *news.Article, m *news.Mention) string {
	if text := a.Field(m.Field); m.Start >= 0 && m.Start < m.End && m.End <= len(text) {
		return text[m.Start:m.End]
	}
	return ""
}

func (v *namesView) heading(k news.Kind, first bool) entry {
	return entry{head: true, draw: func(w int, _ bool) []string {
		var b strings.Builder
		b.WriteByte(' ')
		v.th.Heading.Write(&b, kindHeads[k])
		pad(&b, w-1-len(kindHeads[k]))
		if first {
			return []string{b.String()}
		}
		return []string{"", b.String()}
	}}
}

func (v *namesView) row(n *nameCount, at, w int, chosen bool) []string {
	var b strings.Builder
	bar, style := " ", v.th.Entity(n.Kind, false)
	if chosen {
		bar, style = v.th.Bar.Wrap(v.g.Bar), v.th.Selected
	}
	b.WriteString(bar)
	b.WriteByte(' ')
	label := v.labels[at]
	if strings.HasPrefix(label, v.typed) {
		v.th.Match.Write(&b, v.typed)
		v.th.Cursor.Write(&b, label[len(v.typed):])
	} else {
		v.th.Dim.Write(&b, label)
	}
	pad(&b, 4-len(label))
	right := ""
	if n.Kind == news.Country {
		right = n.Ref
	}
	if n.times > 1 {
		right = v.join(right, thousands(n.times)+" times")
	}
	name := clip(v.asciiCells(n.Name), max(w-8-width(right), 8), v.g.Ellipsis)
	style.Write(&b, name)
	pad(&b, 2)
	v.th.Dim.Write(&b, right)
	pad(&b, w-8-width(name)-width(right))
	return []string{b.String()}
}

func (v *namesView) title() string { return v.join("Names", v.asciiCells(v.head)) }
func (v *namesView) words() string { return v.typed }
func (v *namesView) wheel(n int)   { v.step(n / wheelLines) }

func (v *namesView) hints() [][2]string {
	k := v.keys
	return [][2]string{{"a-z", "page of the name"}, {pair(&k.Down, &k.Up), "move"}, {k.Open.first(), "page"}, {k.Back.first(), "back"}}
}

func (v *namesView) heard(news.Bulletin) intent { return nil }

func (v *namesView) view(w, h int) string {
	switch {
	case v.err != nil:
		return v.vacant(w, h, "The story cannot be read.", firstLine(v.err.Error()))
	case !v.loaded:
		return v.loading(w, h)
	case len(v.of) == 0:
		return v.vacant(w, h, "No name is marked in this story.", "Names are marked once a story is tagged. :entity NAME opens any name's page.")
	}
	return strings.Join(v.sheet.view(v.look, w, h), "\n")
}

// press takes the letters of a label before any other key; taken is false for the rest.
func (v *namesView) press(k tea.KeyPressMsg) (want intent, taken bool) {
	key := k.String()
	if len(key) != 1 || !strings.Contains(nameLetters, key) || len(v.of) == 0 {
		v.retype("")
		return nil, false
	}
	typed := v.typed + key
	left := 0
	for i, l := range v.labels {
		if l == typed {
			v.retype("")
			return v.choose(v.of[i]), true
		}
		if strings.HasPrefix(l, typed) {
			left++
		}
	}
	if left == 0 {
		want = say("no name has the letters " + typed)
		typed = ""
	}
	v.retype(typed)
	return want, true
}

func (v *namesView) paste(string)                 {}
func (v *namesView) line(int) (string, int, bool) { return "", 0, false }

func (v *namesView) retype(typed string) {
	if typed == v.typed {
		return
	}
	v.typed = typed
	for i := range v.entries {
		v.entries[i].drawn = [2][]string{}
	}
}

func (v *namesView) key(key string, n int) intent {
	switch k := v.keys; {
	case v.turn(v.look, key, n):
	case k.Open.is(key):
		if e := v.chosen(); e != nil {
			return e.act()
		}
	case k.Back.is(key):
		return goBack{}
	}
	return nil
}

func (v *namesView) click(_, y int) intent {
	if len(v.of) == 0 || !v.clicked(v.look, y) {
		return nil
	}
	return v.chosen().act()
}

// hold returns what brings the list back as it is now.
func (v *namesView) hold() func() intent {
	was := *v
	return func() intent { *v = was; return nil }
}

// choose opens the page of a name in place of the list of names, which was only the way
// to it: Back leads to where the names were asked for.
func (v *namesView) choose(e news.Entity) intent {
	return show{page: entityPage, of: subject{entity: e}, instead: v.can}
}
