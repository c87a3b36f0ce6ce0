package news

import "strings"

// Reads is how a row reads under the heading of its speaker: the source where the
// heading does not name it already, the cue, the exact words; a colon where the outlet has
// these elsewhere than after the cue. Every word of it is the outlet's.
func (r *ClaimRow) Reads(s *Speaker) string {
	cue := strings.TrimSpace(r.Cue)
	if strings.Trim(cue, " :—–-") == "" {
		cue = ""
	}
	source := ""
	if s.Kind == UnclearSpeaker || !namedBy(r.Source, s.Name) {
		source = r.Source
	}
	switch {
	case source != "" && cue == "":
		return source + ": " + r.Words
	case source != "":
		return source + " " + cueAndWords(cue, r.Words, r.Apart)
	case cue != "":
		return cueAndWords(lowerFirst(cue), r.Words, r.Apart)
	}
	return r.Words
}

// Reads is how a stance that was left reads: the cue and the exact words.
func (t *Turn) Reads() string {
	cue := lowerFirst(strings.TrimSpace(t.Cue))
	if cue == "" {
		return t.Words
	}
	return cueAndWords(cue, t.Words, t.Apart)
}

// cueAndWords puts a cue before words: "told: Most of the injured slept at home" where
// these stand elsewhere in the text.
func cueAndWords(cue, words string, apart bool) string {
	if apart && !strings.HasSuffix(cue, ":") {
		return cue + ": " + words
	}
	return strings.TrimSpace(withoutOverlap(cue, words) + " " + words)
}

// withoutOverlap takes off the end of a cue what the words begin with: "denied locking
// out" before "locking out a crew".
func withoutOverlap(cue, words string) string {
	for i := 1; i < len(cue); i++ {
		if cue[i-1] == ' ' && strings.HasPrefix(words, cue[i:]) {
			return strings.TrimSpace(cue[:i])
		}
	}
	return cue
}

// namedBy reports whether all words of a source but the smallest are in a name, so
// that it need not be said again; pronouns need not.
func namedBy(source, name string) bool {
	name = " " + strings.ToLower(name) + " "
	for _, w := range strings.Fields(strings.ToLower(source)) {
		w = strings.Trim(w, ",.;:'’\"“”")
		switch w {
		case "", "the", "a", "an", "he", "she", "it", "they", "who", "which", "we", "i":
			continue
		}
		if !strings.Contains(name, " "+w+" ") {
			return false
		}
	}
	return true
}

// lowerFirst writes a cue that began a sentence as it reads in the middle of one.
func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// Past is what a speaker with this stance did: "denied".
func (s Stance) Past() string {
	switch s {
	case Denies:
		return "denied"
	case Confirms:
		return "confirmed"
	case Declines:
		return "declined to say"
	case Questions:
		return "asked"
	}
	return "asserted"
}

// Turned is what the speaker of a row did when turn i was new: what the stance says, or that
// he said otherwise where the words of the same stance do.
func (r *ClaimRow) Turned(i int) string {
	if r.Turns[i].Stance == r.Stance {
		return "said otherwise"
	}
	return r.Turns[i].Stance.Past()
}

// OutletNames names those who carry something, each once, in order.
func OutletNames(cs []Carrier) []string {
	var names []string
	for i := range cs {
		have := false
		for _, n := range names {
			have = have || n == cs[i].Outlet
		}
		if !have {
			names = append(names, cs[i].Outlet)
		}
	}
	return names
}
