package ui

import (
	"context"
	"image"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"dateline/news"
	"dateline/ui/draw"
)

// Photos brings the pictures of stories.
type Photos interface {
	// Photo returns the JPEG or PNG file at an address that stands in a story. It may wait and is called from a tea.Cmd. The
	// error says in a plain line why there is none.
	Photo(ctx context.Context, of news.StoryID, address string) ([]byte, error)
}

// canDraw says what is known of a terminal's pictures.
type canDraw uint8

const (
	unasked canDraw = iota
	asked           // it may never answer
	cannot
	can
)

const (
	// photoRest is how long a story must be open before its photo is fetched.
	photoRest = 400 * time.Millisecond
	// leastForPhoto is the height of a pane, in cells, from which a photo leaves room to
	// read, and mostPhoto how many lines it takes at most.
	leastForPhoto, mostPhoto = 15, 12
)

// photos is the picture of the open story and what the terminal does with it.
type photos struct {
	draws   canDraw
	name    string               // what the terminal calls itself
	profile colorprofile.Profile // of its colours; placeholders need 256
	cell    image.Point          // pixels of a cell

	hidden bool // by the reader
	of     news.StoryID
	url    string
	n      int // grows with every picture, so that late answers are dropped
	busy   bool
	err    error
	stop   context.CancelFunc
	colour int         // of the placeholders last used
	size   image.Point // pixels of what was sent, zero when nothing was
	cells  image.Point
}

type (
	// photoRestMsg says that a story was open for a while.
	photoRestMsg struct{ n int }
	// photoMsg brings its picture as it is sent.
	photoMsg struct {
		n    int
		png  []byte
		size image.Point
		err  error
	}
)

// wantPhoto turns to the open story's picture, or to none.
func (m *Model) wantPhoto() tea.Cmd {
	if m.opt.Photos == nil {
		return nil
	}
	p, url := &m.photos, ""
	if img := photoOf(m.story.art); img != nil && m.story.shown() && !p.hidden {
		p.of, url = m.story.art.ID, img.URL
	}
	if url == p.url {
		return nil
	}
	gone := p.drop()
	p.url, m.story.body = url, nil
	switch {
	case url == "" || p.draws == cannot || p.draws == asked:
		return gone
	case p.draws == unasked:
		p.draws = asked
		return tea.Batch(gone, tea.Raw(question()))
	}
	return tea.Batch(gone, m.restPhoto())
}

// drop forgets the picture, here and on the terminal.
func (p *photos) drop() tea.Cmd {
	if p.stop != nil {
		p.stop()
	}
	sent := p.size != image.Point{}
	p.n++
	p.url, p.busy, p.err, p.stop, p.size = "", false, nil, nil, image.Point{}
	if !sent {
		return nil
	}
	return tea.Raw(remove(p.colour))
}

// restPhoto waits until the story was open for a while.
func (m *Model) restPhoto() tea.Cmd {
	n := m.photos.n
	return m.after(photoRest, func(time.Time) tea.Msg { return photoRestMsg{n} })
}

// photoFact takes what a terminal says of itself and what was fetched.
func (m *Model) photoFact(msg tea.Msg) tea.Cmd {
	p := &m.photos
	switch msg := msg.(type) {
	case tea.TerminalVersionMsg:
		p.name = msg.Name
	case uv.CellSizeEvent:
		if msg.Width >= 2 && msg.Width <= 200 && msg.Height >= 2 && msg.Height <= 400 {
			p.cell = image.Pt(msg.Width, msg.Height)
		}
	case uv.KittyGraphicsEvent:
		return m.gotGraphics(string(msg.Payload) == "OK")
	case photoRestMsg:
		if msg.n == p.n {
			return m.fetchPhoto()
		}
	case photoMsg:
		if msg.n == p.n {
			return m.gotPhoto(msg)
		}
	case tea.ResumeMsg: // the terminal forgot what was drawn on the screen that was left
		return tea.Batch(p.drop(), m.wantPhoto())
	}
	return nil
}

// gotGraphics takes the terminal's answer, once.
func (m *Model) gotGraphics(ok bool) tea.Cmd {
	p := &m.photos
	if p.draws != asked {
		return nil
	}
	p.draws = cannot
	if !ok || p.profile < colorprofile.ANSI256 || !drawsAmongText(p.name) && !m.opt.AnyGraphics {
		return nil
	}
	p.draws, m.story.body = can, nil
	return m.restPhoto()
}

