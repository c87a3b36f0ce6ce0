package related

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"dateline/news"
)

// maxLine is the longest input line that is read, in bytes.
const maxLine = 16 << 20

// Tag finds the mentions of a story; the caller gives it, since this room knows no
// tagger. A nil Tag finds none.
type Tag func(title, text string) []news.Mention

// LineError says which line of the input could not be read; the work goes on.
type LineError struct {
	Line int // from 1
	Err  error
}

// Error names the line.
func (e LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

type pairIn struct {
	ID   string `json:"id"`
	A, B struct {
		Title string `json:"title"`
		Time  string `json:"time"`
	}
}

type pairOut struct {
	ID      string  `json:"id"`
	Score   float64 `json:"score"`
	Related bool    `json:"related"`
}

// mostPairs is how many pairs are weighed together.
const mostPairs = 50_000

// Pairs reads pairs of headlines, one JSON object a line, and writes for each how
// likely both are of one event (the contract of "related --pairs"). The answers come
// when the input ends or 50,000 pairs are read, since each pair is weighed in the light of
// all headlines. Lines that cannot be read are handed to report and answered with nothing.
// Errors are those of r and w.
func Pairs(r io.Reader, w io.Writer, report func(LineError)) error {
	m, err := FittedModel()
	if err != nil {
		return err
	}
	b := pairBatch{m: &m, h: NewHeadlines(&m), out: w}
	err = lines(r, w, report, func(line []byte) (any, error) {
		if err := b.take(line); err != nil {
			return nil, err
		}
		if len(b.asked) < mostPairs {
			return nil, nil
		}
		return nil, b.answer()
	})
	if err != nil {
		return err
	}
	return b.answer()
}

// pairBatch gathers pairs that are weighed together.
type pairBatch struct {
	m     *Model
	h     *Headlines
	asked []asked
	out   io.Writer
}

type asked struct {
	id   string
	a, b int
}

func (b *pairBatch) take(line []byte) error {
	var in pairIn
	if err := json.Unmarshal(line, &in); err != nil {
		return err
	}
	ta, err := parseTime(in.A.Time)
	if err != nil {
		return err
	}
	tb, err := parseTime(in.B.Time)
	if err != nil {
		return err
	}
	b.asked = append(b.asked, asked{in.ID, b.h.Add(in.A.Title, ta), b.h.Add(in.B.Title, tb)})
	return nil
}

// answer writes the answers to all pairs asked and begins anew.
func (b *pairBatch) answer() error {
	b.h.Link()
	out := bufio.NewWriter(b.out)
	enc := json.NewEncoder(out)
	for _, q := range b.asked {
		p := b.h.Chance(q.a, q.b)
		if err := enc.Encode(pairOut{q.id, round(p), p >= b.h.x.at[sameHeadline]}); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
	}
	b.asked, b.h = nil, NewHeadlines(b.m)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	return nil
}

// Chance is the model's probability that two stories are of one event, by
// themselves: the index neither uses its stories for it nor takes these in.
func (x *Index) Chance(a, b news.Story) float64 {
	f := x.Features(a, b)
	return x.model.chance(f.values, f.texted)
}

type storyIn struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	Time   string `json:"time"`
	Source string `json:"source"`
}

type relOut struct {
	ID    string  `json:"id"`
	Score float64 `json:"score"`
}

type storyOut struct {
	ID      string   `json:"id"`
	Cluster string   `json:"cluster"`
	Related []relOut `json:"related"`
	DupOf   string   `json:"dup_of,omitempty"`
	Kind    string   `json:"kind,omitempty"` // its genre, where it reports no happening
}

// Stream reads stories in order of arrival, one JSON object a line, and writes for
// each its event, the earlier stories worth showing beside it and the one it copies (the
// contract of "related --stream"). Stories are tagged once the stream holds one that is not
// English. Each answer is written before the next line is read.
// Lines that cannot be read are handed to report and answered with nothing.
func Stream(r io.Reader, w io.Writer, o Options, tag Tag, report func(LineError)) error {
	x := New(o)
	return lines(r, w, report, func(line []byte) (any, error) {
		var in storyIn
		if err := json.Unmarshal(line, &in); err != nil {
			return nil, err
		}
		at, err := parseTime(in.Time)
		if err != nil {
			return nil, err
		}
		if in.ID == "" {
			return nil, fmt.Errorf("no id")
		}
		f := news.Filing{Story: news.Story{ID: news.StoryID(in.ID), Title: in.Title, Text: in.Text, Outlet: in.Source, Published: at}}
		if tag != nil && x.mixed(&f.Story) {
			f.Mentions = tag(in.Title, in.Text)
		}
		return answer(x.Place(f, nil)), nil
	})
}

// mixed reports whether s or a story of the window is not English. Only then do tagged
// names matter for placing: they link stories across languages.
func (x *Index) mixed(s *news.Story) bool {
	return x.lex.foreigners > 0 || x.lex.foreign(s.Lang, s.Title, lead(s))
}

// answer is a placement in the form of the contract: background that only shares names is
// left out.
func answer(p news.Placement) storyOut {
	out := storyOut{ID: string(p.Story), Cluster: string(p.Event), Related: []relOut{}, Kind: string(p.Genre)}
	for _, r := range p.Relations {
		if r.Why.Rule == "copy" || r.Why.Rule == "boilerplate" { // both repeat a lead, which is what is asked
			out.DupOf = string(r.To)
		}
		out.Related = append(out.Related, relOut{string(r.To), r.Score})
	}
	return out
}

func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("time %q: want RFC 3339", s)
	}
	return t.UTC(), nil
}

// lines answers each line of r with one JSON line on w, flushed at once.
func lines(r io.Reader, w io.Writer, report func(LineError), answer func([]byte) (any, error)) error {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 64<<10), maxLine)
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for n := 1; in.Scan(); n++ {
		line := bytes.TrimSpace(in.Bytes())
		if len(line) == 0 {
			continue
		}
		got, err := answer(line)
		if err != nil {
			report(LineError{n, err})
			continue
		}
		if got == nil {
			continue
		}
		if err := enc.Encode(got); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
		if err := out.Flush(); err != nil {
			return fmt.Errorf("write answer: %w", err)
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("read stories: %w", err)
	}
	return nil
}
