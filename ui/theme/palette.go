package theme

import "dateline/news"

// Palette is a theme as data: one specification a role, such as "bold", "dim
// cyan", "reverse" or "bold #ffd75f on #202020". An empty one leaves the text as
// the terminal shows it.
type Palette struct {
	Name string
	Mono bool

	Text, Dim, Strong          string
	Unread, Read               string
	Selected, Resting, Bar     string
	Border, Focus, Heading     string
	Urgent, Changed, Corrected string
	Withdrawn, Differ, Denied  string
	Starred, Grown             string
	Says, Denies, Confirms     string
	Declines, Asks, Second     string
	Speaker, Cue, Denial       string
	Hedge, Content             string
	Cursor, CursorSource       string
	CursorContent              string
	Match                      string
	Removed, Added             string
	Link, Note                 string
	Key, Notice, Error, Status string
	Prompt                     string
	Figure                     string
	Entities                   map[news.Kind]string
}

// field ties a specification to the style it makes.
type field struct {
	name  string
	spec  *string
	style *Style
}

// fields lists every role of the palette with its place in a theme.
func (p *Palette) fields(t *Theme) []field {
	return []field{
		{"text", &p.Text, &t.Text}, {"dim", &p.Dim, &t.Dim}, {"strong", &p.Strong, &t.Strong},
		{"unread", &p.Unread, &t.Unread}, {"read", &p.Read, &t.Read},
		{"selected", &p.Selected, &t.Selected}, {"resting", &p.Resting, &t.Resting}, {"bar", &p.Bar, &t.Bar},
		{"border", &p.Border, &t.Border}, {"focus", &p.Focus, &t.Focus}, {"heading", &p.Heading, &t.Heading},
		{"urgent", &p.Urgent, &t.Urgent}, {"changed", &p.Changed, &t.Changed},
		{"corrected", &p.Corrected, &t.Corrected}, {"withdrawn", &p.Withdrawn, &t.Withdrawn},
		{"differ", &p.Differ, &t.Differ}, {"denied", &p.Denied, &t.Denied},
		{"starred", &p.Starred, &t.Starred}, {"grown", &p.Grown, &t.Grown},
		{"says", &p.Says, &t.Says}, {"denies", &p.Denies, &t.Denies}, {"confirms", &p.Confirms, &t.Confirms},
		{"declines", &p.Declines, &t.Declines}, {"asks", &p.Asks, &t.Asks}, {"second", &p.Second, &t.Second},
		{"speaker", &p.Speaker, &t.Speaker}, {"cue", &p.Cue, &t.Cue}, {"denial", &p.Denial, &t.Denial},
		{"hedge", &p.Hedge, &t.Hedge}, {"content", &p.Content, &t.Content},
		{"cursor", &p.Cursor, &t.Cursor}, {"cursor_source", &p.CursorSource, &t.CursorSource},
		{"cursor_content", &p.CursorContent, &t.CursorContent}, {"match", &p.Match, &t.Match},
		{"removed", &p.Removed, &t.Removed}, {"added", &p.Added, &t.Added},
		{"link", &p.Link, &t.Link}, {"note", &p.Note, &t.Note},
		{"key", &p.Key, &t.Key}, {"notice", &p.Notice, &t.Notice},
		{"error", &p.Error, &t.Error}, {"status", &p.Status, &t.Status}, {"prompt", &p.Prompt, &t.Prompt},
	}
}

// Palettes lists the themes that come with dateline.
func Palettes() []Palette {
	return []Palette{Terminal(), Dark(), Light(), Contrast(), Mono()}
}

// Named returns the palette of this name.
func Named(name string) (Palette, bool) {
	for _, p := range Palettes() {
		if p.Name == name {
			return p, true
		}
	}
	return Palette{}, false
}

// Terminal is the theme to begin with, "16" by name: of the terminal's own 16 colours only those
// that can be read on a dark and on a light background alike.
func Terminal() Palette {
	return Palette{
		Name: "16",
		Dim:  "dim", Strong: "bold",
		Unread: "bold", Selected: "reverse", Resting: "dim reverse", Bar: "bold cyan",
		Border: "dim", Focus: "bold cyan", Heading: "bold",
		Urgent: "bold magenta", Changed: "cyan", Corrected: "bold magenta", Withdrawn: "bold red",
		Differ: "bold magenta", Denied: "bold red", Starred: "bold green", Grown: "bold green",
		Says: "cyan", Denies: "bold red", Confirms: "bold green", Declines: "magenta", Asks: "bold", Second: "magenta",
		Speaker: "bold", Cue: "cyan", Denial: "bold underline red", Hedge: "italic magenta", Content: "italic",
		Cursor: "reverse", CursorSource: "bold reverse", CursorContent: "underline", Match: "bold underline",
		Removed: "strike red", Added: "underline green",
		Link: "cyan", Note: "magenta",
		Key: "bold", Notice: "bold", Error: "bold red", Prompt: "bold cyan",
		Figure: "bold",
		Entities: map[news.Kind]string{
			news.Country: "underline cyan", news.Place: "underline",
			news.Agency: "underline magenta", news.Organisation: "italic underline magenta",
			news.Person: "underline green",
		},
	}
}

