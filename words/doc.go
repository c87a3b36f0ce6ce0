// Package words knows how languages are written: which language a text is in, its
// words and digits, and how it writes numbers, units and money.
//
// A language is data: languages/LANGUAGE.tsv by hand and cldr/LANGUAGE.tsv made by
// cldr_gen.go from the Unicode CLDR, each row a kind, its value and its spellings. A
// new language is a row in the table of languages, its two files and a case in the tests.
//
// Everything here is a function of its arguments: no clock, disk or network.
package words
