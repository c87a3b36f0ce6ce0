package entities

import (
	_ "embed" // the table

	"dateline/learn"
)

// classesBin sorts the commonest 100,000 words of English news into a thousand
// classes by the company they keep, and the classes into two hundred families. It is
// looked up as it lies: the family of each class, a byte each; the words in buckets by
// the upper bits of their hashes: for each bucket the number of words before it, four
// bytes, and one more; then the words, two bytes of the hash and two of the class each.
// entities/train writes it.
//
//go:embed facts/classes.bin
var classesBin string

const (
	// ClassCount is how many classes of words there are; 0 stands for none.
	ClassCount = 1000
	// ClassBuckets is how many buckets the table of words has.
	ClassBuckets = 1 << 14
	classIndex   = ClassCount + 1
	classed      = classIndex + 4*(ClassBuckets+1)
)

// ClassKey returns the bucket of a word, by the hash of its small letters, and what
// tells it from others there.
func ClassKey(lower learn.Hash) (bucket int, rest uint16) {
	return int(lower >> 50), uint16(lower >> 32)
}

// classOf returns a word's class, 0 for none, and the class's family.
func classOf(lower learn.Hash) (class uint16, family uint8) {
	bucket, rest := ClassKey(lower)
	at, end := classNumber(classIndex+4*bucket), classNumber(classIndex+4*bucket+4)
	for ; at < end; at++ {
		p := classesBin[classed+4*at:]
		if uint16(p[0])|uint16(p[1])<<8 == rest {
			class = uint16(p[2]) | uint16(p[3])<<8
			return class, classesBin[class]
		}
	}
	return 0, 0
}

func classNumber(at int) int {
	p := classesBin[at : at+4]
	return int(p[0]) | int(p[1])<<8 | int(p[2])<<16 | int(p[3])<<24
}
