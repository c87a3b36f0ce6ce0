package words

import "strings"

// fates are the words under which figures count people ("people killed", "soldiers
// killed"), with the words that readers use for them.
var fates = [...]struct{ name, words string }{
	{"killed", "dead death deaths died killed fatalities fatality slain"},
	{"wounded", "wounded injured injuries injury hurt"},
	{"missing", "missing"},
	{"displaced", "displaced evacuated evacuees homeless"},
}

// Counted returns the word under which figures count what a reader asks for: deaths,
// dead and killed are one thing. What has no such word is returned as it is.
func Counted(unit string) string {
	key := strings.ToLower(strings.TrimSpace(unit))
	for _, f := range fates {
		for w := range strings.FieldsSeq(f.words) {
			if w == key {
				return f.name
			}
		}
	}
	return unit
}

// Countable lists the words under which readers may ask for what befalls people: what
// figures call it first, then the other words for it.
func Countable() []string {
	var names, others []string
	for _, f := range fates {
		names = append(names, f.name)
		for w := range strings.FieldsSeq(f.words) {
			if w != f.name {
				others = append(others, w)
			}
		}
	}
	return append(names, others...)
}
