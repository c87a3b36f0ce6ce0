package related

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"dateline/news"
)

// Stories of some genres report no happening of their own: a digest of the day, a live page, a
// column, a horoscope, a row of pictures. Their agreeing with a report corroborates nothing, so
// they join no event and nothing joins theirs. A row of the table below tells one kind of them.

// genreRow is one sign of a genre, as it stands in a headline or at the start of a lead. Both are
// read in lower case, with straight quotation marks and single spaces.
type genreRow struct {
	name             string
	genre            news.Genre
	in               news.Field
	starts           string // words of which one must be there, "|" between them: the pattern is costly
	pattern          string
	example, counter string // a headline that it tells, and one that looks like it
}

// Parts of patterns: begin and end bound a part of a headline, which a colon, a dash or a bar ends.
const (
	begin   = `(?:^|[:|] |[-–—] )(?:the )?`
	end     = `(?:$|:| [-–—|])`
	weekday = `(?:mon|tues|wednes|thurs|fri|satur|sun)day`
	ofDay   = `(?:morning|evening|afternoon|midday|lunchtime|nightly|overnight|daily|weekly|weekend|` + weekday + `)`
	date    = `(?:today|tonight|yesterday|overnight|this (?:morning|evening|week|weekend)|` + weekday + `|[a-z]+ day|\d{1,2} [a-z]+|[a-z]+ \d{1,2}(?:st|nd|rd|th)?)`
)

