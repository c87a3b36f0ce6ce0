package entity

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// worldView is the map: the countries that the stories of the last 24 hours name, a tile
// each. Where the window is too small for the world it shows the part around the chosen
// tile.
type worldView struct {
	*draw.Look
	tiles  *tileMap
	asked  string // the search whose stories are counted, "" for all
	query  news.Query
	world  news.World
	counts map[string]int
	most   int
	sel    int
	rank   int // of the chosen country among those named, for n and p
	gen    int
	loaded bool
	slow   bool
	err    error
	left   int // the first tile drawn
	top    int
	y      int // the line of the page where the tiles begin
	cols   int // tiles shown
	rows   int
	w      int // of the page

	from page.Profiles
}

// NewWorld makes the map.
func NewWorld(d page.Deps) page.Page { return &worldView{Look: d.Look, from: d.Profiles} }

// Open counts the countries of what the list shows.
func (v *worldView) Open(at page.Reader) (page.Intent, bool) {
	switch {
	case v.from == nil:
		return page.Say("countries cannot be counted here"), false
	case at.From == page.Page(v):
		return nil, false
	}
	v.tiles = theTiles()
	if v.asked != at.Asked {
		v.counts = nil
	}
	v.asked, v.query, v.loaded = at.Asked, at.Query, false
	return v.load(), true
}

// load counts the stories of the last 24 hours by country.
func (v *worldView) load() page.Intent {
	v.gen++
	v.slow, v.err = false, nil
	gen, d, q, zone := v.gen, v.from, v.query, v.Zone
	return page.SlowAsk{Late: page.LateMsg{View: worldPane, Gen: gen}, Ask: func(ctx context.Context) tea.Msg {
		w, err := d.World(ctx, q, zone)
		return worldMsg{gen, w, err}
	}}
}

// worldMsg answers the gen-th question.
type worldMsg struct {
	gen   int
	world news.World
	err   error
}

// worldPane is the name by which lateMsg knows the page.
const worldPane = "map"

// tileCells is the width of a tile: the code and the bar of its count.
const tileCells = 4

// Update takes the answer to this page's question; late ones are dropped.
func (v *worldView) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case worldMsg:
		if msg.gen == v.gen {
			v.take(msg)
		}
	case page.LateMsg:
		if msg.View == worldPane && msg.Gen == v.gen && !v.loaded {
			v.slow = true
		}
	}
	return nil
}

// take shows another count. The chosen tile stays; at first it is that of most stories.
func (v *worldView) take(msg worldMsg) {
	first := v.counts == nil
	v.loaded, v.slow, v.err = true, false, msg.err
	if msg.err != nil {
		return
	}
	v.world, v.counts, v.most = msg.world, map[string]int{}, 0
	for _, c := range msg.world.Countries {
		v.counts[c.Code] = c.Stories
		v.most = max(v.most, c.Stories)
	}
	if first {
		v.rank = 0
		v.choose(0)
	}
}

// choose goes to the country of a rank.
func (v *worldView) choose(rank int) {
	if n := len(v.world.Countries); n > 0 {
		v.rank = draw.Clamp(rank, 0, n-1)
		if i, ok := v.tiles.at[v.world.Countries[v.rank].Code]; ok {
			v.sel = i
		}
	}
}

// tile is the chosen one.
func (v *worldView) tile() *tile { return &v.tiles.tiles[v.sel] }

// entity is the chosen country.
func (v *worldView) entity() (news.Entity, bool) {
	if v.tiles == nil || !v.loaded || v.err != nil {
		return news.Entity{}, false
	}
	t := v.tile()
	return news.Entity{Kind: news.Country, Ref: t.code, Name: t.name}, true
}

func (v *worldView) Title() string {
	if v.asked != "" {
		return v.Join("Map", "last 24 hours", "/"+v.asked)
	}
	return v.Join("Map", "last 24 hours")
}

// Words names the chosen country.
func (v *worldView) Words() string {
	if v.tiles == nil || !v.loaded || v.err != nil {
		return ""
	}
	t := v.tile()
	return v.Join(t.code+" "+v.ASCIICells(t.name), draw.Plural(v.counts[t.code], "story", "stories"))
}

func (v *worldView) Hints() [][2]string {
	k := v.Keys
	return [][2]string{{"arrows", "move"}, {keys.Pair(&k.NextUnread, &k.PrevUnread), "by count"}, {k.Open.First(), "its stories"}, {k.Entity.First(),
		"its page"}, {k.Back.First(), "back"}}
}

