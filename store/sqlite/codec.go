package sqlite

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"sync"

	"dateline/news"
)

// What belongs to a story beyond its row is one blob in body and one in finding:
// a byte that names the format, then the encoder's bytes and, for a story, its
// text (words.go), deflated at the fastest level. A change of the lists or of the
// order of fields is a new format; old ones stay readable.
const formatOne = 1

// maxUnpacked bounds what a damaged or hostile file can make of a blob.
const maxUnpacked = 64 << 20

// packer is a deflater with its output, made once and used again.
type packer struct {
	w   *flate.Writer
	out bytes.Buffer
}

var packers = sync.Pool{New: func() any {
	p := new(packer)
	p.w, _ = flate.NewWriter(&p.out, flate.BestSpeed) // the level is right
	return p
}}

func pack(plain []byte) ([]byte, error) {
	p := packers.Get().(*packer)
	defer packers.Put(p)
	p.out.Reset()
	p.out.WriteByte(formatOne)
	p.w.Reset(&p.out)
	if _, err := p.w.Write(plain); err != nil {
		return nil, err
	}
	if err := p.w.Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(p.out.Bytes()), nil
}

var unpackers = sync.Pool{New: func() any { return flate.NewReader(nil) }}

func unpack(packed []byte) ([]byte, error) {
	if len(packed) == 0 || packed[0] != formatOne {
		return nil, errors.New("packed story is of a format this dateline does not know")
	}
	r := unpackers.Get().(io.ReadCloser)
	defer unpackers.Put(r)
	if err := r.(flate.Resetter).Reset(bytes.NewReader(packed[1:]), nil); err != nil {
		return nil, err
	}
	out := bytes.NewBuffer(make([]byte, 0, 4*len(packed)))
	if _, err := io.Copy(out, io.LimitReader(r, maxUnpacked)); err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return out.Bytes(), nil
}

// packText packs the text of an older version.
func packText(text string) ([]byte, error) { return pack(shrink(nil, text)) }

func unpackText(packed []byte) (string, error) {
	plain, err := unpack(packed)
	if err != nil {
		return "", err
	}
	return expand(plain)
}

// packStory packs what the story's row does not hold.
func packStory(st *news.Story) ([]byte, error) {
	e := newEncoder()
	if st.GUID == st.URL {
		e.bool(true)
	} else {
		e.bool(false)
		e.string(st.GUID)
	}
	e.string(st.Lang)
	e.time(st.Published)
	e.time(st.Updated)
	e.time(st.Seen)
	e.strings(st.Authors)
	e.strings(st.Tags)
	e.string(st.Credit)
	e.dateline(&st.Dateline)
	e.uint(len(st.Markers))
	for _, m := range st.Markers {
		e.strings([]string{string(m.Class), m.Rank, m.Text, m.Note})
	}
	e.uint(len(st.Links))
	for _, l := range st.Links {
		e.spans([]news.Span{l.Span})
		e.string(l.URL)
	}
	e.uint(len(st.Images))
	for _, i := range st.Images {
		e.string(i.URL)
		e.string(i.Alt)
	}
	return pack(shrink(e.b, st.Text))
}

func (e *encoder) dateline(d *news.Dateline) {
	for _, s := range []string{d.City, d.Where, d.Agency} {
		e.string(s)
	}
	for _, n := range []int{d.Month, d.Day, d.Year, d.End} {
		e.uint(n)
	}
}

// unpackStory fills in what packStory kept. URL must be set before.
func unpackStory(packed []byte, st *news.Story) error {
	plain, err := unpack(packed)
	if err != nil {
		return err
	}
	d := newDecoder(plain)
	var guidIsURL bool
	if d.bool(&guidIsURL); guidIsURL {
		st.GUID = st.URL
	} else {
		st.GUID = d.string()
	}
	st.Lang = d.string()
	st.Published, st.Updated, st.Seen = d.time(), d.time(), d.time()
	st.Authors, st.Tags = d.strings(), d.strings()
	st.Credit = d.string()
	d.dateline(&st.Dateline)
	st.Markers = list(d, (*decoder).marker)
	st.Links = list(d, func(d *decoder) (l news.Link) {
		if s := d.spans(); len(s) == 1 {
			l.Span = s[0]
		}
		l.URL = d.string()
		return l
	})
	st.Images = list(d, func(d *decoder) news.Image { return news.Image{URL: d.string(), Alt: d.string()} })
	if d.err != nil {
		return d.err
	}
	st.Text, err = expand(d.b)
	return err
}

func (d *decoder) dateline(l *news.Dateline) {
	l.City, l.Where, l.Agency = d.string(), d.string(), d.string()
	l.Month, l.Day, l.Year, l.End = d.uint(), d.uint(), d.uint(), d.uint()
}

func (d *decoder) marker() (m news.Marker) {
	if s := d.strings(); len(s) == 4 {
		m = news.Marker{Class: news.MarkerClass(s[0]), Rank: s[1], Text: s[2], Note: s[3]}
	}
	return m
}

