package prompt

import (
	"cmp"
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dateline/news"
	"dateline/ui/page"
)

// vocabulary is what may stand behind a field of the search language where the reader's
// own feeds, or the countries of the world, say what there is.
type vocabulary map[news.TermField][]string

// LearnNames takes the names of the saved searches.
func (p *Prompt) LearnNames(names []string) { p.names = names }

// learn takes the names of the feeds, to complete them.
func (p *Prompt) learn(msg page.FeedsMsg) {
	p.feedsKnown = p.feedsKnown || msg.Err == nil
	p.known.learn(msg.Feeds)
}

// learn takes the names that the feeds bring.
func (v vocabulary) learn(feeds []news.FeedStatus) {
	for _, f := range []struct {
		field news.TermField
		of    func(*news.FeedStatus) []string
	}{
		{news.FieldSource, func(f *news.FeedStatus) []string { return []string{f.Outlet} }},
		{news.FieldTag, func(f *news.FeedStatus) []string { return f.Tags }},
		{news.FieldLang, func(f *news.FeedStatus) []string { return []string{f.Lang} }},
	} {
		var all []string
		for i := range feeds {
			all = append(all, f.of(&feeds[i])...)
		}
		slices.SortFunc(all, func(a, b string) int {
			return cmp.Or(strings.Compare(strings.ToLower(a), strings.ToLower(b)), strings.Compare(a, b))
		})
		v[f.field] = slices.DeleteFunc(slices.Compact(all), func(s string) bool { return s == "" })
	}
}

// complete finishes the word before the cursor of a prompt: a field of the search
// language or one of its values, a command. Several that fit are offered in the line
// above.
func (p *Prompt) complete() {
	word := p.word()
	fits := p.fitting(word)
	switch len(fits) {
	case 0:
		return
	case 1:
		p.replace(word, fits[0])
		return
	}
	common := fits[0]
	for _, f := range fits[1:] {
		for !strings.HasPrefix(bare(f), bare(common)) {
			common = common[:len(common)-1]
		}
	}
	if common = strings.TrimSuffix(strings.ToValidUTF8(common, ""), `"`); len(common) > len(word) {
		p.replace(word, common)
	}
	p.Offer = strings.Join(fits, "  ")
}

// word is what stands before the cursor and is to be completed: a whole line of the
// command prompt, else from the last blank on that is not within quotes.
func (p *Prompt) word() string {
	before := p.edit.Value[:p.edit.At]
	if p.ask == Command {
		return before
	}
	open := before
	if strings.Count(before, `"`)%2 == 1 {
		open = before[:strings.LastIndexByte(before, '"')]
	}
	return before[strings.LastIndexAny(open, " (-|")+1:]
}

// replace puts the completed word in place of the one before the cursor.
func (p *Prompt) replace(word, with string) {
	p.edit.Cut(p.edit.At-len(word), p.edit.At)
	p.edit.Insert(with)
}

// fitting lists what begins with a word, whatever its case.
func (p *Prompt) fitting(word string) []string {
	var all []string
	switch p.ask {
	case Command:
		for _, c := range p.commands {
			name, _, takes := strings.Cut(c[0], " ")
			if takes {
				name += " "
			}
			all = append(all, name)
		}
		for _, n := range p.names {
			all = append(all, "saved "+n)
		}
	case Search:
		all = p.searchWords(word)
	case Watch:
		all = p.searchWords(word)
		if i := strings.LastIndex(p.edit.Value[:p.edit.At], " on "); i >= 0 {
			all = nil
			for _, t := range append(news.Triggers(), "all") {
				all = append(all, string(t))
			}
		}
	}
	var fits []string
	for _, a := range all {
		if strings.HasPrefix(bare(a), bare(word)) {
			fits = append(fits, a)
		}
	}
	return fits
}

// bare is a word as it is compared: whatever its case and quotes.
func bare(s string) string { return strings.ToLower(strings.ReplaceAll(s, `"`, "")) }

// searchWords lists the fields of the search language, or the values of the field a
// word names.
func (p *Prompt) searchWords(word string) []string {
	var all []string
	name, _, named := strings.Cut(word, ":")
	for _, f := range news.QueryFields() {
		switch {
		case !named:
			all = append(all, string(f.Name)+":")
		case string(f.Name) == name:
			for _, v := range append(slices.Clip(f.Values), p.known[f.Name]...) {
				if strings.ContainsAny(v, ` ()-|`) {
					v = `"` + v + `"`
				}
				all = append(all, name+":"+v)
			}
		}
	}
	return all
}

// countedMsg brings what figures can be asked for by.
type countedMsg []string

// AskCounted asks what figures can be asked for by.
func AskCounted(d page.Values) page.Intent {
	if d == nil {
		return nil
	}
	return page.Ask(func(ctx context.Context) tea.Msg {
		all, err := d.Counted(ctx)
		if err != nil {
			return nil // there is nothing to complete then
		}
		return countedMsg(all)
	})
}

// Update takes what completes a line.
func (p *Prompt) Update(msg tea.Msg) {
	switch msg := msg.(type) {
	case page.FeedsMsg:
		p.learn(msg)
	case countedMsg:
		p.known[news.FieldFigure] = msg
	}
}
