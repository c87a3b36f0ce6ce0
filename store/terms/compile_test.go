package terms

import (
	"fmt"
	"strings"
	"testing"

	"dateline/news"
)

// spoken is a dialect that reads like the query.
type spoken struct{ args []any }

func (s *spoken) Bind(v any) string { s.args = append(s.args, v); return fmt.Sprint("$", len(s.args)) }
func (s *spoken) Phrase(begins bool, tokens ...string) string {
	return "<" + strings.Join(tokens, " ") + map[bool]string{true: "*"}[begins] + ">"
}
func (s *spoken) MatchAll(match []string) string { return strings.Join(match, "&") }
func (s *spoken) MatchAny(match []string) string { return strings.Join(match, "|") }
func (s *spoken) Found(match string) string      { return "found " + match }
func (s *spoken) Not(sql string) string          { return "not " + sql }
func (s *spoken) All(sql []string) string        { return strings.Join(sql, " and ") }
func (s *spoken) Any(sql []string) string        { return strings.Join(sql, " or ") }
func (s *spoken) OfFeed(id news.FeedID) string   { return "feed " + string(id) }
func (s *spoken) OfFeeds(feeds []int64) string   { return fmt.Sprint("feeds ", feeds) }
func (s *spoken) OfEvents(ids []string) string   { return fmt.Sprint("events ", ids) }
func (s *spoken) Noted(words string) string      { return "noted" + words }
func (s *spoken) Counts(unit, op string, v float64) string {
	return fmt.Sprint("counts ", unit, op, v)
}
func (s *spoken) Unread() string  { return "unread" }
func (s *spoken) Starred() string { return "starred" }

func TestCompile(t *testing.T) {
	feeds := FeedNames{NameFeed(7, &news.Feed{ID: "f7", Outlet: "Yonhap News Agency", Folder: "Asia", Tags: []string{"wire"}})}
	codes := Codes{"pyongyang": {"prk"}}
	for name, row := range map[string]struct{ query, match, sql, narrow string }{
		"a word":                        {query: "treaties", match: "<treaty>"},
		"the beginning of a word":       {query: "trea*", match: "<trea*>"},
		"a phrase":                      {query: `"foreign ministry"`, match: "<foreign ministry>"},
		"words that must all be there":  {query: "(grain treaty)", match: "(<grain>)&(<treaty>)"},
		"one of several words":          {query: "grain OR treaty", match: "(<grain>)|(<treaty>)"},
		"a word, or a mark":             {query: "grain OR is:starred", sql: "(found <grain>) or (starred)"},
		"not a word":                    {query: "-grain", sql: "not found <grain>"},
		"not unread is read":            {query: "-is:unread", sql: "NOT unread"},
		"a name that has a code":        {query: "country:pyongyang", match: "<" + CountryFacet + "prk>|<" + CountryFacet + "pyongyang>"},
		"a feed by a part of its name":  {query: "source:yonhap", match: "<" + FeedFacet + "7>", sql: "feeds [7]"},
		"a feed that is not here":       {query: "source:reuters", match: "<_>", sql: Never},
		"a tag of the outlet":           {query: "tag:sport", match: "<" + TagFacet + "sport>"},
		"a tag that a feed has":         {query: "tag:wire", match: "<" + TagFacet + "wire>|<" + FeedFacet + "7>"},
		"a folder":                      {query: "tag:asia", match: "<" + TagFacet + "asia>|<" + FeedFacet + "7>"},
		"one event of several":          {query: "event:a OR event:b", sql: "events [a b]"},
		"an event, or a word":           {query: "event:a OR grain", sql: "(events [a]) or (found <grain>)"},
		"what is counted":               {query: "figure:troops", match: "<" + UnitFacet + "troops>"},
		"what is counted, and how many": {query: "figure:troops>5", sql: "counts troops>5", narrow: "<" + UnitFacet + "troops>"},
		"how many of anything":          {query: "figure:>5", sql: "counts >5"},
		"a mark of the agency":          {query: "is:urgent", sql: fmt.Sprintf("(s.flags <> 0 AND s.flags & %d <> 0)", news.Urgent)},
		"a state that was found":        {query: "is:denied", match: "<" + StateFacet + "denied>"},
		"a note":                        {query: "note:grain", sql: "noted grain "},
	} {
		q, err := news.ParseQuery(row.query)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c := Compiler{Dialect: &spoken{}, Feeds: feeds, Codes: codes}
		m := c.Compile(Prune(q.Expr))
		if m.Match != row.match || m.SQL != row.sql || m.Narrow != row.narrow {
			t.Errorf("%s: %s became\n%+v, want\n%+v", name, row.query, m, row)
		}
	}
}

func TestCodedNames(t *testing.T) {
	q, err := news.ParseQuery("country:KOR (by:Grossi OR -about:grossi) person:Kim grain")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(CodedNames(q.Expr), ", "); got != "kor, grossi" {
		t.Errorf("the names that may have a code are %q", got)
	}
}
