package ui

import (
	"reflect"
	"slices"
	"strings"
)

// binding is what one action is called and which keys do it. A key is written as
// Bubble Tea names it; "] c" is two keys, one after the other.
type binding struct {
	keys  []string
	help  string
	group string
	short string // for the hints of the status line, "" to leave it out
}

// is reports whether a key (or a finished sequence of keys) means this binding.
func (b *binding) is(key string) bool { return slices.Contains(b.keys, key) }

// label is how the help shows the keys.
func (b *binding) label() string {
	names := make([]string, len(b.keys))
	for i, k := range b.keys {
		names[i] = keyName(k)
	}
	return strings.Join(names, " ")
}

// first is the key that hints name, "" when the reader left the action without one.
func (b *binding) first() string {
	if len(b.keys) == 0 {
		return ""
	}
	return keyName(b.keys[0])
}

// pair is how hints name two keys that belong together: "j/k".
func pair(a, b *binding) string {
	if len(a.keys) == 0 || len(b.keys) == 0 {
		return a.first() + b.first()
	}
	return a.first() + "/" + b.first()
}

// keyName writes a key as people do: ^d for ctrl+d, ]c for a sequence.
func keyName(key string) string {
	if c, ok := strings.CutPrefix(key, "ctrl+"); ok {
		return "^" + c
	}
	return strings.ReplaceAll(key, " ", "")
}

// keyMap holds every key of the reader. A field is an action: the help screen and
// the settings learn it from here.
type keyMap struct {
	Down, Up, Top, Bottom, HalfDown, HalfUp, PageDown, PageUp, NextUnread, PrevUnread, ShowNew                                                              binding
	Open, Back, NextPane, PrevPane, Pane1, Pane2, Pane3, Zoom, Widen, Narrow                                                                                binding
	NextClaim, PrevClaim, NextFigure, PrevFigure, NextEntity, PrevEntity, NextNew, PrevNew, Jump, FullText, Versions, Leads, Apart, Join, Why, ToggleClaims binding
	Read, AllRead, Star, Undo, Refresh, RefreshAll, Browser, Photo, Cite, CopyLink, Search, Relevance, Watch, Searches, Command, Add                        binding
	TopView, WireView, Alerts, Claims, Figures, Entity, World, Changes, Sources, Help, Mouse, Redraw, Suspend, Quit                                         binding

	starters map[string]bool   // keys that begin a sequence
	actions  map[string]string // what a key means, by the name of the action
}

// The groups of the help screen, in its order.
var groups = [...]string{"Move", "Panes", "In the story", "Marks and feeds", "Find", "Views"}

