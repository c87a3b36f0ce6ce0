package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/learn"
	"dateline/news"
)

// sample is one labelled text.
type sample struct {
	text  string
	names []labelled
}

// labels maps the corpora's own labels to the number of the model's B- label;
// what is not here is outside.
var labels = map[string]uint8{
	"PER": 1, "per": 1, "person": 1, "politician": 1, "writer": 1, "scientist": 1, "researcher": 1, "musicalartist": 1, "PERSON": 1,
	"LOC": 3, "geo": 3, "location": 3, "country": 3, "LOCATION": 3,
	"ORG": 5, "org": 5, "organisation": 5, "organization": 5, "politicalparty": 5, "band": 5, "university": 5, "corporation": 5, "group": 5, "ORGANIZATION": 5,
}

type token struct{ text, tag string }

// readTokens reads a gzip file of token<TAB>tag lines.
func readTokens(file string) ([][]token, error) {
	b, err := unzip(file)
	if err != nil {
		return nil, err
	}
	var all [][]token
	var cur []token
	for line := range strings.Lines(string(b)) {
		line = strings.TrimRight(line, "\r\n")
		switch word, tag, tab := strings.Cut(line, "\t"); {
		case strings.TrimSpace(line) == "":
			if len(cur) > 0 {
				all, cur = append(all, cur), nil
			}
		case tab:
			cur = append(cur, token{word, strings.TrimSpace(tag)})
		}
	}
	if len(cur) > 0 {
		all = append(all, cur)
	}
	return all, nil
}

func unzip(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	return b, nil
}

// sampleOf makes running text of tokens and turns their tags to names.
func (c *corpora) sampleOf(toks []token) sample {
	text, pos := join(toks)
	s := sample{text: text}
	for i := 0; i < len(toks); {
		from := i
		prefix, label, ok := strings.Cut(toks[i].tag, "-")
		i++
		if !ok || prefix == "O" {
			continue
		}
		for i < len(toks) && toks[i].tag == "I-"+label {
			i++
		}
		n := labels[label]
		switch label {
		case "gpe":
			if c.countries[strings.Trim(text[pos[from][0]:pos[i-1][1]], " ")] {
				n = labels["LOC"]
			}
		case "per":
			for from < i && titleWord(toks[from].text) {
				from++
			}
		}
		if n > 0 && from < i && !strings.HasPrefix(toks[from].text, "@") {
			s.names = append(s.names, labelled{Span: news.Span{Start: pos[from][0], End: pos[i-1][1]}, Label: n})
		}
	}
	return s
}

// titleWord reports whether the Groningen Meaning Bank counts a word before a
// person's name to the name and the newer corpora do not.
func titleWord(w string) bool {
	switch w {
	case "President", "Prime", "Minister", "Mr.", "Mrs.", "Ms.", "Dr.", "Vice", "Secretary", "Senator", "Sen.", "General", "Gen.", "Foreign",
		"Defense", "Chancellor", "Premier", "Governor", "Ambassador", "King", "Queen", "Prince", "Princess", "Pope", "Lieutenant", "Colonel",
		"Major", "Captain", "Chief", "Justice", "Judge", "Chairman", "Deputy", "Representative", "Congressman", "Professor", "Sheikh",
		"Ayatollah", "Cardinal", "Archbishop", "Admiral", "Sergeant", "Sir", "Lord", "Spokesman", "Finance", "Interior", "of", "State", "U.S.", "Assistant",
		"Attorney", "Under", "Undersecretary", "Director", "Speaker", "Father", "Reverend", "Rev.", "Mayor", "Madame", "Miss", "Crown", "Former", "Acting":
		return true
	}
	return false
}

// join makes running text of tokens, and the byte range of each in it. It glues
// punctuation as print does.
func join(toks []token) (string, [][2]int) {
	var b strings.Builder
	pos := make([][2]int, len(toks))
	open := map[string]bool{}
	glue := true
	for i, t := range toks {
		w := t.text
		attach := glue
		glue = false
		switch w {
		case "``", "\"", "''", "“", "”":
			closing := w == "''" || w == "”" || w == "\"" && open["\""]
			open["\""] = !closing
			attach, glue = closing, !closing
			if w != "“" && w != "”" {
				w = "\""
			}
		case "-LRB-", "(", "[", "$", "£", "€", "#", "US$":
			glue = true
			if w == "-LRB-" {
				w = "("
			}
		case ",", ".", ";", ":", "!", "?", ")", "]", "%", "...", "-RRB-":
			attach = true
			if w == "-RRB-" {
				w = ")"
			}
		case "'s", "'re", "'ve", "'ll", "'d", "'m", "n't", "’s", "’re", "’ve", "’ll", "’d", "’m", "n’t", "'", "’":
			attach = true
		}
		if i > 0 && !attach {
			b.WriteByte(' ')
		}
		pos[i] = [2]int{b.Len(), b.Len() + len(w)}
		b.WriteString(w)
	}
	return b.String(), pos
}

