package storetest

import (
	"bytes"
	"errors"
	"io"

	"dateline/news"
	"dateline/store"
)

func indexTests() []test {
	return []test{
		{"there is none at first", indexNone},
		{"another process has it as it was put", indexHandedOn},
		{"a later one takes its place", indexLatest},
		{"what cannot be loaded is told", indexRefused},
	}
}

// index reads the index of engines.
func index(b *bench, s store.Store, engines string) (head store.IndexHead, body []byte, err error) {
	err = s.Index(b.ctx, engines, func(h store.IndexHead, r io.Reader) (err error) {
		head = h
		body, err = io.ReadAll(r)
		return err
	})
	return head, body, err
}

func indexNone(b *bench) {
	head, err := b.s.IndexHead(b.ctx)
	b.must(err)
	same(b, "head of none", head, store.IndexHead{})
	_, _, err = index(b, b.s, "1")
	b.is(err, news.ErrNotFound)
}

func indexHandedOn(b *bench) {
	for _, size := range []int{0, 1, 1<<20 - 1, 1 << 20, 1<<21 + 5} {
		want := bytes.Repeat([]byte{0, '\n', 255}, size/3+1)[:size]
		head := store.IndexHead{Engines: "1", Seq: int64(size) + 1, Story: "s"}
		b.must(b.s.PutIndex(b.ctx, head, want))
		other := b.another()
		got, body, err := index(b, other, "1")
		b.must(err)
		same(b, "head", got, head)
		same(b, "the bytes are the same", bytes.Equal(body, want), true)
		got, err = other.IndexHead(b.ctx)
		b.must(err)
		same(b, "head alone", got, head)
	}
	_, _, err := index(b, b.s, "2")
	b.is(err, news.ErrNotFound)
}

func indexLatest(b *bench) {
	for _, put := range []struct {
		head store.IndexHead
		want string // the index that is kept then
	}{
		{store.IndexHead{Engines: "1", Seq: 7, Story: "first"}, "first"},
		{store.IndexHead{Engines: "1", Seq: 5, Story: "older"}, "first"},
		{store.IndexHead{Engines: "1", Seq: 7, Story: "as far"}, "first"},
		{store.IndexHead{Engines: "1", Seq: 8, Story: "later"}, "later"},
		{store.IndexHead{Engines: "2", Seq: 1, Story: "other engines"}, "other engines"},
	} {
		b.must(b.s.PutIndex(b.ctx, put.head, []byte(put.head.Story)))
		head, err := b.s.IndexHead(b.ctx)
		b.must(err)
		same(b, "kept after "+string(put.head.Story), string(head.Story), put.want)
		_, body, err := index(b, b.s, head.Engines)
		b.must(err)
		same(b, "its bytes", string(body), put.want)
	}
}

func indexRefused(b *bench) {
	b.must(b.s.PutIndex(b.ctx, store.IndexHead{Engines: "1", Seq: 7, Story: "s"}, []byte("abc")))
	refused := errors.New("refused")
	b.is(b.s.Index(b.ctx, "1", func(store.IndexHead, io.Reader) error { return refused }), refused)
	_, body, err := index(b, b.s, "1")
	b.must(err)
	same(b, "it is still there", string(body), "abc")
}
