package claims

import (
	_ "embed"
	"strings"

	"dateline/learn"
)

// class is the set of word lists that a word stands in.
type class uint64

// The word lists of lexicon.txt.
const (
	clsSay    class = 1 << iota // speech that takes a clause or a quotation
	clsSpeech                   // speech that takes an object
	clsDeny
	clsReject // denies when its object is a report
	clsConfirm
	clsDecline
	clsAsk
	clsSayNoun
	clsAttitude
	clsPassive      // "is ... to": content around the cue, no source
	clsHedgePassive // the same, and it hedges
	clsHedge        // hedges wherever it stands in a content
	clsHedgeAdverb  // is a cue by itself: "reportedly"
	clsMaybe
	clsAppear
	clsAux
	clsBe
	clsHave
	clsModal
	clsNot
	clsNeither
	clsThat
	clsTo
	clsAs
	clsBy
	clsWh
	clsWhether
	clsAnd
	clsBut
	clsDet
	clsThe
	clsIndef
	clsSubject
	clsPerson
	clsIt
	clsPossessive
	clsPrep
	clsTime
	clsMonth
	clsHearer
	clsAdverb
	clsRole
	clsAnon
	clsUnnamed
	clsOutlet
	clsOutletNoun
	clsFalse
	clsReport
	clsAccess
)

// clsVerb is every word that may be the verb of a claim.
const clsVerb = clsSay | clsSpeech | clsDeny | clsReject | clsConfirm | clsDecline | clsAsk | clsAttitude

var classNames = map[string]class{
	"say": clsSay, "speech": clsSpeech, "deny": clsDeny, "reject": clsReject, "confirm": clsConfirm, "decline": clsDecline,
	"ask": clsAsk, "saynoun": clsSayNoun, "attitude": clsAttitude, "passive": clsPassive, "hedgepassive": clsHedgePassive,
	"hedge": clsHedge, "hedgeadverb": clsHedgeAdverb, "maybe": clsMaybe, "appear": clsAppear, "aux": clsAux, "be": clsBe,
	"have": clsHave, "modal": clsModal, "not": clsNot, "neither": clsNeither, "that": clsThat, "to": clsTo, "as": clsAs,
	"by": clsBy, "wh": clsWh, "whether": clsWhether, "and": clsAnd, "but": clsBut, "det": clsDet, "the": clsThe,
	"indef": clsIndef, "subject": clsSubject, "person": clsPerson, "it": clsIt, "possessive": clsPossessive,
	"prep": clsPrep, "time": clsTime, "month": clsMonth, "hearer": clsHearer, "adverb": clsAdverb, "role": clsRole,
	"anon": clsAnon, "unnamed": clsUnnamed, "outlet": clsOutlet, "outletnoun": clsOutletNoun, "false": clsFalse,
	"report": clsReport, "access": clsAccess,
}

//go:embed lexicon.txt
var lexiconText string

// lexicon maps the hash of a word to its classes.
type lexicon map[learn.Hash]class

func newLexicon() lexicon {
	l := make(lexicon, 2048)
	for line := range strings.Lines(lexiconText) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0][0] == '#' {
			continue
		}
		c := classNames[f[0]]
		for _, w := range f[1:] {
			l[hashWord(w)] |= c
		}
	}
	return l
}
