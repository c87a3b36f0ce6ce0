package desk

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dateline/feed"
	"dateline/news"
	"dateline/store"
	"dateline/store/sqlite"
)

// BenchmarkStalled tells how much longer 90 feeds take until all are filed when 10
// more stall beside them: the median of the rounds, with them and without.
//
//	go test -run '^$' -bench Stalled -benchtime 15x ./desk
func BenchmarkStalled(b *testing.B) {
	bodies := make([]string, 90)
	for i := range bodies {
		var items []item
		for n := range 20 {
			items = append(items, item{fmt.Sprint(n), fmt.Sprintf("Headline %d of %d", n, i), strings.Repeat("Some words of a story. ", 40)})
		}
		bodies[i] = rss(fmt.Sprintf("w%d", i), items...)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := 0
		if _, err := fmt.Sscanf(r.Host, "w%d.example", &n); err != nil {
			<-r.Context().Done()
			return
		}
		time.Sleep(50 * time.Millisecond)
		_, _ = w.Write([]byte(bodies[n]))
	}))
	defer server.Close()
	defer server.CloseClientConnections()
	var took [2][]time.Duration
	for b.Loop() {
		for k, stalled := range []int{0, 10} {
			took[k] = append(took[k], roundOf90(b, server.Listener.Addr().String(), stalled))
		}
	}
	for k := range took {
		slices.Sort(took[k])
	}
	alone, beside := took[0][len(took[0])/2], took[1][len(took[1])/2]
	b.ReportMetric(float64(alone.Milliseconds()), "ms-alone")
	b.ReportMetric(float64(beside.Milliseconds()), "ms-beside-10-stalled")
	b.ReportMetric(100*(float64(beside)/float64(alone)-1), "%-longer")
	b.ReportMetric(0, "ns/op")
}

// healthy notes when the stories of the 90th feed are filed.
type healthy struct {
	store.Store
	filed atomic.Int32
	all   chan struct{}
}

func (s *healthy) File(ctx context.Context, d news.Delivery) (news.Filed, error) {
	f, err := s.Store.File(ctx, d)
	if len(d.Stories) > 0 && s.filed.Add(1) == 90 {
		close(s.all)
	}
	return f, err
}

func roundOf90(b *testing.B, address string, stalled int) time.Duration {
	s, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "news.db"), sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	for i := range 90 + stalled {
		host := fmt.Sprintf("w%d.example", i)
		if i >= 90 {
			host = fmt.Sprintf("stalled%d.example", i)
		}
		if err := s.PutFeed(b.Context(), feedAt(host)); err != nil {
			b.Fatal(err)
		}
	}
	client := feed.NewClient(feed.Options{Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}})
	defer client.Close()
	h := &healthy{Store: s, all: make(chan struct{})}
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan struct{})
	began := time.Now()
	go func() {
		_, _ = New(Options{Store: h, Client: client, Engines: "bench"}).RefreshWait(ctx)
		close(ended)
	}()
	<-h.all
	took := time.Since(began)
	cancel()
	<-ended
	return took
}
