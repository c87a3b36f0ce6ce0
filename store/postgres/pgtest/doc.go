// Package pgtest starts a throwaway PostgreSQL for tests, where the machine has one.
package pgtest
