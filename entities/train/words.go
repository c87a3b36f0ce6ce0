package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"unicode"

	"dateline/learn"
)

// openText is the corpus whose words may be listed: news in the public domain. The
// lists are part of the program, and the other texts are not ours to give.
const openText = "gmb/train"

// writeWords lists the common words of the open text: those that stand in
// small letters far more often than with a capital inside a sentence. The model
// uses them where capitals say nothing: at the start of a sentence and in
// headlines.
func writeWords(file string, c *corpora) error {
	small, large := map[string]int{}, map[string]int{}
	count := func(samples []sample) {
		var toks []learn.Token
		var sents [][2]int
		for _, s := range samples {
			toks = learn.Tokenize(toks[:0], s.text)
			sents = learn.Sentences(sents[:0], s.text, toks)
			for _, sent := range sents {
				for i := sent[0] + 1; i < sent[1]; i++ {
					if w := toks[i].Text(s.text); letters(w) {
						if low := strings.ToLower(w); low == w {
							small[w]++
						} else {
							large[low]++
						}
					}
				}
			}
		}
	}
	samples, err := c.tokens(openText)
	if err != nil {
		return err
	}
	count(samples)
	var words []string
	for w, n := range small {
		if n >= 3 && n > 4*large[w] && len(w) > 2 {
			words = append(words, w)
		}
	}
	slices.Sort(words)
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer f.Close()
	b := bufio.NewWriter(f)
	fmt.Fprintln(b, "# Common words of the Groningen Meaning Bank (public-domain news), seen in small letters: made by entities/train -words. A hint for the model.")
	fmt.Fprintln(b, strings.Join(words, " "))
	return b.Flush()
}

// letters reports whether w is a plain word.
func letters(w string) bool {
	for _, r := range w {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return w != "" && len(w) < 20
}