// corpora reads the training data below a folder.
type corpora struct {
	dir       string
	countries map[string]bool
}

func openCorpora(dir string) (*corpora, error) {
	c := &corpora{dir: dir, countries: map[string]bool{}}
	b, err := os.ReadFile(filepath.Join(dir, "countries.tsv"))
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(b)) {
		if cols := strings.Split(line, "\t"); len(cols) > 3 {
			for _, n := range append(strings.Split(cols[3], "|"), cols[2]) {
				c.countries[n] = true
			}
		}
	}
	return c, nil
}

// tokens reads a token corpus, named by its path below ner.
func (c *corpora) tokens(name string) ([]sample, error) {
	sents, err := readTokens(filepath.Join(c.dir, "ner", name+".tsv.gz"))
	if err != nil {
		return nil, err
	}
	out := make([]sample, len(sents))
	for i, s := range sents {
		out[i] = c.sampleOf(s)
	}
	return out, nil
}

// silver reads the machine-made names of news articles, a sample an article.
func (c *corpora) silver(part string) ([]sample, error) {
	texts := map[string]string{}
	err := jsonLines(filepath.Join(c.dir, "claims", "polnear-"+part+".jsonl"), func(b []byte) error {
		var d struct{ ID, Text string }
		if err := json.Unmarshal(b, &d); err != nil {
			return err
		}
		texts[d.ID] = d.Text
		return nil
	})
	if err != nil {
		return nil, err
	}
	var out []sample
	err = jsonLines(filepath.Join(c.dir, "claims", "polnear-"+part+".corenlp.jsonl.gz"), func(b []byte) error {
		var d struct {
			ID        string
			Sentences [][][]any
		}
		if err := json.Unmarshal(b, &d); err != nil {
			return err
		}
		out = append(out, silverSample(texts[d.ID], d.Sentences))
		return nil
	})
	return out, err
}

func silverSample(text string, sents [][][]any) sample {
	s := sample{text: text}
	for _, sent := range sents {
		last := uint8(0)
		for _, t := range sent {
			start, _ := t[0].(float64)
			end, _ := t[1].(float64)
			class, _ := t[3].(string)
			n := labels[class]
			if n > 0 && n == last {
				s.names[len(s.names)-1].End = int(end)
			} else if n > 0 {
				s.names = append(s.names, labelled{Span: news.Span{Start: int(start), End: int(end)}, Label: n})
			}
			last = n
		}
	}
	slices.SortFunc(s.names, func(a, b labelled) int { return a.Start - b.Start })
	s.names = agreeing(text, s.names)
	return s
}

// agreeing makes an article's machine-made labels agree with themselves: a single
// word that is mostly one kind of name is it everywhere in the article, also where
// the machine saw none.
func agreeing(text string, names []labelled) []labelled {
	count := map[string]*[6]int{}
	for _, n := range names {
		if w := text[n.Start:n.End]; !strings.Contains(w, " ") && len(w) > 2 {
			if count[w] == nil {
				count[w] = new([6]int)
			}
			count[w][n.Label]++
		}
	}
	kind := map[string]uint8{}
	for w, c := range count {
		for _, l := range [...]uint8{1, 3, 5} {
			if c[l] >= 3 && c[l]*10 >= 7*(c[1]+c[3]+c[5]) {
				kind[w] = l
			}
		}
	}
	var out []labelled
	next := 0
	for _, t := range learn.Tokenize(nil, text) {
		for next < len(names) && names[next].End <= t.Start {
			out, next = append(out, names[next]), next+1
		}
		covered := next < len(names) && names[next].Start < t.End
		l, ok := kind[t.Text(text)]
		switch {
		case !ok || covered && (names[next].Start != t.Start || names[next].End != t.End):
		case covered:
			names[next].Label = l
		case alone(text, t):
			out = append(out, labelled{Span: news.Span{Start: t.Start, End: t.End}, Label: l})
		}
	}
	return append(out, names[next:]...)
}

// alone reports whether no capitalised word stands right beside the token.
func alone(text string, t learn.Token) bool {
	before, after := strings.TrimRight(text[:t.Start], " "), strings.TrimLeft(text[t.End:], " ")
	word := before[strings.LastIndexAny(before, " \n\"“(")+1:]
	return (word == "" || word[0] < 'A' || word[0] > 'Z') && (after == "" || after[0] < 'A' || after[0] > 'Z')
}

func jsonLines(file string, f func([]byte) error) error {
	var b []byte
	var err error
	if strings.HasSuffix(file, ".gz") {
		b, err = unzip(file)
	} else {
		b, err = os.ReadFile(file)
	}
	if err != nil {
		return err
	}
	sc := bufio.NewScanner(bytes.NewReader(b))
	sc.Buffer(make([]byte, 1<<20), 1<<28)
	for sc.Scan() {
		if err := f(sc.Bytes()); err != nil {
			return fmt.Errorf("read %s: %w", file, err)
		}
	}
	return sc.Err()
}
