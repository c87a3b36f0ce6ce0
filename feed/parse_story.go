package feed

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"dateline/news"
	"dateline/wires"
)

// mapper makes clean stories of what a document holds.
type mapper struct {
	feed       news.Feed
	doc        *document
	seen       time.Time
	outlet     string // of items that name no other
	aggregator bool   // items come from many outlets, named in each
	was        map[news.StoryID]news.StoryID
	room       *int // bytes that relative addresses may come to
}

// stories maps the items, in the document's order.
func (m *mapper) stories(p Parsed) []news.Story {
	items := m.doc.items
	m.outlet = p.Outlet
	home := webLink(p.Home, m.doc.url, m.doc.self)
	m.doc.home = home
	links, titles := make([]string, len(items)), make([]string, len(items))
	for i := range items {
		links[i] = m.link(&items[i])
		titles[i] = line(items[i].title, maxTitle)
	}
	shared := sharedKeys(items, links, titles, home)
	out := make([]news.Story, len(items))
	m.was = map[news.StoryID]news.StoryID{}
	for i := range items {
		s := &out[i]
		if !m.doc.b.Spend(items[i].size()) {
			return out[:i]
		}
		*s = m.story(&items[i], titles[i], links[i])
		key := storyKey(&items[i], links[i], titles[i], shared)
		s.ID = news.NewStoryID(m.feed.ID, key)
		if other := otherScheme(key); other != "" {
			m.was[s.ID] = news.NewStoryID(m.feed.ID, other)
		}
		s.Lang = cmp.Or(s.Lang, p.Lang, m.feed.Lang)
		if m.doc.b.Over() && i > 0 {
			return out[:i] // what was cut off in the middle is none
		}
	}
	return out
}

// size is how many bytes an item has beside its text.
func (it *item) size() int {
	n := 1 + len(it.guid) + len(it.link) + len(it.title.s) + len(it.published) + len(it.updated) + len(it.source) + len(it.lang)
	for _, s := range it.authors {
		n += 1 + len(s)
	}
	for _, s := range it.tags {
		n += 1 + len(s)
	}
	for _, img := range it.images {
		n += len(img.URL) + len(img.Alt) + len(img.Credit)
	}
	return n
}

// link returns the item's page: its link, or a guid that is one.
func (m *mapper) link(it *item) string {
	if l := webLink(it.link, it.base, m.doc.home, m.doc.url, m.doc.self); l != "" {
		return l
	}
	if it.permalink && isWeb(trimLink(it.guid)) {
		return webLink(it.guid)
	}
	return ""
}

func (m *mapper) story(it *item, title, link string) news.Story {
	s := news.Story{
		Feed:    m.feed.ID,
		GUID:    clip(news.CleanLine(strings.TrimSpace(it.guid[:min(len(it.guid), 4*maxGUID)])), maxGUID),
		URL:     link,
		Title:   title,
		Lang:    name(it.lang),
		Seen:    m.seen,
		Version: 1,
		Tags:    labels(it.tags, maxLabels),
		Authors: labels(authorNames(it.authors), maxLabels),
	}
	if m.aggregator {
		s.Outlet, s.Title = cutSource(name(it.source), s.Title)
	}
	m.body(&s, it)
	if s.Title == "" {
		s.Title = opening(s.Text, link)
	}
	s.Published, s.Updated = storyDate(it.published), storyDate(it.updated)
	if s.Published.IsZero() {
		s.Published = s.Updated
	}
	lead := s.Text[:min(len(s.Text), 600)]
	s.Markers, _ = wires.ParseMarkers(s.Title, lead)
	s.Dateline = wires.ParseDateline(s.Text)
	if s.Outlet == "" {
		s.Outlet = m.outlet
	}
	s.Credit = credit(&s, it)
	if s.Published.IsZero() {
		s.Published = datelineDay(s.Dateline, m.seen)
	}
	return s
}

// credit returns the agency that is credited, in the text, as the author or as the
// source. A sign-off in the style of Reuters names nobody, so a dateline that
// names another goes before it.
func credit(s *news.Story, it *item) string {
	c := wires.ParseCredit(s.Text)
	if by := s.Dateline.Agency; c != "" && by != "" && by != c && !strings.Contains(s.Text, c) {
		return ""
	}
	for _, a := range append(s.Authors[:len(s.Authors):len(s.Authors)], name(it.source)) {
		if c == "" && a != "" {
			c = wires.ParseCredit("By " + a)
		}
	}
	if c != "" && strings.Contains(s.Outlet, c) {
		return "" // its own name
	}
	return c
}

