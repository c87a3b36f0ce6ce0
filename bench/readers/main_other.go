//go:build !linux

// Command readers measures a served newsroom. It measures processes as Linux counts them.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "readers: only on Linux")
	os.Exit(2)
}
