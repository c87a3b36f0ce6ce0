package feeds

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/keys"
	"dateline/ui/page"
)

// card is a subscription with all that the reader can change about it. Each change is
// made at once and can be undone.
type card struct {
	*draw.Look
	page.Sheet
	feed news.FeedStatus

	subs page.Subscriptions
}

// fieldOf is one line of the card.
type fieldOf uint8

const (
	fieldName fieldOf = iota
	fieldAddress
	fieldFolder
	fieldTags
	fieldInterval
	fieldMuted
	fieldFull
	fieldShared // the last: only a feed that is the reader's own has it
	cardFields
)

// fieldNames are the labels, and what is said below the line under the cursor.
func fieldNames() [cardFields][2]string {
	return [cardFields][2]string{
		fieldName:     {"Name", "as the lists call it; empty takes the feed's own title"},
		fieldAddress:  {"Address", "where it is fetched; its stories stay when it changes"},
		fieldFolder:   {"Folder", `levels parted by "/": wires/asia; empty for none`},
		fieldTags:     {"Tags", "parted by commas; searched with tag:"},
		fieldInterval: {"Interval", "15m, 2h or 1d between two fetches; empty follows the feed"},
		fieldMuted:    {"Muted", "fetched, but never unread nor announced"},
		fieldFull:     {"Full text", "fetch the page of every new story as well"},
		fieldShared:   {"Shared", "it is yours alone; editors and owners may share it with all"},
	}
}

// NewCard makes the page of one subscription.
func NewCard(d page.Deps) page.Page { return &card{Look: d.Look, subs: d.Subs} }

// Open shows a feed.
func (c *card) Open(at page.Reader) (page.Intent, bool) {
	if at.Of.Feed == nil {
		return nil, false
	}
	c.feed, c.Sel = *at.Of.Feed, 0
	c.list()
	return nil, true
}

func (c *card) list() {
	was := c.Sel
	var entries []page.Entry
	for i := range cardFields {
		if i == fieldShared && !c.feed.Personal {
			continue
		}
		entries = append(entries, page.Entry{Draw: func(w int, chosen bool) []string { return c.line(i, w, chosen) }})
	}
	c.Fill(entries)
	c.Step(was)
}

