package store

import (
	"context"
	"io"

	"dateline/news"
)

// Indexes is the part of a Store that hands the packed index of related stories from the
// process that placed stories to the next one that does: making it from the stories costs
// half a millisecond each. It is derived, and may be lost.
type Indexes interface {
	// PutIndex keeps an index whole, in place of the one that is there, unless that is of the
	// same engines and reaches as far.
	PutIndex(ctx context.Context, head IndexHead, body []byte) error
	// IndexHead tells which index is kept; that of none is zero.
	IndexHead(ctx context.Context) (IndexHead, error)
	// Index has load read the index that is kept, when it is one of these engines, as it was
	// put. There is none of theirs: news.ErrNotFound. What load made is of no use after any
	// other error: that the index is damaged may be seen only at its end.
	Index(ctx context.Context, engines string, load func(IndexHead, io.Reader) error) error
}

// IndexHead says what a packed index is of.
type IndexHead struct {
	Engines string       // their version
	Seq     int64        // of the last filing that it holds
	Story   news.StoryID // of that filing: another store has another one
}

// MaxIndex bounds the bytes of a packed index that is read; more is not an index of ours.
const MaxIndex = 1 << 30

// Follows reports whether an index may take the place of another one.
func (h IndexHead) Follows(was IndexHead) bool {
	return was.Story == "" || was.Engines != h.Engines || was.Seq < h.Seq
}
