package news

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// RevisionKind says what became of a story that its outlet changed.
type RevisionKind string

// The kinds of revision, the gravest first.
const (
	WithdrawnStory RevisionKind = "withdrawn"
	CorrectedStory RevisionKind = "corrected"
	UpdatedStory   RevisionKind = "updated"
)

// Revision is a story that its outlet changed: its newest version beside the one that
// stood before.
type Revision struct {
	Story   StoryID      `json:"story"`
	Event   EventID      `json:"event"`
	Feed    FeedID       `json:"feed"`
	Outlet  string       `json:"outlet"`
	Title   string       `json:"title"`
	URL     string       `json:"url"`
	Kind    RevisionKind `json:"kind"`
	Time    time.Time    `json:"time"`              // when we first saw the newest version
	Version int          `json:"version"`           // the newest
	Before  int          `json:"before,omitempty"`  // the version it stands beside; 0 when it came as it is
	Note    string       `json:"note,omitempty"`    // the agency's own note of what changed
	Figures []Refigured  `json:"figures,omitempty"` // corrected figures, in the order of the text
	Words   []DiffRun    `json:"-"`                 // the change that matters most, about a line of it
	Added   int          `json:"words_added"`       // words
	Removed int          `json:"words_removed"`
	Read    bool         `json:"read"`
	Starred bool         `json:"starred,omitempty"`
	Flags   Flag         `json:"-"`
	Now     Version      `json:"-"` // with its text
	Was     Version      `json:"-"` // with its text; N is 0 when there is none
}

// Revisions are what changed in a span of time, the newest first.
type Revisions struct {
	Since time.Time
	All   []Revision
	Cut   bool // there are more, older ones
}

// Refigured is a figure that another one stands for now.
type Refigured struct {
	Was string `json:"was"`
	Now string `json:"now"`
	Of  string `json:"of,omitempty"` // the words after it, as the newest version has them: "households"
}

// Words says it as a margin does: "1,800 households, was 900".
func (f Refigured) Words() string {
	if r, _ := utf8.DecodeRuneInString(f.Of); f.Of == "%" {
		return f.Now + "%, was " + f.Was + "%"
	} else if f.Of != "" && !inWord(r) { // 34人
		return f.Now + f.Of + ", was " + f.Was + f.Of
	}
	return strings.TrimSpace(f.Now+" "+f.Of) + ", was " + f.Was
}

// Compare fills in what the two versions differ in and of which kind the revision is.
// proper returns the news of a version without what the agency wrote around it: its
// numbers count nothing (wires.Proper). Compare reports whether there is anything to
// tell: a version with the same words and no marker or note of the agency is none.
func (r *Revision) Compare(proper func(title, text string) string) bool {
	runs := WordDiff(proper(r.Was.Title, r.Was.Text), proper(r.Now.Title, r.Now.Text))
	if r.Was.N == 0 {
		runs = nil
	}
	for i, x := range runs {
		switch x.Fate {
		case Added:
			r.Added += countWords(x.Text)
			if i > 0 && runs[i-1].Fate == Removed && (i < 2 || !numbered(runs[i-2].Text)) {
				after := ""
				if i+1 < len(runs) && runs[i+1].Fate == Kept {
					after = runs[i+1].Text
				}
				r.refigure(FiguresOf(runs[i-1].Text, x.Text, after))
			}
		case Removed:
			r.Removed += countWords(x.Text)
		}
	}
	r.Words = telling(runs)
	r.Kind = r.kind()
	return r.Added+r.Removed > 0 || r.Kind != UpdatedStory || r.Note != ""
}

// numbered reports whether words end in one that is followed by a number which counts
// nothing: "Flash Update No. 2".
func numbered(before string) bool {
	w := strings.Fields(strings.ToLower(before))
	return len(w) > 0 && slices.Contains([]string{"no.", "nr.", "number", "update", "part", "day", "episode", "version", "volume"}, w[len(w)-1])
}

