package ui

import (
	tea "charm.land/bubbletea/v2"

	"dateline/ui/draw"
	"dateline/ui/page"
)

// copyLink copies the address of a story.
func (o *Options) copyLink(k *draw.Look, url string) page.Intent {
	if url == "" {
		return page.Say("this story has no address")
	}
	return o.Clipboard.copied(k, "link", url, url)
}

// browse shows a page in the browser; over SSH, where the browser is elsewhere, it copies the
// address.
func (o *Options) browse(k *draw.Look, url string) page.Intent {
	switch {
	case url == "":
		return page.Say("there is no address to open")
	case !draw.Openable(url):
		return page.Say("not an address to open: " + url)
	case o.OverSSH || o.Open == nil:
		return o.Clipboard.copied(k, "link", url, url)
	}
	open := o.Open
	return page.All(page.Say("opening "+url), page.Command(func() tea.Msg { return openedMsg{url, open(url)} }))
}
