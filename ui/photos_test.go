package ui

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"dateline/news"
	"dateline/ui/photo"
)

// fakePhotos answers with a file or an error and counts.
type fakePhotos struct {
	file  []byte
	err   error
	asked []string
	of    []news.StoryID
}

func (f *fakePhotos) Photo(_ context.Context, of news.StoryID, address string) ([]byte, error) {
	f.asked, f.of = append(f.asked, address), append(f.of, of)
	return f.file, f.err
}

// pattern is a picture that no encoder makes small.
func pattern(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	seed := uint32(1)
	for i := range img.Pix {
		seed = seed*1664525 + 1013904223
		img.Pix[i] = byte(seed >> 24)
	}
	return img
}

func pngFile(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegFile(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// kittyTerminal runs the screens at 120x40 on a terminal of 256 colours.
func kittyTerminal(t *testing.T, o Options, d *fakeDesk) *terminal {
	t.Helper()
	r, w := io.Pipe()
	o.Now = func() time.Time { return fakeNow }
	ctx, cancel := context.WithCancel(t.Context())
	term := &terminal{out: newMeter(), keys: w, m: New(ctx, d, o)}
	term.m.after = term.after
	term.p = tea.NewProgram(term.m, tea.WithContext(ctx), tea.WithInput(r), tea.WithOutput(term.out), tea.WithWindowSize(120, 40),
		tea.WithColorProfile(colorprofile.ANSI256), tea.WithEnvironment([]string{"TERM=xterm-kitty"}), tea.WithoutSignalHandler())
	done := make(chan error, 1)
	go func() { _, err := term.p.Run(); done <- err }()
	t.Cleanup(func() { term.p.Quit(); cancel(); <-done; _ = w.Close() })
	term.first = term.out.rest()
	return term
}

// photoQuestion asks a terminal for its cells, its name and whether it draws pictures.
const photoQuestion = "\x1b[16t\x1b[>q\x1b_Gi=1140850688,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"

const kittySays = "\x1b[6;20;10t\x1bP>|kitty(0.35.2)\x1b\\\x1b_Gi=1140850688;OK\x1b\\"

// What goes to a terminal that draws pictures: the question once, the file once, cells
// that stand for it, nothing at rest, and in the end that it may forget it.
func TestPhotoOnTheWire(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a program to rest")
	}
	from := &fakePhotos{file: jpegFile(t, pattern(300, 200))}
	term := kittyTerminal(t, Options{Photos: from}, withPhotos(damPhoto))
	if n := strings.Count(term.first, "\x1b_G"); n != 1 || !strings.Contains(term.first, photoQuestion) {
		t.Errorf("%d questions", n)
	}
	if _, err := io.WriteString(term.keys, kittySays); err != nil {
		t.Fatal(err)
	}
	if s := term.out.rest(); strings.Contains(s, "\x1b_G") || len(from.asked) > 0 {
		t.Error("a photo was fetched before the story rested")
	}
	sent := term.release() + term.out.rest()
	if len(from.asked) != 1 || from.asked[0] != damPhoto.URL || from.of[0] != term.m.story.Art.ID {
		t.Fatalf("asked for %q", from.asked)
	}
	if len(sent) > 200_000 || !strings.Contains(sent, "\x1b_Ga=T,U=1,f=100,t=d,i=1140850704,p=1,c=36,r=12,q=2,m=1;") {
		t.Errorf("%d bytes sent; no transmission in %q", len(sent), cutTo(sent, 300))
	}
	var data strings.Builder
	for _, piece := range regexp.MustCompile(`\x1b_G[^;]*;([^\x1b]*)\x1b\\`).FindAllStringSubmatch(sent, -1) {
		if len(piece[1]) > 4096 {
			t.Errorf("a piece of %d bytes", len(piece[1]))
		}
		data.WriteString(piece[1])
	}
	file, err := base64.StdEncoding.DecodeString(data.String())
	if _, bad := png.Decode(bytes.NewReader(file)); err != nil || bad != nil {
		t.Errorf("what was sent is no PNG: %v, %v", err, bad)
	}
	// The first cell, and the last of the last row: row 11, column 35.
	for _, cell := range []string{"\U0010eeee\u0305\u0305\u065e", "\U0010eeee\u034c\u0592\u065e"} {
		if !strings.Contains(sent, cell) {
			t.Errorf("no cell %q", cell)
		}
	}
	if n := strings.Count(sent, "\U0010eeee"); n != 36*12 {
		t.Errorf("%d placeholders sent, want %d", n, 36*12)
	}
	if !strings.Contains(sent, "38;5;16m\U0010eeee") {
		t.Error("the cells do not name the picture")
	}
	if s := term.out.rest(); s != "" {
		t.Errorf("%d bytes at rest: %q", len(s), cutTo(s, 200))
	}
	sent = term.press("j") + term.release()
	if !strings.Contains(sent, "a=d,d=I,i=1140850704") {
		t.Error("the picture of the story left is not forgotten")
	}
	term.press("k")
	term.release()
	term.release()
	term.p.Send(press("q"))
	term.p.Wait()
	if s := term.out.rest(); !strings.Contains(s, "a=d,d=I,i=1140850705") {
		t.Errorf("the picture is not forgotten on leaving: %q", cutTo(s, 200))
	}
}

func cutTo(s string, n int) string { return s[:min(len(s), n)] }

// A terminal that cannot, does not answer or is not known gets no picture, and nothing is
// fetched for it.
func TestPhotosOnlyWhereDrawn(t *testing.T) {
	answer := func(payload string) uv.KittyGraphicsEvent { return uv.KittyGraphicsEvent{Payload: []byte(payload)} }
	full := tea.ColorProfileMsg{Profile: colorprofile.TrueColor}
	for _, tt := range []struct {
		name string
		o    Options
		says []tea.Msg
		want int
	}{
		{"kitty", Options{}, []tea.Msg{full, tea.TerminalVersionMsg{Name: "kitty(0.35.2)"}, answer("OK")}, 1},
		{"no answer", Options{}, []tea.Msg{full, tea.TerminalVersionMsg{Name: "kitty(0.35.2)"}}, 0},
		{"cannot", Options{}, []tea.Msg{full, tea.TerminalVersionMsg{Name: "kitty(0.35.2)"}, answer("EINVAL:no")}, 0},
		{"not known", Options{}, []tea.Msg{full, tea.TerminalVersionMsg{Name: "WezTerm 2024"}, answer("OK")}, 0},
		{"not known, but asked for", Options{AnyGraphics: true}, []tea.Msg{full, answer("OK")}, 1},
		{"no colours", Options{}, []tea.Msg{tea.ColorProfileMsg{Profile: colorprofile.ASCII}, tea.TerminalVersionMsg{Name: "kitty(0.35.2)"}, answer("OK")}, 0},
		{"changes its mind", Options{}, []tea.Msg{full, answer("EINVAL"), tea.TerminalVersionMsg{Name: "kitty(0.35.2)"}, answer("OK")}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			from := &fakePhotos{file: pngFile(t, pattern(60, 40))}
			tt.o.Photos = from
			s := newScreen(t, 120, 40, tt.o, withPhotos(damPhoto))
			for _, msg := range tt.says {
				s.send(msg)
			}
			s.rested()
			if n := s.cells(); len(from.asked) != tt.want || (n > 0) != (tt.want > 0) {
				t.Errorf("%d fetched, %d placeholders", len(from.asked), n)
			}
		})
	}
}

