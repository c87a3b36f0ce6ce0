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
}

// nameLetters are what the labels are made of; those that move are not among them.
const nameLetters = "asdfwrtyuioczxvbm"

// update takes the story whose names are asked for.
func (v *namesView) update(msg tea.Msg) tea.Cmd {
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
				act: func(m *Model) tea.Cmd { return m.chooseName(of[i].Entity) }})
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

func (v *namesView) hints(k *keyMap) [][2]string {
	return [][2]string{{"a-z", "page of the name"}, {pair(&k.Down, &k.Up), "move"}, {k.Open.first(), "page"}, {k.Back.first(), "back"}}
}

func (v *namesView) heard(*Model, news.Bulletin) tea.Cmd { return nil }

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
func (v *namesView) press(m *Model, key string) (cmd tea.Cmd, taken bool) {
	if len(key) != 1 || !strings.Contains(nameLetters, key) || len(v.of) == 0 {
		v.retype("")
		return nil, false
	}
	typed := v.typed + key
	left := 0
	for i, l := range v.labels {
		if l == typed {
			v.retype("")
			return m.chooseName(v.of[i]), true
		}
		if strings.HasPrefix(l, typed) {
			left++
		}
	}
	if left == 0 {
		m.say("no name has the letters " + typed)
		typed = ""
	}
	v.retype(typed)
	return nil, true
}

func (v *namesView) retype(typed string) {
	if typed == v.typed {
		return
	}
	v.typed = typed
	for i := range v.entries {
		v.entries[i].drawn = [2][]string{}
	}
}

func (v *namesView) key(m *Model, key string, n int) tea.Cmd {
	k := m.keys
	switch {
	case v.turn(m.look, k, key, n):
	case k.Open.is(key):
		if e := v.chosen(); e != nil {
			return e.act(m)
		}
	case k.Back.is(key):
		return m.leave()
	}
	return nil
}

func (v *namesView) click(m *Model, _, y int) tea.Cmd {
	i := v.at(m.look, y)
	if len(v.of) == 0 || i < 0 || v.entries[i].head {
		return nil
	}
	if i == v.sel {
		return v.entries[i].act(m)
	}
	v.sel = i
	return nil
}

// hold returns what brings the list back as it is now.
func (v *namesView) hold() func(*Model) tea.Cmd {
	was := *v
	return func(*Model) tea.Cmd { *v = was; return nil }
}

// chooseName opens the page of a name in place of the list of names, which was only the
// way to it: Back leads to where the names were asked for.
func (m *Model) chooseName(e news.Entity) tea.Cmd {
	if m.opt.Profiles == nil || m.history.empty() {
		return m.openEntity(e)
	}
	m.showPage(coverEntity)
	return m.askEntity(e)
}

// offerNames lists the names of the story that the reader is at.
func (m *Model) offerNames() tea.Cmd {
	id := m.storyHere()
	if id == "" {
		m.say("open a story first; :entity NAME opens any name's page")
		return nil
	}
	v := &m.names
	*v = namesView{look: m.look, id: id}
	m.openPage(coverNames)
	if m.story.shown() && m.story.id == id {
		v.take(m.story.art)
		return nil
	}
	return m.article(id)
}

// storyHere is the story the cursor is on, on any page.
func (m *Model) storyHere() news.StoryID {
	if b := m.openBook(); b != nil {
		if e := b.chosen(); e != nil && e.open != nil {
			return e.open.Story
		}
	}
	id, _, _, _ := m.target()
	return id
}
