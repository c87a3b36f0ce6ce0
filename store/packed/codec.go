// Package packed is how stores keep what belongs to a story beyond its row: its text and
// what the engines found in it, each one blob that any backend can read.
package packed

import (
	"bytes"
	"compress/flate"
	_ "embed" // the dictionaries
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"dateline/news"
)

// What belongs to a story beyond its row is one blob in body and one in finding:
// a byte that names the format, then the encoder's bytes and, for a story, its
// text (text.go), deflated. A change of the lists or of the order of fields is a new
// format; old ones stay readable.
const (
	formatOne     = 1 // without a dictionary: what was written before there were any
	formatStory   = 2 // with storyDictionary
	formatFinding = 3 // with findingDictionary
)

// A blob is small, so that half of what could be said shorter is said once only. A
// dictionary of what such blobs are made of is taken to stand before each (RFC 1950,
// section 2.2). They are made of the demo's stories, see dictionary_test.go, and are
// part of the format: another dictionary needs another format byte.
var (
	//go:embed story.dictionary
	storyDictionary []byte
	//go:embed finding.dictionary
	findingDictionary []byte
)

func dictionaryOf(format byte) (dictionary []byte, ok bool) {
	switch format {
	case formatOne:
		return nil, true
	case formatStory:
		return storyDictionary, true
	case formatFinding:
		return findingDictionary, true
	}
	return nil, false
}

// maxUnpacked bounds what a damaged or hostile file can make of a blob.
const maxUnpacked = 64 << 20

// packer is a deflater with its output, made once and used again.
type packer struct {
	w   *flate.Writer
	out bytes.Buffer
}

// packers are those of each format.
var packers = [...]*sync.Pool{formatStory: newPackers(formatStory), formatFinding: newPackers(formatFinding)}

// packLevel costs no more than a faster one on blobs this small.
const packLevel = 6

func newPackers(format byte) *sync.Pool {
	return &sync.Pool{New: func() any {
		p := new(packer)
		dictionary, _ := dictionaryOf(format)
		p.w, _ = flate.NewWriterDict(&p.out, packLevel, dictionary) // the level is right
		return p
	}}
}

func pack(format byte, plain []byte) ([]byte, error) {
	p := packers[format].Get().(*packer)
	defer packers[format].Put(p)
	p.out.Reset()
	p.out.WriteByte(format)
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
	if len(packed) == 0 {
		return nil, errors.New("packed story is empty")
	}
	dictionary, ok := dictionaryOf(packed[0])
	if !ok {
		return nil, errors.New("packed story is of a format this dateline does not know")
	}
	r := unpackers.Get().(io.ReadCloser)
	defer unpackers.Put(r)
	if err := r.(flate.Resetter).Reset(bytes.NewReader(packed[1:]), dictionary); err != nil {
		return nil, err
	}
	out := bytes.NewBuffer(make([]byte, 0, 4*len(packed)))
	if _, err := io.Copy(out, io.LimitReader(r, maxUnpacked)); err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return out.Bytes(), nil
}

// PackText packs the text of an older version.
func PackText(text string) ([]byte, error) { return pack(formatStory, shrink(nil, text)) }

// UnpackText is the text that PackText packed.
func UnpackText(packed []byte) (string, error) {
	plain, err := unpack(packed)
	if err != nil {
		return "", err
	}
	return expand(plain)
}

// PackStory packs what the story's row does not hold.
func PackStory(st *news.Story) ([]byte, error) {
	e := newEncoder(st.URL)
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
	at := 0
	e.uint(len(st.Links))
	for _, l := range st.Links {
		at = e.spans([]news.Span{l.Span}, at)
		e.string(l.URL)
	}
	e.uint(len(st.Images))
	for _, i := range st.Images {
		e.string(i.URL)
		e.string(imageWords(i))
	}
	return pack(formatStory, shrink(e.b, st.Text))
}

// creditMark stands before a picture's credit, which came after the format: clean
// text has no such byte, so that stories of before read the same.
const creditMark = "\x00"

// imageWords is what is said of a picture, as one string.
func imageWords(i news.Image) string {
	if i.Credit == "" {
		return i.Alt
	}
	return i.Alt + creditMark + i.Credit
}

func (e *encoder) dateline(d *news.Dateline) {
	for _, s := range []string{d.City, d.Where, d.Agency} {
		e.string(s)
	}
	for _, n := range []int{d.Month, d.Day, d.Year, d.End} {
		e.uint(n)
	}
}

