package wires

import (
	"dateline/news"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var markerTitles = []struct {
	name, title, lead string
	rest              string // the headline proper
	want              string // class/rank of each marker, in order
}{
	{"none", "Ministers meet in Oslo", "", "Ministers meet in Oslo", ""},
	{"lead", "(LEAD) Ministers meet", "", "Ministers meet", "version/1"},
	{"second lead", "(2nd LD) Ministers meet", "", "Ministers meet", "version/2"},
	{"urgent and lead", "(URGENT) (3rd LD) Ministers meet", "", "Ministers meet", "priority/2 version/3"},
	{"urgent word", "URGENT Ministers meet", "", "Ministers meet", "priority/2"},
	{"flash", "FLASH - Ministers meet", "", "Ministers meet", "priority/1"},
	{"alert in capitals", "ALERT: MINISTERS MEET", "", "MINISTERS MEET", "priority/2"},
	{"weather in capitals", "FLASH FLOODS HIT VALLEY", "", "FLASH FLOODS HIT VALLEY", ""},
	{"live in capitals", "LIVE-FIRE DRILLS BEGIN", "", "LIVE-FIRE DRILLS BEGIN", ""},
	{"live-in", "Live-in nurses wanted", "", "Live-in nurses wanted", ""},
	{"breaking", "BREAKING NEWS: Ministers meet", "", "Ministers meet", "priority/2"},
	{"breaking, mixed case", "Breaking: Ministers meet", "", "Ministers meet", "priority/2"},
	{"breaking as a verb", "Breaking records in Oslo", "", "Breaking records in Oslo", ""},
	{"update", "UPDATE 3-Ministers meet", "", "Ministers meet", "version/3"},
	{"update of two digits", "UPDATE 12-Ministers meet", "", "Ministers meet", "version/12"},
	{"update, no number", "UPDATE: Ministers meet", "", "Ministers meet", "version/"},
	{"wrapup", "WRAPUP 1-Ministers meet", "", "Ministers meet", "version/1"},
	{"repeat of an update", "RPT-UPDATE 1-Ministers meet", "", "Ministers meet", "version/repeat version/1"},
	{"refile", "REFILE-Ministers meet", "", "Ministers meet", "correction/minor"},
	{"corrected update", "CORRECTED-UPDATE 2-Ministers meet", "", "Ministers meet", "correction/major version/2"},
	{"corrected with a note", "CORRECTED (Fixes name of town) Ministers meet", "", "(Fixes name of town) Ministers meet", "correction/major"},
	{"correction", "Correction: Ministers meet", "", "Ministers meet", "correction/major"},
	{"kill", "KILL KILL KILL: Ministers meet", "", "Ministers meet", "withdrawal/kill"},
	{"kill and nothing else", "KILL KILL KILL", "", "KILL KILL KILL", "withdrawal/kill"},
	{"kill in capitals", "KILL SWITCH ORDERED FOR SHIPS", "", "KILL SWITCH ORDERED FOR SHIPS", ""},
	{"hold", "HOLD HOLD HOLD - Ministers meet", "", "Ministers meet", "withdrawal/hold"},
	{"withdrawn", "WITHDRAWN: Ministers meet", "", "Ministers meet", "withdrawal/kill"},
	{"embargo", "EMBARGOED: Report on fish", "", "Report on fish", "embargo/"},
	{"exclusive", "EXCLUSIVE-Ministers meet", "", "Ministers meet", "kind/exclusive"},
	{"analysis", "ANALYSIS | Why ministers meet", "", "Why ministers meet", "kind/context"},
	{"factbox", "FACTBOX-Ministers who meet", "", "Ministers who meet", "kind/reference"},
	{"opinion", "Opinion | Let them meet", "", "Let them meet", "kind/opinion"},
	{"yonhap focus", "(News Focus) Ministers meet", "", "Ministers meet", "kind/context"},
	{"yonhap editorial", "(EDITORIAL from The Daily on April 3)", "", "(EDITORIAL from The Daily on April 3)", "kind/context"},
	{"live suffix", "Ministers meet – as it happened", "", "Ministers meet – as it happened", "kind/live"},
	{"korean", "[속보] 장관 회담", "", "장관 회담", "priority/2"},
	{"japanese", "【速報】閣僚会合", "", "閣僚会合", "priority/1"},
	{"russian", "СРОЧНО: Министры встретились", "", "Министры встретились", "priority/2"},
	{"desk", "Politics : Ministers meet", "", "Ministers meet", ""},
	{"attn", "(LEAD) Ministers meet", "(ATTN: ADDS details in last 3 paras)\nOSLO, April 10", "Ministers meet", "version/1 editor-note/"},
	{"advisory", "Ministers meet", "(Adds quote in paragraph 3)", "Ministers meet", "editor-note/"},
	{"bracket in the lead", "Ministers meet", "They (Adds) met.", "Ministers meet", ""},
	{"writethru", "AP-Ministers, 4th Ld-Writethru", "", "AP-Ministers, 4th Ld-Writethru", "version/4"},
}

func TestParseMarkers(t *testing.T) {
	for _, c := range markerTitles {
		t.Run(c.name, func(t *testing.T) {
			ms, start := ParseMarkers(c.title, c.lead)
			var got []string
			for _, m := range ms {
				got = append(got, string(m.Class)+"/"+m.Rank)
			}
			if s := strings.Join(got, " "); s != c.want || c.title[start:] != c.rest {
				t.Errorf("got %q, rest %q", s, c.title[start:])
			}
		})
	}
}

func d(city, where, agency string, month, day, year int) news.Dateline {
	return news.Dateline{City: city, Where: where, Agency: agency, Month: month, Day: day, Year: year}
}

var datelines = []struct {
	name, text string
	want       news.Dateline // but End
	rest       string
}{
	{"yonhap", "SEOUL, April 10 (Yonhap) -- Officials said", d("SEOUL", "", "Yonhap", 4, 10, 0), "Officials said"},
	{"ap", "SEOUL, South Korea (AP) — Officials", d("SEOUL", "South Korea", "AP", 0, 0, 0), "Officials"},
	{"ap state", "TALLAHASSEE, Fla. (AP) — Officials", d("TALLAHASSEE", "Fla.", "AP", 0, 0, 0), "Officials"},
	{"afp", "SEOUL, April 10, 2026 (AFP) - Officials", d("SEOUL", "", "AFP", 4, 10, 2026), "Officials"},
	{"afp web", "Seoul (AFP) – Officials", d("Seoul", "", "AFP", 0, 0, 0), "Officials"},
	{"two cities", "WASHINGTON/SEOUL, Nov 3 (Reuters) - Officials", d("WASHINGTON/SEOUL", "", "Reuters", 11, 3, 0), "Officials"},
	{"city with a hyphen", "PORT-AU-PRINCE, April 10 (Reuters) - Officials", d("PORT-AU-PRINCE", "", "Reuters", 4, 10, 0), "Officials"},
	{"reuters alone", "(Reuters) - Officials", d("", "", "Reuters", 0, 0, 0), "Officials"},
	{"tass", "MOSCOW, January 21. /TASS/. Officials", d("MOSCOW", "", "TASS", 1, 21, 0), "Officials"},
	{"interfax", "MOSCOW. April 10 (Interfax) - Officials", d("MOSCOW", "", "Interfax", 4, 10, 0), "Officials"},
	{"kyodo", "TOKYO, April 10, Kyodo - Officials", d("TOKYO", "", "Kyodo", 4, 10, 0), "Officials"},
	{"jiji", "Tokyo, April 10 (Jiji Press)--Officials", d("Tokyo", "", "Jiji Press", 4, 10, 0), "Officials"},
	{"cna", "Taipei, April 10 (CNA) Officials", d("Taipei", "", "CNA", 4, 10, 0), "Officials"},
	{"bernama", "KUALA LUMPUR, Sept 29 (Bernama) -- Officials", d("KUALA LUMPUR", "", "Bernama", 9, 29, 0), "Officials"},
	{"pti", "New Delhi, Apr 10 (PTI) Officials", d("New Delhi", "", "PTI", 4, 10, 0), "Officials"},
	{"ani", "New Delhi [India], April 10 (ANI): Officials", d("New Delhi", "India", "ANI", 4, 10, 0), "Officials"},
	{"wam", "ABU DHABI, 10th April, 2026 (WAM) -- Officials", d("ABU DHABI", "", "WAM", 4, 10, 2026), "Officials"},
	{"spa", "Riyadh, April 10, 2026, SPA -- Officials", d("Riyadh", "", "SPA", 4, 10, 2026), "Officials"},
	{"sana", "Damascus, SANA- Officials", d("Damascus", "", "SANA", 0, 0, 0), "Officials"},
	{"irna", "Tehran, IRNA – Officials", d("Tehran", "", "IRNA", 0, 0, 0), "Officials"},
	{"mehr", "TEHRAN, Apr. 10 (MNA) – Officials", d("TEHRAN", "", "MNA", 4, 10, 0), "Officials"},
	{"dpa", "Berlin (dpa) - Beamte", d("Berlin", "", "dpa", 0, 0, 0), "Beamte"},
	{"ansa", "(ANSA) - ROME, APR 10 - Officials", d("ROME", "", "ANSA", 4, 10, 0), "Officials"},
	{"efe", "Madrid, 10 abr (EFE).- Funcionarios", d("Madrid", "", "EFE", 4, 10, 0), "Funcionarios"},
	{"lusa", "Lisboa, 10 abr 2026 (Lusa) – Oficiais", d("Lisboa", "", "Lusa", 4, 10, 2026), "Oficiais"},
	{"prensa latina", "Havana, Apr 10 (Prensa Latina) Officials", d("Havana", "", "Prensa Latina", 4, 10, 0), "Officials"},
	{"belta", "MINSK, 10 April (BelTA) – Officials", d("MINSK", "", "BelTA", 4, 10, 0), "Officials"},
	{"azertac", "Baku, April 10, AZERTAC Officials", d("Baku", "", "AZERTAC", 4, 10, 0), "Officials"},
	{"upi", "April 10 (UPI) -- Officials", d("", "", "UPI", 4, 10, 0), "Officials"},
	{"unknown agency", "OSLO, April 10 (Fjordnytt) - Officials", d("OSLO", "", "Fjordnytt", 4, 10, 0), "Officials"},
	{"unknown agency, slashes", "ASTANA, April 10. /STEPNEWS/. Officials", d("ASTANA", "", "STEPNEWS", 4, 10, 0), "Officials"},
	{"unknown agency, slashes, Russian", "АСТАНА, 10 апреля. /СТЕПЬ/. Казахстан", d("АСТАНА", "", "СТЕПЬ", 4, 10, 0), "Казахстан"},
	{"unknown agency, Korean", "(서울=새벽통신) 김철수 기자 = 합참은", d("서울", "", "새벽통신", 0, 0, 0), "합참은"},
	{"slashes without a day", "ASTANA /STEPNEWS/. Officials", news.Dateline{}, "ASTANA /STEPNEWS/. Officials"},
	{"no agency", "BRUSSELS — Officials", d("BRUSSELS", "", "", 0, 0, 0), "Officials"},
	{"no agency, region", "KYIV, Ukraine — Officials", d("KYIV", "Ukraine", "", 0, 0, 0), "Officials"},
	{"no agency, day", "WASHINGTON, Nov. 3 — Officials", d("WASHINGTON", "", "", 11, 3, 0), "Officials"},
	{"xinhua, Chinese", "新华社北京4月10日电（记者王某）外交部", d("北京", "", "新华社", 4, 10, 0), "外交部"},
	{"cna, Chinese", "（中央社記者王大明台北10日電）台灣", d("台北", "", "中央社", 0, 10, 0), "台灣"},
	{"yonhap, Korean", "(서울=연합뉴스) 김철수 기자 = 합참은", d("서울", "", "연합뉴스", 0, 0, 0), "합참은"},
	{"kyodo, Japanese", "【ソウル共同】韓国軍は", d("ソウル", "", "共同", 0, 0, 0), "韓国軍は"},
	{"jiji, Japanese", "【ワシントン時事=鈴木】米政府は", d("ワシントン", "", "時事", 0, 0, 0), "米政府は"},
	{"tass, Russian", "МОСКВА, 10 апреля. /ТАСС/. Россия", d("МОСКВА", "", "ТАСС", 4, 10, 0), "Россия"},
	{"ria, Russian", "МОСКВА, 10 апр - РИА Новости. Россия", d("МОСКВА", "", "РИА Новости", 4, 10, 0), "Россия"},
	{"anadolu", "ANKARA (AA) - Bakan", d("ANKARA", "", "AA", 0, 0, 0), "Bakan"},
	{"after a note", "(ATTN: ADDS photo)\nSEOUL, April 10 (Yonhap) -- Officials", d("SEOUL", "", "Yonhap", 4, 10, 0), "Officials"},
	{"after a byline", "By Kim Someone\nSEOUL, April 10 (Yonhap) -- Officials", d("SEOUL", "", "Yonhap", 4, 10, 0), "Officials"},

	{"plain sentence", "The minister (AP) — said", news.Dateline{}, "The minister (AP) — said"},
	{"abbreviation in brackets", "The International Energy Agency (IEA) - an arm of", news.Dateline{}, "The International Energy Agency (IEA) - an arm of"},
	{"who said it where", "Ann Author, Bloomberg: Officials", news.Dateline{}, "Ann Author, Bloomberg: Officials"},
	{"agency at the end", "Baku, AZERTAC", d("Baku", "", "AZERTAC", 0, 0, 0), ""},
	{"who works where", "Ann Author, AP: Officials", news.Dateline{}, "Ann Author, AP: Officials"},
	{"exclamation", "WARNING — Officials", news.Dateline{}, "WARNING — Officials"},
	{"mixed case before a dash", "Brussels — the city", news.Dateline{}, "Brussels — the city"},
	{"day and a bracket", "On April 10 (Friday) - Officials", news.Dateline{}, "On April 10 (Friday) - Officials"},
	{"empty", "", news.Dateline{}, ""},
}

func TestParseDateline(t *testing.T) {
	for _, c := range datelines {
		t.Run(c.name, func(t *testing.T) {
			got := ParseDateline(c.text)
			end := got.End
			got.End = 0
			if got != c.want || c.text[end:] != c.rest {
				t.Errorf("got %+v, rest %q", got, c.text[end:])
			}
		})
	}
}

// TestSharedDatelines reads the example of every row of the shared table.
func TestSharedDatelines(t *testing.T) {
	for _, row := range sharedTable(t, "datelines.tsv") {
		got := ParseDateline(row[1])
		if got.End == 0 || got.City == "" && row[0] != "UPI" {
			t.Errorf("%s: %q: %+v", row[0], row[1], got)
		}
	}
}

// sharedTable reads a table of the development data, which may be absent.
func sharedTable(t *testing.T, name string) [][]string {
	dir := os.Getenv("DATELINE_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared")
	}
	f, err := os.Open(filepath.Join(dir, "data", name))
	if err != nil {
		t.Skip("no shared data here")
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

var credits = []struct{ name, text, want string }{
	{"none", "Ministers met.\nThey left.", ""},
	{"bracket", "Ministers met.\nThey left. (Yonhap)", "Yonhap"},
	{"bracket line", "Ministers met.\n(AFP)", "AFP"},
	{"list", "Ministers met.\nab/cd (AFP, dpa, Reuters)", "AFP"},
	{"dash", "Ministers met.\n— Reuters", "Reuters"},
	{"glued dash", "Ministers met. -AP", ""},
	{"files", "Ministers met.\nWith files from The Canadian Press", "The Canadian Press"},
	{"files of two", "Ministers met.\nWith files from Reuters and AP.", "Reuters"},
	{"inputs", "Ministers met.\n(With inputs from PTI)", "PTI"},
	{"source", "Ministers met.\nSource: Xinhua", "Xinhua"},
	{"copyright", "Ministers met.\n© 2026 AFP", "AFP"},
	{"reuters style", "Ministers met.\n(Reporting by A. Person in Oslo; Editing by B. Person)", "Reuters"},
	{"other reporting", "Ministers met.\nReporting by A. Person", ""},
	{"byline", "By Associated Press\nMinisters met.", "Associated Press"},
	{"two agencies", "Ministers met.\nAFP, Reuters", "AFP"},
	{"bracket of something else", "Ministers met (again)", ""},
	{"agency as a subject", "Reuters said ministers met", ""},
	{"early credit is none", "Ministers met. (AFP)\n1\n2\n3\n4", ""},
}

func TestParseCredit(t *testing.T) {
	for _, c := range credits {
		t.Run(c.name, func(t *testing.T) {
			if got := ParseCredit(c.text); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestStripOutlet(t *testing.T) {
	aliases := []string{"Example News", "The Daily", "Fox 5", "upi.example"}
	for _, c := range []struct{ name, title, want string }{
		{"dash", "Ministers meet - Example News", "Ministers meet"},
		{"bar", "Ministers meet | FOX 5", "Ministers meet"},
		{"article", "Ministers meet – Daily", "Ministers meet"},
		{"twice", "Ministers meet | Example News | The Daily", "Ministers meet"},
		{"domain", "Ministers meet - UPI.com", "Ministers meet - UPI.com"},
		{"unknown", "Ministers meet - again", "Ministers meet - again"},
		{"only the name", "Example News", "Example News"},
		{"hyphen", "Ministers meet-Example News", "Ministers meet-Example News"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.title[:StripOutlet(c.title, aliases)]; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestMonthNamed(t *testing.T) {
	for _, c := range []struct {
		word string
		want int
	}{
		{"January", 1}, {"feb", 2}, {"Sept.", 9}, {"août", 8}, {"DÉC.", 12}, {"März", 3}, {"ekim", 10}, {"enero", 1}, {"abr", 4},
		{"апреля", 4}, {"грудня", 12}, {"ديسمبر", 12}, {"prosince", 12}, {"octubr", 10}, {"ma", 0}, {"", 0}, {"Monday", 0}, {"juli", 7}, {"jui", 0},
	} {
		if got := news.MonthNamed(c.word); int(got) != c.want {
			t.Errorf("%q: got %d, want %d", c.word, got, c.want)
		}
	}
}

// FuzzWire holds the wire parsers to their laws: offsets lie in the text at rune
// starts, what is returned is in the text.
func FuzzWire(f *testing.F) {
	for _, c := range markerTitles {
		f.Add(c.title, c.lead)
	}
	for _, c := range datelines {
		f.Add(c.name, c.text)
	}
	for _, c := range credits {
		f.Add(c.name, c.text)
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		title, text = news.CleanLine(title), news.CleanText(text)
		ms, start := ParseMarkers(title, text)
		if start < 0 || start > len(title) || title != news.CleanLine(title[:start])+title[len(news.CleanLine(title[:start])):] {
			t.Errorf("start %d in %q", start, title)
		}
		for _, m := range ms {
			if m.Class == "" || !strings.Contains(title, m.Text) && !strings.Contains(text, m.Text) {
				t.Errorf("marker %+v not in %q, %q", m, title, text)
			}
		}
		d := ParseDateline(text)
		if d.End < 0 || d.End > len(text) || news.CleanLine(text[d.End:]) != news.CleanLine(" "+text[d.End:]) || d.End == 0 && d != (news.Dateline{}) {
			t.Errorf("%+v in %q", d, text)
		}
		if !strings.Contains(text, d.City) || !strings.Contains(text, d.Agency) || d.Month < 0 || d.Month > 12 || d.Day < 0 || d.Day > 31 {
			t.Errorf("%+v in %q", d, text)
		}
		if c := ParseCredit(text); c != "Reuters" && !strings.Contains(text, c) {
			t.Errorf("credit %q in %q", c, text)
		}
		if end := StripOutlet(title, []string{text}); end < 0 || end > len(title) || end == 0 && title != "" {
			t.Errorf("end %d in %q", end, title)
		}
	})
}

func BenchmarkWire(b *testing.B) {
	title := "Seoul says North has sent 1,000 more troops to the front - Example News"
	text := "SEOUL, April 10 (Yonhap) -- " + strings.Repeat("The ministry said on Thursday that 1,000 more had come.\n", 40) + "(END)"
	aliases := []string{"Example News", "Example"}
	b.ReportAllocs()
	for b.Loop() {
		ParseMarkers(title, text)
		ParseDateline(text)
		ParseCredit(text)
		StripOutlet(title, aliases)
	}
}
