package cli

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// errUnread ends a run whose output nobody reads any more.
var errUnread = errors.New("the output is not read any more")

// endWith returns w, or for a pipe a writer that calls end once the other side is
// closed: "dateline tail | head" stops, and cleans up behind itself.
func endWith(w io.Writer, end func()) io.Writer {
	file, ok := w.(*os.File)
	if !ok {
		return w
	}
	info, err := file.Stat()
	if err != nil || info.Mode()&(os.ModeNamedPipe|os.ModeSocket) == 0 {
		return w
	}
	return &pipe{file, end}
}

// pipe tells when it is broken.
type pipe struct {
	to  io.Writer
	end func()
}

func (p *pipe) Write(b []byte) (int, error) {
	n, err := p.to.Write(b)
	if errors.Is(err, syscall.EPIPE) {
		p.end()
	}
	return n, err
}
