package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store"
	"dateline/store/packed"
)

// filingsBatch is how many filings are read at once: a connection is not held for as long
// as their reader takes.
const filingsBatch = 500

// Filings calls yield for each story annotated after a sequence number, in order. What
// known knows is not unpacked.
func (s *Store) Filings(ctx context.Context, after int64, since time.Time, known func(news.StoryID, news.EventID) bool, yield func(news.Filing) bool) error {
	for {
		var batch []packed.Filing
		err := s.reading(ctx, "read filings", func(ctx context.Context) error {
			batch = nil
			rows, err := s.query(ctx, `SELECT `+filingColumns+` FROM (SELECT * FROM story WHERE seq > $1 AND seq <> 0 AND time >= $2 AND NOT hidden
				AND feed NOT IN (SELECT n FROM feed WHERE personal) ORDER BY seq LIMIT $3) s`+filingJoins+`ORDER BY s.seq`,
				after, millis(since), filingsBatch)
			return eachRow(rows, err, func(r pgx.Rows) error {
				p, err := packed.ScanFiling(r)
				batch = append(batch, p)
				return err
			})
		})
		if err != nil {
			return err
		}
		for i := range batch {
			p := &batch[i]
			after = p.Seq
			f, err := p.UnpackUnless(known)
			if err != nil {
				return err
			}
			if !yield(f) {
				return nil
			}
		}
		if len(batch) < filingsBatch {
			return nil
		}
	}
}

// The turn to place stories stands among the settings of nobody.
const turnKey = "placing"

// Turn gives a process the turn to place stories.
func (s *Store) Turn(ctx context.Context, t store.Turn) (ok bool, err error) {
	err = s.update(ctx, "take the turn to place stories", lockTurn, func(x *tx) error {
		value := ""
		if _, err := x.get(`SELECT value FROM setting WHERE usr = 0 AND key = $1`, []any{turnKey}, &value); err != nil {
			return err
		}
		if ok = t.MayTake(value); !ok {
			return nil
		}
		_, err := x.exec(`INSERT INTO setting (usr, key, value) VALUES (0, $1, $2) ON CONFLICT (usr, key) DO UPDATE SET value = excluded.value`,
			turnKey, t.String())
		return err
	})
	return ok && err == nil, err
}
