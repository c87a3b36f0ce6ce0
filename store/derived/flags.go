package derived

import (
	"fmt"
	"hash/fnv"
	"io"
	"strings"
	"time"

	"dateline/news"
	"dateline/store/terms"
)

// ContentHash is over what makes a new version when it changes.
func ContentHash(s *news.Story) int64 {
	h := fnv.New64a()
	for _, part := range []string{s.Title, s.Text, s.URL} {
		_, _ = io.WriteString(h, part) // never fails
		_, _ = h.Write([]byte{0})
	}
	for _, m := range s.Markers {
		_, _ = fmt.Fprintf(h, "%s %s %s %s\x00", m.Class, m.Rank, m.Text, m.Note)
	}
	return int64(h.Sum64())
}

// SameButScheme reports whether a story is, but for http or https of its link, one whose
// hash this is.
func SameButScheme(st *news.Story, hash int64) bool {
	other := *st
	if rest, ok := strings.CutPrefix(st.URL, "https://"); ok {
		other.URL = "http://" + rest
	} else if rest, ok := strings.CutPrefix(st.URL, "http://"); ok {
		other.URL = "https://" + rest
	}
	return ContentHash(&other) == hash
}

// Altered is when a new story changed what others have: a correction or withdrawal that
// comes as a story of its own. One that was old when it came, as with a new
// subscription, counts from its own time. Zero for all else.
func Altered(st *news.Story) time.Time {
	switch {
	case MarkerFlags(st)&(news.Corrected|news.Withdrawn) == 0:
		return time.Time{}
	case st.Seen.Sub(st.Time()) > 24*time.Hour:
		return st.Time()
	}
	return st.Seen
}

// MarkerFlags are the marks that the agency's own markers stand for.
func MarkerFlags(st *news.Story) news.Flag {
	var g news.Flag
	for _, m := range st.Markers {
		switch m.Class {
		case news.PriorityMarker:
			g |= news.Urgent
		case news.CorrectionMarker:
			g |= news.Corrected
		case news.WithdrawalMarker:
			g |= news.Withdrawn
		case news.VersionMarker:
			g |= news.Changed
		case news.KindMarker:
			g |= kindFlag(m.Rank)
		}
	}
	return g
}

func kindFlag(kind string) news.Flag {
	switch kind {
	case "live":
		return news.Live
	case "opinion", "editorial", "column", "comment":
		return news.Opinion
	}
	return 0
}

// MarkerNote is what the agency says a version changed, "" when it says nothing.
func MarkerNote(st *news.Story) string {
	for _, m := range st.Markers {
		if m.Note != "" {
			return m.Note
		}
	}
	return ""
}

// FoundFlags are the marks the engines found reason for.
func FoundFlags(a *news.Annotation) news.Flag {
	g := a.Flags
	for i := range a.Claims {
		if a.Claims[i].Stance == news.Denies {
			g |= news.Denied
		}
	}
	switch a.Place.Genre {
	case news.DigestGenre, news.LiveGenre:
		g |= news.Digest
	}
	return g
}

// CountriesOf counts the countries named, those of the headline twice.
func CountriesOf(ms []news.Mention) string {
	counts := map[string]int{}
	for _, m := range ms {
		if m.Kind != news.Country || len(m.Ref) != 3 {
			continue
		}
		counts[m.Ref]++
		if m.Field == news.InTitle {
			counts[m.Ref]++
		}
	}
	return countryCounts(counts)
}

// FigureRows are the values to look a story up by: both ends of a range.
func FigureRows(ms []news.Mention) map[string][]float64 {
	rows := map[string][]float64{}
	for _, m := range ms {
		if m.Figure == nil {
			continue
		}
		unit := terms.FoldName(m.Figure.Unit)
		rows[unit] = append(rows[unit], m.Figure.Value)
		if m.Figure.Max != nil {
			rows[unit] = append(rows[unit], *m.Figure.Max)
		}
	}
	return rows
}
