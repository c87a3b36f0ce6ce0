package derived

import (
	"dateline/news"
	"dateline/store/packed"
)

// NewestVersion is the version of a story that stands now; changed is when it came, in ms, 0
// where it is the first.
func NewestVersion(st *news.Story, changed int64) news.Version {
	return news.Version{N: st.Version, Title: st.Title, Text: st.Text, Seen: packed.Arrived(st, changed), Note: MarkerNote(st)}
}

// AddChain adds to an article the versions that are filed under other ids: links are the
// stories of its event, n is its own label, and read lists the versions of a story, newest
// first.
func AddChain(a *news.Article, links []Link, n int64, read func(*Link) ([]news.Version, error)) error {
	newer, older := Along(links, n)
	for i := range newer {
		all, err := read(&newer[i])
		if err != nil {
			return err
		}
		a.Newer = append(a.Newer, all...)
	}
	for i := range older {
		all, err := read(&older[i])
		if err != nil {
			return err
		}
		a.Versions = append(a.Versions, all...)
	}
	return nil
}

// Supersede makes a story that was delivered again the version after what is here: was is the
// story as it stood, with its number.
func Supersede(st, was *news.Story) {
	st.Version = was.Version + 1
	st.Published, st.Seen = was.Published, was.Seen
}
