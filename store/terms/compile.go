package terms

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dateline/news"
	"dateline/words"
)

// A query becomes conditions over story s. What words and facets can say is asked of the word
// index, which joins its lists itself; the rest (state, time, figures) are conditions of SQL on
// the row. Every store walks the query here and writes what it finds in its own dialect.

// Cond is one part of a query: as an expression of the word index, where there is one, and in
// SQL over story s.
type Cond struct {
	Match string
	SQL   string
	// Both says that SQL does not go through the word index.
	Both bool
	// Narrow is an expression of the word index that holds wherever SQL does.
	Narrow string
}

// ByWords reports whether the word index alone answers the condition.
func (m *Cond) ByWords() bool { return m.Match != "" && !m.Both }

// Always and Never are conditions of SQL.
const (
	Always = "true"
	Never  = "false"
)

// noToken is one that no story has.
const noToken = "_"

// Dialect writes conditions for one store.
type Dialect interface {
	// Bind adds an argument of the statement and returns its placeholder.
	Bind(v any) string

	// Phrase asks the word index for tokens that stand together; of the last one only the
	// beginning may be given.
	Phrase(begins bool, tokens ...string) string
	// MatchAll and MatchAny join expressions of the word index.
	MatchAll(match []string) string
	MatchAny(match []string) string
	// Found holds for stories that the word index finds.
	Found(match string) string

	// Not, All and Any join conditions of SQL.
	Not(sql string) string
	All(sql []string) string
	Any(sql []string) string

	// OfFeed, OfFeeds and OfEvents hold for stories of these.
	OfFeed(id news.FeedID) string
	OfFeeds(feeds []int64) string
	OfEvents(ids []string) string
	// Noted holds for stories with a note of these words, or with any note where there are none.
	Noted(words string) string
	// Counts holds for stories with a value of a unit, folded, or of any where it is "".
	Counts(unit, op string, value float64) string
	// Unread and Starred hold for what the reader has not read, and for what he starred.
	Unread() string
	Starred() string
}

// Compiler turns the parts of a query into conditions.
type Compiler struct {
	Dialect
	Feeds FeedNames
	Codes Codes
}

// Codes are the codes of the names that a query asks for, by the folded name.
type Codes map[string][]string

// Compile turns any expression into a condition.
func (c *Compiler) Compile(e news.Expr) Cond {
	switch e := e.(type) {
	case *news.Term:
		return c.term(e)
	case *news.Not:
		return Cond{SQL: c.Not(c.asSQL(c.Compile(e.Part)))}
	case *news.And:
		return c.join(e.Parts, c.MatchAll, c.All)
	case *news.Or:
		if all := EventsOf(e); len(all) > 0 {
			return Cond{SQL: c.OfEvents(all)}
		}
		return c.join(e.Parts, c.MatchAny, c.Any)
	}
	return Cond{SQL: Always}
}

// asSQL is a condition in SQL, by way of the word index where it must.
func (c *Compiler) asSQL(m Cond) string {
	if m.SQL != "" {
		return m.SQL
	}
	return c.Found(m.Match)
}

func (c *Compiler) join(parts []news.Expr, matches, sql func([]string) string) Cond {
	var match, texts []string
	both := true
	conds := make([]Cond, len(parts))
	for i, e := range parts {
		conds[i] = c.Compile(e)
		if conds[i].Match != "" {
			match = append(match, "("+conds[i].Match+")")
		}
		both = both && conds[i].Both
	}
	whole := len(match) == len(parts)
	if whole && !both {
		return Cond{Match: matches(match)}
	}
	for _, m := range conds {
		texts = append(texts, "("+c.asSQL(m)+")")
	}
	all := Cond{SQL: sql(texts), Both: both}
	if whole {
		all.Match = matches(match)
	}
	return all
}

// Balanced joins parts as a tree that is as flat as can be: databases bound how deep an
// expression nests, and joined one after the other each part is a level.
func Balanced(parts []string, op string) string {
	if len(parts) < 3 {
		return strings.Join(parts, op)
	}
	half := len(parts) / 2
	return "(" + Balanced(parts[:half], op) + ")" + op + "(" + Balanced(parts[half:], op) + ")"
}

// entityFacets are the letters of the fields that name what may have a code.
var entityFacets = map[news.TermField]string{
	news.FieldCountry: CountryFacet,
	news.FieldAgency:  AgencyFacet,
	news.FieldBy:      ByFacet,
	news.FieldAbout:   AboutFacet,
}

func (c *Compiler) term(t *news.Term) Cond {
	if facet, ok := entityFacets[t.Field]; ok {
		return c.entity(facet, t.Value)
	}
	switch t.Field {
	case news.FieldText:
		return Cond{Match: c.Phrase(t.Prefix, Sought(t.Value, t.Prefix)...)} // not empty: see Prune
	case news.FieldPerson:
		return c.partOfName(PersonFacet, t.Value)
	case news.FieldClaim:
		return Cond{Match: c.Phrase(false, ClaimFacet+t.Value)}
	case news.FieldLang:
		return Cond{Match: c.Phrase(false, LangFacet+FoldCode(t.Value))}
	case news.FieldSource:
		return c.ofFeeds(c.Feeds.Called(t.Value))
	case news.FieldTag:
		return c.tag(t.Value)
	case news.FieldFigure:
		return c.figure(t)
	case news.FieldIs:
		return c.state(t.Value)
	case news.FieldNote:
		return Cond{SQL: c.Noted(Phrase(t.Value))}
	case news.FieldSince:
		return Cond{SQL: "s.time >= " + c.Bind(t.Time.UnixMilli())}
	case news.FieldBefore:
		return Cond{SQL: "s.time < " + c.Bind(t.Time.UnixMilli())}
	case news.FieldFeed:
		return Cond{SQL: c.OfFeed(news.FeedID(t.Value))}
	case news.FieldEvent:
		return Cond{SQL: c.OfEvents([]string{t.Value})}
	}
	return Cond{SQL: Never}
}

