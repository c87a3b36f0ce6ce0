package config

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// maxText bounds a settings file, in bytes.
const maxText = 1 << 20

// parse reads TOML over c. Any key it does not know is an error with its line and
// the likeliest key meant: a setting that silently does nothing is worse.
func (c *Config) parse(text string) error {
	if len(text) > maxText {
		return fmt.Errorf("is over %d bytes; that is no settings file", maxText)
	}
	c.text = text
	md, err := toml.Decode(text, c)
	var bad toml.ParseError
	if errors.As(err, &bad) {
		return fmt.Errorf("line %d: %s", bad.Position.Line, printable(oneLine(bad)))
	}
	if err != nil {
		return errors.New(printable(strings.TrimPrefix(err.Error(), "toml: ")))
	}
	if unknown := md.Undecoded(); len(unknown) > 0 {
		return unknownKey(text, unknown[0])
	}
	return c.Validate()
}

// oneLine is the reason of a parse error without the position that toml repeats.
func oneLine(e toml.ParseError) string {
	if e.Message != "" {
		return e.Message
	}
	_, reason, ok := strings.Cut(e.Error(), "): ")
	if !ok {
		reason = e.Error()
	}
	return reason
}

func unknownKey(text string, key toml.Key) error {
	name := printable(key.String())
	msg := fmt.Sprintf("line %d: unknown key %s", lineOf(text, key), name)
	if near := nearest(name); near != "" {
		msg += fmt.Sprintf("; did you mean %s?", near)
	}
	return errors.New(msg + " (\"dateline config print\" shows all keys)")
}

// printable keeps an odd key from steering the terminal it is reported on.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return '?'
		}
		return r
	}, s)
}

// lineOf finds the line a key stands on. The toml package keeps no position of
// undecoded keys, so the tables are followed here; 0 is never returned.
func lineOf(text string, key toml.Key) int {
	table, last := strings.Join(key[:len(key)-1], "."), key[len(key)-1]
	current := ""
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			current = strings.Trim(line, "[] \t")
			if current == key.String() {
				return i + 1
			}
			continue
		}
		name, _, ok := strings.Cut(line, "=")
		name = strings.Trim(strings.TrimSpace(name), `"'`)
		if ok && (current == table && name == last || current == "" && name == key.String()) {
			return i + 1
		}
	}
	return 1
}

// nearest returns the known key at the smallest edit distance, if it is near.
func nearest(name string) string {
	best, bestAt := "", len(name)/3+1
	for _, k := range Known() {
		if d := distance(name, k); d <= bestAt && (best == "" || d < bestAt) {
			best, bestAt = k, d
		}
		// The right key under the wrong table, or under none.
		if _, leaf, ok := strings.Cut(k, "."); ok && best == "" && name[strings.LastIndex(name, ".")+1:] == leaf {
			best, bestAt = k, 0
		}
	}
	return best
}

// distance is Levenshtein's, over bytes: keys are ASCII.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

// Known returns every key a settings file may set, but for the actions of [keys].
func Known() []string {
	var keys []string
	for _, line := range strings.Split(Example(), "\n") {
		line = strings.TrimLeft(line, "# ")
		switch name, _, ok := strings.Cut(line, " = "); {
		case strings.HasPrefix(line, "["):
			keys = append(keys, strings.Trim(line, "[]"))
		case ok && !strings.Contains(name, " "):
			keys = append(keys, lastTable(keys)+"."+name)
		}
	}
	return keys
}

// lastTable returns the table named last among keys: the one without a dot.
func lastTable(keys []string) string {
	for _, k := range slices.Backward(keys) {
		if !strings.Contains(k, ".") {
			return k
		}
	}
	return ""
}