// UnpackStory fills in what PackStory kept. URL must be set before.
func UnpackStory(packed []byte, st *news.Story) error {
	plain, err := unpack(packed)
	if err != nil {
		return err
	}
	d := newDecoder(plain, st.URL)
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
	at := 0
	st.Links = list(d, func(d *decoder) (l news.Link) {
		var s []news.Span
		if s, at = d.spans(at); len(s) == 1 {
			l.Span = s[0]
		}
		l.URL = d.string()
		return l
	})
	st.Images = list(d, func(d *decoder) news.Image {
		i := news.Image{URL: d.string()}
		i.Alt, i.Credit, _ = strings.Cut(d.string(), creditMark)
		return i
	})
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

// Finding is what the engines found in a story.
type Finding struct {
	Mentions  []news.Mention
	Claims    []news.Claim
	Relations []news.Relation
	Unsure    []news.Claim
}

// PackFinding packs what was found in a story. Its text is the base of strings:
// UnpackFinding needs the same one. The units of figures come first and do without.
func PackFinding(f *Finding, st *news.Story) ([]byte, error) {
	e := newEncoder(baseOf(st))
	for i := range f.Mentions {
		if fig := f.Mentions[i].Figure; fig != nil && !slices.Contains(e.units, fig.Unit) {
			e.units = append(e.units, fig.Unit)
		}
	}
	e.uint(len(e.units))
	for _, u := range e.units {
		e.bytes(u)
	}
	e.uint(len(f.Mentions))
	last := 0
	for i := range f.Mentions {
		e.mention(&f.Mentions[i], last)
		last = f.Mentions[i].Start
	}
	e.uint(len(f.Claims))
	last = 0
	for i := range f.Claims {
		last = e.claim(&f.Claims[i], last)
	}
	e.uint(len(f.Relations))
	for _, r := range f.Relations {
		e.bool(r.From == st.ID)
		if r.From != st.ID {
			e.string(string(r.From))
		}
		e.bytes(string(r.To))
		e.string(string(r.Kind))
		e.share(r.Score)
		e.why(r.Why)
	}
	if len(f.Unsure) > 0 { // else the row is as rows were before there were such
		e.uint(len(f.Unsure))
		last = 0
		for i := range f.Unsure {
			last = e.claim(&f.Unsure[i], last)
		}
	}
	return pack(formatFinding, e.b)
}

func baseOf(st *news.Story) string { return st.Title + "\n" + st.Text }

func (e *encoder) mention(m *news.Mention, last int) {
	aspect := 0 // in three bits, none in rows written before there were aspects
	if m.Figure != nil {
		aspect = max(0, slices.Index(news.Aspects(), m.Figure.Aspect))
	}
	e.bool(m.Field == news.InText, m.Figure != nil, m.Figure != nil && m.Figure.Max != nil, aspect&1 > 0, aspect&2 > 0, aspect&4 > 0)
	e.int(int64(m.Start - last))
	e.int(int64(m.Len()))
	e.tuple(string(m.Kind), m.Name, m.Ref, m.Country)
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
	e.uint(slices.Index(e.units, f.Unit))
	e.int(int64(f.Counted.Start - m.Start))
	e.int(int64(f.Counted.Len()))
}

// claim writes a claim by steps from the one before and returns where it begins.
func (e *encoder) claim(c *news.Claim, last int) int {
	e.bool(c.Field == news.InText, c.Quoted, c.Hedged, c.Anonymous)
	e.tuple(string(c.Stance), string(c.Kind))
	from := last
	for _, role := range [][]news.Span{c.Source, c.Cue, c.Content, c.Via} {
		from = e.spans(role, from)
	}
	e.tuple(c.SpeakerName, c.Speaker, c.ViaRef)
	e.int(int64(c.Outer))
	e.uint(len(c.Figures))
	figure := 0
	for _, f := range c.Figures {
		e.int(int64(f - figure))
		figure = f
	}
	e.why(c.Why)
	return c.Bounds().Start
}

// UnpackFinding is what PackFinding packed, without figures that are not sane: there
// were some before they were refused.
func UnpackFinding(packed []byte, st *news.Story) (Finding, error) {
	f, err := UnpackWhole(packed, st)
	f.Mentions = Sane(f.Mentions)
	return f, err
}

// UnpackWhole is all that PackFinding packed. Without its story (nil) strings that
// stand in the text are "", but for the units of figures.
func UnpackWhole(packed []byte, st *news.Story) (f Finding, err error) {
	plain, err := unpack(packed)
	if err != nil {
		return f, err
	}
	d := &decoder{b: plain, baseless: true}
	if st != nil {
		d = newDecoder(plain, baseOf(st))
	} else {
		st = new(news.Story)
	}
	d.units = list(d, (*decoder).bytes)
	last := 0
	f.Mentions = list(d, func(d *decoder) news.Mention {
		m := d.mention(last)
		last = m.Start
		return m
	})
	f.Claims = d.claims()
	f.Relations = list(d, func(d *decoder) news.Relation { return d.relation(st.ID) })
	if d.err == nil && len(d.b) > 0 {
		f.Unsure = d.claims()
		for i := range f.Unsure {
			f.Unsure[i].Unsure = true
		}
	}
	return f, d.err
}

func (d *decoder) claims() []news.Claim {
	last := 0
	return list(d, func(d *decoder) news.Claim {
		c := d.claim(last)
		last = c.Bounds().Start
		return c
	})
}

func (d *decoder) relation(of news.StoryID) (r news.Relation) {
	var own bool
	r.From = of
	if d.bool(&own); !own {
		r.From = news.StoryID(d.string())
	}
	r.To, r.Kind = news.StoryID(d.bytes()), news.RelationKind(d.string())
	r.Score, r.Why = d.share(), d.why()
	return r
}

func (d *decoder) mention(last int) (m news.Mention) {
	var inText, figure, ranged bool
	var aspect [3]bool
	d.bool(&inText, &figure, &ranged, &aspect[0], &aspect[1], &aspect[2])
	m.Field = fieldOf(inText)
	m.Start = last + int(d.int())
	m.End = m.Start + int(d.int())
	t := d.tuple(4)
	m.Kind, m.Name, m.Ref, m.Country = news.Kind(t[0]), t[1], t[2], t[3]
	m.Why = d.why()
	if !figure {
		return m
	}
	m.Figure = &news.Figure{Value: d.float(), Aspect: aspectOf(aspect)}
	if ranged {
		most := d.float()
		m.Figure.Max = &most
	}
	m.Figure.Approx = d.string()
	if unit := d.uint(); unit < len(d.units) {
		m.Figure.Unit = d.units[unit]
	}
	m.Figure.Counted.Start = m.Start + int(d.int())
	m.Figure.Counted.End = m.Figure.Counted.Start + int(d.int())
	return m
}

func aspectOf(bits [3]bool) news.Aspect {
	n := 0
	for i, b := range bits {
		if b {
			n |= 1 << i
		}
	}
	if all := news.Aspects(); n < len(all) {
		return all[n]
	}
	return ""
}

func (d *decoder) claim(last int) (c news.Claim) {
	var inText bool
	d.bool(&inText, &c.Quoted, &c.Hedged, &c.Anonymous)
	c.Field = fieldOf(inText)
	t := d.tuple(2)
	c.Stance, c.Kind = news.Stance(t[0]), news.ClaimKind(t[1])
	from := last
	for _, role := range []*[]news.Span{&c.Source, &c.Cue, &c.Content, &c.Via} {
		*role, from = d.spans(from)
	}
	t = d.tuple(3)
	c.SpeakerName, c.Speaker, c.ViaRef = t[0], t[1], t[2]
	c.Outer = int(min(max(d.int(), -1), math.MaxInt32))
	figure := 0
	c.Figures = list(d, func(d *decoder) int {
		figure += int(d.int())
		return figure
	})
	c.Why = d.why()
	return c
}

func fieldOf(inText bool) news.Field {
	if inText {
		return news.InText
	}
	return news.InTitle
}

// Sane leaves out the figures that nobody can have meant: none has a row nor reaches
// JSON, which has no infinity. The mentions stay, for claims point at them by place.
func Sane(ms []news.Mention) []news.Mention {
	copied := false
	for i := range ms {
		if fig := ms[i].Figure; fig == nil || fig.Sane() {
			continue
		}
		if !copied {
			ms, copied = slices.Clone(ms), true
		}
		ms[i].Figure = nil
	}
	return ms
}

// Millis is a time in milliseconds since 1970, 0 for none.
func Millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// FromMillis is the time that Millis told.
func FromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
