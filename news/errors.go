package news

import (
	"errors"
	"fmt"
)

// Sentinels that callers branch on. ErrDiskFull is an ErrReadOnly.
var (
	ErrNotFound  = errors.New("not found")
	ErrExists    = errors.New("is already there")
	ErrNewerFile = errors.New("written by a newer dateline")
	ErrReadOnly  = errors.New("cannot be written")
	ErrDiskFull  = fmt.Errorf("the disk is full: %w", ErrReadOnly)
)