// View draws how many stories came, the tiles, and the countries named most.
func (v *worldView) View(w, h int) string {
	v.w = w
	switch {
	case v.err != nil:
		return v.Vacant(w, h, "The countries cannot be counted.", draw.FirstLine(v.err.Error())+". r tries again.")
	case !v.loaded && v.slow:
		return v.Loading(w, h)
	case !v.loaded || v.tiles == nil:
		return ""
	case v.world.Stories == 0 && v.asked != "":
		return v.Vacant(w, h, "No story of the last 24 hours matches.", "esc returns. The map counts what the search finds.")
	case v.world.Stories == 0:
		return v.Vacant(w, h, "No story came in the last 24 hours.", "R fetches all feeds.")
	}
	out := []string{v.sum(w)}
	if h >= v.tiles.h+8 {
		out = append(out, v.Pulse(&v.world.Pulse, w, true)...)
		out = append(out, "")
	}
	v.y = len(out)
	ranked := v.ranking(w, draw.Clamp(h-v.y-v.tiles.h-1, 0, 4))
	room := h - v.y - len(ranked)
	v.window(w, room)
	for y := v.top; y < v.top+v.rows; y++ {
		out = append(out, v.rowOf(y, w))
	}
	if v.cut() {
		out = append(out, v.outside(w))
	}
	if len(ranked) > 0 {
		out = append(out, "")
	}
	return strings.Join(append(out, ranked...), "\n")
}

// sum says how much was counted.
func (v *worldView) sum(w int) string {
	var b strings.Builder
	b.WriteByte(' ')
	text := draw.Plural(v.world.Stories, "story names", "stories name") + " " + draw.Plural(len(v.world.Countries), "country", "countries")
	if len(v.world.Countries) == 0 {
		text = draw.Plural(v.world.Stories, "story", "stories") + ", none names a country"
	}
	text = draw.Clip(text, w-2, v.Glyphs.Ellipsis)
	v.Theme.Strong.Write(&b, text)
	right := ""
	if v.most > 0 {
		right = v.Level(1, float64(v.most)) + " 1 " + v.Glyphs.Run + " " + v.Level(1, 1) + " " + draw.Thousands(v.most)
	}
	if v.most == 1 {
		right = v.Level(1, 1) + " 1 story"
	}
	if draw.Width(text)+draw.Width(right)+4 > w {
		right = ""
	}
	draw.Pad(&b, w-2-draw.Width(text)-draw.Width(right))
	v.Theme.Dim.Write(&b, right)
	b.WriteByte(' ')
	return b.String()
}

// window chooses the tiles to show: all where there is room, else those around the
// chosen one.
func (v *worldView) window(w, h int) {
	v.cols, v.rows = min((w-2)/tileCells, v.tiles.w), min(h, v.tiles.h)
	if v.cut() {
		v.rows = min(max(h-1, 1), v.tiles.h) // a line says so
	}
	t := v.tile()
	v.left = draw.Clamp(t.x-v.cols/2, 0, v.tiles.w-v.cols)
	v.top = draw.Clamp(t.y-v.rows/2, 0, v.tiles.h-v.rows)
}

// cut reports whether some tiles have no room.
func (v *worldView) cut() bool { return v.cols < v.tiles.w || v.rows < v.tiles.h }

// outside says that the map is cut, and which of the countries that stories name are not on
// the screen.
func (v *worldView) outside(w int) string {
	var codes []string
	for _, c := range v.world.Countries {
		i, ok := v.tiles.at[c.Code]
		if t := &v.tiles.tiles[i]; ok && (t.x < v.left || t.x >= v.left+v.cols || t.y < v.top || t.y >= v.top+v.rows) {
			codes = append(codes, c.Code)
		}
	}
	text := "map cut"
	if n := len(codes); n > 0 {
		text += ": " + draw.Plural(n, "country", "countries") + " outside, " + strings.Join(codes[:min(n, 3)], " ")
		if n > 3 {
			text += " " + v.Glyphs.Ellipsis
		}
	}
	text = draw.Clip(text+"; arrows and n move it", w-2, v.Glyphs.Ellipsis)
	var b strings.Builder
	b.WriteByte(' ')
	v.Theme.Notice.Write(&b, text)
	draw.Pad(&b, w-1-draw.Width(text))
	return b.String()
}

// indent centres the tiles.
func (v *worldView) indent(w int) int { return max((w-v.cols*tileCells)/2, 1) }

// rowOf draws a row of tiles.
func (v *worldView) rowOf(y, w int) string {
	var b strings.Builder
	used := v.indent(w)
	draw.Pad(&b, used)
	for i := range v.tiles.tiles {
		t := &v.tiles.tiles[i]
		if t.y != y || t.x < v.left || t.x >= v.left+v.cols {
			continue
		}
		at := v.indent(w) + (t.x-v.left)*tileCells
		draw.Pad(&b, at-used)
		v.draw(&b, t, i == v.sel)
		used = at + tileCells
	}
	draw.Pad(&b, w-used)
	return b.String()
}

// draw writes a tile. A country that no story names is in small letters, so that it is
// told from the others without colour.
func (v *worldView) draw(b *strings.Builder, t *tile, chosen bool) {
	n := v.counts[t.code]
	code, style, bar := t.code, v.heat(n), v.Level(float64(n), float64(v.most))
	if n == 0 {
		code, bar = t.small, " "
	}
	if chosen {
		v.Theme.Cursor.Write(b, code)
	} else {
		style.Write(b, code)
	}
	style.Write(b, bar)
}

