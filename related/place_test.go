package related

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

const harbour = "A container crane collapsed at the port of Gdansk on Monday and fell across two berths, the port authority said. Two dockers were taken to hospital and the Baltic terminal was closed until further notice, said its director, Pawel Lisiecki."

// stories of each case are placed in order; want is "event" or "event<origin" for each.
func TestPlacements(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []news.Filing
		want string
	}{
		{"a new version of the outlet's own story, with a marker",
			[]news.Filing{
				wire("a", "Northern Wire", "Crane collapses at Gdansk port, two dockers hurt", harbour, 0),
				wire("b", "Northern Wire", "UPDATE 1-Crane collapse at Gdansk port hurts two dockers", "The collapse of a crane at the port of Gdansk hurt two dockers on Monday and closed the Baltic terminal, whose director Pawel Lisiecki said that work would stop for days.", 1.5),
			}, "a a<a"},
		{"a corrected headline under another guid",
			[]news.Filing{
				wire("a", "Northern Wire", "Crane collapses at Gdansk port, two dockers hurt", "", 0),
				wire("b", "Northern Wire", "Crane collapses at Gdansk port, three dockers hurt", "", 0.5),
			}, "a a<a"},
		{"five versions under five guids fold one after another",
			[]news.Filing{
				wire("a", "Northern Wire", "Crane collapses at Gdansk port", "A crane has collapsed at the port of Gdansk, the port authority said on Monday.", 0),
				wire("b", "Northern Wire", "UPDATE 1-Crane collapses at Gdansk port, two hurt", harbour, 0.4),
				wire("c", "Northern Wire", "UPDATE 2-Two dockers hurt as crane collapses at Gdansk port", harbour+" A third man was treated at the site.", 1.2),
				wire("d", "Northern Wire", "UPDATE 3-Gdansk terminal shut after crane collapse hurts two dockers", "The Baltic terminal of the port of Gdansk was shut on Monday after a container crane collapsed and hurt two dockers, its director, Pawel Lisiecki, said. Ships were sent to Gdynia.", 4),
				wire("e", "Northern Wire", "WRAPUP 1-Gdansk terminal to stay shut for days after crane collapse", "The Baltic terminal of the port of Gdansk will stay shut for days after a container crane collapsed on Monday and hurt two dockers, its director, Pawel Lisiecki, said. Insurers put the damage at 12 million euros.", 9),
			}, "a a<a a<b a<c a<d"},
		{"leads of an agency under new guids",
			[]news.Filing{
				wire("a", "Hanbit", "Crane collapses at Gdansk port", "A crane has collapsed at the port of Gdansk, the port authority said on Monday.", 0),
				wire("b", "Hanbit", "(LEAD) Crane collapses at Gdansk port, two hurt", harbour, 0.5),
				wire("c", "Hanbit", "(2nd LD) Two dockers hurt as crane collapses at Gdansk port", harbour+" A third man was treated at the site.", 1),
				wire("d", "Hanbit", "(3rd LD) Two dockers hurt in Gdansk crane collapse; terminal shut", "Two dockers were hurt when a container crane collapsed at the port of Gdansk on Monday, and the Baltic terminal was shut, its director, Pawel Lisiecki, said.", 3),
			}, "a a<a a<b a<c"},
		{"a correction under a new guid",
			[]news.Filing{
				wire("a", "Northern Wire", "Crane collapses at Gdansk port, two dockers hurt", harbour, 0),
				wire("b", "Northern Wire", "CORRECTED-Crane collapses at Gdansk port, three dockers hurt", "(Corrects number of hurt in first paragraph.) A container crane collapsed at the port of Gdansk on Monday, and three dockers were taken to hospital.", 6),
				wire("c", "Northern Wire", "REFILE-Crane collapses at Gdansk port, three dockers hurt", "(Refiles to fix spelling of director's name.) A container crane collapsed at the port of Gdansk on Monday, and three dockers were taken to hospital.", 7),
			}, "a a<a a<b"},
		{"a withdrawal under a new guid",
			[]news.Filing{
				wire("a", "Northern Wire", "Crane collapses at Gdansk port, two dockers hurt", harbour, 0),
				wire("b", "Northern Wire", "WITHDRAWN: Crane collapses at Gdansk port, two dockers hurt", "Please disregard this story. A substitute will follow.", 20),
			}, "a a<a"},
		{"a kill that only names the story",
			[]news.Filing{
				wire("a", "Northern Wire", "Crane collapses at Gdansk port, two dockers hurt", harbour, 0),
				wire("b", "Northern Wire", "KILL KILL KILL: Gdansk port crane collapse", "Editors: kill the story headlined \"Crane collapses at Gdansk port, two dockers hurt\". The port authority has said that no crane fell.", 5),
			}, "a a<a"},
		{"today's first update does not replace yesterday's third",
			[]news.Filing{
				wire("a", "Northern Wire", "UPDATE 3-Baltic freight rates climb on ice", "Freight rates in the Baltic rose 2 percent on Monday as ice kept ships in port, brokers in Riga said.", 0),
				wire("b", "Northern Wire", "UPDATE 1-Baltic freight rates slip as thaw sets in", "Freight rates in the Baltic slipped 1 percent on Tuesday as a thaw set in, brokers in Riga said.", 60),
			}, "a b"},
		{"a correction of another story of the outlet",
			[]news.Filing{
				wire("a", "Northern Wire", "Crane collapses at Gdansk port, two dockers hurt", harbour, 0),
				wire("b", "Northern Wire", "CORRECTED-Bridge collapses at Malbork, two walkers hurt", "(Corrects name of river.) A footbridge collapsed over the Nogat at Malbork on Monday and two walkers were taken to hospital, the town said.", 3),
			}, "a b"},
		{"a paper that opens every text with the hour has not one event",
			[]news.Filing{
				wire("a", "Isle Times", "Ferry fares rise on Arran", "April 10, 2026 5:00 AM\nFares on the ferry to Arran rise by a tenth in May, the operator said.", 0),
				wire("b", "Isle Times", "Bakery in Lerwick wins medal", "April 10, 2026 5:00 AM\nA bakery in Lerwick has won a medal for its bannocks at a fair in Perth.", 0),
				wire("c", "Isle Times", "Harbour wall at Stromness to be raised", "April 10, 2026 5:00 AM\nThe council will raise the harbour wall at Stromness by half a metre.", 0),
			}, "a b c"},
		{"a word on everybody's lips makes no event",
			[]news.Filing{
				wire("a", "Northern Wire", "Zoravirus: protecting the youngest", "A family went into isolation early.", 0),
				wire("b", "Isle Times", "Zoravirus: airline seeks bailout", "The owner pledges an island as collateral.", 2),
				wire("c", "Harbour Post", "Actor humbled to be alive after Zoravirus", "He says he has got a new outlook on life.", 3),
			}, "a b c"},
		{"a reprint under another headline",
			[]news.Filing{
				wire("a", "Northern Wire", "Crane collapses at Gdansk port, two dockers hurt", harbour, 0),
				wire("b", "Valley Herald", "Baltic terminal closed", harbour, 3),
			}, "a a<a"},
		{"a reprint of a reprint goes back to the first",
			[]news.Filing{
				wire("a", "Northern Wire", "Crane collapses at Gdansk port, two dockers hurt", harbour, 0),
				wire("b", "Valley Herald", "Baltic terminal closed", harbour, 3),
				wire("c", "Isle Times", "Gdansk crane falls", harbour, 4),
			}, "a a<a a<a"},
		{"sister votes in two states",
			[]news.Filing{
				wire("a", "Northern Wire", "Marsh wins Ohio primary", "Senator Elaine Marsh won the Ohio primary on Tuesday, taking Cleveland and its suburbs, election officials in Columbus said.", 0),
				wire("b", "Northern Wire", "Tolland wins Iowa primary", "Governor Peter Tolland won the Iowa primary on Tuesday, taking Des Moines and its suburbs, election officials said.", 1),
			}, "a b"},
		{"sister shootings of one week",
			[]news.Filing{
				wire("a", "Valley Herald", "Man, 34, shot dead outside bar in Tulsa", "A 34-year-old man was shot dead outside a bar in Tulsa, Oklahoma, on Friday night, police said. The man was identified as Dale Corrigan.", 0),
				wire("b", "Isle Times", "Woman, 52, shot dead outside store in Fresno", "A 52-year-old woman was shot dead outside a store in Fresno, California, on Sunday night, police said. She was identified as Nora Beltran.", 48),
			}, "a b"},
		{"boilerplate leads are not one event",
			[]news.Filing{
				wire("a", "Isle Times", "Ferry fares rise on Arran", "Sign up for the morning letter of the Isle Times and get the news of the islands before breakfast every day, free of charge and without any advertising at all, ever.", 0),
				wire("b", "Isle Times", "Bakery in Lerwick wins medal", "Sign up for the morning letter of the Isle Times and get the news of the islands before breakfast every day, free of charge and without any advertising at all, ever.", 5),
			}, "a b"},
		{"two events in French stay apart",
			[]news.Filing{
				french("a", "Une grue s'effondre dans le port du Havre", "Une grue s'est effondrée lundi dans le port du Havre et deux dockers ont été blessés, a annoncé la direction du port dans un communiqué.", 0),
				french("b", "Le conseil de Lyon vote le budget des tramways", "Le conseil municipal de Lyon a voté lundi le budget des tramways, et la ligne vers Vaise sera prolongée, a annoncé la mairie dans un communiqué.", 1),
			}, "a b"},
		{"one event in French is found",
			[]news.Filing{
				french("a", "Une grue s'effondre dans le port du Havre, deux blessés", "Une grue s'est effondrée lundi dans le port du Havre et deux dockers ont été blessés, a annoncé la direction du port dans un communiqué.", 0),
				french("b", "Le Havre : une grue s'effondre sur le port et blesse deux dockers", "Deux dockers ont été blessés lundi au Havre par une grue qui s'est effondrée sur le port, selon la direction.", 1),
			}, "a a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(Options{})
			var got []string
			for _, f := range c.in {
				p := x.Place(f, nil)
				s := string(p.Event)
				if p.Origin != "" {
					s += "<" + string(p.Origin)
				}
				got = append(got, s)
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

func french(id, title, text string, hours float64) news.Filing {
	f := wire(id, "Le Courrier "+id, title, text, hours)
	f.Story.Lang = "fr"
	return f
}

func TestOtherLanguages(t *testing.T) {
	tag := func(f news.Filing, figure float64, refs ...string) news.Filing {
		for _, r := range refs {
			f.Mentions = append(f.Mentions, news.Mention{Kind: news.Agency, Ref: r, Name: r})
		}
		f.Mentions = append(f.Mentions, news.Mention{Kind: news.FigureKind, Figure: &news.Figure{Value: figure}})
		return f
	}
	en := tag(wire("en", "Northern Wire", "Grid operator cuts power to 40,000 homes", "The grid operator cut power to 40,000 homes on Monday.", 0), 40000, "gridco", "energy-ministry")
	ru := func(figure float64, hours float64) news.Filing {
		return tag(wire("ru", "Вестник", "Сетевая компания отключила 40 тысяч домов", "Компания отключила в понедельник 40 тысяч домов.", hours), figure, "gridco", "energy-ministry")
	}
	placed := func(id, title, place, country string) news.Filing {
		f := wire(id, "O "+id, title, "", 1)
		i := strings.Index(title, place)
		f.Mentions = append(f.Mentions, news.Mention{Kind: news.Place, Span: news.Span{Start: i, End: i + len(place)}, Ref: country, Name: place},
			news.Mention{Kind: news.Country, Ref: country})
		return f
	}
	in := func(id, title, country string, figure float64) news.Filing {
		f := wire(id, "O "+id, title, "", 1)
		f.Mentions = append(f.Mentions, news.Mention{Kind: news.Country, Ref: country})
		return tag(f, figure)
	}
	off := in("off", "Hundreds flee homes on Mindanao after tremor of 5.8", "PHL", 310)
	quake := tag(placed("quake", "Quake of magnitude 5.8 shakes Lisbon", "Lisbon", "PRT"), 5.8)
	for _, c := range []struct {
		name  string
		other news.Filing
		want  news.EventID
	}{
		{"names, figure and hour agree", ru(40000, 2), "en"},
		{"the figure does not", ru(12000, 2), "ru"},
		{"days apart", ru(40000, 50), "ru"},
		{"one rare place and a figure", tag(placed("ar", "زلزال بقوة 5.8 درجات قرب لشبونة", "لشبونة", "PRT"), 5.8), "quake"},
		{"the same in Japanese", placed("ja", "リスボンでM5.8の地震", "リスボン", "PRT"), "quake"},
		{"the place and another figure", tag(placed("ar", "زلزال بقوة 4.9 درجات قرب لشبونة", "لشبونة", "PRT"), 4.9), "ar"},
		{"the figure without the place", tag(wire("ar", "الأفق", "زلزال بقوة 5.8 درجات", "", 1), 5.8), "ar"},
		{"a country, a number with a fraction and another one", in("ko", "필리핀 남부 규모 5.8 지진", "PHL", 310), "off"},
		{"the country and one of the numbers", in("ko", "필리핀 남부 규모 5.8 지진", "PHL", 40), "ko"},
		{"both numbers in another country", in("ko", "필리핀 남부 규모 5.8 지진", "IDN", 310), "ko"},
		{"a place of that sound in another country", placed("ja", "リスボンでM5.8の地震", "リスボン", "USA"), "ja"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(Options{})
			x.Place(en, nil)
			x.Place(quake, nil)
			x.Place(off, nil)
			if p := x.Place(c.other, nil); p.Event != c.want {
				t.Errorf("event %q, want %q", p.Event, c.want)
			}
		})
	}
}

func TestSource(t *testing.T) {
	for _, c := range []struct {
		name string
		s    news.Story
		want string
	}{
		{"credit", news.Story{Outlet: "Isle Times", Credit: "The Associated Press"}, "AP"},
		{"dateline", news.Story{Outlet: "Isle Times", Dateline: news.Dateline{Agency: "Yonhap"}}, "Yonhap"},
		{"opening bracket", news.Story{Outlet: "Isle Times", Text: "OSLO (AFP) - A ferry ran aground."}, "AFP"},
		{"closing dash", news.Story{Outlet: "Isle Times", Text: "A ferry ran aground. — Reuters"}, "Reuters"},
		{"an aside is no credit", news.Story{Outlet: "Isle Times", Text: "A ferry (the Skarven) ran aground."}, "Isle Times"},
		{"own words", news.Story{Outlet: "Isle Times", Text: "A ferry ran aground."}, "Isle Times"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.s.ID = "s"
			if p := New(Options{}).Place(news.Filing{Story: c.s}, nil); p.Source != c.want {
				t.Errorf("source %q, want %q", p.Source, c.want)
			}
		})
	}
}

// A placement names only stories that came before, an event that is known, and each
// relation once, best first within its kind; Restore of what Place said changes nothing.
func FuzzPlace(f *testing.F) {
	for _, e := range edition {
		f.Add(e.Story.Title, e.Story.Text, e.Story.Outlet, "en", int64(3600))
	}
	f.Add("", "", "", "", int64(0))
	f.Add("UPDATE 1-\xff\x00 | - ", "(AP) \u202e —", "x", "zz", int64(-1<<62))
	f.Add("속보 지진 1,000.5 ... ", strings.Repeat("아", 500), "y", "ko", int64(1<<40))
	m, err := FittedModel() // read once: it took most of each run
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, title, text, outlet, lang string, secs int64) {
		x, again := New(Options{Model: &m}), New(Options{Model: &m})
		seen := map[news.StoryID]bool{}
		check := func(fl news.Filing) {
			p := x.Place(fl, nil)
			lawful(t, p, seen, x)
			seen[fl.Story.ID] = true
			fl.Event, fl.Origin, fl.Source = p.Event, p.Origin, p.Source
			again.Restore(fl)
			if e := again.EventOf(fl.Story.ID); e != p.Event {
				t.Fatalf("restored into %q, placed into %q", e, p.Event)
			}
		}
		for _, id := range []string{"quake", "copy", "sister"} {
			check(edition[id])
		}
		for i, ti := range []string{title, text, title + " " + text} {
			fl := wire(fmt.Sprint("fuzz", i%2), outlet, ti, text, 1)
			fl.Story.Lang = lang
			fl.Story.Published = fl.Story.Published.Add(time.Duration(secs))
			check(fl)
		}
	})
}

