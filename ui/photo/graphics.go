package photo

import (
	"encoding/base64"
	"fmt"
	"image"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"
)

// Pictures are drawn by kitty's graphics protocol with Unicode placeholders: the file is
// sent once under a number, and cells that hold U+10EEEE stand for its parts. Marks on it
// say which row and column, its colour and a third mark which picture. To the renderer
// they are letters like any other, so that scrolling, popups and panes cost nothing and
// never tear. Sixel has no such cells: the renderer would draw over it, and every scroll
// would send the picture again.
// https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders

const (
	// ours is the highest byte of the numbers of our pictures: other programs on the
	// same terminal are not likely to use it. The lowest is a colour of the 256 from
	// firstColour on: those below are written in other ways, too.
	ours, firstColour = 68, 16
	// maxChunk bounds one piece of a file in base64, in bytes: the protocol's own bound.
	maxChunk = 4096
)

// pictureID is the number of a picture with a colour.
func pictureID(colour int) string { return strconv.Itoa(ours<<24 | colour) }

// question asks a terminal for the size of its cells, its name, and whether it draws
// pictures. One that answers the last has answered the others before.
func question() string {
	return ansi.WindowOp(16) + ansi.RequestNameVersion + ansi.KittyGraphics([]byte("AAAA"), "i="+pictureID(0), "s=1", "v=1", "a=q", "t=d", "f=24")
}

// transmit sends a PNG file to be drawn on cells by placeholders.
func transmit(colour int, png []byte, cells image.Point) string {
	var b strings.Builder
	data := base64.StdEncoding.EncodeToString(png)
	options := []string{"a=T", "U=1", "f=100", "t=d", "i=" + pictureID(colour), "p=1", fmt.Sprintf("c=%d", cells.X), fmt.Sprintf("r=%d", cells.Y), "q=2"}
	for more := true; more; options = []string{"q=2"} {
		piece := data[:min(len(data), maxChunk)]
		data = data[len(piece):]
		if more = data != ""; more {
			options = append(options, "m=1")
		} else {
			options = append(options, "m=0")
		}
		b.WriteString(ansi.KittyGraphics([]byte(piece), options...))
	}
	return b.String()
}

// putAgain has a picture that was sent drawn on another number of cells.
func putAgain(colour int, cells image.Point) string {
	return ansi.KittyGraphics(nil, "a=p", "U=1", "i="+pictureID(colour), "p=1", fmt.Sprintf("c=%d", cells.X), fmt.Sprintf("r=%d", cells.Y), "q=2")
}

// remove has the terminal forget a picture.
func remove(colour int) string {
	return ansi.KittyGraphics(nil, "a=d", "d=I", "i="+pictureID(colour), "q=2")
}

// placeholders writes the cells of one row of a picture.
func placeholders(b *strings.Builder, colour, row, cols int) {
	b.WriteString("\x1b[38;5;" + strconv.Itoa(colour) + "m")
	for col := range cols {
		b.WriteRune(kitty.Placeholder)
		b.WriteRune(kitty.Diacritic(row))
		b.WriteRune(kitty.Diacritic(col))
		b.WriteRune(kitty.Diacritic(ours))
	}
	b.WriteString("\x1b[39m")
}

// drawsAmongText reports whether a terminal of this name, as it gives it to XTVERSION,
// knows placeholders. Others that know the protocol (WezTerm, Konsole) answer alike and
// would show the placeholders themselves.
func drawsAmongText(name string) bool {
	name = strings.ToLower(name)
	if _, version, ok := strings.Cut(name, "kitty("); ok {
		major, rest, _ := strings.Cut(version, ".")
		minor, err := strconv.Atoi(rest[:len(rest)-len(strings.TrimLeft(rest, "0123456789"))])
		return err == nil && (major != "0" || minor >= 28)
	}
	return strings.Contains(name, "ghostty")
}

// fitted is the cells that a picture of a size in pixels takes within a box of cells,
// each of a size in pixels, keeping its shape.
func fitted(size, box, cell image.Point) image.Point {
	cols := (box.Y*cell.Y*size.X + size.Y*cell.X/2) / (size.Y * cell.X)
	if cols <= box.X {
		return image.Pt(max(cols, 1), box.Y)
	}
	rows := (box.X*cell.X*size.Y + size.X*cell.Y/2) / (size.X * cell.Y)
	return image.Pt(box.X, min(max(rows, 1), box.Y))
}
