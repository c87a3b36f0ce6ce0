// Package photo is the picture of the open story: it asks the terminal whether it draws
// pictures among text, fetches and shrinks the file, sends it and says which cells stand
// for it.
package photo

import (
	"context"
	"image"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// Source brings the pictures of stories.
type Source interface {
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
	// rest is how long a story must be open before its photo is fetched.
	rest = 400 * time.Millisecond
	// leastHeight is the height of a pane, in cells, from which a photo leaves room to
	// read, and mostLines how many lines it takes at most.
	leastHeight, mostLines = 15, 12
)

// Photo is the picture of the open story and what the terminal does with it.
type Photo struct {
	from    Source
	any     bool // any terminal that says it draws is believed
	draws   canDraw
	name    string               // what the terminal calls itself
	profile colorprofile.Profile // of its colours; placeholders need 256
	cell    image.Point          // pixels of a cell

	hidden bool        // by the reader
	box    image.Point // cells set aside for it, of no height where there is no room
	of     news.StoryID
	url    string
	n      int // grows with every picture, so that late answers are dropped
	busy   bool
	err    error
	stop   func()
	colour int         // of the placeholders last used
	size   image.Point // pixels of what was sent, zero when nothing was
	cells  image.Point
	drawn  int // grows with what is drawn
}

type (
	// RestMsg says that a story was open for a while.
	RestMsg struct{ n int }
	// photoMsg brings its picture as it is sent.
	photoMsg struct {
		n    int
		png  []byte
		size image.Point
		err  error
	}
)

// New makes the place of a picture. Without a source there is never one; anyTerminal
// believes every terminal that says it draws pictures, not only those that are known.
func New(from Source, anyTerminal bool) *Photo {
	return &Photo{from: from, any: anyTerminal, cell: image.Pt(10, 20)}
}

// Recall takes up what the reader chose the last time.
func (p *Photo) Recall(kept func(key string) string) { p.hidden = kept("photos") == "hidden" }

// State is another one whenever the lines of a story with a picture are other ones.
type State struct{ drawn, rows int }

// State says how the picture is drawn now.
func (p *Photo) State() State {
	if p.draws != can || p.url == "" {
		return State{drawn: p.drawn}
	}
	return State{p.drawn, p.box.Y}
}

// Fit gives the picture its room in a pane of w by h cells.
func (p *Photo) Fit(w, h int) {
	p.box = image.Point{}
	if h >= leastHeight {
		p.box = image.Pt(max(min(w-draw.GutterCells-1, draw.Measure), 1), min(h/3, mostLines))
	}
}

// Want turns to the picture of a story, or to none with an empty address.
func (p *Photo) Want(of news.StoryID, url string) page.Intent {
	if p.from == nil {
		return nil
	}
	if p.hidden {
		url = ""
	}
	if url != "" {
		p.of = of
	}
	if url == p.url {
		return nil
	}
	gone := p.Drop()
	p.url = url
	p.drawn++
	switch {
	case url == "" || p.draws == cannot || p.draws == asked:
		return gone
	case p.draws == unasked:
		p.draws = asked
		return page.Several{gone, page.Raw(question())}
	}
	return page.Several{gone, p.rest()}
}

// Drop forgets the picture, here and on the terminal.
func (p *Photo) Drop() page.Intent {
	if p.stop != nil {
		p.stop()
	}
	sent := p.size != image.Point{}
	p.n++
	p.url, p.busy, p.err, p.stop, p.size = "", false, nil, nil, image.Point{}
	if !sent {
		return nil
	}
	return page.Raw(remove(p.colour))
}

// rest waits until the story was open for a while.
func (p *Photo) rest() page.Intent { return page.After{Wait: rest, Msg: RestMsg{p.n}} }

// Update takes what a terminal says of itself and what was fetched.
func (p *Photo) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case tea.ColorProfileMsg:
		p.profile = msg.Profile
	case tea.TerminalVersionMsg:
		p.name = msg.Name
	case uv.CellSizeEvent:
		if msg.Width >= 2 && msg.Width <= 200 && msg.Height >= 2 && msg.Height <= 400 {
			p.cell = image.Pt(msg.Width, msg.Height)
		}
	case uv.KittyGraphicsEvent:
		return p.gotGraphics(string(msg.Payload) == "OK")
	case RestMsg:
		if msg.n == p.n {
			return p.fetch()
		}
	case photoMsg:
		if msg.n == p.n {
			return p.got(msg)
		}
	}
	return nil
}

