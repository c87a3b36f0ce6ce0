package news

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Limits of a query. They are far beyond what a person types and keep a pasted
// page from costing anything.
const (
	MaxQueryBytes = 2000
	MaxQueryTerms = 100
	maxQueryDepth = 40
)

// QueryError says where a query cannot be read and what was expected there.
type QueryError struct {
	Pos      int    // byte of the text
	Expected string // in words: "a closing parenthesis"
	Got      string // what stands there, "" at the end
}

// Error returns one clean line.
func (e *QueryError) Error() string {
	if e.Got == "" {
		return fmt.Sprintf("query ends: expected %s", e.Expected)
	}
	return fmt.Sprintf("query at %d: expected %s, got %q", e.Pos, e.Expected, e.Got)
}

// ParseQuery reads a search. The language:
//
//	query  = all { "OR" all }
//	all    = part { part }                      all parts must match; "AND" between is allowed
//	part   = "-" part | "(" query ")" | word | word "*" | "phrase" | field ":" value { "|" value }
//	value  = word | "phrase"
//
// An empty text is the zero Query. An error is a *QueryError. Dates are UTC; ages
// (since:2d) stay as typed until Resolve.
func ParseQuery(text string) (Query, error) {
	q := Query{Text: text}
	if len(text) > MaxQueryBytes {
		return q, &QueryError{MaxQueryBytes, fmt.Sprintf("at most %d bytes", MaxQueryBytes), "more"}
	}
	p := parser{text: text}
	if err := p.clean(); err != nil {
		return q, err
	}
	p.space()
	if p.end() {
		return q, nil
	}
	e, err := p.or(0)
	if err != nil {
		return q, err
	}
	if !p.end() {
		return q, p.want("a word or a field")
	}
	q.Expr = e
	return q, nil
}

// parser stands at a byte of the text; blanks before it are always skipped.
type parser struct {
	text  string
	pos   int
	terms int
}

// clean refuses bytes no query needs: control characters and broken UTF-8.
func (p *parser) clean() error {
	for i, r := range p.text {
		if r == utf8.RuneError || (unicode.IsControl(r) && r != '\t' && r != '\n') || unicode.Is(unicode.Bidi_Control, r) {
			return &QueryError{i, "text", strconv.QuoteRune(r)}
		}
	}
	return nil
}

func (p *parser) end() bool { return p.pos >= len(p.text) }

func (p *parser) space() {
	p.pos = len(p.text) - len(strings.TrimLeftFunc(p.text[p.pos:], unicode.IsSpace))
}

func (p *parser) peek() byte {
	if p.end() {
		return 0
	}
	return p.text[p.pos]
}

// want is the error of finding something else here.
func (p *parser) want(what string) error { return p.wantAt(p.pos, what) }

func (p *parser) wantAt(pos int, what string) error {
	got := p.text[pos:]
	if i := strings.IndexFunc(got, unicode.IsSpace); i > 0 {
		got = got[:i]
	}
	if r := []rune(got); len(r) > 30 {
		got = string(r[:30])
	}
	return &QueryError{pos, what, got}
}

// keyword takes a connective if it stands here as a whole word.
func (p *parser) keyword(w string) bool {
	rest, ok := strings.CutPrefix(p.text[p.pos:], w)
	if !ok {
		return false
	}
	if r, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsSpace(r) && r != '(' && r != '"' {
		return false
	}
	p.pos += len(w)
	p.space()
	return true
}

