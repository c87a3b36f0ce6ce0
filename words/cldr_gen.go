//go:build ignore

// Command cldr_gen writes cldr/LANGUAGE.tsv: separators, number words, magnitudes,
// units and currencies of each language from the Unicode CLDR. Unpack the npm packages
// cldr-numbers-full, cldr-rbnf and cldr-units-full, version 48.2.0, each into a folder of
// its name, and run it in the folder words:
//
//	go run cldr_gen.go FOLDER
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

var languages = strings.Fields("ar de es fa fr hi id it ja ko nl pl pt ru tr uk zh")

// variants are further locales whose words count as the language's.
var variants = map[string][]string{"zh": {"zh-Hant"}, "pt": {"pt-PT"}, "de": {"de-CH"}, "fr": {"fr-CH"}, "ar": {"ar-EG"}}

// unitNames are the units with the names that figures carry.
var unitNames = map[string]string{
	"length-kilometer": "kilometers", "length-meter": "meters", "length-centimeter": "centimeters", "length-millimeter": "millimeters", "length-mile": "miles",
	"length-foot": "feet", "length-inch": "inches", "length-yard": "yards", "length-nautical-mile": "nautical miles",
	"mass-kilogram": "kilograms", "mass-gram": "grams", "mass-milligram": "milligrams", "mass-tonne": "tonnes", "mass-ton": "tons", "mass-pound": "lbs", "mass-ounce": "ounces",
	"volume-liter": "liters", "volume-milliliter": "milliliters", "volume-hectoliter": "hectoliters", "volume-gallon": "gallons", "volume-barrel": "barrels",
	"volume-cubic-meter": "cubic meters", "volume-cubic-kilometer": "cubic kilometers",
	"area-hectare": "hectares", "area-square-kilometer": "square kilometers", "area-square-meter": "square meters", "area-acre": "acres", "area-square-mile": "square miles",
	"duration-second": "seconds", "duration-minute": "minutes", "duration-hour": "hours", "duration-day": "days", "duration-week": "weeks", "duration-month": "months",
	"duration-year": "years", "duration-decade": "decades", "duration-century": "centuries", "concentr-percent": "percent",
	"temperature-celsius": "celsius", "temperature-fahrenheit": "fahrenheit", "angle-degree": "degrees",
	"power-kilowatt": "kilowatts", "power-megawatt": "megawatts", "power-gigawatt": "gigawatts", "power-watt": "watts", "energy-kilowatt-hour": "kilowatt-hours",
	"speed-kilometer-per-hour": "km/h", "speed-meter-per-second": "meters per second", "speed-mile-per-hour": "mph", "speed-knot": "knots",
	"digital-megabyte": "megabytes", "digital-gigabyte": "gigabytes", "digital-terabyte": "terabytes",
}

// shared are the words that several currencies have in common, with the name of such
// an amount: a dollar is the American one where nothing else is said.
var shared = []struct{ name, a, b string }{
	{"USD", "USD", "CAD"}, {"pounds", "GBP", "EGP"}, {"francs", "CHF", "XOF"}, {"pesos", "MXN", "ARS"}, {"dinars", "KWD", "JOD"}, {"riyals", "SAR", "QAR"},
	{"rials", "IRR", "OMR"}, {"crowns", "SEK", "NOK"}, {"INR", "INR", "PKR"}, {"RUB", "RUB", "BYN"}, {"AED", "AED", "MAD"},
}

// singles are currencies whose noun is theirs alone and no other word of the language.
var singles = strings.Fields("EUR JPY CNY KRW UAH KZT PLN HUF BRL VND MYR")

// headFirst are languages whose adjectives follow the noun.
const headFirst = "ar es fa fr id it pt"

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run cldr_gen.go FOLDER")
	}
	for _, lang := range languages {
		if err := write(os.Args[1], lang); err != nil {
			log.Fatal(err)
		}
	}
}

// sheet gathers the rows of a language: kind and value, then spellings.
type sheet struct {
	order  []string
	rows   map[string][]string
	scales map[string]bool // words that have their magnitude
}

// scale adds the words of a magnitude. A word keeps the first one it was given:
// "mil milhões" says nothing new of "milhões".
func (s *sheet) scale(v float64, words ...string) {
	for _, w := range words {
		if w = clean(w); w == "و" || strings.Contains(w, " ") || s.scales[w] {
			continue
		}
		s.scales[w] = true
		s.add("scale", strconv.FormatFloat(v, 'f', -1, 64), w)
	}
}

func (s *sheet) add(kind, value string, spellings ...string) {
	key := kind + "\t" + value
	if s.rows[key] == nil {
		s.order = append(s.order, key)
	}
	for _, w := range spellings {
		w = clean(w)
		if w != "" && !slices.Contains(s.rows[key], w) {
			s.rows[key] = append(s.rows[key], w)
		}
	}
}

// clean makes a spelling plain: no soft hyphens, narrow blanks or direction marks.
func clean(w string) string {
	w = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00ad' || r == '\u200e' || r == '\u200f' || r == '\u061c':
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, w)
	return strings.ToLower(strings.TrimSpace(w))
}

