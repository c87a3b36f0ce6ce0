package related

import (
	"testing"
	"time"

	"dateline/news"
)

// above and below tell a thing one way just above a number and the other way just below it.
type boundCase struct {
	row          bound
	above, below func(*Index) bool
}

// A number holds when what is just above it is told one way and what is just below it the other, and
// when half of it or twice as much tells one of the two wrong.
func TestBounds(t *testing.T) {
	held := map[bound]bool{}
	for _, cases := range [][]boundCase{joinBounds(), seriesBounds(), copyBounds(), versionBounds(), besideBounds(), textBounds()} {
		for _, c := range cases {
			held[c.row] = true
			t.Run(boundRows[c.row].of, func(t *testing.T) {
				told := func(by float64) (bool, bool) {
					x, y := New(Options{}), New(Options{})
					x.at[c.row] *= by
					y.at[c.row] *= by
					return c.above(x), c.below(y)
				}
				if a, b := told(1); !a || b {
					t.Fatalf("above %v, below %v", a, b)
				}
				for _, by := range []float64{0.5, 2} {
					if a, b := told(by); a && !b {
						t.Errorf("%v times as much tells both as before", by)
					}
				}
			})
		}
	}
	for row := range nBounds {
		if !held[row] {
			t.Errorf("nothing stands above and below %q", boundRows[row].of)
		}
	}
}

// Pairs of stories; the second is filed some hours later.
var (
	jailed  = wire("a", "Isle Times", "Police officer Ned Corbel jailed for six years for raping colleague", "Ned Corbel, 37, of Leith, attacked the woman after a party.", 0)
	allowed = wire("a", "Isle Times", "Isles allow emergency use of drug remdavir", "The regulator allowed emergency use of an experimental drug that helps patients recover faster.", 0)
	masks   = wire("a", "Isle Times", "Masks for public could put health service supplies at risk", "The warning of hospital bosses comes ahead of a review of the rules on masks.", 0)
	tycoon  = wire("a", "Isle Times", "Tycoon Brand offers island to save airline", "Dick Brand pledges Nicker island as security for a loan of the state.", 0)
	aground = wire("a", "Isle Times", "Ferry Skarven runs aground off Bodo with 60 aboard", "The ferry Skarven ran aground off Bodo in fog on Monday with sixty passengers aboard.", 0)
	fast    = wire("a", "Isle Times", "Islands ban Ramadan journeys to curb Zoravirus", "President Joko Tan said the yearly journeys home would not be allowed.", 0)
)

const (
	masksWarning = "Telling public to wear masks could put supplies at risk, health boss warns"
	professor    = "Masks made of shirts would let people get on with their lives, says a professor."
)

// joins reports whether the second story joins the first one's event.
func joins(a, b news.Filing) func(*Index) bool {
	return func(x *Index) bool { return x.Place(a, nil).Event == x.Place(b, nil).Event }
}

