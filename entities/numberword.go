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
	total, cur, last := 0.0, 0.0, notNumber
	for n < len(parts) {
		p := parts[n]
		switch p.part {
		case digitWord, teenWord, tensWord:
			switch {
			case last == notNumber || last == scaleWord:
				cur += p.value
			case last == tensWord && p.part == digitWord && p.value > 0:
				cur += p.value
			case last == digitWord && p.part != digitWord && cur > 0 && cur < 10 && total == 0:
				cur = cur*100 + p.value
			default:
				return total + cur, n
			}
		case scaleWord:
			if last == notNumber {
				cur = 1
			}
			switch {
			case p.value == 100 || p.value == 12:
				if cur == 0 {
					cur = 1
				}
				if cur >= 100 && p.value == 100 {
					return total + cur, n
				}
				cur *= p.value
			case total > 0 && p.value > total && last == scaleWord:
				total, cur = (total+cur)*p.value, 0
			case last == scaleWord && cur == 0:
				total *= p.value
			default:
				total, cur = total+cur*p.value, 0
			}
		default:
			return total + cur, n
		}
		last = p.part
		n++
	}
	return total + cur, n
}
