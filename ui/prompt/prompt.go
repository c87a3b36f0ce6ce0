// Package prompt is the line at the foot of the screen in which one types: it edits, completes,
// remembers what was entered and shows what is wrong with it.
package prompt

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// Kind is what a prompt is for.
type Kind uint8

// The kinds of prompts.
const (
	Nothing Kind = iota
	Search
	Command
	Feed
	Field // of a feed's card
	Watch
	asks // how many there are
)

// Prompt is the line at the foot of the screen in which one types.
type Prompt struct {
	*draw.Look
	ask        Kind
	edit       page.Edit
	known      vocabulary
	err        string
	Offer      string // what tab could put there
	col        int    // cell of the value the mistake is at, -1 for none
	busy       bool
	names      []string                                // of saved searches
	label      string                                  // what is asked for, of Field
	take       func(typed string) (page.Intent, error) // what takes it
	turn       func() (label, offer string)            // what tab does, nil for nothing
	commands   [][2]string                             // of the command line
	feedsKnown bool                                    // the names of the feeds are known
	past       [asks][]string                          // what was entered before, newest last, by kind
	back       int                                     // how far back in it
}

// New makes a closed prompt that completes commands and the names of countries.
func New(k *draw.Look, commands [][2]string, countries []string) Prompt {
	return Prompt{Look: k, col: -1, commands: commands, known: vocabulary{news.FieldCountry: countries}}
}

// Recall takes up what was entered in the last sessions.
func (p *Prompt) Recall(kept func(key string) string) {
	for a, name := range remembered() {
		if past := kept(name); past != "" {
			p.past[a] = strings.Split(past, "\n")
		}
	}
}

// Kind is what the open prompt is for, Nothing when none is open.
func (p *Prompt) Kind() Kind { return p.ask }

// Typing reports whether a line is being typed.
func (p *Prompt) Typing() bool { return p.ask != Nothing }

// Value is the line as it stands.
func (p *Prompt) Value() string { return p.edit.Value }

// Wait says that what was entered is being looked at.
func (p *Prompt) Wait() { p.busy, p.err = true, "" }

// Waiting reports whether what was entered is being looked at.
func (p *Prompt) Waiting() bool { return p.busy }

// Learned reports whether the names of the feeds are known.
func (p *Prompt) Learned() bool { return p.feedsKnown }

// OpenLine asks for a line that take takes.
func (p *Prompt) OpenLine(want page.EnterLine) {
	p.Open(Field, want.Value)
	p.label, p.take, p.turn, p.Offer = want.Label, want.Take, want.Turn, want.Offer
}

// OpenWatch opens the form of a watch; offer says what enter does.
func (p *Prompt) OpenWatch(line, offer string) {
	p.Open(Watch, line)
	p.Offer = offer
}

// Paste puts pasted text in the line.
func (p *Prompt) Paste(text string) { p.edit.Insert(strings.TrimSpace(text)) }

// Taken gives the line to the page that asked for it, and closes when it is right.
func (p *Prompt) Taken(text string) page.Intent {
	want, err := p.take(text)
	if err != nil {
		p.Fail(err.Error(), -1)
		return nil
	}
	p.Close()
	return want
}

// KeepPast remembers the line that was entered, for the next session too.
func (p *Prompt) KeepPast() page.Intent {
	name := remembered()[p.ask]
	if !p.keep() || name == "" {
		return nil
	}
	return page.Keep{Key: name, Value: strings.Join(p.past[p.ask], "\n")}
}

// Open opens the prompt of a kind with a value in it.
func (p *Prompt) Open(a Kind, value string) {
	p.ask, p.err, p.Offer, p.col, p.busy, p.back = a, "", "", -1, false, 0
	p.edit.Set(value)
}

// OpenOver opens the prompt of a kind with nothing in it, over a line that is in force: that
// one is what up puts back first.
func (p *Prompt) OpenOver(a Kind, was, offer string) {
	p.Open(a, "")
	if was != "" {
		p.remember(was)
		p.Offer = offer
	}
}

// Close ends typing.
func (p *Prompt) Close() { p.ask, p.busy = Nothing, false }

// lead is what stands before the typed text.
func (p *Prompt) lead() string {
	switch p.ask {
	case Search:
		return "/ "
	case Command:
		return ": "
	}
	if p.ask == Watch {
		return "Watch: "
	}
	if p.ask == Field {
		return p.label + ": "
	}
	return "Add feed: "
}

// Key edits the line; entered reports that enter was pressed.
func (p *Prompt) Key(k tea.KeyPressMsg) (entered bool) {
	switch k.String() {
	case "enter":
		return !p.busy
	case "esc", "ctrl+c", "ctrl+g":
		p.Close()
	case "tab":
		if p.err, p.Offer = "", ""; p.ask == Field && p.turn != nil {
			p.label, p.Offer = p.turn()
			return false
		}
		p.complete()
	case "up", "ctrl+p":
		p.earlier(1)
	case "down", "ctrl+n":
		p.earlier(-1)
	case "backspace":
		if p.edit.Value == "" {
			p.Close()
			return false
		}
		fallthrough
	default:
		if p.edit.Key(k) {
			p.err, p.col, p.Offer = "", -1, ""
		}
	}
	return false
}

// earlier puts an earlier line back.
func (p *Prompt) earlier(n int) {
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
func (p *Prompt) keep() bool {
	v := strings.TrimSpace(p.edit.Value)
	past := p.past[p.ask]
	if v == "" || len(past) > 0 && past[len(past)-1] == v {
		return false
	}
	p.remember(v)
	return true
}

// remember puts a line before all that were entered earlier.
func (p *Prompt) remember(v string) {
	past := slices.DeleteFunc(p.past[p.ask], func(s string) bool { return s == v })
	p.past[p.ask] = append(past, v)[max(len(past)+1-maxPast, 0):]
}

// remembered are the prompts whose lines are kept between sessions, by the name they
// are kept under. Addresses are not: they may hold passwords.
func remembered() map[Kind]string {
	return map[Kind]string{Search: "past.search", Command: "past.command"}
}

// Fail shows what is wrong with the line; at is a byte of it, -1 for the whole.
func (p *Prompt) Fail(text string, at int) {
	p.err, p.col, p.busy = text, -1, false
	if at >= 0 {
		p.col = draw.Width(p.edit.Value[:min(at, len(p.edit.Value))])
	}
}

// Above is what stands over the line: what was expected, with a pointer to the place, or
// what tab offers; nil when there is nothing to say.
func (p *Prompt) Above(w int) []string {
	style, text := p.Theme.Error, p.err
	if text == "" {
		style, text = p.Theme.Dim, p.Offer
	}
	if !p.Typing() || text == "" {
		return nil
	}
	if p.col < 0 || p.err == "" {
		return draw.Over(text, style, w)
	}
	at := draw.Width(p.lead()) + p.col
	switch width := draw.Width(text); {
	case at+2+width <= w:
		text = strings.Repeat(" ", at) + "v " + text
	case at-1-width >= 0:
		text = strings.Repeat(" ", at-1-width) + text + " v"
	case width+2 <= w:
		text = strings.Repeat(" ", w-2-width) + "v " + text
	default:
		return append(draw.Over(text, style, w), draw.Padded("v", style, min(at, w-1), w))
	}
	return []string{draw.Padded(text, style, 0, w)}
}

// Line draws the prompt and returns the column of the cursor.
func (p *Prompt) Line(w int) (string, int) {
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
