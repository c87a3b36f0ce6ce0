package health

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// metric is a number of a state under the name that monitors know it by.
type metric struct {
	name, help string
	kind       kind
	value      func(*State) float64
}

// kind says how a metric moves, in Prometheus's words.
type kind string

const (
	gauge   kind = "gauge"
	counter kind = "counter"
)

// metrics are all of them. A name is a promise to monitors: it stays.
func metrics() []metric {
	return []metric{
		{"dateline_up_seconds", "Since the start.", gauge, func(s *State) float64 { return s.Now.Sub(s.Started).Seconds() }},
		{"dateline_store_up", "1 when the store answers, 0 when it does not.", gauge, func(s *State) float64 {
			if s.Problem != "" {
				return 0
			}
			return 1
		}},
		{"dateline_connections", "Connections of clients.", gauge, func(s *State) float64 { return float64(s.Sessions.Connections) }},
		{"dateline_sessions", "Sessions of readers.", gauge, func(s *State) float64 { return float64(s.Sessions.Open) }},
		{"dateline_readers", "Readers with a session.", gauge, func(s *State) float64 { return float64(s.Sessions.Readers) }},
		{"dateline_feeds", "Subscriptions.", gauge, func(s *State) float64 { return float64(s.Feeds.All) }},
		{"dateline_feeds_failing", "Subscriptions whose last fetch failed.", gauge, func(s *State) float64 { return float64(s.Feeds.Failing) }},
		{"dateline_feeds_overdue", "Subscriptions that are due and not fetched yet.", gauge, func(s *State) float64 { return float64(s.Feeds.Overdue) }},
		{"dateline_fetch_lag_seconds", "How long the feed that waits longest is due.", gauge, func(s *State) float64 { return float64(s.Feeds.Behind) }},
		{"dateline_stories_waiting", "Stories that the engines have not read.", gauge, func(s *State) float64 { return float64(s.Engines.Waiting) }},
		{"dateline_tag_lag_seconds", "How long the story that waits longest for the engines is on file.", gauge,
			func(s *State) float64 { return float64(s.Engines.Tagging) }},
		{"dateline_place_lag_seconds", "How long a batch of stories waits to be placed.", gauge, func(s *State) float64 { return float64(s.Engines.Placing) }},
		{"dateline_marks_held", "Marks that could not be written yet.", gauge, func(s *State) float64 { return float64(s.Held) }},
		{"dateline_fetches_total", "Fetches of feeds.", counter, func(s *State) float64 { return float64(s.Totals.Fetches) }},
		{"dateline_fetch_failures_total", "Fetches that failed.", counter, func(s *State) float64 { return float64(s.Totals.Failures) }},
		{"dateline_stories_new_total", "Stories filed.", counter, func(s *State) float64 { return float64(s.Totals.New) }},
		{"dateline_stories_updated_total", "New versions of stories.", counter, func(s *State) float64 { return float64(s.Totals.Updated) }},
		{"dateline_stories_tagged_total", "Stories read by the engines.", counter, func(s *State) float64 { return float64(s.Totals.Tagged) }},
		{"dateline_marks_total", "Marks of readers.", counter, func(s *State) float64 { return float64(s.Totals.Marks) }},
		{"dateline_log_warnings_total", "Warnings in the log.", counter, func(s *State) float64 { return float64(s.Warnings) }},
		{"dateline_log_errors_total", "Errors in the log.", counter, func(s *State) float64 { return float64(s.Errors) }},
	}
}

// metricsType is Prometheus's text format, which has no labels to escape here. Its own
// client would be asked for no more than these lines, and each start of the program, that
// of a search too, would pay for what it makes ready before main.
const metricsType = "text/plain; version=0.0.4; charset=utf-8"

// writeMetrics writes the metrics of a state.
func writeMetrics(to *bytes.Buffer, st *State) {
	for _, m := range metrics() {
		fmt.Fprintf(to, "# HELP %[1]s %[2]s\n# TYPE %[1]s %[3]s\n%[1]s %[4]s\n", m.name, m.help, m.kind, strconv.FormatFloat(m.value(st), 'g', -1, 64))
	}
}

// serveMetrics answers with the metrics of the state now.
func (s *Server) serveMetrics(w http.ResponseWriter, r *http.Request) {
	st := s.state(r.Context())
	var text bytes.Buffer
	writeMetrics(&text, &st)
	w.Header().Set("Content-Type", metricsType)
	_, _ = w.Write(text.Bytes()) // who asked has gone
}

// within bounds how long a state may take.
const within = 5 * time.Second
