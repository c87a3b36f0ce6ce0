package related

import (
	"strings"

	"dateline/news"
)

// copied is the least share of four-word runs that makes a lead a copy.
const copied = 0.6

// attribution says whose words a story has.
type attribution struct {
	name   string
	origin news.StoryID // the earlier story it copies, "" for none
	number uint32       // that story's number + 1
}

// attribute tells whose words the story has: the agency it credits, the agency of
// its dateline, the source of the story it copies, else its outlet.
func (x *Index) attribute(f *news.Filing, it *item, near []neighbour) attribution {
	var a attribution
	var share float32 = copied
	for _, c := range near {
		if c.copy >= share && (c.copy > share || a.number == 0 || c.n < a.number-1) {
			a.number, share = c.n+1, c.copy
		}
	}
	if a.number != 0 {
		first := &x.items[a.number-1-x.first]
		a.origin, a.name = first.id, first.source
		it.origin = a.number
	}
	if name := Credited(&f.Story); name != "" {
		a.name = name
	}
	if a.name == "" {
		a.name = f.Story.Outlet
	}
	it.source = a.name
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
