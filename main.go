// Dateline is a newsreader for the terminal that marks who says what.
package main

import (
	"context"
	_ "embed"
	"os"
	"os/signal"
	"syscall"

	"dateline/cli"
)

// notice says what the facts and weights in the program are made from.
//
//go:embed NOTICE.md
var notice string

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	// A reader of our output that goes away is a failed write then, and no sudden end.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	os.Exit(cli.Run(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Notice: notice}))
}
