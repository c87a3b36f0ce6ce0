package derived

import (
	"cmp"
	"slices"
	"strings"

	"dateline/news"
)

// FeedValues returns what feeds say of a field of the search language: source, tag or lang.
func FeedValues(feeds []news.FeedStatus, field news.TermField) (all []string) {
	known := map[string]bool{"": true}
	for i := range feeds {
		f := &feeds[i]
		said := append([]string{f.Outlet, f.Title}, f.Aliases...)
		switch field {
		case news.FieldTag:
			said = append([]string{f.Folder}, f.Tags...)
		case news.FieldLang:
			said = []string{f.Lang}
		}
		for _, v := range said {
			if !known[v] {
				known[v] = true
				all = append(all, v)
			}
		}
	}
	return all
}

// CountryCounts counts stories by the countries that they name.
type CountryCounts map[string]int

// Add counts n stories of which this is kept (see CountriesOf).
func (c CountryCounts) Add(countries string, n int) {
	for one := range strings.FieldsSeq(countries) {
		c[one[:min(3, len(one))]] += n
	}
}

// Sorted returns the counts, the greatest first, then by code.
func (c CountryCounts) Sorted() (all []news.CountryCount) {
	for code, n := range c {
		all = append(all, news.CountryCount{Code: code, Stories: n})
	}
	slices.SortFunc(all, func(a, b news.CountryCount) int {
		return cmp.Or(cmp.Compare(b.Stories, a.Stories), cmp.Compare(a.Code, b.Code))
	})
	return all
}
