package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/ui/draw"
	"dateline/ui/page"
)

// promptKind is what a prompt is for.
type promptKind uint8

const (
	askNothing promptKind = iota
	askSearch
	askCommand
	askFeed
	askField // of a feed's card
	askWatch
	asks // how many there are
)

// prompt is the line at the foot of the screen in which one types.
type prompt struct {
	*draw.Look
	ask      promptKind
	edit     page.Edit
	known    vocabulary
	err      string
	offer    string // what tab could put there
	col      int    // cell of the value the mistake is at, -1 for none
	busy     bool
	names    []string                                // of saved searches
	label    string                                  // what is asked for, of askField
	take     func(typed string) (page.Intent, error) // what takes it
	commands [][2]string                             // of the command line
	learned  bool                                    // the names of the feeds are known
	past     [asks][]string                          // what was entered before, newest last, by kind
	back     int                                     // how far back in it
}

func (p *prompt) open(a promptKind, value string) {
	p.ask, p.err, p.offer, p.col, p.busy, p.back = a, "", "", -1, false, 0
	p.edit.Set(value)
}

func (p *prompt) close() { p.ask, p.busy = askNothing, false }

// lead is what stands before the typed text.
func (p *prompt) lead() string {
	switch p.ask {
	case askSearch:
		return "/ "
	case askCommand:
		return ": "
	}
	if p.ask == askWatch {
		return "Watch: "
	}
	if p.ask == askField {
		return p.label + ": "
	}
	return "Add feed: "
}

// key edits the line; entered reports that enter was pressed.
func (p *prompt) key(k tea.KeyPressMsg) (entered bool) {
	switch k.String() {
	case "enter":
		return !p.busy
	case "esc", "ctrl+c", "ctrl+g":
		p.close()
	case "tab":
		p.err, p.offer = "", ""
		p.complete()
	case "up", "ctrl+p":
		p.recall(1)
	case "down", "ctrl+n":
		p.recall(-1)
	case "backspace":
		if p.edit.Value == "" {
			p.close()
			return false
		}
		fallthrough
	default:
		if p.edit.Key(k) {
			p.err, p.col, p.offer = "", -1, ""
		}
	}
	return false
}

// recall puts an earlier line back.
func (p *prompt) recall(n int) {
	past := p.past[p.ask]
	p.back = max(min(p.back+n, len(past)), 0)
	if p.back == 0 {
		p.edit.Set("")
		return
	}
	p.edit.Set(past[len(past)-p.back])
}

// maxPast is how many lines of each kind are remembered.
const maxPast = 50

// keep remembers the line as entered, and reports whether it is a new one.
func (p *prompt) keep() bool {
	v := strings.TrimSpace(p.edit.Value)
	past := p.past[p.ask]
	if v == "" || len(past) > 0 && past[len(past)-1] == v {
		return false
	}
	past = slices.DeleteFunc(past, func(s string) bool { return s == v })
	p.past[p.ask] = append(past, v)[max(len(past)+1-maxPast, 0):]
	return true
}

// remembered are the prompts whose lines are kept between sessions, by the name they
// are kept under. Addresses are not: they may hold passwords.
func remembered() map[promptKind]string {
	return map[promptKind]string{askSearch: "past.search", askCommand: "past.command"}
}

// fail shows what is wrong with the line; at is a byte of it, -1 for the whole.
func (p *prompt) fail(text string, at int) {
	p.err, p.col, p.busy = text, -1, false
	if at >= 0 {
		p.col = draw.Width(p.edit.Value[:min(at, len(p.edit.Value))])
	}
}

// line draws the prompt and returns the column of the cursor.
func (p *prompt) line(w int) (string, int) {
	lead := p.lead()
	text, col := p.edit.View(w - draw.Width(lead) - 1)
	var b strings.Builder
	p.Theme.Prompt.Write(&b, lead)
	b.WriteString(text)
	used := draw.Width(lead) + draw.Width(text)
	if p.busy {
		if s := " looking for its feeds" + p.Glyphs.Ellipsis; used+draw.Width(s) < w {
			p.Theme.Dim.Write(&b, s)
			used += draw.Width(s)
		}
	}
	draw.Pad(&b, w-used)
	return b.String(), draw.Width(lead) + col
}

// mistake draws the line above the prompt: a pointer to the place and what was expected
// there, or what tab offers; ok false when there is nothing to say.
func (p *prompt) mistake(w int) (string, bool) {
	style, text := p.Theme.Error, p.err
	if text == "" {
		style, text = p.Theme.Dim, p.offer
	}
	if text == "" {
		return "", false
	}
	if p.col >= 0 && p.err != "" {
		at := draw.Width(p.lead()) + p.col
		if at+2+draw.Width(text) <= w || at-1-draw.Width(text) < 0 {
			text = strings.Repeat(" ", min(at, max(w-2-draw.Width(text), 0))) + "v " + text
		} else {
			text = strings.Repeat(" ", at-1-draw.Width(text)) + text + " v"
		}
	}
	text = draw.Clip(text, w, p.Glyphs.Ellipsis)
	var b strings.Builder
	style.Write(&b, text)
	draw.Pad(&b, w-draw.Width(text))
	return b.String(), true
}
