package claims

import (
	"strings"
	"testing"
	"time"

	"dateline/news"
)

// printed makes a story of one paragraph for each claim, told as
// "source|cue|content" with flags after: stance, "unnamed", "attitude", "ref=...".
func printed(id, outlet string, hour int, origin news.StoryID, rows ...string) news.Filing {
	f := news.Filing{Story: news.Story{ID: news.StoryID(id), Outlet: outlet, Title: id, Lang: "en",
		Published: time.Date(2026, 3, 2, hour, 0, 0, 0, time.UTC)}, Event: "e", Origin: origin, Source: outlet}
	if origin != "" {
		f.Source = "Agency"
	}
	for _, row := range rows {
		p := strings.Split(row, "|")
		c := news.Claim{Field: news.InText, Stance: news.Asserts, Kind: news.Speech, Outer: -1}
		put := func(words string) []news.Span {
			if words == "" {
				return nil
			}
			start := len(f.Story.Text)
			f.Story.Text += words + " "
			return []news.Span{{Start: start, End: start + len(words)}}
		}
		c.Source, c.Cue, c.Content = put(p[0]), put(p[1]), put(p[2])
		f.Story.Text += "\n"
		for _, flag := range p[3:] {
			switch {
			case flag == "unnamed":
				c.Anonymous = true
			case flag == "inner":
				c.Outer = 0
			case strings.HasPrefix(flag, "ref="):
				c.Speaker = flag[4:]
				c.SpeakerName = strings.ToUpper(c.Speaker[:1]) + strings.ReplaceAll(c.Speaker[1:], "-", " ")
			default:
				c.Stance = news.Stance(flag)
			}
		}
		f.Claims = append(f.Claims, c)
	}
	return f
}

// told writes a ledger as lines: speaker: stance words (outlets), with turns before.
func told(l []news.Speaker) string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(string(s.Kind) + " " + s.Name + "\n")
		for i := range s.Rows {
			r := &s.Rows[i]
			b.WriteString(" ")
			for _, t := range r.Turns {
				b.WriteString(" " + string(t.Stance) + " " + t.Time.Format("15:04") + ",")
			}
			b.WriteString(" " + string(r.Stance) + ": " + r.Words + " (" + strings.Join(news.OutletNames(r.Carried), ", ") + ")\n")
		}
	}
	return b.String()
}

// Who speaks for a country is not what the country is called.
func TestLedgerCountry(t *testing.T) {
	f := printed("a", "Wire", 9, "", "The White House|said|the talks would go on|ref=USA")
	f.Claims[0].SpeakerName = "White House"
	f.Mentions = []news.Mention{{Kind: news.Country, Ref: "USA", Name: "United States"}}
	if got := Ledger([]news.Filing{f}, news.Query{}); len(got) != 1 || got[0].Name != "United States" {
		t.Errorf("got %+v", got)
	}
}

