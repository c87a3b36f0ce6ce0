//go:build unix

package postgres_test

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"dateline/news"
	"dateline/store/postgres"
	"dateline/store/storetest"
)

// Stories stand in the part of their month, those older than the store in one part, however
// far their date is off; a month goes whole when all of it is old.
func TestMonths(t *testing.T) {
	url := database(t)
	s, err := postgres.Open(t.Context(), url, postgres.Options{Now: storetest.Clock})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	fill(t, s, 1)
	rows := []struct {
		key   string
		at    time.Time
		part  string
		swept bool
	}{
		{"far ahead", time.Date(2099, 5, 1, 0, 0, 0, 0, time.UTC), "story_209905", false},
		{"before 1970", time.Date(1912, 4, 15, 0, 0, 0, 0, time.UTC), "story_old", true},
		{"first second", time.Unix(0, 0), "story_old", true},
		{"two months ago", storetest.Clock().AddDate(0, -2, 0), "story_202602", true},
		{"last month", storetest.Clock().AddDate(0, -1, 0), "story_202603", false},
	}
	d := news.Delivery{Feed: alpha.ID}
	for _, row := range rows {
		st := story(alpha.ID, row.key)
		st.Published, st.Seen = row.at, row.at
		d.Stories = append(d.Stories, st)
	}
	if _, err := s.File(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	for i, row := range rows {
		var part string
		if err := conn.QueryRow(t.Context(), `SELECT tableoid::regclass::text FROM story WHERE id = $1`, string(d.Stories[i].ID)).Scan(&part); err != nil || part != row.part {
			t.Errorf("%s is in %q, %v; want %s", row.key, part, err, row.part)
		}
	}
	if _, err := s.Sweep(t.Context(), storetest.Clock().AddDate(0, -1, -5), 0); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		_, err := s.Article(t.Context(), news.Local, d.Stories[i].ID)
		if (err != nil) != row.swept {
			t.Errorf("%s after the sweep: %v", row.key, err)
		}
	}
	var gone bool
	if err := conn.QueryRow(t.Context(), `SELECT to_regclass('story_202602') IS NULL AND to_regclass('mark_202602') IS NULL`).Scan(&gone); err != nil || !gone {
		t.Errorf("the month that was swept is gone: %t, %v", gone, err)
	}
}
