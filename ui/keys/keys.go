// Package keys holds what every key does: one map for the help, the settings and their
// conflicts.
package keys

import (
	"reflect"
	"slices"
	"strings"
)

// Binding is what one action is called and which keys do it. A key is written as
// Bubble Tea names it; "] c" is two keys, one after the other.
type Binding struct {
	Keys  []string
	Help  string
	Group string
	short string // for the hints of the status line, "" to leave it out
}

// Is reports whether a key (or a finished sequence of keys) means this binding.
func (b *Binding) Is(key string) bool { return slices.Contains(b.Keys, key) }

// Label is how the help shows the keys.
func (b *Binding) Label() string {
	names := make([]string, len(b.Keys))
	for i, k := range b.Keys {
		names[i] = keyName(k)
	}
	return strings.Join(names, " ")
}

// First is the key that hints name, "" when the reader left the action without one.
func (b *Binding) First() string {
	if len(b.Keys) == 0 {
		return ""
	}
	return keyName(b.Keys[0])
}

// Pair is how hints name two keys that belong together: "j/k".
func Pair(a, b *Binding) string {
	if len(a.Keys) == 0 || len(b.Keys) == 0 {
		return a.First() + b.First()
	}
	return a.First() + "/" + b.First()
}

// keyName writes a key as people do: ^d for ctrl+d, ]c for a sequence.
func keyName(key string) string {
	if c, ok := strings.CutPrefix(key, "ctrl+"); ok {
		return "^" + c
	}
	return strings.ReplaceAll(key, " ", "")
}

// Map holds every key of the reader. A field is an action: the help screen and
// the settings learn it from here.
type Map struct {
	Down, Up, Top, Bottom, HalfDown, HalfUp, PageDown, PageUp, NextUnread, PrevUnread, NextStory, PrevStory, ShowNew                                        Binding
	Open, Back, NextPane, PrevPane, Pane1, Pane2, Pane3, Zoom, Widen, Narrow, Rows, HideRead                                                                Binding
	NextClaim, PrevClaim, NextFigure, PrevFigure, NextEntity, PrevEntity, NextNew, PrevNew, Jump, FullText, Versions, Leads, Apart, Join, Why, ToggleClaims Binding
	Read, AllRead, Star, Note, Undo, Refresh, RefreshAll, Browser, Photo, Cite, CopyLink, Save, Search, Relevance, Watch, Searches, Command, Add            Binding
	TopView, WireView, Alerts, Claims, Figures, Entity, World, Changes, Sources, Help, Mouse, Redraw, Suspend, Quit                                         Binding

	// On pages of their own.
	EditFeed, MuteFeed, ReadFeed, ReadFolder, RemoveFeed Binding
	SeenAlert, AllSeen, RemoveAlert                      Binding
	ChangeWatch, RemoveSearch                            Binding

	starters map[string]bool   // keys that begin a sequence
	actions  map[string]string // what a key means, by the name of the action
}

// The groups of keys that mean something on one page only. There they come first: they may
// be keys that mean something else in the panes, or on another page.
const (
	OnSources  = "In Sources"
	OnAlerts   = "In Alerts"
	OnSearches = "In the saved searches"
)

// ofPage reports whether a group is one of a page.
func ofPage(group string) bool { return group == OnSources || group == OnAlerts || group == OnSearches }

// Groups are those of the help screen, in its order.
var Groups = [...]string{"Move", "Panes", "In the story", "Marks and feeds", "Find", "Views", OnSources, OnAlerts, OnSearches}

