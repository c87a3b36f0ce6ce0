package main

import (
	_ "embed" // the sentences
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed templates.txt
var templates string

// fillers are the names for each slot, with the label its name gets.
type fillers struct {
	names map[string][]string
	rng   *rand.Rand
}

var slotLabels = map[string]string{
	"CLUB": "ORG", "COMPANY": "ORG", "AGENCY": "ORG", "NEWS": "ORG", "PER": "PER", "LAST": "PER", "COUNTRY": "LOC", "CITY": "LOC", "CITYCAPS": "LOC", "DEMONYM": "",
}

// loadFillers reads the lists of names in the folder facts of package entities.
func loadFillers(dir string, seed uint64) (*fillers, error) {
	f := &fillers{names: map[string][]string{}, rng: rand.New(rand.NewPCG(seed, 0x736c6f74))}
	rows := func(file string, use func(cols []string)) error {
		b, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return fmt.Errorf("fill templates: %w", err)
		}
		_, rest, _ := strings.Cut(string(b), "\n")
		for line := range strings.Lines(rest) {
			if line[0] != '#' {
				use(strings.Split(strings.TrimRight(line, "\n"), "\t"))
			}
		}
		return nil
	}
	put := func(slot string, names ...string) { f.names[slot] = append(f.names[slot], names...) }
	err := rows("countries.tsv", func(c []string) {
		if c[10] == "un-member" {
			put("COUNTRY", c[2])
			put("DEMONYM", strings.Split(c[6], "|")[0])
		}
	})
	if err == nil {
		err = rows("cities.tsv", func(c []string) { all := strings.Split(c[1], "|"); put("CITY", all[:min(12, len(all))]...) })
	}
	if err == nil {
		err = rows("clubs.tsv", func(c []string) { put("CLUB", strings.Split(c[0], "|")...) })
	}
	if err == nil {
		err = rows("names.tsv", func(c []string) {
			if c[0] == "org" {
				put("COMPANY", strings.Split(c[2], "|")...)
			}
		})
	}
	if err == nil {
		err = rows("agencies.tsv", func(c []string) {
			switch {
			case strings.HasSuffix(c[2], "news-agency") && len(c[0]) < 16:
				put("NEWS", c[0])
			case c[2] == "un-body" || c[2] == "intl-org":
				put("AGENCY", c[0])
			}
		})
	}
	if err == nil {
		err = rows("people.tsv", func(c []string) { put(c[0], strings.Fields(c[1])...) })
	}
	return f, err
}

// samples makes n sentences, each template as often as the others.
func (f *fillers) samples(c *corpora, n int) []sample {
	var lines []string
	for line := range strings.Lines(templates) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	out := make([]sample, 0, n)
	for i := range n {
		out = append(out, c.sampleOf(f.fill(lines[i%len(lines)])))
	}
	return out
}

// fill makes tokens of one template.
func (f *fillers) fill(line string) []token {
	var toks []token
	for w := range strings.FieldsSeq(line) {
		open, end := strings.IndexByte(w, '{'), strings.IndexByte(w, '}')
		if open < 0 || end < open {
			toks = append(toks, token{w, "O"})
			continue
		}
		slot := w[open+1 : end]
		name := strings.Fields(f.name(slot))
		for i, part := range name {
			tag := "O"
			if l := slotLabels[slot]; l != "" {
				tag = "I-" + l
				if i == 0 {
					tag = "B-" + l
				}
			}
			if i == 0 {
				part = w[:open] + part // "Soccer-{CLUB}": the word takes the label
			}
			if i == len(name)-1 {
				part += w[end+1:]
			}
			toks = append(toks, token{part, tag})
		}
	}
	return toks
}

func (f *fillers) pick(slot string) string {
	names := f.names[slot]
	return names[f.rng.IntN(len(names))]
}

func (f *fillers) name(slot string) string {
	switch slot {
	case "PER":
		return capital(f.pick("given")) + " " + capital(f.pick("family"))
	case "LAST":
		return capital(f.pick("family"))
	case "CITYCAPS":
		return strings.ToUpper(f.pick("CITY"))
	}
	return f.pick(slot)
}

// capital writes a name with capitals: "o'brien-jones" is "O'Brien-Jones".
func capital(s string) string {
	up := true
	return strings.Map(func(r rune) rune {
		if up && r != utf8.RuneError {
			r = unicode.ToUpper(r)
		}
		up = r == '-' || r == '\''
		return r
	}, s)
}
