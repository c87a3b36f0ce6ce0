// Package config reads dateline's one settings file and the environment into one
// plain struct. It knows the defaults, checks the values and explains mistakes
// with the line they are on; it opens nothing else and is read only by cli.
package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"
)

// Config is everything a reader can set. The zero value of a field is never a
// setting by itself: Default fills all of them.
type Config struct {
	Screen Screen              `toml:"screen"`
	Fetch  Fetch               `toml:"fetch"`
	Store  Store               `toml:"store"`
	Alerts Alerts              `toml:"alerts"`
	Log    Log                 `toml:"log"`
	Keys   map[string][]string `toml:"keys"`  // by action; ui.CheckKeys reads them
	Theme  map[string]string   `toml:"theme"` // by role, over Screen.Theme; theme.Palette.With reads them

	text string // of the file, for Line
}

// Line returns the line of the settings file that a key such as "keys.star" stands on,
// 1 when it stands on none.
func (c *Config) Line(key string) int { return lineOf(c.text, strings.Split(key, ".")) }

// Screen says how dateline looks and behaves in the terminal.
type Screen struct {
	Theme    string `toml:"theme"`    // auto, light, dark, contrast, 16, mono
	ASCII    bool   `toml:"ascii"`    // marks from ASCII only
	Mouse    bool   `toml:"mouse"`    // click and wheel
	Timezone string `toml:"timezone"` // IANA name; "Local" for the machine's
	Isolate  bool   `toml:"isolate"`  // wrap right-to-left words in Unicode isolates
	Browser  string `toml:"browser"`  // program that opens a link; "" asks the desktop
	View     string `toml:"view"`     // the first view: top or wire
	Photos   string `toml:"photos"`   // auto, on, off: pictures in the terminal
	Claims   string `toml:"claims"`   // gutter, cue, whole, hidden: how claims show in a story
	Unsure   bool   `toml:"unsure"`   // show claims in a story that are not sure
}

// Fetch says how feeds are asked for.
type Fetch struct {
	Concurrency int      `toml:"concurrency"` // requests waited for at once; one connection a host always
	Shortest    Duration `toml:"shortest"`    // between two requests for one feed
	Longest     Duration `toml:"longest"`
	Timeout     Duration `toml:"timeout"`     // for one whole request
	AllowHosts  []string `toml:"allow_hosts"` // private hosts ("intranet.example:8080") that may be asked
	Offline     bool     `toml:"offline"`     // never ask the network
}

// Store says where stories are kept and for how long.
type Store struct {
	Path    string `toml:"path"`     // "" is dateline.db in the XDG data folder
	URL     string `toml:"url"`      // a PostgreSQL database instead: "postgres://news@db.example/dateline"
	ReadURL string `toml:"read_url"` // a replica of it that is read from
	Days    int    `toml:"days"`     // stories older than this go, starred ones stay; 0 keeps all
	PerFeed int    `toml:"per_feed"` // newest stories kept of each feed; 0 keeps all
}

// Log says where dateline writes what it did.
type Log struct {
	Path  string `toml:"path"`  // "" is dateline.log in the XDG state folder
	Level string `toml:"level"` // debug, info, warn, error, off
}

// Duration is a time.Duration written as in Go: "90s", "2m", "6h".
type Duration struct{ time.Duration }

// UnmarshalText reads the written form.
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	if err != nil {
		return fmt.Errorf("%q is no length of time; write one like \"90s\", \"2m\" or \"6h\"", text)
	}
	d.Duration = v
	return nil
}

// Default returns the settings in force where a file says nothing.
func Default() Config {
	return Config{
		Screen: Screen{Theme: "auto", Mouse: true, Timezone: "Local", View: "top", Photos: "auto", Claims: "cue"},
		Fetch: Fetch{
			Concurrency: 128,
			Shortest:    Duration{2 * time.Minute},
			Longest:     Duration{6 * time.Hour},
			Timeout:     Duration{30 * time.Second},
		},
		Store:  Store{Days: 180},
		Alerts: Alerts{Notify: "none", Every: Duration{30 * time.Second}},
		Log:    Log{Level: "info"},
	}
}

// Themes names what screen.theme may be.
func Themes() []string { return []string{"auto", "light", "dark", "contrast", "16", "mono"} }

// Validate says what is wrong with the first wrong value, naming its key.
func (c *Config) Validate() error {
	oneOf := func(key, value string, allowed ...string) error {
		if slices.Contains(allowed, value) {
			return nil
		}
		return fmt.Errorf("%s is %q; it must be one of %q", key, value, allowed)
	}
	_, zone := time.LoadLocation(c.Screen.Timezone)
	if zone != nil {
		zone = fmt.Errorf("screen.timezone: %w", zone)
	}
	return errors.Join(
		oneOf("screen.theme", c.Screen.Theme, Themes()...),
		oneOf("screen.view", c.Screen.View, "top", "wire"),
		oneOf("alerts.notify", c.Alerts.Notify, "none", "bell", "osc9", "osc777", "command"),
		c.Alerts.check(),
		oneOf("screen.claims", c.Screen.Claims, "gutter", "cue", "whole", "hidden"),
		oneOf("screen.photos", c.Screen.Photos, "auto", "on", "off"),
		oneOf("log.level", c.Log.Level, "debug", "info", "warn", "error", "off"),
		zone,
		within("fetch.concurrency", c.Fetch.Concurrency, 1, 1024),
		c.Store.check(),
		within("store.days", c.Store.Days, 0, 36500),
		within("store.per_feed", c.Store.PerFeed, 0, 1_000_000),
		withinTime("fetch.shortest", c.Fetch.Shortest, time.Minute, 24*time.Hour),
		withinTime("fetch.longest", c.Fetch.Longest, c.Fetch.Shortest.Duration, 30*24*time.Hour),
		withinTime("fetch.timeout", c.Fetch.Timeout, time.Second, 10*time.Minute),
	)
}

func within(key string, v, low, high int) error {
	if v < low || v > high {
		return fmt.Errorf("%s is %d; it must be from %d to %d", key, v, low, high)
	}
	return nil
}

func withinTime(key string, v Duration, low, high time.Duration) error {
	if v.Duration < low || v.Duration > high {
		return fmt.Errorf("%s is %v; it must be from %v to %v", key, v.Duration, low, high)
	}
	return nil
}

// Path returns where the settings file is looked for: DATELINE_CONFIG, else
// dateline/config.toml in the XDG config folder.
func Path() string {
	if p := os.Getenv("DATELINE_CONFIG"); p != "" {
		return p
	}
	return filepath.Join(xdg.ConfigHome, "dateline", "config.toml")
}

// Load reads the file at path over the defaults, then the environment over both.
// A missing file is no error, unless must is set (the reader named it).
func Load(path string, must bool) (Config, error) {
	c := Default()
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist) && !must:
	case err != nil:
		return c, fmt.Errorf("read settings: %w", err)
	default:
		if err := c.parse(string(text)); err != nil {
			return c, fmt.Errorf("%s: %w", path, err)
		}
	}
	c.place()
	return c, nil
}

// place fills the paths that were not set: environment first, then XDG.
func (c *Config) place() {
	if p := os.Getenv("DATELINE_STORE"); p != "" {
		c.Store.Name(p)
	}
	c.Store.place()
	if c.Log.Path == "" {
		c.Log.Path = filepath.Join(xdg.StateHome, "dateline", "dateline.log")
	}
}
