package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"hash"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/claims"
	"dateline/entities"
	"dateline/news"
	"dateline/wires"
)

var updateFindings = flag.Bool("update", false, "write what the engines find anew")

// A change that is for speed finds the same, byte for byte: what the engines find in the
// edition is that of the golden file for as long as they have the same versions. A change
// of what they find has another Version and writes the file anew:
//
//	go test -run 'Findings.*AreTheSame' ./cli -update
func TestFindingsAreTheSame(t *testing.T) {
	engines, err := newTagging()
	if err != nil {
		t.Fatal(err)
	}
	stories := filed(t, openTestEdition(t))
	d := newDigest(t, engines)
	for _, key := range slices.Sorted(maps.Keys(stories)) {
		d.add(key, stories[key].Story)
	}
	d.compare("findings.golden")
}

// Likewise in real stories, where they are.
func TestFindingsInRealStoriesAreTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("reads four hundred stories")
	}
	dir := sharedData(t, "wire")
	engines, err := newTagging()
	if err != nil {
		t.Fatal(err)
	}
	d := newDigest(t, engines)
	for _, name := range []string{"dev.jsonl", "feeds-dev.jsonl"} {
		all, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(all) {
			var s struct{ ID, Title, Text string }
			if err := json.Unmarshal(line, &s); err != nil {
				t.Fatal(err)
			}
			d.add(s.ID, news.Story{Title: s.Title, Text: s.Text, Dateline: wires.ParseDateline(s.Text)})
		}
	}
	d.compare("findings-real.golden")
}

// digest hashes what the engines find.
type digest struct {
	t           *testing.T
	engines     *tagging
	names, told hash.Hash
}

func newDigest(t *testing.T, engines *tagging) *digest {
	return &digest{t, engines, sha256.New(), sha256.New()}
}

// add reads a story.
func (d *digest) add(key string, s news.Story) {
	d.t.Helper()
	mentions := d.engines.entities.Find(&s, nil)
	sure, unsure := d.engines.claims.Find(&s, mentions, nil)
	for _, part := range []struct {
		to    io.Writer
		found any
	}{{d.names, mentions}, {d.told, sure}, {d.told, unsure}} {
		line, err := json.Marshal(part.found)
		if err != nil {
			d.t.Fatal(err)
		}
		fmt.Fprintf(part.to, "%s %s\n", key, line)
	}
}

// compare holds what was found against a golden file.
func (d *digest) compare(golden string) {
	d.t.Helper()
	rows := []string{
		fmt.Sprintf("%s: %s", entities.Version, hex.EncodeToString(d.names.Sum(nil)[:12])),
		fmt.Sprintf("%s %s: %s", entities.Version, claims.Version, hex.EncodeToString(d.told.Sum(nil)[:12])),
	}
	path := filepath.Join("testdata", golden)
	if *updateFindings {
		if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	was, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatal(err)
	}
	for i, want := range strings.Split(strings.TrimSpace(string(was)), "\n") {
		of, _, _ := strings.Cut(want, ": ")
		switch now, _, _ := strings.Cut(rows[i], ": "); {
		case now != of:
			d.t.Logf("the file is of %s, the engines are %s: -update writes it anew", of, now)
		case rows[i] != want:
			d.t.Errorf("%s finds something else, and its version is the same", now)
		}
	}
}
