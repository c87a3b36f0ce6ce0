//go:build unix

package cli

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// waitReadable waits until f has input or the time is over, and reports which. It
// uses select: on macOS poll knows no terminals.
func waitReadable(f *os.File, wait time.Duration) bool {
	fd := int(f.Fd())
	if fd >= unix.FD_SETSIZE {
		return false
	}
	for until := time.Now().Add(wait); ; {
		var set unix.FdSet
		set.Set(fd)
		left := unix.NsecToTimeval(int64(max(time.Until(until), 0)))
		n, err := unix.Select(fd+1, &set, nil, nil, &left)
		if err != unix.EINTR {
			return err == nil && n > 0
		}
	}
}
