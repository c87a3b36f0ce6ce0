// Package newstest holds what tests of several rooms share: texts that strangers may
// send and that must cost no more than others.
package newstest

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed hostile.txt
var hostile string

// Pattern is a kind of hostile text: something repeated, perhaps with a beginning.
type Pattern struct {
	Name, Head, Unit string
}

// Hostile returns the patterns, every one with a name of its own.
func Hostile() []Pattern {
	var all []Pattern
	for line := range strings.Lines(hostile) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		cols := strings.Split(line, "\t")
		p := Pattern{Name: cols[0], Unit: unquote(cols[1])}
		if len(cols) > 2 {
			p.Head = unquote(cols[2])
		}
		all = append(all, p)
	}
	return all
}

// unquote reads a column as the inside of a Go string.
func unquote(s string) string {
	out, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
	if err != nil {
		panic(fmt.Sprintf("column %q: %v", s, err)) // the file is part of the program, and a test reads it
	}
	return out
}

// Text returns the pattern repeated to n bytes, no more and at most a unit less.
func (p Pattern) Text(n int) string {
	return p.Head + strings.Repeat(p.Unit, max(n-len(p.Head), 0)/len(p.Unit))
}
