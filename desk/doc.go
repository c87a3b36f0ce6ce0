// Package desk is the newsroom: feeds that are due are leased from the store, fetched
// side by side, parsed and filed, and from then on readable; then the engines tag,
// claim and place the new stories in batches; then whoever watches is told. It is
// alone in knowing this order.
//
// A newsroom is used in one of two ways. Run is the loop of the reader: rounds as feeds
// come due or are asked for, news of other processes on the same store, stories
// that a crash left untagged. RefreshWait is one round for a command. Both may run
// in several processes on one store: leases divide the feeds.
//
// There is one newsroom a process, with its engines, index, rounds and watches, and a Desk
// for each session of a reader (Session), which says whose marks and feeds those are and
// what he may do (role.go). The desk's other methods are what the screens ask (page.Desk).
package desk
