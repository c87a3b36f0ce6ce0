package main

import (
	"fmt"
	"strings"

	"dateline/news"
	"dateline/related"
)

// held splits the samples: those of the fold, and the rest.
func held(samples []sample, fold int) (test, train []sample) {
	for _, s := range samples {
		if s.fold == fold {
			test = append(test, s)
		} else {
			train = append(train, s)
		}
	}
	return test, train
}

// layers are the samples of the models above the pairs, made with pair models that have
// not seen the fold; each such model has the event model of the other folds.
type layers struct {
	models          []related.Model
	context, events []sample
}

func stack(c *corpus, m related.Model, samples []sample) layers {
	l := layers{models: partModels(m, samples)}
	l.events = ofEvents(c, l.models)
	for f := range l.models {
		_, train := held(l.events, f)
		l.models[f].Event = fit(train, penalty)
	}
	l.context = inContext(c, l.models)
	return l
}

// crossValidate prints F1 of pairs and BCubed of streams, each part measured by a model
// that has not seen its events.
func crossValidate(c *corpus, l layers) {
	fmt.Printf("event weights %.2f\n", l.models[0].Event)
	pairsCV(c, l.context)
	streamsCV(c, l.models)
}

// inContext makes the samples of the context model; each headline is weighed by the
// model of its fold.
func inContext(c *corpus, models []related.Model) []sample {
	var out []sample
	for _, set := range sorted(c.pairs) {
		part := components(c.pairs[set])
		for f := range models {
			h := related.NewHeadlines(&models[f])
			var at [][2]int
			for _, p := range c.pairs[set] {
				at = append(at, [2]int{h.Add(p.A.Title, clock(p.A.Time)), h.Add(p.B.Title, clock(p.B.Time))})
			}
			h.Link()
			for i, p := range c.pairs[set] {
				if part[p.A.Title]%len(models) == f {
					out = append(out, sample{x: h.Features(at[i][0], at[i][1]), same: p.Label, set: set, fold: f, weight: 4000 / float64(len(at))})
				}
			}
		}
	}
	return out
}

// ofEvents makes the samples of the event model: each stream replayed with its events
// as they are, each story weighed against the events it might join. (Events as the
// model itself makes them were tried too: fitted on those it leaves large events in pieces.)
func ofEvents(c *corpus, models []related.Model) []sample {
	var out []sample
	for _, set := range sorted(c.streams) {
		for f := range models {
			from := len(out)
			x := related.New(related.Options{Model: &models[f]})
			for _, s := range c.streams[set] {
				if clusterFold(s.Cluster) == f {
					x.Events(s.news(), func(e news.EventID, v []float32) {
						out = append(out, sample{x: v, same: string(e) == s.Cluster, set: set, fold: f})
					})
				}
				x.Restore(news.Filing{Story: s.news(), Event: news.EventID(s.Cluster)})
			}
			balance(out[from:], 800)
		}
	}
	return out
}

func pairsCV(c *corpus, all []sample) {
	bySet, chance := map[string][]sample{}, map[string][]float64{}
	for f := range folds {
		test, train := held(all, f)
		w := fit(train, penalty)
		for _, s := range test {
			bySet[s.set] = append(bySet[s.set], s)
			chance[s.set] = append(chance[s.set], sigmoid(w, s.x))
		}
	}
	for at := 0.2; at < 0.6; at += 0.05 {
		fmt.Printf("pairs at %.2f:", at)
		mean := 0.0
		for _, set := range sorted(bySet) {
			v := f1(bySet[set], chance[set], at)
			fmt.Printf("  %s %.3f", set, v)
			if strings.HasSuffix(set, ".dev") {
				mean += v / 4
			}
		}
		fmt.Printf("  mean of dev %.4f\n", mean)
	}
}

// streamsCV replays each whole stream once for each fold, with the model that has not
// seen that fold's events, and scores the fold's stories.
func streamsCV(c *corpus, models []related.Model) {
	var mean, n float64
	for _, set := range sorted(c.streams) {
		sc := heldOut(c.streams[set], models)
		fmt.Printf("  %-13s BCubed P %.3f R %.3f F %.3f; P@5 %.3f shown %.3f noise %.2f\n", set, sc.p, sc.r, sc.f, sc.p5, sc.shown5, sc.noise)
		if strings.HasSuffix(set, ".dev") {
			mean, n = mean+sc.f, n+1
		}
	}
	fmt.Printf("  mean of dev %.4f\n", mean/n)
}

// heldOut is the mean over the folds of a stream.
func heldOut(st []story, models []related.Model) (sc streamScore) {
	for f := range models {
		s := replay(st, models[f], window, f)
		sc.n += s.n
		sc.p += s.p * s.n
		sc.r += s.r * s.n
		sc.f += s.f * s.n
		sc.p5 += s.p5 / float64(len(models))
		sc.shown5 += s.shown5 / float64(len(models))
		sc.noise += s.noise / float64(len(models))
	}
	n := max(1, sc.n)
	sc.p, sc.r, sc.f = sc.p/n, sc.r/n, sc.f/n
	return sc
}

// window is the default one.
var window = related.Options{}

// report prints what the finished model gives on what it was fitted on.
func report(m related.Model, c *corpus) {
	for _, set := range sorted(c.streams) {
		sc := replay(c.streams[set], m, window, -1)
		fmt.Printf("%s: BCubed P %.3f R %.3f F %.3f; P@5 %.3f shown %.3f noise %.2f\n", set, sc.p, sc.r, sc.f, sc.p5, sc.shown5, sc.noise)
	}
}