// Default returns the keys that a reader begins with.
func Default() *Map {
	const move, panes, story, marks, find, views = "Move", "Panes", "In the story", "Marks and feeds", "Find", "Views"
	return &Map{
		Down:       Binding{[]string{"j", "down"}, "next row or line; 3j moves three", move, "move"},
		Up:         Binding{[]string{"k", "up"}, "previous row or line", move, ""},
		Top:        Binding{[]string{"g", "home"}, "to the top, showing what is new", move, ""},
		Bottom:     Binding{[]string{"G", "end"}, "to the bottom", move, ""},
		HalfDown:   Binding{[]string{"ctrl+d"}, "half a page down", move, ""},
		HalfUp:     Binding{[]string{"ctrl+u"}, "half a page up", move, ""},
		PageDown:   Binding{[]string{"space", "pgdown", "ctrl+f"}, "a page of the story on, then the next unread one", move, ""},
		PageUp:     Binding{[]string{"pgup", "ctrl+b"}, "a page back", move, ""},
		NextUnread: Binding{[]string{"n"}, "next unread", move, "unread"},
		PrevUnread: Binding{[]string{"p"}, "previous unread", move, ""},
		NextStory:  Binding{[]string{"J"}, "next story, also while one is read", move, ""},
		PrevStory:  Binding{[]string{"K"}, "previous story", move, ""},
		ShowNew:    Binding{[]string{"."}, "show the new stories, staying at this one", move, ""},

		Open:     Binding{[]string{"enter", "l", "right"}, "open, or go into the story", panes, "read"},
		Back:     Binding{[]string{"esc", "h", "left"}, "back, to the very place", panes, ""},
		NextPane: Binding{[]string{"tab"}, "next pane", panes, "pane"},
		PrevPane: Binding{[]string{"shift+tab"}, "previous pane", panes, ""},
		Pane1:    Binding{[]string{"1"}, "the stories", panes, ""},
		Pane2:    Binding{[]string{"2"}, "the story", panes, ""},
		Pane3:    Binding{[]string{"3"}, "related stories", panes, ""},
		Zoom:     Binding{[]string{"z"}, "this pane alone, or all again", panes, ""},
		Widen:    Binding{[]string{">"}, "widen this pane", panes, ""},
		Narrow:   Binding{[]string{"<"}, "narrow this pane; hide it at last", panes, ""},
		Rows:     Binding{[]string{"="}, "rows of one line, of two, or whole headlines; kept for each view", panes, ""},
		HideRead: Binding{[]string{"H"}, "hide read stories, or show them again, kept for each view; in Sources, show only feeds that fail", panes, ""},

		NextClaim:    Binding{[]string{"] c"}, "next claim", story, "claim"},
		PrevClaim:    Binding{[]string{"[ c"}, "previous claim", story, ""},
		NextFigure:   Binding{[]string{"] f"}, "next figure", story, ""},
		PrevFigure:   Binding{[]string{"[ f"}, "previous figure", story, ""},
		NextEntity:   Binding{[]string{"] e"}, "next name", story, ""},
		PrevEntity:   Binding{[]string{"[ e"}, "previous name", story, ""},
		NextNew:      Binding{[]string{"] n"}, "next sentence that is new since you read the story (a bar before its lines)", story, ""},
		PrevNew:      Binding{[]string{"[ n"}, "previous one", story, ""},
		Jump:         Binding{[]string{"e"}, "letters on the names: jump to one; again (or enter) lists its stories", story, "name"},
		FullText:     Binding{[]string{"f"}, "full text of the page, fetched when asked for; again: the feed's text", story, ""},
		Versions:     Binding{[]string{"v"}, "versions of the story with their differences", story, ""},
		Leads:        Binding{[]string{"d"}, "in Related: both leads side by side, differing words marked", story, ""},
		Apart:        Binding{[]string{"x"}, "in Related: not the same event", story, ""},
		Join:         Binding{[]string{"X"}, "the same event: in Related with the open story; in the list on one story, then on the other", story, ""},
		Why:          Binding{[]string{"i"}, "why is this marked, why is this related", story, ""},
		ToggleClaims: Binding{[]string{"c"}, "claims in the gutter, with speaker and cue, with what is said, hidden", story, ""},

		Read:       Binding{[]string{"m"}, "read or unread", marks, ""},
		AllRead:    Binding{[]string{"M"}, "mark all shown as read", marks, ""},
		Star:       Binding{[]string{"*"}, "star, or take the star away", marks, ""},
		Note:       Binding{[]string{"N"}, "note on the story, in Top's list on its event: yours, or with tab shared", marks, ""},
		Undo:       Binding{[]string{"u"}, "undo the last mark", marks, ""},
		Refresh:    Binding{[]string{"r"}, "fetch this story's feed", marks, ""},
		RefreshAll: Binding{[]string{"R"}, "fetch all feeds", marks, ""},
		Add:        Binding{[]string{"a"}, "add a feed by the address of any page", marks, ""},
		Browser:    Binding{[]string{"o"}, "open in the browser", marks, ""},
		Photo:      Binding{[]string{"I"}, "the story's photo: hide or show it; in the browser where the terminal draws none", marks, ""},
		Cite:       Binding{[]string{"y"}, "copy as citation", marks, ""},
		CopyLink:   Binding{[]string{"Y"}, "copy the link", marks, ""},
		Save:       Binding{[]string{"V"}, "write the story to a file, as text; :write NAME to one of that name", marks, ""},

		Search:    Binding{[]string{"/"}, "search and filter", find, "search"},
		Relevance: Binding{[]string{"O"}, "order a search by relevance, or by time again", find, ""},
		Watch:     Binding{[]string{"w"}, "watch the search, story or name you are at", find, ""},
		Searches:  Binding{[]string{"s"}, "saved searches and watches; :save NAME keeps the search shown", find, ""},
		Command:   Binding{[]string{":"}, "command line", find, ""},

		TopView:  Binding{[]string{"T"}, "Top: events by independent origins and growth", views, ""},
		WireView: Binding{[]string{"W"}, "Wire: every story by time", views, ""},
		Alerts:   Binding{[]string{"A"}, "Alerts: what your watches fired, with the very sentence", views, ""},
		Claims:   Binding{[]string{"C"}, "Claims: who says what in the story, its event, or the search; > and < widen and narrow", views, ""},
		Figures:  Binding{[]string{"F"}, "Figures: what is counted, by whom, lowest and highest; opens at the figure under the cursor", views, ""},
		Entity:   Binding{[]string{"E"}, "Entity: the page of the name under the cursor, else the names of the story to choose from", views, ""},
		World:    Binding{[]string{"P"}, "Map: the places of the last 24 hours, a tile a country; enter lists its stories", views, ""},
		Changes: Binding{[]string{"D"},
			"Changes: what was withdrawn, corrected and updated since your last visit; > and < look further back and not as far", views, ""},
		Sources: Binding{[]string{"S"}, "Sources: the feeds and their health", views, ""},
		Help:    Binding{[]string{"?", "f1"}, "this help", views, "help"},
		Mouse:   Binding{[]string{"ctrl+o"}, "mouse on or off (off lets the terminal select text)", views, ""},
		Redraw:  Binding{[]string{"ctrl+l"}, "draw the screen anew", views, ""},
		Suspend: Binding{[]string{"ctrl+z"}, "back to the shell; fg returns", views, ""},
		Quit:    Binding{[]string{"q", "ctrl+c"}, "quit", views, ""},

		EditFeed:   Binding{[]string{"e"}, "edit the feed: name, address, folder, tags, interval, full text", OnSources, "edit"},
		MuteFeed:   Binding{[]string{"m"}, "mute the feed, or give it its voice again", OnSources, "mute"},
		ReadFeed:   Binding{[]string{"M"}, "mark all of the feed as read", OnSources, "read"},
		ReadFolder: Binding{[]string{"N"}, "mark all feeds of its folder as read", OnSources, ""},
		RemoveFeed: Binding{[]string{"x"}, "remove the feed", OnSources, "remove"},

		SeenAlert:   Binding{[]string{"m"}, "seen or not seen", OnAlerts, "seen"},
		AllSeen:     Binding{[]string{"M"}, "mark all as seen", OnAlerts, "all seen"},
		RemoveAlert: Binding{[]string{"x"}, "remove the alert", OnAlerts, "remove"},

		ChangeWatch:  Binding{[]string{"w"}, "change the search, its name and what fires it", OnSearches, "change"},
		RemoveSearch: Binding{[]string{"x"}, "remove the search", OnSearches, "remove"},
	}
}

