package edition

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

var noon = time.Date(2026, 4, 10, 12, 7, 30, 0, time.UTC)

// state returns every feed's items in one state.
func state(t *testing.T, n int) map[string][]item {
	t.Helper()
	all := make(map[string][]item)
	for _, f := range Feeds() {
		doc, err := expand(f.document, noon, n)
		if err != nil {
			t.Fatal(err)
		}
		all[f.URL] = read(t, f, doc)
	}
	return all
}

// byID returns every item in one state by its id.
func byID(t *testing.T, n int) map[string]item {
	t.Helper()
	ids := make(map[string]item)
	for _, items := range state(t, n) {
		for _, it := range items {
			ids[it.id] = it
		}
	}
	return ids
}

func TestEveryDocumentIsWhole(t *testing.T) {
	for n := range States {
		seen := make(map[string]bool)
		for url, items := range state(t, n) {
			if len(items) == 0 {
				t.Errorf("state %d: %s has no items", n, url)
			}
			for _, it := range items {
				if seen[it.id] || it.id == "" {
					t.Errorf("state %d: %s: id %q is missing or not unique", n, url, it.id)
				}
				seen[it.id] = true
				checkItem(t, url, it)
			}
		}
	}
}

func checkItem(t *testing.T, feed string, it item) {
	t.Helper()
	if strings.TrimSpace(it.title) == "" {
		t.Errorf("%s: no title", it.id)
	}
	for _, s := range []string{it.title, it.body} {
		for _, left := range []string{"{{", "}}", "{D}", "{w", "[[", "||", "<no value>", "@copy"} {
			if strings.Contains(s, left) {
				t.Errorf("%s: %q was left in the text", it.id, left)
			}
		}
	}
	link, err := url.Parse(it.link)
	if err != nil || link.Scheme != "https" || !strings.HasSuffix(link.Host, ".example") {
		t.Errorf("%s: link %q is not https under .example", it.id, it.link)
	}
	if domain(link.Host) != domain(hostOf(feed)) {
		t.Errorf("%s: link %q leads away from %s", it.id, it.link, feed)
	}
}

func domain(host string) string {
	parts := strings.Split(host, ".")
	return strings.Join(parts[max(0, len(parts)-2):], ".")
}

func TestTimes(t *testing.T) {
	dated, oldest := 0, noon
	newest := make([]time.Time, States)
	for n := range States {
		for _, it := range byID(t, n) {
			if it.published == "" {
				continue
			}
			at, err := time.Parse(time.RFC3339, it.published)
			if err != nil {
				at, err = time.Parse(time.RFC1123Z, it.published)
			}
			if err != nil {
				t.Errorf("%s: time %q: %v", it.id, it.published, err)
				continue
			}
			dated++
			if at.After(noon) {
				t.Errorf("%s is from the future: %s", it.id, it.published)
			}
			if at.After(newest[n]) {
				newest[n] = at
			}
			if at.Before(oldest) {
				oldest = at
			}
		}
	}
	if noon.Sub(oldest) < 72*time.Hour || noon.Sub(oldest) > 7*24*time.Hour {
		t.Errorf("the oldest story is %v old, want several days", noon.Sub(oldest))
	}
	if noon.Sub(newest[0]) > time.Hour || !newest[1].After(newest[0]) || !newest[2].After(newest[1]) {
		t.Errorf("newest story in each state: %v, want later ones in later states", newest)
	}
	t.Logf("%d dated items in %d states", dated, States)
}

func TestPlacesNameEveryStory(t *testing.T) {
	places, served := Places(), make(map[string]bool)
	for n := range States {
		for id := range byID(t, n) {
			served[id] = true
			if _, ok := places[id]; !ok {
				t.Errorf("%s is in no row of groups.tsv", id)
			}
		}
	}
	for id, p := range places {
		if !served[id] {
			t.Errorf("%s is in groups.tsv and in no document", id)
		}
		if p.Reprint == "" {
			continue
		}
		if origin, ok := places[p.Reprint]; !ok || origin.Event != p.Event || origin.Reprint != "" {
			t.Errorf("%s reprints %s, which is missing, another event or a reprint", id, p.Reprint)
		}
	}
}

