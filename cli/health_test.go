package cli

import (
	"bytes"
	"context"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dateline/config"
	"dateline/health"
	"dateline/sshd"
)

// "serve status" asks the server over the same store; there may be none.
func TestServeStatus(t *testing.T) {
	room := openTestEdition(t)
	room.cfg = config.Config{Store: config.Store{Path: filepath.Join(t.TempDir(), "stories.db")}}
	room.logged = new(health.Log)
	m := monitored{metrics: "127.0.0.1:0"}
	var out bytes.Buffer
	if err := writeStatus(t.Context(), &out, m.path(&room.cfg), false); err == nil || !strings.Contains(err.Error(), "no server answers") {
		t.Errorf("without a server: %v", err)
	}
	door, err := sshd.New(sshd.Options{Open: true})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	if err := m.start(ctx, room, door); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		asJSON bool
		wants  []string
	}{
		{false, []string{"server    dateline ", "sessions  0 of 0 readers", "feeds     ", "lag       fetching "}},
		{true, []string{`"sessions":{"connections":0,`, `"behind_seconds":`, `"stories_new":`}},
	} {
		out.Reset()
		if err := writeStatus(ctx, &out, m.path(&room.cfg), row.asJSON); err != nil {
			t.Fatal(err)
		}
		for _, want := range row.wants {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%q is not in %s", want, out.String())
			}
		}
	}
	other := monitored{} // the default socket is taken: it serves all the same
	if err := other.start(ctx, room, door); err != nil {
		t.Errorf("a second server by default: %v", err)
	}
	asked := monitored{socket: m.path(&room.cfg)}
	if err := asked.start(ctx, room, door); err == nil {
		t.Error("a second server on a socket that was asked for")
	}
	if err := (&monitored{metrics: "0.0.0.0:0"}).start(ctx, room, door); err == nil {
		t.Error("metrics for everybody")
	}
}

// An operator's page costs readers nothing: what asks is bounded by the server.
func TestStatusTimes(t *testing.T) {
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(t.TempDir(), "s"), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if _, err := health.Ask(ctx, l.Addr().String()); err == nil {
		t.Error("a server that does not answer answered")
	}
}