func lawful(t *testing.T, p news.Placement, seen map[news.StoryID]bool, x *Index) {
	t.Helper()
	if p.Event == "" || p.Origin != "" && !seen[p.Origin] || p.Origin == p.Story {
		t.Fatalf("event %q, origin %q", p.Event, p.Origin)
	}
	named := map[news.StoryID]bool{}
	for _, r := range p.Relations {
		if r.From != p.Story || r.To == p.Story || !seen[r.To] || named[r.To] || !(r.Score >= 0 && r.Score <= 1) {
			t.Fatalf("relation %+v", r)
		}
		named[r.To] = true
		if (r.Kind == news.SameEvent) != (x.EventOf(r.To) == p.Event) {
			t.Fatalf("relation %+v of event %q in event %q", r, x.EventOf(r.To), p.Event)
		}
	}
}

// FuzzNotes: one note an other, and nothing of what strangers tagged makes it fall.
func FuzzNotes(f *testing.F) {
	f.Add("About 40 troops.", "And 60 troops.", 6, 8, "about", "troops", 40.0, 60.0)
	f.Add("", "é", -1, 99, "", "", -1e308, 1e308)
	f.Fuzz(func(t *testing.T, a, b string, from, to int, approx, unit string, v, w float64) {
		mk := func(id, text string, v float64) news.Filing {
			fl := wire(id, id, text, text, 0)
			fl.Mentions = []news.Mention{{Field: news.InText, Span: news.Span{Start: from, End: to}, Kind: news.FigureKind,
				Figure: &news.Figure{Value: v, Approx: approx, Unit: unit, Counted: news.Span{Start: to, End: from}}}}
			fl.Claims = []news.Claim{{Field: news.InTitle, Source: []news.Span{{Start: from, End: to}}, Cue: []news.Span{{Start: to, End: to + 1}}, Stance: news.Denies}}
			return fl
		}
		x, y := mk("a", a, v), mk("b", b, w)
		if n := Notes(x, []news.Filing{y, x}); len(n) != 2 || n[0].Kind == "" || n[1].Kind == "" {
			t.Fatalf("notes %+v", n)
		}
		if FiguresDiffer([]news.Filing{x, y}) != FiguresDiffer([]news.Filing{y, x}) {
			t.Fatal("differing figures depend on the order")
		}
	})
}

func BenchmarkPlace(b *testing.B) {
	x := New(Options{})
	var fs []news.Filing
	for i := range 2000 {
		f := edition[[]string{"quake", "quake2", "sister", "copy", "budget"}[i%5]]
		f.Story.Title = fmt.Sprintf("%s %s%d", f.Story.Title, "Tangara", i/7)
		fs = append(fs, f)
	}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		f := fs[i%len(fs)]
		f.Story.ID = news.StoryID(fmt.Sprint(i))
		x.Place(f, nil)
		i++
	}
}
