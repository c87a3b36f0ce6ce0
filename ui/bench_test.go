package ui

import (
	"testing"

	"dateline/ui/page"
)

func benchModel(t testing.TB, n int) *Model {
	d := latin(n)
	return newScreen(t, 120, 40, Options{}, d).m
}

func BenchmarkViewSame(b *testing.B) {
	m := benchModel(b, 500)
	b.ReportAllocs()
	for b.Loop() {
		m.View()
	}
}

func BenchmarkMoveAndView(b *testing.B) {
	m := benchModel(b, 500)
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
	m := benchModel(b, 500)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		id := m.top.Rows[i%100].Story
		m.story.Load(id)
		a, _ := m.desk.Article(m.ctx, id)
		m.Update(page.ArticleMsg{ID: id, Art: a})
		m.View()
	}
}
