package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"dateline/news"
)

// fakeNotes says what a related story has that the open one has not.
var fakeNotes = map[string]news.Difference{
	"Dam authority says 3,400 households moved, twice the first count": {Kind: news.OtherFigure, Text: "3,400 households ≠ about 1,800"},
	"Ministry denies lake level was kept secret":                       {Kind: news.OtherDenies, Text: "the ministry denies that readings were withheld"},
	"Villages below Tarsa dam emptied overnight":                       {Kind: news.OtherAdds, Text: "Ilmar Vesk, Red Cross, 14 buses"},
}

// newFakeDesk returns the desk of the golden screens.
func newFakeDesk() *fakeDesk {
	d := &fakeDesk{bulls: make(chan news.Bulletin, 64)}
	d.dam()
	d.ferry()
	d.scripts()
	d.small()
	d.feeds = fakeFeeds()
	return d
}

const damText = `TARSA, Estonia, April 10 (Northwire) - About 1,800 households below the Tarsa dam were moved to higher ground overnight after engineers reported a crack in the western wall, the regional rescue board said on Friday.
"The wall is holding and the level is falling by the hour," rescue chief Ilmar Vesk told reporters at the site.
A person at the operator, who asked not to be named, told Kanto Press that water is believed to have risen above the safe mark as early as Tuesday.
The environment ministry denied that readings had been withheld from the public. It declined to comment on when the spillway would be opened.
Finland and Latvia have each offered pumps, and the European Commission said 14 experts were on their way.
"Why were the villages told only at midnight?" asked opposition lawmaker Kaia Tamm.
The reservoir holds more than 40 million cubic metres of water and was last inspected in 2024, when the inspectors confirmed that the wall met the standard.`

