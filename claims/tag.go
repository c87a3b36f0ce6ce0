package claims

// tag is a part of speech, of the coarse set that claims need. 0 is a mark.
type tag uint8

// The tags by number, as the tagger has learnt them.
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
