package sshd

import (
	"slices"
	"strings"
	"testing"
)

var someCommands = []string{"list", "search"}

func TestCommandLine(t *testing.T) {
	for _, row := range []struct{ name, line, want string }{
		{"words", "list is:unread  -n 5", "list|is:unread|-n|5"},
		{"quotes hold words together", `search 'grain talks' "of the" a' 'b`, "search|grain talks|of the|a b"},
		{"backslashes", `search a\ b \"c "d\"e" 'f\g'`, `search|a b|"c|d"e|f\g`},
		{"an empty word", `search "" ''`, "search||"},
		{"nothing is done", "list; $(touch x) `y` | z > w & *", ""},
		{"nothing is done behind a command", "list $(touch x) | z", "list|$(touch|x)|||z"},
		{"another command", "rm -rf /", ""},
		{"a flag before the command", "--config x list", ""},
		{"scp", "scp -t /tmp", ""},
		{"a shell", "/bin/sh", ""},
		{"nothing", "", ""},
		{"only quotes", `""`, ""},
		{"open quotes", `search "a`, ""},
		{"an open backslash", `search a\`, ""},
		{"control characters", "list \x1b[2J", ""},
		{"not UTF-8", "list \xff", ""},
		{"too long", "list " + strings.Repeat("a", maxLine), ""},
		{"lines are words", "list\na", "list|a"},
	} {
		t.Run(row.name, func(t *testing.T) {
			args, err := commandLine(row.line, someCommands)
			if got := strings.Join(args, "|"); got != row.want || (err == nil) != (row.want != "") {
				t.Errorf("got %q, %v", got, err)
			}
			if err != nil && strings.ContainsAny(err.Error(), "\n\x1b") {
				t.Errorf("not one plain line: %q", err)
			}
		})
	}
}

// FuzzCommandLine: what runs begins with a command that may run; quoting the words again
// gives the same words; no control character is among them.
func FuzzCommandLine(f *testing.F) {
	f.Add(`list 'a b' "c" \d`)
	f.Add("search $(x)\x00")
	f.Fuzz(func(t *testing.T, line string) {
		args, err := commandLine(line, someCommands)
		if err != nil {
			return
		}
		if args[0] != "list" && args[0] != "search" {
			t.Fatalf("runs %q", args)
		}
		quoted := make([]string, len(args))
		for i, a := range args {
			quoted[i] = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
		line = strings.Join(quoted, " ")
		if len(line) > maxLine {
			return
		}
		if again, err := words(line); err != nil || !slices.Equal(again, args) {
			t.Fatalf("%q became %q, %v", args, again, err)
		}
	})
}
