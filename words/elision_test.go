package words

import "testing"

func TestElisions(t *testing.T) {
	for _, c := range []struct {
		word          string
		article, clip bool
	}{
		{"l", true, true}, {"dell", true, true}, {"qu", true, true}, {"n", false, true}, {"quelqu", false, true}, {"o", false, false}, {"aujourd", false, false},
	} {
		if ElidedArticle(c.word) != c.article || Elided(c.word) != c.clip {
			t.Errorf("%s': article %v, elided %v", c.word, ElidedArticle(c.word), Elided(c.word))
		}
	}
	for _, c := range []struct {
		ending      string
		kase, other bool
	}{
		{"da", true, true}, {"nın", true, true}, {"nin", true, true}, {"a", false, true}, {"ki", false, true}, {"s", false, false}, {"clock", false, false},
	} {
		if TurkishCase(c.ending) != c.kase || TurkishEnding(c.ending) != c.other {
			t.Errorf("'%s: case %v, ending %v", c.ending, TurkishCase(c.ending), TurkishEnding(c.ending))
		}
	}
}