// heat is how a count looks: the bar beside the code says the same.
func (v *worldView) heat(n int) theme.Style {
	switch {
	case n == 0:
		return v.Theme.Dim
	case 2*n > v.most:
		return v.Theme.Differ
	case 6*n > v.most:
		return v.Theme.Focus
	}
	return v.Theme.Says
}

// ranking lists the countries named most, in so many lines.
func (v *worldView) ranking(w, lines int) []string {
	var out []string
	line := ""
	flush := func() {
		var b strings.Builder
		b.WriteByte(' ')
		v.Theme.Dim.Write(&b, line)
		draw.Pad(&b, w-1-draw.Width(line))
		out = append(out, b.String())
	}
	for _, c := range v.world.Countries {
		if lines == 0 {
			return nil
		}
		name := c.Code
		if i, ok := v.tiles.at[c.Code]; ok {
			name = v.ASCIICells(v.tiles.tiles[i].name)
		}
		next := v.Join(line, fmt.Sprintf("%s %s", name, draw.Thousands(c.Stories)))
		if draw.Width(next) > w-3 && line != "" {
			flush()
			if len(out) == lines {
				return out
			}
			next = fmt.Sprintf("%s %s", name, draw.Thousands(c.Stories))
		}
		line = next
	}
	if line != "" {
		flush()
	}
	return out
}

func (v *worldView) Wheel(n int) {
	if v.loaded && v.tiles != nil {
		v.choose(v.rank + n/page.WheelLines)
	}
}

// Heard counts anew when stories came: the chosen tile stays where it is.
func (v *worldView) Heard(b news.Bulletin) page.Intent {
	if b.New+b.Tagged > 0 && !b.Round.Active() && v.loaded {
		return v.load()
	}
	return nil
}

// Subject is the chosen country.
func (v *worldView) Subject() (s page.Subject) {
	s.Name, _ = v.entity()
	return s
}

func (v *worldView) Key(key string, n int) page.Intent {
	switch k := v.Keys; {
	case k.Back.Is(key) && key != "left" && key != "h":
		return page.GoBack{}
	case k.Refresh.Is(key), k.ShowNew.Is(key):
		return v.load()
	case !v.loaded || v.err != nil || v.tiles == nil:
	case k.Open.Is(key) && key != "right" && key != "l":
		return v.list()
	case v.walk(key, n):
	default:
		v.rankKey(key, n)
	}
	return nil
}

// walk goes to a tile beside the chosen one.
func (v *worldView) walk(key string, n int) bool {
	switch k := v.Keys; {
	case key == "left", key == "h":
		v.step(-1, 0, n)
	case key == "right", key == "l":
		v.step(1, 0, n)
	case k.Down.Is(key):
		v.step(0, 1, n)
	case k.Up.Is(key):
		v.step(0, -1, n)
	default:
		return false
	}
	return true
}

// rankKey goes from country to country by how many stories name them.
func (v *worldView) rankKey(key string, n int) {
	switch k := v.Keys; {
	case k.NextUnread.Is(key), k.NextPane.Is(key):
		v.choose(v.rank + n)
	case k.PrevUnread.Is(key), k.PrevPane.Is(key):
		v.choose(v.rank - n)
	case k.Top.Is(key):
		v.choose(0)
	case k.Bottom.Is(key):
		v.choose(len(v.world.Countries) - 1)
	}
}

func (v *worldView) step(dx, dy, n int) {
	for range min(n, v.tiles.w) {
		v.sel = v.tiles.beside(v.sel, dx, dy)
	}
	for i, c := range v.world.Countries {
		if c.Code == v.tile().code {
			v.rank = i
		}
	}
}

// list lists the stories of the chosen country; Back returns to the map.
func (v *worldView) list() page.Intent {
	t := v.tile()
	if v.counts[t.code] == 0 {
		return page.Say("no story of the last 24 hours names " + t.name)
	}
	country := news.Entity{Kind: news.Country, Ref: t.code, Name: t.name}.Query()
	q := news.AllOf(v.query, country, news.Query{Expr: &news.Term{Field: news.FieldSince, Ago: 24 * time.Hour}})
	return page.ListOf{Query: q, Name: t.name}
}

// Click picks a tile; a click on the chosen one lists its stories.
func (v *worldView) Click(x, y int) page.Intent {
	if !v.loaded || v.err != nil || v.tiles == nil || y < v.y || y >= v.y+v.rows {
		return nil
	}
	x -= v.indent(v.w)
	for i, t := range v.tiles.tiles {
		if t.y == v.top+y-v.y && x >= 0 && t.x == v.left+x/tileCells {
			if i == v.sel {
				return v.list()
			}
			v.sel = i
			v.step(0, 0, 0)
		}
	}
	return nil
}

// Hold returns what brings the map back as it is now.
func (v *worldView) Hold() func() page.Intent {
	was := *v
	return func() page.Intent {
		gen := v.gen
		*v = was
		v.gen = gen + 1
		return nil
	}
}
