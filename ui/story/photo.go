package story

import (
	"net/url"
	"slices"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/photo"
)

// wantPhoto turns to the open story's picture, or to none.
func (s *Pane) wantPhoto() page.Intent {
	if img := photoOf(s.Art); img != nil && s.Shown() {
		return s.photo.Want(s.Art.ID, img.URL)
	}
	return s.photo.Want("", "")
}

// Refit fits the picture into a pane of another size.
func (s *Pane) Refit() page.Intent { return s.photo.Refit() }

// togglePhoto hides the pictures or shows them again; where the terminal draws none it
// opens this one in the browser.
func (s *Pane) togglePhoto() page.Intent {
	if !s.Shown() {
		return page.Say("open a story first")
	}
	img := photoOf(s.Art)
	switch {
	case img == nil:
		return page.Say("this story has no photo")
	case s.photo.Show():
		return page.Several{page.Keep{Key: "photos", Value: "shown"}, s.wantPhoto()}
	case s.photo.Hide():
		return page.Several{page.Say("photos are hidden; " + s.Does(&s.Keys.Photo, "shows them again")), page.Keep{Key: "photos", Value: "hidden"}, s.wantPhoto()}
	}
	return page.BrowseTo(img.URL)
}

// photoOf is the picture an article shows first, nil when it has none whose address may
// be opened.
func photoOf(a *news.Article) *news.Image {
	if a == nil || len(a.Images) == 0 || !draw.Openable(a.Images[0].URL) {
		return nil
	}
	return &a.Images[0]
}

// photoWords is what is said of a picture in place of it, and to whom it is owed.
func photoWords(i *news.Image) string {
	words := "[photo]"
	switch {
	case i.Alt != "":
		words += " " + i.Alt
	case i.Credit == "":
		words += " without a description"
		if u, err := url.Parse(i.URL); err == nil && u.Hostname() != "" {
			words += ", at " + u.Hostname()
		}
	}
	if i.Credit != "" {
		words += " (" + i.Credit + ")"
	}
	return words
}

// photoLink adds the line that stands for the story's picture; it is a hyperlink where the
// terminal knows them. What does not fit follows at the end of the text.
func (b *body) photoLink() {
	img := photoOf(b.art)
	if img == nil {
		return
	}
	on, off := draw.Hyperlink(img.URL)
	words := b.photoLine(img)
	var sb strings.Builder
	draw.Pad(&sb, b.gutter)
	sb.WriteString(on)
	b.Theme.Dim.Write(&sb, words)
	sb.WriteString(off)
	draw.Pad(&sb, b.w-b.gutter-draw.Width(words))
	b.lines = append(b.lines, bodyLine{ready: sb.String(), claim: -1})
	b.photoAt = len(b.lines)
}

// photoLine is one line of what is said of a picture. Whom it is owed to is cut last.
func (b *body) photoLine(img *news.Image) string {
	words := b.ASCII(photoWords(img))
	owed := b.ASCII(" (" + img.Credit + ")")
	if rest, ok := strings.CutSuffix(words, owed); ok && draw.Width(words) > b.room() && draw.Width(owed) <= b.room()/2 {
		return draw.Clip(rest, b.room()-draw.Width(owed), b.Glyphs.Ellipsis) + draw.Tame(owed)
	}
	return draw.Clip(words, b.room(), b.Glyphs.Ellipsis)
}

// captions adds what is said of the pictures, the first only when its line had no room
// for all of it.
func (b *body) captions() {
	for i := range b.art.Images {
		img := &b.art.Images[i]
		words := b.ASCII(photoWords(img))
		if img.Alt == "" || i == 0 && photoOf(b.art) != nil && draw.Width(words) <= b.room() {
			continue
		}
		b.note(words, b.Theme.Dim)
	}
}

// hang puts the picture, or the room that is kept for it, under its line.
func (b *body) hang(p *photo.Photo) {
	img := photoOf(b.art)
	if img == nil {
		return
	}
	n, err := p.Rows(img.URL)
	if err != nil {
		before := len(b.lines)
		b.note("the photo cannot be shown: "+draw.FirstLine(err.Error()), b.Theme.Dim)
		said := slices.Clone(b.lines[before:])
		b.lines = slices.Insert(b.lines[:before], b.photoAt, said...)
		return
	}
	lines := make([]bodyLine, n)
	for i := range lines {
		lines[i] = bodyLine{ready: p.Row(i, b.gutter, b.w), claim: -1}
	}
	b.lines = slices.Insert(b.lines, b.photoAt, lines...)
}
