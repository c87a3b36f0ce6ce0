package words

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Largest is the largest value that a figure has; what is beyond is no count.
const Largest = 1e15

// Numeral is a number in digits: bytes up to End.
type Numeral struct {
	Value   float64
	End     int
	Groups  int  // runs of digits that stand for thousands and more, 1 for no separator
	Decimal bool // it has a fraction
	// Unsure is set where shape and language speak against each other: it is a number only if
	// a magnitude, a percent sign or a unit follows.
	Unsure bool
}

// run is a run of digits with the separator before it.
type run struct {
	sep    rune
	digits string
	end    int
}

// mostRuns is how many runs of digits are looked at for one number.
const mostRuns = 8

// Digits reads the number in digits at byte at of a text. ok is false where there is
// none, or where its separators fit no way of writing numbers; n.End is then the end of the digits.
func (l *Language) Digits(text string, at int) (n Numeral, ok bool) {
	var rs [mostRuns]run
	count := 0
	for i := at; count < mostRuns; {
		sep := rune(0)
		if count > 0 {
			r, m := utf8.DecodeRuneInString(text[i:])
			if sep = separator(r); sep == 0 {
				break
			}
			i += m
		}
		end := digitsEnd(text, i)
		if end == i {
			break
		}
		d := Plain(text[i:end])
		if sep == ' ' && (len(d) != 3 || len(rs[0].digits) > 3 || rs[0].digits[0] == '0') || sep == '/' && l.Code != "fa" {
			break
		}
		rs[count], i = run{sep, d, end}, end
		count++
	}
	if count == 0 {
		return n, false
	}
	return l.value(rs[:count])
}

// separator returns the plain form of a separator, 0 for none.
func separator(r rune) rune {
	switch r {
	case ',', '.', '/':
		return r
	case '\'', '’', 'ʼ':
		return '\''
	case ' ', '\u00a0', '\u202f', '\u2009', '\u2008':
		return ' '
	case '٬':
		return '\''
	case '٫':
		return '٫'
	case '，':
		return ','
	case '．':
		return '.'
	}
	return 0
}

func digitsEnd(text string, i int) int {
	for i < len(text) {
		r, m := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, m = utf8.DecodeRuneInString(text[i:])
		}
		if !isDigit(r) {
			return i
		}
		i += m
	}
	return i
}

// value reads runs of digits. Runs that a group separator joins are thousands; one
// more run behind another separator is the fraction.
func (l *Language) value(rs []run) (n Numeral, ok bool) {
	k := l.groups(rs)
	n = Numeral{Groups: k, End: rs[k-1].end}
	whole := ""
	for _, r := range rs[:k] {
		whole += r.digits
	}
	if k < len(rs) && (k == 1 || rs[k].sep != rs[1].sep) && rs[k].sep != ' ' && rs[k].sep != '\'' {
		if !l.fraction(&n, rs, k) {
			n.End = rs[k].end
			return n, false
		}
		whole += "." + rs[k].digits
		n.End, n.Decimal = rs[k].end, true
		if k+1 < len(rs) && rs[k+1].sep != ' ' { // 1.2.3: a date, a version
			n.End = rs[len(rs)-1].end
			return n, false
		}
	} else if k < len(rs) && rs[k].sep != ' ' {
		n.End = rs[len(rs)-1].end
		return n, false
	}
	v, err := strconv.ParseFloat(whole, 64)
	n.Value = v
	return n, err == nil && v <= Largest
}

// groups returns how many runs belong to the whole number.
func (l *Language) groups(rs []run) int {
	if len(rs) == 1 || len(rs[0].digits) > 3 || rs[0].digits == "0" {
		return 1
	}
	sep, k := rs[1].sep, 1
	for k < len(rs) && rs[k].sep == sep && len(rs[k].digits) == 3 {
		k++
	}
	goesOn := k < len(rs) && rs[k].sep == sep // with a run that is no group
	if goesOn && sep == ',' && len(rs[0].digits) <= 2 {
		if j := lakhs(rs); j > 0 {
			return j
		}
	}
	switch {
	case sep == '٫' || sep == '/':
		return 1
	case k == 2 && !l.groupSign(sep):
		// One comma or point that is no group separator of the language. In a second
		// place the other one shows that it was: "1,234.5".
		if len(rs) > 2 && rs[2].sep != sep && rs[2].sep != ' ' {
			return 2
		}
		return 1
	case goesOn && sep != ' ':
		return 1
	}
	return k
}

// groupSign reports whether the language parts the thousands of a number by sep.
func (l *Language) groupSign(sep rune) bool {
	return sep == ' ' || sep == '\'' || strings.ContainsRune(l.group, sep)
}

// lakhs returns how many runs make an Indian number: "5,00,000".
func lakhs(rs []run) int {
	k := 1
	for k < len(rs) && rs[k].sep == ',' && len(rs[k].digits) == 2 {
		k++
	}
	if k > 1 && k < len(rs) && rs[k].sep == ',' && len(rs[k].digits) == 3 {
		return k + 1
	}
	return 0
}

// fraction reports whether the run at k may be the fraction of the number.
func (l *Language) fraction(n *Numeral, rs []run, k int) bool {
	sep, digits := rs[k].sep, rs[k].digits
	switch {
	case sep == '٫', sep == '/' && len(digits) <= 2 && len(rs) == k+1:
		return true
	case sep == '/':
		return false
	case k > 1:
		return true // behind groups of another separator
	case strings.ContainsRune(l.decimal, sep):
		// A comma before three digits is what most of the world writes for thousands.
		n.Unsure = len(digits) == 3 && rs[0].digits != "0" && (sep == ',' || !strings.ContainsRune(l.group, ','))
		return true
	}
	// The language's group separator before one or two digits, or a sign it does not use.
	n.Unsure = true
	return len(digits) != 3 || rs[0].digits == "0"
}
