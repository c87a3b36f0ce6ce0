package cli

import (
	"runtime"
	"testing"

	"dateline/news"
)

// TestRoomForKeys: there are threads to spare while a round is worked, and at no other time.
func TestRoomForKeys(t *testing.T) {
	was := runtime.GOMAXPROCS(0)
	watch, ended := make(chan news.Bulletin), make(chan struct{})
	go func() { defer close(ended); roomForKeys(watch) }()
	for _, row := range []struct {
		name  string
		round news.Round
		want  int
	}{
		{"at rest", news.Round{}, was},
		{"feeds come in", news.Round{Done: 1, Total: 2}, was + spareThreads},
		{"stories wait for the engines", news.Round{Tagging: 5}, was + spareThreads},
		{"at rest again", news.Round{}, was},
		{"the next round", news.Round{Total: 1}, was + spareThreads},
	} {
		watch <- news.Bulletin{Round: row.round}
		watch <- news.Bulletin{Round: row.round} // the first was taken in then
		if got := runtime.GOMAXPROCS(0); got != row.want {
			t.Errorf("%s: %d threads, want %d", row.name, got, row.want)
		}
	}
	close(watch)
	if <-ended; runtime.GOMAXPROCS(0) != was {
		t.Errorf("%d threads are left, want %d", runtime.GOMAXPROCS(0), was)
	}
}
