package related

import "math"

// The features of a pair of stories. Each is about 0 to 1. The model has one
// weight for each when both stories have a lead and another when one has none.
const (
	fBias        = iota
	fTitleCos    // cosine of the headlines
	fTitleCover  // idf shared by the headlines over the smaller one's
	fTitleRare   // rarest shared word of the headlines
	fTitleRare2  // second rarest
	fTitleCount  // how many words the headlines share
	fGrams       // share of letter runs (Dice)
	fTitleNames  // names shared by the headlines
	fTitleClash  // both headlines have names and share none
	fNumShared   // numbers shared
	fNumClash    // numbers on both sides, none shared
	fCoverA      // how much of a's headline b has in headline or lead
	fCoverB      // the other way
	fAllCos      // cosine of headline and lead together
	fRare        // rarest shared word anywhere
	fRare2       // second rarest
	fRare3       // third rarest
	fNames       // names shared anywhere, by idf, over the fewer
	fNamesCount  // how many
	fNamesClash  // names on both sides, none shared
	fCopy        // share of four-word runs (Jaccard)
	fSameDay     // within a day
	fDays        // log of days apart
	fHours       // decay over a day
	fWeek        // decay over a week
	fNoTime      // time of one is not known
	fSameOutlet  // of one outlet
	fShortTitles // how short the shorter headline is
	fTitleCosHours
	fAllCosWeek
	fSoftA       // each word of a's headline with the likest of b's, by idf
	fSoftB       // the other way
	fNameRare    // rarest shared name
	fNameRare2   // second rarest
	fExtraNames  // names that only one has, on both sides
	fExtraTitle  // words that only one headline has, on both sides
	fExtraNums   // numbers that only one has, on both sides
	fMissA       // how much of the names in a's headline b lacks
	fMissB       // the other way
	fMissBoth    // the lesser of both: each has names the other lacks
	fShortLeads  // how short the shorter lead is
	fMeaning     // cosine of the headlines' meanings
	fMeaningRest // the same of the words the headlines do not share
	fBodyMeaning // cosine of the leads' meanings
	fCross       // headline of one against lead of the other
	nFeatures
)

// features are the numbers of one pair.
type features [nFeatures]float32

// shared sums up what two sorted lists have in common.
type shared struct {
	count       int
	sum, square float32    // of idf, of its square
	rare        [3]float32 // the three highest idf
}

func (s *shared) add(w float32) {
	s.count++
	s.sum += w
	s.square += w * w
	switch {
	case w > s.rare[0]:
		s.rare = [3]float32{w, s.rare[0], s.rare[1]}
	case w > s.rare[1]:
		s.rare[1], s.rare[2] = w, s.rare[1]
	case w > s.rare[2]:
		s.rare[2] = w
	}
}

func (l *lexicon) common(s *shared, a, b []uint32) {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			s.add(l.idf(a[i]))
			i++
			j++
		}
	}
}

func (l *lexicon) sum(a []uint32) (w float32) {
	for _, n := range a {
		w += l.idf(n)
	}
	return w
}

// meeting is what the headlines (t) and leads (l) of two stories share.
type meeting struct{ tt, tl, lt, ll shared }

func (l *lexicon) meet(a, b *item) (m meeting) {
	l.common(&m.tt, a.title, b.title)
	l.common(&m.tl, a.title, b.lead)
	l.common(&m.lt, a.lead, b.title)
	l.common(&m.ll, a.lead, b.lead)
	return m
}

// faint reports whether the stories have so little in common that it is no use to compare
// them further: half of those proposed.
func (m *meeting) faint(a, b *item, least float64) bool {
	cos := float32(least)
	return a.hasLead && b.hasLead && ratio(m.tt.square, a.titleNorm*b.titleNorm) < 2*cos &&
		m.tt.square+m.tl.square+m.lt.square+m.ll.square < cos*a.allNorm*b.allNorm
}

// compare fills in the features of the new story a against the older b. It leaves
// most out where they meet but faintly.
func (x *Index) compare(a, b *item, f *features) {
	l := x.lex
	m := l.meet(a, b)
	*f = features{fBias: 1}
	l.titles(a, b, f, &m.tt)
	if !m.faint(a, b, x.at[faint]) {
		l.rest(a, b, f, &m)
	}
}

// rest fills in what titles leaves out.
func (l *lexicon) rest(a, b *item, f *features, m *meeting) {
	f[fSoftA], f[fSoftB] = l.soften(a, b)
	l.bodies(a, b, f, m)
	l.marks(a, b, f)
	when(a, b, f)
	f[fMeaning] = a.about.near(&b.about)
	f[fBodyMeaning] = a.body.near(&b.body)
	f[fCross] = max(a.about.near(&b.body), a.body.near(&b.about))
	f[fTitleCosHours] = f[fTitleCos] * f[fHours]
	f[fAllCosWeek] = f[fAllCos] * f[fWeek]
}

