package config

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name, text, want string // want is part of the error, "" for none
	}{
		{"empty", "", ""},
		{"all set", "[screen]\ntheme = \"dark\"\n[fetch]\nshortest = \"5m\"\n[keys]\nquit = [\"Q\"]\n", ""},
		{"unknown key", "[screen]\nmouse = true\nthem = \"dark\"\n", "line 3: unknown key screen.them; did you mean screen.theme?"},
		{"unknown table", "[scren]\nmouse = true\n", "line 1: unknown key scren"},
		{"key in wrong table", "[fetch]\n\ntheme = \"dark\"\n", "line 3: unknown key fetch.theme; did you mean screen.theme?"},
		{"dotted key", "screen.mouze = true\n", "line 1: unknown key screen.mouze; did you mean screen.mouse?"},
		{"nothing near", "[log]\nzzzzzzzzzz = 1\n", "line 2: unknown key log.zzzzzzzzzz ("},
		{"bad value", "[screen]\ntheme = \"pink\"\n", "screen.theme is \"pink\"; it must be one of"},
		{"bad duration", "[fetch]\ntimeout = \"soon\"\n", "line 2: \"soon\" is no length of time"},
		{"duration of no unit", "[fetch]\ntimeout = \"30\"\n", "is no length of time"},
		{"too short", "[fetch]\nshortest = \"1s\"\n", "fetch.shortest is 1s; it must be from 1m0s"},
		{"longest under shortest", "[fetch]\nshortest = \"2h\"\nlongest = \"1h\"\n", "fetch.longest is 1h0m0s; it must be from 2h0m0s"},
		{"not TOML", "[screen]\ntheme", "line 2: "},
		{"wrong type", "[screen]\nmouse = \"yes\"\n", "line 2 (last key \"screen.mouse\")"},
		{"escape in a key", "[screen]\n\"a\\u001bb\" = 1\n", "unknown key screen."},
		{"alerts", "[alerts]\nnotify = \"command\"\ncommand = [\"notify-send\", \"dateline\"]\nquiet = \"22:00-07:00\"\nevery = \"5m\"\n", ""},
		{"no such notification", "[alerts]\nnotify = \"trumpet\"\n", "alerts.notify is \"trumpet\"; it must be one of"},
		{"no program", "[alerts]\nnotify = \"command\"\n", "alerts.command is empty"},
		{"no hours", "[alerts]\nquiet = \"night\"\n", "alerts.quiet is \"night\"; write hours like"},
		{"too often", "[alerts]\nevery = \"0s\"\n", "alerts.every is 0s; it must be from 1s"},
		{"a shell's line", "[alerts]\ncommand = \"notify-send dateline\"\n", "line 2"},
		{"bad zone", "[screen]\ntimezone = \"Mars/Olympus\"\n", "screen.timezone"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := Default()
			err := c.parse(tt.text)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("got error %v", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got error %v, want %q in it", err, tt.want)
			case err != nil && strings.ContainsRune(err.Error(), 0x1b):
				t.Errorf("the error carries an escape: %q", err)
			}
		})
	}
}

// The example with every comment sign taken off must parse, set nothing but the
// defaults, and name every key.
func TestExampleIsTheDefault(t *testing.T) {
	text := regexp.MustCompile(`(?m)^# ([a-z_]+ = )`).ReplaceAllString(Example(), "$1")
	c := Default()
	if err := c.parse(text); err != nil {
		t.Fatal(err)
	}
	c.Keys = nil
	d := Default()
	c.Fetch.AllowHosts = nil
	if c.Screen != d.Screen || c.Store != d.Store || c.Log != d.Log || c.Fetch.Timeout != d.Fetch.Timeout ||
		c.Fetch.Shortest != d.Fetch.Shortest || c.Fetch.Longest != d.Fetch.Longest || c.Fetch.Concurrency != d.Fetch.Concurrency {
		t.Errorf("example sets %+v, defaults are %+v", c, d)
	}
	if n := len(Known()); n < 20 {
		t.Errorf("Known found %d keys: %q", n, Known())
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "none.toml")
	if _, err := Load(missing, false); err != nil {
		t.Errorf("a missing file is no error, got %v", err)
	}
	if _, err := Load(missing, true); err == nil {
		t.Error("a missing file that was named must be an error")
	}
	t.Setenv("DATELINE_STORE", filepath.Join(dir, "x.db"))
	file := filepath.Join(dir, "c.toml")
	if err := os.WriteFile(file, []byte("[fetch]\nlongest = \"3h\"\n[store]\npath = \"y.db\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(file, true)
	if err != nil {
		t.Fatal(err)
	}
	if c.Fetch.Longest.Duration != 3*time.Hour || c.Store.Path != filepath.Join(dir, "x.db") {
		t.Errorf("got %+v: the file sets longest, the environment the store", c)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(Example())
	f.Add("[screen]\ntheme = \"dark\"\n")
	f.Add("screen.mouze = true")
	f.Add("a.b.c = [1,\n")
	f.Fuzz(func(t *testing.T, text string) {
		c := Default()
		err := c.parse(text)
		if err == nil {
			if err := c.Validate(); err != nil {
				t.Errorf("parsed settings are not valid: %v", err)
			}
			return
		}
		if strings.ContainsAny(err.Error(), "\x1b\x07\x00") {
			t.Errorf("error carries a control byte: %q", err)
		}
	})
}
