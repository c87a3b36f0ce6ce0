package story

import (
	"slices"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
)

// The claim under the cursor is told once more at the foot of the pane, as a sentence: who
// speaks where the text has a pronoun, what he does, and how sure it is. It is in the passive,
// which fits one who speaks and several alike.

const (
	leastTelling  = 14 // lines of the pane in which there is room for it
	mostTelling   = 4  // lines it takes, the rule above it aside
	toldContent   = 160
	toldSource    = 60
	insideAnother = "part of what somebody else says"
)

// telling are the lines at the foot of the pane, none while the cursor is on no claim.
func (s *Pane) telling() []string {
	if !s.tells() {
		return nil
	}
	c := &s.Art.Claims[s.Nth]
	glyph, style := s.Theme.Stance(&s.Glyphs, c.Stance)
	text := s.ASCII(s.sentence(c))
	lines := draw.Headline(text, s.body.room(), mostTelling, s.Glyphs.Ellipsis)
	rule := strings.Repeat(s.Glyphs.Horizontal, s.w)
	out := []string{s.Theme.Border.Wrap(rule)}
	for i, l := range lines {
		var b strings.Builder
		lead := s.body.gutter
		if i == 0 && lead >= draw.GutterCells {
			style.Write(&b, glyph)
			lead -= draw.Width(glyph)
		}
		draw.Pad(&b, lead)
		b.WriteString(l)
		draw.Pad(&b, s.w-s.body.gutter-draw.Width(l))
		out = append(out, b.String())
	}
	return out
}

// tells reports whether the claim under the cursor is told at the foot.
func (s *Pane) tells() bool {
	return s.At == OnClaim && s.body != nil && s.Art != nil && s.h >= leastTelling && s.covered == 0 && s.Nth < len(s.Art.Claims)
}

// sentence tells a claim: "Said by Ilmar Vesk, in quoted words: the wall is holding."
func (s *Pane) sentence(c *news.Claim) string {
	how := []string{doneBy(c) + " " + s.who(c)}
	if c.Hedged {
		how = append(how, "with a hedge")
	}
	if c.Quoted {
		how = append(how, "in quoted words")
	}
	if len(c.Via) > 0 {
		how = append(how, "as "+clean(s.body.words(c.Field, c.Via))+" tells it")
	}
	if c.Outer >= 0 {
		how = append(how, insideAnother)
	}
	if c.Unsure {
		how = append(how, "which is not sure")
	}
	what := strings.Trim(clean(s.body.words(c.Field, c.Content)), " ,;•\"“”")
	told := strings.Join(how, ", ")
	if what == "" {
		return told + "."
	}
	what = draw.Clip(what, toldContent, s.Glyphs.Ellipsis)
	if !strings.HasSuffix(what, s.Glyphs.Ellipsis) && !strings.ContainsAny(what[len(what)-1:], ".?!") {
		what += "."
	}
	return told + ": " + what
}

// who is the subject of the sentence about a claim: the name that is meant, with the words
// of the text where these are others.
func (s *Pane) who(c *news.Claim) string {
	words := clean(s.body.words(c.Field, c.Source))
	if first, rest, ok := strings.Cut(words, " "); ok && slices.Contains([]string{"A", "An", "The", "One", "Two", "Three", "Some", "Several", "Many"}, first) {
		words = strings.ToLower(first) + " " + rest
	}
	who := words
	switch {
	case c.SpeakerName != "" && words != "" && !strings.Contains(strings.ToLower(words), strings.ToLower(c.SpeakerName)):
		who = c.SpeakerName + " (“" + draw.Clip(words, toldSource, s.Glyphs.Ellipsis) + "”)"
	case c.SpeakerName != "" && words == "":
		who = c.SpeakerName
	case words == "":
		return "somebody whom the text does not name"
	}
	who = draw.Clip(who, 2*toldSource, s.Glyphs.Ellipsis)
	if c.Anonymous {
		who += ", not named"
	}
	return who
}

// doneBy is what the source of a claim does, as the sentence begins.
func doneBy(c *news.Claim) string {
	switch c.Stance {
	case news.Denies:
		return "Denied by"
	case news.Confirms:
		return "Confirmed by"
	case news.Declines:
		return "No comment by"
	case news.Questions:
		return "Asked by"
	}
	if c.Kind == news.Attitude {
		return "Wanted or expected by"
	}
	return "Said by"
}

// clean is words on one line.
func clean(words string) string { return strings.Trim(strings.Join(strings.Fields(words), " "), " ,;") }
