package page

import (
	"fmt"

	"dateline/news"
)

// WhyWords says which rule or model made a mark and how sure it is.
func WhyWords(w news.Why) []string {
	if w == (news.Why{}) {
		return []string{"made by  (the engine left no reason)"}
	}
	out := []string{"made by  " + w.Rule}
	if w.Detail != "" {
		out = append(out, "because  "+w.Detail)
	}
	if w.Margin > 0 {
		out = append(out, fmt.Sprintf("margin   %.2f over its second choice", w.Margin))
	}
	return out
}
