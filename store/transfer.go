package store

import (
	"context"

	"dateline/news"
)

// Inventory is what a Store may be besides: one that tells what nobody can ask for by name.
// Who carries a store over to another needs it.
type Inventory interface {
	// Users returns everybody who ever asked for something.
	Users(ctx context.Context) ([]news.User, error)
	// Settings returns all small named values of a user.
	Settings(ctx context.Context, user news.User) (map[string]string, error)
}
