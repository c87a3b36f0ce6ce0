package claims

// tag is a part of speech, of the coarse set that claims need. 0 is a mark.
type tag uint8

// tagNames are the tags by number; the tagger's labels are in this order.
var tagNames = []string{"O", "NN", "NNP", "VB", "VBD", "VBZ", "VBP", "VBG", "VBN", "MD", "IN", "DT", "PRP", "PRP$", "JJ", "RB", "TO", "CC", "CD", "W", "POS", "X"}

// coarse maps a Penn Treebank tag to a number of tagNames.
func coarse(penn string) tag {
	switch penn {
	case "NNS":
		penn = "NN"
	case "NNPS":
		penn = "NNP"
	case "JJR", "JJS":
		penn = "JJ"
	case "RBR", "RBS", "RP":
		penn = "RB"
	case "PDT":
		penn = "DT"
	case "WDT", "WP", "WP$", "WRB":
		penn = "W"
	case "EX":
		penn = "PRP"
	}
	for i, n := range tagNames {
		if n == penn {
			return tag(i)
		}
	}
	if penn == "" || penn[0] < 'A' || penn[0] > 'Z' {
		return 0
	}
	return tag(len(tagNames) - 1)
}

const (
	tagNone = 0 // a mark
	tagNN   = 1
	tagNNP  = 2
	tagVB   = 3
	tagVBD  = 4
	tagVBZ  = 5
	tagVBP  = 6
	tagVBG  = 7
	tagVBN  = 8
	tagMD   = 9
	tagDT   = 11
	tagPRP  = 12
	tagPRPS = 13
	tagCD   = 18
	tagPOS  = 20
)

// verb says whether the tag is a verb's, modals included.
func (t tag) verb() bool { return t >= tagVB && t <= tagMD }
