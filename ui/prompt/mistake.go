package prompt

import (
	"errors"

	"dateline/news"
	"dateline/ui/draw"
)

// Mistake says what a query should have and at which byte.
func Mistake(err error) (string, int) {
	var wrong *news.QueryError
	if errors.As(err, &wrong) {
		return "expected " + wrong.Expected, wrong.Pos
	}
	return draw.FirstLine(err.Error()), -1
}
