package prompt

import (
	"fmt"
	"testing"
)

func TestRememberedLinesAreBounded(t *testing.T) {
	p := Prompt{ask: Search}
	for i := range 3 * maxPast {
		p.edit.Set(fmt.Sprint("word", i))
		p.keep()
	}
	if past := p.past[Search]; len(past) != maxPast || past[maxPast-1] != fmt.Sprint("word", 3*maxPast-1) {
		t.Errorf("%d lines, last %q", len(past), past[len(past)-1])
	}
}
