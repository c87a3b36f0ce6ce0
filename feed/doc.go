// Package feed turns an address into clean stories, and back into lists of
// addresses.
//
// It has two halves. One talks to servers: Fetch asks for a feed once, politely
// and within bounds; Discover finds the feeds behind a page; the readers of OPML,
// urls files and the embedded starter list say what to subscribe to. The other
// reads what came: Parse makes stories of a document in any of the formats and
// encodings that the web has, with paragraphs made of their HTML, Describe says
// what is in a file. That half is a function of its arguments.
//
// Nothing that leaves the package holds a control, escape or bidi-override
// character, a link that is not of http or https, or markup.
package feed
