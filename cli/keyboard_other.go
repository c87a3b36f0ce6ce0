//go:build !unix

package cli

import (
	"os"
	"time"
)

// waitReadable does not wait: there is no way to.
func waitReadable(*os.File, time.Duration) bool { return false }
