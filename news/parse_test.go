package news

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

var queryTests = []struct {
	name, text, want string // want is the canonical form
}{
	{"nothing", "  ", ""},
	{"a word", "troops", "troops"},
	{"all of several", "north  korea\ttroops", "north korea troops"},
	{"explicit and", "north AND korea", "north korea"},
	{"a phrase", `"North  Korea"`, `"North Korea"`},
	{"a phrase of one word is a word", `"troops"`, "troops"},
	{"a prefix", "launch*", "launch*"},
	{"a prefix of one ideograph", "北*", "北*"},
	{"a quoted star is no prefix", `"launch*"`, `"launch*"`},
	{"or binds looser", "a b OR c d", "a b OR c d"},
	{"or in parentheses", "a (b OR c) d", "a (b OR c) d"},
	{"needless parentheses", "((a) (b (c)))", "a b c"},
	{"not", "-a b", "-a b"},
	{"not a group", "-(a OR b)", "-(a OR b)"},
	{"not twice", "--a", "--a"},
	{"a hyphen inside", "north-korea", "north-korea"},
	{"a clock time is a word", "14:07", `"14:07"`},
	{"country by code", "country:PRK", "country:PRK"},
	{"country by name", `COUNTRY:"North Korea"`, `country:"North Korea"`},
	{"alternatives", "country:PRK|RUS x", "(country:PRK OR country:RUS) x"},
	{"claim", "claim:denied|hedged", "claim:denied OR claim:hedged"},
	{"state", "is:UNREAD", "is:unread"},
	{"person", `person:"Rafael Grossi"|"Kim"`, `person:"Rafael Grossi" OR person:Kim`},
	{"figure compared", "figure:troops>1,000", "figure:troops>1000"},
	{"figure scaled", `figure:USD>=1.5bn`, "figure:USD>=1500000000"},
	{"figure of words", `figure:"people killed"<=10`, `figure:"people killed"<=10`},
	{"figure named only", "figure:troops", "figure:troops"},
	{"figure of any unit", "figure:>1000", "figure:>1000"},
	{"figure that rounds to one more digit", "figure:>999999999999999990000", "figure:>1000000000000000000000"},
	{"figure of many digits", "figure:>-0.000000000012345678901234567", "figure:>-0.000000000012345678901234567"},
	{"age", "since:2d", "since:2d"},
	{"age in smaller units", "since:48h", "since:2d"},
	{"day", "before:2026-04-10", "before:2026-04-10"},
	{"minute", "before:2026-04-10T14:07", "before:2026-04-10T14:07:00"},
	{"zone", "since:2026-04-10T14:07:00+09:00", "since:2026-04-10T05:07:00"},
	{"or as a word", `"OR"`, `"OR"`},
	{"not Latin", "平壌 Пхеньян", "平壌 Пхеньян"},
	{"everything", `(missile OR rocket) country:PRK -tag:sport claim:denied since:1w`, `(missile OR rocket) country:PRK -tag:sport claim:denied since:1w`},
}

func TestParseQuery(t *testing.T) {
	for _, tt := range queryTests {
		t.Run(tt.name, func(t *testing.T) {
			q, err := ParseQuery(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if got := q.String(); got != tt.want {
				t.Errorf("String is %q, want %q", got, tt.want)
			}
		})
	}
}

var queryErrors = []struct {
	name, text string
	pos        int
	want       string // in Expected
}{
	{"open parenthesis", "(a b", 4, "closing parenthesis"},
	{"closed too often", "a)", 1, "a word or a field"},
	{"empty parentheses", "a ()", 3, "a word or a field"},
	{"open phrase", `a "b`, 4, "closing quotation mark"},
	{"empty phrase", `a ""`, 2, "words between"},
	{"no field of this name", "a place:PRK", 2, "a field (country, agency"},
	{"a field with a letter left out", "a contry:PRK", 2, "country: or quotes"},
	{"a field with two letters swapped", "a tga:asia", 2, "tag: or quotes"},
	{"a field near two", "iy:x", 0, "by:, is: or quotes"},
	{"field without a value", "country:", 8, "a value"},
	{"field before a blank", "country: PRK", 8, "a value"},
	{"unknown state", "is:bought", 3, "one of unread"},
	{"a state with a letter left out", "is:unred", 3, "unread"},
	{"unknown claim", "claim:bought", 6, "one of denied"},
	{"a claim by another form", "claim:denies", 6, "denied"},
	{"a prefix of too many words", "troops ab*", 7, "at least three letters before *"},
	{"no number", "figure:troops>many", 14, "a number"},
	{"number beyond all counting", "figure:>999999999999999970000000000000", 8, "a number"},
	{"number beyond all counting by its scale", "figure:troops>9999999999999999bn", 14, "a number"},
	{"number of infinity", "figure:troops>inf", 14, "a number"},
	{"no time", "since:yesterday", 6, "2d"},
	{"age of nothing", "since:0d", 6, "2d"},
	{"or without a right side", "a OR", 4, "a word or a field"},
	{"or without a left side", "OR a", 0, "a word or a field"},
	{"minus alone", "a - b", 3, "right after -"},
	{"no letter", "...", 0, "letters or digits"},
	{"control character", "a\x1b[31m", 1, "text"},
	{"broken UTF-8", "a\xff", 1, "text"},
	{"bidi override", "a\u202eb", 1, "text"},
	{"too deep", strings.Repeat("(", 100) + "a", 41, "fewer"},
	{"too long", strings.Repeat("a", MaxQueryBytes+1), MaxQueryBytes, "bytes"},
	{"too many", strings.Repeat("a ", MaxQueryTerms+1), 2 * MaxQueryTerms, "terms"},
}

func TestParseQueryErrors(t *testing.T) {
	for _, tt := range queryErrors {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ParseQuery(tt.text)
			e, ok := err.(*QueryError)
			if !ok {
				t.Fatalf("error is %v, want a *QueryError", err)
			}
			if e.Pos != tt.pos || !strings.Contains(e.Expected, tt.want) {
				t.Errorf("error is %q at %d, want %q at %d", e.Expected, e.Pos, tt.want, tt.pos)
			}
			if strings.ContainsFunc(e.Error(), func(r rune) bool { return r < 0x20 }) {
				t.Errorf("error %q is not one clean line", e.Error())
			}
		})
	}
}

