package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/theme"
)

// Letter hints: e puts letters on every name in sight, typing them jumps there. The
// letters stand over the beginning of the name, so that no line moves.

// hintLetters are what labels are made of, the easiest to reach first. The key that
// asks for the hints is not among them: pressed again it lists the name's stories.
const hintLetters = "asdfghjklqwrtyuiopzxcvbnm"

// hints are the labels shown and what was typed of one.
type hints struct {
	typed string
	tags  []hint
}

// hint is the label of a name.
type hint struct {
	mention int // index into the article's mentions
	label   string
}

func (h *hints) on() bool { return len(h.tags) > 0 }

// hintLabels makes labels for n names in the text.
func hintLabels(n int) []string { return page.LabelsOf(hintLetters, n) }

// inSight reports whether a byte of a field is on the screen.
func (s *story) inSight(f news.Field, at int) bool {
	for i := s.top; i < len(s.body.lines) && i < s.top+s.h-s.covered; i++ {
		if l := &s.body.lines[i]; l.field == f && l.start <= at && at < l.end {
			return true
		}
	}
	return false
}

// label puts labels on the names in sight and reports whether there are any.
func (s *story) label() bool {
	if s.lay() == nil {
		return false
	}
	var names []int
	for _, i := range s.stops(onEntity) {
		if m := &s.art.Mentions[i]; s.inSight(m.Field, m.Start) {
			names = append(names, i)
		}
	}
	s.hints = hints{}
	for n, label := range hintLabels(len(names)) {
		s.hints.tags = append(s.hints.tags, hint{names[n], label})
	}
	return s.hints.on()
}

// narrow takes one more letter. It returns how many labels still begin so, and goes to
// the name whose label is complete.
func (s *story) narrow(letter string) int {
	h := &s.hints
	h.typed += letter
	left := 0
	for _, t := range h.tags {
		if t.label == h.typed {
			s.at, s.i = onEntity, t.mention
			s.hints = hints{}
			return 1
		}
		if strings.HasPrefix(t.label, h.typed) {
			left++
		}
	}
	return left
}

// hintOn returns the label to draw on a line at a byte, "" for none, and where the next
// one begins.
func (s *story) hintOn(l *bodyLine, at int) (label string, next int) {
	next = l.end
	for _, t := range s.hints.tags {
		m := &s.art.Mentions[t.mention]
		if m.Field != l.field || m.Start < at || m.Start >= next || !strings.HasPrefix(t.label, s.hints.typed) {
			continue
		}
		if m.Start == at {
			label = t.label
		} else {
			next = m.Start
		}
	}
	return label, next
}

// hinted reports whether a line has a label to draw.
func (s *story) hinted(l *bodyLine) bool {
	if !s.hints.on() || l.start == l.end {
		return false
	}
	label, next := s.hintOn(l, l.start)
	return label != "" || next < l.end
}

// labelled paints a line with its labels over what they cover.
func (s *story) labelled(l *bodyLine) string {
	b := s.body
	text := b.art.Field(l.field)
	var sb strings.Builder
	b.paintGutter(&sb, l, -1)
	used := 0
	for at := l.start; at < l.end; {
		label, next := s.hintOn(l, at)
		if label != "" {
			b.Theme.Match.Write(&sb, label[:len(s.hints.typed)])
			b.Theme.Cursor.Write(&sb, label[len(s.hints.typed):])
			n, cells := covered(text[at:l.end], len(label))
			draw.Pad(&sb, cells-len(label))
			used += max(cells, len(label))
			at += n
			continue
		}
		base := theme.Style{}
		if l.field == news.InTitle {
			base = b.Theme.Strong
		}
		stop, style := b.styleAt(l, at, base)
		stop = min(stop, next)
		shown := draw.Tame(b.ASCIICells(text[at:stop]))
		style.Write(&sb, shown)
		used += draw.Width(shown)
		at = stop
	}
	draw.Pad(&sb, b.w-b.gutter-used)
	return sb.String()
}

// covered returns the bytes and the cells of s that a label of n cells hides.
func covered(s string, n int) (bytes, cells int) {
	for bytes < len(s) && cells < n {
		k, w, _ := draw.Cluster(s[bytes:])
		bytes += k
		cells += w
	}
	for bytes < len(s) { // marks of the last character go with it
		k, w, _ := draw.Cluster(s[bytes:])
		if w > 0 {
			break
		}
		bytes += k
	}
	return bytes, cells
}

// hint shows the letters.
func (m *Model) hint() tea.Cmd {
	if !m.plan.shown(storyPane) || m.focus != storyPane {
		m.setFocus(storyPane)
	}
	if !m.story.shown() || !m.story.label() {
		m.say("no name is marked on this page")
		return nil
	}
	m.sayHints()
	return nil
}

func (m *Model) sayHints() {
	if t := m.story.hints.typed; t != "" {
		m.say(m.Join("name "+t+m.Glyphs.Ellipsis, m.Does(&m.Keys.Back, "leaves")))
		return
	}
	again := m.Keys.Jump.First() + " or enter lists the stories that name it"
	if m.story.at != onEntity {
		again = m.Keys.Jump.First() + " " + m.Keys.Jump.First() + " lists its stories"
	}
	m.say(m.Join("letters go to a name", again, m.Does(&m.Keys.Back, "leaves")))
}

// hintKey takes a key while the letters are shown.
func (m *Model) hintKey(k tea.KeyPressMsg) tea.Cmd {
	key, h := k.String(), &m.story.hints
	switch {
	case m.Keys.Jump.Is(key) && h.typed == "", key == "enter":
		m.story.hints = hints{}
		return m.listName()
	case len(key) == 1 && strings.Contains(hintLetters, key):
		switch m.story.narrow(key) {
		case 0:
			m.story.hints = hints{}
			m.say("no name on this page has those letters")
		default:
			if h.on() {
				m.sayHints()
			}
		}
		return nil
	}
	m.story.hints = hints{}
	return nil
}
