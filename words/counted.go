package words

import "strings"

// fates are the names under which figures count people, with the words that readers
// use for them.
var fates = [...]struct{ name, words string }{
	{"people killed", "dead death deaths died killed fatalities fatality slain people-killed"},
	{"people wounded", "wounded injured injuries injury hurt people-wounded"},
	{"people missing", "missing people-missing"},
	{"people displaced", "displaced evacuated evacuees homeless people-displaced"},
}

// Counted returns the name under which figures count what a reader asks for: deaths,
// dead and killed are one thing. What has no such name is returned as it is.
func Counted(unit string) string {
	key := strings.ReplaceAll(strings.ToLower(strings.TrimSpace(unit)), " ", "-")
	for _, f := range fates {
		for w := range strings.FieldsSeq(f.words) {
			if w == key {
				return f.name
			}
		}
	}
	return unit
}