// photoBox is the cells set aside for a picture in the story's pane, of no height when
// there is no room.
func (s *story) photoBox() image.Point {
	if s.h < leastForPhoto {
		return image.Point{}
	}
	return image.Pt(max(min(s.w-draw.GutterCells-1, draw.Measure), 1), min(s.h/3, mostPhoto))
}

// fetchPhoto fetches the picture and makes it small, away from the screens.
func (m *Model) fetchPhoto() tea.Cmd {
	p, box := &m.photos, m.story.photoBox()
	if p.draws != can || p.url == "" || p.busy || p.err != nil || p.size != (image.Point{}) || box.Y == 0 {
		return nil
	}
	ctx, stop := context.WithCancel(m.ctx)
	p.busy, p.stop = true, stop
	from, of, url, n := m.opt.Photos, p.of, p.url, p.n
	pixels := image.Pt(box.X*p.cell.X, box.Y*p.cell.Y)
	return func() tea.Msg {
		file, err := from.Photo(ctx, of, url)
		if err != nil {
			return photoMsg{n: n, err: err}
		}
		png, size, err := develop(ctx, file, pixels)
		return photoMsg{n, png, size, err}
	}
}

// gotPhoto sends the picture to the terminal.
func (m *Model) gotPhoto(msg photoMsg) tea.Cmd {
	p := &m.photos
	p.stop()
	p.busy, p.stop, p.err, m.story.body = false, nil, msg.err, nil
	if msg.err != nil {
		return nil
	}
	p.colour = max((p.colour+1)%256, firstColour)
	p.size = msg.size
	p.cells = fitted(p.size, m.story.photoBox(), p.cell)
	return tea.Raw(transmit(p.colour, msg.png, p.cells))
}

// refit fits the picture into a pane of another size.
func (m *Model) refit() tea.Cmd {
	p, box := &m.photos, m.story.photoBox()
	if p.draws != can || p.url == "" {
		return nil
	}
	if b := m.story.body; b != nil && b.hung != box.Y {
		m.story.body = nil
	}
	if box.Y == 0 {
		return nil
	}
	if p.size == (image.Point{}) {
		if p.busy || p.err != nil {
			return nil
		}
		return m.restPhoto()
	}
	cells := fitted(p.size, box, p.cell)
	if cells == p.cells {
		return nil
	}
	p.cells, m.story.body = cells, nil
	return tea.Raw(putAgain(p.colour, cells))
}

// hang puts the picture, or the room that is kept for it, under its line.
func (s *story) hang(b *body) {
	p, img := s.photos, photoOf(b.art)
	if p == nil || p.draws != can || img == nil || img.URL != p.url {
		return
	}
	if p.err != nil {
		before := len(b.lines)
		b.note("the photo cannot be shown: "+draw.FirstLine(p.err.Error()), b.Theme.Dim)
		said := slices.Clone(b.lines[before:])
		b.lines = slices.Insert(b.lines[:before], b.photoAt, said...)
		return
	}
	b.hung = s.photoBox().Y
	lines := make([]bodyLine, b.hung)
	for i := range lines {
		lines[i] = bodyLine{ready: p.row(b, i), claim: -1}
	}
	b.lines = slices.Insert(b.lines, b.photoAt, lines...)
}

// row is one line of the picture across the pane.
func (p *photos) row(b *body, i int) string {
	var sb strings.Builder
	used := 0
	if p.size != (image.Point{}) && i < p.cells.Y && p.cells.X <= b.w-b.gutter {
		draw.Pad(&sb, b.gutter)
		placeholders(&sb, p.colour, i, p.cells.X)
		used = b.gutter + p.cells.X
	}
	draw.Pad(&sb, b.w-used)
	return sb.String()
}

// togglePhoto hides the pictures or shows them again; where the terminal draws none it
// opens this one in the browser, as browseTo does.
func (m *Model) togglePhoto() tea.Cmd {
	if !m.story.shown() {
		m.say("open a story first")
		return nil
	}
	img, p := photoOf(m.story.art), &m.photos
	switch {
	case img == nil:
		m.say("this story has no photo")
		return nil
	case m.opt.Photos != nil && p.hidden && p.draws != cannot:
		p.hidden = false
		return tea.Batch(m.keep("photos", "shown"), m.wantPhoto())
	case p.draws == can && p.err == nil && m.story.photoBox().Y > 0:
		p.hidden = true
		m.say("photos are hidden; " + m.Does(&m.Keys.Photo, "shows them again"))
		return tea.Batch(m.keep("photos", "hidden"), m.wantPhoto())
	}
	return m.browseTo(img.URL)
}
