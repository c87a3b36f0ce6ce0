package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dateline/desk"
	"dateline/news"
)

// subscriptions is a desk for the screens, which may also name files to import from and
// export to.
type subscriptions struct{ *desk.Desk }

// maxImport bounds a list of subscriptions, in bytes.
const maxImport = 16 << 20

// Import subscribes to the feeds of an OPML or newsboat urls file.
func (s subscriptions) Import(ctx context.Context, path string) (news.Imported, error) {
	f, err := os.Open(homely(path))
	if err != nil {
		return news.Imported{}, err
	}
	defer f.Close()
	document, err := io.ReadAll(io.LimitReader(f, maxImport+1))
	if err != nil {
		return news.Imported{}, err
	}
	if len(document) > maxImport {
		return news.Imported{}, fmt.Errorf("%s is over %d MiB; that is no list of feeds", path, maxImport>>20)
	}
	return s.ImportFeeds(ctx, document)
}

// Export writes the subscriptions to a new file: OPML, or newsboat's form when the name
// is "urls" or ends in ".urls" or ".txt". It does not write over a file.
func (s subscriptions) Export(ctx context.Context, path string) (int, error) {
	base := strings.ToLower(filepath.Base(path))
	urls := base == "urls" || strings.HasSuffix(base, ".urls") || strings.HasSuffix(base, ".txt")
	document, err := s.ExportFeeds(ctx, urls)
	if err != nil {
		return 0, err
	}
	if err := writeNew(homely(path), document); err != nil {
		return 0, err
	}
	feeds, err := s.Feeds(ctx)
	return len(feeds), err
}

// listsFrom is a desk for screens whose reader has no file on this machine: a list of feeds
// is at an address, or was pasted.
type listsFrom struct {
	subscriptions
	lists interface {
		List(ctx context.Context, address string, now time.Time) ([]byte, error)
	}
	now func() time.Time
}

// Import subscribes to the feeds of a list, or of the one at an address.
func (s listsFrom) Import(ctx context.Context, text string) (news.Imported, error) {
	document := []byte(text)
	if !strings.HasPrefix(text, "<") {
		var err error
		if document, err = s.lists.List(ctx, text, s.now().UTC()); err != nil {
			return news.Imported{}, err
		}
	}
	return s.ImportFeeds(ctx, document)
}

// Export writes nothing here.
func (listsFrom) Export(context.Context, string) (int, error) {
	return 0, errors.New("no file is written on the server")
}

// homely reads "~/" at the beginning of a path, as shells do.
func homely(path string) string {
	rest, ok := strings.CutPrefix(path, "~/")
	home, err := os.UserHomeDir()
	if !ok || err != nil {
		return path
	}
	return filepath.Join(home, rest)
}