// body fills text, links and images: the whole text where there is one, else the
// summary; whichever says more when the "whole text" is a stub.
func (m *mapper) body(s *news.Story, it *item) {
	pick, other := it.content, it.summary
	if pick.empty() {
		pick, other = other, text{}
	}
	var images []news.Image
	s.Text, s.Links, images = m.clean(pick)
	if !other.empty() && len(other.s) > len(pick.s) {
		if t, links, more := m.clean(other); len(t) > 2*len(s.Text) {
			s.Text, s.Links, images = t, links, append(images, more...)
		}
	}
	s.Images = m.images(append(slices.Clone(it.images), images...))
}

// named are the words a picture comes with, "" where they are a program's word for none.
func named(words string) string {
	words = news.CleanLine(words)
	if slices.Contains([]string{"none", "null", "undefined", "n/a"}, strings.ToLower(words)) {
		return ""
	}
	return words
}

func (m *mapper) clean(t text) (string, []news.Link, []news.Image) {
	w := walker{links: m.resolver(t.base), b: m.doc.b}
	return w.clean(t)
}

// resolver resolves what stands in a text of that base.
func (m *mapper) resolver(base string) resolver {
	return resolver{bases: []string{base, m.doc.home, m.doc.url}, room: m.room, b: m.doc.b}
}

// images keeps pictures of the web, each address once.
func (m *mapper) images(all []news.Image) (kept []news.Image) {
	links := m.resolver("")
	for _, img := range all[:min(len(all), maxWords)] {
		if len(kept) == maxLabels {
			break
		}
		img.URL = links.link(img.URL)
		img.Alt, img.Credit = clip(named(img.Alt), maxTitle), clip(named(img.Credit), maxWord)
		dup := slices.ContainsFunc(kept, func(k news.Image) bool { return k.URL == img.URL })
		if img.URL != "" && !countsReaders(img.URL) && len(img.URL) <= maxURL && !dup {
			kept = append(kept, img)
		}
	}
	return kept
}

// storyDate reads a date; one before 1971 is the zero of some clock and no date.
func storyDate(s string) time.Time {
	if t, ok := parseDate(s); ok && t.Year() > 1970 {
		return t
	}
	return time.Time{}
}

// datelineDay returns the day a dateline names, at 0:00 UTC: the last one that
// came before the story was seen when it gives no year. A day without a month is
// none.
func datelineDay(d news.Dateline, seen time.Time) time.Time {
	if d.Day == 0 || d.Month == 0 || seen.IsZero() {
		return time.Time{}
	}
	year := d.Year
	if year == 0 {
		year = seen.Year()
		if time.Date(year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).After(seen.AddDate(0, 0, 1)) {
			year--
		}
	}
	t := time.Date(year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	if t.Day() != d.Day {
		return time.Time{}
	}
	return t
}

// labels cleans short values and keeps each once.
func labels(values []string, limit int) (kept []string) {
	for _, v := range values[:min(len(values), maxWords)] {
		if len(kept) == limit {
			break
		}
		if v = name(v); v != "" && !slices.Contains(kept, v) {
			kept = append(kept, v)
		}
	}
	return kept
}

// authorNames takes names out of "mail@host (Name)", "Name <mail@host>" and
// the like, and splits lists of names.
func authorNames(authors []string) (names []string) {
	for _, a := range authors[:min(len(authors), maxWords)] {
		a = strings.TrimSpace(a)
		if open := strings.IndexByte(a, '('); open >= 0 && strings.Contains(a, "@") && strings.HasSuffix(a, ")") {
			before, inner := strings.TrimSpace(a[:open]), a[open+1:len(a)-1]
			a = inner
			if strings.Contains(inner, "@") {
				a = before
			}
		}
		if open := strings.IndexByte(a, '<'); open > 0 && strings.Contains(a[open:], "@") {
			a = strings.TrimSpace(a[:open])
		}
		names = append(names, strings.TrimPrefix(a, "mailto:"))
	}
	isMail := func(s string) bool { return strings.Contains(s, "@") && !strings.Contains(s, " ") }
	if slices.ContainsFunc(names, func(s string) bool { return !isMail(s) }) {
		names = slices.DeleteFunc(names, isMail) // an address beside names
	}
	return names
}

// isAggregator reports whether a feed gathers headlines of many outlets and names
// the outlet in each item, as Google News does.
func isAggregator(url string, doc *document) bool {
	return strings.Contains(url, "://news.google.com/") || strings.HasPrefix(doc.generator, "NFE/") || strings.Contains(doc.home, "://news.google.com/")
}

// cutSource takes the outlet's name off the end of an aggregator's headline.
func cutSource(source, title string) (outlet, headline string) {
	i := strings.LastIndex(title, " - ")
	if source == "" && i > 0 && len(title)-i < 60 {
		source = title[i+3:]
	}
	if source == "" {
		return "", title
	}
	return source, title[:wires.StripOutlet(title, []string{source})]
}

// opening makes a headline for an item that has none: the first words of its text,
// else its address.
func opening(body, link string) string {
	first, _, _ := strings.Cut(body, "\n")
	if first == "" {
		return clip(link, 120)
	}
	return clip(first, 120)
}
