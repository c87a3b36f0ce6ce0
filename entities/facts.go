package entities

import (
	_ "embed" // the tables
	"fmt"
	"strings"

	"dateline/learn"
)

// The tables that can be listed. countries.tsv and agencies.tsv say in their
// notes which names mean something else elsewhere; names.tsv is explained at its
// head.
var (
	//go:embed facts/countries.tsv
	countriesTSV string
	//go:embed facts/agencies.tsv
	agenciesTSV string
	//go:embed facts/names.tsv
	namesTSV string
	//go:embed facts/cities.tsv
	citiesTSV string
	//go:embed facts/clubs.tsv
	clubsTSV string
	//go:embed facts/words.txt
	wordsTXT string
	//go:embed facts/people.tsv
	peopleTSV string
)

// country is a row of countries.tsv as the finders need it.
type country struct {
	code string // as refs carry it: UNK for Kosovo
	name string
	adj  []string
}

// facts is everything that is listed.
type facts struct {
	lex       *lexicon
	countries map[string]*country          // by code
	adjective map[string]string            // "South Korean" -> KOR, for the patterns of agencies
	stems     stems                        // names in other scripts without endings -> code
	cities    stems                        // capitals likewise
	peoples   map[string]map[string]string // by language: stems of adjectives -> code
	postal    map[string]bool              // "GA": short forms of American states
	metonyms  map[string]bool              // "Kremlin": a country by its office, not an agency
	sites     map[learn.Hash]bool          // "airport": what stands behind the name of the town it is in
}

func loadFacts() (*facts, error) {
	x := &facts{lex: newLexicon(1 << 16), countries: map[string]*country{}, adjective: map[string]string{}, metonyms: map[string]bool{},
		postal: map[string]bool{}, stems: stems{}, cities: stems{}, peoples: map[string]map[string]string{}}
	if err := x.loadCountries(); err != nil {
		return nil, err
	}
	if err := x.loadAgencies(); err != nil {
		return nil, err
	}
	if err := x.loadNames(); err != nil {
		return nil, err
	}
	if err := x.loadHints(); err != nil {
		return nil, err
	}
	x.sites = hashSet(siteWords)
	if err := x.loadTongues(); err != nil {
		return nil, err
	}
	return x, x.loadCapitals()
}

// table calls f for each row of a tab-separated table below its header.
func table(name, data string, width int, f func(cols []string)) error {
	_, rest, _ := strings.Cut(data, "\n")
	n := 1
	for line := range strings.Lines(rest) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) < width {
			return fmt.Errorf("read %s line %d: %d columns of %d", name, n, len(cols), width)
		}
		f(cols)
	}
	return nil
}

// siteWords end the names of places that are called by the town or region they lie in.
const siteWords = `province district region governorate prefecture oblast city town municipality state airport hospital university prison zoo
	stadium harbour harbor port`

func hashSet(words string) map[learn.Hash]bool {
	set := map[learn.Hash]bool{}
	for w := range strings.FieldsSeq(words) {
		set[learn.HashOf(w)] = true
	}
	return set
}

func split(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "|")
}

// plain cuts the explanation off a listed name ("Langley=..." ).
func plain(s string) string {
	name, _, _ := strings.Cut(s, "=")
	return name
}

