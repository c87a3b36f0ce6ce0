package health

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metric is a number of a state under the name that monitors know it by.
type metric struct {
	name, help string
	kind       prometheus.ValueType
	value      func(*State) float64
}

const (
	gauge   = prometheus.GaugeValue
	counter = prometheus.CounterValue
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

// collector makes the metrics of one state for each time they are asked for.
type collector struct {
	state   func() State
	metrics []metric
	descs   []*prometheus.Desc
}

func newCollector(state func() State) *collector {
	c := &collector{state: state, metrics: metrics()}
	for _, m := range c.metrics {
		c.descs = append(c.descs, prometheus.NewDesc(m.name, m.help, nil, nil))
	}
	return c
}

// Describe and Collect keep prometheus.Collector.
func (c *collector) Describe(out chan<- *prometheus.Desc) {
	for _, d := range c.descs {
		out <- d
	}
}

// Collect asks for the state once and sends all metrics of it.
func (c *collector) Collect(out chan<- prometheus.Metric) {
	s := c.state()
	for i, m := range c.metrics {
		out <- prometheus.MustNewConstMetric(c.descs[i], m.kind, m.value(&s))
	}
}

// within bounds how long a state may take.
const within = 5 * time.Second
