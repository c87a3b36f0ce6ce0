package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"dateline/config"
	"dateline/health"
	"dateline/sshd"
)

// monitored is where a server tells how it does.
type monitored struct{ socket, metrics string }

func (m *monitored) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&m.socket, "socket", "", "`path` of the socket that \"serve status\" asks (default \"serve.sock\" beside the store)")
	f.StringVar(&m.metrics, "metrics", "", "loopback `address` for /metrics and /healthz, such as 127.0.0.1:9464; none by default")
}

// path is where the socket is.
func (m *monitored) path(cfg *config.Config) string {
	if m.socket != "" {
		return m.socket
	}
	return filepath.Join(filepath.Dir(cfg.Store.Path), "serve.sock")
}

// start answers operators and monitors until ctx ends. A socket that nobody asked for and
// that cannot be had is no reason not to serve.
func (m *monitored) start(ctx context.Context, room *newsroom, door *sshd.Server) error {
	s, err := health.Listen(m.path(&room.cfg), m.metrics, stateOf(room, door, room.clock()))
	if err != nil && m.socket == "" && m.metrics == "" {
		room.log.Warn("no status is told", "why", err)
		return nil
	}
	if err != nil {
		return err
	}
	if at := s.Addr(); at != nil {
		room.log.Info("metrics", "on", at.String())
	}
	go func() {
		if err := s.Serve(ctx); err != nil {
			room.log.Error("no status is told any more", "why", err)
		}
	}()
	return nil
}

// stateOf gathers the numbers of a server.
func stateOf(room *newsroom, door *sshd.Server, started time.Time) health.Source {
	return func(ctx context.Context) (health.State, error) {
		h, err := room.desk.Health(ctx)
		d, t := door.Stats(), h.Totals
		s := health.State{
			Version: Version(), Started: started, Now: room.clock(),
			Sessions: health.Sessions{Connections: d.Connections, Open: d.Sessions, Readers: d.Users},
			Feeds:    health.Feeds{All: h.Feeds, Failing: h.Failing, Overdue: h.Overdue, Behind: health.Seconds(h.Fetching.Seconds())},
			Engines:  health.Engines{Waiting: h.Waiting, Tagging: health.Seconds(h.Tagging.Seconds()), Placing: health.Seconds(h.Placing.Seconds())},
			Held:     h.Held,
			Totals:   health.Totals{Fetches: t.Fetches, Failures: t.Failures, New: t.New, Updated: t.Updated, Tagged: t.Tagged, Marks: t.Marks},
		}
		s.Warnings, s.Errors, s.Last = room.logged.Counts()
		return s, err
	}
}

func (a *app) statusCommand() *cobra.Command {
	var m monitored
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Tell how the running server does",
		Long: `Tell how the server that runs on this machine over the same store does: sessions, feeds, how
far fetching, tagging and placing are behind, and what its log has of errors. Only the
user it runs as can ask.`,
		Example: "dateline serve status --json",
		Args:    usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := a.settings()
			if err != nil {
				return err
			}
			return writeStatus(cmd.Context(), a.Out, m.path(&cfg), asJSON)
		},
	}
	cmd.Flags().StringVar(&m.socket, "socket", "", "`path` of the server's socket (default \"serve.sock\" beside the store)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object")
	return cmd
}

func writeStatus(ctx context.Context, w io.Writer, socket string, asJSON bool) error {
	st, err := health.Ask(ctx, socket)
	if err != nil {
		return err
	}
	if asJSON {
		err = jsonLines(w).Encode(st)
	} else {
		_, err = io.WriteString(w, st.Text())
	}
	if err == nil && st.Problem != "" {
		err = fmt.Errorf("the store does not answer: %s", st.Problem)
	}
	return err
}
