package photo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
)

// Bounds on a picture: what may be decoded, in pixels; its pixels times the scans that
// go over them, which a JPEG of few bytes may repeat thousands of times; the longer side
// of what is made of it; and what is sent to the terminal, in bytes before they are
// written in base64.
const (
	maxPixels  = 12_000_000
	maxScanned = 10 * maxPixels
	maxSide    = 2_000
	maxSent    = 140 << 10
)

// develop makes of a JPEG or PNG file the PNG that a terminal is sent: no larger than
// the box, in pixels, and than maxSent. Nothing of the file but its pixels goes into it.
// How large a picture is and what it costs is looked at before it is decoded; the work
// ends early with ctx.
func develop(ctx context.Context, file []byte, box image.Point) (sent []byte, size image.Point, err error) {
	img, err := decode(ctx, file)
	if err != nil {
		return nil, image.Point{}, err
	}
	full := img.Bounds().Size()
	box = image.Pt(min(box.X, maxSide), min(box.Y, maxSide))
	for scale := math.Min(1, math.Min(float64(box.X)/float64(full.X), float64(box.Y)/float64(full.Y))); ; {
		size = image.Pt(max(int(float64(full.X)*scale), 1), max(int(float64(full.Y)*scale), 1))
		small := shrink(img, size)
		if ctx.Err() != nil {
			return nil, size, ctx.Err()
		}
		var out bytes.Buffer
		if err := png.Encode(&out, small); err != nil {
			return nil, size, fmt.Errorf("encode the picture: %w", err)
		}
		if out.Len() <= maxSent {
			return out.Bytes(), size, nil
		}
		img = small
		scale *= math.Min(0.9, math.Sqrt(float64(maxSent)/float64(out.Len())))
	}
}

// decode reads a picture of a reasonable size.
func decode(ctx context.Context, file []byte) (image.Image, error) {
	config, whole, scans := png.DecodeConfig, png.Decode, 1
	if bytes.HasPrefix(file, []byte("\xff\xd8")) {
		config, whole, scans = jpeg.DecodeConfig, jpeg.Decode, mostScans(file)
	}
	c, err := config(bytes.NewReader(file))
	switch {
	case err != nil:
		return nil, errors.New("it is no JPEG or PNG picture")
	case c.Width < 2 || c.Height < 2:
		return nil, errors.New("it is a single line or point")
	case c.Width > maxPixels/c.Height:
		return nil, fmt.Errorf("it is too large: %d by %d pixels", c.Width, c.Height)
	case c.Width*c.Height > maxScanned/max(scans, 1):
		return nil, fmt.Errorf("it is drawn over too often: %d scans of %d by %d pixels", scans, c.Width, c.Height)
	}
	img, err := whole(&untilDone{ctx, bytes.NewReader(file)})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, errors.New("the picture is broken or cut off")
	}
	return img, nil
}

// mostScans is how many scans a JPEG file has at most: every one begins with this
// marker, however the rest is read. A thumbnail's counts too.
func mostScans(file []byte) int { return bytes.Count(file, []byte("\xff\xda")) }

// untilDone reads in small pieces until its context ends, which is how a decoder that
// knows no context is stopped.
type untilDone struct {
	ctx  context.Context
	from io.Reader
}

func (u *untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.from.Read(p[:min(len(p), 512)])
}

// shrink averages the pixels of img that fall on each pixel of the result, on black
// where they are transparent. size is no larger than img.
func shrink(img image.Image, size image.Point) *image.RGBA {
	at := func(x, y int) color.RGBA64 { return color.RGBA64Model.Convert(img.At(x, y)).(color.RGBA64) }
	if fast, ok := img.(image.RGBA64Image); ok {
		at = fast.RGBA64At
	}
	b, out := img.Bounds(), image.NewRGBA(image.Rectangle{Max: size})
	for y := range size.Y {
		top, bottom := b.Min.Y+y*b.Dy()/size.Y, b.Min.Y+(y+1)*b.Dy()/size.Y
		for x := range size.X {
			left, right := b.Min.X+x*b.Dx()/size.X, b.Min.X+(x+1)*b.Dx()/size.X
			var r, g, bl uint64
			for sy := top; sy < bottom; sy++ {
				for sx := left; sx < right; sx++ {
					c := at(sx, sy)
					r, g, bl = r+uint64(c.R), g+uint64(c.G), bl+uint64(c.B)
				}
			}
			n := uint64((bottom-top)*(right-left)) << 8
			out.SetRGBA(x, y, color.RGBA{uint8(r / n), uint8(g / n), uint8(bl / n), 0xff})
		}
	}
	return out
}
