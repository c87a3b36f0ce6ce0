// Package watches keeps saved searches and watches: the form in which one is made, and how
// many alerts wait.
package watches

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/page"
	"dateline/ui/pages/alerts"
	"dateline/ui/prompt"
)

// Watches is the reader's saved searches, as last read, and the form of a watch.
type Watches struct {
	*draw.Look
	from    page.Watchlist // nil where nothing is kept
	values  page.Values    // nil where nobody knows them
	prompt  *prompt.Prompt
	saved   []news.SavedSearch
	editing news.SearchID // what the form changes, 0 for a new watch
	unseen  int           // alerts
	begun   bool
}

// checkedMsg says what of a watch's query is nowhere on file, before it is kept.
type checkedMsg struct {
	line    string // what stood in the prompt
	missing []page.Missing
	keep    func(note string) page.Ask
}

// New makes one that types in a prompt.
func New(d page.Deps, p *prompt.Prompt) Watches {
	return Watches{Look: d.Look, from: d.Watchlist, values: d.Values, prompt: p}
}

// Kept reports whether searches and alerts can be kept.
func (w *Watches) Kept() bool { return w.from != nil }

// Unseen is how many alerts wait.
func (w *Watches) Unseen() int { return w.unseen }

// Load asks for the saved searches.
func (w *Watches) Load() page.Intent {
	if w.from == nil {
		return nil
	}
	return alerts.AskSearches(w.from)
}

// Begin asks, once, for the saved searches and how many alerts wait.
func (w *Watches) Begin() page.Intent {
	if w.begun {
		return nil
	}
	w.begun = true
	return page.All(w.Load(), w.Count())
}

// Count asks how many alerts wait.
func (w *Watches) Count() page.Intent {
	if w.from == nil {
		return nil
	}
	return alerts.AskUnseen(w.from)
}

// Update takes the answers.
func (w *Watches) Update(msg tea.Msg) page.Intent {
	switch msg := msg.(type) {
	case page.SearchesMsg:
		w.got(msg)
	case page.AlertsMsg:
		if msg.Err == nil {
			w.unseen = msg.Page.Unseen
		}
	case page.UnseenMsg:
		w.unseen = msg.N
	case checkedMsg:
		return w.checked(msg)
	}
	return nil
}

// got notes what is saved, for names and forms.
func (w *Watches) got(msg page.SearchesMsg) {
	if msg.Err != nil {
		return // the page says it
	}
	w.saved = msg.Searches
	var names []string
	for i := range w.saved {
		names = append(names, w.saved[i].Name)
	}
	w.prompt.LearnNames(names)
}

// named returns the saved search of a name, nil when there is none.
func (w *Watches) named(name string) *news.SavedSearch {
	i := slices.IndexFunc(w.saved, func(s news.SavedSearch) bool { return strings.EqualFold(s.Name, name) })
	if i < 0 {
		return nil
	}
	return &w.saved[i]
}

// Save keeps a search under a name; one that has the name gives way.
func (w *Watches) Save(name, asked string) page.Intent {
	switch {
	case w.from == nil:
		return page.Say(alerts.NoWatchlist)
	case asked == "":
		return page.Say("search for something first: " + w.Does(&w.Keys.Search, "searches"))
	case name == "":
		w.prompt.Open(prompt.Command, "save ")
		w.prompt.Fail("expected a name for /"+asked, -1)
		return nil
	}
	s, was := news.SavedSearch{Name: name, Query: asked}, w.named(name)
	label := "saved: " + name
	if was != nil {
		s, label = *was, "saved anew: "+name
		s.Query = asked
	}
	if err := s.Check(); err != nil {
		w.prompt.Open(prompt.Command, "save "+name)
		w.prompt.Fail(draw.FirstLine(err.Error()), -1)
		return nil
	}
	return w.check(s, func(note string) page.Ask { return alerts.KeepSearch(w.from, s, was, w.Join(label, note), false) })
}

