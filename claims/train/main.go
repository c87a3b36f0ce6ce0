// Command train fits the model of package claims to the PolNeAR corpus and to news
// whose claims are marked by hand.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run() error {
	data := flag.String("data", "", "folder that holds claims/ (PolNeAR), wire/ (marked news), feeds/ and refresh/ (feed documents)")
	out := flag.String("out", "claims/model/model.bin", "the model to write")
	keep := flag.String("syntax", "", "keep the tagger and the parsers in this file, or take them from it")
	kept := flag.String("taggers", "", "keep the cue and role taggers in this file, or take them from it")
	wire := flag.Float64("wire", 2, "weight of the wire's claims")
	feeds := flag.Float64("feeds", 4, "weight of the feeds' claims")
	f := newFit(os.Stdout)
	f.flags(flag.CommandLine)
	flag.Parse()
	if *data == "" {
		return errors.New("-data is needed")
	}
	gs, err := readAll(*data, *wire, *feeds)
	if err != nil {
		return err
	}
	syn, err := f.keptSyntax(gs, *keep)
	if err != nil {
		return err
	}
	ms, err := f.keptTaggers(gs, syn, *kept)
	if err != nil {
		return err
	}
	m, err := f.judge(gs, ms)
	if err != nil {
		return err
	}
	b := m.encode()
	fmt.Println(len(b), "bytes")
	return os.WriteFile(*out, b, 0o644)
}

// keptSyntax learns the tagger and the parsers, or takes them from the file kept.
func (f *fit) keptSyntax(gs []gold, keep string) (*syntax, error) {
	if b, err := os.ReadFile(keep); err == nil && keep != "" {
		return decodeSyntax(b)
	}
	s, err := f.syntax(gs)
	if err != nil || keep == "" {
		return s, err
	}
	return s, os.WriteFile(keep, s.encode(), 0o644)
}

// keptTaggers learns the cue and role taggers, or takes them from the file kept.
func (f *fit) keptTaggers(gs []gold, syn *syntax, keep string) ([]*model, error) {
	if b, err := os.ReadFile(keep); err == nil && keep != "" {
		return decodeTaggers(b, syn)
	}
	ms, err := f.taggers(gs, syn)
	if err != nil || keep == "" {
		return ms, err
	}
	return ms, os.WriteFile(keep, encodeTaggers(ms), 0o644)
}
