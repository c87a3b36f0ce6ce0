package terms

import (
	"iter"

	"dateline/news"
)

// maxName is how long a name may be, in bytes, to be one that people search for.
const maxName = 60

// Names are what the codes that a story names are called, for queries by name: by the engines,
// and in the story's own words (IAEA). Each comes after its code.
func Names(st *news.Story, ms []news.Mention) iter.Seq2[string, string] {
	return func(yield func(ref, name string) bool) {
		for i := range ms {
			m := &ms[i]
			if m.Kind == news.Place || !Coded(m) {
				continue
			}
			names := []string{m.Name}
			if text := st.Field(m.Field); 0 <= m.Start && m.Start < m.End && m.End <= len(text) {
				names = append(names, text[m.Start:m.End])
			}
			for _, name := range names {
				if name != "" && len(name) <= maxName && !yield(m.Ref, name) {
					return
				}
			}
		}
	}
}