// Dark is for a dark background: brighter forms of the 16 colours.
func Dark() Palette {
	p := Terminal()
	p.Name = "dark"
	p.Bar, p.Focus, p.Prompt = "bold brightcyan", "bold brightcyan", "bold brightcyan"
	p.Border, p.Dim = "brightblack", "dim"
	p.Urgent, p.Withdrawn, p.Denied = "bold brightyellow", "bold brightred", "bold brightred"
	p.Differ, p.Corrected, p.Note = "bold brightyellow", "bold brightmagenta", "brightyellow"
	p.Starred, p.Grown = "bold brightyellow", "bold brightgreen"
	p.Says, p.Denies, p.Confirms = "brightcyan", "bold brightred", "bold brightgreen"
	p.Declines, p.Asks, p.Second = "brightmagenta", "bold brightyellow", "brightyellow"
	p.Cue, p.Denial, p.Hedge = "brightcyan", "bold underline brightred", "italic brightyellow"
	p.Link = "brightblue"
	p.Entities = map[news.Kind]string{
		news.Country: "underline brightcyan", news.Place: "underline cyan",
		news.Agency: "underline brightmagenta", news.Organisation: "underline brightblue",
		news.Person: "underline brightgreen",
	}
	return p
}

// Light is for a light background: the darker forms, and never yellow.
func Light() Palette {
	p := Terminal()
	p.Name = "light"
	p.Bar, p.Focus, p.Prompt = "bold blue", "bold blue", "bold blue"
	p.Border = "dim"
	p.Differ, p.Note = "bold magenta", "magenta"
	p.Says, p.Link, p.Changed, p.Cue = "blue", "blue", "blue", "blue"
	p.Starred, p.Grown = "bold magenta", "bold green"
	p.Entities = map[news.Kind]string{
		news.Country: "underline blue", news.Place: "underline cyan",
		news.Agency: "underline magenta", news.Organisation: "italic underline magenta",
		news.Person: "underline green",
	}
	return p
}

// Contrast avoids dim text and thin colours.
func Contrast() Palette {
	p := Terminal()
	p.Name = "contrast"
	p.Dim, p.Border, p.Resting = "", "", "bold underline"
	p.Selected, p.Cursor = "bold reverse", "bold reverse"
	p.Note, p.Link = "bold", "bold underline"
	p.Cue, p.Denial, p.Hedge, p.CursorSource = "bold cyan", "bold underline red", "bold italic", "bold underline reverse"
	p.Says, p.Declines, p.Second, p.Changed = "bold", "bold", "bold", "bold"
	p.Entities = map[news.Kind]string{
		news.Country: "bold underline cyan", news.Place: "underline",
		news.Agency: "bold underline magenta", news.Organisation: "bold italic underline magenta",
		news.Person: "bold underline green",
	}
	return p
}

// Mono has no colour at all. Kinds of entity differ by attributes.
func Mono() Palette {
	return Palette{
		Name: "mono", Mono: true,
		Dim: "dim", Strong: "bold", Unread: "bold",
		Selected: "reverse", Resting: "underline", Bar: "bold",
		Border: "dim", Focus: "bold", Heading: "bold",
		Urgent: "bold", Corrected: "bold", Withdrawn: "bold", Differ: "bold", Denied: "bold",
		Starred: "bold", Grown: "bold",
		Denies: "bold", Confirms: "bold", Asks: "bold",
		Speaker: "bold", Cue: "bold italic", Denial: "bold italic underline", Hedge: "dim italic", Content: "italic",
		Removed: "strike", Added: "underline",
		Cursor: "reverse", CursorSource: "bold reverse", CursorContent: "underline", Match: "bold underline", Link: "underline", Note: "italic",
		Key: "bold", Notice: "bold", Error: "bold", Prompt: "bold",
		Figure: "bold",
		Entities: map[news.Kind]string{
			news.Country: "underline", news.Place: "dim underline",
			news.Agency: "italic underline", news.Organisation: "italic",
			news.Person: "bold underline",
		},
	}
}