func write(folder, lang string) error {
	s := &sheet{rows: map[string][]string{}, scales: map[string]bool{}}
	for _, l := range append([]string{lang}, variants[lang]...) {
		if err := s.numbers(folder, l, lang); err != nil {
			return err
		}
		s.spellout(folder, l)
		s.units(folder, l)
	}
	f, err := os.Create(filepath.Join("cldr", lang+".tsv"))
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "# From Unicode CLDR 48.2.0 (Unicode licence) by cldr_gen.go; not to be edited.")
	for _, key := range s.order {
		if len(s.rows[key]) > 0 {
			fmt.Fprintf(w, "%s\t%s\n", key, strings.Join(s.rows[key], "|"))
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

func load(v any, parts ...string) error {
	b, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		return err
	}
	return json.Unmarshal(b, v)
}

// numbers reads separators, magnitudes and the names of currencies.
func (s *sheet) numbers(folder, lang, base string) error {
	var n struct {
		Main map[string]struct {
			Numbers map[string]json.RawMessage
		}
	}
	if err := load(&n, folder, "cldr-numbers-full", "main", lang, "numbers.json"); err != nil {
		return err
	}
	for key, raw := range n.Main[lang].Numbers {
		if strings.HasPrefix(key, "symbols-numberSystem-latn") {
			var sym struct{ Decimal, Group string }
			if err := json.Unmarshal(raw, &sym); err != nil {
				return err
			}
			s.add("decimal", sym.Decimal, sym.Decimal)
			s.add("group", "", strings.NewReplacer(" ", "space", "\u00a0", "space", "\u202f", "space").Replace(sym.Group))
		}
	}
	slices.Sort(s.rows["group\t"])
	for key, raw := range n.Main[lang].Numbers {
		if !strings.HasPrefix(key, "decimalFormats-numberSystem-") {
			continue
		}
		var f struct {
			Long, Short struct{ DecimalFormat map[string]string }
		}
		if err := json.Unmarshal(raw, &f); err != nil {
			return err
		}
		s.magnitudes(f.Long.DecimalFormat)
		s.magnitudes(f.Short.DecimalFormat)
	}
	var c struct {
		Main map[string]struct {
			Numbers struct{ Currencies map[string]map[string]string }
		}
	}
	if err := load(&c, folder, "cldr-numbers-full", "main", lang, "currencies.json"); err != nil {
		return err
	}
	s.money(c.Main[lang].Numbers.Currencies, base)
	return nil
}

// magnitudes reads the words of patterns such as "0 Millionen"; a pattern with zeros
// enough is the same word for a multiple.
func (s *sheet) magnitudes(formats map[string]string) {
	keys := make([]string, 0, len(formats)) // smaller ones first
	for k := range formats {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		size, _, _ := strings.Cut(k, "-")
		pattern := strings.ReplaceAll(formats[k], "'", "")
		zeros := strings.Count(pattern, "0")
		word := clean(strings.ReplaceAll(pattern, "0", ""))
		v, err := strconv.ParseFloat(size, 64)
		if err != nil || zeros == 0 || word == "" {
			continue
		}
		v /= math.Pow(10, float64(zeros-1))
		if len([]rune(word)) == 1 && word[0] < 0x80 {
			continue // "B", "k": other things too
		}
		s.scale(v, word, strings.TrimSuffix(word, "."))
	}
}

// money reads what currencies are called.
func (s *sheet) money(names map[string]map[string]string, lang string) {
	all := func(code string) []string {
		var out []string
		for _, k := range []string{"displayName", "displayName-count-zero", "displayName-count-one", "displayName-count-two", "displayName-count-few", "displayName-count-many", "displayName-count-other"} {
			if v := names[code][k]; v != "" && !slices.Contains(out, v) {
				out = append(out, clean(v))
			}
		}
		return out
	}
	for _, c := range shared {
		other := strings.Fields(strings.Join(all(c.b), " "))
		for _, n := range all(c.a) {
			for _, w := range strings.Fields(n) {
				if slices.Contains(other, w) && len(w) > 2 {
					s.add("money", c.name, w)
				}
			}
		}
	}
	for _, code := range singles {
		for _, n := range all(code) {
			f := strings.Fields(n)
			w := f[len(f)-1]
			if strings.Contains(headFirst, lang) {
				w = f[0]
			}
			s.add("money", code, strings.TrimSuffix(w, ")"))
		}
	}
}

var arrows = regexp.MustCompile(`←[^←]*←|→[^→]*→>?|=[^=]*=|[\[\]]`)
var plurals = regexp.MustCompile(`\$\((?:cardinal|ordinal),([^)]*)\)\$`)
var pluralForm = regexp.MustCompile(`\{([^}]*)\}`)

// spellout reads number words by running the rules for spelling numbers out.
func (s *sheet) spellout(folder, lang string) {
	var r struct {
		Rbnf struct {
			Rbnf struct {
				SpelloutRules map[string]json.RawMessage
			}
		}
	}
	if load(&r, folder, "cldr-rbnf", "rbnf", lang+".json") != nil {
		return // a variant without rules of its own
	}
	rules := map[string][][2]string{}
	for name, raw := range r.Rbnf.Rbnf.SpelloutRules {
		var set [][2]string
		if json.Unmarshal(raw, &set) == nil {
			rules[name] = set
		}
	}
	var sets []string
	for name := range rules {
		if strings.HasPrefix(name, "%spellout-cardinal") || name == "%spellout-numbering" {
			sets = append(sets, name)
		}
	}
	slices.Sort(sets)
	var values []int
	for i := range 101 {
		values = append(values, i)
	}
	for i := 200; i < 1000; i += 100 {
		values = append(values, i)
	}
	for i := 1000; i < 10000; i += 1000 {
		values = append(values, i)
	}
	for _, v := range values {
		for _, set := range sets {
			w := clean(spell(rules, set, v, 0))
			if w != "" && !strings.ContainsAny(w, " -#0") {
				s.add("number", strconv.Itoa(v), w)
			}
		}
	}
	for _, set := range sets {
		for _, rule := range rules[set] {
			base, err := strconv.ParseFloat(strings.Split(rule[0], "/")[0], 64)
			if err != nil || base < 1000 {
				continue
			}
			first := base
			for first >= 10 {
				first /= 10
			}
			size := base / first
			if exp := math.Round(math.Log10(size)); math.Mod(exp, 3) != 0 && math.Mod(exp, 4) != 0 && exp != 5 && exp != 7 {
				continue
			}
			text := strings.TrimSuffix(rule[1], ";")
			forms := []string{text}
			if m := plurals.FindStringSubmatch(text); m != nil {
				forms = nil
				for _, f := range pluralForm.FindAllStringSubmatch(m[1], -1) {
					forms = append(forms, f[1])
				}
			}
			for _, f := range forms {
				w := strings.Fields(clean(arrows.ReplaceAllString(f, " ")))
				if len(w) > 0 && !strings.ContainsAny(w[len(w)-1], "#0'") && size >= 1000 {
					s.scale(size, w[len(w)-1])
				}
			}
		}
	}
}

// spell runs a rule set of ICU's rule-based number format on a whole number.
func spell(rules map[string][][2]string, set string, v, depth int) string {
	if depth > 12 {
		return ""
	}
	best, text, divisor := -1, "", 1
	for _, r := range rules[set] {
		base, radix, found := strings.Cut(r[0], "/")
		b, err := strconv.Atoi(base)
		if err != nil || b > v || b < best {
			continue
		}
		rad := 10
		if found {
			rad, _ = strconv.Atoi(strings.TrimRight(radix, ">"))
		}
		best, text, divisor = b, strings.TrimSuffix(r[1], ";"), 1
		for divisor*rad <= b {
			divisor *= rad
		}
	}
	if best < 0 {
		return ""
	}
	text = strings.TrimPrefix(text, "'")
	rest := v % divisor
	if divisor == 1 {
		rest = 0
	}
	if i := strings.IndexByte(text, '['); i >= 0 {
		j := strings.IndexByte(text, ']')
		if rest == 0 {
			text = text[:i] + text[j+1:]
		} else {
			text = text[:i] + text[i+1:j] + text[j+1:]
		}
	}
	call := func(mark string, n int) {
		for {
			i := strings.Index(text, mark)
			if i < 0 {
				return
			}
			j := strings.Index(text[i+len(mark):], mark)
			if j < 0 {
				return
			}
			name := text[i+len(mark) : i+len(mark)+j]
			if name == "" {
				name = set
			}
			text = text[:i] + spell(rules, name, n, depth+1) + text[i+2*len(mark)+j:]
		}
	}
	text = plurals.ReplaceAllString(text, "#")
	call("→", rest)
	call("←", v/divisor)
	call("=", v)
	return text
}

// units reads what units are called, in all cases.
func (s *sheet) units(folder, lang string) {
	var u struct {
		Main map[string]struct {
			Units map[string]map[string]json.RawMessage
		}
	}
	if load(&u, folder, "cldr-units-full", "main", lang, "units.json") != nil {
		return
	}
	keys := make([]string, 0, len(unitNames))
	for k := range unitNames {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, width := range []string{"long", "short"} {
		for _, k := range keys {
			var forms map[string]string
			if json.Unmarshal(u.Main[lang].Units[width][k], &forms) != nil {
				continue
			}
			names := make([]string, 0, len(forms))
			for f := range forms {
				names = append(names, f)
			}
			slices.Sort(names)
			for _, f := range names {
				if !strings.Contains(f, "-count-") {
					continue
				}
				w := clean(strings.ReplaceAll(forms[f], "{0}", ""))
				if len([]rune(w)) == 1 && w[0] < 0x80 && w != "%" {
					continue
				}
				s.add("unit", unitNames[k], w)
			}
		}
	}
}