func (x *facts) loadCountries() error {
	var toks []learn.Token
	return table("countries.tsv", countriesTSV, 13, func(c []string) {
		code, status, parent := refOf(c[0]), c[10], refOf(c[11])
		if status == "bloc" {
			return // agencies.tsv has them
		}
		wary := map[string]bool{}
		for _, w := range split(c[9]) {
			wary[w] = true
		}
		here := &country{code: code, name: c[2], adj: split(c[6])}
		kind := countryName
		if status == "non-iso" || status == "region" {
			kind, code = land, parent
		} else {
			x.countries[code] = here
		}
		named := map[string]bool{}
		put := func(s sort, texts []string) {
			for _, t := range texts {
				t = plain(t)
				if skipName(t) {
					continue
				}
				if s == demonym && named[t] {
					continue // "US": the name does
				}
				named[t] = true
				r := row{sort: s, text: t, name: here.name, ref: code, wary: wary[t] || wary[strings.TrimPrefix(t, "the ")]}
				if s == metonym && !parliament(strings.TrimPrefix(t, "the ")) {
					x.metonyms[strings.TrimPrefix(t, "the ")] = true
				}
				if s == capital || s == land {
					r.name = t
				}
				toks = x.lex.add(r, toks)
			}
		}
		names := append([]string{c[2]}, split(c[3])...)
		for _, n := range names {
			named[n] = true
		}
		put(capital, split(c[7]))
		put(metonym, split(c[8]))
		adj := append(append(split(c[4]), split(c[5])...), c2(split(c[6]))...)
		if c[0] == "XKU" {
			adj = nil // Kurds live in four countries
		}
		put(demonym, adj)
		put(kind, names) // last, so that Singapore is the country rather than its capital
		if kind == countryName {
			for _, a := range here.adj {
				x.adjective[a] = code
			}
		}
	})
}

// c2 is the adjectives that are words of their own ("Sino-" is not).
func c2(adj []string) []string {
	var out []string
	for _, a := range adj {
		if !strings.HasSuffix(a, "-") {
			out = append(out, a)
		}
	}
	return out
}

// skipName lists what the table's own notes call hopeless without a parser of
// meaning, or what agencies.tsv tells better.
func skipName(t string) bool {
	switch t {
	case "the North", "the South", "NK", "the kingdom", "the Rock", "the Strip", "the States", "Oz", "Aus", "SA", "PA", "DR", "CAR",
		"DC", "KY", "Male", "The Valley", "Hamilton", "Stanley", "Douglas", "Plymouth", "Victoria", "Kingston", "Jamestown", "West Island",
		"OPT", "TV", "PMR", "DPR", "LPR", "SDF", "NI", "MD", "Emirates", "the Emirates", "Saba", "Persia", "Siam",
		"Islamic Republic", "Kiwi", "Kiwis", "junta", "Tatmadaw", "PLO", "Karlsruhe", "the Diet", "Chancellery", "Langley", "Wall Street",
		"K Street", "Green Zone", "Royal Court", "Number 10", "Majlis", "Cortes", "El Carmen", "Sejong", "Makhzen", "Saint-Denis",
		"Sao Tome", "Istana", "Balfour Street", "Castille", "Columbia", "Nusantara", "George Town", "Saint-Pierre", "Road Town",
		"Victoria Palace", "Government House", "Muqata", "TCI", "Cook", "Golani", "Golanis", "Chamorro", "Chamorros", "Magyar", "Magyars",
		"RMI", "RSA", "SRV", "GHQ Rawalpindi", "Rawalpindi", "NC", "PM", "PR", "Port Sudan",
		// bodies that are no state's own
		"Curia", "Polisario Front", "Georgian Dream", "Gaza health ministry", "Hamas-run government", "Generalitat", "Taliban government",
		"Palestinian Authority", "Motswana", "Kurdistan Regional Government", "KRG", "U.S. citizen", "U.S. citizens", "Kandahar leadership",
		"Workers' Party of Korea", "Dail", "Dáil":
		return true
	}
	return false
}

// parliament reports whether a by-name of a country is that of a body which
// agencies.tsv lists: the agency is mentioned, and its records name the country.
func parliament(t string) bool {
	switch t {
	case "Bundestag", "Knesset", "State Duma", "Pentagon", "Lok Sabha", "Sejm", "Verkhovna Rada", "Rada", "Legislative Yuan":
		return true
	}
	return false
}

// refOf gives the code that refs carry.
func refOf(code string) string {
	switch code {
	case "XKX", "XK":
		return "UNK"
	case "XKU":
		return "IRQ"
	case "XUN", "XEU":
		return ""
	}
	return code
}

