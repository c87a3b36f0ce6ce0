package main

import (
	"context"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"dateline/desk"
	"dateline/feed"
	"dateline/news"
	"dateline/ui"
)

// ask measures a page of a list, a search and a mark.
func (b *bench) ask(ctx context.Context) (err error) {
	const times = 100
	queries := []news.ListQuery{{View: news.Top}, {View: news.Wire}, {View: news.Wire, Query: news.Query{Expr: &news.Term{Value: "minister"}}}}
	b.units.Query, err = each(times*len(queries), func() error {
		for range times {
			for _, q := range queries {
				q.User, q.Limit = news.Local, 60
				if _, err := b.store.Headlines(ctx, q); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	marks := min(500, len(b.stories))
	b.units.Mark, err = each(marks, func() error {
		for i := range marks {
			c := news.Change{Kind: news.MarkRead, On: true, At: b.now, Stories: []news.StoryID{b.stories[i].ID}}
			if _, err := b.store.Mark(ctx, news.Local, c); err != nil {
				return err
			}
		}
		return nil
	})
	const bytesOfMark = 60 // a row of two numbers and two times, with its index
	b.units.Marked = bytesOfMark
	return err
}

const (
	readers = 40 // that the sessions are measured with
	presses = 60 // keys of each
)

// read opens sessions of different readers over one newsroom, as serve does, and presses
// keys in all of them.
func (b *bench) read(ctx context.Context) (err error) {
	client := feed.NewClient(feed.Options{})
	defer client.Close()
	room := desk.New(desk.Options{Store: b.store, Client: client, Engines: "scale"})
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	before := heap()
	var programs []*tea.Program
	ended := make(chan error, readers)
	for i := range readers {
		user := news.User(string(rune('a'+i%26)) + string(rune('a'+i/26)))
		p := tea.NewProgram(ui.New(ctx, room.Session(user, news.Reader), ui.Options{}), tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(io.Discard),
			tea.WithWindowSize(120, 40), tea.WithFPS(30), tea.WithoutSignalHandler())
		programs = append(programs, p)
		go func() {
			_, err := p.Run()
			ended <- err
		}()
	}
	const settle = 2 * time.Second // the first screens are drawn
	time.Sleep(settle)
	b.units.Session = (heap() - before) / readers / 1024
	b.units.Key, err = each(readers*presses, func() error {
		for i := range presses {
			key := tea.KeyPressMsg{Code: 'j', Text: "j"}
			if i%10 == 9 {
				key = tea.KeyPressMsg{Code: tea.KeyEnter}
			} else if i%10 == 0 && i > 0 {
				key = tea.KeyPressMsg{Code: tea.KeyEscape}
			}
			for _, p := range programs {
				p.Send(key)
			}
			time.Sleep(50 * time.Millisecond) // a frame each
		}
		return nil
	})
	for _, p := range programs {
		p.Kill()
	}
	for range programs {
		<-ended
	}
	return err
}