func (l *lexicon) titles(a, b *item, f *features, tt *shared) {
	f[fTitleCos] = ratio(tt.square, a.titleNorm*b.titleNorm)
	f[fTitleCover] = ratio(tt.sum, min(l.sum(a.title), l.sum(b.title)))
	f[fTitleRare] = tt.rare[0] / 10
	f[fTitleRare2] = tt.rare[1] / 10
	f[fTitleCount] = float32(math.Log1p(float64(tt.count))) / 2
	f[fExtraTitle] = (min(l.sum(a.title), l.sum(b.title)) - tt.sum) / 50
	f[fGrams] = dice(a.grams, b.grams)
	f[fShortTitles] = 1 / float32(1+min(len(a.title), len(b.title)))
}

func (l *lexicon) bodies(a, b *item, f *features, m *meeting) {
	all := m.tt
	for _, s := range [...]*shared{&m.tl, &m.lt, &m.ll} {
		all.sum += s.sum
		all.square += s.square
		for _, w := range s.rare {
			if w > 0 {
				all.add(w)
				all.sum -= w
				all.square -= w * w
			}
		}
	}
	f[fCoverA] = ratio(m.tt.sum+m.tl.sum, l.sum(a.title))
	f[fCoverB] = ratio(m.tt.sum+m.lt.sum, l.sum(b.title))
	f[fAllCos] = ratio(all.square, a.allNorm*b.allNorm)
	f[fRare], f[fRare2], f[fRare3] = all.rare[0]/10, all.rare[1]/10, all.rare[2]/10
	f[fShortLeads] = 10 / float32(10+min(len(a.lead), len(b.lead)))
	f[fCopy] = jaccard(a.shingles, b.shingles)
}

// marks compares names and numbers.
func (l *lexicon) marks(a, b *item, f *features) {
	var n, num shared
	l.common(&n, a.names, b.names)
	if len(a.names) > 0 && len(b.names) > 0 {
		f[fNames] = ratio(n.sum, min(l.sum(a.names), l.sum(b.names)))
		f[fNamesCount] = float32(math.Log1p(float64(n.count))) / 2
		f[fNamesClash] = flag(n.count == 0)
		var t shared
		l.common(&t, a.names, b.title)
		f[fTitleNames] = float32(math.Log1p(float64(t.count))) / 2
		f[fTitleClash] = flag(t.count == 0)
	}
	f[fNameRare], f[fNameRare2] = n.rare[0]/10, n.rare[1]/10
	f[fExtraNames] = min(l.sum(a.names), l.sum(b.names))/30 - n.sum/30
	l.common(&num, a.nums, b.nums)
	f[fExtraNums] = min(l.sum(a.nums), l.sum(b.nums))/20 - num.sum/20
	if len(a.nums) > 0 && len(b.nums) > 0 {
		f[fNumShared] = float32(math.Log1p(float64(num.sum))) / 3
		f[fNumClash] = flag(num.count == 0)
	}
	f[fMissA], f[fMissB] = l.missing(a.headed, b), l.missing(b.headed, a)
	f[fMissBoth] = min(f[fMissA], f[fMissB])
	f[fSameOutlet] = flag(a.outlet != 0 && a.outlet == b.outlet)
}

// missing is the share by idf of the names that the story lacks.
func (l *lexicon) missing(names []uint32, in *item) float32 {
	var lost, all float32
	for _, n := range names {
		w := l.idf(n)
		all += w
		if !in.has(n) {
			lost += w
		}
	}
	return ratio(lost, all)
}

func when(a, b *item, f *features) {
	if a.at == 0 || b.at == 0 {
		f[fNoTime] = 1
		return
	}
	days := math.Abs(float64(a.at-b.at)) / 86400
	f[fSameDay] = flag(days <= 1)
	f[fDays] = float32(math.Log1p(days)) / 5
	f[fHours] = float32(math.Exp(-days))
	f[fWeek] = float32(math.Exp(-days / 7))
}

func jaccard(a, b []uint32) float32 {
	n := inBoth(a, b)
	return ratio(float32(n), float32(len(a)+len(b)-n))
}

func dice(a, b []uint16) float32 { return ratio(float32(2*inBoth(a, b)), float32(len(a)+len(b))) }

// inBoth counts what two sorted lists have in common.
func inBoth[T uint16 | uint32](a, b []T) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

func ratio(a, b float32) float32 {
	if b <= 0 {
		return 0
	}
	return a / b
}

func flag(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
