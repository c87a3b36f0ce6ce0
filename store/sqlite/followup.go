package sqlite

import (
	"context"
	"encoding/json"
	"fmt"

	"dateline/news"
)

// putFollowups keeps a story's links to earlier events so that they are found from
// their end.
func (a *annotating) putFollowups(p *placed) error {
	for _, r := range p.Place.Relations {
		if r.Kind != news.Earlier {
			continue
		}
		if _, err := a.exec(`INSERT OR IGNORE INTO followup (earlier, story) SELECT n, ? FROM story WHERE id = ?`, p.n, string(r.To)); err != nil {
			return err
		}
	}
	return nil
}

// forgetFollowups takes the links of an earlier reading back.
func (t *tx) forgetFollowups(n int64, old []news.Relation) error {
	for _, r := range old {
		if _, err := t.exec(`DELETE FROM followup WHERE earlier = (SELECT n FROM story WHERE id = ?) AND story = ?`, string(r.To), n); err != nil {
			return err
		}
	}
	return nil
}

var followupsQuery = `SELECT ` + filingColumns + ` FROM (SELECT DISTINCT s.n FROM json_each(?1) j CROSS JOIN story e ON e.id = j.value
		CROSS JOIN followup l ON l.earlier = e.n CROSS JOIN story s ON s.n = l.story WHERE s.hidden = 0 AND ` + seesStory("?2") + ` ORDER BY s.n DESC LIMIT %d) x
	CROSS JOIN story s ON s.n = x.n CROSS JOIN place p ON p.story = s.n CROSS JOIN body b ON b.n = s.body
	CROSS JOIN feed f ON f.n = s.feed CROSS JOIN event v ON v.n = p.event LEFT JOIN finding d ON d.seq = p.seq ORDER BY s.time, s.n`

// Followups returns the stories that name one of these as an earlier event.
func (s *Store) Followups(ctx context.Context, user news.User, ids []news.StoryID, limit int) ([]news.Filing, error) {
	names, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	u, err := s.user(ctx, user)
	if err != nil {
		return nil, fmt.Errorf("follow-ups: %w", err)
	}
	fs, err := s.filings(ctx, fmt.Sprintf(followupsQuery, limit), string(names), u)
	if err != nil {
		return nil, fmt.Errorf("follow-ups: %w", s.plain(err))
	}
	return fs, nil
}
