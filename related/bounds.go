package related

// The numbers at which this room decides otherwise stand in one table; what a fitted model can weigh is not in it. A test holds rows with stories just above and just below.

// bound names a row of the table.
type bound int

const (
	evidence bound = iota
	ownEvidence
	nextMember
	lateEvidence
	lateMeeting
	joinChance
	joinBare
	toldBare
	worthShowing
	threadChance
	twoNames
	rareName
	rareWords
	regularTimes
	regularGap
	serialHours
	bulletinHours
	copiedWhole
	sameTitle
	copiedLead
	copiedRuns
	likeTitle
	markedTitle
	markedChance
	markedCover
	markedCosine
	likeHours
	versionDays
	crossHours
	crossNames
	crossFigure
	sameHeadline
	editionMinutes
	ownBare
	sisterChance
	figureSpan
	leastDenied
	faint
	mostNear
	crossChance
	leastSounds
	leastWords
	nBounds
)

// limits are the values in use.
type limits [nBounds]float64

// boundRow is one number with what it is asked of.
type boundRow struct {
	value float64
	of    string
}

var boundRows = [nBounds]boundRow{
	evidence:       {0.5, "evidence that a story is of an event, where a lead is of a sentence: least chance"},
	ownEvidence:    {0.55, "the same for a member of the story's own outlet"},
	nextMember:     {0.35, "the same: share that the event's second member has in it"},
	lateEvidence:   {0.4, "evidence for each of two events that makes them one, beside the next row's: least chance"},
	lateMeeting:    {0.38, "the same: what a member of one has for being of the other"},
	joinChance:     {0.55, "long leads: least chance that a story is of an event"},
	joinBare:       {0.3, "the same for a story without a lead"},
	toldBare:       {2, "the same: least idf of the second rarest word shared, since one common word proves no event"},
	worthShowing:   {0.65, "least chance that a reader of one story is glad of another"},
	threadChance:   {0.25, "least evidence for calling it earlier news of the same thing"},
	twoNames:       {2, "least idf of the rarer of two names shared, for showing one beside the other"},
	rareName:       {5, "least idf of one name shared, for that"},
	rareWords:      {6, "least idf of the second rarest word shared, for that"},
	regularTimes:   {3, "headlines of an outlet that must share a label for it to be a regular page's"},
	regularGap:     {18, "hours between them, at least"},
	serialHours:    {8, "hours between two numbers of a series, where the day is not named"},
	bulletinHours:  {18, "the same for a bulletin of each day's counts"},
	copiedWhole:    {0.9, "share of four-word runs of two leads that are the same"},
	sameTitle:      {0.95, "share of letter runs of two headlines that are the same"},
	copiedLead:     {0.6, "share of four-word runs that makes a lead a copy"},
	copiedRuns:     {17, "four-word runs of a lead that is long enough to tell"},
	likeTitle:      {0.8, "share of letter runs of two headlines that are one, but for a word"},
	markedTitle:    {0.4, "the same where a wire's marker announces a version"},
	markedChance:   {0.15, "least chance for a story that a marker announces as a version"},
	markedCover:    {0.6, "share of a marked headline that the story it replaces has"},
	markedCosine:   {0.3, "cosine of the headlines then"},
	likeHours:      {12, "within which a like headline of one outlet is the same story, corrected"},
	versionDays:    {3, "within which it is a new version"},
	crossHours:     {24, "between two stories of different languages, at most"},
	crossFigure:    {20, "a number that tells a happening with a country and a number that has a fraction"},
	crossNames:     {2, "names or figures that they must share"},
	editionMinutes: {10, "between two stories of an outlet that it puts out at once, at most"},
	sisterChance:   {0.07, "least chance by the network that evidence counts with: it was fitted on sister events, the evidence on few"},
	ownBare:        {0.3, "least evidence that two headlines of one outlet without leads are of one event"},
	sameHeadline:   {0.36, "pairs of headlines alone: least chance of one event"},
	figureSpan:     {18, "hours within which two stories count the same: a day later a toll has grown"},
	leastDenied:    {2, "words of a denial that the open story must have said"},
	faint:          {0.08, "cosine of headline and lead under which two stories are not compared, where the headlines do not meet"},
	mostNear:       {28, "stories compared in full, of those that share words"},
	crossChance:    {0.7, "chance given to two stories of different languages that share what they must"},
	leastSounds:    {3, "consonants that tell a place in every alphabet"},
	leastWords:     {5, "words of a headline that two outlets do not hit on by themselves"},
}

func boundValues() (l limits) {
	for i, r := range boundRows {
		l[i] = r.value
	}
	return l
}
