package edition

import (
	"bytes"
	"image/png"
	"io"
	"net/http"
	"regexp"
	"testing"
	"time"
)

// Every photo that a document names is served, small, and a picture.
func TestPictures(t *testing.T) {
	net, found := Transport(time.Unix(1.7e9, 0)), 0
	for _, f := range Feeds() {
		doc, err := expand(f.document, time.Unix(1.7e9, 0), States-1)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`<media:content url="([^"]*)"`).FindAllSubmatch(doc, -1) {
			found++
			req, _ := http.NewRequest(http.MethodGet, string(m[1]), nil)
			res, err := net.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			file, _ := io.ReadAll(res.Body)
			if _, err := png.Decode(bytes.NewReader(file)); err != nil || len(file) > 4<<10 || res.Header.Get("Content-Type") != "image/png" {
				t.Errorf("%s: %d bytes, %v", m[1], len(file), err)
			}
		}
	}
	if found < 2 {
		t.Errorf("%d photos", found)
	}
}
