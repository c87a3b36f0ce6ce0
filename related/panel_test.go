package related

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

// withFigure adds a figure mention over the words num in the text, counting unit.
func withFigure(f news.Filing, num, unit, approx string, value float64) news.Filing {
	i := strings.Index(f.Story.Text, num)
	f.Mentions = append(slices.Clone(f.Mentions), news.Mention{Field: news.InText, Span: news.Span{Start: i, End: i + len(num)},
		Kind: news.FigureKind, Figure: &news.Figure{Value: value, Unit: unit, Approx: approx}})
	return f
}

func withName(f news.Filing, kind news.Kind, ref, name string) news.Filing {
	i := strings.Index(f.Story.Text, name)
	f.Mentions = append(slices.Clone(f.Mentions), news.Mention{Field: news.InText, Span: news.Span{Start: i, End: i + len(name)}, Kind: kind, Ref: ref, Name: name})
	return f
}

func TestNotes(t *testing.T) {
	open := withFigure(wire("o", "Northern Wire", "Ferry runs aground off Bodo", "Over 40 passengers were taken off a ferry. The Ministry of Health and the BRS came.", 2), "40", "passengers", "over", 40)
	open = withName(open, news.Country, "NOR", "Norway")
	denier := wire("d", "Harbour Post", "Owner speaks", "The owner denied that the ferry ran aground.", 3)
	denier.Claims = []news.Claim{{Field: news.InText, Source: []news.Span{{Start: 0, End: 9}}, Cue: []news.Span{{Start: 10, End: 16}}, Content: []news.Span{{Start: 17, End: 43}}, Stance: news.Denies, Outer: -1}}
	otherwise := denier
	otherwise.Story.Text = "The owner denied that he had known of it all."
	elsewhere := func(f news.Filing) news.Filing {
		f.Event = "another"
		return f
	}
	counting := func(f news.Filing, words string) news.Filing {
		i := strings.Index(f.Story.Text, words)
		f.Mentions[len(f.Mentions)-1].Figure.Counted = news.Span{Start: i, End: i + len(words)}
		return f
	}
	guard := withName(wire("h", "X", "", "The United States Coast Guard came, the Coast Guard said. The US Coast Guard left.", 3), news.Agency, "uscg", "United States Coast Guard")
	guard = withName(withName(withName(guard, news.Agency, "coast-guard", "Coast Guard"), news.Agency, "us-coast-guard", "US Coast Guard"), news.Country, "USA", "United States")
	four := wire("i", "X", "", "Ada Moen, Bo Lie, Cato Nes and Dag Ruud.", 3)
	for _, n := range []string{"Ada Moen", "Bo Lie", "Cato Nes", "Dag Ruud"} {
		four = withName(four, news.Person, strings.ToLower(n), n)
	}
	for _, c := range []struct {
		name  string
		other news.Filing
		kind  news.DifferenceKind
		text  string
	}{
		{"a number is no name", counting(withFigure(wire("j", "X", "", "About 310 South Koreans were on it.", 3), "310", "koreans", "about", 310), "South Koreans"), news.OtherAddsNothing, "adds nothing"},
		{"the unit where the words do not name it", counting(withFigure(wire("k", "X", "", "And 5 hands died.", 3), "5", "people killed", "", 5), "hands"), news.OtherAdds, "5 people killed"},
		{"one body is named once", guard, news.OtherAdds, "United States Coast Guard"},
		{"three names at most", four, news.OtherAdds, "Ada Moen, Bo Lie, Cato Nes"},
		{"another figure", withFigure(wire("a", "X", "", "Rescuers took 62 passengers off.", 3), "62", "passengers", "", 62), news.OtherFigure, "passengers: 62 ≠ over 40"},
		{"a figure within the qualifier", withFigure(wire("b", "X", "", "Rescuers took 44 passengers off.", 3), "44", "passengers", "", 44), news.OtherAddsNothing, "adds nothing"},
		{"another unit is not another figure", withFigure(wire("c", "X", "", "With 3 boats.", 3), "3", "boats", "", 3), news.OtherAddsNothing, "adds nothing"},
		{"a denial", denier, news.OtherDenies, "The owner denied that the ferry ran aground"},
		{"a denial of something else", otherwise, news.OtherAddsNothing, "adds nothing"},
		{"a denial in another event", elsewhere(denier), news.OtherAddsNothing, "adds nothing"},
		{"a figure of another event", elsewhere(withFigure(wire("n", "X", "", "Rescuers took 62 passengers off.", 3), "62", "passengers", "", 62)), news.OtherAddsNothing, "adds nothing"},
		{"a later count", withFigure(wire("l", "X", "", "Rescuers took 62 passengers off.", 26), "62", "passengers", "", 62), news.OtherAddsNothing, "adds nothing"},
		{"who was first in another event", elsewhere(wire("m", "X", "", "Ferry aground.", 1)), news.OtherAddsNothing, "adds nothing"},
		{"a headline in capitals names nobody", withName(wire("p", "X", "European Hospitals Hit Hard", "", 3), news.Organisation, "european hospitals hit hard", "European Hospitals Hit Hard"), news.OtherAddsNothing, "adds nothing"},
		{"names it lacks", withName(withName(wire("e", "X", "", "Skipper Ola Brekke and Norway.", 3), news.Person, "ola brekke", "Ola Brekke"), news.Country, "NOR", "Norway"), news.OtherAdds, "Ola Brekke"},
		{"first", wire("f", "X", "", "Ferry aground.", 1), news.OtherFirst, "had it first, 60 min before"},
		{"nothing new", wire("g", "X", "", "Ferry aground.", 4), news.OtherAddsNothing, "adds nothing"},
		{"a body by its initials", withName(wire("q", "X", "", "The Bodo Rescue Service came.", 3), news.Organisation, "bodo rescue service", "Bodo Rescue Service"), news.OtherAddsNothing, "adds nothing"},
		{"a body in another order of words", withName(wire("r", "X", "", "The Health Ministry said so.", 3), news.Organisation, "health ministry", "Health Ministry"), news.OtherAddsNothing, "adds nothing"},
		{"members of a parliament", withName(wire("s", "X", "", "Angry Tory MPs met.", 3), news.Organisation, "tory mps", "Tory MPs"), news.OtherAddsNothing, "adds nothing"},
		{"the first word of a text", withName(wire("t", "X", "", "Piano, drums and dance.", 3), news.Person, "piano", "Piano"), news.OtherAddsNothing, "adds nothing"},
		{"the end of a title", withName(wire("v", "X", "", "The Duke of Cambridge came.", 3), news.Organisation, "of cambridge", "of Cambridge"), news.OtherAddsNothing, "adds nothing"},
		{"the beginning of a minister's title", withName(wire("w", "X", "", "Housing Minister Bo Lie came.", 3), news.Organisation, "housing", "Housing"), news.OtherAddsNothing, "adds nothing"},
		{"initials in brackets", withName(withName(wire("x", "X", "", "The Bodo Islamic Council (Bic) came.", 3), news.Organisation, "bodo islamic council", "Bodo Islamic Council"), news.Organisation, "bic", "Bic"), news.OtherAdds, "Bodo Islamic Council"},
		{"a title alone", withName(wire("y", "X", "", "The Duke came.", 3), news.Person, "duke", "Duke"), news.OtherAddsNothing, "adds nothing"},
		{"a person with and without a title", withName(withName(wire("z", "X", "", "PM Lie came. Bo Lie Aas, the PM, spoke.", 3), news.Person, "pm lie", "PM Lie"), news.Person, "bo lie aas", "Bo Lie Aas"), news.OtherAdds, "Bo Lie Aas"},
		{"a country in the background", elsewhere(withName(wire("aa", "X", "", "Sweden looks on.", 3), news.Country, "SWE", "Sweden")), news.OtherAddsNothing, "adds nothing"},
		{"a country of the same event", withName(wire("ab", "X", "", "Sweden looks on.", 3), news.Country, "SWE", "Sweden"), news.OtherAdds, "Sweden"},
		{"the outlet itself", withName(wire("ad", "Al Ufuq", "", "A source told Al Ufuq so.", 3), news.Organisation, "al ufuq", "Al Ufuq"), news.OtherAddsNothing, "adds nothing"},
		{"whose words it has", withName(wire("u", "X", "", "BODO (AP) - Ferry aground.", 3), news.Agency, "ap", "AP"), news.OtherAddsNothing, "adds nothing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := Notes(open, []news.Filing{c.other})[0]
			if n.Kind != c.kind || n.Text != c.text {
				t.Errorf("%s %q, want %s %q", n.Kind, n.Text, c.kind, c.text)
			}
		})
	}
}

