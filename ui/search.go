package ui

import (
	"dateline/news"
	"dateline/ui/layout"
	"dateline/ui/page"
	"dateline/ui/prompt"
)

// openSearch opens the search prompt, empty, and asks for what completes it.
func (m *Model) openSearch() page.Intent {
	m.prompt.OpenOver(prompt.Search, m.list().Asked, "up puts this search back"+m.Sep()+"enter alone ends it")
	if m.prompt.Learned() {
		return nil
	}
	return page.All(m.subs.List(), prompt.AskCounted(m.opt.Values))
}

// search filters the list, or clears the filter when nothing was typed.
func (m *Model) search(text string) page.Intent {
	q := news.Query{}
	if text != "" {
		parsed, err := news.ParseQuery(text)
		if err != nil {
			m.prompt.Open(prompt.Search, text)
			m.prompt.Fail(prompt.Mistake(err))
			return nil
		}
		q = parsed
	}
	m.prompt.Close()
	if text == m.list().Asked {
		return nil
	}
	found := m.list().Search(q, text)
	m.story.Search(m.list().Words)
	m.history.clear()
	left := m.story.Leaving()
	m.story.Close()
	m.related.Close()
	m.showPage(page.None)
	m.setFocus(layout.List)
	return page.All(left, found)
}
