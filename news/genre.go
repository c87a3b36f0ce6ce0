package news

// Genre is what sort of writing a story is, where it is none that reports a happening of its own;
// "" for reports and all that cannot be told.
type Genre string

// The genres that stand beside events and join none.
const (
	DigestGenre  Genre = "digest"  // a briefing, a round-up, several things in one
	LiveGenre    Genre = "live"    // a page that keeps changing
	ColumnGenre  Genre = "column"  // opinion, letters, advice
	ServiceGenre Genre = "service" // horoscope, puzzle, tips, archive
	GalleryGenre Genre = "gallery" // pictures, drawings
)
