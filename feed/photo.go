package feed

import (
	"bytes"
	"context"
	"net/http"
	"time"
)

// maxPhoto bounds a picture, in bytes as sent and as unpacked.
const maxPhoto = 4 << 20

// Photo fetches the picture at an address, which stands in the feed at from, by the rules of
// all fetches of a client (turns of the host, checked addresses, deadlines) and returns the file: JPEG or PNG by its first bytes, at
// most 4 MiB. Nothing else of it is looked at. The error is an *Error, or ctx's.
func (c *Client) Photo(ctx context.Context, from, address string, now time.Time) ([]byte, error) {
	u, err := ParseURL(address)
	if err != nil {
		return nil, err
	}
	p, err := c.get(ctx, u, request{accept: "image/jpeg, image/png;q=0.9", limit: maxPhoto, inside: c.allows(from)}, now)
	if err != nil {
		return nil, err
	}
	if p.body == nil {
		return nil, failed(KindStatus, u, "the server says that nothing has changed (304) to one who never asked before")
	}
	defer p.body.release()
	data := p.body.Bytes()
	if len(data) > maxPhoto {
		return nil, failed(KindSize, u, "the picture is larger than %d MiB", maxPhoto>>20)
	}
	switch http.DetectContentType(data) {
	case "image/jpeg", "image/png":
		return bytes.Clone(data), nil
	}
	return nil, failed(KindPage, u, "the address leads to no JPEG or PNG picture")
}
