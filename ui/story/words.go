package story

import (
	"fmt"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
)

// What stands under the cursor, spelled out: the status line and the answer to "why".

// claimWords says a claim in words: » says · unnamed · via Yonhap.
func (s *Pane) claimWords(c *news.Claim) string {
	glyph, _ := s.Theme.Stance(&s.Glyphs, c.Stance)
	who := c.SpeakerName
	if who == "" {
		who = s.body.words(c.Field, c.Source)
	}
	parts := []string{glyph + " " + draw.StanceWord(c.Stance, c.Kind), draw.Clip(who, 40, s.Glyphs.Ellipsis)}
	if c.Unsure {
		parts = append(parts, "not sure")
	}
	if c.Anonymous {
		parts = append(parts, "unnamed")
	}
	if c.Hedged {
		parts = append(parts, "hedged")
	}
	if c.Quoted {
		parts = append(parts, "quoted")
	}
	if len(c.Via) > 0 {
		parts = append(parts, "via "+s.body.words(c.Field, c.Via))
	}
	if c.Outer >= 0 {
		parts = append(parts, "inside another claim")
	}
	return s.Join(parts...)
}

// mentionWords says a mention in words: North Korea · country PRK.
func (s *Pane) mentionWords(m *news.Mention) string {
	if m.Kind == news.FigureKind && m.Figure != nil {
		return s.figureWords(m)
	}
	name := m.Name
	if name == "" {
		name = s.text(m.Field, m.Span)
	}
	what := string(m.Kind)
	switch {
	case m.Kind == news.Country || m.Kind == news.Place:
		what += " " + m.Ref
	case m.Country != "":
		what += " of " + m.Country
	}
	return s.Join(name, strings.TrimSpace(what))
}

// figureWords says a figure: its value with the comparison and what it counts.
func (s *Pane) figureWords(m *news.Mention) string {
	f := m.Figure
	v := draw.Number(f.Value)
	if f.Max != nil {
		v += " to " + draw.Number(*f.Max)
	}
	parts := []string{"figure " + strings.TrimSpace(f.Approx+" "+v+" "+f.Unit)}
	if f.Counted.End > f.Counted.Start {
		if c := s.text(m.Field, f.Counted); c != "" && c != f.Unit {
			parts = append(parts, "counts "+c)
		}
	}
	return s.Join(parts...)
}

// text returns the words of a span, "" when it lies outside the text.
func (s *Pane) text(f news.Field, sp news.Span) string {
	t := s.Art.Field(f)
	if sp.Start < 0 || sp.End > len(t) || sp.Start >= sp.End {
		return ""
	}
	return t[sp.Start:sp.End]
}

// CursorWords is what the status line says about the thing under the cursor.
func (s *Pane) CursorWords() string {
	if s.body == nil || s.Art == nil {
		return ""
	}
	switch s.At {
	case OnClaim:
		if s.tells() { // once is enough
			return fmt.Sprintf("claim %d of %d", s.Nth+1, len(s.Art.Claims))
		}
		return s.claimWords(&s.Art.Claims[s.Nth])
	case OnFigure, OnEntity:
		return s.mentionWords(&s.Art.Mentions[s.Nth])
	case OnNew:
		return s.sinceWords()
	}
	return ""
}

// notTagged is what is said of a story that the engines did not read to its end.
const notTagged = "not tagged: too costly"

// OnMark reports whether the cursor is on a mark.
func (s *Pane) OnMark() bool { return s.At != Nowhere }

// Why explains the mark under the cursor, and why there may be none.
func (s *Pane) Why() []string {
	if !s.Shown() || s.lay() == nil {
		return nil
	}
	why := s.whyMark()
	if s.page != nil || !s.Art.Tagged || !s.Art.Flags.Has(news.Costly) {
		return why
	}
	why = append(why, notTagged)
	if s.At == Nowhere {
		why = append(why, "because  reading it to its end took more steps or time than a story may take; what is marked was found before",
			"again    when the engines are new ones")
	}
	return why
}

// whyMark explains the mark under the cursor: what it covers, and what made it.
func (s *Pane) whyMark() []string {
	switch s.At {
	case OnClaim:
		c := &s.Art.Claims[s.Nth]
		return append([]string{
			s.claimWords(c),
			"source   " + quote(s.body.words(c.Field, c.Source)),
			"cue      " + quote(s.body.words(c.Field, c.Cue)),
			"content  " + quote(s.body.words(c.Field, c.Content)),
		}, page.WhyWords(c.Why)...)
	case OnFigure, OnEntity:
		m := &s.Art.Mentions[s.Nth]
		return append([]string{s.mentionWords(m), "words    " + quote(s.text(m.Field, m.Span))}, page.WhyWords(m.Why)...)
	case OnNew:
		return []string{
			"new since you read version " + fmt.Sprint(s.since.read.Version) + " at " + s.Stamp(s.since.read.At),
			"words    " + quote(s.text(news.InText, s.since.spans[s.Nth])),
			"made by  comparing the two versions word by word",
		}
	}
	return nil
}

func quote(s string) string {
	if s == "" {
		return "(not named)"
	}
	return "“" + s + "”"
}
