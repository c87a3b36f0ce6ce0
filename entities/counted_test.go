package entities

import (
	"testing"

	"dateline/news"
)

// What a figure counts is the head of its noun phrase, people are counted by what befell
// them, and the total is told from what is new, a part, a target or a rate.
func TestWhatIsCounted(t *testing.T) {
	tag := tagger(t)
	for _, c := range []struct{ name, text, want string }{
		{"total and addition", "Toll reaches 4,310 deaths with 95 new fatalities.", "4310 people killed; new 95 people killed"},
		{"new cases and all", "They found 38 new cases, bringing the total to 902, and one additional death.", "new 38 cases; 902 cases; new 1 people killed"},
		{"a part of the whole and its dead", "Some 212 of the ward's 640 patients fell ill. Three patients have died.", "part 212 patients; 640 patients; 3 patients killed"},
		{"among them", "There are 17 new cases, including six in Tarsa.", "new 17 cases; part 6 cases"},
		{"target", "Checks were up to 31,000, short of the 50,000 a day target.", "31000 checks; target 50000 checks"},
		{"past is a way, too", "The ship will sail past nine islands.", "9 islands"},
		{"cut of a workforce", "It will lay off up to 900 of 4,000 miners.", "part 900 miners; 4000 miners"},
		{"rate", "She weds 300 to 400 couples a year.", "rate 300..400 couples"},
		{"toll raised", "One more death was confirmed, raising the toll to 52.", "new 1 people killed; 52 people killed"},
		{"quake", "A 4.4 quake hits near Tarsa.", "4.4 magnitude"},
		{"quake and its hurt", "A 5.8 quake hurts at least 27 in Tarsa.", "5.8 magnitude; 27 people wounded"},
		{"a magnitude is nobody's but the quake's", "The 5.8 quake was felt by 27 in Tarsa.", "5.8 magnitude; 27"},
		{"noun of nouns", "They hired 60 social media influencers.", "60 influencers"},
		{"disease before the noun", "There were 700,000 coronavirus infections.", "700000 infections"},
		{"person and verb", "One person using the pills was hurt.", "1 people"},
		{"toll far before", "The death toll from the flood in Tarsa rises to 47.", "47 people killed"},
		{"displaced and hurt", "The storm left 1,900 displaced people and 35 hurt.", "1900 people displaced; 35 people wounded"},
		{"people of a nation", "A bomb killed 14 Iraqis.", "14 iraqis killed"},
		{"cases that topped", "Infections topped 3.1 million.", "3100000 infections"},
		{"a dozen and a half", "A dozen and a half trucks came.", "18 trucks"},
		{"names and adjectives before the noun", "Some 900 U.S., British and Tarsan soldiers came.", "900 soldiers"},
		{"two nouns before the noun", "Over 900 meat and poultry plant workers fell ill.", "900 workers"},
		{"a nation after a participle", "They held 20 young Frenchmen and two armed Palestinians.", "20 frenchmen; 2 palestinians"},
		{"a nation without a plural", "Some 200 Sudanese have fled.", "200 sudanese"},
		{"an adverb before the noun", "They asked 3,000 randomly selected people.", "3000 people"},
		{"new and confirmed", "There are two new confirmed cases.", "new 2 cases"},
		{"the verb of somebody else", "A poll of 900 people shows that.", "900 people"},
		{"in quotation marks", "He spoke of 'several hundred' people.", "200 people"},
		{"of those just counted", "They seized nine oil workers last month. They freed six of them.", "9 workers; part 6 workers"},
		{"of those killed", "A bomb killed nine men, six of whom were Tarsan.", "9 men killed; part 6 men"},
		{"a share of them is no count", "They hold nine boats. Half of them leak.", "9 boats; part 0.5"},
		{"money in a vague number", "They raised millions of dollars.", "2000000 USD"},
		{"cases that cross", "Virus cases in South Tarsa cross 12,000; experts are worried", "12000 cases"},
		{"hospital deaths", "Hospital deaths pass 20,000", "20000 people killed"},
		{"total of cases", "The case total has risen to 1026.", "1026 cases"},
		{"deaths brought to", "Nine more died, bringing the total deaths here to 416.", "new 9 people killed; 416 people killed"},
		{"prices are not counted", "Prices rose by 120 to a record.", "120"},
		{"compared with", "They found 67 deaths, up from nine in May.", "67 people killed; 9 people killed"},
		{"in brackets behind each", "It had 670 deaths, more than Oslo (240) and Tarsa (190).", "670 people killed; 240 people killed; 190 people killed"},
		{"lives lost", "The virus has claimed 26,097 lives. More than 400 lives were lost at sea.", "26097 people killed; 400 people killed"},
		{"lives that were saved", "The belts have saved 400 lives.", "400 lives"},
		{"range behind a change by so many", "Demand has increased by about 20 to 30 per cent since.", "20..30 percent"},
		{"so many a day in one word", "He may miss the 100,000-a-day target.", "100000"},
		{"nation in one word", "The six-nation talks ended.", "6 nations"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ms := tag.Find(&news.Story{Text: c.text}, nil)
			got := ""
			for i := range ms {
				if ms[i].Figure == nil {
					continue
				}
				if got != "" {
					got += "; "
				}
				if a := ms[i].Figure.Aspect; a != "" {
					got += string(a) + " "
				}
				got += figuresOf(t, ms[i:i+1])
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