// joinBounds are those of joining an event.
func joinBounds() []boundCase {
	likely := func(leads bool, joins, told float64) func(*Index) bool {
		return func(x *Index) bool {
			return x.likely(&item{hasLead: leads}, &standing{joinable: true, joins: joins, told: float32(told)})
		}
	}
	proven := func(best, next float64) func(*Index) bool {
		return func(x *Index) bool {
			return x.proven(&standing{ev: &event{members: []uint32{0, 1}}, proof: [2]float64{best, next}}) >= x.at[evidence]
		}
	}
	bare := func(sure float64) func(*Index) bool {
		return func(x *Index) bool {
			x.Place(wire("a", "Isle Times", "White House weighs shake-up", "", 0), nil)
			return x.mayJoin(&item{outlet: x.items[0].outlet, script: x.items[0].script}, &neighbour{p: 0.5, sure: sure})
		}
	}
	tells := func(sure float64) func(*Index) bool {
		return func(x *Index) bool { return x.tells(&neighbour{fed: true, sure: sure}) }
	}
	meeting := func(later news.Filing) func(*Index) bool {
		return func(x *Index) bool {
			for _, f := range []news.Filing{allows, later} {
				f.Event = news.EventID(f.Story.ID)
				x.Restore(f)
			}
			return x.meet(x.items[0].event, x.items[1].event)
		}
	}
	edition := func(minutes float64) func(*Index) bool {
		return func(x *Index) bool { return x.oneEdition(&item{at: 10_000}, &item{at: 10_000 + int64(60*minutes)}) }
	}
	return []boundCase{
		{evidence, joins(jailed, wire("b", "Harbour Post", "Disgraced police officer who raped colleague jailed for six", "Ned Corbel, 37, was sentenced at Leith for raping a colleague", 30)),
			joins(allowed, wire("b", "Harbour Post", "Regulator authorises anti-viral drug Remdavir", "The drug remdavir may now be given", 1))},
		{ownEvidence, joins(masks, wire("b", "Isle Times", masksWarning, professor, 2)), joins(masks, wire("b", "Isle Times", masksWarning, professor, 6))},
		{sisterChance, joins(masks, wire("b", "Harbour Post", masksWarning, professor, 8)),
			joins(masks, wire("b", "Harbour Post", "Telling public to wear masks could put supplies at risk, health", professor, 8))},
		{lateEvidence, tells(0.45), tells(0.35)},
		{lateMeeting, meeting(authorised), meeting(wire("b", "Harbour Post", "US authorises anti-viral Remdavir", "The Food and Drug Administration authorises emergency use of the experimental drug.", 7.5))},
		{nextMember, proven(0.8, 0.1), proven(0.6, 0.1)},
		{joinChance, likely(true, 0.6, 6), likely(true, 0.5, 6)},
		{joinBare, likely(false, 0.35, 6), likely(false, 0.25, 6)},
		{toldBare, likely(false, 0.7, 2.5), likely(false, 0.7, 1.5)},
		{ownBare, bare(0.4), bare(0.2)},
		{editionMinutes, edition(8), edition(12)},
	}
}

// seriesBounds are those of regular pages and of numbers of a series.
func seriesBounds() []boundCase {
	labelled := func(gap int64, times int) func(*Index) bool {
		return func(x *Index) bool {
			regular := false
			for i := range times {
				regular = x.regular("Tide@eight: harbour news", 1, 1_000_000+int64(i)*gap*3600)
			}
			return regular
		}
	}
	serial := func(a, b news.Filing, copied float32) func(*Index) bool {
		return func(x *Index) bool {
			old, it := x.read(&a), x.read(&b)
			return x.at.serial(&it, &old, max(copied, jaccard(it.shingles, old.shingles)))
		}
	}
	outbreak := func(hours float64) news.Filing {
		return wire("b", "Isle Times", "Outbreak on the islands of the north", "The board meets.", hours)
	}
	live := wire("a", "Isle Times", "Outbreak on the islands of the north", "Follow our live coverage.", 0)
	cases := wire("a", "Isle Times", "3 new cases on Shetland", "", 0)
	freight := wire("a", "Isle Times", "Freight to slide as oil plunges", "The market this morning.", 0)
	lower := wire("b", "Isle Times", "Brokers of Riga look to spring", "The market this morning.", 24)
	return []boundCase{
		{regularTimes, labelled(24, 3), labelled(24, 2)},
		{regularGap, labelled(19, 3), labelled(17, 3)},
		{serialHours, serial(live, outbreak(8.5), 0), serial(live, outbreak(7.5), 0)},
		{bulletinHours, serial(cases, wire("b", "Isle Times", "5 new cases on Shetland", "", 18.5), 0), serial(cases, wire("b", "Isle Times", "5 new cases on Shetland", "", 17), 0)},
		{copiedWhole, serial(freight, lower, 0.95), func(x *Index) bool {
			old, it := x.read(&freight), x.read(&lower)
			return x.at.serial(&it, &old, 0.85)
		}},
	}
}