// nothing finds no story.
func (c *Compiler) nothing() Cond {
	return Cond{SQL: Never, Match: c.Phrase(false, noToken), Both: true}
}

// entity finds names that are kept by their code, or by their words where they have none.
func (c *Compiler) entity(prefix, name string) Cond {
	folded := FoldName(name)
	if folded == "" {
		return c.nothing()
	}
	match := []string{c.Phrase(false, prefix+FoldCode(name))}
	for _, code := range c.Codes[folded] {
		match = append(match, c.Phrase(false, prefix+code))
	}
	if prefix != CountryFacet {
		match = append(match, c.partOfName(prefix, name).Match)
	}
	slices.Sort(match)
	return Cond{Match: c.MatchAny(slices.Compact(match))}
}

// partOfName finds words of a name that stand together.
func (c *Compiler) partOfName(prefix, name string) Cond {
	var tokens []string
	for _, w := range Words(name) {
		tokens = append(tokens, prefix+w)
	}
	if len(tokens) == 0 {
		return c.nothing()
	}
	return Cond{Match: c.Phrase(false, tokens...)}
}

// ofFeeds is true of stories of these feeds.
func (c *Compiler) ofFeeds(feeds []int64) Cond {
	if len(feeds) == 0 {
		return c.nothing()
	}
	return Cond{SQL: c.OfFeeds(feeds), Match: c.MatchAny(c.inFeeds(nil, feeds)), Both: true}
}

// inFeeds adds what asks the word index for stories of feeds.
func (c *Compiler) inFeeds(match []string, feeds []int64) []string {
	for _, n := range feeds {
		match = append(match, c.Phrase(false, FeedFacet+strconv.FormatInt(n, 10)))
	}
	return match
}

// tag finds stories of feeds the reader tagged or filed so, and those the outlet tagged so.
func (c *Compiler) tag(name string) Cond {
	own := c.partOfName(TagFacet, name)
	feeds := c.Feeds.Tagged(name)
	if len(feeds) == 0 {
		return own
	}
	return Cond{Match: c.MatchAny(c.inFeeds([]string{own.Match}, feeds))}
}

// figure finds stories by what is counted and by its value: among those that count it, which
// the word index knows, by the values that stand beside them.
func (c *Compiler) figure(t *news.Term) Cond {
	asked := words.Counted(t.Value)
	if t.Op == "" {
		return c.partOfName(UnitFacet, asked)
	}
	unit := FoldName(asked)
	m := Cond{SQL: c.Counts(unit, t.Op, t.Num)}
	if unit != "" {
		m.Narrow = c.partOfName(UnitFacet, asked).Match
	}
	return m
}

// flagStates are the words of is: that are flags of the story.
var flagStates = map[string]news.Flag{
	"urgent":    news.Urgent,
	"changed":   news.Changed,
	"corrected": news.Corrected,
	"withdrawn": news.Withdrawn,
	"opinion":   news.Opinion,
	"live":      news.Live,
}

// state finds stories by the reader's marks and by the agency's.
func (c *Compiler) state(word string) Cond {
	if f, ok := flagStates[word]; ok {
		return Cond{SQL: fmt.Sprintf("(s.flags <> 0 AND s.flags & %d <> 0)", f)}
	}
	switch word {
	case "unread":
		return Cond{SQL: c.Unread()}
	case "read":
		return Cond{SQL: "NOT " + c.Unread()}
	case "starred":
		return Cond{SQL: c.Starred()}
	case "noted":
		return Cond{SQL: c.Noted("")}
	case "denied", "differing", "digest", "costly":
		return Cond{Match: c.Phrase(false, StateFacet+word)}
	}
	return Cond{SQL: Never}
}

// WordsSought returns what the word index is asked for, less what is excluded; phrase is that of
// a Dialect.
func WordsSought(e news.Expr, phrase func(begins bool, tokens ...string) string) (match []string) {
	var parts []news.Expr
	switch e := e.(type) {
	case *news.Term:
		if e.Field == news.FieldText {
			return []string{phrase(e.Prefix, Sought(e.Value, e.Prefix)...)}
		}
	case *news.And:
		parts = e.Parts
	case *news.Or:
		parts = e.Parts
	}
	for _, part := range parts {
		match = append(match, WordsSought(part, phrase)...)
	}
	return match
}

// CodedNames returns the names, folded, of what a query asks for that may have a code.
func CodedNames(e news.Expr) (names []string) {
	Each(e, func(t *news.Term) {
		if _, ok := entityFacets[t.Field]; ok {
			if name := FoldName(t.Value); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	})
	return names
}