func TestReprintsCarryTheText(t *testing.T) {
	items := byID(t, 0)
	n := 0
	for id, p := range Places() {
		if p.Reprint == "" {
			continue
		}
		n++
		if got := overlap(items[p.Reprint].body, items[id].body); got < 0.9 {
			t.Errorf("%s carries %.0f%% of the words of %s in a row", id, 100*got, p.Reprint)
		}
	}
	if n < 6 {
		t.Errorf("%d reprints, want at least 6", n)
	}
}

// overlap returns the share of a's runs of five words that b has, markup apart.
func overlap(a, b string) float64 {
	words := func(s string) []string {
		s = strings.NewReplacer("<p>", " ", "</p>", " ").Replace(s)
		return strings.Fields(s)
	}
	has := make(map[string]bool)
	wa, wb := words(a), words(b)
	for i := 0; i+5 <= len(wb); i++ {
		has[strings.Join(wb[i:i+5], " ")] = true
	}
	hit, all := 0, 0
	for i := 0; i+5 <= len(wa); i++ {
		all++
		if has[strings.Join(wa[i:i+5], " ")] {
			hit++
		}
	}
	return float64(hit) / float64(max(all, 1))
}

func TestEditionIsRichEnough(t *testing.T) {
	groups, outlets, wide := Groups(), make(map[string]bool), make(map[string]map[string]bool)
	stories := 0
	for _, f := range Feeds() {
		outlets[f.Outlet] = true
		doc, err := expand(f.document, noon, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, it := range read(t, f, doc) {
			stories++
			event := groups[it.id]
			if event == "" {
				continue
			}
			if wide[event] == nil {
				wide[event] = make(map[string]bool)
			}
			wide[event][f.Outlet] = true
		}
	}
	n := 0
	for _, o := range wide {
		if len(o) >= 3 {
			n++
		}
	}
	if stories < 60 || len(outlets) < 8 || n < 12 {
		t.Errorf("%d stories, %d outlets, %d events with three outlets or more; want 60, 8, 12", stories, len(outlets), n)
	}
	t.Logf("state 0: %d stories, %d feeds, %d outlets, %d events with three outlets or more", stories, len(Feeds()), len(outlets), n)
}

func TestHeadlinesInManyScripts(t *testing.T) {
	scripts := map[string]*unicode.RangeTable{
		"Hangul": unicode.Hangul, "Katakana": unicode.Katakana, "Arabic": unicode.Arabic, "Cyrillic": unicode.Cyrillic, "Latin": unicode.Latin,
	}
	for name, table := range scripts {
		n := 0
		for _, it := range byID(t, 0) {
			if strings.ContainsFunc(it.title, func(r rune) bool { return unicode.Is(table, r) }) {
				n++
			}
		}
		if n < 2 {
			t.Errorf("%d headlines with %s letters, want two at least", n, name)
		}
	}
}

// TestStates names what each later fetch brings, by the start of the headline.
func TestStates(t *testing.T) {
	tests := []struct {
		name, id string
		titles   [States]string // "" means the story is not there
	}{
		{"figure rises with each update", "urn:newsml:meridian.example:MP-QUAKE-PH", [States]string{"UPDATE 1-Magnitude 5.8 quake hurts at least 27", "UPDATE 2-Magnitude 5.8 quake hurts at least 34", "UPDATE 3-Magnitude 5.8 quake hurts at least 61"}},
		{"correction", "urn:newsml:meridian.example:MP-AIR", [States]string{"Auroral Air cancels 240", "CORRECTED-Auroral Air cancels 140", "CORRECTED-Auroral Air cancels 140"}},
		{"withdrawal", "urn:newsml:meridian.example:MP-KILL", [States]string{"Larkspur Marine in talks", "WITHDRAWN: Meridian withdraws", "WITHDRAWN: Meridian withdraws"}},
		{"new in state 1", "urn:newsml:meridian.example:MP-NEW1", [States]string{"", "URGENT-Kazakhstan says ready", "URGENT-Kazakhstan says ready"}},
		{"new in state 2", "urn:newsml:meridian.example:MP-NEW2", [States]string{"", "", "South Korea clears Haneul-2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for n, want := range tt.titles {
				got, ok := byID(t, n)[tt.id]
				if ok != (want != "") || !strings.HasPrefix(got.title, want) {
					t.Errorf("state %d: headline %q, want %q", n, got.title, want)
				}
			}
		})
	}
}

