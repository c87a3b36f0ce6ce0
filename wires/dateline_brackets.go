package wires

import (
	"dateline/news"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bracketDateline reads datelines that open with a bracket or with the agency's
// name: "(ANSA) - ROMA, 10 APR -", "(Reuters) -", "(서울=연합뉴스)", "【ソウル共同】",
// "（中央社記者王大明台北10日電）", "新华社北京4月10日电".
func bracketDateline(text string) (news.Dateline, bool) {
	line, _, _ := strings.Cut(text[:min(len(text), maxDateline*2)], "\n")
	switch r, n := utf8.DecodeRuneInString(line); r {
	case '(', '（':
		closer := map[rune]string{'(': ")", '（': "）"}[r]
		inner, rest, ok := strings.Cut(line[n:], closer)
		switch {
		case !ok:
			return news.Dateline{}, false
		case strings.HasPrefix(inner, "中央社"):
			return taiwanDateline(inner, rest, len(line))
		case strings.Contains(inner, "="):
			return koreanDateline(inner, rest, len(line))
		}
		return agencyFirst(inner, rest, len(line))
	case '【':
		return japaneseDateline(line)
	}
	return chineseDateline(line)
}

// agencyFirst reads "(ANSA) - ROMA, 10 APR - " and "(Reuters) - ".
func agencyFirst(agency, rest string, size int) (news.Dateline, bool) {
	after, dashed := afterDash(rest)
	if !isAgency(agency) || !dashed {
		return news.Dateline{}, false
	}
	for _, dash := range []string{" -", " –", " —"} {
		i := strings.Index(after, dash)
		if i <= 0 || i > 60 {
			continue
		}
		if d, ok := placeAndDay(after[:i]); ok && strings.ToUpper(d.City) == d.City && d.City != "" {
			text, _ := afterDash(after[i:])
			d.Agency, d.End = agency, size-len(text)
			return d, true
		}
	}
	return news.Dateline{Agency: agency, End: size - len(after)}, true
}

// koreanDateline reads "(서울=연합뉴스) 김철수 기자 = ", from unknown agencies too: no
// sentence opens like that.
func koreanDateline(inner, rest string, size int) (news.Dateline, bool) {
	city, agency, _ := strings.Cut(inner, "=")
	if i := strings.IndexAny(agency, " ,"); i > 0 {
		agency = agency[:i]
	}
	if !isAgency(agency) && !allIn(agency, unicode.Hangul) || !allIn(city, unicode.Hangul) {
		return news.Dateline{}, false
	}
	rest = strings.TrimLeft(rest, " ")
	if by, after, ok := strings.Cut(rest, "="); ok && len(by) < 100 && (strings.Contains(by, "기자") || strings.Contains(by, "특파원")) {
		rest = strings.TrimLeft(after, " ")
	}
	return news.Dateline{City: city, Agency: agency, End: size - len(rest)}, true
}

// japaneseDateline reads "【ソウル共同】" and "【ワシントン=時事】".
func japaneseDateline(line string) (news.Dateline, bool) {
	inner, rest, ok := strings.Cut(strings.TrimPrefix(line, "【"), "】")
	if !ok || len(inner) > 90 {
		return news.Dateline{}, false
	}
	for _, agency := range []string{"共同", "時事", "ロイター", "AFP"} {
		city, after, ok := strings.Cut(inner, agency)
		city = strings.TrimRight(city, "=＝")
		if !ok || city == "" || after != "" && !strings.HasPrefix(after, "=") && !strings.HasPrefix(after, "＝") && !strings.HasPrefix(after, "通信") ||
			!allIn(city, unicode.Katakana, unicode.Han, unicode.Hiragana, unicode.Common) {
			continue
		}
		return news.Dateline{City: city, Agency: agency, End: len(line) - len(strings.TrimLeft(rest, " "))}, true
	}
	return news.Dateline{}, false
}

// chineseDateline reads "新华社北京4月10日电（记者王某）".
func chineseDateline(line string) (news.Dateline, bool) {
	for _, agency := range []string{"新华社", "新華社", "中新社", "中新网", "中新網"} {
		rest, ok := strings.CutPrefix(line, agency)
		if !ok {
			continue
		}
		d := news.Dateline{Agency: agency}
		i := strings.IndexAny(rest, "0123456789")
		if i < 6 || i > 24 || !allIn(rest[:i], unicode.Han) {
			return news.Dateline{}, false
		}
		d.City, rest = rest[:i], rest[i:]
		month, rest, ok1 := strings.Cut(rest, "月")
		day, rest, ok2 := strings.Cut(rest, "日")
		d.Month, d.Day = number(month), number(day)
		tail := strings.TrimLeft(rest, "电電")
		if !ok1 || !ok2 || d.Month < 1 || d.Month > 12 || d.Day < 1 || d.Day > 31 || tail == rest {
			return news.Dateline{}, false
		}
		for _, p := range [][2]string{{"（", "）"}, {"(", ")"}} {
			if by, ok := strings.CutPrefix(tail, p[0]); ok && (strings.HasPrefix(by, "记者") || strings.HasPrefix(by, "記者")) {
				if _, after, ok := strings.Cut(by, p[1]); ok {
					tail = after
				}
			}
		}
		d.End = len(line) - len(strings.TrimLeft(tail, " "))
		return d, true
	}
	return news.Dateline{}, false
}

// taiwanDateline reads what "（中央社記者王大明台北10日電）" has inside. Reporter and
// city are not set apart; a reporter's name has three characters, or two where
// the city would have fewer than two.
func taiwanDateline(inner, rest string, size int) (news.Dateline, bool) {
	inner = strings.TrimPrefix(inner, "中央社")
	i := strings.IndexAny(inner, "0123456789")
	if i < 6 {
		return news.Dateline{}, false
	}
	day, kind, ok := strings.Cut(inner[i:], "日")
	if !ok || number(day) < 1 || number(day) > 31 || !strings.Contains(kind, "電") && !strings.Contains(kind, "報") {
		return news.Dateline{}, false
	}
	city := []rune(inner[:i])
	if by, ok := strings.CutPrefix(inner[:i], "記者"); ok {
		city = []rune(by)
		name := 3
		if len(city) < 5 {
			name = 2
		}
		if len(city) < name+2 {
			return news.Dateline{}, false
		}
		city = city[name:]
	}
	return news.Dateline{City: string(city), Agency: "中央社", Day: number(day), End: size - len(strings.TrimLeft(rest, " "))}, true
}

// allIn reports whether s has only runes of these tables, and any.
func allIn(s string, tables ...*unicode.RangeTable) bool {
	for _, r := range s {
		if !unicode.In(r, tables...) {
			return false
		}
	}
	return s != ""
}
