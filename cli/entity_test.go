package cli

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"dateline/news"
)

// The pages of the edition's names: every count agrees with the search, every companion
// has a page that names the other back, every claim is where its page says.
func TestEditionProfiles(t *testing.T) {
	room := openTestEdition(t)
	ctx := t.Context()
	world, err := room.desk.World(ctx, news.Query{}, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	if len(world.Countries) < 5 || world.Stories == 0 {
		t.Fatalf("the day names %v", world.Countries)
	}
	for _, c := range world.Countries[:3] {
		p, err := room.desk.Profile(ctx, news.Entity{Kind: news.Country, Ref: c.Code, Name: c.Code}, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		counts, err := room.desk.Counts(ctx, p.Query())
		if err != nil {
			t.Fatal(err)
		}
		if p.Stories != counts.Stories || p.Stories < c.Stories || p.Pulse.Total() != p.Stories {
			t.Errorf("%s: %d stories, %d in 30 days, %d on the map, %d found", c.Code, p.Stories, p.Pulse.Total(), c.Stories, counts.Stories)
		}
		if p.Name == c.Code || len(p.Names) == 0 || len(p.Company) == 0 || p.First.After(p.Last) {
			t.Errorf("%s: %q written %v, company %d, from %s to %s", c.Code, p.Name, p.Names, len(p.Company), p.First, p.Last)
		}
		for _, o := range p.Company {
			if o.Is(p.Entity) || o.Stories > p.Stories {
				t.Errorf("%s keeps the company of %v", p.Name, o)
			}
		}
		for _, s := range p.By {
			if s.Ref != c.Code && s.Name != p.Name {
				t.Errorf("%s: says what %s %q says", p.Name, s.Ref, s.Name)
			}
		}
		by, err := room.desk.Claims(ctx, news.Scope{Entity: p.Entity, Side: news.BySide})
		if err != nil {
			t.Fatal(err)
		}
		if by.Rows() != (&news.Ledger{Speakers: p.By}).Rows() {
			t.Errorf("%s: %d claims in the ledger, %d on the page", p.Name, by.Rows(), (&news.Ledger{Speakers: p.By}).Rows())
		}
		about, err := room.desk.Claims(ctx, news.Scope{Entity: p.Entity, Side: news.OnSide})
		if err != nil {
			t.Fatal(err)
		}
		if about.Rows() != (&news.Ledger{Speakers: p.About}).Rows() {
			t.Errorf("%s: %d claims about it in the ledger, %d on the page", p.Name, about.Rows(), (&news.Ledger{Speakers: p.About}).Rows())
		}
		t.Logf("%s: %d stories, written %v, %d claims by it, %d about it, %d things counted, company of %d", p.Name, p.Stories, p.Names, by.Rows(), about.Rows(), len(p.Figures), len(p.Company))
	}
}

// A name is found by its code, as it is called, as a text writes it, by a part of it; one
// that nobody names is told.
func TestEditionNamesFound(t *testing.T) {
	room := openTestEdition(t)
	for _, c := range []struct {
		name string
		kind news.Kind
		want string
	}{
		{"PHL", news.Country, "Philippines"},
		{"philippines", news.Country, "Philippines"},
		{"フィリピン", news.Country, "Philippines"},
		{"Ingrid Solvang", news.Person, "Ingrid Solvang"},
		{"solvang", news.Person, "Ingrid Solvang"},
		{"norges bank", news.Organisation, "Norges Bank"},
		{"Mindanao", news.Place, "Mindanao"},
	} {
		p, err := room.desk.Profile(t.Context(), news.Entity{Name: c.name}, time.UTC)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if p.Kind != c.kind || p.Name != c.want || p.Stories == 0 {
			t.Errorf("%s is %s %q of %d stories, want %s %s", c.name, p.Kind, p.Name, p.Stories, c.kind, c.want)
		}
	}
	if _, err := room.desk.Profile(t.Context(), news.Entity{Name: "Zzyzx Qwrk"}, time.UTC); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("nobody is found: %v", err)
	}
}

// The command's JSON has the documented fields and times in UTC, and its text every part.
func TestEntityCommand(t *testing.T) {
	room := openTestEdition(t)
	p, err := room.desk.Profile(t.Context(), news.Entity{Name: "Kazakhstan"}, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	zone := time.FixedZone("+0530", 5*3600+1800)
	var out strings.Builder
	if err := encodeProfile(&out, &p, zone); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil || strings.Count(out.String(), "\n") != 1 {
		t.Fatalf("not one line of JSON: %v", err)
	}
	for _, field := range []string{"kind", "ref", "name", "names", "stories", "first", "last", "days", "hours", "recent", "claims_by", "claims_about", "figures", "company", "read"} {
		if got[field] == nil {
			t.Errorf("no %s in %.300s", field, out.String())
		}
	}
	if got["kind"] != "country" || got["ref"] != "KAZ" || len(got["days"].([]any)) != news.PulseDays || len(got["hours"].([]any)) != news.PulseHours {
		t.Errorf("%v %v, %d days", got["kind"], got["ref"], len(got["days"].([]any)))
	}
	if last, _ := got["last"].(string); !strings.HasSuffix(last, "Z") {
		t.Errorf("last is %s", last)
	}
	if first := got["claims_about"].([]any)[0].(map[string]any); first["carried"] == nil || first["words"] == "" {
		t.Errorf("a claim is %v", first)
	}
	text := profileText(&p, zone)
	for _, part := range []string{"Kazakhstan (country KAZ): 15 stories", "written Kazakhstan", "Stories\n", "Others say about it\n", "Figures in its stories\n", "The company it keeps, of 15 stories\n"} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%s", part, text)
		}
	}
	if p, err = room.desk.Profile(t.Context(), news.Entity{Name: "Egypt"}, time.UTC); err != nil {
		t.Fatal(err)
	}
	if text := profileText(&p, zone); !strings.Contains(text, "It says\n") {
		t.Errorf("Egypt says nothing in\n%s", text)
	}
	empty := news.Profile{Entity: news.Entity{Name: "x"}}
	out.Reset()
	if err := encodeProfile(&out, &empty, zone); err != nil || strings.Contains(out.String(), "null") {
		t.Errorf("an empty profile is %s, %v", out.String(), err)
	}
}
