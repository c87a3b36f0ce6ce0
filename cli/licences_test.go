package cli

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var writeLicences = flag.Bool("licences", false, "write cli/licences.txt anew")

// TestLicences holds licences.txt to what is linked into the program:
//
//	go test ./cli -run TestLicences -licences
func TestLicences(t *testing.T) {
	for _, name := range []string{"../go.mod", "../go.sum"} { // or an old result would do
		if _, err := os.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	want := licenceTexts(t)
	if *writeLicences {
		if err := os.WriteFile("licences.txt", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if licences != want {
		t.Error("licences.txt is not what is linked; go test ./cli -run TestLicences -licences writes it anew")
	}
}

type module struct{ Path, Version, Dir string }

// linked are the modules linked into the program on any system, by path.
func linked(t *testing.T) []module {
	t.Helper()
	all := map[string]module{}
	for _, system := range []string{"linux", "darwin", "windows"} {
		cmd := exec.Command("go", "list", "-deps", "-json=Module", "..")
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		for d := json.NewDecoder(strings.NewReader(string(out))); ; {
			var p struct{ Module *module }
			if err := d.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			if p.Module != nil && p.Module.Version != "" {
				all[p.Module.Path] = *p.Module
			}
		}
	}
	var modules []module
	for _, m := range all {
		modules = append(modules, m)
	}
	slices.SortFunc(modules, func(a, b module) int { return cmp.Compare(a.Path, b.Path) })
	return modules
}

// licenceFile is what a module calls its licence.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)\b`)

func licenceTexts(t *testing.T) string {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	add := func(title, file string) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		clean := strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n"))
		fmt.Fprintf(&b, "%s\n%s\n\n%s\n\n\n", title, strings.Repeat("=", len(title)), clean)
	}
	add("dateline", "../LICENSE")
	add("Unicode CLDR", "../words/cldr/LICENSE")
	add("Go", filepath.Join(strings.TrimSpace(string(root)), "LICENSE"))
	for _, m := range linked(t) {
		entries, err := os.ReadDir(m.Dir)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, e := range entries {
			if !e.IsDir() && licenceFile.MatchString(e.Name()) {
				add(m.Path+" "+m.Version+": "+e.Name(), filepath.Join(m.Dir, e.Name()))
				found = true
			}
		}
		if !found {
			t.Errorf("%s has no licence", m.Path)
		}
	}
	return b.String()
}
