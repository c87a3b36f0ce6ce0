package wires

import (
	"dateline/news"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wireWord is a word or phrase with which agencies and outlets open a headline.
type wireWord struct {
	words string // upper case, "|" between those that mean the same
	class news.MarkerClass
	rank  string
	// number: a rewrite's number follows ("UPDATE 2-"). glued: a hyphen without
	// spaces separates ("REFILE-Ministers meet"). alone: written thrice, or set
	// off from a headline that is not itself in capitals.
	number, glued bool
}

// wireWords are matched in this order, so a phrase stands before its first word.
var wireWords = []wireWord{
	{words: "KILL KILL KILL|MANDATORY KILL|BULLETIN KILL|KILL", class: news.WithdrawalMarker, rank: "kill"},
	{words: "HOLD FOR RELEASE", class: news.EmbargoMarker},
	{words: "HOLD HOLD HOLD|HOLD", class: news.WithdrawalMarker, rank: "hold"},
	{words: "WITHDRAWAL|WITHDRAWN|RETRACTION|RETRACTED", class: news.WithdrawalMarker, rank: "kill"},
	{words: "FLASH|速報|EILMELDUNG|EIL", class: news.PriorityMarker, rank: "1"},
	{words: "BULLETIN|URGENT|BREAKING NEWS|BREAKING|JUST IN|NEWSALERT|ALERT|СРОЧНО|URGENTE|ÚLTIMA HORA|SON DAKİKA|속보|快讯|快訊|عاجل", class: news.PriorityMarker, rank: "2"},
	{words: "DEVELOPING STORY|DEVELOPING", class: news.PriorityMarker, rank: "3"},
	{words: "UPDATE|WRAPUP", class: news.VersionMarker, number: true, glued: true},
	{words: "UPDATED|UPDATE", class: news.VersionMarker, rank: "", glued: true},
	{words: "RPT", class: news.VersionMarker, rank: "repeat", glued: true},
	{words: "REFILED|REFILE", class: news.CorrectionMarker, rank: "minor", glued: true},
	{words: "CORRECTED|CORRECTION|CORRECTS|CLARIFICATION", class: news.CorrectionMarker, rank: "major", glued: true},
	{words: "EMBARGOED|EMBARGO", class: news.EmbargoMarker},
	{words: "EXCLUSIVE|단독|独家|獨家", class: news.KindMarker, rank: "exclusive", glued: true},
	{words: "NEWS ANALYSIS|ANALYSIS|EXPLAINER|INSIGHT|NEWSMAKER|NEWS FOCUS|YONHAP FEATURE|YONHAP INTERVIEW|FEATURE|SPECIAL REPORT", class: news.KindMarker, rank: "context", glued: true},
	{words: "FACTBOX|TIMELINE|FACT CHECK|Q&A|KEY FACTS", class: news.KindMarker, rank: "reference", glued: true},
	{words: "OPINION|EDITORIAL|COMMENTARY|COLUMN|VIEW", class: news.KindMarker, rank: "opinion", glued: true},
	{words: "LIVE BLOG|LIVEBLOG|LIVE UPDATES|LIVE UPDATE|WATCH LIVE|LIVE|AS IT HAPPENED|EN DIRECT|EN DIRECTO", class: news.KindMarker, rank: "live"},
	{words: "WATCH|VIDEO|PHOTOS|PHOTO|IN PICTURES|PODCAST|GALLERY", class: news.KindMarker, rank: "media"},
}

// desks are the section names that Bernama sets before its headlines.
const desks = " General World Business Sports Politics "

// ParseMarkers reads the markers that agencies set before a headline ("UPDATE 2-",
// "(2nd LD)", "FLASH:", "[속보]") and the editor's notes in it and in the lead
// ("(ATTN: ADDS details)", "(Adds quote in paragraph 3)"). start is the byte of
// title where the headline proper begins. Where nothing but markers is there, it
// is 0.
func ParseMarkers(title, lead string) (markers []news.Marker, start int) {
	for range 6 {
		m, n := leadingMarker(title[start:])
		if n == 0 {
			break
		}
		if m.Class != "" {
			markers = append(markers, m)
		}
		start += n
	}
	if start >= len(title) {
		start = 0
	}
	if m, ok := trailingMarker(title); ok {
		markers = append(markers, m)
	}
	markers = appendNotes(markers, title)
	markers = appendNotes(markers, lead[:min(len(lead), 600)])
	return markers, start
}

// Proper is what a version of a story tells, headline and text, without the agency's
// markers ("UPDATE 2-") and the notes and bylines before its dateline ("Corrects
// figure in 3rd para").
func Proper(title, text string) string {
	_, start := ParseMarkers(title, "")
	for n := preamble(text); n > 0; n = preamble(text) {
		text = text[n:]
	}
	return title[start:] + "\n" + text
}

// leadingMarker reads one marker at the start of title; n is what to skip.
func leadingMarker(title string) (m news.Marker, n int) {
	if title == "" {
		return m, 0
	}
	switch {
	case title[0] == '(' || title[0] == '[' || strings.HasPrefix(title, "【") || strings.HasPrefix(title, "［"):
		return bracketMarker(title)
	case title[0] == 'G' || title[0] == 'W' || title[0] == 'B' || title[0] == 'S' || title[0] == 'P':
		if w, _, ok := strings.Cut(title, " : "); ok && strings.Contains(desks, " "+w+" ") {
			return m, len(w) + len(" : ")
		}
	}
	for i := range wireWords {
		w := &wireWords[i]
		for words := w.words; words != ""; {
			var word string
			word, words, _ = strings.Cut(words, "|")
			if m, n := w.at(title, word); n > 0 {
				return m, n
			}
		}
	}
	return news.Marker{}, 0
}

// at reads word as a marker at the start of title.
func (w *wireWord) at(title, word string) (news.Marker, int) {
	if len(title) < len(word) || title[0]|0x20 != word[0]|0x20 || !strings.EqualFold(title[:len(word)], word) {
		return news.Marker{}, 0
	}
	m := news.Marker{Class: w.class, Rank: w.rank}
	end := len(word)
	if w.number {
		digits := 0
		for end+1+digits < len(title) && isDigit(title[end+1+digits]) {
			digits++
		}
		if end >= len(title) || title[end] != ' ' || digits == 0 || digits > 2 {
			return news.Marker{}, 0
		}
		m.Rank = title[end+1 : end+1+digits]
		end += 1 + digits
	}
	capitals := title[:len(word)] == word
	n, ok := w.separated(title, end, capitals)
	if !ok {
		return news.Marker{}, 0
	}
	m.Text = title[:end]
	return m, n
}

// separated reads what sets a marker that ends at end off from the headline and
// returns where that begins. A colon or bar always does; a dash when it has
// spaces, or for words that take it without; a space only after capitals that are
// not part of a headline in capitals, nor of a sentence.
func (w *wireWord) separated(title string, end int, capitals bool) (next int, ok bool) {
	i, strong, ok := separator(title, end, w.glued && capitals)
	if !ok {
		return 0, false
	}
	if i == len(title) {
		return i, strong || i > end || w.class == news.WithdrawalMarker
	}
	switch {
	case i == end:
		return 0, false
	case strong:
		return i, true
	case title[i] == '(':
		return i, capitals
	}
	r, _ := utf8.DecodeRuneInString(title[i:])
	if !capitals || unicode.IsLower(r) || !strings.ContainsFunc(title[i:], unicode.IsLower) {
		return 0, false
	}
	// "OPINION Ministers ..." is no custom of anyone's.
	return i, w.rank != "opinion" && !(w.class == news.CorrectionMarker && w.rank == "major") && (w.class != news.VersionMarker || w.number)
}

// separator reads spaces, colons, bars and dashes from end on: where they end, and
// whether they set off by themselves, as more than spaces do. A hyphen without a space on
// either side does so only where it may be glued to the word; else it is part of it.
func separator(title string, end int, glued bool) (i int, strong, ok bool) {
	spaced := false
	for i = end; i < len(title); {
		r, n := utf8.DecodeRuneInString(title[i:])
		switch r {
		case ' ':
			spaced = true
		case ':', '|', '：':
			strong = true
		case '-', '–', '—':
			strong = strong || spaced || r != '-' || glued || i+1 < len(title) && title[i+1] == ' '
			if !strong {
				return 0, false, false
			}
		default:
			return i, strong, true
		}
		i += n
	}
	return i, strong, true
}

// bracketMarker reads "(2nd LD)", "(URGENT)", "[LIVE]", "【速報】" and the like.
func bracketMarker(title string) (news.Marker, int) {
	open, n := utf8.DecodeRuneInString(title)
	closer := map[rune]string{'(': ")", '[': "]", '【': "】", '［': "］"}[open]
	inner, _, ok := strings.Cut(title[n:min(len(title), n+80)], closer)
	if !ok {
		return news.Marker{}, 0
	}
	size := n + len(inner) + len(closer)
	m := news.Marker{Text: title[:size]}
	size += len(title[size:]) - len(strings.TrimLeft(title[size:], " -:"))
	if num, ok := lead(inner); ok {
		m.Class, m.Rank = news.VersionMarker, num
		return m, size
	}
	if strings.HasPrefix(inner, "EDITORIAL from ") {
		m.Class, m.Rank = news.KindMarker, "context"
		return m, size
	}
	for i := range wireWords {
		for words := wireWords[i].words; words != ""; {
			var word string
			word, words, _ = strings.Cut(words, "|")
			if strings.EqualFold(inner, word) {
				m.Class, m.Rank = wireWords[i].class, wireWords[i].rank
				return m, size
			}
		}
	}
	return news.Marker{}, 0
}

// lead reads Yonhap's "LEAD" and "2nd LD".
func lead(s string) (num string, ok bool) {
	if s == "LEAD" {
		return "1", true
	}
	num, ok = strings.CutSuffix(s, " LD")
	if !ok || len(num) < 3 || len(num) > 4 || !isDigit(num[0]) {
		return "", false
	}
	num = strings.TrimRight(num, "stndrh")
	return num, num != "" && isDigit(num[len(num)-1])
}

// trailingMarker reads how papers end the headline of a page that keeps changing.
func trailingMarker(title string) (news.Marker, bool) {
	i := max(strings.LastIndex(title, "–"), strings.LastIndex(title, "|"), strings.LastIndex(title, " - "))
	if i < 0 {
		return news.Marker{}, false
	}
	text := strings.TrimLeft(title[i:], "–|- ")
	switch strings.ToLower(text) {
	case "live", "as it happened", "live updates", "live blog":
		return news.Marker{Class: news.KindMarker, Rank: "live", Text: text}, true
	}
	return news.Marker{}, false
}

// noteVerbs open the advisory line of Reuters and AP.
const noteVerbs = " Adds Updates Recasts Rewrites Corrects Changes Fixes Removes Repeats Refiles "

// appendNotes appends the editor's notes and AP's write-through count of s.
func appendNotes(markers []news.Marker, s string) []news.Marker {
	if i := strings.Index(s, "Ld-Writethru"); i > 0 {
		if num, ok := lead(strings.TrimSpace(lastField(s[:i])) + " LD"); ok {
			markers = append(markers, news.Marker{Class: news.VersionMarker, Rank: num, Text: lastField(s[:i]) + "Ld-Writethru"})
		}
	}
	for i := strings.IndexByte(s, '('); i >= 0 && i < len(s); {
		end := strings.IndexByte(s[i:], ')')
		if end < 0 {
			break
		}
		text := s[i : i+end+1]
		if note, ok := editorsNote(text, i); ok {
			markers = append(markers, news.Marker{Class: news.NoteMarker, Text: text, Note: note})
		}
		next := strings.IndexByte(s[i+1:], '(')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return markers
}

// editorsNote reads "(ATTN: ...)" anywhere and "(Adds ...)" at the start.
func editorsNote(text string, at int) (note string, ok bool) {
	inner := text[1 : len(text)-1]
	if note, ok := strings.CutPrefix(inner, "ATTN:"); ok {
		return strings.TrimSpace(note), true
	}
	verb, rest, _ := strings.Cut(inner, " ")
	return inner, at <= 1 && len(rest) >= 3 && len(rest) <= 160 && strings.Contains(noteVerbs, " "+verb+" ")
}

// lastField returns the last word of s with the white space around it.
func lastField(s string) string {
	t := strings.TrimRight(s, " ")
	return s[strings.LastIndexAny(t, " ;,:-")+1:]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// suffixMarks set an outlet's name off from the headline before it.
var suffixMarks = []string{" - ", " – ", " — ", " | ", " · ", " :: ", " » ", " • ", " / ", " // "}

// StripOutlet returns the byte of title where the headline ends when one of the
// outlet's names stands behind it ("... - BBC News", "... | Fox 5"): len(title)
// when none does.
func StripOutlet(title string, aliases []string) (end int) {
	end = len(title)
	for range 2 { // "... | World | Example News"
		cut := -1
		suffix := ""
		for _, mark := range suffixMarks {
			if i := strings.LastIndex(title[:end], mark); i > cut {
				cut, suffix = i, strings.TrimSpace(title[i+len(mark):end])
			}
		}
		if cut <= 0 || !namesOutlet(suffix, aliases) {
			break
		}
		end = len(strings.TrimRight(title[:cut], " "))
	}
	return end
}

// namesOutlet reports whether s is one of the names, give or take an article or a
// domain's ending.
func namesOutlet(s string, aliases []string) bool {
	s = bareName(s)
	for _, a := range aliases {
		if s != "" && strings.EqualFold(s, bareName(a)) {
			return true
		}
	}
	return false
}

func bareName(s string) string {
	if len(s) > 4 && strings.EqualFold(s[:4], "the ") {
		s = s[4:]
	}
	if i := strings.LastIndexByte(s, '.'); i > 0 && len(s)-i <= 4 {
		s = s[:i]
	}
	return s
}
