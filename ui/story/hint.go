package story

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
func (s *Pane) inSight(f news.Field, at int) bool {
	for i := s.Top; i < len(s.body.lines) && i < s.Top+s.textLines()-s.covered; i++ {
		if l := &s.body.lines[i]; l.field == f && l.start <= at && at < l.end {
			return true
		}
	}
	return false
}

// label puts labels on the names in sight and reports whether there are any.
func (s *Pane) label() bool {
	if s.lay() == nil {
		return false
	}
	var names []int
	for _, i := range s.stops(OnEntity) {
		if m := &s.Art.Mentions[i]; s.inSight(m.Field, m.Start) {
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
func (s *Pane) narrow(letter string) int {
	h := &s.hints
	h.typed += letter
	left := 0
	for _, t := range h.tags {
		if t.label == h.typed {
			s.At, s.Nth = OnEntity, t.mention
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
func (s *Pane) hintOn(l *bodyLine, at int) (label string, next int) {
	next = l.end
	for _, t := range s.hints.tags {
		m := &s.Art.Mentions[t.mention]
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
func (s *Pane) hinted(l *bodyLine) bool {
	if !s.hints.on() || l.start == l.end {
		return false
	}
	label, next := s.hintOn(l, l.start)
	return label != "" || next < l.end
}

// labelled paints a line with its labels over what they cover.
func (s *Pane) labelled(l *bodyLine) string {
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
func (s *Pane) hint() page.Intent {
	if !s.Shown() || !s.label() {
		return page.Say("no name is marked on this page")
	}
	return s.sayHints()
}

func (s *Pane) sayHints() page.Intent {
	if t := s.hints.typed; t != "" {
		return page.Say(s.Join("name "+t+s.Glyphs.Ellipsis, s.Does(&s.Keys.Back, "leaves")))
	}
	again := s.Keys.Jump.First() + " or enter lists the stories that name it"
	if s.At != OnEntity {
		again = s.Keys.Jump.First() + " " + s.Keys.Jump.First() + " lists its stories"
	}
	return page.Say(s.Join("letters go to a name", again, s.Does(&s.Keys.Back, "leaves")))
}

// Hinting reports whether the letters are shown.
func (s *Pane) Hinting() bool { return s.hints.on() }

// Press takes a key while the letters are shown.
func (s *Pane) Press(k tea.KeyPressMsg) page.Intent {
	key, h := k.String(), &s.hints
	switch {
	case s.Keys.Jump.Is(key) && h.typed == "", key == "enter":
		s.hints = hints{}
		return s.ListName()
	case len(key) == 1 && strings.Contains(hintLetters, key):
		if s.narrow(key) == 0 {
			s.hints = hints{}
			return page.Say("no name on this page has those letters")
		}
		if h.on() {
			return s.sayHints()
		}
		return nil
	}
	s.hints = hints{}
	return nil
}
