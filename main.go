// Dateline is a newsreader for the terminal that marks who says what.
package main

func main() {}
