package cli

import (
	"log/slog"
	"sync"

	"dateline/claims"
	"dateline/entities"
	"dateline/news"
	"dateline/related"
	"dateline/store/terms"
)

// engines loads the tagger and the claim finder when the first story needs them:
// the first screen must not wait for models.
type engines struct {
	load func() (*tagging, error)
	log  *slog.Logger
}

// newEngines prepares the engines. An engine that does not load is told in the log
// and finds nothing: stories stay readable.
func newEngines(log *slog.Logger) *engines {
	return &engines{load: sync.OnceValues(newTagging), log: log}
}

func (e *engines) loaded() (*tagging, bool) {
	t, err := e.load()
	if err != nil {
		e.log.Error("engines", "err", err)
		return nil, false
	}
	return t, true
}

// lazyTagger and lazyFinder are the two engines as the desk takes them.
type (
	lazyTagger struct{ *engines }
	lazyFinder struct{ *engines }
)

func (l lazyTagger) Find(s *news.Story, b *news.Budget) []news.Mention {
	t, ok := l.loaded()
	if !ok {
		return nil
	}
	return t.entities.Find(s, b)
}

func (l lazyFinder) Find(s *news.Story, ms []news.Mention, b *news.Budget) (sure, unsure []news.Claim) {
	t, ok := l.loaded()
	if !ok {
		return nil, nil
	}
	return t.claims.Find(s, ms, b)
}

// engineVersion names what reads stories; a change has all of them read again.
func engineVersion() string {
	return entities.Version + " " + claims.Version + " " + related.Version + " " + terms.IndexVersion
}
