package entities

import (
	"strings"

	"dateline/learn"
)

// part is what a word is within a number.
type part uint8

const (
	notNumber part = iota
	digitWord      // zero to nine
	teenWord       // ten to nineteen
	tensWord       // twenty to ninety
	scaleWord      // hundred, thousand, million, dozen ...
	vagueWord      // dozens, hundreds, several, few, couple
	halfWord       // half, quarter(s), third(s) ... tenth(s)
	pointWord      // "point"
	signWord       // minus, negative
)

// numword is a word of a number with its value; max is the upper end of a vague
// one's usual reading.
type numword struct {
	part  part
	value float64
	max   float64
}

// numwords is keyed by the hash of the lower-cased word.
type numwords map[learn.Hash]numword

func newNumwords() numwords {
	m := numwords{}
	put := func(p part, first, step float64, words string) {
		for i, w := range strings.Fields(words) {
			m[learn.HashOf(w)] = numword{part: p, value: first + float64(i)*step}
		}
	}
	put(digitWord, 0, 1, "zero one two three four five six seven eight nine")
	put(digitWord, 0, 0, "nil nought naught")
	put(digitWord, 1, 0, "single")
	put(digitWord, 2, 0, "both")
	delete(m, learn.HashOf("both"))
	put(teenWord, 10, 1, "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	put(tensWord, 20, 10, "twenty thirty forty fifty sixty seventy eighty ninety")
	put(tensWord, 40, 0, "fourty")
	for words, v := range map[string]float64{
		"hundred": 1e2, "thousand": 1e3, "million mn mln": 1e6, "billion bn bln": 1e9, "trillion tn trn": 1e12, "quadrillion": 1e15,
		"lakh lakhs lac lacs lkh lkhs": 1e5, "crore crores cr koti krores kr": 1e7, "dozen": 12, "billions-": 1e9,
	} {
		put(scaleWord, v, 0, words)
	}
	for w, v := range map[string][2]float64{
		"dozens": {24, 99}, "scores": {40, 99}, "tens": {20, 99}, "hundreds": {200, 999}, "thousands": {2e3, 9999}, "millions": {2e6, 9999999},
		"billions": {2e9, 9999999999}, "trillions": {2e12, 9999999999999}, "several": {2, 7}, "few": {3, 5}, "couple": {2, 0}, "pair": {2, 0},
	} {
		m[learn.HashOf(w)] = numword{vagueWord, v[0], v[1]}
	}
	for i, w := range strings.Fields("half third quarter fifth sixth seventh eighth ninth tenth") {
		m[learn.HashOf(w)] = numword{part: halfWord, value: 1 / float64(i+2)}
		if w != "half" {
			m[learn.HashOf(w+"s")] = m[learn.HashOf(w)]
		}
	}
	for w, v := range map[string]float64{"halves": .5, "fourth": .25, "fourths": .25, "hundredth": .01, "hundredths": .01, "thousandth": .001,
		"thousandths": .001, "twentieth": .05, "twelfth": 1. / 12} {
		m[learn.HashOf(w)] = numword{part: halfWord, value: v}
	}
	m[learn.HashOf("point")] = numword{part: pointWord}
	m[learn.HashOf("minus")] = numword{part: signWord, value: -1}
	m[learn.HashOf("negative")] = numword{part: signWord, value: -1}
	return m
}

// cardinal reads words of one number ("two hundred and five", "twenty-one
// thousand", "one point five million") from parts; n is how many it took.
// Colloquial "one twenty two" is 122, "fifteen hundred" 1500.
func cardinal(parts []numword) (v float64, n int) {
	c := count{}
	for n < len(parts) && c.add(parts[n]) {
		c.last = parts[n].part
		n++
	}
	return c.total + c.cur, n
}

// count is a number in words as far as it is read: above the last magnitude and below it.
type count struct {
	total, cur float64
	last       part
}

// add takes the next word; false where it is of another number.
func (c *count) add(p numword) bool {
	switch p.part {
	case digitWord, teenWord, tensWord:
		return c.addSmall(p)
	case scaleWord:
		return c.addScale(p.value)
	}
	return false
}

// addSmall takes a word below a hundred.
func (c *count) addSmall(p numword) bool {
	switch {
	case c.last == notNumber || c.last == scaleWord, c.last == tensWord && p.part == digitWord && p.value > 0:
		c.cur += p.value
	case c.last == digitWord && p.part != digitWord && c.cur > 0 && c.cur < 10 && c.total == 0:
		c.cur = c.cur*100 + p.value
	default:
		return false
	}
	return true
}

// addScale takes a magnitude.
func (c *count) addScale(v float64) bool {
	if c.last == notNumber {
		c.cur = 1
	}
	switch {
	case v == 100 || v == 12:
		if c.cur == 0 {
			c.cur = 1
		}
		if c.cur >= 100 && v == 100 {
			return false
		}
		c.cur *= v
	case c.total > 0 && v > c.total && c.last == scaleWord:
		c.total, c.cur = (c.total+c.cur)*v, 0
	case c.last == scaleWord && c.cur == 0:
		c.total *= v
	default:
		c.total, c.cur = c.total+c.cur*v, 0
	}
	return true
}
