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

// Where a story was written is told from the root on, or from the user's folder.
func TestFolded(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Chdir(home)
	for _, c := range []struct{ name, path, want string }{
		{"in the user's folder", "dam.txt", "~/dam.txt"},
		{"named with it", filepath.Join(home, "x", "dam.txt"), "~/x/dam.txt"},
		{"beside it", home + "x/dam.txt", home + "x/dam.txt"},
		{"elsewhere", "/srv/dam.txt", "/srv/dam.txt"},
		{"control bytes", "/srv/\x1b[2J/dam.txt", "/srv/[2J/dam.txt"},
	} {
		if got := folded(c.path); got != c.want {
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
