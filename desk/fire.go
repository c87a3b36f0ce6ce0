package desk

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"dateline/claims"
	"dateline/news"
	"dateline/related"
)

// occasion is one story that matches one watch.
type occasion struct {
	watch *news.SavedSearch
	query news.Query
	news.Fresh
	event   []news.Filing // its stories that came before, by when they came
	before  []news.Filing // earlier events of the thread
	older   *news.Filing  // its own version before, read by the engines again; nil for a first one
	matched bool          // a story that came before matches too
}

// fire returns the alert that an occasion gives, ok false when it gives none. Of several
// triggers that hold, the one that says most is told.
func (o *occasion) fire() (a news.Alert, ok bool) {
	for _, t := range slices.Backward(news.Triggers()) {
		if !slices.Contains(o.watch.Fires, t) {
			continue
		}
		switch t {
		case news.OnCorrection:
			a, ok = o.correction()
		case news.OnFigure:
			a, ok = o.figure()
		case news.OnStance:
			a, ok = o.stance()
		case news.OnOrigin:
			a, ok = o.origin()
		case news.OnEvent:
			a, ok = o.newEvent()
		}
		if ok {
			a.Trigger = t
			return o.complete(a), true
		}
	}
	return a, false
}

// complete fills in what every alert has.
func (o *occasion) complete(a news.Alert) news.Alert {
	s := &o.Story
	a.User, a.Search, a.Rule = o.watch.User, o.watch.ID, o.watch.Name
	a.Story, a.Event, a.Outlet, a.Title, a.URL = s.ID, o.Event, s.Outlet, s.Title, s.URL
	a.What = news.CleanLine(a.What)
	a.Sentence = s.Field(a.Field)[a.Start:a.End]
	return a
}

// old reports whether the story was there before the watch: a new version of it is no
// new event and no new origin.
func (o *occasion) old() bool { return o.Story.Version > 1 && o.Story.Seen.Before(o.watch.Made) }

func (o *occasion) newEvent() (a news.Alert, ok bool) {
	if o.matched || o.old() {
		return a, false
	}
	a.What, a.Mark = "a new event", "event:"+string(o.Event)
	a.Field, a.Span = evidence(o.query, &o.Filing)
	return a, true
}

// origin fires for the first story in its own words of a source that had none of the
// event yet.
func (o *occasion) origin() (a news.Alert, ok bool) {
	if o.Origin != "" || len(o.event) == 0 || o.old() {
		return a, false
	}
	source := o.source(&o.Filing)
	sources := map[string]bool{}
	for i := range o.event {
		if o.event[i].Story.ID != o.Story.ID {
			sources[strings.ToLower(o.source(&o.event[i]))] = true
		}
	}
	if len(sources) == 0 || sources[strings.ToLower(source)] {
		return a, false
	}
	a.What, a.Mark = fmt.Sprintf("a new origin: %s, beside %d", source, len(sources)), "origin:"+string(o.Event)+":"+strings.ToLower(source)
	a.Field, a.Span = evidence(o.query, &o.Filing)
	return a, true
}

func (o *occasion) source(f *news.Filing) string {
	if f.Source != "" {
		return f.Source
	}
	return f.Story.Outlet
}

// correction fires for the agency's own marker, and shows the first sentence that the
// version before did not have.
func (o *occasion) correction() (a news.Alert, ok bool) {
	for _, m := range o.Story.Markers {
		switch m.Class {
		case news.CorrectionMarker:
			a.What = "corrected"
		case news.WithdrawalMarker:
			a.What = "withdrawn"
		default:
			continue
		}
		a.Mark = fmt.Sprintf("correction:%s:%s:%s:%s", o.Story.ID, m.Class, m.Text, m.Note)
		if m.Note != "" {
			a.What += ": " + m.Note
		}
		a.Field, a.Span = o.changed()
		return a, true
	}
	return a, false
}

// changed is the first sentence that the version before did not have.
func (o *occasion) changed() (news.Field, news.Span) {
	if o.older == nil {
		return evidence(o.query, &o.Filing)
	}
	text := o.Story.Text
	for at := o.Story.Dateline.End; at < len(text); {
		s := sentence(&o.Story, place{news.InText, news.Span{Start: at, End: at + 1}})
		if s.Len() > 0 && !strings.Contains(o.older.Story.Text, text[s.Start:s.End]) {
			return news.InText, s
		}
		at = max(s.End, at) + 1
	}
	if o.older.Story.Title != o.Story.Title {
		return news.InTitle, news.Span{End: len(o.Story.Title)}
	}
	return evidence(o.query, &o.Filing)
}

// known lists the event as far as it had come, with this story last. What a new version
// says is said when it came, and its older version counts as another story.
func (o *occasion) known() []news.Filing {
	now := o.Filing
	if o.older != nil {
		now.Story.Published, now.Story.Seen = o.Arrived, o.Arrived
	}
	all := slices.Clone(o.event)
	if o.older != nil {
		all = append(all, *o.older)
	}
	return append(all, now)
}

