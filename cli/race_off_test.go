//go:build !race

package cli

// racing says that the race detector watches.
const racing = false
