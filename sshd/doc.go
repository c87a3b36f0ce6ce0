// Package sshd serves readers over SSH. It lets in who holds a known public key, gives
// each connection the sessions it may have, and ends those that cost too much. What a
// session shows is not its matter: it is given a function for the screens and one for
// the few commands that may be named instead.
//
// It is written on golang.org/x/crypto/ssh: all that is promised here is about the
// connection itself (an address refused before the handshake, a handshake that takes
// too long, a client that does not read, an end in time with readers connected), which
// the frameworks above it keep to themselves.
package sshd
