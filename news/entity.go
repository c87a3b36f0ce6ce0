package news

import (
	"slices"
	"strings"
	"time"
)

// Entity is whom or what stories name: a country, which is its code, or an agency, an
// organisation, a person or a place, which are their normalised name. The zero Kind
// is not known yet.
type Entity struct {
	Kind Kind   `json:"kind"`
	Ref  string `json:"ref,omitempty"`
	Name string `json:"name"`
}

// Entity is what a mention names; written is how the text calls it, for mentions
// without a name of their own, which no query but one for those words finds. ok is
// false for figures and for what has no name.
func (m *Mention) Entity(written string) (e Entity, ok bool) {
	e = Entity{m.Kind, m.Ref, m.Name}
	if e.Name == "" {
		e.Name = written
		if e.Kind != Country || e.Ref == "" {
			e.Kind = ""
		}
	}
	e.Name = strings.Join(strings.Fields(e.Name), " ")
	return e, m.Kind != FigureKind && e.Name != ""
}

// Query returns the search for the stories that name the entity. Places have no field
// of their own in the language: their words are looked for, as for what is no kind.
func (e Entity) Query() Query {
	t := Term{Value: e.Name}
	switch {
	case e.Kind == Country && e.Ref != "":
		t.Field, t.Value = FieldCountry, e.Ref
	case e.Kind == Agency || e.Kind == Organisation:
		t.Field = FieldAgency
	case e.Kind == Person:
		t.Field = FieldPerson
	}
	return e.ask(t)
}

// Side says which claims an entity is looked at for.
type Side string

// The sides.
const (
	AnySide Side = ""
	BySide  Side = "by"    // it speaks
	OnSide  Side = "about" // others speak about it
)

// Claimed returns the search for the stories with a claim by or about the entity; all
// that name it for AnySide.
func (e Entity) Claimed(s Side) Query {
	t := Term{Field: FieldBy, Value: e.Name}
	switch {
	case s == AnySide:
		return e.Query()
	case e.Kind == Country && e.Ref != "":
		t.Value = e.Ref
	}
	if s == OnSide {
		t.Field = FieldAbout
	}
	return e.ask(t)
}

// ask makes a query of one term whose value is a name as others write it.
func (Entity) ask(t Term) Query {
	t.Value = strings.Join(strings.Fields(strings.ReplaceAll(t.Value, `"`, " ")), " ")
	if t.Value == "" {
		return Query{}
	}
	q := Query{Expr: &t}
	q.Text = q.String()
	return q
}

// Is reports whether o is the same entity: by its reference where both have one of the
// same sort, else by its name. Agencies and organisations are one sort.
func (e Entity) Is(o Entity) bool {
	if e.sort() != o.sort() && e.Kind != "" && o.Kind != "" {
		return false
	}
	named := e.Name != "" && strings.EqualFold(e.Name, o.Name)
	if e.Kind == Place || o.Kind == Place {
		return named // its reference is the country's
	}
	return named || e.Ref != "" && strings.EqualFold(e.Ref, o.Ref)
}

// Key is the same for mentions of one entity.
func (e Entity) Key() string {
	name := e.Ref
	if name == "" || e.Kind == Place {
		name = e.Name
	}
	return string(e.sort()) + ":" + strings.ToLower(name)
}

func (e Entity) sort() Kind {
	if e.Kind == Organisation {
		return Agency
	}
	return e.Kind
}

// Profile is what the stories on file tell about an entity. Recent stories, claims,
// figures and company are of the newest that name it (Read says how many); the rest
// counts them all.
type Profile struct {
	Entity
	Names   []Called   // as the newest stories write it, the most frequent first
	Stories int        // all that name it
	First   time.Time  // of the oldest one
	Last    time.Time  // of the newest
	Pulse   Pulse      // when they came
	Recent  []Headline // newest first
	Read    Extent
	By      []Speaker // what it says
	About   []Speaker // what others say about it
	Figures []Counted // what its stories count, those that outlets give differently first
	Company []Companion
}

// Called is a way to write a name, with how many stories do.
type Called struct {
	Name    string `json:"name"`
	Stories int    `json:"stories"`
}

// Companion is an entity named in the same stories, with how many name both.
type Companion struct {
	Entity
	Stories int `json:"stories"`
}

