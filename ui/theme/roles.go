package theme

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"dateline/news"
)

// Role is one part of the screen that a theme gives a look.
type Role struct {
	Name string // as settings call it: "urgent", "country"
	Spec string // its look in a palette
	Help string
}

// RoleError says what is wrong with the look given to one role.
type RoleError struct {
	Role   string
	Reason string // one line
}

func (e *RoleError) Error() string { return "theme." + e.Role + ": " + e.Reason }

// Roles lists every role with its look in this palette, in the order of a settings
// file.
func (p *Palette) Roles() []Role {
	var out []Role
	for _, f := range p.fields(&Theme{}) {
		out = append(out, Role{f.name, *f.spec, roleHelp(f.name)})
	}
	out = append(out, Role{"figure", p.Figure, roleHelp("figure")})
	for _, k := range news.Kinds() {
		if k != news.FigureKind {
			out = append(out, Role{string(k), p.Entities[k], "names in the text: " + string(k)})
		}
	}
	return out
}

// With returns the palette with other looks for some roles, by the names that Roles
// lists. An unknown role, or a look that cannot be read, is a *RoleError.
func (p Palette) With(looks map[string]string) (Palette, error) {
	p.Entities = maps.Clone(p.Entities)
	spec := map[string]*string{"figure": &p.Figure}
	for _, f := range p.fields(&Theme{}) {
		spec[f.name] = f.spec
	}
	for _, name := range slices.Sorted(maps.Keys(looks)) {
		if _, err := parse(looks[name]); err != nil {
			return p, &RoleError{name, err.Error() + "; write words like \"bold underline red on #202020\""}
		}
		kind := news.Kind(name)
		switch at, ok := spec[name]; {
		case ok:
			*at = looks[name]
		case kind != news.FigureKind && slices.Contains(news.Kinds(), kind):
			p.Entities[kind] = looks[name]
		default:
			return p, &RoleError{name, "there is no such role; \"dateline config theme\" lists them"}
		}
	}
	return p, nil
}

// Write returns the palette as a table of a settings file, every role with its look.
func (p *Palette) Write() string {
	var b strings.Builder
	fmt.Fprintf(&b, "[theme] # over screen.theme; these are the looks of %q\n", p.Name)
	for _, r := range p.Roles() {
		fmt.Fprintf(&b, "%-14s = %-38s # %s\n", r.Name, fmt.Sprintf("%q", r.Spec), r.Help)
	}
	return b.String()
}

// roleHelp says where a role shows.
func roleHelp(name string) string {
	return map[string]string{
		"text": "the text of stories", "dim": "times, places, what matters less", "strong": "headlines of the open story",
		"unread": "headlines not read", "read": "headlines read",
		"selected": "the selected row", "resting": "the selected row of a pane without the focus", "bar": "the bar beside it",
		"border": "borders", "focus": "border and title of the pane with the focus", "heading": "titles of panes and groups",
		"urgent": "mark: urgent", "changed": "mark: new version", "corrected": "mark: corrected", "withdrawn": "mark: withdrawn",
		"differ": "mark: figures differ; differing figures", "denied": "mark: somebody denies",
		"starred": "mark: starred", "grown": "outlets that joined since you looked",
		"says": "gutter: says", "denies": "gutter: denies", "confirms": "gutter: confirms", "declines": "gutter: declines",
		"asks": "gutter: asks", "second": "gutter: unnamed, hedged, quoted, second hand",
		"speaker": "speakers of claims in the text", "cue": "the words by which they speak", "denial": "those of a denial",
		"hedge": "those that hedge", "content": "what is said, where it is shown",
		"cursor": "the words under the cursor", "cursor_source": "the speaker of the claim under the cursor",
		"cursor_content": "what he says there", "match": "what a search found",
		"removed": "words that a version took away", "added": "words that a version brought",
		"link": "addresses", "note": "notes on what differs",
		"key": "keys in the last line", "notice": "what was done", "error": "what could not be done",
		"status": "the last line", "prompt": "what one types", "figure": "figures in the text",
	}[name]
}
