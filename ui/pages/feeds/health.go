package feeds

import (
	"fmt"
	"strings"

	"dateline/news"
	"dateline/ui/draw"
	"dateline/ui/theme"
)

// What the Sources view says of a feed: what is the matter in plain words, what to do
// about it, and when something happened or will.

// state is the last fetch in a word.
func (s *sources) state(f *news.FeedStatus) (string, theme.Style) {
	st := &f.State
	switch {
	case st.Gone:
		return s.Glyphs.Denied + " gone (410)", s.Theme.Error
	case st.Err != "" && st.Status >= 400:
		return fmt.Sprintf("%s %d, %s", s.Glyphs.Denied, st.Status, s.Age(st.LastTry)), s.Theme.Error
	case st.Err != "":
		return s.Glyphs.Denied + " failed, " + s.Age(st.LastTry), s.Theme.Error
	case st.LastTry.IsZero():
		return "not yet", s.Theme.Dim
	case f.Muted:
		return "muted, " + s.Age(st.LastGood), s.Theme.Dim
	}
	return s.Age(st.LastGood), theme.Style{}
}

// matter says how a feed is.
func (s *sources) matter(f *news.FeedStatus) string {
	st := &f.State
	var parts []string
	if by := f.HeldBy(s.Now); by != "" {
		parts = append(parts, "being fetched by process "+by+" until "+s.Clock(f.Until))
	}
	switch {
	case st.Gone:
		parts = append(parts, "the server says that this feed is gone for good (410); it is not asked again")
	case st.Err != "":
		parts = append(parts, st.Err)
	case st.LastTry.IsZero():
		if parts == nil {
			return "not fetched yet; " + s.Does(&s.Keys.Refresh, "fetches it now")
		}
	default:
		parts = append(parts, "well")
	}
	if st.Failures > 1 {
		parts = append(parts, draw.Plural(st.Failures, "failure", "failures")+" in a row")
	}
	if st.Repaired != "" {
		parts = append(parts, "mended: "+st.Repaired)
	}
	if f.Costly > 0 {
		parts = append(parts, draw.Plural(f.Costly, "story", "stories")+" not tagged: too costly")
	}
	return s.Join(parts...)
}

// advice says what the reader can do about a feed that fails, "" when there is nothing
// to do but wait, which the times tell.
func (s *sources) advice(st *news.FetchState) string {
	k := s.Keys
	another := s.Does(&k.Add, "finds the one that is there now, given the outlet's home page")
	switch {
	case st.Gone:
		return strings.Join([]string{another, s.Does(&k.RemoveFeed, "removes this one")}, ", ")
	case st.Err == "":
		return ""
	case st.Status == 401:
		return "It wants a name and a password: " + s.Does(&k.EditFeed, "edits the address, https://name:password@host/feed")
	case st.Status == 403:
		return "The server refuses readers like this, or this network; it may let you in later. " + s.Does(&k.Browser, "shows its page in the browser")
	case st.Status == 404:
		return "The outlet has moved it or given it up: " + another
	case st.Status == 429 || st.Status == 503 && !st.Hold.IsZero():
		return "It asks to be left alone for a while, and is."
	case st.Status >= 500:
		return "The fault is the server's; nothing to do but wait."
	}
	switch st.ErrKind {
	case "network", "timeout":
		return "If all feeds say so, this machine is offline."
	case "tls":
		return "The outlet has to mend its certificate; nothing is read from it meanwhile, since anybody could have written it."
	case "notfeed":
		return "A page came instead of a feed: a login page of this network, or " + another
	case "parse":
		return "Not even a lenient reader can make stories of it; it is tried again."
	case "blocked":
		return "If this address is your own, put its host in allow_hosts of the settings."
	}
	return ""
}

// times says when a feed was last well, and when it is asked again.
func (s *sources) times(f *news.FeedStatus) string {
	st := &f.State
	var parts []string
	if !st.LastGood.IsZero() {
		parts = append(parts, "last good "+s.When(st.LastGood))
	}
	if !st.LastNew.IsZero() && st.Err == "" {
		parts = append(parts, "last new story "+s.When(st.LastNew))
	}
	if !st.Next.IsZero() && !st.Gone {
		next := s.Stamp(st.Next)
		if clock := s.Clock(st.Next); next != clock { // another day: the hour is wanted all the same
			next += " " + clock
		}
		parts = append(parts, "next try "+next)
	}
	if f.Interval > 0 {
		parts = append(parts, "every "+interval(f.Interval))
	}
	return s.Join(parts...)
}
