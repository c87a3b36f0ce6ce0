package entity

import (
	_ "embed" // tiles.txt
	"slices"
	"strings"
	"sync"
)

//go:embed tiles.txt
var tilesText string

// tile is a country's place on the map.
type tile struct {
	code, name string
	small      string // the code in small letters
	x, y       int    // columns and rows of tiles
}

// tileMap is the map of the world, the same for all.
type tileMap struct {
	tiles []tile // from the top left
	at    map[string]int
	w, h  int // in tiles
}

// theTiles reads the map when it is first looked at.
var theTiles = sync.OnceValue(func() *tileMap { return parseTiles(tilesText) })

// parseTiles reads lines of codes, "..." where there is none, then a line for each code
// with its name.
func parseTiles(text string) *tileMap {
	m := &tileMap{at: map[string]int{}}
	parts := strings.Split(text, "\n\n")
	if len(parts) < 3 {
		return m
	}
	for y, line := range strings.Split(parts[1], "\n") {
		for x, code := range strings.Fields(line) {
			if code == "..." {
				continue
			}
			m.at[code] = len(m.tiles)
			m.tiles = append(m.tiles, tile{code: code, small: strings.ToLower(code), x: x, y: y})
			m.w, m.h = max(m.w, x+1), max(m.h, y+1)
		}
	}
	for _, line := range strings.Split(parts[2], "\n") {
		if code, name, ok := strings.Cut(line, " "); ok {
			if i, ok := m.at[code]; ok {
				m.tiles[i].name = name
			}
		}
	}
	return m
}

// beside returns the nearest tile from tile i in a direction, i when there is none: what
// lies straight ahead before what lies aside.
func (m *tileMap) beside(i, dx, dy int) int {
	from, best, least := m.tiles[i], i, 1<<30
	for j, t := range m.tiles {
		ahead := (t.x-from.x)*dx + (t.y-from.y)*dy
		aside := (t.x-from.x)*dy + (t.y-from.y)*dx
		if aside < 0 {
			aside = -aside
		}
		if ahead <= 0 || aside > 3*ahead {
			continue
		}
		if far := ahead + 3*aside; far < least {
			best, least = j, far
		}
	}
	return best
}

// CountryNames lists the codes of all countries, then their names.
func CountryNames() []string {
	var codes, names []string
	for _, t := range theTiles().tiles {
		codes, names = append(codes, t.code), append(names, t.name)
	}
	slices.Sort(codes)
	slices.Sort(names)
	return append(codes, names...)
}