// genreRows are tried in order: a digest in pictures is a digest.
var genreRows = []genreRow{
	{"briefing", news.DigestGenre, news.InTitle, "briefing|update|wrap|mail|edition|newsletter|digest|bulletin|roundup|round-up|rundown|recap|catch-up",
		begin + `(?:your |today's |tonight's |[a-z']+ )?(?:` + ofDay + ` )+(?:news )?(?:briefing|update|wrap|mail|edition|newsletter|digest|bulletin|roundup|round-up|rundown|recap|catch-up)(?:$|:| [-–—|]|,| as | with | on | for )`,
		"Ferries, Frost, Odile Branwick: Your Monday Briefing", "Minister cancels daily briefing after row"},
	{"newsletter", news.DigestGenre, news.InTitle, "newsletter|in brief|round-up|roundup", begin + `(?:(?:our )?newsletter|(?:news|sport|world|business|court)s? in brief|(?:news|sports?|world|business|court|weekly|match) (?:round-up|roundup))` + end,
		"World in brief: Ferry strike ends", "Newsletter that mocked the mayor is closed"},
	{"what happened", news.DigestGenre, news.InTitle, "what happened|happened today", `(?:^|: |[-–—|] )what happened (?:(?:in|on|around) .{0,40})?\b` + date + `$`,
		"Zoravirus: What happened on 30 April", "What happened on board the last ferry at sea"},
	{"developments", news.DigestGenre, news.InTitle, "developments|at a glance|top stories|top reads|must-read|headlines|most read|missed|week in|day in|top five|top 5|things to know",
		begin + `(?:(?:today's|tonight's|yesterday's|` + weekday + `'s|the latest|latest|this week's|week's|our|[0-9]+|five|ten) )?(?:(?:key|main|major|top|big|biggest|latest) )?(?:developments?|stories|reads?|headlines|must-reads?)(?:$|:| (?:on|from|for today|today)\b.*)` +
			`|` + weekday + `'s (?:key|main|major|top|big|biggest) (?:developments|stories)` + `|` + begin + `(?:[a-z0-9-]+ ){0,4}at a glance` + end +
			`|` + begin + `(?:most read|(?:what|news|stories) you (?:may|might) have missed|in case you missed it)|` + begin + `(?:week|day|month|year) in (?:review|pictures|photos|news|images)` + `|(?:stories|reads) (?:of the|this) week$` +
			`|` + begin + `(?:(?:top )?(?:[2-9]|1[0-9]|two|three|four|five|six|seven|eight|nine|ten)|here are) (?:top )?(?:things|stories|headlines) (?:to know|you need to know|making news)|` + begin + `top (?:[2-9]|10|three|five|ten):`,
		"Chief's warning; doctor's apology: Thursday's major developments", "Headlines of the shipping court are read aloud at mass"},
	{"need to know", news.DigestGenre, news.InTitle, "need to know", `(?:what|things|all|everything) you need to know(?:$| (?:today|tonight|this (?:morning|evening|week)|for ` + weekday + `|on ` + weekday + `|about .{0,40}\b(?:today|this (?:morning|week))$))`,
		"Level 3 of the rules: What you need to know", "Spies need to know less, says minister"},
	{"need to know, in the lead", news.DigestGenre, news.InText, "need to know", `^(?:good (?:morning|evening|afternoon)[.!,] )?here(?:'s| is) what you need to know(?: today)?[.:]|(?:things|stories) you need to know .{0,60}\bthis (?:morning|evening|afternoon)`,
		"Here's what you need to know.", "The board says ferry users need to know more."},
	{"several sentences", news.DigestGenre, news.InTitle, ". |? ", `^(?:[^.?!]*\S \S+ \S+ \S+[.?!]['"]? ){2,}[^.?!]*\S \S+ \S+ \S+[.?!]?['"]?$`,
		"Walkers still stuck on Foula. Orkney's reeve tests positive. Shetland is past its peak, Branwick says.", "Frost lifted. Can the isles survive what comes next?"},
	{"press review", news.DigestGenre, news.InTitle, "papers|newspaper|front pages", begin + `(?:papers:|what the (?:sunday )?papers say|newspaper (?:headlines|review)|front pages:|(?:today's|tomorrow's) (?:papers|front pages))`,
		"The Papers: 'Hope in sight' and ferry row", "The papers that brought a minister down"},
	{"gossip", news.DigestGenre, news.InTitle, "gossip|rumour|transfer", begin + `(?:[a-z]+'s )?(?:(?:football|transfer) )?(?:gossip|rumou?rs)` + end + `|` + begin + `rumou?r mill\b|` + begin + `transfer (?:news|round-up)` + end,
		"Skipper would have to take pay cut - gossip", "Gossip site fined over skipper's letters"},

	{"live, as a label", news.LiveGenre, news.InTitle, "live", begin + `(?:(?:watch|follow) )?live(?:$|:|!| [-–—|]| .{0,40}\bupdates?\b)|(?:[-–—|] |, )live(?:!|$|:)|\blive (?:blog|coverage|reports?|ticker)\b|\blive (?:[a-z-]+ ){0,3}updates?(?:$|:| from | on )|\blive updates?\b|\bliveblog\b|\bupdates? live\b|\b(?:trial|election|results|coronavirus|covid-19|match|debate|final|budget|hearing) live:`,
		"Harbour trial live: Expert gives evidence", "Skippers live longer in cold harbours"},
	{"live, in the lead", news.LiveGenre, news.InText, "live|rolling", `^(?:follow|read) (?:our|the|all the) (?:latest )?(?:live|rolling) (?:coverage|updates|blog)|^(?:follow|read) live updates|^(?:this|our) live blog`,
		"Follow our live coverage.", "Follow our advice to live longer, doctors say."},
	{"as it happened", news.LiveGenre, news.InTitle, "as it happen|unfolded", begin + `(?:as it happen(?:ed|s)|as (?:it|the (?:day|night|week|evening)) unfolded|how (?:it|the (?:day|night|evening)) unfolded)`,
		"As it happened: Zoravirus updates from home and the world", "He filmed the wreck as it happened off Unst"},
	{"updates", news.LiveGenre, news.InTitle, "updates|latest", `\b(?:updates|latest news|latest developments|latest) from .{0,40}\baround the world\b|^latest updates?:|: (?:latest )?updates from around\b`,
		"Zoravirus pandemic: Updates from around the world", "Minister updates envoys from around the world"},

	{"columnist", news.ColumnGenre, news.InTitle, "letters|opinion|editorial|column|comment|dear |agony", begin + `(?:(?:your|readers'|[a-z]+'s) )?(?:letters?(?: of the (?:day|week))?:|letters (?:to the editor|page)|opinion(?:: | \| )|editorial(?:: | \| )|comment: |our view: |dear [a-z]+(?: [a-z]+)?: )|(?:^|[a-z]+ )column:|[-–—|] (?:opinion|editorial|letters|comment)$`,
		"Letters: the ferry, the bridge and the bard", "Letters from soldiers found in Lerwick attic"},
	{"opinion, in the lead", news.ColumnGenre, news.InText, "opinion|in (her|his) column|column", `^opinion: |\bin (?:her|his) [a-z' ]{0,30}column\b`,
		"Opinion: The skipper is struggling with a nearly impossible choice.", "Opinion on the isles is split, a poll says."},

	{"stars and puzzles", news.ServiceGenre, news.InTitle, "horoscope|crossword|sudoku|quiz|puzzle|lott|acrostic|wordle|jumble", `^(?:.*: )?(?:your |today's |free )*(?:(?:daily|weekly|monthly|big|cryptic|quick|news|target and|sunday|saturday) )*(?:horoscopes?|crossword|sudoku|quiz|superquiz|puzzles?|acrostic|wordle|jumble|lotto results?)(?:$|:|,| \d| for | of the (?:day|week)| answers?\b)|^can you (?:name|guess|solve|spot)\b|^target and superquiz`,
		"Your Daily Horoscope for Friday", "Quiz show host Ada Finn dies"},
	{"tips and guides", news.ServiceGenre, news.InTitle, "race-by-race|tips|tv |what's on|things to do|how to watch|betting", `^race-by-race\b|^(?:tips|best bets)(?: and (?:tips|preview))?(?::| for )|^(?:what's on|tv|television)(?: tv| tonight| guide| this week| today)+\b|\b(?:five|[2-9]|10|ten) things to do (?:today|this weekend|at home)`,
		"Race-by-race tips for Foula on Monday", "Tips on the races ran in his family"},
	{"archive", news.ServiceGenre, news.InTitle, "archives|on this day|in history|of the day|corrections", begin + `(?:from the archives?|on this day|(?:today|this (?:day|week)) in history|quot(?:e|ation) of the day|word of the day|corrections:)`,
		"From the Archives, 1905: Farewell to the packet", "Archives of the packet line are flooded"},

	{"pictures", news.GalleryGenre, news.InTitle, "pictures|photos|gallery|images", begin + `(?:in (?:pictures|photos|images)|(?:photo )?gallery|photos|pictures|photo essay)(?:$|:)|\bin (?:pictures|photos)$|^(?:best|our best) (?:photos|pictures|of the world in pictures)|\b(?:best|news) (?:photos|pictures) (?:from|of) (?:around )?the (?:world|week|day)|\b(?:photos?|pictures?) of the (?:day|week)\b`,
		"The best of the islands in pictures", "Pictures of the minister are burnt"},
	{"drawings", news.GalleryGenre, news.InTitle, "cartoon|illustrations", begin + `(?:best of |today's |daily )?cartoons?(?:$|:|,)|^the latest illustrations\b`,
		"Best of cartoons, April 28, 2026", "Cartoon museum to reopen in Leith"},
}

