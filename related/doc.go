// Package related finds what belongs beside a story: the event it is of, the
// story whose words it carries, earlier stories of its thread and background; and
// says in what two stories differ.
//
// [Index] is the online half. It keeps a window of stories in memory, in a
// compact form without text, and places each new one:
//
//  1. The terms of headline and lead, rarest first, propose some forty earlier
//     stories through an inverted index (near.go).
//  2. A small network over some fifty features gives each the chance of being
//     of the same event (pair.go, model.go).
//  3. The chances of an event's members decide whether the story joins it
//     (choose.go). Where no event is likely enough it founds one.
//  4. What is shown beside it are the stories of its event, and others whose chance, by the
//     pair and by the event they are of, is high enough (candidates.go).
//
// Joining asks more than showing: a false merge invents corroboration, and is never
// undone but by the reader (Split, Join).
//
// [Panel], [Notes], [FiguresDiffer], [Figures] and [Silence] are the other half: pure
// functions over stories that somebody has at hand.
//
// Nothing here reads a clock, a disk or a network or starts a goroutine. The
// model's weights and the tables of word frequencies and word vectors (hashes
// and numbers, no text) are embedded and made by related/train; related/model/MODEL.md tells what they
// were fitted on.
package related
