package ui

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
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

// headed is a PNG file whose head claims a size, with a right checksum.
func headed(t testing.TB, w, h uint32) []byte {
	f := pngFile(t, image.NewGray(image.Rect(0, 0, 2, 2)))
	for i, v := range []uint32{w, h} {
		for j := range 4 {
			f[16+4*i+j] = byte(v >> (24 - 8*j))
		}
	}
	sum := crc32.ChecksumIEEE(f[12:29])
	for j := range 4 {
		f[29+j] = byte(sum >> (24 - 8*j))
	}
	return f
}

// scanned is a progressive JPEG of empty scans over one grey field, each of a few bytes.
func scanned(w, h, scans int) []byte {
	f := []byte("\xff\xd8\xff\xdb\x00\x43\x00" + strings.Repeat("\x01", 64))
	f = append(f, 0xff, 0xc2, 0, 11, 8, byte(h>>8), byte(h), byte(w>>8), byte(w), 1, 1, 0x11, 0)
	f = append(f, 0xff, 0xc4, 0, 20, 0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)    // a difference of 0
	f = append(f, 0xff, 0xc4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xe0) // 16384 blocks of nothing
	blocks := ((w + 7) / 8) * ((h + 7) / 8)
	f = append(f, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0)
	f = append(f, make([]byte, blocks/8+1)...)
	for range scans - 1 {
		f = append(f, 0xff, 0xda, 0, 8, 1, 1, 0, 1, 63, 0)
		f = append(f, make([]byte, (blocks/16384+1)*15/8+1)...)
	}
	return append(f, 0xff, 0xd9)
}

func TestDevelop(t *testing.T) {
	var g bytes.Buffer
	if err := gif.Encode(&g, image.NewGray(image.Rect(0, 0, 9, 9)), nil); err != nil {
		t.Fatal(err)
	}
	photo := jpegFile(t, pattern(300, 200))
	withExif := append([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00SECRET\x1b["), photo[2:]...)
	for _, tt := range []struct {
		name  string
		file  []byte
		want  image.Point
		wrong string
	}{
		{"a JPEG", photo, image.Pt(300, 200), ""},
		{"words in it", withExif, image.Pt(300, 200), ""},
		{"a PNG made smaller", pngFile(t, image.NewGray(image.Rect(0, 0, 1200, 600))), image.Pt(400, 200), ""},
		{"a tall one", jpegFile(t, image.NewGray(image.Rect(0, 0, 100, 1000))), image.Pt(24, 240), ""},
		{"a hair", pngFile(t, image.NewGray(image.Rect(0, 0, 2, 4000))), image.Pt(1, 240), ""},
		{"a bomb", headed(t, 100_000, 100_000), image.Point{}, "too large: 100000 by 100000"},
		{"one whose area overflows", headed(t, 1<<31-1, 1<<31-1), image.Point{}, "it "},
		{"a progressive JPEG", scanned(1200, 600, 12), image.Pt(400, 200), ""},
		{"one of many scans", scanned(64, 32, 2000), image.Pt(64, 32), ""},
		{"one whose scans never end", scanned(3400, 3400, 3000), image.Point{}, "drawn over too often: 3000 scans of 3400 by 3400"},
		{"as many scans as may be", scanned(2000, 1000, 60), image.Pt(400, 200), ""},
		{"one more", scanned(2000, 1000, 61), image.Point{}, "drawn over too often"},
		{"no height", headed(t, 10, 0), image.Point{}, "it "},
		{"a point", pngFile(t, image.NewGray(image.Rect(0, 0, 1, 1))), image.Point{}, "single line or point"},
		{"cut off", photo[:len(photo)/2], image.Point{}, "broken or cut off"},
		{"cut off in the head", photo[:20], image.Point{}, "no JPEG or PNG"},
		{"larger than its data", headed(t, 500, 500), image.Point{}, "broken or cut off"},
		{"a GIF", g.Bytes(), image.Point{}, "no JPEG or PNG"},
		{"words", []byte("<html>\x1b[31m"), image.Point{}, "no JPEG or PNG"},
		{"nothing", nil, image.Point{}, "no JPEG or PNG"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sent, size, err := develop(t.Context(), tt.file, image.Pt(400, 240))
			if tt.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), tt.wrong) || strings.ContainsRune(err.Error(), 0x1b) {
					t.Fatalf("error %v, want %q", err, tt.wrong)
				}
				return
			}
			if err != nil || size.X > tt.want.X || size.Y > tt.want.Y || len(sent) > maxSent {
				t.Fatalf("%v, %d bytes, %v; want %v", size, len(sent), err, tt.want)
			}
			if len(sent) < maxSent/2 && size != tt.want {
				t.Errorf("%v, want %v", size, tt.want)
			}
			if c, err := png.DecodeConfig(bytes.NewReader(sent)); err != nil || image.Pt(c.Width, c.Height) != size {
				t.Errorf("sent a PNG of %v, %v", c, err)
			}
			if bytes.Contains(sent, []byte("SECRET")) {
				t.Error("words of the file are sent")
			}
		})
	}
}