func defaultKeys() *keyMap {
	const move, panes, story, marks, find, views = "Move", "Panes", "In the story", "Marks and feeds", "Find", "Views"
	return &keyMap{
		Down:       binding{[]string{"j", "down"}, "next row or line; 3j moves three", move, "move"},
		Up:         binding{[]string{"k", "up"}, "previous row or line", move, ""},
		Top:        binding{[]string{"g", "home"}, "to the top, showing what is new", move, ""},
		Bottom:     binding{[]string{"G", "end"}, "to the bottom", move, ""},
		HalfDown:   binding{[]string{"ctrl+d"}, "half a page down", move, ""},
		HalfUp:     binding{[]string{"ctrl+u"}, "half a page up", move, ""},
		PageDown:   binding{[]string{"space", "pgdown", "ctrl+f"}, "a page of the story on, then the next unread one", move, ""},
		PageUp:     binding{[]string{"pgup", "ctrl+b"}, "a page back", move, ""},
		NextUnread: binding{[]string{"n"}, "next unread", move, "unread"},
		PrevUnread: binding{[]string{"p"}, "previous unread", move, ""},
		ShowNew:    binding{[]string{"."}, "show the new stories, staying at this one", move, ""},

		Open:     binding{[]string{"enter", "l", "right"}, "open, or go into the story", panes, "read"},
		Back:     binding{[]string{"esc", "h", "left"}, "back, to the very place", panes, ""},
		NextPane: binding{[]string{"tab"}, "next pane", panes, "pane"},
		PrevPane: binding{[]string{"shift+tab"}, "previous pane", panes, ""},
		Pane1:    binding{[]string{"1"}, "the stories", panes, ""},
		Pane2:    binding{[]string{"2"}, "the story", panes, ""},
		Pane3:    binding{[]string{"3"}, "related stories", panes, ""},
		Zoom:     binding{[]string{"z"}, "this pane alone, or all again", panes, ""},
		Widen:    binding{[]string{">"}, "widen this pane", panes, ""},
		Narrow:   binding{[]string{"<"}, "narrow this pane; hide it at last", panes, ""},

		NextClaim:    binding{[]string{"] c"}, "next claim", story, "claim"},
		PrevClaim:    binding{[]string{"[ c"}, "previous claim", story, ""},
		NextFigure:   binding{[]string{"] f"}, "next figure", story, ""},
		PrevFigure:   binding{[]string{"[ f"}, "previous figure", story, ""},
		NextEntity:   binding{[]string{"] e"}, "next name", story, ""},
		PrevEntity:   binding{[]string{"[ e"}, "previous name", story, ""},
		NextNew:      binding{[]string{"] n"}, "next sentence that is new since you read the story (a bar before its lines)", story, ""},
		PrevNew:      binding{[]string{"[ n"}, "previous one", story, ""},
		Jump:         binding{[]string{"e"}, "letters on the names: jump to one; again (or enter) lists its stories; in Sources: edit the feed", story, "name"},
		FullText:     binding{[]string{"f"}, "full text of the page, fetched when asked for; again: the feed's text", story, ""},
		Versions:     binding{[]string{"v"}, "versions of the story with their differences", story, ""},
		Leads:        binding{[]string{"d"}, "in Related: both leads side by side, differing words marked", story, ""},
		Apart:        binding{[]string{"x"}, "in Related: not the same event; in Sources: remove the feed", story, ""},
		Join:         binding{[]string{"X"}, "the same event: in Related with the open story; in the list on one story, then on the other", story, ""},
		Why:          binding{[]string{"i"}, "why is this marked, why is this related", story, ""},
		ToggleClaims: binding{[]string{"c"}, "show or hide the claims", story, ""},

		Read:       binding{[]string{"m"}, "read or unread; in Sources: mute the feed", marks, ""},
		AllRead:    binding{[]string{"M"}, "mark all shown as read", marks, ""},
		Star:       binding{[]string{"*"}, "star, or take the star away", marks, ""},
		Undo:       binding{[]string{"u"}, "undo the last mark", marks, ""},
		Refresh:    binding{[]string{"r"}, "fetch this story's feed", marks, ""},
		RefreshAll: binding{[]string{"R"}, "fetch all feeds", marks, ""},
		Add:        binding{[]string{"a"}, "add a feed by the address of any page", marks, ""},
		Browser:    binding{[]string{"o"}, "open in the browser", marks, ""},
		Photo:      binding{[]string{"I"}, "the story's photo: hide or show it; in the browser where the terminal draws none", marks, ""},
		Cite:       binding{[]string{"y"}, "copy as citation", marks, ""},
		CopyLink:   binding{[]string{"Y"}, "copy the link", marks, ""},

		Search:    binding{[]string{"/"}, "search and filter", find, "search"},
		Relevance: binding{[]string{"O"}, "order a search by relevance, or by time again", find, ""},
		Watch:     binding{[]string{"w"}, "watch the search, story or name you are at; in the saved searches: change it", find, ""},
		Searches:  binding{[]string{"s"}, "saved searches and watches; :save NAME keeps the search shown", find, ""},
		Command:   binding{[]string{":"}, "command line", find, ""},

		TopView:  binding{[]string{"T"}, "Top: events by independent origins and growth", views, ""},
		WireView: binding{[]string{"W"}, "Wire: every story by time", views, ""},
		Alerts:   binding{[]string{"A"}, "Alerts: what your watches fired, with the very sentence", views, ""},
		Claims:   binding{[]string{"C"}, "Claims: who says what in the story, its event, or the search; > and < widen and narrow", views, ""},
		Figures:  binding{[]string{"F"}, "Figures: what is counted, by whom, lowest and highest; opens at the figure under the cursor", views, ""},
		Entity:   binding{[]string{"E"}, "Entity: the page of the name under the cursor, else the names of the story to choose from", views, ""},
		World:    binding{[]string{"P"}, "Map: the places of the last 24 hours, a tile a country; enter lists its stories", views, ""},
		Changes:  binding{[]string{"D"}, "Changes: what was withdrawn, corrected and updated since your last visit; > and < look further back and not as far", views, ""},
		Sources:  binding{[]string{"S"}, "Sources: the feeds and their health", views, ""},
		Help:     binding{[]string{"?", "f1"}, "this help", views, "help"},
		Mouse:    binding{[]string{"ctrl+o"}, "mouse on or off (off lets the terminal select text)", views, ""},
		Redraw:   binding{[]string{"ctrl+l"}, "draw the screen anew", views, ""},
		Suspend:  binding{[]string{"ctrl+z"}, "back to the shell; fg returns", views, ""},
		Quit:     binding{[]string{"q", "ctrl+c"}, "quit", views, ""},
	}
}

// action is a binding with its name.
type action struct {
	name string
	*binding
}

// all returns every action, in the order of the fields.
func (k *keyMap) all() []action {
	v := reflect.ValueOf(k).Elem()
	var out []action
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			out = append(out, action{v.Type().Field(i).Name, v.Field(i).Addr().Interface().(*binding)})
		}
	}
	return out
}

// nameOf returns the name of the action of a binding.
func (k *keyMap) nameOf(b *binding) string {
	for _, a := range k.all() {
		if a.binding == b {
			return a.name
		}
	}
	return ""
}

// learn notes what each key means and which ones begin a sequence.
func (k *keyMap) learn() *keyMap {
	k.starters, k.actions = map[string]bool{}, map[string]string{}
	for _, a := range k.all() {
		for _, key := range a.keys {
			k.actions[key] = a.name
			if first, _, sequence := strings.Cut(key, " "); sequence {
				k.starters[first] = true
			}
		}
	}
	return k
}

// counted reports whether a key takes a count.
func (k *keyMap) counted(key string) bool {
	for _, b := range []*binding{&k.Down, &k.Up, &k.HalfDown, &k.HalfUp, &k.PageDown, &k.PageUp, &k.NextUnread, &k.PrevUnread} {
		if b.is(key) {
			return true
		}
	}
	return false
}
