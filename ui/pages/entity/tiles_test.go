package entity

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// Every country has a tile of its own and is called as the gazetteer calls it.
func TestTiles(t *testing.T) {
	m := theTiles()
	raw, err := os.ReadFile("../../../entities/facts/countries.tsv")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, line := range strings.Split(string(raw), "\n")[1:] {
		f := strings.Split(line, "\t")
		if len(f) < 11 || !slices.Contains([]string{"un-member", "un-observer", "disputed", "territory"}, f[10]) {
			continue // regions and blocs are not countries
		}
		want[strings.Replace(f[0], "XKX", "UNK", 1)] = f[2]
	}
	if len(want) < 240 {
		t.Fatalf("%d countries in the gazetteer", len(want))
	}
	at := map[[2]int]string{}
	for _, x := range m.tiles {
		if other := at[[2]int{x.x, x.y}]; other != "" {
			t.Errorf("%s and %s share a tile", x.code, other)
		}
		at[[2]int{x.x, x.y}] = x.code
		if want[x.code] != x.name {
			t.Errorf("%s is called %q, not %q", x.code, x.name, want[x.code])
		}
	}
	if len(m.tiles) != len(m.at) {
		t.Errorf("%d tiles of %d codes", len(m.tiles), len(m.at))
	}
	for code := range want {
		if _, ok := m.at[code]; !ok {
			t.Errorf("%s has no tile", code)
		}
	}
	if m.w*tileCells > 118 || m.h > 20 {
		t.Errorf("the map is %d by %d tiles; 120 by 24 cells must show its width and height", m.w, m.h)
	}
}

// From every tile every direction leads on or stays, and every tile can be reached.
func TestTilesReached(t *testing.T) {
	m := theTiles()
	seen, queue := map[int]bool{0: true}, []int{0}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		for _, d := range [][2]int{{-1, 0}, {1, 0}, {0, -1}, {0, 1}} {
			if j := m.beside(i, d[0], d[1]); !seen[j] {
				seen[j] = true
				queue = append(queue, j)
			}
		}
	}
	for i, x := range m.tiles {
		if !seen[i] {
			t.Errorf("%s cannot be reached", x.code)
		}
	}
}