// value is what a line of the card says, and what a prompt begins with.
func (c *card) value(f fieldOf) (shown, typed string) {
	x := &c.feed
	switch f {
	case fieldName:
		return x.Title, x.Title
	case fieldAddress:
		return news.Redact(x.URL), x.URL
	case fieldFolder:
		return x.Folder, x.Folder
	case fieldTags:
		return strings.Join(x.Tags, ", "), strings.Join(x.Tags, ", ")
	case fieldInterval:
		if x.Interval > 0 {
			return interval(x.Interval), interval(x.Interval)
		}
		if x.State.Interval > 0 {
			return "follows the feed, now every " + interval(x.State.Interval.Round(time.Minute)), ""
		}
		return "follows the feed", ""
	case fieldMuted:
		return yes(x.Muted), ""
	case fieldFull:
		return yes(x.FullText), ""
	case fieldShared:
		return yes(!x.Personal), ""
	}
	return "", ""
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// interval writes a length of time as it is typed: 15m, 2h, 1d.
func interval(d time.Duration) string {
	switch {
	case d%(24*time.Hour) == 0:
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	case d%time.Hour == 0:
		return fmt.Sprintf("%dh", d/time.Hour)
	}
	return fmt.Sprintf("%dm", d/time.Minute)
}

const fieldColumn = 12

func (c *card) line(f fieldOf, w int, chosen bool) []string {
	names := fieldNames()
	shown, _ := c.value(f)
	bar, style := " ", c.Theme.Text
	if chosen {
		bar, style = c.Theme.Bar.Wrap(c.Glyphs.Bar), c.Theme.Selected
	}
	var b strings.Builder
	b.WriteString(bar + " ")
	c.Theme.Dim.Write(&b, fmt.Sprintf("%-*s", fieldColumn, names[f][0]))
	room := w - 3 - fieldColumn
	shown = draw.Clip(draw.Tame(shown), room, c.Glyphs.Ellipsis)
	style.Write(&b, shown)
	draw.Pad(&b, room-draw.Width(shown)+1)
	if !chosen {
		return []string{b.String()}
	}
	var help strings.Builder
	draw.Pad(&help, 2+fieldColumn)
	text := draw.Clip(c.ASCII(names[f][1]), max(room, 0), c.Glyphs.Ellipsis)
	c.Theme.Dim.Write(&help, text)
	draw.Pad(&help, w-2-fieldColumn-draw.Width(text))
	return []string{b.String(), help.String()}
}

func (c *card) View(w, h int) string {
	return strings.Join(append(c.Sheet.View(c.Look, w, h), ""), "\n")
}

func (c *card) Title() string { return c.Join("Feed", feedName(c.Look, &c.feed.Feed)) }
func (c *card) Words() string { return "" }
func (c *card) Wheel(n int)   { c.Step(n) }

func (c *card) Hints() [][2]string {
	k := c.Keys
	return [][2]string{{k.Open.First(), "change"}, {keys.Pair(&k.Down, &k.Up), "move"}, {k.RemoveFeed.First(), "remove"}, {k.Undo.First(), "undo"},
		{k.Back.First(), "back"}}
}

// Update takes what became of the feed, by this reader or another.
func (c *card) Update(msg tea.Msg) page.Intent {
	feeds, ok := msg.(page.FeedsMsg)
	if !ok || feeds.Err != nil {
		return nil
	}
	for _, f := range feeds.Feeds {
		if f.ID == c.feed.ID {
			c.feed = f
			c.list()
		}
	}
	return nil
}

func (c *card) Heard(b news.Bulletin) page.Intent {
	if b.Feeds || b.Round.Total > 0 {
		return page.AskFeeds(c.subs)
	}
	return nil
}

func (c *card) Click(_, y int) page.Intent {
	if c.Clicked(c.Look, y) {
		return c.change()
	}
	return nil
}

func (c *card) Key(key string, n int) page.Intent {
	switch k := c.Keys; {
	case c.Turn(c.Look, key, n):
	case k.Open.Is(key):
		return c.change()
	case k.MuteFeed.Is(key):
		return mute(c.subs, c.Look, c.feed.Feed)
	case k.RemoveFeed.Is(key):
		return page.Several{page.GoBack{}, RemoveFeed(c.subs, c.Look, c.feed.Feed)}
	case k.Undo.Is(key):
		return page.UndoLast{}
	case k.Back.Is(key):
		return page.GoBack{}
	}
	return nil
}

// change turns a yes or no over, or asks for what else is under the cursor.
func (c *card) change() page.Intent {
	f := c.feed.Feed
	switch at := fieldOf(c.Sel); at {
	case fieldMuted:
		return mute(c.subs, c.Look, f)
	case fieldFull:
		f.FullText = !f.FullText
		return putFeed(c.subs, f, "full text of "+f.Title+": "+yes(f.FullText))
	case fieldShared:
		f.Personal = false
		return putFeed(c.subs, f, "shared "+feedName(c.Look, &f))
	default:
		_, typed := c.value(at)
		return page.EnterLine{Label: fieldNames()[at][0], Value: typed, Take: c.set}
	}
}

// What is wrong with a line that was typed.
var (
	errAddress  = errors.New("not an address; expected something like https://example.org/feed.xml")
	errInterval = errors.New("expected a length of time such as 15m, 2h or 1d, or nothing")
)

// set takes what was typed for the line under the cursor.
func (c *card) set(typed string) (page.Intent, error) {
	f := c.feed.Feed
	what := f.Title
	switch fieldOf(c.Sel) {
	case fieldName:
		f.Title = typed
	case fieldAddress:
		u, err := url.Parse(typed)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return nil, errAddress
		}
		f.URL = typed
	case fieldFolder:
		f.Folder = strings.Join(listed(typed, '/'), "/")
	case fieldTags:
		f.Tags = listed(typed, ',')
	case fieldInterval:
		d, ok := parseInterval(typed)
		if !ok {
			return nil, errInterval
		}
		f.Interval = d
	}
	return putFeed(c.subs, f, "changed "+what), nil
}

// listed takes a list apart, without blanks and repetitions.
func listed(typed string, sep rune) []string {
	var out []string
	for _, s := range strings.FieldsFunc(typed, func(r rune) bool { return r == sep }) {
		if s = strings.TrimSpace(s); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// The reader's own interval of a feed: politeness has a lower bound.
const (
	shortestInterval = 2 * time.Minute
	longestInterval  = 30 * 24 * time.Hour
)

// parseInterval reads what interval writes; "" is 0.
func parseInterval(typed string) (time.Duration, bool) {
	if typed == "" {
		return 0, true
	}
	d, err := time.ParseDuration(typed)
	if days, ok := strings.CutSuffix(typed, "d"); ok {
		var n int
		if _, err = fmt.Sscanf(days+"\n", "%d\n", &n); err == nil {
			d = time.Duration(min(max(n, 0), 1000)) * 24 * time.Hour
		}
	}
	d = d.Round(time.Minute)
	return d, err == nil && d >= shortestInterval && d <= longestInterval
}
