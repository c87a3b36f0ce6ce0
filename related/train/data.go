package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"dateline/news"
)

type pair struct {
	ID    string
	A, B  struct{ Title, Time string }
	Label bool
}

type story struct{ ID, Title, Text, Time, Source, Cluster string }

func (s story) news() news.Story {
	return news.Story{ID: news.StoryID(s.ID), Title: s.Title, Text: s.Text, Outlet: s.Source, Published: clock(s.Time)}
}

func clock(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// corpus is all the labelled data there is, by name of set and split.
type corpus struct {
	pairs   map[string][]pair
	streams map[string][]story
}

func load(dir string) (*corpus, error) {
	c := &corpus{map[string][]pair{}, map[string][]story{}}
	for _, set := range []string{"gva.train", "gva.dev", "allsides.train", "allsides.dev", "roundup.dev", "ecb.dev", "uci.dev"} {
		if p, err := read[pair](filepath.Join(dir, "pairs."+set+".jsonl.gz")); err == nil {
			c.pairs[set] = p
		} else if !os.IsNotExist(err) {
			return nil, err
		}
		if s, err := read[story](filepath.Join(dir, "stream."+set+".jsonl.gz")); err == nil {
			c.streams[set] = s
		} else if !os.IsNotExist(err) {
			return nil, err
		}
	}
	if len(c.pairs)+len(c.streams) == 0 {
		return nil, fmt.Errorf("no pairs.*.jsonl.gz or stream.*.jsonl.gz in %s", dir)
	}
	return c, nil
}

func read[T any](file string) ([]T, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	dec := json.NewDecoder(z)
	var out []T
	for {
		var r T
		if err := dec.Decode(&r); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		out = append(out, r)
	}
}
