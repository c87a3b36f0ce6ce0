// Package desk is the round: feeds that are due are leased from the store, fetched
// side by side, parsed and filed, and from then on readable; then the engines tag,
// claim and place the new stories in batches; then whoever watches is told. It is
// alone in knowing this order.
//
// A desk is used in one of two ways. Run is the loop of the reader: rounds as feeds
// come due or are asked for, news of other processes on the same store, stories
// that a crash left untagged. RefreshWait is one round for a command. Both may run
// in several processes on one store: leases divide the feeds.
//
// The desk's other methods are what the screens ask (page.Desk).
package desk
