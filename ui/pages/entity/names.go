package entity

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
)

// namesView offers the names of a story, each with letters to type: the way to an
// Entity page when no name is under the cursor.
type namesView struct {
	*draw.Look
	page.Sheet
	id     news.StoryID
	head   string
	loaded bool
	err    error
	labels []string
	of     []news.Entity // by label
	typed  string

	desk page.Desk
	can  bool // entities have pages
}

// nameLetters are what the labels are made of; those that move are not among them.
const nameLetters = "asdfwrtyuioczxvbm"

// NewNames makes the page that offers the names of a story.
func NewNames(d page.Deps) page.Page {
	return &namesView{Look: d.Look, desk: d.Desk, can: d.Profiles != nil}
}

// Open lists the names of the story that the reader is at.
func (v *namesView) Open(at page.Reader) (page.Intent, bool) {
	id := at.At.Story
	if id == "" {
		id = at.Target
	}
	if id == "" {
		return page.Say("open a story first; :entity NAME opens any name's page"), false
	}
	*v = namesView{Look: v.Look, desk: v.desk, can: v.can, id: id}
	if at.Article != nil && at.Article.ID == id {
		v.take(at.Article)
		return nil, true
	}
	return page.AskArticle(v.desk, id), true
}

// Update takes the story whose names are asked for.
func (v *namesView) Update(msg tea.Msg) page.Intent {
	if msg, ok := msg.(page.ArticleMsg); ok && msg.ID == v.id && !v.loaded {
		v.loaded, v.err = true, msg.Err
		if msg.Err == nil {
			v.take(&msg.Art)
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
	var rows []page.Entry
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
			rows = append(rows, page.Entry{Draw: func(w int, chosen bool) []string { return v.row(&of[i], n, w, chosen) },
				Act: func() page.Intent { return v.choose(of[i].Entity) }})
		}
	}
	v.labels = page.LabelsOf(nameLetters, len(v.of))
	v.Fill(rows)
}

func written(a *news.Article, m *news.Mention) string {
	if text := a.Field(m.Field); m.Start >= 0 && m.Start < m.End && m.End <= len(text) {
		return text[m.Start:m.End]
	}
	return ""
}

func (v *namesView) heading(k news.Kind, first bool) page.Entry {
	return page.Entry{Head: true, Draw: func(w int, _ bool) []string {
		var b strings.Builder
		b.WriteByte(' ')
		v.Theme.Heading.Write(&b, draw.KindHeads[k])
		draw.Pad(&b, w-1-len(draw.KindHeads[k]))
		if first {
			return []string{b.String()}
		}
		return []string{"", b.String()}
	}}
}

func (v *namesView) row(n *nameCount, at, w int, chosen bool) []string {
	var b strings.Builder
	bar, style := " ", v.Theme.Entity(n.Kind, false)
	if chosen {
		bar, style = v.Theme.Bar.Wrap(v.Glyphs.Bar), v.Theme.Selected
	}
	b.WriteString(bar)
	b.WriteByte(' ')
	label := v.labels[at]
	if strings.HasPrefix(label, v.typed) {
		v.Theme.Match.Write(&b, v.typed)
		v.Theme.Cursor.Write(&b, label[len(v.typed):])
	} else {
		v.Theme.Dim.Write(&b, label)
	}
	draw.Pad(&b, 4-len(label))
	right := ""
	if n.Kind == news.Country {
		right = n.Ref
	}
	if n.times > 1 {
		right = v.Join(right, draw.Thousands(n.times)+" times")
	}
	name := draw.Clip(v.ASCIICells(n.Name), max(w-8-draw.Width(right), 8), v.Glyphs.Ellipsis)
	style.Write(&b, name)
	draw.Pad(&b, 2)
	v.Theme.Dim.Write(&b, right)
	draw.Pad(&b, w-8-draw.Width(name)-draw.Width(right))
	return []string{b.String()}
}

func (v *namesView) Title() string { return v.Join("Names", v.ASCIICells(v.head)) }
func (v *namesView) Words() string { return v.typed }
func (v *namesView) Wheel(n int)   { v.Step(n / page.WheelLines) }

func (v *namesView) Hints() [][2]string {
	k := v.Keys
	return [][2]string{{"a-z", "page of the name"}, {keys.Pair(&k.Down, &k.Up), "move"}, {k.Open.First(), "page"}, {k.Back.First(), "back"}}
}

func (v *namesView) Heard(news.Bulletin) page.Intent { return nil }

func (v *namesView) View(w, h int) string {
	switch {
	case v.err != nil:
		return v.Vacant(w, h, "The story cannot be read.", draw.FirstLine(v.err.Error()))
	case !v.loaded:
		return v.Loading(w, h)
	case len(v.of) == 0:
		return v.Vacant(w, h, "No name is marked in this story.", "Names are marked once a story is tagged. :entity NAME opens any name's page.")
	}
	return strings.Join(v.Sheet.View(v.Look, w, h), "\n")
}

// Press takes the letters of a label before any other key; taken is false for the rest.
func (v *namesView) Press(k tea.KeyPressMsg) (want page.Intent, taken bool) {
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
		want = page.Say("no name has the letters " + typed)
		typed = ""
	}
	v.retype(typed)
	return want, true
}

func (v *namesView) Paste(string)                 {}
func (v *namesView) Line(int) (string, int, bool) { return "", 0, false }

func (v *namesView) retype(typed string) {
	if typed == v.typed {
		return
	}
	v.typed = typed
	for i := range v.Entries {
		v.Entries[i].Drawn = [2][]string{}
	}
}

func (v *namesView) Key(key string, n int) page.Intent {
	switch k := v.Keys; {
	case v.Turn(v.Look, key, n):
	case k.Open.Is(key):
		if e := v.Chosen(); e != nil {
			return e.Act()
		}
	case k.Back.Is(key):
		return page.GoBack{}
	}
	return nil
}

func (v *namesView) Click(_, y int) page.Intent {
	if len(v.of) == 0 || !v.Clicked(v.Look, y) {
		return nil
	}
	return v.Chosen().Act()
}

// Hold returns what brings the list back as it is now.
func (v *namesView) Hold() func() page.Intent {
	was := *v
	return func() page.Intent { *v = was; return nil }
}

// choose opens the page of a name in place of the list of names, which was only the way
// to it: Back leads to where the names were asked for.
func (v *namesView) choose(e news.Entity) page.Intent {
	return page.Show{Page: page.Entity, Of: page.Subject{Entity: e}, Instead: v.can}
}
