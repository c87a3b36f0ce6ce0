package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dateline/claims"
	"dateline/news"
	"dateline/related"
)

// profileRead is how many stories a profile is made of at most, and recentShown how many
// headlines it has.
const (
	profileRead = 200
	recentShown = 40
)

// Profile returns what the stories on file tell about an entity, in the days and hours
// of a zone. One whose kind is not known is looked for by its name; news.ErrNotFound
// when no story names it so.
func (d *Desk) Profile(ctx context.Context, e news.Entity, zone *time.Location) (news.Profile, error) {
	p, err := d.profile(ctx, e, zone)
	if err != nil {
		return p, fmt.Errorf("look at %s: %w", e.Name, err)
	}
	return p, nil
}

func (d *Desk) profile(ctx context.Context, e news.Entity, zone *time.Location) (news.Profile, error) {
	if e.Kind == "" {
		var err error
		if e, err = d.entity(ctx, e); err != nil {
			return news.Profile{Entity: e}, err
		}
	}
	p := news.Profile{Entity: e}
	q := e.Query()
	page, err := d.Headlines(ctx, news.ListQuery{View: news.Wire, Query: q, Limit: profileRead})
	if err != nil {
		return p, err
	}
	if len(page.Rows) == 0 {
		return p, nil
	}
	p.Recent = page.Rows[:min(len(page.Rows), recentShown)]
	p.Last = page.Rows[0].Time
	if p.Stories, p.First, err = d.reach(ctx, q, page); err != nil {
		return p, err
	}
	if p.Pulse, err = d.pulse(ctx, q, zone); err != nil {
		return p, err
	}
	fs, err := d.stories(ctx, page)
	if err != nil {
		return p, err
	}
	p.Read = extentOf(fs, page.More)
	p.Names, p.Company = company(fs, &p.Entity)
	p.By, p.About = claims.By(fs, p.Entity), claims.About(fs, p.Entity)
	p.Figures = byInterest(related.Figures(fs))
	return p, nil
}

// reach returns how many stories match and when the oldest came.
func (d *Desk) reach(ctx context.Context, q news.Query, page news.Page) (stories int, first time.Time, err error) {
	if !page.More {
		return len(page.Rows), page.Rows[len(page.Rows)-1].Time, nil
	}
	oldest, err := d.Headlines(ctx, news.ListQuery{View: news.Wire, Query: q, Limit: 1, Backward: true})
	if err != nil {
		return 0, first, err
	}
	if len(oldest.Rows) > 0 {
		first = oldest.Rows[0].Time
	}
	// One slot from the epoch on: the store need not tell what is unread.
	all, err := d.o.Store.Timeline(ctx, d.user, q, time.Unix(0, 0), 100*365*24*time.Hour, 1)
	if err != nil {
		return 0, first, err
	}
	return all[0], first, nil
}

// pulse counts the stories that match over the last days and hours.
func (d *Desk) pulse(ctx context.Context, q news.Query, zone *time.Location) (news.Pulse, error) {
	now := d.now()
	start := news.PulseStart(now, zone)
	slots, err := d.o.Store.Timeline(ctx, d.user, q, start, news.PulseStep, news.PulseSlots(start, now))
	if err != nil {
		return news.Pulse{}, err
	}
	return news.NewPulse(slots, start, now, zone), nil
}

// World returns the countries that the stories of the last 24 hours name, of those that
// match, and when stories came.
func (d *Desk) World(ctx context.Context, q news.Query, zone *time.Location) (news.World, error) {
	w, err := d.world(ctx, q, zone)
	if err != nil {
		return w, fmt.Errorf("look at the countries: %w", err)
	}
	return w, nil
}

func (d *Desk) world(ctx context.Context, q news.Query, zone *time.Location) (w news.World, err error) {
	now := d.now()
	day := news.AllOf(q, news.Query{Expr: &news.Term{Field: news.FieldSince, Time: now.Add(-24 * time.Hour)}})
	if w.Countries, err = d.o.Store.Countries(ctx, d.user, day); err != nil {
		return w, err
	}
	counts, err := d.o.Store.Timeline(ctx, d.user, q, now.Add(-24*time.Hour), 24*time.Hour, 1)
	if err != nil {
		return w, err
	}
	w.Stories = counts[0]
	w.Pulse, err = d.pulse(ctx, q, zone)
	return w, err
}

// byInterest puts what outlets give differently first, then what most of them count.
func byInterest(cs []news.Counted) []news.Counted {
	weight := func(c *news.Counted) int {
		outlets := map[string]bool{}
		for i := range c.Readings {
			for _, n := range news.OutletNames(c.Readings[i].Carried) {
				outlets[n] = true
			}
		}
		if len(c.Readings) > 1 && c.Differ() {
			return 1000 + len(outlets)
		}
		return len(outlets)
	}
	weights := map[int]int{}
	order := make([]int, len(cs))
	for i := range cs {
		order[i], weights[i] = i, weight(&cs[i])
	}
	slices.SortStableFunc(order, func(a, b int) int { return weights[b] - weights[a] })
	out := make([]news.Counted, len(cs))
	for i, at := range order {
		out[i] = cs[at]
	}
	return out
}
