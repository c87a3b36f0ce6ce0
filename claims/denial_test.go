package claims

import (
	"testing"

	"dateline/news"
)

// TestDenialsAndSilence holds what the ends of sentences and the lack of an answer
// say: one row for each bug.
func TestDenialsAndSilence(t *testing.T) {
	for _, c := range []struct{ name, text, source, cue, content, stance string }{
		{"denying behind said", `"We ask residents to stay calm," she said, denying posts that the dam had cracked.`, "she", "denying", "posts that the dam had cracked", "denies"},
		{"no request behind a quotation's we", `"We ask residents to stay calm," she said, denying posts that the dam had cracked.`, "she", "said", `"We ask residents to stay calm,"`, "asserts"},
		{"denying in a content", "The ministry said the ship was safe, denying reports that it had sunk.", "The ministry", "denying", "reports that it had sunk", "denies"},
		{"dismissing behind a name", `"We ask people not to believe rumours," the spokeswoman, Ana Reed, said, dismissing claims that wells were poisoned.`, "the spokeswoman, Ana Reed", "dismissing", "claims that wells were poisoned", "denies"},
		{"confirming", "The port reopened on Friday, the harbour master said, confirming that two tugs had collided.", "the harbour master", "confirming", "that two tugs had collided", "confirms"},
		{"declining", `"It is under review," the regulator said, declining to say when it would end.`, "the regulator", "declining to say", "when it would end", "declines"},
		{"no comment from", "There was no immediate comment from the defence ministry.", "the defence ministry", "There was no immediate", "comment", "declines"},
		{"no comment from, on", "There was no immediate comment from Lusk Rail on the report.", "Lusk Rail", "There was no immediate", "comment | on the report", "declines"},
		{"no response from, to", "There was no immediate response from the company to the allegations.", "the company", "There was no immediate", "response | to the allegations", "declines"},
		{"no word yet", "There has been no word yet from the airline about the cause.", "the airline", "There has been no", "word | about the cause", "declines"},
		{"had no comment", "The embassy had no immediate comment.", "The embassy", "had no immediate", "comment", "declines"},
		{"not reached", "The bank could not be reached for comment.", "The bank", "could not be reached", "for comment", "declines"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &news.Story{Lang: "en", Text: c.text}
			cs := find(t, "", c.text)
			for _, g := range cs {
				if words(s, news.InText, g.Cue) == c.cue {
					if src, con := words(s, news.InText, g.Source), words(s, news.InText, g.Content); src != c.source || con != c.content || string(g.Stance) != c.stance {
						t.Errorf("got source %q content %q %s", src, con, g.Stance)
					}
					for _, h := range cs {
						if h.Stance == news.Questions {
							t.Errorf("%q is taken for a question", words(s, news.InText, h.Cue))
						}
					}
					return
				}
			}
			for _, g := range cs {
				t.Logf("source %q cue %q content %q %s", words(s, news.InText, g.Source), words(s, news.InText, g.Cue), words(s, news.InText, g.Content), g.Stance)
			}
			t.Errorf("no claim with the cue %q", c.cue)
		})
	}
}
