package related

import (
	"cmp"
	"strings"

	"dateline/news"
)

// attribution says whose words a story has.
type attribution struct {
	name    string
	rule    string // "copy" or "version", "" for own words
	number  uint32 // number + 1 of the story it copies or replaces, 0 for own words
	repeats uint32 // number + 1 of the story whose lead it has, be it only the outlet's boilerplate
	sure    bool   // the model, too, holds both for one event: leads can be the same boilerplate
}

// attribute tells whose words the story has: the agency it credits, the agency of
// its dateline, the source of the story it copies, else its outlet. A story that replaces an
// earlier one of its outlet has that for its origin; of a copy the first with most of the
// words is.
func (x *Index) attribute(f *news.Filing, it *item, near []neighbour) attribution {
	var a attribution
	var share float32
	var repeats uint32
	for _, c := range near {
		old := x.items[c.n-x.first]
		if x.sameHeadlines(it, old) && a.number == 0 {
			a.rule, a.number, a.sure = "copy", c.n+1, true
			continue
		}
		if !x.at.copies(it, old, c.copy) {
			continue
		}
		if x.boilerplate(it, old, c) || c.serial {
			repeats = c.n + 1
		} else if c.copy > share || c.copy == share && c.n+1 < a.number {
			a.rule, a.number, a.sure, share = "copy", c.n+1, c.p >= 0.5, c.copy
		}
	}
	if v := x.replaced(it, near); v.number != 0 {
		a = v
	}
	a.repeats = repeats
	if a.number != 0 {
		a.name = x.items[a.number-1-x.first].source
		it.origin = a.number
	}
	a.name = cmp.Or(Credited(&f.Story), a.name, f.Story.Outlet)
	it.source = a.name
	return a
}

// version tells whether a story is a version of an earlier one of its outlet, and whether
// that is sure enough to put both into one event whatever the model says: "two hurt" and
// "three hurt" look like sister events to it.
func (x *Index) version(it, old *item, c neighbour) (rule string, sure bool) {
	like := float64(dice(it.grams, old.grams))
	announced := it.marked && c.miss == 0 && float64(c.title) >= x.at[markedCosine] && float64(c.cover) >= x.at[markedCover]
	close := like >= x.at[likeTitle] && c.miss == 0 && len(it.title) > 3 && float64(hoursApart(it, old)) < x.at[likeHours]
	switch {
	case x.at.copies(it, old, c.copy) && !x.boilerplate(it, old, c):
		return "copy", close || it.marked || c.p >= 0.5
	case close, announced:
		return news.VersionRule, true
	case like >= x.at[likeTitle] && c.p >= 0.5, (it.marked || old.marked) && like >= x.at[markedTitle] && c.p >= x.at[markedChance]:
		return news.VersionRule, c.p >= 0.5
	}
	return "", false
}

// sameHeadlines reports whether two outlets have one headline within days, capitals aside: one
// carries the other's, or both a third's.
func (x *Index) sameHeadlines(it, old *item) bool {
	return it.outlet != old.outlet && it.genre == "" && old.genre == "" && float64(len(it.title)) >= x.at[leastWords] && it.at != 0 && old.at != 0 &&
		float64(hoursApart(it, old)) <= 24*x.at[versionDays] && float64(dice(it.grams, old.grams)) >= x.at[sameTitle]
}

// renumbered reports whether the numbers of two versions say that they are of different stories:
// after "UPDATE 3-" of yesterday's market report "UPDATE 1-" opens today's.
func renumbered(it, old *item) bool {
	return it.series != "" && it.series == old.series && it.number <= old.number
}

// boilerplate reports whether a lead that an outlet repeats tells nothing of the story: the
// headlines are quite different, and the model sees two events.
func (x *Index) boilerplate(it, old *item, c neighbour) bool {
	return it.outlet != 0 && it.outlet == old.outlet && c.p < 0.5 && float64(dice(it.grams, old.grams)) < x.at[markedTitle]
}

