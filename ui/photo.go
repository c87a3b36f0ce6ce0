package ui

import (
	"net/url"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
)

// photoOf is the picture an article shows first, nil when it has none whose address may
// be opened.
func photoOf(a *news.Article) *news.Image {
	if a == nil || len(a.Images) == 0 || !openable(a.Images[0].URL) {
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

// photo adds the line that stands for the story's picture; it is a hyperlink where the
// terminal knows them. What does not fit follows at the end of the text.
func (b *body) photo() {
	img := photoOf(b.art)
	if img == nil {
		return
	}
	on, off := hyperlink(img.URL)
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