// TestDevelopEnds leaves a story while its picture is being made small.
func TestDevelopEnds(t *testing.T) {
	left, leave := context.WithCancel(t.Context())
	leave()
	for _, file := range [][]byte{scanned(2000, 1000, 20), pngFile(t, image.NewGray(image.Rect(0, 0, 2000, 1000)))} {
		if _, _, err := develop(left, file, image.Pt(400, 240)); !errors.Is(err, context.Canceled) {
			t.Errorf("went on to the end: %v", err)
		}
	}
}

func TestShrinkAverages(t *testing.T) {
	img := image.NewNRGBA(image.Rect(5, 5, 9, 7)) // not at 0, 0
	for x := 5; x < 9; x++ {
		for y := 5; y < 7; y++ {
			img.Set(x, y, color.NRGBA{uint8(x % 2 * 200), 100, 0, 255})
		}
	}
	if c := shrink(img, image.Pt(2, 1)).RGBAAt(1, 0); c != (color.RGBA{100, 100, 0, 255}) {
		t.Errorf("got %v", c)
	}
}

func FuzzDevelop(f *testing.F) {
	f.Add(scanned(16, 16, 3))
	f.Add(pngFile(f, pattern(9, 7)))
	f.Add(jpegFile(f, pattern(9, 7)))
	f.Add(headed(f, 3000, 3000))
	f.Fuzz(func(t *testing.T, file []byte) {
		sent, size, err := develop(t.Context(), file, image.Pt(40, 40))
		if err == nil && (len(sent) > maxSent || size.X < 1 || size.Y < 1 || size.X > 40 || size.Y > 40) {
			t.Errorf("%d bytes, %v", len(sent), size)
		}
	})
}

func TestFitted(t *testing.T) {
	for _, tt := range []struct{ size, box, cell, want image.Point }{
		{image.Pt(300, 200), image.Pt(80, 12), image.Pt(10, 20), image.Pt(36, 12)},
		{image.Pt(3000, 200), image.Pt(80, 12), image.Pt(10, 20), image.Pt(80, 3)},
		{image.Pt(9000, 2), image.Pt(80, 12), image.Pt(10, 20), image.Pt(80, 1)},
		{image.Pt(2, 9000), image.Pt(80, 12), image.Pt(10, 20), image.Pt(1, 12)},
		{image.Pt(400, 400), image.Pt(80, 5), image.Pt(8, 16), image.Pt(10, 5)},
	} {
		if got := fitted(tt.size, tt.box, tt.cell); got != tt.want {
			t.Errorf("%v in %v: got %v, want %v", tt.size, tt.box, got, tt.want)
		}
	}
}

