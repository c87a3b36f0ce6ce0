// Package learn holds what the engines share: a tokenizer that keeps byte
// offsets, feature hashes made without building strings, and a linear-chain
// tagger whose weights are one small table of 8-bit integers.
//
// It knows nothing of news. Everything is a function of its arguments; training
// is deterministic: the same data in the same order with the same options gives
// the same bytes.
package learn
