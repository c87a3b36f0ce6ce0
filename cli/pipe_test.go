package cli

import (
	"os"
	"strings"
	"testing"
)

// Whoever reads our output may stop at any time: the run ends without a fault and
// without leaving anything behind.
func TestPipeClosed(t *testing.T) {
	for _, args := range [][]string{{"demo", "--list"}, {"man"}, {"config", "print"}} {
		dir := t.TempDir()
		t.Setenv("TMPDIR", dir)
		t.Setenv("HOME", t.TempDir())
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		var said strings.Builder
		code := Run(t.Context(), args, Streams{In: strings.NewReader(""), Out: w, Err: &said})
		w.Close()
		if code != exitDone || said.Len() > 0 {
			t.Errorf("%v: code %d, %q", args, code, said.String())
		}
		left, err := os.ReadDir(dir)
		if err != nil || len(left) > 0 {
			t.Errorf("%v left %v, %v", args, left, err)
		}
	}
}
