package main

import (
	"dateline/news"
	"dateline/related"
)

// f1 is the F1 of calling the pairs with at least this chance the same.
func f1(ps []sample, chance []float64, at float64) float64 {
	var tp, fp, fn float64
	for i, s := range ps {
		switch said := chance[i] >= at; {
		case said && s.same:
			tp++
		case said:
			fp++
		case s.same:
			fn++
		}
	}
	if tp == 0 {
		return 0
	}
	return 2 * tp / (2*tp + fp + fn)
}

// streamScore is what one stream came out as.
type streamScore struct {
	p, r, f    float64 // BCubed
	p5, shown5 float64
	noise      float64
	n          float64 // stories scored
}

// replay places a stream's stories and scores those of the fold, all for -1.
func replay(st []story, m related.Model, o related.Options, fold int) streamScore {
	o.Model = &m
	x := related.New(o)
	gold, pred := map[string]string{}, map[string]string{}
	earlier := map[string]int{}
	var sc streamScore
	var with, shown, right, idle, first float64
	for _, s := range st {
		p := x.Place(news.Filing{Story: s.news()}, nil)
		gold[s.ID], pred[s.ID] = s.Cluster, string(p.Event)
		if fold >= 0 && clusterFold(s.Cluster) != fold {
			earlier[s.Cluster]++
			continue
		}
		hits, n := 0.0, 0.0
		for _, r := range p.Relations {
			if r.Kind == news.Background || n == 5 {
				continue
			}
			n++
			if gold[string(r.To)] == s.Cluster {
				hits++
			}
		}
		if e := earlier[s.Cluster]; e > 0 {
			with++
			sc.p5 += hits / min(5, float64(e))
			shown, right = shown+n, right+hits
		} else {
			first++
			idle += n
		}
		earlier[s.Cluster]++
	}
	sc.p5, sc.shown5, sc.noise = sc.p5/max(1, with), right/max(1, shown), idle/max(1, first)
	bcubed(st, pred, &sc, fold)
	return sc
}

func bcubed(st []story, pred map[string]string, sc *streamScore, fold int) {
	g, p, both := map[string]float64{}, map[string]float64{}, map[[2]string]float64{}
	for _, s := range st {
		g[s.Cluster]++
		p[pred[s.ID]]++
		both[[2]string{s.Cluster, pred[s.ID]}]++
	}
	for k, n := range both {
		if fold >= 0 && clusterFold(k[0]) != fold {
			continue
		}
		sc.n += n
		sc.p += n * n / p[k[1]]
		sc.r += n * n / g[k[0]]
	}
	sc.p /= max(1, sc.n)
	sc.r /= max(1, sc.n)
	sc.f = 2 * sc.p * sc.r / (sc.p + sc.r)
}