// genres reads the genre of a story by the table.
type genres struct {
	starts   [][]string
	patterns []*regexp.Regexp
}

func newGenres() *genres {
	g := &genres{}
	for _, r := range genreRows {
		g.starts = append(g.starts, strings.Split(r.starts, "|"))
		g.patterns = append(g.patterns, regexp.MustCompile(r.pattern))
	}
	return g
}

// genreBytes is how much of a headline and of a lead is read for its genre.
const genreBytes = 300

// of tells the genre of a story and the row that told it; both are "" for a report.
func (g *genres) of(title, lead string) (news.Genre, string) {
	head, text := plainLine(clip(title, genreBytes)), plainLine(clip(lead, genreBytes))
	for i := range genreRows {
		r, s := &genreRows[i], head
		if r.in == news.InText {
			s = text
		}
		if slices.ContainsFunc(g.starts[i], func(w string) bool { return strings.Contains(s, w) }) && g.patterns[i].MatchString(s) {
			return r.genre, r.name
		}
	}
	if bylined(title) || bylined(lead) && !strings.Contains(lead[:strings.IndexByte(lead, ':')+1], " IN ") {
		return news.ColumnGenre, "byline"
	}
	return "", ""
}

// plainLine is s in lower case, with straight quotation marks and single spaces.
func plainLine(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch r {
		case '’', '‘':
			r = '\''
		case '“', '”':
			r = '"'
		}
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// notBylines open headlines in capitals and are nobody's name.
var notBylines = []string{"BREAKING", "EXCLUSIVE", "WATCH", "LIVE", "JUST", "UPDATE", "REVEALED", "WORLD", "NEWS", "VIDEO", "LOOK", "READ", "FULL", "LIST"}

// bylined reports whether a text opens with a name in capitals that is not in capitals itself, as
// a paper sets its columnist: "MORAG TULLIEMET: ", "MORAG TULLIEMET on ".
func bylined(s string) bool {
	names := 0
	for s != "" {
		word, rest, _ := strings.Cut(s, " ")
		bare := strings.TrimRight(word, ":")
		if len(bare) < 2 || strings.ToUpper(bare) != bare || !strings.ContainsFunc(bare, unicode.IsUpper) || strings.ContainsFunc(bare, unicode.IsDigit) ||
			slices.Contains(notBylines, bare) {
			break
		}
		if names++; bare != word {
			return names >= 2 && names <= 6 && strings.ToUpper(rest) != rest
		}
		s = rest
	}
	if names < 2 || names > 3 {
		return false
	}
	for _, verb := range [...]string{"on ", "on... ", "says ", "asks ", "reveals ", "reviews "} {
		if strings.HasPrefix(s, verb) {
			return true
		}
	}
	return false
}
