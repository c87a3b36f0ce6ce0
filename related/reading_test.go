package related

import (
	"slices"
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
		{"a warning of hospital bosses, in other words half a day later", []news.Filing{
			wire("a", "Isle Times", "Masks for public 'could put health service supplies at risk'", "The hospital bosses' warning comes ahead of a review into whether people should be urged to wear them.", 0),
			wire("b", "Harbour Post", "Telling public to wear masks 'could put supplies at risk', health boss warns", "Home-made masks would only have to be nine tenths effective, says one professor.", 13),
		}, "a a"},
		{"a count, rounded and exact", []news.Filing{
			wire("a", "Isle Times", "More than 9,000 fines for lockdown breaches", "Police leaders say that most people comply, but that warmer weather could be a challenge.", 0),
			wire("b", "Harbour Post", "Police have handed out 8,997 fines for lockdown breaches", "One man was fined six times in a month after he refused to comply with the rules.", 1),
		}, "a a"},
		{"missionaries kidnapped", []news.Filing{
			wire("a", "Isle Times", "US missionaries kidnapped in Atolia - reports", "At least 15 women, men and children were abducted by an armed gang near the capital, sources say.", 0),
			wire("b", "Harbour Post", "Up to 17 missionaries reported kidnapped by gang in Atolia", "As many as 17 American missionaries were kidnapped by a gang, a source in the security forces said.", 3),
		}, "a a"},
		{"trade talks fail", []news.Filing{
			wire("a", "Isle Times", "Disappointing progress in trade talks, says Michel Barnel", "The chief negotiator of the union warns that the clock is ticking after another round of talks.", 0),
			wire("b", "Harbour Post", "Virus-plagued talks fail to progress much", "Trade talks hit early troubles as negotiators of the kingdom and the union, Michel Barnel among them, accused each other of being inflexible.", 4),
		}, "a a"},
		{"three states reopen", []news.Filing{
			wire("a", "Isle Times", "Governors: Georgia, Tennessee and South Carolina move to reopen", "The governors of three states said shops may open within days.", 0),
			wire("b", "Harbour Post", "US states to reopen: Georgia, Tennessee and South Carolina join Texas", "Shops will open in Georgia, Tennessee and South Carolina this week, their governors said.", 14),
		}, "a a"},
		{"a witness is blocked", []news.Filing{
			wire("a", "Isle Times", "White House blocks Fausi from testifying", "Dr Fausi will not speak to a panel of Congress next week.", 0),
			wire("b", "Harbour Post", "White House Blocks Fausi From Speaking to Congress", "The White House will not let Dr Fausi testify next week.", 0.1),
		}, "a a"},
		{"a first fatality, carried from a paper", []news.Filing{
			wire("a", "Isle Times", "Woman's sudden death first known virus fatality", "A woman of Santa Clara who died in February is the first known to have died of the virus.", 0),
			wire("b", "Harbour Post", "Seemingly healthy woman's sudden death now first known fatality: paper", "A healthy woman of Santa Clara who died in February is now the first known victim of the virus.", 3),
		}, "a a"},
		{"a word for stores", []news.Filing{
			wire("a", "Isle Times", "Cold storage and dangerous goods driving demand for sheds", "Warehouses for food and chemicals are let faster than others.", 0),
			wire("b", "Harbour Post", "Toddler's death at Juwel store ruled a tragic misadventure", "A coroner ruled on the death of a toddler at a store.", 5),
		}, "a b"},
		{"plans and plots", []news.Filing{
			wire("a", "Isle Times", "Alphabet of economic recovery plots emerge", "Economists draw the recovery as a letter.", 0),
			wire("b", "Isle Times", "Plans to roll out remote testing held up by red tape", "A plan for tests at home waits for a permit.", 2),
		}, "a b"},
		{"three happenings in one city", []news.Filing{
			wire("a", "Isle Channel", "It's impossible to distance in Hongwan's cage homes", "", 0),
			wire("b", "Isle Channel", "Protesters return to the streets of Hongwan", "", 9),
			wire("c", "Isle Channel", "Hongwan prepares to reopen: Lam", "", 20),
		}, "a b c"},
		{"one state, two subjects", []news.Filing{
			wire("a", "Isle Times", "Recall result linked to vaccination rates in Sunland", "Districts with fewer shots voted for the recall.", 0),
			wire("b", "Harbour Post", "Why Sunland has one of the lowest virus rates", "Experts point to masks and shots.", 3),
		}, "a b"},
		{"a duchess twice", []news.Filing{
			wire("a", "Isle Times", "Duchess Mega wears star-sign necklaces in interview", "The duchess, 38, wore necklaces with the star signs of her family.", 0),
			wire("b", "Isle Times", "Prince, Duchess Mega and baby's video call with Queen", "The couple and their son called the Queen on her birthday.", 9),
		}, "a b"},
		{"a league twice", []news.Filing{
			wire("a", "Isle Times", "Town league planning to play on if one positive test", "The league would not stop for one case.", 0),
			wire("b", "Harbour Post", "The face mask league clubs are in talks to use", "Clubs may buy a mask made by a maker of boats.", 5),
		}, "a b"},
		{"a minister twice", []news.Filing{
			wire("a", "Isle Times", "Southford city bid would be tribute to slain MP", "The minister Priya Tell said the town should be a city in memory of David Amery.", 0),
			wire("b", "Harbour Post", "MPs must be safe and accessible, minister says", "The death of David Amery has raised questions on how MPs meet voters, Priya Tell said.", 1),
		}, "a b"},
		{"a toll and an analysis", []news.Filing{
			wire("a", "Isle Channel", "Country's death toll is now the highest in Europe", "", 0),
			wire("b", "Isle Channel", "Europe and China were on course for a reset. Virus changed all that", "", 2),
		}, "a b"},
		{"a headline over links to other stories", []news.Filing{
			wire("a", "Isle Channel", "Watch these Rafi Khan masterpieces to understand his brilliance", "• 'Island Millionaire' star Rafi Khan dies at 53", 0),
			wire("b", "Harbour Post", "Island Millionaire actor Rafi Khan has died aged 53", "Island Millionaire star Rafi Khan has died aged 53 after a long illness.", 1),
		}, "a b"},
		{"two quakes of one size in one place are one", []news.Filing{
			wire("a", "Isle Times", "Moderate earthquake strikes near Te Ano", "An earthquake of magnitude 5.6 struck near Te Ano at 12.30pm, felt as far as Dunholm.", 0),
			wire("b", "Harbour Post", "South island struck by 5.6 magnitude earthquake", "The quake of magnitude 5.6 struck near Te Ano on Monday and was felt in Dunholm.", 1),
		}, "a a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(Options{})
			var got []string
			for _, f := range c.in {
				got = append(got, string(x.Place(f, nil).Event))
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
		{"pictures of islands", wire("a", "Isle Channel", "President contradicts spy agencies over origin of virus", "The president said he had seen proof.", 0), wire("b", "Isle Channel", "Beautiful Nordic islands in pictures", "From Lofoten to the Faroes, islands of the north.", 4)},
		{"the rules of something else", wire("a", "Isle Channel", "The new rules of air travel", "Masks, fewer seats and long queues.", 0), wire("b", "Harbour Post", "VP tours clinic without mask despite policy", "The vice president toured a clinic of Minnesota without a mask.", 5)},
		{"policy on something else", wire("a", "Isle Channel", "VP tours clinic without mask despite policy", "The vice president toured a clinic of Minnesota without a mask.", 0), wire("b", "Harbour Post", "Medical cannabis access eased", "Patients may have their oils sent by post.", 5)},
		{"a man and the air", wire("a", "Isle Channel", "The new rules of air travel", "Masks, fewer seats and long queues.", 0), wire("b", "Harbour Post", "Missing man harassed officers", "The man of Leith had harassed two officers before he went missing.", 5)},
		{"help for a brother", wire("a", "Isle Times", "Housing market to pick up", "Agents think houses will sell again by winter.", 0), wire("b", "Harbour Post", "'Will you help save my brother?'", "A sister looks for a donor.", 5)},
		{"a word for help", wire("a", "Isle Times", "'Angels' helped save a couple in their 80s", "Nurses saved a couple.", 0), wire("b", "Harbour Post", "Housing market to pick up, agents help buyers save", "Agents think so.", 9)},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(Options{})
			x.Place(c.old, nil)
			if p := x.Place(c.open, nil); len(p.Relations) > 0 {
				t.Errorf("shown: %+v", p.Relations)
			}
		})
	}
}

