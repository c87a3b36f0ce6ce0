package ui

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

func benchModel(n int) *Model {
	d := latin(n)
	m := New(context.Background(), d, Options{Now: func() time.Time { return fakeNow }})
	m.watch = nil
	s := &stage{nil, m, d}
	s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	s.run(m.Init())
	return m
}

func BenchmarkViewSame(b *testing.B) {
	m := benchModel(500)
	b.ReportAllocs()
	for b.Loop() {
		m.View()
	}
}

func BenchmarkMoveAndView(b *testing.B) {
	m := benchModel(500)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		k := "j"
		if i++; i%300 > 150 {
			k = "k"
		}
		m.Update(press(k))
		m.View()
	}
}

func BenchmarkViewOtherStory(b *testing.B) {
	m := benchModel(500)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		id := m.top.rows[i%100].Story
		m.story.open(id)
		a, _ := m.desk.Article(m.ctx, id)
		m.Update(articleMsg{id: id, art: a})
		m.View()
	}
}
