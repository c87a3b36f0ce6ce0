// Package health tells how a running server does: its operator (status), a monitor
// (metrics) and what starts it again (healthz). It is reachable on this machine only,
// and knows neither desk nor readers, only numbers.
package health

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// Source tells how the server does now. An error says that the store does not answer.
type Source func(ctx context.Context) (State, error)

// State is how a server does, in numbers. It names no reader and no feed.
type State struct {
	Version  string    `json:"version"`
	Started  time.Time `json:"started"`
	Now      time.Time `json:"now"`
	Sessions Sessions  `json:"sessions"`
	Feeds    Feeds     `json:"feeds"`
	Engines  Engines   `json:"engines"`
	Held     int       `json:"held"` // marks that could not be written yet
	Totals   Totals    `json:"totals"`
	// Warnings and Errors count lines of the log, Last is the last of them.
	Warnings int64  `json:"warnings"`
	Errors   int64  `json:"errors"`
	Last     string `json:"last,omitempty"`
	Problem  string `json:"problem,omitempty"` // why the store does not answer
}

// Sessions are the readers at hand.
type Sessions struct {
	Connections int `json:"connections"`
	Open        int `json:"open"`
	Readers     int `json:"readers"`
}

// Feeds are the subscriptions. Behind is how long the one that waits longest is due.
type Feeds struct {
	All     int     `json:"all"`
	Failing int     `json:"failing"`
	Overdue int     `json:"overdue"`
	Behind  Seconds `json:"behind_seconds"`
}

// Engines read stories and place them in their events. Tagging is how long the story that
// waits longest to be read is on file, Placing how long a batch waits to be placed.
type Engines struct {
	Waiting int     `json:"waiting"`
	Tagging Seconds `json:"tagging_seconds"`
	Placing Seconds `json:"placing_seconds"`
}

// Totals count since the start.
type Totals struct {
	Fetches  int64 `json:"fetches"`
	Failures int64 `json:"fetch_failures"`
	New      int64 `json:"stories_new"`
	Updated  int64 `json:"stories_updated"`
	Tagged   int64 `json:"stories_tagged"`
	Marks    int64 `json:"marks"`
}

// Seconds are a length of time.
type Seconds float64

func (s Seconds) String() string {
	return time.Duration(float64(s) * float64(time.Second)).Round(time.Second).String()
}

// Text writes a state for people, a line a matter.
func (s *State) Text() string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%-9s "+format+"\n", append([]any{name}, args...)...)
	}
	line("server", "dateline %s, for %s", s.Version, s.Now.Sub(s.Started).Round(time.Second))
	if s.Problem != "" {
		line("store", "%s", s.Problem)
	}
	line("sessions", "%d of %d readers, %d connections", s.Sessions.Open, s.Sessions.Readers, s.Sessions.Connections)
	line("feeds", "%d, %d failing, %d overdue", s.Feeds.All, s.Feeds.Failing, s.Feeds.Overdue)
	line("lag", "fetching %s, tagging %s (%d stories), placing %s", s.Feeds.Behind, s.Engines.Tagging, s.Engines.Waiting, s.Engines.Placing)
	line("since", "%d fetches (%d failed), %d new stories, %d changed, %d read by the engines, %d marks",
		s.Totals.Fetches, s.Totals.Failures, s.Totals.New, s.Totals.Updated, s.Totals.Tagged, s.Totals.Marks)
	if s.Held > 0 {
		line("held", "%d marks wait to be written", s.Held)
	}
	line("log", "%d errors, %d warnings", s.Errors, s.Warnings)
	if s.Last != "" {
		line("last", "%s", s.Last)
	}
	return b.String()
}