func TestHostileEntryIsThere(t *testing.T) {
	var all strings.Builder
	for _, it := range byID(t, 0) {
		all.WriteString(it.title + it.body)
	}
	for _, bad := range []string{"\x1b]0;x\x07", "&#27;]0;x&#7;", "\u202e", "javascript:", "<script>", "onerror="} {
		if !strings.Contains(all.String(), bad) {
			t.Errorf("no story holds %q: the pipeline's cleaning goes unseen", bad)
		}
	}
	if !utf8.ValidString(all.String()) {
		t.Error("the edition is not valid UTF-8")
	}
}

func TestFeedsArePlain(t *testing.T) {
	kinds := map[string]bool{"news-agency": true, "state-agency": true, "broadcaster": true, "newspaper": true, "organization": true}
	sitemaps := 0
	for _, f := range Feeds() {
		if !kinds[f.Kind] || len(f.Country) != 3 || f.Lang == "" || f.Title == "" || f.Outlet == "" || f.Folder == "" || f.media == "" {
			t.Errorf("row of %s is not filled in: %+v", f.URL, f)
		}
		if !strings.HasSuffix(hostOf(f.URL), ".example") {
			t.Errorf("%s is not under .example", f.URL)
		}
		if f.Sitemap {
			sitemaps++
		}
	}
	if sitemaps != 1 {
		t.Errorf("%d sitemaps, want 1", sitemaps)
	}
	Feeds()[0].Aliases[0] = "changed"
	if Feeds()[0].Aliases[0] == "changed" {
		t.Error("a caller can change the edition's own table")
	}
}

func TestAgo(t *testing.T) {
	tests := []struct{ age, form, zone, want string }{
		{"2h7m30s", "rfc822", "", "Fri, 10 Apr 2026 10:00:00 +0000"},
		{"2h7m30s", "rfc822", "+0900", "Fri, 10 Apr 2026 19:00:00 +0900"},
		{"2h7m30s", "rfc3339", "", "2026-04-10T10:00:00Z"},
		{"24h", "weekday", "", "Thursday"},
		{"-24h", "weekday", "", "Saturday"},
		{"1h", "month-day", "", "April 10"},
		{"1h", "month-day-year", "", "April 10, 2026"},
		{"1h", "day-month", "", "10 April"},
		{"1h", "ru", "", "10 апреля"},
		{"24h", "ru-weekday", "", "в четверг"},
		{"24h", "ar-weekday", "", "الخميس"},
		{"1h", "ko", "", "10일"},
		{"1h", "ja", "", "10日"},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s %s", tt.age, tt.form), func(t *testing.T) {
			var zone []string
			if tt.zone != "" {
				zone = []string{tt.zone}
			}
			got, err := ago(noon, tt.age, tt.form, zone...)
			if err != nil || got != tt.want {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
	for _, bad := range [][2]string{{"soon", "rfc822"}, {"1h", "iso"}} {
		if _, err := ago(noon, bad[0], bad[1]); err == nil {
			t.Errorf("ago %q %q is accepted", bad[0], bad[1])
		}
	}
}
