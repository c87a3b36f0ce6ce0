package related

import (
	"math"
	"strings"
)

// A join needs evidence that names the happening: a shared person, place or rare thing with the same
// act, or a figure of the same count. What each is worth was fitted on pairs of real papers' headlines
// with leads of a sentence; that a name or number differs tells against.

const nEvidence = 34

// evidenceFeatures are what the model of evidence sees of a pair, until it is asked of the next one.
func (x *Index) evidenceFeatures(it, old *item, c *neighbour) []float32 {
	f := &x.feats
	hours := float64(hoursApart(it, old))
	x.proofs = [nEvidence]float32{1, float32(logit(c.p)) / 5,
		f[fTitleCos], min(f[fCoverA], f[fCoverB]), max(f[fCoverA], f[fCoverB]), f[fAllCos],
		f[fRare], f[fRare2], f[fRare3],
		f[fNameRare], f[fNameRare2], f[fNamesCount], f[fTitleNames],
		max(f[fMissA], f[fMissB]), f[fMissBoth],
		min(f[fSoftA], f[fSoftB]), f[fMeaning], f[fBodyMeaning], f[fCross],
		f[fNumShared], f[fNumClash],
		float32(math.Log1p(hours) / 5), f[fSameOutlet], f[fGrams],
		f[fCopy], f[fCopy] * f[fSameOutlet], flag(it.hint != old.hint), flag(it.hint && old.hint),
		float32(math.Log1p(float64(inBoth(it.runs, old.runs)))), f[fTitleCount], f[fSameOutlet] * f[fTitleCos],
		flag(hours >= 24), f[fSameOutlet] * flag(x.oneEdition(it, old)), min(x.lex.missing(it.names, old), x.lex.missing(old.names, it)),
	}
	return x.proofs[:]
}

// oneEdition reports whether two stories were put out at once, as those of a printed edition are. What
// one outlet puts out at once tells several happenings.
func (x *Index) oneEdition(it, old *item) bool {
	return it.at != 0 && old.at != 0 && float64(max(it.at-old.at, old.at-it.at)) < 60*x.at[editionMinutes]
}

// weighEvidence weighs the evidence that two stories are of one event, and that a reader of one would
// be glad of the other.
func (x *Index) weighEvidence(it, old *item, c *neighbour) {
	f := x.evidenceFeatures(it, old, c)
	c.sure, c.worth = logistic(x.model.Evidence, f), logistic(x.model.Worth, f)
}

// hinting reports whether a headline asks or points at something rather than says what happened.
func hinting(title string) bool {
	t := plainLine(title)
	if strings.HasSuffix(t, "?") || strings.Contains(t, "? ") {
		return true
	}
	if _, rest, ok := strings.Cut(t, ": "); ok && hintWord(rest) {
		return true
	}
	return hintWord(t)
}

func hintWord(t string) bool {
	for _, w := range [...]string{"how ", "why ", "what ", "watch ", "meet ", "inside ", "the ", "this ", "these ", "here's ", "where ", "when ", "who ", "which ", "see ", "listen ", "as "} {
		if strings.HasPrefix(t, w) {
			return true
		}
	}
	return false
}
