package claims

import (
	"dateline/learn"
)

// Model is what training makes: a tagger of parts of speech, one of cues, one of the
// roles around a cue, and one of what
// hedges, and a judge of whether a claim is right in all its parts.
type Model struct {
	Tags, Moves, Cues, Roles, Hedge, Sure *learn.Chain
}

// reader is the workspace of one paragraph's reading.
type reader struct {
	para
	view   roleView
	parser parser
	seq    learn.Sequence
	path   learn.Path
	others []bool
	sub    *reader // for contents read on their own
}

// tag fills in the parts of speech.
func (m *Model) tag(r *reader) {
	r.seq.Reset()
	r.tagFeatures(&r.seq)
	r.budget.Spend(len(r.seq.Feats))
	m.Tags.Tag(&r.path, &r.seq)
	for i, y := range r.path.Tags {
		r.toks[i].tag = tag(y)
	}
}

// find returns the outermost claims of the paragraph.
func (m *Model) find(r *reader) []found {
	cues, margins := m.cues(r)
	if len(cues) == 0 {
		return nil
	}
	r.others = r.others[:0]
	for range r.toks {
		r.others = append(r.others, false)
	}
	for _, c := range cues {
		for i := c.lo; i < c.hi; i++ {
			r.others[i] = true
		}
	}
	var out []found
	for k, c := range cues {
		f := found{cue: []span{c}, rule: ruleModel, margin: margins[k]}
		r.view.look(&r.para, c, r.others)
		r.seq.Reset()
		r.view.features(&r.seq)
		if !r.budget.Spend(len(r.seq.Feats) + len(r.seq.Shared)) {
			break
		}
		m.Roles.Tag(&r.path, &r.seq)
		f.source = runs(r.path.Tags, RoleSource, r.view.lo)
		f.content = runs(r.path.Tags, RoleContent, r.view.lo)
		f.leads = m.leads(r)
		if len(f.content) == 0 {
			f = r.byPattern(c, margins[k])
		}
		if len(f.content) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// leads are the least margins of a claim's roles in nats: of its source's tokens and of
// its content's, the edges on both sides among them.
type leads struct{ source, content float64 }

func (m *Model) leads(r *reader) leads {
	l := leads{most, most}
	tags := r.path.Tags
	for i, y := range tags {
		if i > 0 && tags[i-1] != RoleNone && y == RoleNone {
			y = tags[i-1]
		} else if y == RoleNone && i+1 < len(tags) {
			y = tags[i+1]
		}
		if y == RoleNone || r.seq.Empty(i) {
			continue
		}
		lead := m.Roles.Nats(m.Roles.Lead(&r.path, i))
		if y == RoleSource {
			l.source = min(l.source, lead)
		} else {
			l.content = min(l.content, lead)
		}
	}
	return l
}

// most is the largest margin that is told apart.
const most = 9

// cues returns the spans of the paragraph's cues with the model's margins.
func (m *Model) cues(r *reader) (cues []span, margins []float64) {
	r.seq.Reset()
	r.cueFeatures(&r.seq)
	r.budget.Spend(len(r.seq.Feats))
	return m.tagCues(r)
}

func (m *Model) tagCues(r *reader) (cues []span, margins []float64) {
	m.Cues.Tag(&r.path, &r.seq)
	for i, y := range r.path.Tags {
		switch {
		case y == CueBegin || y == CueInside && (i == 0 || r.path.Tags[i-1] == CueNone):
			cues = append(cues, span{i, i + 1})
			margins = append(margins, m.Cues.Nats(m.Cues.Lead(&r.path, i)))
		case y == CueInside:
			cues[len(cues)-1].hi = i + 1
		}
	}
	return cues, margins
}

// runs returns the unbroken runs of a label.
func runs(tags []uint8, label uint8, base int) []span {
	var out []span
	for i, y := range tags {
		if y != label {
			continue
		}
		if n := len(out); n > 0 && out[n-1].hi == base+i {
			out[n-1].hi++
		} else {
			out = append(out, span{base + i, base + i + 1})
		}
	}
	return out
}