// replaced finds the newest story of the same outlet that this one is a version of:
// the same lead or headline within days, or nearly so where a marker announces it. One of
// the same words, as of the same document under a second address, it is a copy of.
func (x *Index) replaced(it *item, near []neighbour) (a attribution) {
	for _, c := range near {
		old := x.items[c.n-x.first]
		if it.outlet == 0 || old.outlet != it.outlet || renumbered(it, old) || c.serial || float64(hoursApart(it, old)) > 24*x.at[versionDays] {
			continue
		}
		rule, sure := x.version(it, old, c)
		if rule != "" && it.wording == old.wording {
			return attribution{rule: "copy", number: c.n + 1, sure: sure}
		}
		if rule != "" && c.n >= a.number {
			a = attribution{rule: rule, number: c.n + 1, sure: sure}
		}
	}
	return a
}

// Credited is the agency a story credits in its credit line, its dateline or the
// first or last words of its text, by the agency's short name; "" when it credits none.
func Credited(s *news.Story) string {
	if n := agency(s.Credit); n != "" {
		return n
	}
	if n := agency(s.Dateline.Agency); n != "" {
		return n
	}
	if n := bracketed(s.Text[:min(len(s.Text), 120)]); n != "" {
		return n
	}
	tail := s.Text[max(0, len(s.Text)-80):]
	if n := bracketed(tail); n != "" {
		return n
	}
	if i := strings.LastIndexAny(tail, "—–-"); i >= 0 {
		return agency(strings.TrimLeft(tail[i:], "—–- "))
	}
	return ""
}

// bracketed finds an agency's name in round brackets or between slashes.
func bracketed(s string) string {
	for i := 0; i < len(s); i++ {
		var end byte
		switch s[i] {
		case '(':
			end = ')'
		case '/':
			end = '/'
		default:
			continue
		}
		if j := strings.IndexByte(s[i+1:], end); j > 0 && j < 30 {
			if n := agency(s[i+1 : i+1+j]); n != "" {
				return n
			}
		}
	}
	return ""
}

// agency gives the short name of a news agency named in full or for short, "" for
// anything else.
func agency(s string) string {
	s = strings.ToLower(strings.Trim(s, " .,;:()/—–-"))
	s = strings.TrimPrefix(s, "the ")
	switch s {
	case "ap", "associated press", "a.p":
		return "AP"
	case "reuters", "thomson reuters", "reuters news agency":
		return "Reuters"
	case "afp", "agence france-presse", "agence france presse":
		return "AFP"
	case "upi", "united press international":
		return "UPI"
	case "dpa", "deutsche presse-agentur":
		return "dpa"
	case "efe", "ansa", "apa", "pap", "ctk", "mti", "tanjug", "hina", "bta", "belta", "lusa", "anp", "tt", "ntb", "ritzau", "belga", "ats", "keystone-ats":
		return strings.ToUpper(s)
	case "yonhap", "yonhap news agency":
		return "Yonhap"
	case "kyodo", "kyodo news":
		return "Kyodo"
	case "jiji", "jiji press":
		return "Jiji"
	case "xinhua", "xinhua news agency":
		return "Xinhua"
	case "tass", "itar-tass":
		return "TASS"
	case "interfax", "interfax-ukraine", "ria novosti", "ukrinform", "anadolu", "anadolu agency", "bernama", "antara", "petra", "tasnim":
		return strings.ToUpper(s[:1]) + s[1:]
	case "aa":
		return "Anadolu"
	case "pti", "ani", "ians", "kcna", "cna", "vna", "app", "bss", "wam", "spa", "qna", "kuna", "wafa", "sana", "irna", "mna", "isna", "aap", "pa", "cp", "mena":
		return strings.ToUpper(s)
	case "press trust of india":
		return "PTI"
	case "press association", "pa media":
		return "PA"
	case "canadian press":
		return "CP"
	case "bloomberg", "bloomberg news":
		return "Bloomberg"
	}
	return ""
}

// copies reports whether a lead that is long enough to tell is a copy, by its share of runs.
func (l *limits) copies(a, b *item, share float32) bool {
	return float64(share) >= l[copiedLead] && float64(min(len(a.shingles), len(b.shingles))) >= l[copiedRuns]
}