// finding is what the engines found in a story.
type finding struct {
	Mentions  []news.Mention
	Claims    []news.Claim
	Relations []news.Relation
}

func packFinding(f *finding) ([]byte, error) {
	e := newEncoder()
	e.uint(len(f.Mentions))
	last := 0
	for i := range f.Mentions {
		e.mention(&f.Mentions[i], last)
		last = f.Mentions[i].Start
	}
	e.uint(len(f.Claims))
	for i := range f.Claims {
		e.claim(&f.Claims[i])
	}
	e.uint(len(f.Relations))
	for _, r := range f.Relations {
		e.string(string(r.From))
		e.string(string(r.To))
		e.string(string(r.Kind))
		e.share(r.Score)
		e.why(r.Why)
	}
	return pack(e.b)
}

func (e *encoder) mention(m *news.Mention, last int) {
	e.bool(m.Field == news.InText, m.Figure != nil, m.Figure != nil && m.Figure.Max != nil)
	e.string(string(m.Kind))
	e.int(int64(m.Start - last))
	e.int(int64(m.Len()))
	e.string(m.Ref)
	e.string(m.Name)
	e.string(m.Country)
	e.why(m.Why)
	f := m.Figure
	if f == nil {
		return
	}
	e.float(f.Value)
	if f.Max != nil {
		e.float(*f.Max)
	}
	e.string(f.Approx)
	e.string(f.Unit)
	e.int(int64(f.Counted.Start - m.Start))
	e.int(int64(f.Counted.Len()))
}

func (e *encoder) claim(c *news.Claim) {
	e.bool(c.Field == news.InText, c.Quoted, c.Hedged, c.Anonymous)
	e.string(string(c.Stance))
	e.string(string(c.Kind))
	for _, role := range [][]news.Span{c.Source, c.Cue, c.Content, c.Via} {
		e.spans(role)
	}
	e.string(c.Speaker)
	e.string(c.SpeakerName)
	e.string(c.ViaRef)
	e.int(int64(c.Outer))
	e.uint(len(c.Figures))
	for _, f := range c.Figures {
		e.int(int64(f))
	}
	e.why(c.Why)
}

func unpackFinding(packed []byte) (f finding, err error) {
	plain, err := unpack(packed)
	if err != nil {
		return f, err
	}
	d := newDecoder(plain)
	last := 0
	f.Mentions = list(d, func(d *decoder) news.Mention {
		m := d.mention(last)
		last = m.Start
		return m
	})
	f.Claims = list(d, (*decoder).claim)
	f.Relations = list(d, func(d *decoder) news.Relation {
		return news.Relation{From: news.StoryID(d.string()), To: news.StoryID(d.string()), Kind: news.RelationKind(d.string()), Score: d.share(), Why: d.why()}
	})
	return f, d.err
}

func (d *decoder) mention(last int) (m news.Mention) {
	var inText, figure, ranged bool
	d.bool(&inText, &figure, &ranged)
	m.Field = fieldOf(inText)
	m.Kind = news.Kind(d.string())
	m.Start = last + int(d.int())
	m.End = m.Start + int(d.int())
	m.Ref, m.Name, m.Country, m.Why = d.string(), d.string(), d.string(), d.why()
	if !figure {
		return m
	}
	m.Figure = &news.Figure{Value: d.float()}
	if ranged {
		most := d.float()
		m.Figure.Max = &most
	}
	m.Figure.Approx, m.Figure.Unit = d.string(), d.string()
	m.Figure.Counted.Start = m.Start + int(d.int())
	m.Figure.Counted.End = m.Figure.Counted.Start + int(d.int())
	return m
}

func (d *decoder) claim() (c news.Claim) {
	var inText bool
	d.bool(&inText, &c.Quoted, &c.Hedged, &c.Anonymous)
	c.Field = fieldOf(inText)
	c.Stance, c.Kind = news.Stance(d.string()), news.ClaimKind(d.string())
	c.Source, c.Cue, c.Content, c.Via = d.spans(), d.spans(), d.spans(), d.spans()
	c.Speaker, c.SpeakerName, c.ViaRef = d.string(), d.string(), d.string()
	c.Outer = int(min(max(d.int(), -1), math.MaxInt32))
	c.Figures = list(d, func(d *decoder) int { return int(d.int()) })
	c.Why = d.why()
	return c
}

func fieldOf(inText bool) news.Field {
	if inText {
		return news.InText
	}
	return news.InTitle
}

// contentHash is over what makes a new version when it changes.
func contentHash(s *news.Story) int64 {
	h := fnv.New64a()
	for _, part := range []string{s.Title, s.Text, s.URL} {
		_, _ = io.WriteString(h, part) // never fails
		_, _ = h.Write([]byte{0})
	}
	for _, m := range s.Markers {
		_, _ = fmt.Fprintf(h, "%s %s %s %s\x00", m.Class, m.Rank, m.Text, m.Note)
	}
	return int64(h.Sum64())
}
