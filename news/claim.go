package news

import (
	"cmp"
	"slices"
)

// Stance is what a source does with a content.
type Stance string

// The five stances.
const (
	Asserts   Stance = "asserts"
	Denies    Stance = "denies"
	Confirms  Stance = "confirms"
	Declines  Stance = "declines"
	Questions Stance = "questions"
)

// ClaimKind tells words spoken from attitudes (wants, plans, expects).
type ClaimKind string

// The two kinds of claim.
const (
	Speech   ClaimKind = "speech"
	Attitude ClaimKind = "attitude"
)

// Claim is source + cue + content inside one paragraph, with a stance and flags.
// Each role is a list of spans in the field's text, sorted; Source may be empty
// ("is believed to"), Cue and Content never are.
type Claim struct {
	Field   Field  `json:"field"`
	Source  []Span `json:"source"`
	Cue     []Span `json:"cue"`
	Content []Span `json:"content"`
	Via     []Span `json:"via"` // the outlet or agency that passes the claim on

	Stance    Stance    `json:"stance"`
	Kind      ClaimKind `json:"kind"`
	Quoted    bool      `json:"quoted"` // the content is in quotation marks, wholly or mostly
	Hedged    bool      `json:"hedged"`
	Anonymous bool      `json:"anonymous"`

	// Speaker is the ref of the entity the source resolves to, and SpeakerName
	// how to call it; both "" when it is not clear. ViaRef likewise for Via.
	Speaker     string `json:"speaker,omitempty"`
	SpeakerName string `json:"speaker_name,omitempty"`
	ViaRef      string `json:"via_ref,omitempty"`

	Outer   int   `json:"outer"`             // index of the claim whose content holds this one, -1 for none
	Figures []int `json:"figures,omitempty"` // indexes of the story's mentions inside the content
	Why     Why   `json:"why"`

	// Unsure marks a claim that is only shown where the reader asks for such: it is
	// never among the claims of a filing, so that nothing is made of it.
	Unsure bool `json:"unsure,omitempty"`
}

// WithUnsure returns the claims and the unsure ones as one list, by field and place.
func WithUnsure(claims, unsure []Claim) []Claim {
	if len(unsure) == 0 {
		return claims
	}
	type placed struct {
		c    Claim
		from int // index among claims, -1 for an unsure one
	}
	all := make([]placed, 0, len(claims)+len(unsure))
	for i, c := range claims {
		all = append(all, placed{c, i})
	}
	for _, c := range unsure {
		c.Unsure, c.Outer = true, -1
		all = append(all, placed{c, -1})
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.c.Field, b.c.Field), cmp.Compare(a.c.Bounds().Start, b.c.Bounds().Start))
	})
	at := make([]int, len(claims))
	out := make([]Claim, len(all))
	for i := range all {
		out[i] = all[i].c
		if n := all[i].from; n >= 0 {
			at[n] = i
		}
	}
	for i := range out {
		if o := out[i].Outer; o >= 0 && o < len(at) {
			out[i].Outer = at[o]
		}
	}
	return out
}

// Bounds returns the smallest span that holds every span of the claim.
func (c *Claim) Bounds() Span {
	b := Span{Start: -1}
	for _, role := range [][]Span{c.Source, c.Cue, c.Content, c.Via} {
		for _, s := range role {
			if b.Start < 0 || s.Start < b.Start {
				b.Start = s.Start
			}
			b.End = max(b.End, s.End)
		}
	}
	b.Start = max(b.Start, 0)
	return b
}