// Open shows what a saved search finds, or without a name all that are saved.
func (w *Watches) Open(name string) page.Intent {
	if name == "" {
		return page.Show{Page: page.Searches}
	}
	s := w.named(name)
	if s == nil {
		w.prompt.Open(prompt.Command, "saved "+name)
		w.prompt.Fail("no search is saved under this name; tab lists those that are", -1)
		return nil
	}
	return page.SearchFor(s.Query)
}

// Form opens the line in which a watch is made: what to watch, what fires it, and its name.
// It begins with a query that has a name, or else with the event of a story.
func (w *Watches) Form(query, name string, at page.Target) page.Intent {
	if w.from == nil {
		return page.Say(alerts.NoWatchlist)
	}
	s := news.SavedSearch{Query: query, Name: name, Fires: []news.Trigger{news.OnEvent}}
	switch {
	case query != "":
	case at.Event == "":
		return page.Say("nothing to watch here: search for something, or choose a story or a name")
	default:
		s.Query, s.Name = page.EventQuery(at.Event).Text, shortName(at.Title, eventNameRunes)
		s.Fires = news.Triggers()[1:] // the event is not new any more
	}
	s = fitName(s)
	for i := range w.saved {
		if old := &w.saved[i]; old.Query == s.Query {
			s.ID, s.Name = old.ID, old.Name
			if len(old.Fires) > 0 {
				s.Fires = old.Fires
			}
		}
	}
	w.Edit(s)
	return nil
}

// Edit opens the form for a search: a new one when it has no ID. Enter takes what stands there.
func (w *Watches) Edit(s news.SavedSearch) {
	w.prompt.OpenWatch(watchLine(&s), "on "+news.TriggerNames(news.Triggers())+w.Sep()+"enter watches")
	w.editing = s.ID
}

// Add takes the line of the form.
func (w *Watches) Add(line string) page.Intent {
	s, at, err := parseWatch(line)
	if err != nil {
		text, _ := prompt.Mistake(err)
		w.prompt.Fail(text, at)
		return nil
	}
	s.ID = w.editing
	var was *news.SavedSearch
	for i := range w.saved {
		switch same := strings.EqualFold(w.saved[i].Name, s.Name); {
		case w.saved[i].ID == s.ID:
			old := w.saved[i]
			was = &old
			if s.Made = old.Made; old.Query != s.Query || len(old.Fires) == 0 {
				s.Made = w.Now
			}
		case same:
			w.prompt.Fail("another search is saved under this name", len(line)-len(s.Name))
			return nil
		}
	}
	label := "watching " + s.Name
	if len(s.Fires) == 0 {
		label = "saved: " + s.Name
	}
	return w.check(s, func(note string) page.Ask { return alerts.KeepSearch(w.from, s, was, w.Join(label, note), false) })
}

// check keeps a search, one that fires after a look whether its values are anywhere: a
// slip of the fingers never comes in the news. What is not in the news yet is noted.
func (w *Watches) check(s news.SavedSearch, keep func(note string) page.Ask) page.Intent {
	q, err := news.ParseQuery(s.Query)
	if w.values == nil || err != nil || len(s.Fires) == 0 {
		w.prompt.Close()
		return keep("")
	}
	if !w.prompt.Typing() {
		w.prompt.Open(prompt.Watch, watchLine(&s))
		w.editing = s.ID
	}
	w.prompt.Wait()
	line, d := w.prompt.Value(), w.values
	return page.Ask(func(ctx context.Context) tea.Msg {
		all, err := d.Unknown(ctx, q)
		if err != nil {
			all = nil // keeping it says what is wrong with the store
		}
		return checkedMsg{line, all, keep}
	})
}

// checked keeps a watch that was looked at, or says at the prompt what is wrong with it.
func (w *Watches) checked(msg checkedMsg) page.Intent {
	asked := w.prompt.Waiting() && w.prompt.Value() == msg.line
	if i := slices.IndexFunc(msg.missing, func(x page.Missing) bool { return x.Slip }); i >= 0 {
		if asked {
			w.prompt.Fail(msg.missing[i].Line, -1)
		}
		return nil
	}
	if !asked {
		return nil // it was left
	}
	w.prompt.Close()
	return msg.keep(page.MissingLines(msg.missing))
}
