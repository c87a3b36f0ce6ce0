package main

import (
	"fmt"

	"dateline/learn"
)

// score prints exact F1 of the bare model on the development parts, class by
// class, on its own tokens.
func score(c *corpora, lesson *lesson, m *learn.Chain) error {
	for _, name := range []string{"gmb/dev", "uner-ewt/dev", "uner-pud/dev", "crossner/politics.dev", "wnut17/dev", "silver/dev"} {
		var samples []sample
		var err error
		if name == "silver/dev" {
			samples, err = c.silver("dev")
		} else {
			samples, err = c.tokens(name)
		}
		if err != nil {
			return err
		}
		var n [3]counts
		var p learn.Path
		for _, s := range samples {
			for _, q := range lesson.read(s.text, s.names) {
				m.Tag(&p, &q)
				tally(&n, q.Tags, p.Tags)
			}
		}
		all := counts{n[0].hit + n[1].hit + n[2].hit, n[0].gold + n[1].gold + n[2].gold, n[0].said + n[1].said + n[2].said}
		fmt.Printf("%-22s PER %5.1f  LOC %5.1f  ORG %5.1f  all %5.1f\n", name, n[0].f1(), n[1].f1(), n[2].f1(), all.f1())
	}
	return nil
}

type counts struct{ hit, gold, said int }

func (c counts) f1() float64 {
	if c.gold+c.said == 0 {
		return 0
	}
	return 200 * float64(c.hit) / float64(c.gold+c.said)
}

// tally compares two label sequences name by name.
func tally(n *[3]counts, gold, said []uint8) {
	for i := range gold {
		if g := gold[i]; g%2 == 1 {
			n[g/2].gold++
			if said[i] == g && end(gold, i) == end(said, i) {
				n[g/2].hit++
			}
		}
		if s := said[i]; s%2 == 1 {
			n[s/2].said++
		}
	}
}

// end returns the position behind the name that begins at i.
func end(tags []uint8, i int) int {
	to := i + 1
	for to < len(tags) && tags[to] == tags[i]+1 {
		to++
	}
	return to
}
