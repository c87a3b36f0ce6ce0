package ui

import (
	"strings"

	"dateline/news"
)

// complete finishes the word before the cursor of a prompt: a field of the search
// language or one of its values, a command. Several that fit are offered in the line
// above.
func (p *prompt) complete() {
	before := p.edit.value[:p.edit.at]
	start := strings.LastIndexAny(before, " (-|") + 1
	if p.ask == askCommand {
		start = 0
	}
	word := before[start:]
	fits := p.fitting(word)
	switch len(fits) {
	case 0:
		return
	case 1:
		p.edit.insert(fits[0][len(word):])
		return
	}
	common := fits[0]
	for _, f := range fits[1:] {
		for !strings.HasPrefix(f, common) {
			common = common[:len(common)-1]
		}
	}
	p.edit.insert(common[len(word):])
	p.offer = strings.Join(fits, "  ")
}

// fitting lists what begins with a word.
func (p *prompt) fitting(word string) []string {
	var all []string
	switch p.ask {
	case askCommand:
		for _, c := range commands {
			name, _, takes := strings.Cut(c.name, " ")
			if takes {
				name += " "
			}
			all = append(all, name)
		}
	case askSearch:
		all = searchWords(word)
	}
	var fits []string
	for _, a := range all {
		if strings.HasPrefix(a, word) {
			fits = append(fits, a)
		}
	}
	return fits
}

// searchWords lists the fields of the search language, or the values of the field a
// word names.
func searchWords(word string) []string {
	var all []string
	name, _, named := strings.Cut(word, ":")
	for _, f := range news.QueryFields() {
		switch {
		case !named:
			all = append(all, string(f.Name)+":")
		case string(f.Name) == name:
			for _, v := range f.Values {
				all = append(all, name+":"+v)
			}
		}
	}
	return all
}