// action is a binding with its name.
type action struct {
	Name string
	*Binding
}

// All returns every action, in the order of the fields.
func (k *Map) All() []action {
	v := reflect.ValueOf(k).Elem()
	var out []action
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			out = append(out, action{v.Type().Field(i).Name, v.Field(i).Addr().Interface().(*Binding)})
		}
	}
	return out
}

// NameOf returns the name of the action of a binding.
func (k *Map) NameOf(b *Binding) string {
	for _, a := range k.All() {
		if a.Binding == b {
			return a.Name
		}
	}
	return ""
}

// Learn notes what each key means and which ones begin a sequence.
func (k *Map) Learn() *Map {
	k.starters, k.actions = map[string]bool{}, map[string]string{}
	for _, a := range k.All() {
		for _, key := range a.Keys {
			if !ofPage(a.Group) {
				k.actions[key] = a.Name
			}
			if first, _, sequence := strings.Cut(key, " "); sequence {
				k.starters[first] = true
			}
		}
	}
	return k
}

// Drop takes an action away: no key does it, and no help speaks of it.
func (k *Map) Drop(b *Binding) {
	*b = Binding{}
	k.Learn()
}

// Counted reports whether a key takes a count.
func (k *Map) Counted(key string) bool {
	for _, b := range []*Binding{&k.Down, &k.Up, &k.HalfDown, &k.HalfUp, &k.PageDown, &k.PageUp, &k.NextUnread, &k.PrevUnread, &k.NextStory, &k.PrevStory} {
		if b.Is(key) {
			return true
		}
	}
	return false
}

// Action returns the name of the action that a key does, "" for none.
func (k *Map) Action(key string) string { return k.actions[key] }

// Starts reports whether a key begins a sequence.
func (k *Map) Starts(key string) bool { return k.starters[key] }

// Owned reports whether a key means something of its own on the page of a group.
func (k *Map) Owned(group, key string) bool {
	return ofPage(group) && slices.ContainsFunc(k.All(), func(a action) bool { return a.Group == group && a.Is(key) })
}
