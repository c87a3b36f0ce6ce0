package related

import (
	"strings"
	"testing"

	"dateline/news"
)

// What was wrong on the screen, in stories of our own: joined though different, apart though the same.
func TestEventsAsRead(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []news.Filing
		want string
	}{
		{"a digest is of no event", []news.Filing{
			wire("a", "Coast Times", "Frost, Ferries, Orlen Tash: Your Monday Briefing", "Here's what you need to know.", 0),
			wire("b", "Isle Times", "President adds to confusion over Orlen Tash's health", "The president said he had a good idea how Orlen Tash was, but would not speak of it.", 4),
			wire("c", "Harbour Post", "President suggests Orlen Tash is ALIVE saying 'I wish him well'", "The president said on Monday he could not speak of the health of Orlen Tash, but wished him well.", 5),
		}, "a b b"},
		{"a live page is of no event", []news.Filing{
			wire("a", "Isle Times", "Global health body warns future outbreaks likely more deadly", "The health body of the isles warns that the next outbreak will be worse.", 0),
			wire("b", "Harbour Post", "As it happened: outbreak updates from home and the world", "The health body of the isles warns that the next outbreak will be worse.", 2),
		}, "a b"},
		{"a round-up beside the apology it names", []news.Filing{
			wire("a", "Isle Times", "Police chief's warning; Dr Blomer's apology: Thursday's major developments", "All that you need for your evening.", 0),
			wire("b", "Isle Times", "Dr Blomer's apology to family", "Dr Blomer has apologised to the family of a woman of Inverlock who died.", 2),
		}, "a b"},
		{"a headline of three sentences", []news.Filing{
			wire("a", "Harbour Post", "PM Jonsen says we're 'past virus peak'", "The prime minister said he understood the impatience of people.", 0),
			wire("b", "Coast Times", "500 walkers still stuck in Atolia. Ruritania's PM tests positive. UK is 'past its peak', Jonsen says.", "", 1),
		}, "a b"},
		{"shared words of a joke", []news.Filing{
			wire("a", "Coast Times", "Dr Fausi's comedy dream becomes President's nightmare", "A comedian played the doctor, and the doctor was pleased.", 0),
			wire("b", "Isle Times", "How the dream bach suddenly became a financial nightmare", "Owners of holiday homes cannot pay their debts.", 8),
		}, "a b"},
		{"two countries loosen their rules", []news.Filing{
			wire("a", "Coast Times", "Sunland's unemployed struggle as state begins to lift restrictions", "Those out of work in Sunland wait for their first payment.", 0),
			wire("b", "Isle Times", "Lionport to begin to loosen restrictions", "Barbers of Lionport may open next week, the minister said.", 6),
		}, "a b"},
		{"a column comes again", []news.Filing{
			wire("a", "Isle Times", "Steph & Dan solve your love troubles: I think my brother-in-law is flirting", "Is the attention in my head, asks a reader.", 0),
			wire("b", "Isle Times", "Steph & Dan solve your love troubles", "My wife will not speak to my mother, writes a reader.", 168),
		}, "a b"},
		{"a programme's name", []news.Filing{
			wire("a", "Isle Channel", "Art exhibit of saints | Tide Watch", "Saints carved of driftwood are shown in Lerwick.", 0),
			wire("b", "Isle Channel", "Shoppers crowd Dapit market | Tide Watch", "The market of Dapit was full on Sunday.", 3),
		}, "a b"},
		{"two storms", []news.Filing{
			wire("a", "Isle Times", "Tropical Storm Pelle forms in the Atlantic", "Tropical Storm Pelle has formed in the Atlantic, forecasters said.", 0),
			wire("b", "Harbour Post", "Tropical Storm Rosa forms west of Africa", "Tropical Storm Rosa has formed in the Atlantic, forecasters said.", 20),
		}, "a b"},
		{"one firm, two matters", []news.Filing{
			wire("a", "Isle Times", "StarX launches 60 satellites", "A rocket of StarX brought 60 satellites up from the cape.", 0),
			wire("b", "Harbour Post", "StarX is 'fixing' the brightness of satellites", "Astronomers had complained of the light of its satellites.", 9),
		}, "a b"},
		{"market forecast and its analysis", []news.Filing{
			wire("a", "Isle Times", "Housing market predicted to pick up", "Agents think houses will sell again by winter.", 0),
			wire("b", "Isle Times", "Did the LVR save housing market from collapse?", "An economist looks back at the rules on lending.", 5),
		}, "a b"},
		{"an editor and her critic", []news.Filing{
			wire("a", "Coast Times", "Editor Wintar calls on fashion to rethink values", "Ada Wintar says that the trade must slow down.", 0),
			wire("b", "Harbour Post", "Ex-editor Tally rips into Wintar", "Leon Tally tells in a book how their friendship ended.", 1),
		}, "a b"},
		{"a leader appears again", []news.Filing{
			wire("a", "Isle Times", "Leader Orlen Tash appears in public amid health rumours", "Orlen Tash cut the ribbon of a fertiliser plant, state media said, his first appearance in 20 days.", 0),
			wire("b", "Harbour Post", "Orlen Tash appears in public, state media report", "State media say Orlen Tash opened a fertiliser plant, his first appearance in 20 days.", 2),
		}, "a a"},
		{"an officer jailed", []news.Filing{
			wire("a", "Isle Times", "Police officer Ned Corbel jailed for six years for raping colleague", "Ned Corbel, 37, of Leith, attacked the woman after a party.", 0),
			wire("b", "Harbour Post", "Disgraced police officer who raped colleague jailed for six years", "Ned Corbel, 37, was sentenced at Leith for raping a colleague after a party.", 16),
		}, "a a"},
		{"the same headline in capitals a day later", []news.Filing{
			wire("a", "Coast Times", "Nervous Liberals see Trumbel sinking, and taking Senate with him", "The election is still six months away, but polls worry the party.", 0),
			wire("b", "Isle Times", "Nervous Liberals See Trumbel Sinking, and Taking Senate With Him", "The election is still six months away, but polls worry the party.", 30),
		}, "a a"},
		{"two quakes of one size in one place are one", []news.Filing{
			wire("a", "Isle Times", "Moderate earthquake strikes near Te Ano", "An earthquake of magnitude 5.6 struck near Te Ano at 12.30pm, felt as far as Dunholm.", 0),
			wire("b", "Harbour Post", "South island struck by 5.6 magnitude earthquake", "The quake of magnitude 5.6 struck near Te Ano on Monday and was felt in Dunholm.", 1),
		}, "a a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(Options{})
			var got []string
			for _, f := range c.in {
				got = append(got, string(x.Place(f).Event))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

// What stood under Related though nothing of it belongs there.
func TestNothingBesideALikeness(t *testing.T) {
	for _, c := range []struct {
		name      string
		old, open news.Filing
	}{
		{"a day's name", wire("a", "Isle Times", "Race-by-race tips and preview for Narrowmine on Monday", "A card of nine races.", 0), wire("b", "Harbour Post", "Orlen Tash stays out of sight on Monday", "Nothing was seen of the leader on Monday.", 5)},
		{"a verb", wire("a", "Isle Times", "Accidental poisonings in children on the rise", "Doctors see more children who drank cleaner.", 0), wire("b", "Harbour Post", "Microtech sales rise", "Sales of the maker of programs rose by a tenth.", 5)},
		{"a horoscope", wire("a", "Isle Times", "Your Daily Horoscope for Wednesday", "The stars for each sign.", 0), wire("b", "Harbour Post", "Tycoon turns to his island to save empire", "The owner of the airline offers his island as security.", 9)},
		{"a word for help", wire("a", "Isle Times", "'Angels' helped save a couple in their 80s", "Nurses saved a couple.", 0), wire("b", "Harbour Post", "Housing market to pick up, agents help buyers save", "Agents think so.", 9)},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(Options{})
			x.Place(c.old)
			if p := x.Place(c.open); len(p.Relations) > 0 {
				t.Errorf("shown: %+v", p.Relations)
			}
		})
	}
}
