package feed

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"dateline/news"
)

// amplePixels is the width from which on a picture is as wide as a terminal can use:
// of several sizes of one picture the narrowest such goes first.
const amplePixels = 600

// mediaImages returns the pictures of the media vocabulary (Media RSS 1.5.1), each with
// what it shows and who took it, the one to show first. What the item says beside its
// pictures is said of the first, unless it is the item's summary.
func mediaImages(sk *skeleton, e ext.Extensions, summary string) []news.Image {
	media := e["media"]
	if media == nil {
		return nil
	}
	var all []sized
	for _, g := range media["group"] {
		first := len(all)
		for _, x := range g.Children["content"] {
			all = appendMedia(all, sk, x)
		}
		describe(all[first:], sk, g.Children, summary)
	}
	for _, x := range media["content"] {
		all = appendMedia(all, sk, x)
		for _, t := range x.Children["thumbnail"] {
			if len(all) == 0 {
				all = appendMedia(all, sk, t)
			}
		}
	}
	if len(all) == 0 {
		for _, x := range media["thumbnail"] {
			all = appendMedia(all, sk, x)
		}
	}
	all = all[:min(len(all), maxWords)]
	slices.SortStableFunc(all, func(a, b sized) int { return a.rank() - b.rank() })
	describe(all[:min(len(all), 1)], sk, media, summary)
	images := make([]news.Image, len(all))
	for i := range all {
		images[i] = all[i].Image
	}
	return images
}

// sized is a picture with its width in pixels, 0 when that is not said.
type sized struct {
	news.Image
	width int
}

// rank orders sizes: ample ones, the narrowest first, then those of unknown width, then
// narrow ones, the widest first.
func (s sized) rank() int {
	switch {
	case s.width >= amplePixels:
		return s.width
	case s.width == 0:
		return 1 << 20
	}
	return 1<<21 - s.width
}

// appendMedia adds an element that is a picture and no counter of readers.
func appendMedia(all []sized, sk *skeleton, x ext.Extension) []sized {
	medium, typ, url := x.Attrs["medium"], x.Attrs["type"], x.Attrs["url"]
	picture := medium == "image" || strings.HasPrefix(typ, "image/") || medium == "" && typ == ""
	if url == "" || !picture {
		return all
	}
	width, known := pixels(x.Attrs["width"])
	height, too := pixels(x.Attrs["height"])
	if known && width <= 1 || too && height <= 1 {
		return all
	}
	s := []sized{{news.Image{URL: url}, width}}
	describe(s, sk, x.Children, "", "title")
	return append(all, s...)
}

// pixels reads a length; one beyond any picture is as good as none.
func pixels(s string) (n int, ok bool) {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(s), "px"))
	if err != nil || n < 0 || n >= 1<<18 {
		return 0, false
	}
	return n, true
}

// describe gives pictures that say nothing of themselves the words of the elements
// beside or in them. A title is a picture's only in its own element: beside it, it is the
// item's.
func describe(images []sized, sk *skeleton, words map[string][]ext.Extension, summary string, own ...string) {
	if len(images) == 0 {
		return
	}
	first := func(names ...string) string {
		for _, name := range names {
			for _, c := range words[name] {
				if t := sk.resolve(c.Value); !t.empty() && t.s != summary {
					return line(t, maxTitle)
				}
			}
		}
		return ""
	}
	alt, credit := first(append([]string{"description"}, append(own, "text")...)...), first("credit", "copyright")
	for i := range images {
		images[i].Alt = cmp.Or(images[i].Alt, alt)
		images[i].Credit = cmp.Or(images[i].Credit, credit)
	}
}
