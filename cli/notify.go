package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"time"

	"dateline/config"
	"dateline/desk"
	"dateline/news"
	"dateline/ui"
)

// commandTime is how long the command of a notification may run.
const commandTime = 10 * time.Second

// notifier makes what the settings say of alerts; nil for no notifications. atTerminal
// says that screens are open, which pass bells and terminal notifications on; without
// them only a command is run.
func notifier(c config.Config, atTerminal bool) *desk.Notify {
	n := alertTimes(c)
	switch {
	case c.Alerts.Notify == "command":
		n.To = commandNotify(c.Alerts.Command)
		return n
	case c.Alerts.Notify == "none" || !atTerminal:
		return nil
	}
	n.OnlyNew = true
	return n
}

// alertTimes says when alerts may be told.
func alertTimes(c config.Config) *desk.Notify {
	zone, err := time.LoadLocation(c.Screen.Timezone)
	if err != nil {
		zone = time.UTC // the settings were checked
	}
	return &desk.Notify{Every: c.Alerts.Every.Duration, Quiet: func(now time.Time) time.Time {
		until, _ := c.Alerts.QuietUntil(now, zone) // checked likewise
		return until
	}}
}

// readersNotifier is what the settings say of alerts in a newsroom of many readers, whose
// terminals tell them: nothing is run on the server.
func readersNotifier(c config.Config) *desk.Notify {
	n := alertTimes(c)
	n.Readers = true
	return n
}

// terminalNotify is what the screens send the terminal.
func terminalNotify(name string) ui.Notify {
	switch name {
	case "none":
		return ui.NotifyNothing
	case "bell":
		return ui.NotifyBell
	case "osc9":
		return ui.NotifyOSC9
	case "osc777":
		return ui.NotifyOSC777
	}
	return ui.NotifyNot
}

// commandNotify runs a program for each notification: no shell; the words of strangers
// are in its environment and on its standard input, never among its arguments. What it
// prints is dropped.
func commandNotify(argv []string) func(context.Context, news.Notification) error {
	return func(ctx context.Context, n news.Notification) error {
		ctx, stop := context.WithTimeout(ctx, commandTime)
		defer stop()
		var in bytes.Buffer
		enc := jsonLines(&in)
		for _, a := range n.Alerts {
			if err := enc.Encode(a); err != nil {
				return fmt.Errorf("write alert: %w", err)
			}
		}
		cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
		cmd.Env = append(os.Environ(), "DATELINE_TITLE="+n.Title, "DATELINE_ALERT="+n.Text, fmt.Sprintf("DATELINE_ALERTS=%d", len(n.Alerts)))
		cmd.Stdin = &in
		cmd.WaitDelay = time.Second
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("run alerts.command %s: %w", argv[0], err)
		}
		return nil
	}
}
