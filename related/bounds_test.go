package related

import (
	"testing"

	"dateline/news"
)

// A number holds when two stories just above it are told one way and two just below it the other.
func TestBounds(t *testing.T) {
	labelled := func(x *Index, gap int64, times int) bool {
		regular := false
		for i := range times {
			regular = x.regular("Tide@eight: harbour news", 1, 1_000_000+int64(i)*gap*3600)
		}
		return regular
	}
	series := func(x *Index, a, b news.Filing) bool {
		old, it := x.read(&a), x.read(&b)
		return x.at.serial(&it, &old, jaccard(it.shingles, old.shingles))
	}
	const words = "Outbreak on the islands of the north"
	for _, c := range []struct {
		row          bound
		above, below func(*Index) bool
	}{
		{regularTimes, func(x *Index) bool { return labelled(x, 24, 3) }, func(x *Index) bool { return labelled(x, 24, 2) }},
		{regularGap, func(x *Index) bool { return labelled(x, 19, 3) }, func(x *Index) bool { return labelled(x, 17, 3) }},
		{serialHours, func(x *Index) bool {
			return series(x, wire("a", "Isle Times", words, "Follow our live coverage.", 0), wire("b", "Isle Times", words, "The board meets.", 8.5))
		}, func(x *Index) bool {
			return series(x, wire("a", "Isle Times", words, "Follow our live coverage.", 0), wire("b", "Isle Times", words, "The board meets.", 7.5))
		}},
		{bulletinHours, func(x *Index) bool {
			return series(x, wire("a", "Isle Times", "3 new cases on Shetland", "", 0), wire("b", "Isle Times", "5 new cases on Shetland", "", 18.5))
		}, func(x *Index) bool {
			return series(x, wire("a", "Isle Times", "3 new cases on Shetland", "", 0), wire("b", "Isle Times", "5 new cases on Shetland", "", 17))
		}},
	} {
		t.Run(boundRows[c.row].of, func(t *testing.T) {
			if !c.above(New(Options{})) || c.below(New(Options{})) {
				t.Errorf("above %v, below %v", c.above(New(Options{})), c.below(New(Options{})))
			}
		})
	}
}
