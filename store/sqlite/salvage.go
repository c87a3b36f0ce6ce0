package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// reopenFresh sets a broken file aside and begins a new one.
func reopenFresh(ctx context.Context, path string, o Options, why error) (*Store, error) {
	aside := fmt.Sprintf("%s.broken-%s", path, o.Now().UTC().Format("20060102-150405"))
	if err := setAside(path, aside); err != nil {
		return nil, fmt.Errorf("set the broken file aside: %w (it is broken: %w)", err, why)
	}
	s, err := open(ctx, path, o)
	if err != nil {
		return nil, err
	}
	s.aside = aside
	return s, nil
}

// setAside moves a database file with its log.
func setAside(path, aside string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		err := os.Rename(path+suffix, aside+suffix)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}
