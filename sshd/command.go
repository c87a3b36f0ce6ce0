package sshd

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLine bounds a command line, in bytes.
const maxLine = 4 << 10

// commandLine parts the line of a client into words and returns them, if the first is
// one of the commands. There is no shell: quotes and backslashes hold words together,
// everything else is text.
func commandLine(line string, commands []string) ([]string, error) {
	args, err := words(line)
	if err != nil {
		return nil, err
	}
	if len(args) == 0 || !slices.Contains(commands, args[0]) {
		return nil, fmt.Errorf("there is no shell here; only %s can be named, with --json", strings.Join(commands, ", "))
	}
	return args, nil
}

// words parts a line as a shell does, without doing anything.
func words(line string) ([]string, error) {
	if len(line) > maxLine || !utf8.ValidString(line) {
		return nil, errors.New("the command is too long, or not UTF-8")
	}
	var p parting
	for _, r := range line {
		if unicode.IsControl(r) && r != '\t' && r != '\n' {
			return nil, errors.New("the command has control characters in it")
		}
		p.take(r)
	}
	if p.quote != 0 || p.escaped {
		return nil, errors.New("the command ends within quotes")
	}
	p.end()
	return p.words, nil
}

// parting is a line that is being parted.
type parting struct {
	words   []string
	word    strings.Builder
	in      bool // a word has begun, if only with a quote
	quote   rune // the one that is open
	escaped bool // the next character is text
}

func (p *parting) take(r rune) {
	switch {
	case p.escaped:
		p.escaped = false
		p.word.WriteRune(r)
	case r == '\\' && p.quote != '\'':
		p.in, p.escaped = true, true
	case p.quote != 0 && r == p.quote:
		p.quote = 0
	case p.quote != 0:
		p.word.WriteRune(r)
	case r == '\'' || r == '"':
		p.in, p.quote = true, r
	case unicode.IsSpace(r):
		p.end()
	default:
		p.in = true
		p.word.WriteRune(r)
	}
}

// end ends a word, if one has begun.
func (p *parting) end() {
	if p.in {
		p.words = append(p.words, p.word.String())
	}
	p.in = false
	p.word.Reset()
}
