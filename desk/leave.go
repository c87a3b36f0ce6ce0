package desk

import (
	"context"
	"time"
)

// leaveAfter is how long the desk, once it is to end, waits for work that does not
// answer. Such work is left behind: the process ends without it.
const leaveAfter = 700 * time.Millisecond

// answer returns what comes on c. When ctx ends first, c has leaveAfter to answer; then
// ok is false and whoever sends is left behind, so c must have room.
func answer[T any](ctx context.Context, c <-chan T) (v T, ok bool) {
	select {
	case v = <-c:
		return v, true
	case <-ctx.Done():
	}
	late := time.NewTimer(leaveAfter)
	defer late.Stop()
	select {
	case v = <-c:
		return v, true
	case <-late.C:
		return v, false
	}
}