// drawn is a screen of a terminal that draws pictures.
func drawn(t *testing.T, w, h int, from Photos, d *fakeDesk) *stage {
	t.Helper()
	s := newScreen(t, w, h, Options{Photos: from, AnyGraphics: true}, d)
	s.send(tea.ColorProfileMsg{Profile: colorprofile.TrueColor})
	s.send(uv.KittyGraphicsEvent{Payload: []byte("OK")})
	return s
}

// rested lets the time pass that a story must be open before its photo is fetched.
func (s *stage) rested() {
	waits := s.waits
	s.waits = nil
	for _, msg := range waits {
		if _, ok := msg.(photo.RestMsg); ok {
			s.send(msg)
		}
	}
}

func (s *stage) cells() int { return strings.Count(s.m.View().Content, "\U0010eeee") }

func TestPhotoHidesAndComesBack(t *testing.T) {
	from := &fakePhotos{file: pngFile(t, pattern(60, 40))}
	s := drawn(t, 120, 40, from, withPhotos(damPhoto))
	s.rested()
	before := s.cells()
	if before != 36*12 {
		t.Fatalf("%d cells", before)
	}
	if s.keys("I"); s.cells() != 0 {
		t.Error("I does not hide it")
	}
	s.keys("I")
	s.rested()
	if s.cells() != before {
		t.Errorf("%d cells after I I", s.cells())
	}
	s.send(tea.ResumeMsg{})
	s.rested()
	if s.cells() != before || len(from.asked) != 3 {
		t.Errorf("%d cells, %d fetched after coming back from the shell", s.cells(), len(from.asked))
	}
	s.send(tea.WindowSizeMsg{Width: 120, Height: 24})
	if n := s.cells(); n != 21*7 && n == before {
		t.Errorf("%d cells in a small window", n)
	}
	s.send(tea.WindowSizeMsg{Width: 40, Height: 12})
	if s.cells() != 0 {
		t.Errorf("%d cells at 40x12", s.cells())
	}
	for i, l := range strings.Split(ansi.Strip(s.m.View().Content), "\n") {
		if w := ansi.WcWidth.StringWidth(l); w != 40 {
			t.Errorf("line %d has %d cells", i, w)
		}
	}
}

