package main

import (
	"context"
	"net"
	"sync/atomic"
	"time"
)

// knock has strangers connect to addr so many times a minute, each with a few bytes that
// begin no login, until ctx ends. It counts them.
func knock(ctx context.Context, addr string, perMinute int) *atomic.Int64 {
	var n atomic.Int64
	if perMinute <= 0 {
		return &n
	}
	go func() {
		t := time.NewTicker(time.Minute / time.Duration(perMinute))
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-t.C:
			}
			c, err := net.Dial("tcp", addr)
			if err != nil {
				continue
			}
			_, _ = c.Write([]byte("SSH-2.0-x\r\n\x00\x00\xff\xff garbage of a stranger\r\n"))
			_ = c.Close()
			n.Add(1)
		}
	}()
	return &n
}
