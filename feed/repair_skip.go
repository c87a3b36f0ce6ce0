package feed

import (
	"strings"

	"dateline/news"
)

// itemsToSkip returns how many items to leave out at the start, so that the newest
// remain: none where the newest stand first, as they nearly always do.
func itemsToSkip(doc string, limit int, b *news.Budget) int {
	b.Spend(len(doc))
	if strings.Count(doc, "<item")+strings.Count(doc, "<entry") <= limit {
		return 0
	}
	total, first, last := 0, "", ""
	for i := 0; b.Spend(1); {
		lt := strings.IndexByte(doc[i:], '<')
		if lt < 0 {
			break
		}
		b.Spend(lt)
		i += lt + 1
		local := localName(doc[i : i+nameLen(doc[i:])])
		if isItemName(local) {
			total++
			continue
		}
		switch local {
		case "pubDate", "updated", "published", "date", "issued":
			text, _, _ := strings.Cut(doc[i:min(len(doc), i+100)], "</")
			_, text, _ = strings.Cut(text, ">")
			if total == 1 && first == "" {
				first = text
			}
			last = text
		}
	}
	oldest, ok1 := parseDate(first)
	newest, ok2 := parseDate(last)
	if ok1 && ok2 && newest.After(oldest) {
		return max(0, total-limit)
	}
	return 0
}
