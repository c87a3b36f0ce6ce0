package entities

import "dateline/words"

// myriads reads the magnitudes of Chinese, Japanese and Korean behind digits, and
// further digits: "1万2千", "3億5000万", "1조2천500억". Each section of up to four
// digits has its 万, 億 or 兆.
func (a *abroad) myriads(q *quantity) {
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
func (a *abroad) magnitude(i int) (words.Lexeme, bool) {
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
func (a *abroad) signs(i int, counted bool) (quantity, bool) {
	q := quantity{from: i, to: i, scale: 1, word: true}
	if a.lang.Code == "ko" && i > 0 && a.glued(i) && a.class(i-1) == words.Letter {
		return q, false
	}
	total, section, n, digits := 0.0, 0.0, 0.0, 0
	at := i
	for at < len(a.toks) && (at == i || !a.toks[at].Space) {
		if v := tenfold(a.word(at)); v > 0 && (at > i || v == 10) {
			if n == 0 {
				n = 1
			}
			section, n = section+n*v, 0
		} else if x, _, ok := a.phrase(at, words.Scale); ok && at > i && x.Value >= 10000 {
			total, section, n = total+(section+n)*x.Value, 0, 0
		} else if x, to, ok := a.phrase(at, words.Number); ok && to > at+1 && a.lang.Code != "ko" {
			if n > 0 {
				return quantity{from: i, to: at + 1}, false
			}
			section, at = section+x.Value, to
			continue
		} else if ok && x.Value < 100 {
			if n > 0 { // a row of signs is a year or a name
				return quantity{from: i, to: at + 1}, false
			}
			n = x.Value
			digits++
			at = to
			continue
		} else {
			break
		}
		at++
	}
	q.to, q.value = at, total+section+n
	if at == i || q.value < 2 || i > 0 && a.glued(i) && a.has(i-1, words.Ordinal, words.Scale) {
		q.to = max(at, i+1)
		return q, false
	}
	if counted && !a.has(at, words.Counter, words.People, words.Unit, words.Money, words.Percent, words.Points) || counted && a.toks[min(at, len(a.toks)-1)].Space != (a.lang.Code == "ko") {
		return q, false
	}
	return q, true
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
