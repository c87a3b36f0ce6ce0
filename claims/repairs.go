package claims

// A repair mends what the model gets wrong in a way that its training data cannot show
// it. All repairs are rows of one table, done in order on the claims of a paragraph.
type repair struct {
	name    string
	mend    func(p *para, fs []found) []found
	pairs   bool // looks at every claim for every claim, mark or quotation
	example string
	want    string // of the example: source | cue | content of one claim
	counter string // is left as it is
}

// repairs returns the table.
func repairs() []repair {
	return []repair{
		{name: "asks not to be named", mend: each((*para).dropWish),
			example: "An aide who asked not to be named said the treaty would be signed in May.",
			want:    "An aide who asked not to be named | said | the treaty would be signed in May",
			counter: "An aide asked the council to name the street after him."},
		{name: "speaker behind the verb", mend: each((*para).behindVerb),
			example: "The fund will run out of money by May, warns a report by the audit office.",
			want:    "a report by the audit office | warns | The fund will run out of money by May",
			counter: "A report by the audit office warns the fund will run out of money."},
		{name: "subject of a passive", mend: each((*para).passiveSubject),
			example: "The doctor has been hailed by China as the first person to report the virus.",
			want:    "China | has been hailed | The doctor … as the first person to report the virus",
			counter: "The doctor is worried that the virus will spread."},
		{name: "denying in passing", mend: (*para).inPassing, pairs: true,
			example: "The mayor told reporters the hall was sound, rejecting reports that its roof had cracked.",
			want:    "The mayor | rejecting | reports that its roof had cracked",
			counter: "The ministry said denying reports was not its task."},
		{name: "carried by an outlet", mend: each((*para).carriedBy),
			example: `"The dam holds," the governor said in remarks carried by Anadolu.`,
			want:    `the governor | said | "The dam holds," via Anadolu`,
			counter: `"The dam holds," the governor said in remarks made by night.`},
		{name: ruleCiting, mend: each((*para).citing),
			example: "Yonhap reported, citing a military official, that the North had sent more troops.",
			want:    "a military official | reported … citing | that the North had sent more troops via Yonhap",
			counter: "Yonhap reported that the North had sent more troops."},
		{name: "days in a source", mend: each((*para).mendSource),
			example: "Prime Minister Odd Berg Tuesday vowed not to give in to violence.",
			want:    "Prime Minister Odd Berg | vowed | not to give in to violence",
			counter: "Prime Minister Odd Berg vowed not to give in to violence."},
		{name: "hearer behind the verb", mend: each((*para).hearer),
			example: "The mill may close, Odd Berg told Bild newspaper.",
			want:    "Odd Berg | told | The mill may close",
			counter: "Odd Berg told Bild newspaper the mill may close by May."},
		{name: "instruction to the reader", mend: each((*para).isReport),
			example: "Call 0808 157 0123 or +44 20 7946 0018 for help.",
			want:    "",
			counter: "Police call the attack an accident."},
		{name: "part of another claim", mend: (*para).dropParts, pairs: true,
			example: "The ministry says it hopes to open the road by May and wants the council to pay.",
			want:    "The ministry | says | it hopes to open the road by May and wants the council to pay",
			counter: "The ministry wants the council to pay for the road."},
		{name: "quotation has one owner", mend: (*para).quoted, pairs: true,
			example: `Odd Berg was angry. "The road is gone and nobody comes."`,
			want:    ` | " | "The road is gone and nobody comes."`,
			counter: `Lena Marsh said the "alarm" failed.`},
	}
}

// steps is what a repair may cost among n claims.
func (r *repair) steps(n int) int {
	if r.pairs {
		return n * n
	}
	return n
}

// each makes a repair of the paragraph's claims from one of a single claim, which
// says whether the claim is kept.
func each(mend func(*para, *found) bool) func(*para, []found) []found {
	return func(p *para, fs []found) []found {
		out := fs[:0]
		for _, f := range fs {
			if mend(p, &f) {
				out = append(out, f)
			}
		}
		return out
	}
}
