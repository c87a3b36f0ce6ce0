package cli

import (
	"errors"
	"strings"
	"testing"
)

func TestClipboard(t *testing.T) {
	for _, c := range []struct {
		name, env string
		found     bool   // there is a tmux
		copies    bool   // by a program, or in vain
		says      string // doubt or error, "" for none
	}{
		{"tmux", "TMUX=/tmp/x TERM=tmux-256color", true, true, ""},
		{"tmux without its program", "TMUX=/tmp/x TERM=tmux-256color", false, false, "set-clipboard on"},
		{"screen", "STY=1.pts TERM=screen", true, true, "screen passes nothing on"},
		{"the console", "TERM=linux", true, true, "nothing to copy to"},
		{"kitty", "TERM=xterm-kitty", true, false, ""},
		{"alacritty", "TERM=alacritty", true, false, ""},
		{"WezTerm", "TERM=xterm-256color TERM_PROGRAM=WezTerm", true, false, ""},
		{"Windows", "TERM=xterm-256color WT_SESSION=1", true, false, ""},
		{"iTerm", "TERM=xterm-256color TERM_PROGRAM=iTerm.app", true, false, "may access clipboard"},
		{"xterm", "TERM=xterm XTERM_VERSION=390", true, false, "disallowedWindowOps"},
		{"VTE", "TERM=xterm-256color VTE_VERSION=7600", true, false, "OSC 52"},
		{"Apple", "TERM=xterm-256color TERM_PROGRAM=Apple_Terminal", true, true, "takes nothing"},
		{"unknown", "TERM=xterm-256color", true, false, "OSC 52"},
	} {
		t.Run(c.name, func(t *testing.T) {
			env := map[string]string{}
			for _, pair := range strings.Fields(c.env) {
				key, value, _ := strings.Cut(pair, "=")
				env[key] = value
			}
			find := func(string) (string, error) {
				if c.found {
					return "true", nil // a program that takes all and says nothing
				}
				return "", errors.New("not found")
			}
			got := clipboard(t.Context(), func(k string) string { return env[k] }, find)
			says := got.Doubt
			if got.Copy != nil {
				if err := got.Copy("text"); err != nil {
					says = err.Error()
				}
			}
			if (got.Copy != nil) != c.copies || !strings.Contains(says, c.says) || c.says == "" && says != "" {
				t.Errorf("copies by itself %v, says %q", got.Copy != nil, says)
			}
		})
	}
}