// figure fires for a figure of this story that differs from all that were given before
// for the same thing of the event.
func (o *occasion) figure() (a news.Alert, ok bool) {
	if len(o.event) == 0 && o.older == nil {
		return a, false
	}
	for _, c := range related.Figures(o.known()) {
		for i := 1; i < len(c.Readings); i++ {
			r := &c.Readings[i]
			if r.Carried[0].Story != o.Story.ID || slices.ContainsFunc(c.Readings[:i], func(e news.Reading) bool { return nearly(&e, r) || o.carries(&e) }) {
				continue // a story that gives the figure before too may count something else with the new one
			}
			was := &c.Readings[i-1]
			a.What = fmt.Sprintf("%s: %s, was %s (%s)", c.What, r.Text, was.Text, was.Carried[0].Outlet)
			a.Mark = fmt.Sprintf("figure:%s:%s:%g:%g", o.Event, c.What, r.Value, r.Max)
			at := o.inText(r, place{r.Carried[0].Field, r.Carried[0].Span})
			a.Field, a.Span = at.Field, sentence(&o.Story, at)
			return a, true
		}
	}
	return a, false
}

// carries reports whether the story of the occasion gives a reading.
func (o *occasion) carries(r *news.Reading) bool {
	return slices.ContainsFunc(r.Carried, func(c news.Carrier) bool { return c.Story == o.Story.ID })
}

// nearly reports whether two readings are of one number: the same, or "about 310" and 308.
func nearly(a, b *news.Reading) bool {
	if a.Approx == "" && b.Approx == "" {
		return a.Value == b.Value && a.Max == b.Max
	}
	return a.Max == b.Max && math.Abs(a.Value-b.Value) <= 0.02*math.Max(a.Value, b.Value)
}

// inText is where the text gives a figure that the headline has too.
func (o *occasion) inText(r *news.Reading, at place) place {
	for i := range o.Mentions {
		if m := &o.Mentions[i]; at.Field == news.InTitle && m.Field == news.InText && m.Figure != nil && m.Figure.Value == r.Value {
			return place{m.Field, m.Span}
		}
	}
	return at
}

// stance fires for a claim of this story whose speaker took another stance on the same
// matter before, in this event or an earlier one of its thread.
func (o *occasion) stance() (a news.Alert, ok bool) {
	if len(o.event)+len(o.before) == 0 && o.older == nil {
		return a, false
	}
	for _, s := range claims.Ledger(append(slices.Clone(o.before), o.known()...), by(o.query)) {
		for i := range s.Rows {
			r := &s.Rows[i]
			if len(r.Turns) == 0 || r.Carried[0].Story != o.Story.ID {
				continue
			}
			was := r.Turns[len(r.Turns)-1]
			name := s.Name
			if name == "" {
				name = r.Source
			}
			if a.What = fmt.Sprintf("%s %s, %s before (%s)", name, r.Stance.Past(), was.Stance.Past(), was.Carried[0].Outlet); r.Stance == was.Stance {
				a.What = fmt.Sprintf("%s says otherwise than before (%s)", name, was.Carried[0].Outlet)
			}
			a.Mark = fmt.Sprintf("stance:%s:%s:%s:%s", o.Story.ID, name, r.Stance, was.Stance)
			a.Field, a.Span = r.Carried[0].Field, sentence(&o.Story, place{r.Carried[0].Field, r.Carried[0].Span})
			return a, true
		}
	}
	return a, false
}

// by keeps the speakers a query asks for: the claims that turn need not be of the stance
// that claim: names.
func by(q news.Query) news.Query {
	var parts []news.Query
	for _, t := range positive(q.Expr, nil) {
		if t.Field == news.FieldBy {
			parts = append(parts, news.Query{Expr: t})
		}
	}
	return news.AllOf(parts...)
}

// reread is the version of a story before its newest, as the engines read it, a moment
// before the story's own time.
func (d *newsroom) reread(ctx context.Context, f *news.Fresh) *news.Filing {
	if f.Story.Version < 2 {
		return nil
	}
	v, err := d.o.Store.Version(ctx, news.AnyUser, f.Story.ID, f.Story.Version-1)
	if err != nil {
		return nil // it was not kept
	}
	s := f.Story
	s.ID, s.Title, s.Text, s.Version = s.ID+"/before", v.Title, v.Text, v.N
	s.Published = f.Story.Time().Add(-time.Second)
	s.Dateline, s.Links, s.Markers = news.Dateline{}, nil, nil
	r, _ := d.tags.findWithin(ctx, s) // as far as it can be read
	r.Event, r.Source = f.Event, f.Source
	return &r
}
