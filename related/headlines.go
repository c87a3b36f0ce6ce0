package related

import (
	"math"
	"slices"
	"strconv"
	"time"

	"dateline/news"
)

// Headlines weighs pairs of headlines in the light of all headlines given: two that have
// little in common by themselves may both be near a third. Nothing is made of
// which pairs are asked for.
type Headlines struct {
	x     *Index
	sides []side
	index map[side]int
	near  [][]edge // by headline, sorted by the other's number
}

type side struct {
	title string
	at    int64
}

type edge struct {
	to int
	p  float32
}

// leastEdge is the least chance for which two headlines count as near.
const leastEdge = 0.05

// NewHeadlines makes an empty set.
func NewHeadlines(m *Model) *Headlines {
	const ever = 1 << 62
	return &Headlines{x: New(Options{Model: m, Events: ever, Threads: ever, Stories: math.MaxInt}), index: map[side]int{}}
}

// Add takes a headline in and returns its number.
func (h *Headlines) Add(title string, at time.Time) int {
	s := side{title, unix(at)}
	i, ok := h.index[s]
	if !ok {
		i = len(h.sides)
		h.index[s] = i
		h.sides = append(h.sides, s)
	}
	return i
}

func (s side) story(i int) news.Story {
	st := news.Story{ID: news.StoryID(strconv.Itoa(i)), Title: s.title}
	if s.at != 0 {
		st.Published = time.Unix(s.at, 0).UTC()
	}
	return st
}

// Link finds for each headline added since the last call those near it.
func (h *Headlines) Link() {
	for i := len(h.near); i < len(h.sides); i++ {
		h.near = append(h.near, nil)
		f := news.Filing{Story: h.sides[i].story(i)}
		it := h.x.read(&f)
		for _, n := range h.x.near(&it) {
			j := int(n.n)
			if n.p >= leastEdge && h.sides[j].title != h.sides[i].title {
				h.near[i] = append(h.near[i], edge{j, float32(n.p)})
				h.near[j] = append(h.near[j], edge{i, float32(n.p)})
			}
		}
		h.x.add(it, h.x.event(news.EventID(it.id)))
	}
	for _, e := range h.near {
		slices.SortFunc(e, func(a, b edge) int { return a.to - b.to })
	}
}

// Direct is the chance that headlines a and b are of one event, by themselves.
func (h *Headlines) Direct(a, b int) float64 {
	return h.x.Chance(h.sides[a].story(a), h.sides[b].story(b))
}

// Features are what the context model sees of a pair: the direct chance, and how the
// neighbours of both agree.
func (h *Headlines) Features(a, b int) []float32 {
	d := h.Direct(a, b)
	var path, dot, support, count float64
	na, nb := norm(h.near[a]), norm(h.near[b])
	ea, eb := h.near[a], h.near[b]
	for i, j := 0, 0; i < len(ea) && j < len(eb); {
		switch {
		case ea[i].to < eb[j].to:
			i++
		case ea[i].to > eb[j].to:
			j++
		default:
			if p, q := float64(ea[i].p), float64(eb[j].p); ea[i].to != a && ea[i].to != b {
				path = max(path, min(p, q))
				dot += p * q
				support += min(p, q)
				count++
			}
			i, j = i+1, j+1
		}
	}
	return []float32{1, float32(logit(d) / 5), float32(path), float32(dot / math.Sqrt(na*nb)), float32(math.Log1p(support)),
		float32(d), float32(math.Log1p(count)), float32(min(1, math.Sqrt(na))), float32(min(1, math.Sqrt(nb)))}
}

func norm(es []edge) float64 {
	n := 1e-3
	for _, e := range es {
		n += float64(e.p) * float64(e.p)
	}
	return n
}

// logit is the log of the odds of p, kept within about 14 of nought.
func logit(p float64) float64 {
	p = min(max(p, 1e-6), 1-1e-6)
	return math.Log(p / (1 - p))
}

// Chance is the chance that headlines a and b are of one event, among all others.
func (h *Headlines) Chance(a, b int) float64 {
	if h.sides[a] == h.sides[b] {
		return 1
	}
	return logistic(h.x.model.Context, h.Features(a, b))
}
