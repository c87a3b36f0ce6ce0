package edition

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// picture draws the photo at an address of the edition as a PNG file, nil when there is
// none. They are drawn, not stored: a few shapes on 240 by 160 points.
func picture(address string) []byte {
	const host = "https://feeds.meridian.example/photos/"
	draw := map[string]func(*canvas){host + "freighter.png": freighter, host + "rocket.png": rocket}[address]
	if draw == nil {
		return nil
	}
	c := &canvas{image.NewRGBA(image.Rect(0, 0, 240, 160))}
	draw(c)
	var out bytes.Buffer
	if png.Encode(&out, c) != nil {
		return nil
	}
	return out.Bytes()
}

// canvas is what a picture is drawn on.
type canvas struct{ *image.RGBA }

// fill colours the points for which in holds.
func (c *canvas) fill(r, g, b uint8, in func(x, y int) bool) {
	for y := range 160 {
		for x := range 240 {
			if in(x, y) {
				c.SetRGBA(x, y, color.RGBA{r, g, b, 0xff})
			}
		}
	}
}

// box holds the points between two columns and two rows, those on the columns and on the
// lower row left out.
func box(left, right, top, bottom int) func(x, y int) bool {
	return func(x, y int) bool { return x > left && x < right && y >= top && y < bottom }
}

// freighter is a ship on a grey sea, a tug before it.
func freighter(c *canvas) {
	c.fill(176, 196, 212, func(_, y int) bool { return y < 100 })
	c.fill(62, 92, 112, func(x, y int) bool { return y >= 100+(x/12)%2 })
	c.fill(150, 52, 44, func(x, y int) bool { return y >= 84 && y < 108 && x > 40+(y-84)/2 && x < 170-(y-84)/2 })
	c.fill(236, 232, 220, box(48, 72, 58, 84))
	c.fill(208, 160, 70, func(x, y int) bool { return y >= 70 && y < 84 && x > 80 && x < 160 && x%20 > 2 })
	c.fill(36, 44, 52, box(200, 228, 96, 108))
	c.fill(36, 44, 52, box(208, 218, 88, 96))
	c.fill(30, 30, 30, func(x, y int) bool { return y == 96 && x >= 168 && x <= 200 })
}

// rocket is a rocket on its stand against the evening sky.
func rocket(c *canvas) {
	for y := range 160 {
		c.fill(uint8(40+y), uint8(50+y/2), uint8(110-y/4), func(_, at int) bool { return at == y })
	}
	c.fill(38, 40, 44, func(_, y int) bool { return y >= 140 })
	c.fill(90, 92, 96, func(x, y int) bool {
		return y > 20 && y < 140 && (x == 92 || x == 104 || x > 92 && x < 104 && (y+x)%12 == 0)
	})
	c.fill(240, 240, 236, box(112, 128, 44, 136))
	c.fill(200, 60, 50, func(x, y int) bool { return y >= 20 && y < 44 && (x-120)*(x-120)*9 < (y-20)*(y-20) })
	c.fill(200, 60, 50, func(x, y int) bool { return y >= 118 && y < 138 && x > 118-(y-112)/2 && x < 122+(y-112)/2 })
}
