package ui

import (
	"fmt"
	"strings"
	"testing"

	"dateline/news"
)

// withPhotos is a desk whose first story has these pictures.
func withPhotos(images ...news.Image) *fakeDesk {
	d := newFakeDesk()
	for _, s := range d.stories {
		if strings.HasPrefix(s.Title, "Estonia empties") {
			s.Images = images
		}
	}
	return d
}

var damPhoto = news.Image{URL: "https://northwire.example/dam.jpg",
	Alt:    "Lorries carry pumps past a flooded orchard below the Tarsa dam in south-eastern Estonia, where the level is being brought down",
	Credit: "R. Okafor/Northwire"}

func TestPhotoGoldens(t *testing.T) {
	for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
		name := fmt.Sprintf("photo-%dx%d", size[0], size[1])
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, size[0], size[1], Options{}, withPhotos(damPhoto, news.Image{URL: "https://northwire.example/map.png", Alt: "A map of the lake"}))
			if s.keys("enter"); size[1] < 20 {
				s.keys("space")
			}
			s.golden(name)
		})
	}
	t.Run("ascii", func(t *testing.T) {
		s := newScreen(t, 80, 24, Options{ASCII: true}, withPhotos(damPhoto))
		s.keys("enter").golden("photo-ascii-80x24")
	})
	t.Run("the end", func(t *testing.T) {
		s := newScreen(t, 80, 24, Options{}, withPhotos(damPhoto))
		s.keys("enter", "G").golden("photo-end-80x24")
	})
}

// I opens the photo in the browser, over SSH it copies the address.
func TestPhotoOpens(t *testing.T) {
	var opened []string
	open := func(url string) error { opened = append(opened, url); return nil }
	s := newScreen(t, 80, 24, Options{Open: open}, withPhotos(damPhoto))
	s.keys("enter", "I")
	if len(opened) != 1 || opened[0] != damPhoto.URL {
		t.Errorf("opened %q", opened)
	}
	s = newScreen(t, 80, 24, Options{Open: open, OverSSH: true}, withPhotos(damPhoto))
	if s.keys("enter", "I"); len(opened) != 1 || !strings.Contains(s.told(), "copied") {
		t.Errorf("opened %q, said %q", opened, s.told())
	}
	for _, d := range []*fakeDesk{withPhotos(), withPhotos(news.Image{URL: "file:///etc/passwd", Alt: "no"})} {
		s = newScreen(t, 80, 24, Options{Open: open}, d)
		if s.keys("enter", "I"); len(opened) != 1 || s.told() != "this story has no photo" {
			t.Errorf("opened %q, said %q", opened, s.told())
		}
	}
}