// copyBounds are those of reprints, and of two languages.
func copyBounds() []boundCase {
	alike := func(a, b string, hours float64) func(*Index) bool {
		return func(x *Index) bool {
			fa, fb := wire("a", "Isle Times", a, "", 0), wire("b", "Harbour Post", b, "", hours)
			old, it := x.read(&fa), x.read(&fb)
			return x.sameHeadlines(&it, &old)
		}
	}
	copies := func(runs int, share float32) func(*Index) bool {
		return func(x *Index) bool {
			lead := item{shingles: make([]uint32, runs)}
			return x.at.copies(&lead, &lead, share)
		}
	}
	crossing := func(hours float64, figures ...uint32) func(*Index) bool {
		return func(x *Index) bool {
			n := x.lex.intern(7)
			a := item{at: 100_000, tagged: []uint32{n}, figures: figures}
			b := a
			b.at += int64(hours * 3600)
			return x.crossing(&a, &b) > 0
		}
	}
	counted := func(whole float64) func(*Index) bool {
		return func(x *Index) bool { return len(x.at.counted([]string{"PHL"}, []float64{5.8, whole})) == 1 }
	}
	const drive = "Nervous Liberals see Trumbel sinking, and taking Senate with him"
	return []boundCase{
		{sameTitle, alike(drive, "Nervous Liberals See Trumbel Sinking, and Taking Senate With Him", 30), alike(drive, "Nervous Liberals see Trumbel sinking, and taking the House with him", 30)},
		{versionDays, alike(drive, drive, 60), alike(drive, drive, 80)},
		{copiedLead, copies(30, 0.7), copies(30, 0.5)},
		{copiedRuns, copies(20, 0.7), copies(14, 0.7)},
		{crossHours, crossing(20, 5), crossing(30, 5)},
		{crossNames, crossing(2, 5), crossing(2)},
		{crossFigure, counted(21), counted(19)},
	}
}

// versionBounds are those of an outlet's versions of its own story.
func versionBounds() []boundCase {
	version := func(old, later string, hours float64, c neighbour) func(*Index) bool {
		return func(x *Index) bool {
			fa, fb := wire("a", "Isle Times", old, "", 0), wire("b", "Isle Times", later, "", hours)
			a, b := x.read(&fa), x.read(&fb)
			rule, _ := x.version(&b, &a, c)
			return rule == news.VersionRule
		}
	}
	const two = "Crane collapses at Gdansk port, two dockers hurt"
	const shut = "UPDATE 3-Gdansk terminal shut for days after crane falls on dockers"
	return []boundCase{
		{likeTitle, version(two, "Crane collapses at Gdansk port, three dockers hurt", 1, neighbour{}), version(two, "Crane falls at Gdansk port, three dockers hurt", 1, neighbour{})},
		{likeHours, version(two, two, 10, neighbour{}), version(two, two, 14, neighbour{})},
		{markedTitle, version(two, "UPDATE 1-Two dockers hurt as Gdansk crane falls", 1, neighbour{p: 0.4}), version(two, "UPDATE 1-Gdansk port's two cranes stand idle", 1, neighbour{p: 0.4})},
		{markedChance, version(two, "UPDATE 1-Two dockers hurt as Gdansk crane falls", 1, neighbour{p: 0.2}), version(two, "UPDATE 1-Two dockers hurt as Gdansk crane falls", 1, neighbour{p: 0.1})},
		{markedCover, version(two, shut, 4, neighbour{title: 0.5, cover: 0.7}), version(two, shut, 4, neighbour{title: 0.5, cover: 0.5})},
		{markedCosine, version(two, shut, 4, neighbour{title: 0.4, cover: 0.9}), version(two, shut, 4, neighbour{title: 0.2, cover: 0.9})},
	}
}

