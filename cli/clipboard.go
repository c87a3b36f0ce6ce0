package cli

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"

	"dateline/ui"
)

// terminalRow is a kind of terminal, known by its environment, with what becomes of a text
// that it is asked to copy (OSC 52).
type terminalRow struct {
	name  string
	is    func(env func(string) string) bool
	never bool   // it copies nothing
	doubt string // what the reader can do where it may not, "" where it does
}

// terminals are asked in order; the first that it is counts.
func terminals() []terminalRow {
	has := func(key string) func(func(string) string) bool {
		return func(env func(string) string) bool { return env(key) != "" }
	}
	program := func(names ...string) func(func(string) string) bool {
		return func(env func(string) string) bool {
			for _, n := range names {
				if env("TERM_PROGRAM") == n || strings.HasPrefix(env("TERM"), n) {
					return true
				}
			}
			return false
		}
	}
	return []terminalRow{
		{"tmux at the other end of a line", program("tmux"), false, "tmux passes it on with: set -g set-clipboard on"},
		{"tmux", has("TMUX"), false, "tmux passes it on with: set -g set-clipboard on"},
		{"screen", has("STY"), true, "screen passes nothing on to copy"},
		{"the Linux console", program("linux"), true, "this console has nothing to copy to"},
		{"Apple's Terminal", program("Apple_Terminal"), true, "this terminal takes nothing from programs to copy"},
		{"terminals that do", program("xterm-kitty", "xterm-ghostty", "ghostty", "alacritty", "foot", "WezTerm"), false, ""},
		{"Windows Terminal", has("WT_SESSION"), false, ""},
		{"iTerm", program("iTerm.app"), false, "iTerm takes it with: Settings, General, Selection, Applications may access clipboard"},
		{"xterm", has("XTERM_VERSION"), false, "xterm takes it with: XTerm*disallowedWindowOps without SetSelection"},
		{"terminals of VTE", has("VTE_VERSION"), false, "if it does not paste, this terminal does not take it (OSC 52)"},
	}
}

// clipboard says how the reader's text is copied: by tmux, which hands it on to the
// terminal, else by the terminal, as far as it can be known to.
func clipboard(ctx context.Context, env func(string) string, find func(string) (string, error)) ui.Clipboard {
	if env("TMUX") != "" {
		if tmux, err := find("tmux"); err == nil {
			return ui.Clipboard{Copy: func(text string) error { return loadBuffer(ctx, tmux, text) }}
		}
	}
	for _, t := range terminals() {
		switch {
		case !t.is(env):
		case t.never:
			return ui.Clipboard{Copy: func(string) error { return errors.New(t.doubt) }}
		default:
			return ui.Clipboard{Doubt: t.doubt}
		}
	}
	return ui.Clipboard{Doubt: "if it does not paste, allow programs to set the clipboard (OSC 52) in its settings"}
}

// loadBuffer gives tmux a text for its buffer and, where that is allowed, its terminal.
func loadBuffer(ctx context.Context, tmux, text string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, tmux, "load-buffer", "-w", "-")
	cmd.Stdin = strings.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		if said := strings.TrimSpace(string(out)); said != "" {
			return fmt.Errorf("tmux load-buffer: %s", said)
		}
		return fmt.Errorf("tmux load-buffer: %w", err)
	}
	return nil
}
