package desk

import (
	"strings"
	"testing"
	"time"

	"dateline/news"
)

// mayor finds what the mayor of Tarsa confirmed or denied.
type mayor struct{}

func (mayor) Find(s *news.Story, _ []news.Mention, _ *news.Budget) (cs, _ []news.Claim) {
	for cue, stance := range map[string]news.Stance{" confirmed ": news.Confirms, " denied ": news.Denies} {
		before, _, ok := strings.Cut(s.Text, cue)
		if !ok {
			continue
		}
		at := len(before)
		cs = append(cs, news.Claim{
			Field: news.InText, Source: []news.Span{{Start: 0, End: at}}, Cue: []news.Span{{Start: at + 1, End: at + len(cue) - 1}},
			Content: []news.Span{{Start: at + len(cue), End: len(s.Text) - 1}}, Stance: stance, Kind: news.Speech, Outer: -1, Speaker: "mayor-of-tarsa", SpeakerName: before,
		})
	}
	return cs, nil
}

// A watch on stances fires when a speaker turns, whatever the real engine would have read.
func TestWatchOnStance(t *testing.T) {
	w := newWorld()
	s := openStore(t, w)
	d := deskFor(t, w, s)
	d.o.Claims = mayor{}
	subscribe(t, s, "alpha", "beta")
	first := item{"1", "Dam at Tarsa", "The mayor of Tarsa confirmed that the upper dam has burst on the river."}
	w.hosts["alpha"], w.hosts["beta"] = page(rss("alpha", first)), page(rss("beta"))
	refresh(t, d)
	saveWatch(t, d, "dams", "dam", news.OnStance)
	w.pass(3 * time.Hour)
	later := rss("beta", item{"2", "Dam at Tarsa", "The mayor of Tarsa denied that the upper dam has burst on the river."})
	w.hosts["beta"] = page(strings.Replace(later, "09:00:00", "11:00:00", 1))
	refresh(t, d, feedAt("beta").ID)
	is(t, "alerts", fired(t, d), "dams stance beta: The mayor of Tarsa denied that the upper dam has burst on the river.")
}
