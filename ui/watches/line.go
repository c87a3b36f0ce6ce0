package watches

import (
	"fmt"
	"strings"

	"dateline/news"
	"dateline/ui/prompt"
)

// eventNameRunes is how long the name is that a watch on an event begins with.
const eventNameRunes = 32

// fitName makes a name fit to be one.
func fitName(s news.SavedSearch) news.SavedSearch {
	s.Name = shortName(s.Name, news.MaxSearchName)
	return s
}

// shortName cuts a clean line between words where it is longer than most runes.
func shortName(name string, most int) string {
	name = news.CleanLine(name)
	r := []rune(name)
	if len(r) <= most {
		return name
	}
	name = string(r[:most])
	if i := strings.LastIndexByte(name, ' '); i > most/2 {
		name = name[:i]
	}
	return strings.TrimSpace(name)
}

// watchLine writes a watch as parseWatch reads it.
func watchLine(s *news.SavedSearch) string {
	return fmt.Sprintf("%s on %s as %s", s.Query, news.TriggerNames(s.Fires), s.Name)
}

// parseWatch reads QUERY on TRIGGERS as NAME. The last "on" that triggers follow counts,
// so that query and name may have such words; without it a watch fires for new events,
// and without a name it is called by its query. An error comes with the byte it is about,
// -1 for none in particular.
func parseWatch(line string) (s news.SavedSearch, at int, err error) {
	s.Fires = []news.Trigger{news.OnEvent}
	s.Query = line
	end := len(line)
	for {
		i := strings.LastIndex(line[:end], " on ")
		if i < 0 {
			break
		}
		fires, name, _ := strings.Cut(line[i+4:], " as ")
		ts, wrong := news.ParseTriggers(fires)
		if wrong == nil {
			s.Fires, s.Query, s.Name, err = ts, line[:i], name, nil
			break
		}
		if err == nil {
			at, err = i+4, wrong
		}
		end = i
	}
	if err != nil {
		return s, at, err
	}
	s.Query = strings.TrimSpace(s.Query)
	if strings.TrimSpace(s.Name) == "" {
		s.Name = s.Query
	}
	s = fitName(s)
	if _, err := news.ParseQuery(s.Query); err != nil {
		_, at := prompt.Mistake(err)
		return s, at, err
	}
	return s, -1, s.Check()
}
