package health

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Log counts the warnings and errors of a log, and keeps secrets of addresses out of every
// line of it.
type Log struct {
	mu               sync.Mutex
	warnings, errors int64
	last             string
}

// Counts returns how many warnings and errors there were, and the last of them.
func (l *Log) Counts() (warnings, errors int64, last string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.warnings, l.errors, l.last
}

// Handler returns a handler that counts and passes on to another one.
func (l *Log) Handler(to slog.Handler) slog.Handler { return handler{l, to} }

func (l *Log) count(r *slog.Record) {
	line := r.Time.UTC().Format(time.RFC3339) + " " + r.Message
	r.Attrs(func(a slog.Attr) bool {
		if a.Key != "stack" {
			line += fmt.Sprintf(" %s=%s", a.Key, a.Value)
		}
		return true
	})
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.Level >= slog.LevelError {
		l.errors++
	} else {
		l.warnings++
	}
	const most = 300
	l.last = strings.ToValidUTF8(line[:min(len(line), most)], "")
}

// handler cleans records on their way.
type handler struct {
	log *Log
	to  slog.Handler
}

func (h handler) Enabled(ctx context.Context, l slog.Level) bool {
	return h.to.Enabled(ctx, l) || l >= slog.LevelWarn
}

func (h handler) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, Hush(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(hushed(a))
		return true
	})
	if r.Level >= slog.LevelWarn {
		h.log.count(&clean)
	}
	if !h.to.Enabled(ctx, r.Level) {
		return nil
	}
	return h.to.Handle(ctx, clean)
}

func (h handler) WithAttrs(as []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(as))
	for i, a := range as {
		clean[i] = hushed(a)
	}
	return handler{h.log, h.to.WithAttrs(clean)}
}

func (h handler) WithGroup(name string) slog.Handler { return handler{h.log, h.to.WithGroup(name)} }

// hushed is an attribute without secrets of addresses.
func hushed(a slog.Attr) slog.Attr {
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString:
		return slog.String(a.Key, Hush(v.String()))
	case slog.KindGroup:
		var in []any
		for _, one := range v.Group() {
			in = append(in, hushed(one))
		}
		return slog.Group(a.Key, in...)
	case slog.KindAny:
		return slog.String(a.Key, Hush(fmt.Sprint(v.Any())))
	}
	return a
}

// addresses finds addresses in a text. Only a log has use for it: it is not made at every
// start of the program.
var addresses = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[a-zA-Z][a-zA-Z0-9+.-]*://[^\s"'<>\x60]+`)
})

// Hush takes out of the addresses in a text what may be a secret: user name and password,
// and the values of all parameters. It is stricter than what is shown to the reader whose
// feed it is.
func Hush(text string) string {
	if !strings.Contains(text, "://") {
		return text
	}
	return addresses().ReplaceAllStringFunc(text, func(s string) string {
		u, err := url.Parse(s)
		if err != nil {
			scheme, rest, _ := strings.Cut(s, "://")
			rest = rest[strings.LastIndexByte(rest, '@')+1:]
			host, _, _ := strings.Cut(rest, "?")
			return scheme + "://" + host
		}
		u.User, u.Fragment = nil, ""
		if u.RawQuery != "" {
			u.RawQuery = "…"
		}
		return u.String()
	})
}
