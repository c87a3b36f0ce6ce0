package config

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Alerts says how the reader is told of what the watches fire. All of it is in the
// Alerts view in any case.
type Alerts struct {
	Notify  string   `toml:"notify"`  // none, bell, osc9, osc777, command
	Command []string `toml:"command"` // program and arguments, for notify = "command"; no shell reads them
	Every   Duration `toml:"every"`   // at most one notification in this time; the rest is gathered
	Quiet   string   `toml:"quiet"`   // hours of the reader's zone without any: "22:00-07:00"; "" for none
}

// check says what is wrong with the settings of alerts.
func (a *Alerts) check() error {
	var command error
	if a.Notify == "command" && (len(a.Command) == 0 || a.Command[0] == "") {
		command = errors.New("alerts.command is empty; alerts.notify = \"command\" needs a program")
	}
	_, quiet := a.QuietUntil(time.Now(), time.UTC)
	return errors.Join(command, quiet, withinTime("alerts.every", a.Every, time.Second, 24*time.Hour))
}

// QuietUntil returns when the quiet hours end that a moment falls in, on the clocks of a
// zone; the zero time when it falls in none.
func (a *Alerts) QuietUntil(now time.Time, zone *time.Location) (time.Time, error) {
	if a.Quiet == "" {
		return time.Time{}, nil
	}
	from, to, ok := strings.Cut(a.Quiet, "-")
	start, err1 := time.Parse("15:04", strings.TrimSpace(from))
	end, err2 := time.Parse("15:04", strings.TrimSpace(to))
	if !ok || err1 != nil || err2 != nil || start.Equal(end) {
		return time.Time{}, fmt.Errorf("alerts.quiet is %q; write hours like \"22:00-07:00\"", printable(a.Quiet))
	}
	now = now.In(zone)
	at := func(t time.Time, days int) time.Time {
		return time.Date(now.Year(), now.Month(), now.Day()+days, t.Hour(), t.Minute(), 0, 0, zone)
	}
	switch {
	case start.Before(end) && !now.Before(at(start, 0)) && now.Before(at(end, 0)):
		return at(end, 0), nil
	case end.Before(start) && !now.Before(at(start, 0)):
		return at(end, 1), nil // over midnight
	case end.Before(start) && now.Before(at(end, 0)):
		return at(end, 0), nil
	}
	return time.Time{}, nil
}