func (x *facts) loadAgencies() error {
	var toks []learn.Token
	return table("agencies.tsv", agenciesTSV, 6, func(c []string) {
		if c[4] != "literal" {
			return // the patterns are code: agency.go
		}
		credit := map[string]bool{}
		for _, a := range split(c[5]) {
			credit[a] = true
		}
		press := pressKind(c[2])
		for _, a := range append([]string{c[0]}, split(c[1])...) {
			short := credit[a] || credit[strings.TrimPrefix(a, "the ")]
			if lowerTail(a) || strings.HasPrefix(a, "the ") && short && !press {
				continue
			}
			r := row{sort: agencyName, text: a, name: c[0], ref: slug(c[0]), country: refOf(c[3]), credit: short && press, wary: short && !press}
			if inAdjective(x, a) || x.metonyms[strings.TrimPrefix(a, "the ")] || x.lex.country(a) {
				continue
			}
			toks = x.lex.add(r, toks)
		}
	})
}

// inAdjective reports whether the name begins with a country's adjective or name
// ("Iranian Foreign Ministry"): patterns find those, and keep the country apart.
func inAdjective(x *facts, a string) bool {
	first, rest, ok := strings.Cut(a, " ")
	if !ok || first == "US" || first == "U.S." || first == "UK" {
		return false
	}
	if w, _, two := strings.Cut(rest, " "); two && x.adjective[first+" "+w] != "" {
		return true
	}
	_, possessive := strings.CutSuffix(first, "'s")
	return possessive || x.adjective[first] != "" && ministryWord(a)
}

func ministryWord(a string) bool {
	for _, w := range [...]string{"Ministry", "Office", "Presidency", "Embassy", "Department"} {
		if strings.Contains(a, w) {
			return true
		}
	}
	return false
}

// lowerTail reports whether a listed alias is a description rather than a name:
// its last word is in small letters ("U.N. refugee agency").
func lowerTail(a string) bool {
	i := strings.LastIndexByte(a, ' ')
	return i >= 0 && i+1 < len(a) && a[i+1] >= 'a' && a[i+1] <= 'z' || strings.Contains(a, "(")
}

func pressKind(kind string) bool {
	switch kind {
	case "news-agency", "state-news-agency", "broadcaster", "newspaper", "state-media", "online":
		return true
	}
	return false
}

func (x *facts) loadNames() error {
	var toks []learn.Token
	sorts := map[string]sort{"land": land, "sea": sea, "term": term, "metonym": metonym, "org": orgName, "person": personName, "country": countryName, "abbr": land}
	return table("names.tsv", namesTSV, 3, func(c []string) {
		for _, n := range split(c[2]) {
			r := row{sort: sorts[c[0]], text: n, name: n, ref: refOf(c[1])}
			switch r.sort {
			case orgName:
				r.ref, r.country = slug(n), refOf(c[1])
			case metonym, countryName:
				r.name = x.countries[r.ref].name
			case land:
				r.behind = c[0] == "abbr"
				if r.behind && r.ref == "USA" {
					x.postal[n] = true
				}
			}
			toks = x.lex.add(r, toks)
		}
	})
}

// loadHints reads the lists that only advise the model.
func (x *facts) loadHints() error {
	var toks []learn.Token
	err := table("cities.tsv", citiesTSV, 2, func(c []string) {
		for n := range strings.SplitSeq(c[1], "|") {
			toks = x.lex.advise(n, cityHint, toks)
		}
	})
	if err != nil {
		return err
	}
	err = table("clubs.tsv", clubsTSV, 1, func(c []string) {
		for n := range strings.SplitSeq(c[0], "|") {
			toks = x.lex.advise(n, clubHint, toks)
		}
	})
	if err != nil {
		return err
	}
	for w := range strings.FieldsSeq(wordsTXT[strings.IndexByte(wordsTXT, '\n'):]) {
		toks = x.lex.advise(w, commonHint, toks)
	}
	kinds := map[string]uint8{"given": givenHint, "family": familyHint}
	return table("people.tsv", peopleTSV, 2, func(c []string) {
		for n := range strings.SplitSeq(c[1], " ") {
			toks = x.lex.advise(n, kinds[c[0]], toks)
		}
	})
}

// slug makes the id of a name: lower case, with "-" for all that is no letter or
// digit.
func slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		if r == '\'' || r == '’' || r == '.' {
			continue
		}
		if !letterOrDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
