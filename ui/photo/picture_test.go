package photo

import (
	"bytes"
	"context"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

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