// Headline tells what became of the headline: its words with what was taken out and put in,
// or, where little of them stayed or the story was withdrawn, the headline that stood before.
// Both are empty when it is the same, or when there is none to compare with.
func (r *Revision) Headline() (runs []DiffRun, was string) {
	if r.Was.N == 0 || r.Was.Title == "" || r.Was.Title == r.Title {
		return nil, ""
	}
	runs = WordDiff(r.Was.Title, r.Title)
	n := [3]int{}
	for _, x := range runs {
		n[x.Fate] += countWords(x.Text)
	}
	switch {
	case n[Removed]+n[Added] == 0:
		return nil, ""
	case r.Kind == WithdrawnStory || n[Kept] < max(n[Removed], n[Added]):
		return nil, r.Was.Title
	}
	return runs, ""
}

// InHeadline reports whether all that Words tells as changed is in the headlines.
func (r *Revision) InHeadline() bool {
	for _, x := range r.Words {
		text := strings.TrimSuffix(strings.TrimSpace(x.Text), "…")
		if x.Fate == Removed && !strings.Contains(r.Was.Title, text) || x.Fate == Added && !strings.Contains(r.Title, text) {
			return false
		}
	}
	return true
}

// refigure notes corrected figures, each once: headline and lead give the same one.
func (r *Revision) refigure(found []Refigured) {
	for _, f := range found {
		at := slices.IndexFunc(r.Figures, func(g Refigured) bool {
			return g.Was == f.Was && g.Now == f.Now && (strings.HasPrefix(g.Of, f.Of) || strings.HasPrefix(f.Of, g.Of))
		})
		switch {
		case at < 0:
			r.Figures = append(r.Figures, f)
		case r.Figures[at].Of == "":
			r.Figures[at].Of = f.Of
		}
	}
}

// kind goes by the agency's markers, else by what its note begins with.
func (r *Revision) kind() RevisionKind {
	note, _, _ := strings.Cut(strings.ToLower(r.Note), " ")
	switch {
	case r.Flags.Has(Withdrawn):
		return WithdrawnStory
	case r.Flags.Has(Corrected), note == "corrects", note == "corrected", note == "fixes":
		return CorrectedStory
	}
	return UpdatedStory
}

// Rank orders kinds: the gravest is 0.
func (k RevisionKind) Rank() int {
	return slices.Index([]RevisionKind{WithdrawnStory, CorrectedStory, UpdatedStory}, k)
}

// SortRevisions puts the gravest kind first and within a kind the newest.
func SortRevisions(rs []Revision) {
	slices.SortStableFunc(rs, func(a, b Revision) int {
		return cmp.Or(cmp.Compare(a.Kind.Rank(), b.Kind.Rank()), b.Time.Compare(a.Time), strings.Compare(string(a.Story), string(b.Story)))
	})
}

// FiguresOf pairs the figures of words that were replaced by others, in their order.
// after is the text that follows.
func FiguresOf(old, new, after string) []Refigured {
	was, now := numbersIn(old), numbersIn(new)
	var out []Refigured
	for i := range min(len(was), len(now)) {
		if was[i].text != now[i].text {
			of := headOf(new[now[i].end:])
			if of == "" && strings.TrimSpace(new[now[i].end:]) == "" {
				of = headOf(after)
			}
			out = append(out, Refigured{was[i].text, now[i].text, of})
		}
	}
	return out
}

// printed is a figure of a text and where it ends.
type printed struct {
	text string
	end  int
}

// numberWords are figures that are not written in digits.
var numberWords = strings.Fields("one two three four five six seven eight nine ten eleven twelve dozen dozens score scores hundred hundreds thousand thousands million billion")

func numbersIn(text string) []printed {
	var out []printed
	at := 0
	for _, w := range DiffWords(text) {
		bare := strings.TrimSpace(w)
		if first, _ := utf8.DecodeRuneInString(bare); unicode.IsDigit(first) || slices.Contains(numberWords, strings.ToLower(bare)) {
			out = append(out, printed{bare, at + len(w)})
		}
		at += len(w)
	}
	return out
}