func (d *fakeDesk) dam() {
	origin := d.add("dam", "Northwire", news.NewsAgency, 125*time.Minute, "Estonia empties villages below cracked dam as level is brought down", damText).
		from("Tarsa", "Estonia", 4, 10).
		country(news.InTitle, "Estonia", "EST", "Estonia").
		country(news.InText, "Estonia", "EST", "Estonia").
		mention(news.InText, "TARSA", news.Mention{Kind: news.Place, Ref: "EST", Name: "Tarsa"}).
		figure("1,800 households", "About", 1800, "households").
		name("Tarsa dam", news.Place, "Tarsa dam").
		name("regional rescue board", news.Organisation, "regional rescue board").
		name("Ilmar Vesk", news.Person, "Ilmar Vesk").
		name("Kanto Press", news.Organisation, "Kanto Press").
		name("environment ministry", news.Organisation, "environment ministry").
		country(news.InText, "Finland", "FIN", "Finland").
		country(news.InText, "Latvia", "LVA", "Latvia").
		mention(news.InText, "European Commission", news.Mention{Kind: news.Agency, Ref: "ec", Name: "European Commission"}).
		figure("14 experts", "", 14, "experts").
		name("Kaia Tamm", news.Person, "Kaia Tamm").
		figure("40 million cubic metres", "more than", 40e6, "cubic metres").
		claim(news.Asserts, "the regional rescue board", "said", "About 1,800 households below the Tarsa dam were moved to higher ground overnight", "", nil).
		claim(news.Asserts, "rescue chief Ilmar Vesk", "told", "The wall is holding and the level is falling by the hour,", "", quoted).
		claim(news.Asserts, "A person at the operator", "told Kanto Press", "water is believed to have risen above the safe mark as early as Tuesday",
			"Kanto Press", unnamed).
		claim(news.Denies, "The environment ministry", "denied", "readings had been withheld from the public", "", nil).
		claim(news.Declines, "It", "declined to comment", "when the spillway would be opened", "", nil).
		claim(news.Asserts, "the European Commission", "said 14", "14 experts were on their way", "", nil).
		claim(news.Questions, "opposition lawmaker Kaia Tamm", "asked opposition", "Why were the villages told only at midnight?", "", quoted).
		claim(news.Confirms, "the inspectors", "confirmed", "the wall met the standard", "", nil).
		flags(news.Urgent | news.Changed | news.FiguresDiffer | news.Denied)
	s := origin.s
	s.Version, s.Updated = 3, fakeNow.Add(-20*time.Minute)
	s.Versions = []news.Version{{N: 2, Seen: fakeNow.Add(-80 * time.Minute)}, {N: 1, Seen: fakeNow.Add(-124 * time.Minute)}}
	s.Links = []news.Link{{Span: origin.span(news.InText, "last inspected in 2024"), URL: "https://northwire.example/2024/inspection"}}
	s.Images = []news.Image{{Alt: "Lorries carry pumps past a flooded orchard"}} // told at the end; photo_test.go has those with an address
	s.grown = 2
	s.shared = []string{"Estonia", "Tarsa dam"}
	s.silent = []string{"Volga Agency", "Meridian News", "Andes Diario"}
	d.add("dam", "Baltic Courier", news.Newspaper, 110*time.Minute, s.Title, damText).reprints(origin)
	d.add("dam", "Harbour Radio", news.Broadcaster, 95*time.Minute, "Villages below cracked dam emptied - Northwire", damText).reprints(origin)
	d.add("dam", "Kanto Press", news.NewsAgency, 87*time.Minute, "Dam authority says 3,400 households moved, twice the first count",
		"TARSA - The dam authority said 3,400 households had been moved.")
	d.add("dam", "Levant Daily", news.Newspaper, 60*time.Minute, "Ministry denies lake level was kept secret",
		"The environment ministry denied that readings had been withheld.").flags(news.Denied)
	d.add("dam", "Meridian TV", news.Broadcaster, 180*time.Minute, "Villages below Tarsa dam emptied overnight",
		"Buses took families to schools on higher ground.")
	s.related = []news.RelatedRow{
		{Story: "old1", Outlet: "Northwire", OutletKind: news.NewsAgency, Kind: news.Earlier, Title: "Crack seen in Tarsa dam, operator calls it harmless",
			Lag: -49 * time.Hour, Differs: news.Difference{Kind: news.OtherAdds, Text: "operator: harmless"}},
		{Story: "old2", Outlet: "Kanto Press", OutletKind: news.NewsAgency, Kind: news.Background, Title: "What Europe's ageing dams cost to mend",
			Lag: -9 * 24 * time.Hour},
		{Story: "old3", Outlet: "Baltic Courier", OutletKind: news.Newspaper, Kind: news.Background,
			Title: "Estonia and Latvia sign accord on shared rivers", Lag: -30 * 24 * time.Hour},
	}
	for i, id := range []string{"old1", "old2", "old3"} {
		o := d.add(id, s.related[i].Outlet, news.NewsAgency, -s.related[i].Lag+125*time.Minute, s.related[i].Title,
			"An older story, kept short.\nIt has two paragraphs.").read()
		s.related[i].Story, s.related[i].Event = o.s.ID, o.s.Event.ID
		if id == "old1" { // what followed is seen from there
			o.s.related = []news.RelatedRow{
				{Story: s.ID, Event: s.Event.ID, Outlet: s.Outlet, OutletKind: news.NewsAgency, Kind: news.Later, Title: s.Title, Lag: 49 * time.Hour,
					Differs: news.Difference{Kind: news.OtherFigure, Text: "14 ≠ one"}},
			}
		}
	}
}

