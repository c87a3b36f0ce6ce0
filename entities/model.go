package entities

import (
	_ "embed" // the model

	"dateline/learn"
	"dateline/news"
)

// modelBytes is what entities/train wrote; model/MODEL.md tells of what data.
//
//go:embed model/names.bin
var modelBytes []byte

// guess fills the field's guesses with what the model sees.
func (r *reading) guess(i int) {
	f := &r.fields[i]
	r.prepare(i)
	for _, s := range f.sents {
		r.seq.Reset()
		r.sequence(&r.seq, f, s)
		if len(r.seq.Feats) == 0 {
			continue
		}
		if !r.grammar.budget.Spend(len(r.seq.Feats) + len(r.seq.Shared)) {
			return
		}
		r.model.Tag(&r.path, &r.seq)
		before := len(r.guesses[i])
		r.guesses[i] = r.appendGuesses(r.guesses[i], f, s[0])
		if r.topicOf(f, s)>>2 > 0 {
			r.clubs(r.guesses[i][before:])
		}
	}
}

// appendGuesses reads the names off the labels of a sentence whose first token is
// at from.
func (r *reading) appendGuesses(out []guess, f *field, from int) []guess {
	tags := r.path.Tags
	for i := 0; i < len(tags); {
		tag := tags[i]
		if tag == 0 {
			i++
			continue
		}
		to, lead := i+1, r.model.Lead(&r.path, i)
		for to < len(tags) && tags[to] == tag+1 {
			lead = min(lead, r.model.Lead(&r.path, to))
			to++
		}
		g := guess{from: from + i, to: from + to, class: class(tag / 2)}
		r.trimDateline(f, &g)
		g.why = news.Why{Rule: "model", Detail: g.class.String(), Margin: r.model.Nats(lead)}
		out = appendPeople(out, f, g)
		i = to
	}
	return out
}

// trimDateline cuts a guess that runs over the dash of a dateline ("ATLANTA - Voters").
func (r *reading) trimDateline(f *field, g *guess) {
	if !f.look[g.from].has(shouted) || g.from > 0 && !f.toks[g.from].Line {
		return
	}
	for k := g.from + 1; k < g.to; k++ {
		if f.is(k, "-", "--", "–", "—") && f.toks[k].Space {
			g.to, g.class = k, place
			return
		}
	}
}

// clubs takes a club that is called by its town for the club where a sentence
// speaks of sports and the model was not sure of the town.
func (r *reading) clubs(guesses []guess) {
	const club = 1 << (hintBegin + sorts + 1)
	for i := range guesses {
		g := &guesses[i]
		if g.class != organisation && g.to-g.from == 1 && g.why.Margin < 1 && r.hints[g.from]&club != 0 {
			g.class = organisation
			g.why.Detail = "a club by the words around it"
		}
	}
}

// String names the class for readers who ask why.
func (c class) String() string {
	return [...]string{"a person by the words around it", "a place by the words around it", "an organisation by the words around it", ""}[c]
}

func loadModel() (*learn.Chain, error) { return learn.Decode(modelBytes) }