// headOf returns the one or two words a text begins with: what a figure before it
// counts.
func headOf(text string) string {
	var words []string
	for _, w := range DiffWords(text) {
		bare := strings.TrimSpace(w)
		if bare == "%" {
			return bare
		}
		if !isWord(bare) || strings.Contains(w, "\n") || slices.Contains(linkWords, bare) {
			break
		}
		if words = append(words, bare); len(words) == 2 {
			break
		}
		if r, _ := utf8.DecodeRuneInString(bare); !inWord(r) {
			break // a script without blanks: its counter alone
		}
	}
	return strings.Join(words, " ")
}

// linkWords go on with the sentence: what is counted has ended before them.
var linkWords = strings.Fields("a about above after also and are as at be been before behind below but by can could did do for from had has have he if in into is it its left may more near no not now of off on or out over said say says she since so that the their them then they this to under until up was were when where which while who will with would")

func isWord(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) == 0 }

func countWords(text string) int {
	n := 0
	for _, w := range DiffWords(text) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// Around the change that is shown stand so many words, and so many of it.
const (
	wordsBefore = 6
	wordsAfter  = 8
	wordsShown  = 24
)

// telling returns the change that matters most with a few words around it: one with a
// figure before one without, else the first that is more than a sign.
func telling(runs []DiffRun) []DiffRun {
	best, weight := -1, 0
	for i, r := range runs {
		if r.Fate == Kept {
			continue
		}
		w := 0
		if countWords(r.Text) > 0 {
			w = 1
		}
		if len(numbersIn(r.Text)) > 0 && i > 0 && runs[i-1].Fate == Removed && len(numbersIn(runs[i-1].Text)) > 0 {
			w, i = 2, i-1
		}
		if w > weight {
			best, weight = i, w
		}
	}
	if best < 0 {
		return nil
	}
	var out []DiffRun
	if best > 0 && runs[best-1].Fate == Kept {
		out = appendRun(out, Kept, fromWord(lastWords(runs[best-1].Text, wordsBefore)))
	}
	i, room := best, wordsShown
	for ; i < len(runs) && runs[i].Fate != Kept; i++ {
		text := firstWords(runs[i].Text, room)
		out = appendRun(out, runs[i].Fate, text)
		if i+1 < len(runs) && runs[i+1].Fate != Kept {
			room = wordsShown
		}
	}
	if i < len(runs) {
		line, _, _ := strings.Cut(runs[i].Text, "\n")
		out = appendRun(out, Kept, firstWords(line, wordsAfter))
	}
	return out
}

func appendRun(runs []DiffRun, f Fate, text string) []DiffRun {
	if text == "" {
		return runs
	}
	return append(runs, DiffRun{f, text})
}

// lastWords returns the end of the last line of a text, n words at most: nothing where a line
// begins after it.
func lastWords(text string, n int) string {
	words := DiffWords(text[strings.LastIndexByte(text, '\n')+1:])
	return strings.Join(words[max(len(words)-n, 0):], "")
}

// fromWord leaves out the signs that words cut out of a line begin with, unless there is
// nothing else.
func fromWord(text string) string {
	i := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune(" ,;:.!?)]}”’", r) })
	return text[max(i, 0):]
}

// firstWords returns the beginning of a text on one line, n words at most.
func firstWords(text string, n int) string {
	words := DiffWords(text)
	cut := len(words) > n
	text = strings.ReplaceAll(strings.Join(words[:min(len(words), n)], ""), "\n", " ")
	if cut {
		text = strings.TrimRight(text, " ") + "… "
	}
	return text
}

// Bookmark is how far a reader came in a story: the version that was on the screen, when,
// and the words at the top of the pane.
type Bookmark struct {
	Story   StoryID
	Version int       // 0: never opened
	At      time.Time // when it was last on the screen
	Field   Field     // of the place
	Offset  int       // the place: a byte of the field; 0 of the title for the top
}

// MaxBookmarks is how many stories a store remembers the reader's place in.
const MaxBookmarks = 2000

// Visit is a session of a reader.
type Visit struct {
	ID    string    // unique to the session
	Began time.Time // when it opened
	Seen  time.Time // when the reader was last at hand
	Over  bool
}

// VisitLasts is how long a session that says nothing is taken to go on.
const VisitLasts = 12 * time.Hour
