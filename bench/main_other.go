//go:build !linux

// Command bench races dateline against plain feed readers. It runs on Linux only: it
// reads what processes use from /proc.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "bench: runs on Linux only")
	os.Exit(1)
}
