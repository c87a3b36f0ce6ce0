package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"dateline/news"
	"dateline/store"
	"dateline/ui"
)

// save is what writes stories to files, nil where this machine is not the reader's.
func (s *seat) save(from store.Store, zone *time.Location) ui.Saver {
	if s.served {
		return nil
	}
	user := s.user
	return func(ctx context.Context, id news.StoryID, path string) (string, error) {
		art, err := from.Article(ctx, user, id)
		if err != nil {
			return "", err
		}
		var text bytes.Buffer
		if err := writeArticle(&text, &art, zone, false); err != nil {
			return "", err
		}
		if path == "" {
			path = fileName(art.Title) + ".txt"
		}
		path = homely(path)
		return folded(path), writeNew(path, text.Bytes())
	}
}

// folded is a path from the root on, to be shown: the user's folder as ~.
func folded(path string) string {
	whole, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if home, err := os.UserHomeDir(); err == nil {
		if rest, ok := strings.CutPrefix(whole, strings.TrimSuffix(home, "/")+"/"); ok {
			whole = "~/" + rest
		}
	}
	return news.CleanLine(whole)
}

// maxFileName bounds the name of a file that is made of a headline, in bytes.
const maxFileName = 80

// fileName is a headline as the name of a file: its letters and digits, the words joined by
// hyphens.
func fileName(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	name := ""
	for _, w := range words {
		if len(name)+1+len(w) > maxFileName {
			break
		}
		name = strings.TrimPrefix(name+"-"+w, "-")
	}
	if name == "" {
		return "story"
	}
	return name
}

// writeNew writes a file that is not there yet.
func writeNew(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if os.IsExist(err) {
		return fmt.Errorf("%s is there already; name another file", path)
	}
	if err != nil {
		return err
	}
	if _, err := f.Write(content); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", path, err), f.Close())
	}
	return f.Close()
}
