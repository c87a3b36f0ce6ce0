package entities

import "dateline/words"

// myriads reads the magnitudes of Chinese, Japanese and Korean behind digits, and
// further digits: "1万2千", "3億5000万", "1조2천500억". Each section of up to four
// digits has its 万, 億 or 兆.
func (a *otherLang) myriads(q *quantity) {
	total, section, n := 0.0, 0.0, q.value
	open := true // n is not yet part of the section
	for a.joined(q.to) || q.to < len(a.toks) && !a.toks[q.to].Line {
		if a.class(q.to) == words.Digit {
			m, ok := a.lang.Digits(a.text, a.toks[q.to].Start)
			if open || !ok || m.Decimal || m.Groups > 1 || a.toks[q.to].Space {
				break
			}
			n, open, q.to = m.Value, true, a.tokenAt(q.to, m.End)
			continue
		}
		x, ok := a.magnitude(q.to)
		if !ok || a.toks[q.to].Space {
			break
		}
		q.bare, q.to, q.scale = false, q.to+1, x.Value
		switch {
		case x.Value < 10000:
			section, open = section+n*x.Value, false
		case open || section > 0:
			if open {
				section += n
			}
			total, section, open = total+section*x.Value, 0, false
		default: // 万亿
			total *= x.Value
		}
		n = 0
	}
	if open {
		section += n
	}
	q.value = total + section
}

// magnitude reads a magnitude of one sign.
func (a *otherLang) magnitude(i int) (words.Lexeme, bool) {
	for _, x := range a.lang.Lookup(a.word(i)) {
		if x.Kind == words.Scale {
			return x, true
		}
	}
	return words.Lexeme{}, false
}

// signs reads a number in Chinese signs or in Korean words: "三十", "两", "두". It
// must stand before a measure word or a unit, unless something else shows that it is
// one, since most signs are parts of words too.
func (a *otherLang) signs(i int, counted bool) (quantity, bool) {
	q := quantity{from: i, to: i, scale: 1, word: true}
	if a.lang.Code == "ko" && i > 0 && a.glued(i) && a.class(i-1) == words.Letter {
		return q, false
	}
	s := signNumber{to: i}
	for s.to < len(a.toks) && (s.to == i || !a.toks[s.to].Space) {
		more, ok := a.nextSign(&s, s.to > i)
		if !ok {
			return quantity{from: i, to: s.to + 1}, false
		}
		if !more {
			break
		}
	}
	q.to, q.value = s.to, s.total+s.section+s.digit
	if behindOther := i > 0 && a.glued(i) && a.has(i-1, words.Ordinal, words.Scale); q.to == i || q.value < 2 || behindOther {
		q.to = max(q.to, i+1)
		return q, false
	}
	return q, !counted || a.countable(q.to)
}

// signNumber is a number in signs as far as it is read.
type signNumber struct {
	total, section, digit float64 // of ten thousands, below them, not multiplied yet
	to                    int
}

// nextSign reads one more sign; more is false behind the number's last. A row of signs
// is a year or a name, and so not ok.
func (a *otherLang) nextSign(s *signNumber, inside bool) (more, ok bool) {
	if v := tenfold(a.word(s.to)); v > 0 && (inside || v == 10) {
		if s.digit == 0 {
			s.digit = 1
		}
		s.section, s.digit = s.section+s.digit*v, 0
		s.to++
		return true, true
	}
	if x, _, scale := a.phrase(s.to, words.Scale); scale && inside && x.Value >= 10000 {
		s.total, s.section, s.digit = s.total+(s.section+s.digit)*x.Value, 0, 0
		s.to++
		return true, true
	}
	x, to, number := a.phrase(s.to, words.Number)
	whole := to > s.to+1 && a.lang.Code != "ko" // of several signs
	switch {
	case !number || !whole && x.Value >= 100:
		return false, true
	case s.digit > 0:
		return false, false
	case whole:
		s.section += x.Value
	default:
		s.digit = x.Value
	}
	s.to = to
	return true, true
}

// countable reports whether what counts stands at token i: a measure word or a unit,
// behind a space in Korean only.
func (a *otherLang) countable(i int) bool {
	return a.has(i, words.Counter, words.People, words.Unit, words.Money, words.Percent, words.Points) &&
		a.toks[min(i, len(a.toks)-1)].Space == (a.lang.Code == "ko")
}

func tenfold(w string) float64 {
	switch w {
	case "十", "십":
		return 10
	case "百", "백":
		return 100
	case "千", "천":
		return 1000
	}
	return 0
}
