package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFileName(t *testing.T) {
	for _, c := range []struct{ name, title, want string }{
		{"words and signs", "Dam cracks: “No danger”, says the ministry", "dam-cracks-no-danger-says-the-ministry"},
		{"a path", "../../etc/passwd", "etc-passwd"},
		{"an option", "--help", "help"},
		{"other letters", "Việt Nam mở bảo tàng", "việt-nam-mở-bảo-tàng"},
		{"no letters", "…", "story"},
		{"control bytes", "a\x1b[2Jb\nc", "a-2jb-c"},
		{"long", strings.Repeat("word ", 60), strings.TrimSuffix(strings.Repeat("word-", 16), "-")},
	} {
		if got := fileName(c.title); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestWriteNew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "story.txt")
	if err := writeNew(path, []byte("first")); err != nil {
		t.Fatal(err)
	}
	if err := writeNew(path, []byte("second")); err == nil || !strings.Contains(err.Error(), "there already") {
		t.Errorf("written over: %v", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "first" {
		t.Errorf("%q, %v", got, err)
	}
}
