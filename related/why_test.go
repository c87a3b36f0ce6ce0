package related

import (
	"testing"

	"dateline/news"
)

// Why an entry stands beside a story is told in words, names in full.
func TestWhyInWords(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new news.Filing
		want     string
	}{
		{"a name in full, once", wire("a", "Isle Times", "Leader Orlen Tash opens plant at Inverlock", "State media said that Orlen Tash had cut a ribbon at Inverlock.", 0),
			wire("b", "Harbour Post", "Envoy asks where Orlen Tash has been", "Orlen Tash was not seen for twenty days before Inverlock.", 5), "both name Orlen Tash and Inverlock; 5 h apart"},
		{"a place and a number", wire("a", "Isle Times", "Quake of magnitude 5.6 strikes near Te Ano", "A quake of magnitude 5.6 struck near Te Ano.", 0),
			wire("b", "Harbour Post", "Town of Te Ano shaken by 5.6 quake", "The quake of 5.6 woke Te Ano at noon.", 1), "both name Te Ano; both give 5.6; both say “quake”; 1 h apart"},
		{"a day's name", wire("a", "Isle Times", "Leader Orlen Tash opens plant at Inverlock", "State media said that Orlen Tash had cut a ribbon on Saturday at Inverlock.", 0),
			wire("b", "Harbour Post", "Envoy asks where Orlen Tash has been", "Orlen Tash was not seen on Saturday before Inverlock.", 5), "both name Orlen Tash and Inverlock; 5 h apart"},
		{"words alone", wire("a", "Isle Times", "Ferry runs aground on sandbank", "A ferry ran aground on a sandbank in fog.", 0),
			wire("b", "Harbour Post", "Passengers of grounded ferry taken off sandbank", "They sat on a sandbank for hours.", 1), "both say “sandbank” and “ferry”; 1 h apart"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(Options{})
			x.Place(c.old, nil)
			it := x.read(&c.new)
			if w := why(x.telltale(&c.new, &it), &it, x.items[0]); w.Detail != c.want {
				t.Errorf("got %q, want %q", w.Detail, c.want)
			}
		})
	}
}
