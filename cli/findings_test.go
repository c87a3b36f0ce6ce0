package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/claims"
	"dateline/entities"
)

var updateFindings = flag.Bool("update", false, "write what the engines find anew")

// A change that is for speed finds the same, byte for byte: what the engines find in the
// edition is that of the golden file for as long as they have the same versions. A change
// of what they find has another Version and writes the file anew:
//
//	go test -run FindingsAreTheSame ./cli -update
func TestFindingsAreTheSame(t *testing.T) {
	engines, err := newTagging()
	if err != nil {
		t.Fatal(err)
	}
	stories := filed(t, openTestEdition(t))
	names, told := sha256.New(), sha256.New()
	for _, key := range slices.Sorted(maps.Keys(stories)) {
		s := stories[key].Story
		mentions := engines.entities.Find(&s, nil)
		sure, unsure := engines.claims.Find(&s, mentions, nil)
		for _, part := range []struct {
			to    io.Writer
			found any
		}{{names, mentions}, {told, sure}, {told, unsure}} {
			line, err := json.Marshal(part.found)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(part.to, "%s %s\n", key, line)
		}
	}
	rows := []string{
		fmt.Sprintf("%s: %s", entities.Version, hex.EncodeToString(names.Sum(nil)[:12])),
		fmt.Sprintf("%s %s: %s", entities.Version, claims.Version, hex.EncodeToString(told.Sum(nil)[:12])),
	}
	path := filepath.Join("testdata", "findings.golden")
	if *updateFindings {
		if err := os.WriteFile(path, []byte(strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range strings.Split(strings.TrimSpace(string(golden)), "\n") {
		of, _, _ := strings.Cut(want, ": ")
		switch now, _, _ := strings.Cut(rows[i], ": "); {
		case now != of:
			t.Logf("the file is of %s, the engines are %s: -update writes it anew", of, now)
		case rows[i] != want:
			t.Errorf("%s finds something else in the edition, and its version is the same", now)
		}
	}
}