// What two counts are of is said, but where the words for one say it.
func TestOfWhat(t *testing.T) {
	for _, c := range []struct {
		what, text, want string
	}{
		{"people killed", "at least 27", "killed: "},
		{"South Koreans", "310", "South Koreans: "},
		{"households", "3,400 households", ""},
		{"", "3", ""},
	} {
		if got := ofWhat(reading{what: c.what, text: c.text}, reading{text: "1"}); got != c.want {
			t.Errorf("%s of %s is %q, want %q", c.text, c.what, got, c.want)
		}
	}
}

// A comparison word stands where its language puts it.
func TestAsCompared(t *testing.T) {
	for _, c := range []struct{ text, number, approx, want string }{
		{"More than 40 were hurt.", "40", "more than", "more than 40"},
		{"27人以上がけがをした。", "27", "以上", "27 以上"},
		{"약 1천 명이 대피했다.", "1천", "약", "약 1천"},
	} {
		i := strings.Index(c.text, c.number)
		if got := asCompared(c.text, news.Span{Start: i, End: i + len(c.number)}, c.approx); got != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

// A country is told by a place of it that the open story names.
func TestPlacesTellTheirCountry(t *testing.T) {
	open := withName(wire("o", "X", "", "A ferry ran aground off Lulea.", 0), news.Place, "SWE", "Lulea")
	other := withName(wire("p", "Y", "", "Sweden looks on.", 3), news.Country, "SWE", "Sweden")
	if n := Notes(open, []news.Filing{other})[0]; n.Kind != news.OtherAddsNothing {
		t.Errorf("adds %q", n.Text)
	}
}

// One denial told by two outlets is no difference between them.
func TestSameSpeaker(t *testing.T) {
	claim := func(source string) (news.Filing, news.Claim) {
		return wire("a", "X", source+" denies it", "", 0), news.Claim{Field: news.InTitle, Source: []news.Span{{Start: 0, End: len(source)}}}
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{{"Joe Bidon", "Bidon", true}, {"Joe Bidon", "Tara Rede", false}, {"the owner", "The owner", true}, {"Ann Bidon", "Joe Bidon", false}} {
		fa, ca := claim(c.a)
		fb, cb := claim(c.b)
		ca.Speaker, cb.Speaker = "first", "second" // two entities until a story names both
		if got := sameSpeaker(&fa, &ca, &fb, &cb); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

func TestFiguresDiffer(t *testing.T) {
	a := withFigure(wire("a", "A", "", "About 40 troops.", 0), "40", "troops", "about", 40)
	b := withFigure(wire("b", "B", "", "Some 43 troops.", 0), "43", "troops", "", 43)
	c := withFigure(wire("c", "C", "", "And 60 troops.", 0), "60", "troops", "", 60)
	wounded := withFigure(wire("d", "D", "", "And 60 wounded.", 0), "60", "people wounded", "", 60)
	copy := c
	copy.Story.ID, copy.Story.Outlet, copy.Origin = "e", "E", "a"
	for _, row := range []struct {
		name  string
		event []news.Filing
		want  bool
	}{
		{"about 40 is not against 43", []news.Filing{a, b}, false},
		{"40 against 60", []news.Filing{a, b, c}, true},
		{"troops are not wounded", []news.Filing{a, wounded}, false},
		{"a copy is not another count", []news.Filing{a, copy}, false},
		{"none", nil, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := FiguresDiffer(row.event); got != row.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestPanelOrder(t *testing.T) {
	open := wire("o", "A", "Open", "", 5)
	open.Relations = []news.Relation{{From: "o", To: "old", Kind: news.Earlier, Score: 0.4}}
	own := wire("own", "B", "Own words", "", 1)
	own.Source = "B"
	mid := wire("mid", "C", "Other words", "", 2)
	mid.Source = "C"
	rep := wire("rep", "D", "Reprint", "", 3)
	rep.Origin, rep.Source = "own", "B"
	v2 := wire("v2", "C", "Other words, updated", "", 4)
	v2.Origin, v2.Source = "mid", "C"
	old := wire("old", "A", "Days before", "", -50)
	later := wire("later", "A", "Days after", "", 60)
	later.Relations = []news.Relation{{From: "later", To: "o", Kind: news.Earlier, Score: 0.3}}
	p := Panel(open, []news.Filing{mid, rep, own, v2}, []news.Filing{later, wire("bg", "A", "Background", "", -100), old})
	var got []string
	for _, r := range p.Rows {
		got = append(got, string(r.Kind)+":"+string(r.Story))
	}
	want := []string{"same:own", "same:rep", "same:v2", "earlier:old", "later:later", "background:bg"}
	if !slices.Equal(got, want) {
		t.Errorf("rows %v, want %v", got, want)
	}
	if p.Outlets != 4 || p.Origins != 3 {
		t.Errorf("%d outlets, %d origins; want 4, 3", p.Outlets, p.Origins)
	}
	if p.Rows[1].OriginName != "B" || p.Rows[0].Lag != -4*time.Hour {
		t.Errorf("reprint of %q, lag %v", p.Rows[1].OriginName, p.Rows[0].Lag)
	}
}

func TestSilence(t *testing.T) {
	event := []news.Filing{wire("a", "A", "", "", 0), wire("b", "B", "", "", 2), wire("a2", "A", "", "", 1)}
	silent, carried := Silence([]string{"a", "C"}, event, 2)
	if !slices.Equal(silent, []string{"C"}) || !slices.Equal(carried, []Arrival{{"A", 0}, {"B", 2 * time.Hour}}) {
		t.Errorf("silent %v, carried %v", silent, carried)
	}
	if silent, _ = Silence([]string{"C"}, event, 3); silent != nil {
		t.Errorf("two origins are not three: silent %v", silent)
	}
}

func TestFigures(t *testing.T) {
	a := withFigure(wire("a", "A", "", "At least 12 dead.", 1), "12", "people killed", "at least", 12)
	b := withFigure(wire("b", "B", "", "Now 15 dead.", 3), "15", "people killed", "", 15)
	c := withFigure(wire("c", "C", "", "First 9 dead.", 0), "9", "people killed", "", 9)
	got := Figures([]news.Filing{a, b, c})
	if len(got) != 1 || len(got[0].Readings) != 3 || got[0].Lowest != 0 || got[0].Highest != 2 || got[0].Latest != 2 || got[0].Readings[1].Text != "at least 12" {
		t.Errorf("%+v", got)
	}
}

// A thread runs both ways: what follows is seen from the story that came first, also
// when it is another story of the event that is linked.
func TestPanelSeesTheThread(t *testing.T) {
	filing := func(id string, hours float64, links ...news.Relation) news.Filing {
		f := wire(id, id, "Headline of "+id, "Text.", hours)
		f.Event, f.Source, f.Relations = news.EventID(id), id, links
		return f
	}
	link := func(to string, kind news.RelationKind) news.Relation {
		return news.Relation{To: news.StoryID(to), Kind: kind, Score: 0.5}
	}
	other := filing("other", 11, link("before", news.Earlier), link("beside", news.Background))
	for _, c := range []struct {
		name string
		open news.Filing
		link news.Filing
		want news.RelationKind
	}{
		{"it names the open story", filing("open", 10), filing("after", 20, link("open", news.Earlier)), news.Later},
		{"it names another of the event", filing("open", 10), filing("after", 20, link("other", news.Earlier)), news.Later},
		{"the open story names it", filing("open", 10, link("before", news.Earlier)), filing("before", 1), news.Earlier},
		{"another of the event names it", filing("open", 10), filing("before", 1), news.Earlier},
		{"it came here first but happened after", filing("open", 10, link("after", news.Earlier)), filing("after", 20), news.Later},
		{"it came here after but happened first", filing("open", 10), filing("before", 1, link("open", news.Earlier)), news.Earlier},
		{"behind the open story", filing("open", 10, link("behind", news.Background)), filing("behind", 1), news.Background},
		{"behind another of the event", filing("open", 10), filing("beside", 1), news.Background},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Panel(c.open, []news.Filing{other}, []news.Filing{c.link})
			if r := p.Rows[len(p.Rows)-1]; r.Story != c.link.Story.ID || r.Kind != c.want {
				t.Errorf("%s is %s, want %s", r.Story, r.Kind, c.want)
			}
		})
	}
}

// Two events that became one are told from each story's side, as long as both are there.
func TestPanelTellsWhatWasJoined(t *testing.T) {
	first, other, by := wire("a", "Isle Times", "Isles allow drug", "", 0), wire("b", "Harbour Post", "Regulator authorises remdavir", "", 7), wire("c", "Coast Times", "Drug remdavir approved", "", 14)
	by.Relations = []news.Relation{{From: "c", To: "a", Kind: news.SameEvent}, {From: "c", To: "b", Kind: news.SameEvent, Why: news.Why{Rule: news.LateRule}}}
	for _, c := range []struct {
		name string
		open news.Filing
		same []news.Filing
		want string
	}{
		{"from the first", first, []news.Filing{other, by}, "Coast Times 14h0m0s Regulator authorises remdavir"},
		{"from the other", other, []news.Filing{first, by}, "Coast Times 7h0m0s Drug remdavir approved"},
		{"from the one that is like both", by, []news.Filing{first, other}, "Coast Times 0s Regulator authorises remdavir"},
		{"the other was taken out again", by, []news.Filing{first}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := ""
			for _, j := range Panel(c.open, c.same, nil).Joined {
				got += j.Outlet + " " + j.Lag.String() + " " + j.Title
			}
			if got != c.want {
				t.Errorf("told %q, want %q", got, c.want)
			}
		})
	}
}
