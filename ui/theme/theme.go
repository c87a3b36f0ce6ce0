// Package theme holds how dateline looks: every colour, border and glyph, made
// once from a palette that is plain data. Nothing here runs while a frame is
// drawn: a Style is two ready-made escape sequences to write around a text.
package theme

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"dateline/news"
)

// Style is what to write before and after a text so that it looks a certain way.
// The zero Style leaves the text as it is. Styles do not nest.
type Style struct{ On, Off string }

// Write appends the text in this style to b.
func (s Style) Write(b *strings.Builder, text string) {
	b.WriteString(s.On)
	b.WriteString(text)
	b.WriteString(s.Off)
}

// Wrap returns the text in this style.
func (s Style) Wrap(text string) string { return s.On + text + s.Off }

// Theme is a palette made ready to draw with.
type Theme struct {
	Name string
	Mono bool // no colours: what colour repeats elsewhere is told by attributes

	Text, Dim, Strong          Style
	Unread, Read               Style // headlines of the list
	Selected, Resting          Style // the selected row's first line, with and without the focus
	Bar                        Style // beside the selected row
	Border, Focus, Heading     Style // panes; Focus is the focused pane's border and title
	Urgent, Changed, Corrected Style // marks of the list
	Withdrawn, Differ, Denied  Style
	Starred, Grown             Style
	Says, Denies, Confirms     Style // the gutter
	Declines, Asks, Second     Style
	Speaker, Cue, Denial       Style // of claims, in the text: who speaks, and by which words
	Hedge, Content             Style // a cue that hedges; what is said
	Cursor                     Style // the words under the cursor
	CursorSource               Style // the speaker of the claim under it
	CursorContent              Style // what he says there
	Match                      Style // what a search found
	Removed, Added             Style // words of a version that went and came
	Link, Note                 Style
	Key, Notice, Error, Status Style
	Prompt                     Style

	figure   Style
	entity   map[news.Kind]Style
	combined map[news.Kind]Style // an entity inside a figure
}

// Entity is how a mention of this kind looks in the text; figure says that the
// words are part of a figure too.
func (t *Theme) Entity(k news.Kind, figure bool) Style {
	if figure {
		if s, ok := t.combined[k]; ok {
			return s
		}
		return t.figure
	}
	return t.entity[k]
}

// New makes a palette ready. The error names the field of the first specification
// that cannot be read.
func New(p Palette) (*Theme, error) {
	m := maker{}
	t := &Theme{Name: p.Name, Mono: p.Mono}
	for _, f := range p.fields(t) {
		*f.style = m.style(f.name, *f.spec)
	}
	t.figure = m.style("figure", p.Figure)
	t.entity, t.combined = map[news.Kind]Style{}, map[news.Kind]Style{}
	for _, k := range news.Kinds() {
		if k == news.FigureKind {
			t.entity[k] = t.figure
			continue
		}
		t.entity[k] = m.style(string(k), p.Entities[k])
		t.combined[k] = m.style(string(k), strings.TrimSpace(p.Entities[k]+" bold"))
	}
	return t, m.err
}

// Must is New for a palette of this package, which the tests have read.
func Must(p Palette) *Theme {
	t, err := New(p)
	if err != nil {
		panic(err)
	}
	return t
}

// maker turns specifications into styles and keeps the first error.
type maker struct{ err error }

func (m *maker) style(name, spec string) Style {
	s, err := parse(spec)
	if err != nil && m.err == nil {
		m.err = fmt.Errorf("theme %s: %w", name, err)
	}
	return s
}

// colours are the names of the 16 colours of a terminal.
var colours = []string{
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"brightblack", "brightred", "brightgreen", "brightyellow",
	"brightblue", "brightmagenta", "brightcyan", "brightwhite",
}

// parse reads a specification such as "bold underline red on #202020": attributes
// and a colour in any order, and a background after "on".
func parse(spec string) (Style, error) {
	s, set, back := lipgloss.NewStyle(), false, false
	for _, word := range strings.Fields(spec) {
		set = true
		switch word {
		case "bold":
			s = s.Bold(true)
		case "dim":
			s = s.Faint(true)
		case "italic":
			s = s.Italic(true)
		case "underline":
			s = s.Underline(true)
		case "strike":
			s = s.Strikethrough(true)
		case "reverse":
			s = s.Reverse(true)
		case "default":
			set = set && spec != "default"
		case "on":
			back = true
		default:
			code, err := colour(word)
			if err != nil {
				return Style{}, err
			}
			if back {
				s = s.Background(lipgloss.Color(code))
			} else {
				s = s.Foreground(lipgloss.Color(code))
			}
		}
	}
	if !set {
		return Style{}, nil
	}
	return split(s), nil
}

// colour returns the form lipgloss reads: a number of the 256, or #rrggbb.
func colour(word string) (string, error) {
	if i := slices.Index(colours, word); i >= 0 {
		return fmt.Sprint(i), nil
	}
	if strings.HasPrefix(word, "#") && len(word) == 7 && strings.Trim(strings.ToLower(word[1:]), "0123456789abcdef") == "" {
		return word, nil
	}
	if n := len(word); n > 0 && n <= 3 && strings.Trim(word, "0123456789") == "" && (n < 3 || word <= "255") {
		return word, nil
	}
	return "", fmt.Errorf("%q is neither an attribute nor a colour", word)
}

// split takes a lipgloss style apart into what comes before and after a text. The
// styling by word that underlined spaces bring is avoided by a text of one letter.
func split(s lipgloss.Style) Style {
	on, off, ok := strings.Cut(s.Render("x"), "x")
	if !ok {
		return Style{}
	}
	return Style{On: on, Off: off}
}
