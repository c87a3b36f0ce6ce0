package desk

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"dateline/news"
)

// tryingKey is the setting that says which stories the engines are reading. It is
// written before they begin, so that a story that takes the process down with it is
// found out by the next one: what another process left there is read a second time on
// its own, and what was left there when read on its own is not read again.
const tryingKey = "engines.trying"

const (
	// staleAfter is when an attempt is old enough for its process to have died.
	staleAfter = 2 * time.Minute
	// mostTries is how many others may have had a story alone before it is left, even
	// when that was a moment ago.
	mostTries = 2
)

// attempt is a batch that a process took up.
type attempt struct {
	Holder  string         `json:"holder"`
	Engines string         `json:"engines"`
	At      time.Time      `json:"at"`
	Stories []news.StoryID `json:"stories"`
}

func (a *attempt) alone() bool { return len(a.Stories) == 1 }

// trying keeps this process's attempt and knows what others left. Losing it to a race
// with another process costs a story its mark, no more.
type trying struct {
	d      *Desk
	others []attempt
}

// load reads what other processes are reading, or were when they died.
func (t *trying) load(ctx context.Context) error {
	raw, err := t.d.o.Store.Setting(ctx, news.Local, tryingKey)
	if err != nil {
		return err
	}
	t.others = nil
	_ = json.Unmarshal([]byte(raw), &t.others) // what is no list is nobody's
	t.others = slices.DeleteFunc(t.others, func(a attempt) bool { return a.Holder == t.d.holder || a.Engines != t.d.o.Engines })
	return nil
}

// suspect says whether another process took the story up and has not told its end;
// hopeless, that it was alone then, and long ago or twice.
func (t *trying) suspect(id news.StoryID) (suspect, hopeless bool) {
	tries := 0
	for i := range t.others {
		if a := &t.others[i]; slices.Contains(a.Stories, id) {
			suspect = true
			if a.alone() {
				tries++
				hopeless = hopeless || t.d.now().Sub(a.At).Abs() > staleAfter
			}
		}
	}
	return suspect, hopeless || tries >= mostTries
}

// begin notes what this process takes up now.
func (t *trying) begin(ctx context.Context, batch []news.Story) error {
	if err := t.load(ctx); err != nil {
		return err
	}
	mine := attempt{Holder: t.d.holder, Engines: t.d.o.Engines, At: t.d.now()}
	for i := range batch {
		mine.Stories = append(mine.Stories, batch[i].ID)
	}
	return t.save(ctx, &mine)
}

// end notes that the engines came back from the batch: it is nobody's suspect any more.
func (t *trying) end(ctx context.Context, batch []news.Story) error {
	if err := t.load(ctx); err != nil {
		return err
	}
	for i := range t.others {
		a := &t.others[i]
		a.Stories = slices.DeleteFunc(a.Stories, func(id news.StoryID) bool {
			return slices.ContainsFunc(batch, func(s news.Story) bool { return s.ID == id })
		})
	}
	t.others = slices.DeleteFunc(t.others, func(a attempt) bool { return len(a.Stories) == 0 })
	return t.save(ctx, nil)
}

func (t *trying) save(ctx context.Context, mine *attempt) error {
	all := slices.Clone(t.others)
	if mine != nil {
		all = append(all, *mine)
	}
	value := ""
	if len(all) > 0 {
		raw, err := json.Marshal(all)
		if err != nil {
			return err
		}
		value = string(raw)
	}
	return t.d.o.Store.SetSetting(ctx, news.Local, tryingKey, value)
}
