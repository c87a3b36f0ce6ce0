package main

import (
	"fmt"
	"strings"

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

// crossValidate prints F1 of pairs and BCubed of streams, each part measured by a model
// that has not seen its events.
func crossValidate(c *corpus, m related.Model, samples []sample) {
	models := make([]related.Model, folds)
	for f := range folds {
		_, train := held(samples, f)
		models[f] = m
		fitInto(&models[f], train)
	}
	pairsCV(samples, models)
	streamsCV(c, models)
}

func chanceOf(m *related.Model, s sample) float64 {
	if s.texted {
		return sigmoid(m.Texted, s.x)
	}
	return sigmoid(m.Bare, s.x)
}

func pairsCV(samples []sample, models []related.Model) {
	bySet := map[string][]sample{}
	chance := map[string][]float64{}
	for _, s := range samples {
		if strings.HasPrefix(s.set, "pairs.") {
			bySet[s.set] = append(bySet[s.set], s)
			chance[s.set] = append(chance[s.set], chanceOf(&models[s.fold], s))
		}
	}
	for at := 0.2; at < 0.7; at += 0.05 {
		fmt.Printf("pairs at %.2f:", at)
		mean := 0.0
		for _, set := range sorted(bySet) {
			v := f1(bySet[set], chance[set], at)
			fmt.Printf("  %s %.3f", strings.TrimPrefix(set, "pairs."), v)
			if strings.HasSuffix(set, ".dev") {
				mean += v / 4
			}
		}
		fmt.Printf("  mean of dev %.4f\n", mean)
	}
}

// streamsCV replays for each fold the stories of its events only.
func streamsCV(c *corpus, models []related.Model) {
	for _, join := range []float64{0.3, 0.4, 0.5, 0.6, 0.7} {
		fmt.Printf("join %.2f:", join)
		mean := 0.0
		for _, set := range sorted(c.streams) {
			var sum, n float64
			for f := range folds {
				var part []story
				for _, s := range c.streams[set] {
					if clusterFold(s.Cluster) == f {
						part = append(part, s)
					}
				}
				m := models[f]
				m.Join, m.Show, m.Behind = join, join, 0.1
				sc := replay(part, m, related.Options{Events: forever, Threads: forever})
				sum += sc.f * float64(len(part))
				n += float64(len(part))
			}
			fmt.Printf("  %s %.3f", set, sum/n)
			if strings.HasSuffix(set, ".dev") {
				mean += sum / n / 4
			}
		}
		fmt.Printf("  mean of dev %.4f\n", mean)
	}
}

// chooseThresholds picks the thresholds on all the data: one number each moves little
// between folds.
func chooseThresholds(m *related.Model, c *corpus) {
	m.Join, m.Show, m.Behind, m.Same = 0.5, 0.3, 0.08, 0.3
	best := 0.0
	pick := m.Join
	for j := 0.3; j < 0.8; j += 0.05 {
		t := *m
		t.Join = j
		sum := 0.0
		fmt.Printf("join %.2f:", j)
		for _, set := range sorted(c.streams) {
			sc := replay(c.streams[set], t, related.Options{})
			fmt.Printf("  %s P %.3f R %.3f F %.3f p5 %.2f shown %.2f noise %.2f;", set, sc.p, sc.r, sc.f, sc.p5, sc.shown5, sc.noise)
			if strings.HasSuffix(set, ".dev") {
				sum += sc.f / 4
			}
		}
		fmt.Printf(" mean %.4f\n", sum)
		if sum > best {
			best, pick = sum, j
		}
	}
	m.Join = pick
}