func (d *fakeDesk) ferry() {
	o := d.add("ferry", "Meridian News", news.StateAgency, 14*time.Minute, "Ferry crews in Greece end strike after nine days, union says",
		`PIRAEUS, Greece - Ferry crews went back to work on Friday after a strike of nine days, the seamen's union said.
The operators confirmed a rise in pay of 6.5%.`).
		country(news.InTitle, "Greece", "GRC", "Greece").figure("6.5%", "", 6.5, "percent").
		claim(news.Confirms, "The operators", "confirmed", "a rise in pay of 6.5%", "", nil)
	d.add("ferry", "Levant Daily", news.Newspaper, 9*time.Minute, "Greek ferries sail again", "Ferries left Piraeus at noon.").reprints(o)
	d.add("ferry", "Harbour Radio", news.Broadcaster, 2*time.Minute, "Islands get first ferry in nine days", "The first ferry reached Syros.")
	d.add("budget", "Volga Agency", news.StateAgency, 33*time.Minute, "CORRECTED-Kazakhstan to build 120 (not 210) schools by autumn",
		"ASTANA - The ministry of education corrected an earlier figure.").
		country(news.InTitle, "Kazakhstan", "KAZ", "Kazakhstan").flags(news.Corrected | news.Changed)
	d.add("chess", "Andes Diario", news.Newspaper, 51*time.Minute, "Peru and Chile to share a telescope in the Atacama",
		"LIMA - The two countries will share observing time.").
		country(news.InTitle, "Peru", "PER", "Peru").country(news.InTitle, "Chile", "CHL", "Chile").read()
	d.add("kill", "Kanto Press", news.NewsAgency, 70*time.Minute, "KILL: story on bridge tolls is withdrawn, the figures were of another year",
		"").flags(news.Withdrawn)
}

// scripts are headlines that are hard on a terminal.
func (d *fakeDesk) scripts() {
	d.add("jp", "Kanto Press", news.NewsAgency, 5*time.Minute, "日本とノルウェー、北極の海氷観測で協力へ　来月に調査船を派遣、共同で研究施設も整備", "【東京】日本とノルウェーは10日、北極の海氷を共同で観測することで合意した。来月、調査船を派遣する。両国は「研究の空白を埋める」と説明している。").
		country(news.InTitle, "日本", "JPN", "Japan").country(news.InTitle, "ノルウェー", "NOR", "Norway")
	d.add("ar", "Levant Daily", news.Newspaper, 21*time.Minute, "الأردن ومصر يوقعان اتفاقا لتبادل الكهرباء بقدرة 2000 ميغاواط", "عمّان - وقع الأردن ومصر اتفاقا يوم الجمعة.").
		country(news.InTitle, "الأردن", "JOR", "Jordan").country(news.InTitle, "مصر", "EGY", "Egypt")
	d.add("emoji", "Harbour Radio", news.Broadcaster, 41*time.Minute, "👩‍🚒👍🏽 Volunteers 🇫🇮 clean beaches ❤️ of Åland",
		"Families 👨‍👩‍👧‍👦 came with nets.")
	d.add("ru", "Volga Agency", news.StateAgency, 44*time.Minute,
		"Армения и Грузия открыли новый железнодорожный маршрут к морю",
		"ЕРЕВАН - Первый поезд отправился в пятницу.").
		country(news.InTitle, "Армения", "ARM", "Armenia").country(news.InTitle, "Грузия", "GEO", "Georgia")
	d.add("hi", "Kanto Press", news.NewsAgency, 57*time.Minute, "नेपाल और भूटान ने हिमालय में साझा मौसम केंद्र खोला, अगले साल से मिलेंगी चेतावनियाँ", "काठमांडू - दोनों देशों ने शुक्रवार को केंद्र का उद्घाटन किया।").
		country(news.InTitle, "नेपाल", "NPL", "Nepal").country(news.InTitle, "भूटान", "BTN", "Bhutan")
	d.add("combining", "Andes Diario", news.Newspaper, 59*time.Minute, "Việt Nam opens a café museum in Đà Nẵng", "The museum shows 300 cups.")
}

