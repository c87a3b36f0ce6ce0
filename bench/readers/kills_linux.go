package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"golang.org/x/crypto/ssh"
)

// killAndLook kills the server n times, each time while a reader stars story after story, and
// looks after the next start whether the stars are there that the server had told of. It
// returns how many those were, and how many of them are lost.
func killAndLook(ctx context.Context, program, dir string, n int) (told, lost int, err error) {
	var before map[string]bool
	for i := range n + 1 {
		h, err := open(ctx, program, dir, n+1, nil)
		if err != nil {
			return told, lost, err
		}
		if i > 0 {
			after, err := h.starred(i - 1)
			if err != nil {
				h.close()
				return told, lost, err
			}
			for id := range before {
				if told++; !after[id] {
					lost++
				}
			}
		}
		if i == n {
			h.close()
			break
		}
		if before, err = h.starAndDie(ctx, i); err != nil {
			return told, lost, fmt.Errorf("kill %d: %w", i, err)
		}
	}
	return told, lost, nil
}

// starAndDie has a reader star stories until the server is killed, and returns the stars that it
// told of before.
func (h *house) starAndDie(ctx context.Context, i int) (told map[string]bool, err error) {
	defer func() {
		_ = h.cmd.Process.Kill()
		_ = h.cmd.Wait()
	}()
	r, err := h.login(ctx, i)
	if err != nil {
		return nil, err
	}
	defer r.close()
	for range 2 + rand.IntN(8) {
		if _, err := r.in.Write([]byte("*j")); err != nil {
			return nil, err
		}
		time.Sleep(time.Duration(rand.IntN(30)) * time.Millisecond)
	}
	time.Sleep(200 * time.Millisecond)
	if told, err = h.starred(i); err != nil {
		return nil, err
	}
	_, err = r.in.Write([]byte("*j*j*j*j")) // under way
	time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
	return told, err
}

// starred asks as a reader for what is starred.
func (h *house) starred(i int) (map[string]bool, error) {
	key, err := signer(i)
	if err != nil {
		return nil, err
	}
	c, err := ssh.Dial("tcp", h.addr, &ssh.ClientConfig{User: "x", Auth: []ssh.AuthMethod{ssh.PublicKeys(key)},
		HostKeyCallback: ssh.InsecureIgnoreHostKey(), Timeout: time.Minute})
	if err != nil {
		return nil, err
	}
	defer c.Close()
	s, err := c.NewSession()
	if err != nil {
		return nil, err
	}
	out, err := s.Output("search is:starred --json")
	if err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var row struct{ Story string }
		if err := d.Decode(&row); err != nil {
			return nil, err
		}
		ids[row.Story] = true
	}
	return ids, nil
}