func TestQueryResolve(t *testing.T) {
	now := time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC)
	q, err := ParseQuery("-since:2d")
	if err != nil {
		t.Fatal(err)
	}
	got := q.Resolve(now).Expr.(*Not).Part.(*Term)
	if want := now.Add(-48 * time.Hour); !got.Time.Equal(want) || got.Ago != 0 {
		t.Errorf("bound is %v and %v, want %v", got.Time, got.Ago, want)
	}
	if again := q.Expr.(*Not).Part.(*Term); again.Ago != 48*time.Hour {
		t.Error("Resolve changed the query it was asked of")
	}
}

func TestQueryFieldsAreComplete(t *testing.T) {
	for _, f := range QueryFields() {
		q, err := ParseQuery(f.Example)
		if err != nil {
			t.Errorf("example of %s: %v", f.Name, err)
			continue
		}
		if term, ok := q.Expr.(*Term); !ok || term.Field != f.Name {
			t.Errorf("example of %s is %#v", f.Name, q.Expr)
		}
		for _, v := range f.Values {
			if _, err := ParseQuery(string(f.Name) + ":" + v); err != nil {
				t.Errorf("value %s of %s: %v", v, f.Name, err)
			}
		}
	}
}

func TestAllOfAndWords(t *testing.T) {
	a, _ := ParseQuery("a -b")
	o, _ := ParseQuery(`c OR "d e"`)
	if got := AllOf(a, Query{}, o).String(); got != `a -b (c OR "d e")` {
		t.Errorf("AllOf is %s", got)
	}
	if got := AllOf(a, o).Words(); !reflect.DeepEqual(got, []string{"a", "c", "d e"}) {
		t.Errorf("Words are %q", got)
	}
}

// Laws: an error is typed and points into the text; spans lie in the text; what
// was read, written plainly and read again is the same tree.
func FuzzParseQuery(f *testing.F) {
	for _, tt := range queryTests {
		f.Add(tt.text)
	}
	for _, tt := range queryErrors {
		f.Add(tt.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ParseQuery(text)
		if err != nil {
			if e, ok := err.(*QueryError); !ok || e.Pos < 0 || e.Pos > len(text) || e.Expected == "" {
				t.Fatalf("error is %#v", err)
			}
			return
		}
		mapTerms(q.Expr, func(term Term) Term {
			if term.Span.Start < 0 || term.Span.Start >= term.Span.End || term.Span.End > len(text) {
				t.Fatalf("span %v of %q", term.Span, text)
			}
			return term
		})
		plain := q.String()
		if len(plain) > MaxQueryBytes {
			return // a list of alternatives grows when it is spelt out
		}
		again, err := ParseQuery(plain)
		if err != nil {
			t.Fatalf("%q is written as %q: %v", text, plain, err)
		}
		if !reflect.DeepEqual(spanless(q), spanless(again)) {
			t.Fatalf("%q is written as %q and read as another tree", text, plain)
		}
	})
}

func spanless(q Query) Expr {
	return mapTerms(q.Expr, func(t Term) Term { t.Span = Span{}; return t })
}