// besideBounds are those of what is shown beside a story.
func besideBounds() []boundCase {
	shown := func(kind news.RelationKind, a, b news.Filing) func(*Index) bool {
		return func(x *Index) bool {
			x.Place(a, nil)
			p := x.Place(b, nil)
			return len(p.Relations) > 0 && (kind == "" || p.Relations[0].Kind == kind)
		}
	}
	named := func(n neighbour) func(*Index) bool {
		return func(x *Index) bool { return x.named(&candidate{neighbour: n}) }
	}
	advice := func(hours float64) news.Filing {
		return wire("b", "Harbour Post", "Zoravirus: advice for Ramadan under lockdown", "The council of mosques says the fast will be different this year.", hours)
	}
	headlines := func(a, b string) func(*Index) bool {
		return func(x *Index) bool {
			m, _ := FittedModel()
			h := NewHeadlines(&m)
			i, j := h.Add(a, start), h.Add(b, start.Add(5*24*time.Hour))
			h.Link()
			return h.Chance(i, j) >= x.at[sameHeadline]
		}
	}
	return []boundCase{
		{worthShowing, shown("", fast, advice(8)), shown("", fast, advice(30))},
		{threadChance, shown(news.Earlier, tycoon, wire("b", "Harbour Post", "Dick Brand turns to Nicker island to save his empire", "The owner told staff he would raise as much money against the island as he could.", 30)),
			shown(news.Earlier, aground, wire("b", "Harbour Post", "Passengers taken off grounded ferry near Bodo", "Lifeboats took sixty passengers off the Skarven after it grounded", 30))},
		{twoNames, named(neighbour{name1: 4, name2: 2.5}), named(neighbour{name1: 4, name2: 1.5})},
		{rareName, named(neighbour{name1: 6}), named(neighbour{name1: 4})},
		{rareWords, named(neighbour{rare2: 7}), named(neighbour{rare2: 5})},
		{sameHeadline, headlines("Police officer Ned Corbel jailed for six years", "Officer who attacked colleague sentenced"),
			headlines("Man, 34, shot dead outside bar in Tulsa", "Woman, 52, shot dead outside store in Fresno")},
	}
}

// textBounds are those of what is said of a pair, and of which pairs are compared at all.
func textBounds() []boundCase {
	later := func(hours float64) func(*Index) bool {
		a, b := wire("x", "Isle Times", "", "", 0), wire("y", "Isle Times", "", "", hours)
		return func(x *Index) bool { return !x.at.oneSpan(&a, &b) }
	}
	denied := func(said ...string) func(*Index) bool {
		words := map[string]bool{}
		for _, w := range said {
			words[w] = true
		}
		return func(x *Index) bool { return x.at.denies("that the ferry went aground", words) }
	}
	compared := func(cos float32) func(*Index) bool {
		a := item{hasLead: true, titleNorm: 1, allNorm: 1}
		m := meeting{ll: shared{square: cos}}
		return func(x *Index) bool { return !m.faint(&a, &a, x.at[faint]) }
	}
	near := func(stories int) func(*Index) bool {
		return func(x *Index) bool {
			for n := range 60 {
				x.touched, x.scores, x.norms = append(x.touched, uint32(n)), append(x.scores, float32(n+1)), append(x.norms, 1)
			}
			return len(x.best()) >= stories
		}
	}
	crossing := func(least float64) func(*Index) bool {
		return func(x *Index) bool {
			n := x.lex.intern(7)
			a := item{at: 100_000, tagged: []uint32{n}, figures: []uint32{5}}
			return x.crossing(&a, &a) >= least
		}
	}
	place := func(name string) func(*Index) bool {
		m := news.Mention{Kind: news.Place, Ref: "PRT"}
		return func(x *Index) bool { return x.at.placeKey(&m, name) != "" }
	}
	words := func(n int) func(*Index) bool {
		a := item{title: make([]uint32, n), grams: []uint16{1, 2, 3}, at: 1, outlet: 1}
		b := a
		b.outlet = 2
		return func(x *Index) bool { return x.sameHeadlines(&a, &b) }
	}
	return []boundCase{
		{figureSpan, later(18.5), later(17.5)},
		{leastDenied, denied("ferry", "aground"), denied("ferry")},
		{faint, compared(0.1), compared(0.06)},
		{mostNear, near(28), near(29)},
		{crossChance, crossing(0.65), crossing(0.75)},
		{leastSounds, place("Lisbon"), place("Lima")},
		{leastWords, words(5), words(4)},
	}
}
