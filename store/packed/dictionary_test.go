package packed

import (
	"bytes"
	"compress/flate"
	"database/sql"
	"flag"
	"os"
	"slices"
	"testing"

	_ "modernc.org/sqlite" // to read that store
)

var dictionariesFrom = flag.String("dictionaries", "", "write the dictionaries anew from the blobs of this store; only before a release that has not shipped them")

// sizes of the dictionaries, in bytes: larger ones take longer to read in than they save.
const storyDictionarySize, findingDictionarySize = 16 << 10, 8 << 10

// TestDictionaries holds the dictionaries to their sizes and, with -dictionaries STORE,
// writes them. The store must be the demo's: its stories are ours.
func TestDictionaries(t *testing.T) {
	for _, c := range []struct {
		name, query string
		size, piece int
		file        string
		now         []byte
	}{
		{"stories", `SELECT doc FROM body`, storyDictionarySize, 400, "story.dictionary", storyDictionary},
		{"findings", `SELECT doc FROM finding`, findingDictionarySize, 200, "finding.dictionary", findingDictionary},
	} {
		t.Run(c.name, func(t *testing.T) {
			if *dictionariesFrom != "" {
				made := dictionary(blobsOf(t, *dictionariesFrom, c.query), c.size, c.piece)
				if err := os.WriteFile(c.file, made, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(c.now) != c.size {
				t.Errorf("%d bytes, want %d", len(c.now), c.size)
			}
		})
	}
}

// What was packed before there were dictionaries is still read.
func TestOldFormatIsRead(t *testing.T) {
	var old bytes.Buffer
	old.WriteByte(formatOne)
	w, err := flate.NewWriter(&old, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	plain := []byte("The dam holds. The dam holds, officials said.")
	_, _ = w.Write(plain)
	_ = w.Close()
	got, err := unpack(old.Bytes())
	if err != nil || !bytes.Equal(got, plain) {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := unpack([]byte{9, 1, 2}); err == nil {
		t.Error("an unknown format is read")
	}
}

func blobsOf(t *testing.T, path, query string) (plain [][]byte) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			t.Fatal(err)
		}
		p, err := unpack(b)
		if err != nil {
			t.Fatal(err)
		}
		plain = append(plain, p)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plain
}

// dictionary puts together the pieces that say the most that is common: those whose
// runs of eight bytes stand in the most blobs, each run counted once. The best comes
// last, where references to it are shortest.
func dictionary(blobs [][]byte, size, piece int) []byte {
	const run = 8
	in := map[string]int{}
	for _, b := range blobs {
		seen := map[string]bool{}
		for i := 0; i+run <= len(b); i++ {
			if k := string(b[i : i+run]); !seen[k] {
				seen[k] = true
				in[k]++
			}
		}
	}
	var picked [][]byte
	for total := 0; total < size; {
		var best []byte
		most := -1
		for _, b := range blobs {
			for from := 0; from+run <= len(b); from += piece / 2 {
				p := b[from:min(from+piece, len(b))]
				worth := 0
				for i := 0; i+run <= len(p); i++ {
					worth += max(0, in[string(p[i:i+run])]-1)
				}
				if worth = worth * 100 / len(p); worth > most {
					best, most = p, worth
				}
			}
		}
		for i := 0; i+run <= len(best); i++ {
			in[string(best[i:i+run])] = 0
		}
		picked = append(picked, best)
		total += len(best)
	}
	slices.Reverse(picked)
	all := bytes.Join(picked, nil)
	return all[len(all)-size:]
}