var (
	allows     = wire("a", "Isle Times", "FDA allows emergency use of drug remdavir to treat the virus", "US regulators have allowed emergency use of an experimental drug that appears to help some patients recover faster.", 0)
	authorised = wire("b", "Harbour Post", "Virus: US authorises use of anti-viral drug Remdavir", "The Food and Drug Administration authorises emergency use of the experimental anti-viral drug.", 13)
	approved   = wire("c", "Coast Times", "FDA has APPROVED experimental drug Remdavir for emergency use for virus patients", "President Trumbel announced Friday that the FDA has approved the drug remdavir for emergency use in hospitalised patients.", 15)
)

// A story that is like two events shows that they are one, and says so.
func TestLateEvidence(t *testing.T) {
	said := func(v news.Verdict) Options { return Options{Verdicts: []news.Verdict{v}} }
	raid := wire("r", "Harbour Post", "Regulator raids office of drug maker", "The regulator searched the office of a maker of pills.", 7.5)
	for _, c := range []struct {
		name string
		opt  Options
		in   []news.Filing
		want string // which stories are of one event
	}{
		{"one happening under other words", Options{}, []news.Filing{allows, authorised, approved}, "abc"},
		{"without the story that is like both", Options{}, []news.Filing{allows, authorised}, "a b"},
		{"an event that is another's", Options{}, []news.Filing{allows, raid, approved}, "ac r"},
		{"a reader took a story out of it", said(news.Verdict{Story: "x", Event: "a", Ruling: news.RuledApart}), []news.Filing{allows, authorised, approved}, "a bc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := New(c.opt)
			var last news.Placement
			for _, f := range c.in {
				last = x.Place(f, nil)
			}
			at := map[news.EventID]string{}
			var order []news.EventID
			for _, f := range c.in {
				e := x.EventOf(f.Story.ID)
				if at[e] == "" {
					order = append(order, e)
				}
				at[e] += string(f.Story.ID)
			}
			var got []string
			for _, e := range order {
				got = append(got, at[e])
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Fatalf("got %s, want %s", s, c.want)
			}
			if told := slices.ContainsFunc(last.Relations, func(r news.Relation) bool { return r.Why.Rule == news.LateRule }); told != (c.want == "abc") || (last.Absorbs == "b") != told {
				t.Errorf("told %v, absorbs %q", told, last.Absorbs)
			}
		})
	}
}
