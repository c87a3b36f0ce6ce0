// Package related finds what belongs beside a story: the event it is of, the
// story whose words it carries, earlier stories of its thread and background; and
// says in what two stories differ.
//
// [Index] is the online half. It keeps a window of stories in memory, in a
// compact form without text, and places each new one: 1. terms of headline and
// lead, rarest first, propose some forty earlier stories through an inverted
// index; 2. a logistic model over some thirty features (see pair.go) gives each the
// chance of being of the same event; 3. the story joins the event whose best three
// members are likeliest on average, if that is likely enough, and founds one
// otherwise. Joining asks more than showing: a false merge invents corroboration.
//
// [Notes], [FiguresDiffer], [BuildPanel] and [Silent] are the other half: pure functions
// over stories that somebody has at hand.
//
// Nothing here reads a clock, a disk or a network or starts a goroutine. The
// model's weights and the table of word frequencies (hashes and counts, no text) are embedded
// and made by related/train.
package related
