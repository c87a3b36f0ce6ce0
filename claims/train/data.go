package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dateline/news"
)

// silver is a token as another tool tagged it: bytes, Penn Treebank tag, and the
// index of the token it depends on, -1 for none.
type silver struct {
	Start, End int
	Tag        string
	Head       int
}

// mark is one claim marked by hand. Source is the longest phrase that names who
// speaks, Head the least that must be told of it.
type mark struct {
	news.Claim
	Head []news.Span
}

// gold is one labelled article.
type gold struct {
	news.Story
	Claims []news.Claim // Field, Source, Cue, Content
	Silver []silver     // of the text
	Titled bool         // the title is labelled too
	Marks  []mark       // all claims with all that is to be right of them
	Marked bool         // Marks are complete; else only roles are known
	Part   int          // articles of one part are left out together
	Weight float32      // of its claims; 0 counts as 1
}

// weight is how much the article counts.
func (g *gold) weight() float32 {
	if g.Weight == 0 {
		return 1
	}
	return g.Weight
}

// readAll reads the articles of PolNeAR and of the marked news.
func readAll(data string, wire, feeds float64) ([]gold, error) {
	gs, err := readPolNeAR(filepath.Join(data, "claims"), "train")
	if err != nil {
		return nil, err
	}
	for _, w := range []struct {
		name   string
		weight float64
	}{{"train.jsonl", wire}, {"feeds-train.jsonl", feeds}} {
		more, err := readMarked(filepath.Join(data, "wire", w.name), float32(w.weight))
		if err != nil {
			return nil, err
		}
		gs = append(gs, more...)
	}
	more, err := readItems(data, float32(feeds))
	return append(gs, more...), err
}

// decode reads a JSON value a line from r.
func decode[T any](r io.Reader, each func(T)) error {
	dec := json.NewDecoder(bufio.NewReader(r))
	for dec.More() {
		var v T
		if err := dec.Decode(&v); err != nil {
			return err
		}
		each(v)
	}
	return nil
}

// decodeFile reads a JSON value a line from a file.
func decodeFile[T any](path string, each func(T)) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return decode(f, each)
}

func spans(in [][2]int) (out []news.Span) {
	for _, s := range in {
		out = append(out, news.Span{Start: s[0], End: s[1]})
	}
	return
}

func readPolNeAR(dir, split string) ([]gold, error) {
	silver, err := readSilver(filepath.Join(dir, "polnear-"+split+".corenlp.jsonl.gz"))
	if err != nil {
		return nil, err
	}
	type article struct {
		ID           string
		Text         string
		Attributions []struct{ Source, Cue, Content [][2]int }
	}
	var out []gold
	err = decodeFile(filepath.Join(dir, "polnear-"+split+".jsonl"), func(a article) {
		g := gold{Story: news.Story{Text: a.Text, Lang: "en"}, Silver: silver[a.ID], Part: len(out)}
		for _, x := range a.Attributions {
			g.Claims = append(g.Claims, news.Claim{Field: news.InText, Source: spans(x.Source), Cue: spans(x.Cue), Content: spans(x.Content)})
		}
		out = append(out, g)
	})
	return out, err
}

// marks are the claims of one story as files have them.
type marks struct {
	Claims []struct {
		Field                           string
		Source, Head, Cue, Content, Via [][2]int
		Stance, Kind                    string
		Hedged, Anonymous               bool
	}
}

// into gives an article its marks.
func (ms marks) into(g *gold) {
	for _, c := range ms.Claims {
		m := mark{Head: spans(c.Head), Claim: news.Claim{Source: spans(c.Source), Cue: spans(c.Cue), Content: spans(c.Content), Via: spans(c.Via),
			Stance: news.Stance(c.Stance), Kind: news.ClaimKind(c.Kind), Hedged: c.Hedged, Anonymous: c.Anonymous}}
		if c.Field == "text" {
			m.Field = news.InText
		}
		g.Marks = append(g.Marks, m)
	}
	g.Claims = outermost(&g.Story, g.Marks)
}

// marked is one story of the marked news.
type marked struct {
	ID, Title, Text string
	marks
}

// readMarked reads stories with marks. Stories of one paper, or cut from one document,
// are of one part.
func readMarked(path string, weight float32) ([]gold, error) {
	var out []gold
	parts := map[string]int{}
	err := decodeFile(path, func(a marked) {
		cut := "-"
		if strings.HasPrefix(a.ID, "voa-") {
			cut = "."
		}
		name, _, _ := strings.Cut(a.ID, cut)
		if _, ok := parts[name]; !ok {
			parts[name] = len(parts)
		}
		g := gold{Story: news.Story{Title: a.Title, Text: a.Text, Lang: "en"}, Titled: cut == "-", Marked: true, Part: parts[name], Weight: weight}
		a.into(&g)
		out = append(out, g)
	})
	return out, err
}

// outermost returns the marks that stand in no other's content, as the roles are learnt.
func outermost(s *news.Story, marks []mark) []news.Claim {
	var out []news.Claim
	for i := range marks {
		m := marks[i].Claim
		if len(m.Cue) == 0 || slices.ContainsFunc(marks, func(o mark) bool { return within(&m, &o.Claim) }) {
			continue
		}
		out = append(out, withRoles(s.Field(m.Field), m))
	}
	return out
}

// within says whether a claim's cue stands in another's content.
func within(m, outer *news.Claim) bool {
	size := func(ss []news.Span) (n int) {
		for _, s := range ss {
			n += s.Len()
		}
		return n
	}
	if outer.Field != m.Field || size(outer.Content) <= size(m.Content) {
		return false
	}
	for _, c := range m.Cue {
		if !slices.ContainsFunc(outer.Content, func(o news.Span) bool { return o.Contains(c) }) {
			return false
		}
	}
	return true
}

// withRoles cuts a claim as PolNeAR cuts them: "that" belongs to the content, and a
// cue is no content ("plans to leave" is split before "to leave").
func withRoles(text string, m news.Claim) news.Claim {
	if len(m.Content) > 0 {
		if strings.HasSuffix(text[:m.Content[0].Start], " that ") {
			m.Content = slices.Clone(m.Content)
			m.Content[0].Start -= len("that ")
		}
		return m
	}
	cue := text[m.Cue[0].Start:m.Cue[0].End]
	i := strings.LastIndex(cue, " to ")
	if i < 0 {
		i = strings.LastIndexByte(cue, ' ')
	}
	if i > 0 {
		split := m.Cue[0].Start + i
		m.Content = []news.Span{{Start: split + 1, End: m.Cue[0].End}}
		m.Cue = []news.Span{{Start: m.Cue[0].Start, End: split}}
	}
	return m
}

func readSilver(path string) (map[string][]silver, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	type document struct {
		ID        string
		Sentences [][][6]any // start, end, tag, lemma, head, relation
	}
	out := map[string][]silver{}
	err = decode(z, func(d document) {
		var ts []silver
		for _, s := range d.Sentences {
			base := len(ts)
			for _, t := range s {
				x := silver{Start: int(t[0].(float64)), End: int(t[1].(float64)), Tag: t[2].(string), Head: -1}
				if h := int(t[4].(float64)); h > 0 {
					x.Head = base + h - 1
				}
				ts = append(ts, x)
			}
		}
		out[d.ID] = ts
	})
	return out, err
}
