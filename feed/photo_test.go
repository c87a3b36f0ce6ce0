package feed

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestPhoto(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		t.Fatal(err)
	}
	file := b.Bytes()
	canary := serve(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("the canary was asked for %s", r.URL) })
	body := func(media string, data []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			_, _ = w.Write(data)
		}
	}
	endless := func(w http.ResponseWriter, _ *http.Request) {
		for range maxPhoto>>10 + 8 { // without a length
			if _, err := w.Write(append(file[:8:8], make([]byte, 1<<10)...)); err != nil {
				return
			}
			w.(http.Flusher).Flush()
		}
	}
	tests := []struct {
		name    string
		handler http.HandlerFunc
		want    ErrKind
	}{
		{"a picture", body("image/png", file), ""},
		{"of a type its server does not know", body("text/plain", file), ""},
		{"a page said to be a picture", body("image/jpeg", []byte("<html>no</html>")), KindPage},
		{"SVG", body("image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`)), KindPage},
		{"a GIF", body("image/gif", []byte("GIF89a\x01\x00\x01\x00")), KindPage},
		{"nothing", body("image/png", nil), KindPage},
		{"too large", body("image/png", append(file[:len(file):len(file)], make([]byte, maxPhoto)...)), KindSize},
		{"too large, of no said length", endless, KindSize},
		{"not there", http.NotFound, KindStatus},
		{"304", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotModified) }, KindStatus},
		{"redirect to a private address", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, canary.URL+"/", http.StatusFound) }, KindBlocked},
		{"redirect to metadata", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://169.254.169.254/latest/", http.StatusFound)
		}, KindBlocked},
		{"redirect to a file", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}, KindBlocked},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, tt.handler)
			got, err := pictureClient(t, s).Photo(context.Background(), "", "http://stranger.example/p.png", testNow)
			var known *Error
			switch {
			case tt.want == "" && (err != nil || !bytes.Equal(got, file)):
				t.Errorf("%d bytes, %v", len(got), err)
			case tt.want != "" && (!errors.As(err, &known) || known.Kind != tt.want || got != nil):
				t.Errorf("%d bytes, %v; want %s", len(got), err, tt.want)
			}
		})
	}
	if _, err := NewClient(Options{}).Photo(context.Background(), canary.URL, canary.URL, testNow); err == nil || !strings.Contains(err.Error(), "private") && !strings.Contains(err.Error(), "address") {
		t.Errorf("a private address: %v", err)
	}
}

// pictureClient may reach a server and takes bodies of any size that clients take.
func pictureClient(t *testing.T, s *httptest.Server) *Client {
	c := NewClient(Options{})
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	c.direct = toStranger{port, c.direct}
	t.Cleanup(c.Close)
	return c
}