// small stories of the days before fill the list.
func (d *fakeDesk) small() {
	places := [...][3]string{{"Norway", "NOR", "Oslo"}, {"Kenya", "KEN", "Nairobi"}, {"Brazil", "BRA", "Brasilia"}, {"India", "IND", "Delhi"}, {"Canada",
		"CAN", "Ottawa"}, {"Spain", "ESP", "Madrid"}}
	what := [...]string{"opens a library on wheels for mountain villages", "counts its storks and finds more than last year",
		"plans a night train to the coast", "lends two paintings to a museum abroad, ministry says", "tests a quieter tram", "moves its clocks, and farmers complain"}
	for i := range 24 {
		p, w := places[i%6], what[(i*5+i/6)%6]
		outlet := [...]string{"Northwire", "Meridian News", "Andes Diario", "Kanto Press"}[i%4]
		m := d.add(fmt.Sprint("small", i), outlet, news.NewsAgency, time.Duration(3+i*4)*time.Hour, p[0]+" "+w, p[2]+" - "+p[0]+" "+w+
			".\nOfficials said more would follow.").
			country(news.InTitle, p[0], p[1], p[0])
		if i%3 > 0 {
			m.read()
		}
	}
}

// many adds n stories of words drawn at random, for measuring: what differs between
// two of them must be as much as between real ones.
func (d *fakeDesk) many(n int) {
	words := strings.Fields(damText)
	seed := uint32(7)
	say := func(n int) string {
		var out []string
		for range n {
			seed = seed*1664525 + 1013904223
			out = append(out, words[int(seed>>8)%len(words)])
		}
		return strings.Join(out, " ")
	}
	outlets := [...]string{"Northwire", "Meridian News", "Andes Diario", "Kanto Press", "Baltic Courier"}
	for i := range n {
		m := d.add(fmt.Sprint("many", i), outlets[i%5], news.NewsAgency, time.Duration(i+200)*time.Hour/10,
			say(7+int(seed>>16)%9), "HELSINKI - "+say(60)+".\n"+say(90)+".\n"+say(80)+".\n"+say(70)+".").
			country(news.InText, "HELSINKI", "FIN", "Finland")
		if i%3 == 0 {
			m.read()
		}
		if i%4 == 0 {
			m.flags(news.FiguresDiffer)
		}
	}
}

func fakeFeeds() []news.FeedStatus {
	at := func(min int) time.Time { return fakeNow.Add(-time.Duration(min) * time.Minute) }
	feed := func(outlet, url string, items, unread int, st news.FetchState) news.FeedStatus {
		return news.FeedStatus{Feed: news.Feed{ID: news.NewFeedID(outlet), URL: url, Title: outlet, Outlet: outlet}, State: st, Items: items,
			Unread: unread, PerDay: float64(items) / 7}
	}
	feeds := []news.FeedStatus{
		feed("Andes Diario", "https://andesdiario.example/rss", 120, 3, news.FetchState{Status: 200, LastTry: at(4), LastGood: at(4), Next: at(-11)}),
		feed("Kanto Press", "https://kantopress.example/feed", 431, 9, news.FetchState{Status: 304, LastTry: at(2), LastGood: at(2), Next: at(-3)}),
		feed("Levant Daily", "https://levantdaily.example/feed.xml", 78, 2, news.FetchState{Status: 403, LastTry: at(31), LastGood: at(4400), Next: at(-90),
			Err: "the server refuses readers like this (403)", Failures: 6}),
		feed("Northwire", "https://northwire.example/all.atom", 902, 14, news.FetchState{Status: 200, LastTry: at(1), LastGood: at(1), Next: at(-1),
			Repaired: "an illegal character was dropped"}),
		feed("Volga Agency", "https://volga.example/rss", 0, 0, news.FetchState{}),
	}
	for i := range feeds {
		feeds[i].Folder = map[bool]string{true: "agencies", false: "papers"}[i >= 3]
	}
	slices.SortStableFunc(feeds, func(a, b news.FeedStatus) int { return strings.Compare(a.Folder, b.Folder) })
	return feeds
}
