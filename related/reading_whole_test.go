package related

import (
	"strings"
	"testing"

	"dateline/news"
)

// Events of three stories and more that were wrong on the screen, in stories of our own: each with the
// story that was left out beside those that did not belong.
func TestWholeEventsAsRead(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []news.Filing
		want string
	}{
		{"a leader's health on Monday", []news.Filing{
			wire("a", "Coast Times", "Frost, Lockdown, Orlen Tash: Your Monday Briefing", "Here's what you need to know.", 0),
			wire("b", "Isle Channel", "How Orlen Tash came into power", "The son of a general rose fast after his father died in 2011.", 2),
			wire("d", "Isle Times", "President adds to confusion over Orlen Tash's health", "President Trumbel said on Monday he had a good idea how Orlen Tash was, but could not speak of it.", 20),
			wire("e", "Harbour Post", "President suggests Orlen Tash is ALIVE saying 'I wish him well'", "President Trumbel said on Monday he could not speak of what he knows of the health of Orlen Tash.", 21),
		}, "a b d d"},
		{"a leader's health on Tuesday", []news.Filing{
			wire("a", "Coast Times", "Frost, Immigration, Orlen Tash: Your Tuesday Briefing", "Here's what you need to know.", 0),
			wire("b", "Isle Times", "Orlen Tash's health in question after surgery: report", "The leader of North Ruritania underwent surgery of the heart, according to a website.", 1),
			wire("c", "Harbour Post", "North Ruritania's Orlen Tash 'in grave danger after heart surgery'", "A website says the leader of North Ruritania had surgery of the heart this month.", 3),
		}, "a b b"},
		{"an actor dies", []news.Filing{
			wire("a", "Coast Times", "Frost, Jon Amar, Irfal Kand: Your Wednesday Briefing", "Here's what you need to know.", 0),
			wire("b", "Isle Times", "Actor Irfal Kand dies at 53", "Irfal Kand, the star of 'Island Millionaire', has died aged 53.", 1),
			wire("c", "Isle Channel", "Watch these Irfal Kand masterpieces", "• Actor Irfal Kand dies at 53", 2),
			wire("d", "Harbour Post", "Island Millionaire actor Irfal Kand has died aged 53", "Irfal Kand, star of Island Millionaire, has died aged 53 after a long illness.", 3),
		}, "a b c b"},
		{"an apology in two papers", []news.Filing{
			wire("a", "Isle Times", "Dr Blomer's apology to family", "Dr Blomer has apologised to the family of a woman of Inverlock who died after a test was missed.", 0),
			wire("b", "Isle Times", "Police chief's warning; Dr Blomer's apology: Thursday's major developments", "All that you need for your evening.", 2),
			wire("c", "Harbour Post", "Apology to family after Inverlock woman dies", "Dr Blomer apologised to the family of a woman of Inverlock who died after a test was missed.", 3),
		}, "a b a"},
		{"past the peak", []news.Filing{
			wire("a", "Isle Times", "PM Jonsen says country is past the peak of outbreak", "Prime minister Jonsen said the isles were past the peak and that a plan for the schools would come next week.", 0),
			wire("b", "Harbour Post", "PM Jonsen says we're 'past virus peak'", "Prime minister Jonsen said the isles were past the peak and promised a plan for the schools next week.", 7),
			wire("c", "Isle Channel", "More than 500 tourists still stuck in Atolia", "Travellers sleep in hotels of Atolia until an aeroplane comes.", 8),
			wire("d", "Coast Times", "500 tourists still stuck in Atolia. Ruritania's PM tests positive. UK is 'past its peak', Jonsen says.", "", 9),
		}, "a a c d"},
		{"a leader appears", []news.Filing{
			wire("a", "Isle Times", "Leader Orlen Tash appears in public amid health rumours", "State media showed Orlen Tash opening a factory and looking well.", 0),
			wire("b", "Coast Times", "Orlen Tash appears at a factory, ending rumours of ill health", "Pictures showed Orlen Tash cutting the ribbon of a factory on Friday.", 1),
			wire("c", "Harbour Post", "Orlen Tash appears in public, state media report", "Orlen Tash makes his first public appearance for 20 days, state media report, amid speculation over his health.", 2),
			wire("d", "Isle Channel", "State media: Orlen Tash made first public appearance in weeks", "Orlen Tash opened a factory, state media say.", 5),
			wire("e", "Old Post", "Orlen Tash makes his first public appearance for 20 days at a fertiliser factory", "The leader cut the ribbon of a fertiliser factory, state media reported, after 20 days out of sight.", 8),
		}, "a a a a a"},
		{"no responsibility", []news.Filing{
			wire("a", "Isle Channel", "President takes no responsibility for any spike in people using disinfectants", "President Trumbel said Monday he takes no responsibility for any spike in people using disinfectants improperly.", 0),
			wire("b", "Harbour Post", "President takes no responsibility for spike in people ingesting disinfectant", "President Trumbel has said he won't take responsibility for more people ingesting disinfectant after he mused on it.", 11),
		}, "a a"},
		{"missionaries kidnapped, in three papers", []news.Filing{
			wire("a", "Isle Times", "US missionaries kidnapped in Atolia - reports", "At least 15 women, men and children were abducted by an armed gang near the capital, sources say.", 0),
			wire("b", "Harbour Post", "Up to 17 missionaries reported kidnapped by gang in Atolia", "As many as 17 American missionaries were kidnapped by a gang, a source in the security forces said.", 3),
			wire("c", "Coast Times", "Up to 17 missionaries kidnapped in Atolia", "As many as 17 missionaries from the United States were kidnapped by a gang in Atolia on Saturday.", 5.5),
		}, "a a a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(Options{})
			for _, f := range c.in {
				x.Place(f, nil)
			}
			var got []string
			for _, f := range c.in {
				got = append(got, string(x.EventOf(f.Story.ID)))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

// A member that shares too little with a story to be compared does not open its event to it, whatever the
// others say.
func TestNotComparedOpensNothing(t *testing.T) {
	x := New(Options{})
	x.Place(wire("a", "Isle Channel", "Workers of Harland are suffering", "Rubel, a worker of 28, is afraid in his dormitory.", 0), nil)
	it := item{hasLead: true, script: x.items[0].script}
	for _, c := range []struct {
		name string
		p    float64
		want bool
	}{{"compared", 0.2, true}, {"not compared", 0, false}} {
		if got := x.mayJoin(&it, &neighbour{p: c.p}); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
