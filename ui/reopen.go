package ui

import (
	"strconv"
	"strings"

	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
)

// A reader who did not quit (the line broke, the server was started anew) comes back to the
// open story and the search that was in force.

// standing is what was open when the screens had to end.
type standing struct {
	focus  layout.Pane
	story  news.StoryID
	search string
}

// String writes it down for parseStanding, "" for nothing.
func (s standing) String() string {
	if s.story == "" && s.search == "" {
		return ""
	}
	return strconv.Itoa(int(s.focus)) + " " + string(s.story) + " " + s.search
}

// parseStanding reads what String wrote; what is not understood is nothing.
func parseStanding(text string) (s standing) {
	parts := strings.SplitN(text, " ", 3)
	if len(parts) < 3 {
		return s
	}
	focus, err := strconv.Atoi(parts[0])
	if err != nil || focus < int(layout.List) || focus > int(layout.Related) {
		return s
	}
	return standing{layout.Pane(focus), news.StoryID(parts[1]), parts[2]}
}

// stand is what is open now.
func stand(m *Model) standing {
	s := standing{focus: m.focus, search: m.list().Asked}
	if m.focus != layout.List {
		s.story = m.story.ID
	}
	return s
}

// cut ends the reader, who did not ask for it.
func cut(m *Model) page.Intent {
	return page.Sequence{page.Keep{Key: "open", Value: stand(m).String()}, m.end()}
}

// reopen opens what was open, once: when the first headlines are there.
func reopen(m *Model) page.Intent {
	s := parseStanding(m.stood)
	if m.stood = ""; s == (standing{}) {
		return nil
	}
	want := page.Several{page.Keep{Key: "open"}}
	if s.search != "" {
		want = append(want, m.search(s.search))
	}
	if s.story == "" {
		return want
	}
	m.moves++
	m.list().Touch()
	m.setFocus(s.focus)
	return append(want, m.loadStory(s.story))
}
