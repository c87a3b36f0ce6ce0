package config

import (
	"strings"
	"testing"
)

func TestStoreIsTold(t *testing.T) {
	for _, row := range []struct{ name, store, want string }{
		{"a file", "/var/news.db", "/var/news.db"},
		{"a database", "postgres://me:sesame@db.example:5433/news?sslmode=require", "postgres://db.example:5433/news"},
		{"several hosts", "postgres://me:sesame@one:5432,two:5433/news", "postgres://one:5432,two:5433/news"},
		{"a password in the query", "postgresql://db.example/news?password=sesame", "postgres://db.example/news"},
		{"an odd password", "postgres://me:se%zzsame@db.example/news", "postgres://db.example/news"},
	} {
		t.Run(row.name, func(t *testing.T) {
			var s Store
			s.Name(row.store)
			if got := s.Told(); got != row.want {
				t.Errorf("%q, want %q", got, row.want)
			}
			if strings.Contains(s.Path, "sesame") || s.Path == "" {
				t.Errorf("the place beside it is %q", s.Path)
			}
		})
	}
}

func TestStoreAddressesAreChecked(t *testing.T) {
	for _, row := range []struct {
		name, url, read string
		ok              bool
	}{
		{"none", "", "", true},
		{"both", "postgres://a/b", "postgres://c/b", true},
		{"another kind", "mysql://me:sesame@a/b", "", false},
		{"a replica of nothing", "", "postgres://c/b", false},
		{"another kind of replica", "postgres://a/b", "http://me:sesame@c", false},
	} {
		t.Run(row.name, func(t *testing.T) {
			c := Default()
			c.Store.URL, c.Store.ReadURL = row.url, row.read
			err := c.Validate()
			if (err == nil) != row.ok || err != nil && strings.Contains(err.Error(), "sesame") {
				t.Errorf("got %v", err)
			}
		})
	}
}
