package news

import "errors"

// Sentinels that callers branch on.
var (
	ErrNotFound  = errors.New("not found")
	ErrExists    = errors.New("is already there")
	ErrNewerFile = errors.New("written by a newer dateline")
	ErrReadOnly  = errors.New("cannot be written")
)
