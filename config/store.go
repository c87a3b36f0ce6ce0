package config

import (
	"errors"
	"fmt"
	"hash/fnv"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"
)

// isURL reports whether a store's name is the address of a database.
func isURL(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// check says what is wrong with the addresses, without telling them: they may hold a
// password.
func (s *Store) check() error {
	switch {
	case s.URL != "" && !isURL(s.URL):
		return errors.New("store.url is no address of a PostgreSQL database; write one like \"postgres://news@db.example/dateline\"")
	case s.ReadURL != "" && !isURL(s.ReadURL):
		return errors.New("store.read_url is no address of a PostgreSQL database; write one like \"postgres://news@replica.example/dateline\"")
	case s.ReadURL != "" && s.URL == "":
		return errors.New("store.read_url names a replica; store.url must name its primary")
	}
	return nil
}

// Name sets which store it is: the path of a file, or the address of a database.
func (s *Store) Name(name string) {
	if isURL(name) {
		s.URL = name
	} else {
		s.Path, s.URL, s.ReadURL = name, "", ""
	}
	s.place()
}

// place fills the path that was not set. Beside a database it is where this machine keeps
// what it makes of the stories.
func (s *Store) place() {
	switch {
	case s.URL != "":
		h := fnv.New64a()
		_, _ = h.Write([]byte(s.Told())) // never fails
		s.Path = filepath.Join(xdg.DataHome, "dateline", fmt.Sprintf("postgres-%x", h.Sum64()))
	case s.Path == "":
		s.Path = filepath.Join(xdg.DataHome, "dateline", "dateline.db")
	}
}

// Told is where the store is, as it may be shown: without user and password.
func (s *Store) Told() string {
	if s.URL == "" {
		return s.Path
	}
	u, err := url.Parse(s.URL)
	if err != nil { // of several hosts
		_, rest, _ := strings.Cut(s.URL, "://")
		rest, _, _ = strings.Cut(rest, "?")
		return "postgres://" + rest[strings.LastIndex(rest, "@")+1:]
	}
	return (&url.URL{Scheme: "postgres", Host: u.Host, Path: u.Path}).String()
}