func TestLedger(t *testing.T) {
	for _, c := range []struct {
		name    string
		query   string
		stories []news.Filing
		want    string
	}{
		{"reprints of one official count once", "", []news.Filing{
			printed("a", "Wire", 9, "", "The mayor|said|the bridge would open on Friday"),
			printed("b", "Post", 10, "a", "The mayor|said|the bridge would open on Friday"),
			printed("c", "Radio", 11, "", "The mayor|said|that the bridge will open on Friday")},
			"named The mayor\n  asserts: the bridge would open on Friday (Wire, Post, Radio)\n"},
		{"another number is another claim", "", []news.Filing{
			printed("a", "Wire", 9, "", "The mayor|said|about 40 boats were lost in the harbour"),
			printed("b", "Post", 10, "", "The mayor|said|about 60 boats were lost in the harbour")},
			"named The mayor\n  asserts: about 40 boats were lost in the harbour (Wire)\n  asserts: about 60 boats were lost in the harbour (Post)\n"},
		{"the bullet of a list is none of the words", "", []news.Filing{printed("a", "Wire", 9, "", "The mayor|said|• the bridge is open to all,")},
			"named The mayor\n  asserts: the bridge is open to all (Wire)\n"},
		{"a number in words is a number", "", []news.Filing{
			printed("a", "Wire", 9, "", "The mayor|said|four boats were lost in the old harbour"),
			printed("b", "Post", 10, "", "The mayor|said|six boats were lost in the old harbour")},
			"named The mayor\n  asserts: four boats were lost in the old harbour (Wire)\n  asserts: six boats were lost in the old harbour (Post)\n"},
		{"a negation is not the same", "", []news.Filing{
			printed("a", "Wire", 9, "", "The mayor|said|boats were lost in the old harbour"),
			printed("b", "Post", 9, "", "The mayor|said|no boats were lost in the old harbour")},
			"named The mayor\n  asserts: boats were lost in the old harbour (Wire)\n  asserts: no boats were lost in the old harbour (Post)\n"},
		{"a change of stance is one line", "", []news.Filing{
			printed("a", "Wire", 9, "", "The ministry|confirmed|that readings of the lake level had been withheld|confirms"),
			printed("b", "Post", 14, "", "The ministry|denied|withholding readings of the lake level|denies")},
			"named The ministry\n  confirms 09:00, denies: withholding readings of the lake level (Post)\n"},
		{"a denial of something else is no change", "", []news.Filing{
			printed("a", "Wire", 9, "", "The ministry|said|readings of the lake had been withheld"),
			printed("b", "Post", 14, "", "The ministry|denied|that a minister had resigned|denies")},
			"named The ministry\n  asserts: readings of the lake had been withheld (Wire)\n  denies: that a minister had resigned (Post)\n"},
		{"said not and denied are one stance", "", []news.Filing{
			printed("a", "Wire", 9, "", "The ministry|said|it had not withheld readings of the lake"),
			printed("b", "Post", 14, "", "The ministry|denied|it withheld readings of the lake|denies")},
			"named The ministry\n  asserts: it had not withheld readings of the lake (Wire)\n  denies: it withheld readings of the lake (Post)\n"},
		{"an entity by two names is one speaker, a surname joins its person", "", []news.Filing{
			printed("a", "Wire", 9, "", "Ana Lind|said|the wall holds|ref=ana-lind"),
			printed("b", "Post", 10, "", "Lind|said|the level falls|ref=lind")},
			"named Ana lind\n  asserts: the wall holds (Wire)\n  asserts: the level falls (Post)\n"},
		{"unnamed sources of two outlets are two", "", []news.Filing{
			printed("a", "Wire", 9, "", "a source|said|the wall holds|unnamed"),
			printed("b", "Post", 10, "", "a source|said|the level falls|unnamed"),
			printed("c", "Radio", 11, "a", "a source|said|the wall holds|unnamed")},
			"unnamed a source\n  asserts: the wall holds (Wire, Radio)\nunnamed a source\n  asserts: the level falls (Post)\n"},
		{"a name is told without what describes it", "", []news.Filing{
			printed("a", "Wire", 9, "", "Harbour Piers, which runs the quay,|said|ships wait")},
			"named Harbour Piers\n  asserts: ships wait (Wire)\n"},
		{"pronouns and no source come last", "", []news.Filing{
			printed("a", "Wire", 9, "", "|is expected|more rain", "he|said|boats drift", "Officials|said|roads are shut")},
			"named Officials\n  asserts: roads are shut (Wire)\nunclear \n  asserts: boats drift (Wire)\nnobody \n  asserts: more rain (Wire)\n"},
		{"a piece of another claim is no claim of nobody", "", []news.Filing{
			printed("a", "Wire", 9, "", "Officials|said|roads are shut", "|said|shut|inner")},
			"named Officials\n  asserts: roads are shut (Wire)\n"},
		{"by: and claim: choose claims", "by:lind claim:denied", []news.Filing{
			printed("a", "Wire", 9, "", "Lind|denied|a leak|denies|ref=ana-lind", "Lind|said|the wall holds|ref=ana-lind", "Officials|denied|a flood|denies")},
			"named Ana lind\n  denies: a leak (Wire)\n"},
		{"a name only the store knows leaves all", "by:kremlin", []news.Filing{
			printed("a", "Wire", 9, "", "Officials|said|roads are shut")},
			"named Officials\n  asserts: roads are shut (Wire)\n"},
		{"words about stories leave all", "rain OR claim:denied", []news.Filing{
			printed("a", "Wire", 9, "", "Officials|said|roads are shut")},
			"named Officials\n  asserts: roads are shut (Wire)\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q, err := news.ParseQuery(c.query)
			if err != nil {
				t.Fatal(err)
			}
			if got := told(Ledger(c.stories, q)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// A reference made of a common name holds within its event only.
func TestLedgerCommonReferences(t *testing.T) {
	a := printed("a", "Wire", 9, "", "The coast guard|said|two tugs came|ref=coast-guard")
	b := printed("b", "Post", 10, "", "The coast guard|said|a freighter drifts|ref=coast-guard")
	b.Event = "f"
	for _, f := range []*news.Filing{&a, &b} {
		f.Claims[0].SpeakerName = "The coast guard"
	}
	c := printed("c", "Radio", 11, "", "the coast guard|said|ferries wait|")
	c.Event = "g"
	d := printed("d", "Post", 12, "", "The Coast Guard|said|a crew is safe|ref=coast-guard")
	d.Event = "f"
	d.Claims[0].SpeakerName = "Coast Guard"
	if l := Ledger([]news.Filing{b, c, d}, news.Query{}); len(l) != 3 {
		t.Errorf("a common name in another event is that of an entity: %d speakers\n%s", len(l), told(l))
	}
	if l := Ledger([]news.Filing{a, b}, news.Query{}); len(l) != 2 {
		t.Errorf("two coast guards are %d speakers", len(l))
	}
}

// A story's headline and the sentence it shortens are one claim, told by the sentence.
func TestLedgerFoldsHeadlines(t *testing.T) {
	f := printed("a", "Wire", 9, "", "Ana Lind|denied|doping at the opening of a closed hearing on Saturday|denies|ref=ana-lind")
	f.Story.Title = "Lind denies doping as hearing opens"
	f.Claims = append([]news.Claim{{Field: news.InTitle, Source: []news.Span{{Start: 0, End: 4}}, Cue: []news.Span{{Start: 5, End: 11}},
		Content: []news.Span{{Start: 12, End: 35}}, Stance: news.Denies, Kind: news.Speech, Outer: -1, Speaker: "ana-lind", SpeakerName: "Ana Lind"}}, f.Claims...)
	want := "named Ana Lind\n  denies: doping at the opening of a closed hearing on Saturday (Wire)\n"
	l := Ledger([]news.Filing{f}, news.Query{})
	if got := told(l); got != want || len(l[0].Rows[0].Carried) != 1 || l[0].Rows[0].Carried[0].Field != news.InText {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// The same ministry's name in two events is two ministries, unless the name is proper.
func TestLedgerKeepsEventsApart(t *testing.T) {
	a := printed("a", "Wire", 9, "", "the ministry|said|roads are shut", "Harbour Piers|said|ships wait")
	b := printed("b", "Post", 10, "", "the ministry|said|trains run late", "Harbour Piers|said|cranes turn")
	b.Event = "f"
	want := "named Harbour Piers\n  asserts: ships wait (Wire)\n  asserts: cranes turn (Post)\n" +
		"named the ministry\n  asserts: roads are shut (Wire)\nnamed the ministry\n  asserts: trains run late (Post)\n"
	if got := told(Ledger([]news.Filing{b, a}, news.Query{})); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A ledger survives marks that do not lie in their text, and every row is somebody's.
func FuzzLedger(f *testing.F) {
	f.Add("The mayor said 40 boats were lost", 0, 9, 10, 14, 15, 33, "claim:denied -by:mayor")
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, e, g int, query string) {
		q, err := news.ParseQuery(query)
		if err != nil {
			return
		}
		one := news.Filing{Story: news.Story{ID: "a", Outlet: "Wire", Title: text, Text: text}, Event: "e", Origin: "b"}
		one.Claims = []news.Claim{
			{Field: news.InText, Source: []news.Span{{Start: a, End: b}}, Cue: []news.Span{{Start: c, End: d}}, Content: []news.Span{{Start: e, End: g}}, Outer: -1},
			{Field: news.InTitle, Content: []news.Span{{Start: a, End: g}, {Start: b, End: c}}, Stance: news.Denies, Outer: 0, Speaker: "x"},
		}
		two := one
		two.Story.ID, two.Origin = "b", "a" // origins that go round
		for _, s := range Ledger([]news.Filing{one, two}, q) {
			for _, r := range s.Rows {
				if len(r.Carried) == 0 || r.Words == "" {
					t.Errorf("row %+v of %+v", r, s)
				}
			}
		}
	})
}

func BenchmarkLedger(b *testing.B) {
	var fs []news.Filing
	for i := range 300 {
		id := string(rune('a'+i%26)) + strings.Repeat("x", i/26)
		fs = append(fs, printed(id, "Outlet "+id, i%24, "",
			"The mayor|said|the bridge number "+id+" would open on Friday at the latest",
			"Officials in "+id+"|denied|that roads to the harbour had been shut since the storm|denies",
			"Ana Lind|said|the wall holds and the level falls by the hour, day "+id+"|ref=ana-lind", "he|said|boats drift past house "+id))
	}
	b.ReportAllocs()
	for b.Loop() {
		Ledger(fs, news.Query{})
	}
}

// An entity's ledger has what it says, and what others say about it: not its own words,
// nor words that name it only outside of what is said.
func TestLedgerOfEntity(t *testing.T) {
	f := printed("a", "Northwire", 9, "",
		"Kaia Tamm|said|Latvia would lend three pumps|ref=kaia-tamm",
		"Latvia|denied|that the pumps were late|ref=LVA|denies",
		"Latvia|said|Latvia had sent them|ref=LVA",
		"The Latvia desk of the ministry|said|rain was coming")
	text := f.Story.Text
	for at := 0; ; {
		i := strings.Index(text[at:], "Latvia")
		if i < 0 {
			break
		}
		f.Mentions = append(f.Mentions, news.Mention{Field: news.InText, Span: news.Span{Start: at + i, End: at + i + 6}, Kind: news.Country, Ref: "LVA", Name: "Latvia"})
		at += i + 6
	}
	e := news.Entity{Kind: news.Country, Ref: "LVA", Name: "Latvia"}
	if got, want := told(By([]news.Filing{f}, e)), "named Latvia\n  denies: that the pumps were late (Northwire)\n  asserts: Latvia had sent them (Northwire)\n"; got != want {
		t.Errorf("by: %s\nwant: %s", got, want)
	}
	if got, want := told(About([]news.Filing{f}, e)), "named Kaia tamm\n  asserts: Latvia would lend three pumps (Northwire)\n"; got != want {
		t.Errorf("about: %s\nwant: %s", got, want)
	}
	if got := By(nil, e); len(got) > 0 {
		t.Errorf("by nobody: %v", got)
	}
}

// Words that follow the cue read on from it, others are set apart.
func TestLedgerSetsWordsApart(t *testing.T) {
	for _, c := range []struct {
		text, cue, content string
		want               bool
	}{
		{"The mayor said the wall holds.", "said", "the wall holds", false},
		{"The mayor said that the wall holds.", "said", "the wall holds", false},
		{"The mayor said, “the wall holds”.", "said", "the wall holds", false},
		{"The mayor told a newspaper most were at home.", "told", "most were at home", true},
		{"Most were at home, the mayor told a newspaper.", "told", "Most were at home", true},
	} {
		at := func(words string) []news.Span {
			i := strings.Index(c.text, words)
			return []news.Span{{Start: i, End: i + len(words)}}
		}
		f := news.Filing{Story: news.Story{ID: "a", Outlet: "Wire", Lang: "en", Text: c.text}, Event: "e", Claims: []news.Claim{{Field: news.InText, Outer: -1,
			Stance: news.Asserts, Kind: news.Speech, Source: at("mayor"), Cue: at(c.cue), Content: at(c.content)}}}
		l := Ledger([]news.Filing{f}, news.Query{})
		if len(l) != 1 || l[0].Rows[0].Apart != c.want {
			t.Errorf("%q: %+v", c.text, l)
		}
	}
}
