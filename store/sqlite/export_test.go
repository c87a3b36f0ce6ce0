package sqlite

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// VersionOne unpacks a file of the first schema: 24 stories of 3 feeds, 16 of them
// tagged, 12 read, 6 starred.
func VersionOne(t *testing.T) string {
	t.Helper()
	blob, err := os.Open("testdata/version1.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer blob.Close()
	z, err := gzip.NewReader(blob)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "news.db")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
