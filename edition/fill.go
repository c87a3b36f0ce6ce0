package edition

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// filler fills in one document. The language is a small part of text/template's, read
// here because that package calls methods by name, which makes the linker keep every
// exported method of the whole program: megabytes for a few ifs.
//
//	{{ago "2h15m" "rfc822" "+0900"}}              a time that long before now
//	{{if since 1}} {{if not (since 1)}} {{else if since 2}} {{else}} {{end}}
type filler struct {
	now   time.Time
	state int
	out   bytes.Buffer
	open  []branch // ifs that are not ended yet
}

// branch is an open if: whether its present arm is written, and whether one was.
type branch struct{ on, taken bool }

func (f *filler) fill(src string) error {
	for {
		text, rest, more := strings.Cut(src, "{{")
		if f.on() {
			f.out.WriteString(text)
		}
		if !more {
			break
		}
		action, after, closed := strings.Cut(rest, "}}")
		if !closed {
			return errors.New("an action is not closed")
		}
		if err := f.do(strings.TrimSpace(action)); err != nil {
			return fmt.Errorf("{{%s}}: %w", action, err)
		}
		src = after
	}
	if len(f.open) > 0 {
		return errors.New("an if has no end")
	}
	return nil
}

// on reports whether text is written here.
func (f *filler) on() bool {
	for _, b := range f.open {
		if !b.on {
			return false
		}
	}
	return true
}

func (f *filler) do(action string) error {
	word, rest, _ := strings.Cut(action, " ")
	switch word {
	case "if":
		on, err := f.holds(rest)
		f.open = append(f.open, branch{on, on})
		return err
	case "else", "end":
		return f.turn(word, rest)
	case "ago":
		return f.ago(rest)
	default:
		return errors.New("is not known")
	}
}

// turn goes to the next arm of the innermost if, or ends it.
func (f *filler) turn(word, rest string) error {
	if len(f.open) == 0 {
		return errors.New("no if is open")
	}
	b := &f.open[len(f.open)-1]
	if word == "end" {
		f.open = f.open[:len(f.open)-1]
		return nil
	}
	on := true
	if condition, ok := strings.CutPrefix(rest, "if "); ok {
		var err error
		if on, err = f.holds(condition); err != nil {
			return err
		}
	}
	b.on = on && !b.taken
	b.taken = b.taken || b.on
	return nil
}

// holds reads "since N" or "not (since N)".
func (f *filler) holds(condition string) (bool, error) {
	inner, not := strings.CutPrefix(condition, "not (")
	inner = strings.TrimSuffix(inner, ")")
	n, err := strconv.Atoi(strings.TrimPrefix(inner, "since "))
	return (f.state >= n) != not, err
}

func (f *filler) ago(rest string) error {
	var args []string
	for _, a := range strings.Fields(rest) {
		args = append(args, strings.Trim(a, "\"`"))
	}
	if len(args) < 2 {
		return errors.New("needs an age and a form")
	}
	s, err := ago(f.now, args[0], args[1], args[2:]...)
	if err == nil && f.on() {
		f.out.WriteString(s)
	}
	return err
}
