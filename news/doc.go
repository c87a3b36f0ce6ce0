// Package news holds the words every other room speaks: feeds, stories,
// mentions, claims, relations, events, marks and queries, with the rules that
// belong to them. It is the bottom floor: it imports the standard library only,
// touches no disk, no network and no clock, and everything in it is a value.
//
// Two conventions hold everywhere:
//
//   - Offsets are bytes into the exact text shown (Story.Title or Story.Text),
//     half open: [Start, End).
//   - Times are UTC. A zero time means "not known", never "now".
package news
