package cli

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"dateline/news"
)

func TestCleanWriter(t *testing.T) {
	for _, c := range []struct{ name, in, text, json string }{
		{"text", "Seoul\tsaid\n  yes\n", "Seoul\tsaid\n  yes\n", "Seoul\tsaid\n  yes\n"},
		{"escape", "a\x1b[2Jb\x07", "a[2Jb", `a\u001b[2Jb\u0007`},
		{"C1", "a\u009b2J", "a2J", `a\u009b2J`},
		{"DEL and return", "a\x7f\rb", "ab", `a\u007f\u000db`},
		{"bidi", "a\u202eb\u2066", "ab", `a\u202eb\u2066`},
		{"tags", "a\U000e0041b", "ab", `a\udb40\udc41b`},
		{"a byte alone", "a\x9bb", "a\ufffdb", "a\ufffdb"},
		{"marks", "e" + strings.Repeat("\u0301", 600), "e" + strings.Repeat("\u0301", 4), "e" + strings.Repeat("\u0301", 600)},
		{"Persian", "می‌خواهم", "می‌خواهم", "می‌خواهم"},
		{"Devanagari", "क्‍ष", "क्‍ष", "क्‍ष"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for cut := range len(c.in) + 1 {
				var text, asJSON bytes.Buffer
				for w, want := range map[*cleanWriter]string{{to: &text}: c.text, {to: &asJSON, json: true}: c.json} {
					for _, part := range []string{c.in[:cut], c.in[cut:]} {
						if n, err := w.Write([]byte(part)); n != len(part) || err != nil {
							t.Fatalf("wrote %d of %d: %v", n, len(part), err)
						}
					}
					if got := w.to.(*bytes.Buffer).String(); got != want {
						t.Fatalf("cut at %d: %q, want %q", cut, got, want)
					}
				}
			}
		})
	}
}

// TestEveryCommandIsClean runs every command over a store full of attacks, and with
// arguments that are some, as text and as JSON.
func TestEveryCommandIsClean(t *testing.T) {
	home := hostileHome(t)
	runs := map[string][][]string{
		"list":    {{}, {"--view", "top"}, {evil}},
		"search":  {{"zq1x"}, {"zq1x", "--relevance"}, {"--saved", "Sq"}, {"--saved", evil + "?"}},
		"show":    {{"s0"}, {"s1", "s2"}, {evil}},
		"claims":  {{}, {"zq1x"}, {"by:" + evil}},
		"figures": {{}, {"zq1x"}},
		"entity":  {{"Korea"}, {evil}},
		"changes": {{"--since", "9d"}, {"--since", evil}},
		"sitrep":  {{"zq1x"}, {evil}},
		"alerts":  {{}, {"--unseen"}},
		"refresh": {{"--all"}, {evil}},
		"tag":     {{"--jsonl"}}, "related": {{"--stream"}, {"--pairs"}},
		"parse":  {{filepath.Join(home, "feed.xml")}, {evil}},
		"backup": {{filepath.Join(home, "nothere"+evil, "x")}, {filepath.Join(home, "config.toml")}},
		"feeds":  {{}}, "feeds list": {{}}, "feeds check": {{}}, "feeds wires": {{"--all"}}, "feeds export": {{}, {"--urls"}},
		"feeds add": {{evil}, {"http://127.0.0.1/" + evil}}, "feeds rm": {{evil}}, "feeds import": {{evil}, {"-"}},
		"watch": {{}}, "watch list": {{}}, "watch add": {{"N" + evil, evil}, {"N" + evil, "zq1x"}}, "watch rm": {{evil}, {"Sq"}}, "watch rename": {{"Sq", "R" + evil}},
		"config": {{}}, "config print": {{}}, "config check": {{}}, "config path": {{}}, "config keys": {{}}, "config theme": {{}}, "config example": {{}}, "config init": {{}},
		"serve": {{}, {"--keys", evil}}, "serve status": {{}, {"--socket", evil}},
		"migrate": {{}, {"--from", "sqlite:" + filepath.Join(home, "stories.db"), "--to", "sqlite:" + filepath.Join(home, "nothere"+evil, "x")}, {"--from", evil, "--to", evil}},
		"version": {{}}, "man": {{}}, "completion": {{"bash"}}, "help": {{evil}},
	}
	var commands []*cobra.Command
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			if sub.Name() != "demo" && sub.Name() != "tail" { // these do not end; both write rows as list does
				commands = append(commands, sub)
			}
			walk(sub)
		}
	}
	walk(newApp(Streams{}).command())
	seen := map[string]bool{}
	for _, c := range commands {
		name := strings.TrimPrefix(c.CommandPath(), "dateline ")
		if len(runs[name]) == 0 {
			t.Errorf("%q is not tried", name)
		}
		for _, args := range runs[name] {
			if out := tryClean(t, home, append(strings.Fields(name), args...)); strings.Contains(out, "pwned") {
				seen[name] = true
			}
			if c.Flags().Lookup("json") != nil {
				tryClean(t, home, append(append(strings.Fields(name), args...), "--json"))
			}
		}
	}
	for _, name := range []string{"list", "search", "show", "claims", "entity", "sitrep", "alerts", "feeds list", "feeds export", "changes", "tag", "parse"} {
		if !seen[name] {
			t.Errorf("%q showed nothing of the attack", name)
		}
	}
}

// tryClean runs one command line and returns what it wrote, which must be text.
func tryClean(t *testing.T, home string, args []string) string {
	t.Helper()
	in, _ := json.Marshal(map[string]string{"id": evil, "title": evil, "text": "Seoul said " + evil, "time": "2026-01-02T03:04:05Z", "source": evil})
	var out, err bytes.Buffer
	full := append([]string{"--config", filepath.Join(home, "config.toml"), "--store", filepath.Join(home, "stories.db")}, args...)
	run(t.Context(), full, Streams{In: bytes.NewReader(append(in, '\n')), Out: &out, Err: &err}, func() time.Time { return editionDay })
	for name, b := range map[string]string{"stdout": out.String(), "stderr": err.String()} {
		for _, r := range b {
			if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || news.IsHidden(r)) {
				t.Errorf("%.200q: %U on %s in %.300q", args, r, name, b)
				break
			}
		}
	}
	if args[len(args)-1] == "--json" {
		for line := range strings.Lines(out.String()) {
			if !json.Valid([]byte(line)) {
				t.Errorf("%q: this is no JSON: %.300q", args, line)
			}
		}
	}
	return out.String()
}
