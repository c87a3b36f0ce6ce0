package news

import (
	"errors"
	"slices"
)

// Role is what a reader of a shared archive may do.
type Role string

// The roles, from the one that may least. The reader at this machine is an owner.
const (
	Guest  Role = "guest"  // reads what is shared and keeps nothing
	Reader Role = "reader" // has marks, notes, watches and feeds for himself
	Editor Role = "editor" // changes what is shared: feeds, and what is of one event
	Owner  Role = "owner"
)

// Roles lists the roles from the one that may least.
func Roles() []Role { return []Role{Guest, Reader, Editor, Owner} }

// AtLeast reports whether a role may all that another one may. One that is unknown may
// what a guest may.
func (r Role) AtLeast(least Role) bool {
	return max(slices.Index(Roles(), r), 0) >= slices.Index(Roles(), least)
}

// ErrNotAllowed is what a reader is told who may not do what he asked for; the error says
// who may.
var ErrNotAllowed = errors.New("is not allowed")