// Every line keeps its width with a picture in it.
func TestPhotoLines(t *testing.T) {
	from := &fakePhotos{file: jpegFile(t, pattern(640, 400))}
	for _, size := range [][2]int{{80, 40}, {120, 40}, {200, 60}, {60, 50}} {
		s := drawn(t, size[0], size[1], from, withPhotos(damPhoto))
		s.keys("enter")
		s.send(uv.KittyGraphicsEvent{Payload: []byte("OK")})
		s.rested()
		if s.cells() == 0 {
			t.Errorf("%v: no picture", size)
		}
		for i, l := range strings.Split(ansi.Strip(s.m.View().Content), "\n") {
			if w := ansi.WcWidth.StringWidth(l); w != size[0] {
				t.Errorf("%v: line %d has %d cells", size, i, w)
			}
		}
	}
}

// What went wrong is said in the picture's place.
func TestPhotoFails(t *testing.T) {
	for _, from := range []*fakePhotos{{err: errors.New("403: the server refuses readers like this")}, {file: []byte("GIF89a")}} {
		s := drawn(t, 120, 40, from, withPhotos(damPhoto))
		s.rested()
		s.rested()
		text := ansi.Strip(s.m.View().Content)
		if s.cells() != 0 || !strings.Contains(text, "the photo cannot be shown") || len(from.asked) != 1 {
			t.Errorf("%d cells, asked %d times:\n%s", s.cells(), len(from.asked), text)
		}
	}
}

// Without a photo nothing is asked of the terminal.
func TestPhotoQuestionWaits(t *testing.T) {
	from := &fakePhotos{}
	s := newScreen(t, 80, 24, Options{Photos: from}, withPhotos(news.Image{Alt: "no address"}))
	s.keys("enter")
	if len(s.raw) > 0 {
		t.Errorf("asked without a photo: %q", s.raw)
	}
}