// gotGraphics takes the terminal's answer, once.
func (p *Photo) gotGraphics(ok bool) page.Intent {
	if p.draws != asked {
		return nil
	}
	p.draws = cannot
	if !ok || p.profile < colorprofile.ANSI256 || !drawsAmongText(p.name) && !p.any {
		return nil
	}
	p.draws = can
	p.drawn++
	return p.rest()
}

// fetch fetches the picture and makes it small, away from the screens.
func (p *Photo) fetch() page.Intent {
	if p.draws != can || p.url == "" || p.busy || p.err != nil || p.size != (image.Point{}) || p.box.Y == 0 {
		return nil
	}
	from, of, url, n := p.from, p.of, p.url, p.n
	pixels := image.Pt(p.box.X*p.cell.X, p.box.Y*p.cell.Y)
	ask, stop := page.Stoppable(func(ctx context.Context) tea.Msg {
		file, err := from.Photo(ctx, of, url)
		if err != nil {
			return photoMsg{n: n, err: err}
		}
		png, size, err := develop(ctx, file, pixels)
		return photoMsg{n, png, size, err}
	})
	p.busy, p.stop = true, stop
	return ask
}

// got sends the picture to the terminal.
func (p *Photo) got(msg photoMsg) page.Intent {
	p.stop()
	p.busy, p.stop, p.err = false, nil, msg.err
	p.drawn++
	if msg.err != nil {
		return nil
	}
	p.colour = max((p.colour+1)%256, firstColour)
	p.size = msg.size
	p.cells = fitted(p.size, p.box, p.cell)
	return page.Raw(transmit(p.colour, msg.png, p.cells))
}

// Refit fits the picture into a pane of another size.
func (p *Photo) Refit() page.Intent {
	if p.draws != can || p.url == "" || p.box.Y == 0 {
		return nil
	}
	if p.size == (image.Point{}) {
		if p.busy || p.err != nil {
			return nil
		}
		return p.rest()
	}
	cells := fitted(p.size, p.box, p.cell)
	if cells == p.cells {
		return nil
	}
	p.cells = cells
	p.drawn++
	return page.Raw(putAgain(p.colour, cells))
}

// Rows is how many lines are kept for the picture at an address, 0 for none; err says
// what went wrong with it.
func (p *Photo) Rows(url string) (n int, err error) {
	if p.draws != can || url != p.url {
		return 0, nil
	}
	if p.err != nil {
		return 0, p.err
	}
	return p.box.Y, nil
}

// Row is one line of the picture across a pane of w cells, after the gutter.
func (p *Photo) Row(i, gutter, w int) string {
	var sb strings.Builder
	used := 0
	if p.size != (image.Point{}) && i < p.cells.Y && p.cells.X <= w-gutter {
		draw.Pad(&sb, gutter)
		placeholders(&sb, p.colour, i, p.cells.X)
		used = gutter + p.cells.X
	}
	draw.Pad(&sb, w-used)
	return sb.String()
}

// Show shows pictures again where they were hidden, ok false where they were not or the
// terminal draws none.
func (p *Photo) Show() (ok bool) {
	ok = p.from != nil && p.hidden && p.draws != cannot
	p.hidden = p.hidden && !ok
	return ok
}

// Hide hides the picture, ok false when none is drawn.
func (p *Photo) Hide() (ok bool) {
	ok = p.draws == can && p.err == nil && p.box.Y > 0
	p.hidden = p.hidden || ok
	return ok
}