// CountryCount is how many stories name a country.
type CountryCount struct {
	Code    string `json:"code"` // alpha-3
	Stories int    `json:"stories"`
}

// World is what a day's stories name: the countries, and when the stories came.
type World struct {
	Stories   int            // of the last 24 hours
	Countries []CountryCount // most first
	Pulse     Pulse
}

// How far a pulse looks back, and how finely it is counted: every zone's days and
// hours begin with a quarter of an hour.
const (
	PulseDays  = 30
	PulseHours = 24
	PulseStep  = 15 * time.Minute
)

// Pulse is how many stories came when, in the reader's days and hours.
type Pulse struct {
	Days []int     // of the last PulseDays days, oldest first; the last is today so far
	From time.Time // when the first of them began
	// Hours are the last PulseHours clock hours, the last is the present one so far;
	// Usual is the median of the same hour over the days before, nil when the stories go
	// back less than a week.
	Hours []int
	Usual []float64
	Since time.Time // when the first hour began
}

// Total counts the stories of all days.
func (p *Pulse) Total() int { return total(p.Days) }

// Today counts those of the hours.
func (p *Pulse) Today() int { return total(p.Hours) }

func total(ns []int) (sum int) {
	for _, n := range ns {
		sum += n
	}
	return sum
}

// PulseStart is where the slots for a pulse begin: midnight of the first day.
func PulseStart(now time.Time, zone *time.Location) time.Time {
	y, m, d := now.In(zone).Date()
	return time.Date(y, m, d-PulseDays+1, 0, 0, 0, 0, zone)
}

// PulseSlots is how many slots there are from start until now.
func PulseSlots(start, now time.Time) int { return int(now.Sub(start)/PulseStep) + 1 }

// NewPulse makes a pulse of slots: slots[i] counts the stories of the PulseStep that
// begins at start + i * PulseStep. Days with a change of clocks have 23 or 25 hours.
func NewPulse(slots []int, start, now time.Time, zone *time.Location) Pulse {
	p := Pulse{From: start, Days: make([]int, PulseDays)}
	local := now.In(zone)
	y, m, d := local.Date()
	p.Since = time.Date(y, m, d, local.Hour(), 0, 0, 0, zone).Add(-(PulseHours - 1) * time.Hour)
	p.Hours = make([]int, PulseHours)
	before := map[int][]int{} // by hour of the clock, one number a day
	for day := range PulseDays {
		from := time.Date(y, m, d-PulseDays+1+day, 0, 0, 0, 0, zone)
		to := time.Date(y, m, d-PulseDays+2+day, 0, 0, 0, 0, zone)
		var hours [25]int
		for at := from; at.Before(to); at = at.Add(PulseStep) {
			i := int(at.Sub(start) / PulseStep)
			if i < 0 || i >= len(slots) {
				continue
			}
			p.Days[day] += slots[i]
			hours[at.Hour()] += slots[i]
			if h := int(at.Sub(p.Since) / time.Hour); !at.Before(p.Since) && h < PulseHours {
				p.Hours[h] += slots[i]
			}
		}
		for h := range 24 {
			if time.Date(y, m, d-PulseDays+1+day, h, 0, 0, 0, zone).Before(p.Since) {
				before[h] = append(before[h], hours[h])
			}
		}
	}
	p.usual(before)
	return p
}

// leastUsual is how many days must have gone before one can say what is usual.
const leastUsual = 7

// usual takes the median of each hour over the days since the first story.
func (p *Pulse) usual(before map[int][]int) {
	first := slices.IndexFunc(p.Days, func(n int) bool { return n > 0 })
	if first < 0 || PulseDays-1-first < leastUsual {
		return
	}
	for h := range PulseHours {
		clock := p.Since.Add(time.Duration(h) * time.Hour).Hour()
		p.Usual = append(p.Usual, median(before[clock][first:]))
	}
}

func median(ns []int) float64 {
	if len(ns) == 0 {
		return 0
	}
	ns = slices.Sorted(slices.Values(ns))
	if n := len(ns); n%2 == 0 {
		return float64(ns[n/2-1]+ns[n/2]) / 2
	}
	return float64(ns[len(ns)/2])
}