func (p *parser) or(depth int) (Expr, error) {
	if depth > maxQueryDepth {
		return nil, p.want("fewer parentheses")
	}
	var parts []Expr
	for {
		e, err := p.all(depth)
		if err != nil {
			return nil, err
		}
		if o, ok := e.(*Or); ok {
			parts = append(parts, o.Parts...)
		} else {
			parts = append(parts, e)
		}
		if !p.keyword("OR") {
			break
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return &Or{parts}, nil
}

func (p *parser) all(depth int) (Expr, error) {
	var parts []Expr
	for {
		e, err := p.part(depth)
		if err != nil {
			return nil, err
		}
		if a, ok := e.(*And); ok {
			parts = append(parts, a.Parts...)
		} else {
			parts = append(parts, e)
		}
		and := p.keyword("AND")
		if !and && (p.end() || p.peek() == ')' || p.atOr()) {
			break
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return &And{parts}, nil
}

// atOr looks for an OR without taking it.
func (p *parser) atOr() bool {
	look := *p
	return look.keyword("OR")
}

func (p *parser) part(depth int) (Expr, error) {
	switch p.peek() {
	case '-':
		return p.not(depth)
	case '(':
		return p.group(depth)
	case 0, ')':
		return nil, p.want("a word or a field")
	}
	if p.atOr() {
		return nil, p.want("a word or a field")
	}
	return p.term()
}

func (p *parser) not(depth int) (Expr, error) {
	if depth > maxQueryDepth {
		return nil, p.want("fewer minus signs")
	}
	p.pos++
	if r, _ := utf8.DecodeRuneInString(p.text[p.pos:]); p.end() || unicode.IsSpace(r) {
		return nil, p.want("a word right after -")
	}
	e, err := p.part(depth + 1)
	if err != nil {
		return nil, err
	}
	return &Not{e}, nil
}

func (p *parser) group(depth int) (Expr, error) {
	p.pos++
	p.space()
	e, err := p.or(depth + 1)
	if err != nil {
		return nil, err
	}
	if p.peek() != ')' {
		return nil, p.want("a closing parenthesis")
	}
	p.pos++
	p.space()
	return e, nil
}

// term reads a word, a phrase, or a field with its values.
func (p *parser) term() (Expr, error) {
	start := p.pos
	field, err := p.field()
	if err != nil {
		return nil, err
	}
	var alternatives []Expr
	for {
		t, err := p.value(field)
		if err != nil {
			return nil, err
		}
		t.Span = Span{start, p.pos}
		alternatives = append(alternatives, t)
		if p.terms++; p.terms > MaxQueryTerms {
			return nil, p.wantAt(start, fmt.Sprintf("at most %d terms", MaxQueryTerms))
		}
		if field == FieldText || p.peek() != '|' {
			break
		}
		p.pos++
		start = p.pos
	}
	p.space()
	if len(alternatives) == 1 {
		return alternatives[0], nil
	}
	return &Or{alternatives}, nil
}

// field takes "name:" if it stands here. Letters before a colon always mean a
// field, so that a misspelt one is told and not searched for.
func (p *parser) field() (TermField, error) {
	rest := p.text[p.pos:]
	n := 0
	for n < len(rest) && (rest[n]|0x20) >= 'a' && (rest[n]|0x20) <= 'z' {
		n++
	}
	if n == 0 || n == len(rest) || rest[n] != ':' {
		return FieldText, nil
	}
	name := TermField(strings.ToLower(rest[:n]))
	var names []string
	for _, f := range QueryFields() {
		if f.Name == name {
			p.pos += n + 1
			return name, nil
		}
		names = append(names, string(f.Name))
	}
	if near := Nearest(string(name), names); len(near) > 0 {
		return "", p.want(strings.Join(near, ":, ") + ": or quotes around the word")
	}
	return "", p.want("a field (" + strings.Join(names, ", ") + ") or quotes around the word")
}

// value reads one value of a field.
func (p *parser) value(field TermField) (*Term, error) {
	switch field {
	case FieldFigure:
		return p.figure()
	case FieldSince, FieldBefore:
		return p.bound(field)
	case FieldIs:
		return p.oneOf(field, stateWords())
	case FieldClaim:
		return p.oneOf(field, claimWords())
	}
	start := p.pos
	v, quoted, err := p.word(field, "")
	if err != nil {
		return nil, err
	}
	t := &Term{Field: field, Value: v}
	if !quoted && field == FieldText && strings.HasSuffix(v, "*") {
		t.Prefix = true
		t.Value = strings.TrimRight(v, "*")
	}
	if strings.IndexFunc(t.Value, letter) < 0 {
		return nil, p.wantAt(start, "letters or digits")
	}
	if t.Prefix && !bare(t) {
		return nil, p.wantAt(start, "a plain word before *")
	}
	if t.Prefix && short(t.Value) {
		return nil, p.wantAt(start, "at least three letters before *")
	}
	return t, nil
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// short reports whether a beginning is that of too many words for an index to gather: one
// or two letters of a script that writes words with more.
func short(prefix string) bool {
	const ideographs = 0x2e80
	return utf8.RuneCountInString(prefix) < 3 && strings.IndexFunc(prefix, func(r rune) bool { return r >= ideographs }) < 0
}

// word reads a quoted phrase or a run up to a blank, a parenthesis, a quotation
// mark, one of stop or, in a field, a bar.
func (p *parser) word(field TermField, stop string) (v string, quoted bool, err error) {
	if p.peek() == '"' {
		v, err = p.phrase()
		return v, true, err
	}
	if field != FieldText {
		stop += "|"
	}
	start := p.pos
	n := strings.IndexFunc(p.text[start:], func(r rune) bool {
		return unicode.IsSpace(r) || r == '(' || r == ')' || r == '"' || strings.ContainsRune(stop, r)
	})
	if n < 0 {
		n = len(p.text) - start
	}
	p.pos = start + n
	if n == 0 && stop != figureStop {
		return "", false, p.want("a value")
	}
	return p.text[start:p.pos], false, nil
}

func (p *parser) phrase() (string, error) {
	start := p.pos
	n := strings.IndexByte(p.text[start+1:], '"')
	if n < 0 {
		p.pos = len(p.text)
		return "", p.want("a closing quotation mark")
	}
	p.pos = start + n + 2
	v := strings.Join(strings.Fields(p.text[start+1:start+1+n]), " ")
	if v == "" {
		return "", p.wantAt(start, "words between the quotation marks")
	}
	return v, nil
}

func (p *parser) oneOf(field TermField, words []string) (*Term, error) {
	start := p.pos
	v, _, err := p.word(field, "")
	if err != nil || !slices.Contains(words, strings.ToLower(v)) {
		if near := Nearest(v, words); len(near) > 0 {
			return nil, p.wantAt(start, strings.Join(near, " or "))
		}
		return nil, p.wantAt(start, "one of "+strings.Join(words, ", "))
	}
	return &Term{Field: field, Value: strings.ToLower(v)}, nil
}

const figureStop = "<>=|"

// figure reads a unit, a comparison, or both: troops>1000.
func (p *parser) figure() (*Term, error) {
	start := p.pos
	unit, _, err := p.word(FieldFigure, figureStop[:3])
	if err != nil {
		return nil, err
	}
	t := &Term{Field: FieldFigure, Value: unit}
	for _, op := range []string{">=", "<=", ">", "<", "="} {
		if strings.HasPrefix(p.text[p.pos:], op) {
			t.Op = op
			p.pos += len(op)
			t.Num, err = p.number()
			return t, err
		}
	}
	if strings.IndexFunc(unit, letter) < 0 {
		return nil, p.wantAt(start, "what is counted, or a comparison such as >1000")
	}
	return t, nil
}

// number reads 1000, 1,000, 1.5m, 3bn.
func (p *parser) number() (float64, error) {
	start := p.pos
	v, _, err := p.word(FieldFigure, "")
	if err != nil {
		return 0, p.wantAt(start, "a number")
	}
	v = strings.ToLower(strings.ReplaceAll(v, ",", ""))
	scale := 1.0
	for _, s := range []struct {
		suffix string
		by     float64
	}{{"bn", 1e9}, {"b", 1e9}, {"m", 1e6}, {"k", 1e3}, {"%", 1}} {
		if rest, ok := strings.CutSuffix(v, s.suffix); ok {
			v, scale = rest, s.by
			break
		}
	}
	if strings.Trim(v, "0123456789.-") != "" || len(v) > 40 {
		return 0, p.wantAt(start, "a number")
	}
	n, err := strconv.ParseFloat(v, 64)
	n *= scale
	// Within these a number written out in full is one that can be read again.
	if size := math.Abs(n); err != nil || size > 1e21 || size != 0 && size < 1e-12 {
		return 0, p.wantAt(start, "a number")
	}
	return n, nil
}

// bound reads an age (45m, 12h, 2d, 3w) or a day, with a time or without.
func (p *parser) bound(field TermField) (*Term, error) {
	start := p.pos
	v, _, err := p.word(field, "")
	if err != nil {
		return nil, p.wantAt(start, "a time such as 2d, 12h or 2026-04-10")
	}
	t := &Term{Field: field}
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339} {
		if at, err := time.Parse(layout, v); err == nil && at.Year() > 0 {
			t.Time = at.UTC().Truncate(time.Second)
			return t, p.notYearZero(start, t.Time)
		}
	}
	if t.Ago = age(v); t.Ago == 0 {
		return nil, p.wantAt(start, "a time such as 2d, 12h or 2026-04-10")
	}
	return t, nil
}

// notYearZero refuses a bound that would be taken for no bound or not read back.
func (p *parser) notYearZero(start int, t time.Time) error {
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return p.wantAt(start, "a year from 1 to 9999")
	}
	return nil
}

// age reads a count with a unit; 0 when it is none. At most a hundred years.
func age(v string) time.Duration {
	for _, a := range ages {
		digits, ok := strings.CutSuffix(strings.ToLower(v), a.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseUint(digits, 10, 32)
		if err != nil || n == 0 || float64(n)*float64(a.span) > float64(36500*24*time.Hour) {
			return 0
		}
		return time.Duration(n) * a.span
	}
	return 0
}
