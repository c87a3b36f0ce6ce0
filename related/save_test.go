package related

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"dateline/news"
)

// madeStream is stories of several outlets on a few happenings, in order of time, with
// names, figures, markers, a digest, other scripts and copies among them.
func madeStream(n int) []news.Filing {
	random := rand.New(rand.NewPCG(1, 2))
	towns := []string{"Tarnholm", "Veldene", "Oskava", "Brennick", "Саратов", "東京"}
	acts := []string{"ferry sinks off", "strike shuts port of", "quake shakes", "minister quits in", "fire burns mill at", "vote is held in"}
	tails := []string{"dozens hurt", "officials say", "as storm nears", "police say", "after night of rain"}
	var all []news.Filing
	for i := range n {
		k := random.IntN(len(acts) * len(towns))
		title := fmt.Sprintf("%s %s, %s", strings.ToUpper(acts[k%len(acts)][:1])+acts[k%len(acts)][1:], towns[k/len(acts)], tails[random.IntN(len(tails))])
		switch i % 17 {
		case 3:
			title = "UPDATE 2-" + title
		case 5:
			title = "Ferries, Frost, Odile Branwick: Your Monday Briefing"
		case 7:
			title += " | Harbour Watch"
		}
		f := wire(fmt.Sprintf("s%03d", i), fmt.Sprintf("Outlet %d", i%7), title,
			fmt.Sprintf("The %s near %s was told by %d people on day %d of the %s, and %s.", acts[k%len(acts)], towns[k/len(acts)], 10+random.IntN(90), i/24, tails[k%5], tails[random.IntN(5)]), float64(i)/2)
		f.Mentions = []news.Mention{{Field: news.InTitle, Kind: news.Place, Ref: towns[k/len(acts)], Name: towns[k/len(acts)]},
			{Field: news.InText, Kind: news.FigureKind, Figure: &news.Figure{Value: float64(10 + k)}}}
		all = append(all, f)
	}
	return all
}

// Stories of an archive that is read anew come newest first: those older than the window are not
// saved, but for the last to come and a quiet reader's.
func TestOldStoriesAreNotSaved(t *testing.T) {
	for _, c := range []struct {
		name  string
		quiet int
		now   int // stories of the window, which come first
		old   int
		want  int
	}{
		{"old ones behind new ones", 20, 100, 60, 120},
		{"a quiet reader", 100, 50, 40, 90},
		{"no more than a quiet reader's", 100, 50, 200, 150},
		{"none are old", 20, 100, 0, 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			stories := madeStream(c.old + c.now + 2*24) // half an hour apart, a day between the two
			x := New(Options{Quiet: c.quiet, Window: time.Duration(c.now) * time.Hour / 2})
			for _, f := range append(slices.Clone(stories[c.old+2*24:]), stories[:c.old]...) {
				x.Place(f, nil)
			}
			if got := reload(t, x, Options{}).Len(); got != c.want {
				t.Errorf("%d stories, want %d", got, c.want)
			}
		})
	}
}

// An index that was saved and loaded places what comes next as the one that was not.
func TestSavedIndexPlacesAlike(t *testing.T) {
	stories := madeStream(400)
	kept := New(Options{Stories: 250})
	for _, f := range stories[:300] {
		kept.Place(f, nil)
	}
	kept.Forget(stories[290].Story.ID)
	loaded := reload(t, kept, Options{Stories: 250})
	if loaded.Len() != kept.Len() {
		t.Fatalf("%d stories, want %d", loaded.Len(), kept.Len())
	}
	for _, f := range stories[295:] { // five of them again
		if got, want := loaded.Place(f, nil), kept.Place(f, nil); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: placed\n%+v, want\n%+v", f.Story.ID, got, want)
		}
	}
}

// What is saved of what was loaded is the same but for the order of tables.
func TestSavedTwice(t *testing.T) {
	x := New(Options{})
	for _, f := range madeStream(100) {
		x.Place(f, nil)
	}
	once, twice := saved(t, x), saved(t, reload(t, x, Options{}))
	slices.Sort(once)
	slices.Sort(twice)
	if !bytes.Equal(once, twice) {
		t.Errorf("%d bytes, then %d", len(once), len(twice))
	}
}

// Every field of a story is kept: a new one must be put on the tape.
func TestEveryFieldIsSaved(t *testing.T) {
	var it item
	fill(reflect.ValueOf(&it).Elem())
	it.id, it.event, it.script = "", nil, unicode.Thai // the index keeps the first two
	var b bytes.Buffer
	w := &tape{w: bufio.NewWriter(&b)}
	w.item(&it)
	if err := w.w.Flush(); err != nil || w.err != nil {
		t.Fatal(err, w.err)
	}
	var back item
	r := &tape{r: bufio.NewReader(&b)}
	r.item(&back)
	if r.err != nil || !reflect.DeepEqual(it, back) {
		t.Errorf("%v: got\n%+v, want\n%+v", r.err, back, it)
	}
}

// fill sets every field of a struct to something that is not zero.
func fill(v reflect.Value) {
	for i := range v.NumField() {
		f := v.Field(i)
		f = reflect.NewAt(f.Type(), f.Addr().UnsafePointer()).Elem()
		switch f.Kind() {
		case reflect.String:
			f.SetString("x")
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Int, reflect.Int64:
			f.SetInt(-3)
		case reflect.Uint8, reflect.Uint32:
			f.SetUint(7)
		case reflect.Float32:
			f.SetFloat(1.5)
		case reflect.Array:
			f.Index(1).SetInt(-4)
		case reflect.Slice:
			f.Set(reflect.MakeSlice(f.Type(), 2, 2))
			f.Index(1).SetUint(9)
		}
	}
}

func reload(t *testing.T, x *Index, o Options) *Index {
	t.Helper()
	y, err := Load(bytes.NewReader(saved(t, x)), o)
	if err != nil {
		t.Fatal(err)
	}
	return y
}

func saved(t *testing.T, x *Index) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := x.Save(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A file that is cut or has bytes changed is refused or gives an index that still works.
func FuzzLoad(f *testing.F) {
	x := New(Options{})
	stories := madeStream(40)
	for _, s := range stories[:30] {
		x.Place(s, nil)
	}
	var b bytes.Buffer
	if err := x.Save(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(b.Bytes()[:b.Len()/2])
	f.Add([]byte{})
	model, err := FittedModel()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		x, err := Load(bytes.NewReader(file), Options{Model: &model})
		if err != nil {
			return
		}
		for _, s := range stories[25:] {
			x.Place(s, nil)
		}
	})
}

// BenchmarkLoad reads an index of 20,000 stories; B/story is what it takes on disk.
func BenchmarkLoad(b *testing.B) {
	x := New(Options{})
	for _, f := range madeStream(20_000) {
		x.Restore(f)
	}
	var file bytes.Buffer
	if err := x.Save(&file); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(bytes.NewReader(file.Bytes()), Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(file.Len())/20_000, "B/story")
}