func TestDrawsAmongText(t *testing.T) {
	for name, want := range map[string]bool{
		"kitty(0.35.2)": true, "kitty(0.28.0)": true, "kitty(0.27.1)": false, "kitty(1.0)": true, "kitty(": false, "ghostty 1.1.3": true,
		"WezTerm 20240203": false, "Konsole 24.02.0": false, "tmux 3.4": false, "XTerm(390)": false, "": false,
	} {
		if got := drawsAmongText(name); got != want {
			t.Errorf("%q: got %v", name, got)
		}
	}
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

const kittySays = "\x1b[6;20;10t\x1bP>|kitty(0.35.2)\x1b\\\x1b_Gi=1140850688;OK\x1b\\"

// What goes to a terminal that draws pictures: the question once, the file once, cells
// that stand for it, nothing at rest, and in the end that it may forget it.
func TestPhotoOnTheWire(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a program to rest")
	}
	from := &fakePhotos{file: jpegFile(t, pattern(300, 200))}
	term := kittyTerminal(t, Options{Photos: from}, withPhotos(damPhoto))
	if n := strings.Count(term.first, "\x1b_G"); n != 1 || !strings.Contains(term.first, question()) {
		t.Errorf("%d questions", n)
	}
	if _, err := io.WriteString(term.keys, kittySays); err != nil {
		t.Fatal(err)
	}
	if s := term.out.rest(); strings.Contains(s, "\x1b_G") || len(from.asked) > 0 {
		t.Error("a photo was fetched before the story rested")
	}
	sent := term.release() + term.out.rest()
	if len(from.asked) != 1 || from.asked[0] != damPhoto.URL || from.of[0] != term.m.story.art.ID {
		t.Fatalf("asked for %q", from.asked)
	}
	if len(sent) > 200_000 || !strings.Contains(sent, "\x1b_Ga=T,U=1,f=100,t=d,i=1140850704,p=1,c=36,r=12,q=2,m=1;") {
		t.Errorf("%d bytes sent; no transmission in %q", len(sent), cutTo(sent, 300))
	}
	var data strings.Builder
	for _, piece := range regexp.MustCompile(`\x1b_G[^;]*;([^\x1b]*)\x1b\\`).FindAllStringSubmatch(sent, -1) {
		if len(piece[1]) > maxChunk {
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
	if !strings.Contains(sent, remove(16)) {
		t.Error("the picture of the story left is not forgotten")
	}
	term.press("k")
	term.release()
	term.release()
	term.p.Send(press("q"))
	term.p.Wait()
	if s := term.out.rest(); !strings.Contains(s, remove(17)) {
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
			s.send(photoRestMsg{s.m.photos.n})
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

func (s *stage) cells() int { return strings.Count(s.m.View().Content, "\U0010eeee") }

func TestPhotoHidesAndComesBack(t *testing.T) {
	from := &fakePhotos{file: pngFile(t, pattern(60, 40))}
	s := drawn(t, 120, 40, from, withPhotos(damPhoto))
	s.send(photoRestMsg{s.m.photos.n})
	before := s.cells()
	if before != 36*12 {
		t.Fatalf("%d cells", before)
	}
	if s.keys("I"); s.cells() != 0 {
		t.Error("I does not hide it")
	}
	s.keys("I")
	s.send(photoRestMsg{s.m.photos.n})
	if s.cells() != before {
		t.Errorf("%d cells after I I", s.cells())
	}
	s.send(tea.ResumeMsg{})
	s.send(photoRestMsg{s.m.photos.n})
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

// Every line keeps its width with a picture in it, and a late picture is dropped.
func TestPhotoLines(t *testing.T) {
	from := &fakePhotos{file: jpegFile(t, pattern(640, 400))}
	for _, size := range [][2]int{{80, 40}, {120, 40}, {200, 60}, {60, 50}} {
		s := drawn(t, size[0], size[1], from, withPhotos(damPhoto))
		s.keys("enter")
		s.send(uv.KittyGraphicsEvent{Payload: []byte("OK")})
		late := s.m.photos.n
		s.send(photoRestMsg{late})
		if s.cells() == 0 {
			t.Errorf("%v: no picture", size)
		}
		for i, l := range strings.Split(ansi.Strip(s.m.View().Content), "\n") {
			if w := ansi.WcWidth.StringWidth(l); w != size[0] {
				t.Errorf("%v: line %d has %d cells", size, i, w)
			}
		}
		s.keys("j", "j", "j", "k")
		s.m.wantPhoto()
		s.send(photoMsg{n: late - 1, png: []byte("x"), size: image.Pt(1, 1)})
		if s.m.photos.size == image.Pt(1, 1) {
			t.Errorf("%v: a late picture is shown", size)
		}
	}
}

// What went wrong is said in the picture's place.
func TestPhotoFails(t *testing.T) {
	for _, from := range []*fakePhotos{{err: errors.New("403: the server refuses readers like this")}, {file: []byte("GIF89a")}} {
		s := drawn(t, 120, 40, from, withPhotos(damPhoto))
		s.send(photoRestMsg{s.m.photos.n})
		s.send(photoRestMsg{s.m.photos.n})
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
	if s.m.photos.draws != unasked {
		t.Error("asked without a photo")
	}
	if got := fmt.Sprintf("%q", question()); got != `"\x1b[16t\x1b[>q\x1b_Gi=1140850688,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"` {
		t.Errorf("question is %s", got)
	}
}
