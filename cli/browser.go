package cli

import (
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"runtime"
	"strings"
)

// opener returns a function that shows a URL in a browser, or nil when there is no
// desktop to show it on; the screens then copy the link instead.
func opener(program string, getenv func(string) string) func(string) error {
	command := browserCommand(program, getenv)
	if len(command) == 0 {
		return nil
	}
	return func(address string) error {
		if err := mayOpen(address); err != nil {
			return err
		}
		// One argument, no shell: nothing in the address can be a command.
		cmd := exec.Command(command[0], append(command[1:len(command):len(command)], address)...)
		if err := cmd.Start(); err != nil {
			return fmt.Errorf("open the browser: %w", err)
		}
		go func() { _ = cmd.Wait() }()
		return nil
	}
}

// mayOpen lets http and https addresses through and nothing else: a feed could name
// a file, a script or a program's own scheme.
func mayOpen(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("only http and https links are opened")
	}
	return nil
}

// browserCommand is the settings' program, else $BROWSER, else the desktop's way to
// open a link.
func browserCommand(program string, getenv func(string) string) []string {
	if program == "" {
		program, _, _ = strings.Cut(getenv("BROWSER"), ":")
		program = strings.TrimSuffix(program, " %s")
	}
	switch {
	case program != "":
		return strings.Fields(program)
	case runtime.GOOS == "darwin":
		return []string{"open"}
	case runtime.GOOS == "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler"}
	case getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != "":
		return []string{"xdg-open"}
	default:
		return nil
	}
}
