package feed

import (
	"bytes"
	"context"
	"time"
)

// List fetches a list of feeds (OPML, or newsboat's urls) at an address that somebody
// typed. Nobody on the list, and no redirect of it, leads to a private host.
func (c *Client) List(ctx context.Context, address string, now time.Time) ([]byte, error) {
	u, err := ParseURL(address)
	if err != nil {
		return nil, err
	}
	p, err := c.get(ctx, u, request{accept: "text/x-opml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"}, now)
	if err != nil {
		return nil, err
	}
	if p.body == nil {
		return nil, failed(KindStatus, u, "the server says that nothing has changed (304) to one who never asked before")
	}
	defer p.body.release()
	return bytes.Clone(p.body.Bytes()), nil
}
