// Package store is the contract that every backend keeps: what dateline remembers
// and how it is asked. Package storetest holds every backend to it.
package store

// Store keeps feeds, stories and each user's marks (ground truth) and what the
// engines found in the stories (derived; may be dropped and made again).
//
// All methods are safe for concurrent use, by several processes on one store too.
// A method that returns without error has made its change durable: it survives
// kill -9. Methods that name a missing feed or story return news.ErrNotFound.
type Store interface {
	Subscriptions
	Filer
	Indexes
	Lister
	Archive
	Marker
	Notes
	Watchlist
	Keeper
}
