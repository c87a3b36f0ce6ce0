package related

import (
	"math"
	"slices"
	"time"
)

const (
	nEvent     = 14
	mostTried  = 6    // events weighed for one story
	leastTried = 0.05 // least chance of a member for an event to be weighed
)

// choose finds the event the story joins, or founds one.
func (x *Index) choose(it *item, tried []standing) *event {
	if id := x.rules.home(it.id); id != "" {
		return x.event(id)
	}
	var best *event
	var most float64
	for i := range tried {
		s := &tried[i]
		proven := x.proven(s)
		if score := s.joins + proven; score > most && (proven >= x.at[evidence] || x.likely(it, s)) && x.open(it, s.ev) {
			best, most = s.ev, score
		}
	}
	if best == nil {
		return x.event(x.rules.founded(it.id))
	}
	return best
}

// likely reports whether the chance of the event is enough to join it, where the leads are long or
// missing; two headlines that share one common word are of no event.
func (x *Index) likely(it *item, s *standing) bool {
	if !it.hasLead {
		return s.joinable && s.joins >= x.at[joinBare] && float64(s.told) >= x.at[toldBare]
	}
	return s.joinable && s.joins >= x.at[joinChance]
}

// open reports whether the event can still be joined by the story: a report's, near
// enough in time, and not forbidden by the reader.
func (x *Index) open(it *item, ev *event) bool {
	if ev.joinsNone || x.rules.apart(it.id, ev.id) {
		return false
	}
	gap := it.at - ev.last
	return it.at == 0 || ev.last == 0 || time.Duration(gap)*time.Second <= x.opt.Events
}

// standing gathers what speaks for one event.
type standing struct {
	ev       *event
	best     [3]float64 // chances of its likeliest members
	votes    float64    // sum of the chances
	sure     int        // members likelier than not
	seen     int
	joins    float64    // chance that the story is of it
	proof    [2]float64 // most evidence that members give
	told     float32    // idf of the second rarest word shared with one of its members, the most
	joinable bool       // one of its members is like enough the story, see mayJoin
}

func (s *standing) add(p float64) {
	s.votes += p
	s.seen++
	if p > 0.5 {
		s.sure++
	}
	if s.seen <= 3 {
		s.best[s.seen-1] = p
	}
}

// prove takes in the evidence of a member, where it applies.
func (s *standing) prove(applies bool, sure float64) {
	switch {
	case !applies:
	case sure > s.proof[0]:
		s.proof = [2]float64{sure, s.proof[0]}
	case sure > s.proof[1]:
		s.proof[1] = sure
	}
}

// proven is the evidence that a story is of an event: the best member's, and where there are
// more the next one's a little.
func (x *Index) proven(s *standing) float64 {
	if len(s.ev.members) < 2 {
		return s.proof[0]
	}
	return (1-x.at[nextMember])*s.proof[0] + x.at[nextMember]*s.proof[1]
}

// weighEvents weighs each event that may be joined, the one of the likeliest neighbour
// first, and calls visit with what the model sees of it, where visit is given. A story is
// of an event when its best three members say so, and the more stories an event has, the
// less one good likeness proves.
func (x *Index) weighEvents(it *item, near []neighbour, visit func(*event, []float32)) []standing {
	var tried []standing
	var all float64
	for _, c := range near {
		all += c.p
		ev := x.items[c.n-x.first].event
		i := slices.IndexFunc(tried, func(s standing) bool { return s.ev == ev })
		if i < 0 && len(tried) < mostTried && c.p >= leastTried {
			i = len(tried)
			tried = append(tried, standing{ev: ev})
		}
		if i >= 0 {
			tried[i].add(c.p)
			tried[i].told = max(tried[i].told, c.rare2)
			tried[i].prove(c.fed && !c.serial && x.enough(it, &c), c.sure)
			tried[i].joinable = tried[i].joinable || x.mayJoin(it, &c)
		}
	}
	for i := range tried {
		rival := 0.0
		for j := range tried {
			if j != i {
				rival = max(rival, tried[j].mean())
			}
		}
		x.complete(it, near, &tried[i])
		f := x.eventFeatures(it, &tried[i], all, rival)
		tried[i].joins = logistic(x.model.Event, f)
		if visit != nil {
			visit(tried[i].ev, f)
		}
	}
	return tried
}

// complete weighs further members of the event where fewer than three were near.
func (x *Index) complete(it *item, near []neighbour, s *standing) {
	m := s.ev.members
	for i := len(m) - 1; i >= 0 && s.seen < 3 && s.seen < len(m); i-- {
		if !slices.ContainsFunc(near, func(c neighbour) bool { return c.n == m[i] }) {
			c := x.weigh(it, m[i])
			s.add(c.p)
			s.prove(c.fed && !c.serial && x.enough(it, &c), c.sure)
			s.joinable = s.joinable || x.mayJoin(it, &c)
		}
	}
}

// mean is the mean chance of the best three members, or of as many as there are.
func (s *standing) mean() float64 {
	n := min(3, max(1, s.seen))
	return (s.best[0] + s.best[1] + s.best[2]) / float64(n)
}

func (x *Index) eventFeatures(it *item, s *standing, all, rival float64) []float32 {
	size := float32(math.Log1p(float64(len(s.ev.members)))) / 5
	mean, best := float32(logit(s.mean()))/5, float32(logit(s.best[0]))/5
	var days float64
	if it.at != 0 && s.ev.last != 0 {
		days = math.Abs(float64(it.at-s.ev.last)) / 86400
	}
	bare := flag(!it.hasLead)
	return []float32{1, best, mean, size, float32(s.votes / (all + 0.5)), float32(math.Log1p(days)) / 5,
		float32(s.sure) / float32(min(5, len(s.ev.members))), float32(s.mean() / (s.mean() + rival + 0.1)), mean * size, best * size, bare, bare * mean, bare * size, float32(s.votes) / 10}
}

func round(p float64) float64 { return math.Round(p*1000) / 1000 }

// has reports whether the story has the term in headline or lead.
func (it *item) has(n uint32) bool {
	_, ok := slices.BinarySearch(it.title, n)
	if !ok {
		_, ok = slices.BinarySearch(it.lead, n)
	}
	return ok
}
