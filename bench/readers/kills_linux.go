package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"time"
)

// killing kills servers, each time while a reader stars story after story, and looks whether
// the stars are there that the killed one had told of.
type killing struct {
	program, dir string
	database     string // of two servers; "" for one server and its file
	kills        int
}

// run returns how many stars were told of, and how many of them are lost.
func (k *killing) run(ctx context.Context) (told, lost int, err error) {
	if k.database != "" {
		if err := k.move(ctx); err != nil {
			return 0, 0, err
		}
	}
	victim, err := k.open(ctx)
	if err != nil {
		return 0, 0, err
	}
	var witness *house
	if k.database != "" {
		if witness, err = k.open(ctx); err != nil {
			return 0, 0, err
		}
	}
	for i := range k.kills {
		before, err := victim.starAndDie(ctx, i)
		if err != nil {
			return told, lost, fmt.Errorf("kill %d: %w", i, err)
		}
		if victim, err = k.open(ctx); err != nil {
			return told, lost, err
		}
		if witness != nil {
			victim, witness = witness, victim // who saw it dies next
		}
		after, err := victim.starred(i)
		if err != nil {
			return told, lost, err
		}
		for id := range before {
			if told++; !after[id] {
				lost++
			}
		}
	}
	victim.close()
	if witness != nil {
		witness.close()
	}
	return told, lost, nil
}

// open starts a server.
func (k *killing) open(ctx context.Context) (*house, error) {
	return open(ctx, k.program, k.dir, k.kills, nil, k.database)
}

// move carries the archive over to the database.
func (k *killing) move(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, k.program, "migrate", "--from", "sqlite:"+filepath.Join(k.dir, "stories.db"), "--to", k.database)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("migrate: %w: %s", err, out)
	}
	return nil
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
	c, err := h.dial(i)
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
