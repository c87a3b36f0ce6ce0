package feed

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	"dateline/news"
)

// ErrKind sorts what can go wrong with a feed into kinds that the Sources view
// explains. The words are stored in news.FetchState.ErrKind.
type ErrKind string

// The kinds of failure.
const (
	KindTimeout  ErrKind = "timeout"
	KindSize     ErrKind = "size"
	KindRedirect ErrKind = "redirect"
	KindBlocked  ErrKind = "blocked"
	KindStatus   ErrKind = "status"
	KindGone     ErrKind = "gone"
	KindParse    ErrKind = "parse"
	KindTLS      ErrKind = "tls"
	KindNetwork  ErrKind = "network"
	KindNotFeed  ErrKind = "notfeed"
	KindPage     ErrKind = "page" // a page without an article
)

// Error is why a feed could not be fetched. Its text is one clean line without
// credentials, fit for a screen or a log.
type Error struct {
	Kind   ErrKind
	URL    string // redacted
	Status int    // of the answer, 0 when there was none
	// RetryAfter is how long the host asks to be left alone, 0 when it does not.
	RetryAfter time.Duration
	// Held is true when no request was made because the host had asked, through
	// another of its feeds, to be left alone.
	Held bool
	Text string // what is wrong, in plain words
	Err  error  // the cause, nil when Text says all
}

// Error returns "fetch URL: TEXT" in one clean line.
func (e *Error) Error() string { return plainLine("fetch " + e.URL + ": " + e.Text) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Plain returns what is wrong without the address, in one clean line.
func (e *Error) Plain() string { return plainLine(e.Text) }

func failed(kind ErrKind, u *url.URL, format string, args ...any) *Error {
	return &Error{Kind: kind, URL: redact(u), Text: fmt.Sprintf(format, args...)}
}

// maxLine bounds a line of error text in bytes: a server chooses much of it.
const maxLine = 300

// plainLine makes one clean line of bounded length.
func plainLine(s string) string {
	if len(s) > 4*maxLine {
		s = s[:4*maxLine]
	}
	return cut(news.CleanLine(s), maxLine)
}

// cut shortens s to about n bytes, at a rune's start.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// redact is news.Redact for a parsed address; "" for none.
func redact(u *url.URL) string {
	if u == nil {
		return ""
	}
	return news.Redact(u.String())
}

// explain turns what the network said into an Error in plain words.
func explain(u *url.URL, err error) *Error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	kind, text := classify(err)
	return &Error{Kind: kind, URL: redact(u), Text: text, Err: err}
}

func classify(err error) (ErrKind, string) {
	var blocked *blockedError
	if errors.As(err, &blocked) {
		return KindBlocked, blocked.Error()
	}
	if text := explainTLS(err); text != "" {
		return KindTLS, text
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		if dns.IsTimeout {
			return KindTimeout, "the name server did not answer in time"
		}
		return KindNetwork, "no such host: " + dns.Name
	}
	var netErr net.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &netErr) && netErr.Timeout():
		return KindTimeout, "the server did not answer in time"
	case errors.Is(err, syscall.ECONNREFUSED):
		return KindNetwork, "the server refuses connections"
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return KindNetwork, "the server broke the connection off"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return KindNetwork, "the network is unreachable"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return KindNetwork, "the answer ended too soon"
	}
	return saidByHTTP(innermost(err))
}

// saidByHTTP puts in plain words what package http has no types for.
func saidByHTTP(text string) (ErrKind, string) {
	switch {
	case strings.Contains(text, "malformed HTTP"), strings.Contains(text, "malformed MIME"), strings.Contains(text, "invalid header"):
		return KindNetwork, "the server answers in something other than HTTP"
	case strings.Contains(text, "headers exceeded"):
		return KindSize, "the head of the answer is too large"
	}
	return KindNetwork, text
}

// explainTLS returns "" when the error is not one of TLS.
func explainTLS(err error) string {
	var (
		unknown x509.UnknownAuthorityError
		host    x509.HostnameError
		invalid x509.CertificateInvalidError
		record  tls.RecordHeaderError
		alert   tls.AlertError
		verify  *tls.CertificateVerificationError
	)
	switch {
	case errors.As(err, &host):
		return "the certificate is for another host than " + host.Host
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "the certificate has expired or is not valid yet"
	case errors.As(err, &invalid):
		return "the certificate is not valid: " + invalid.Error()
	case errors.As(err, &unknown):
		return "the certificate is signed by nobody this machine trusts"
	case errors.As(err, &verify):
		return "the certificate cannot be verified: " + innermost(verify.Err)
	case errors.As(err, &record):
		return "the server does not speak TLS on this port"
	case errors.As(err, &alert):
		return "the server broke off the TLS handshake: " + alert.Error()
	case strings.Contains(err.Error(), "tls: "), strings.Contains(err.Error(), "x509: "):
		return "no secure connection: " + innermost(err)
	}
	return ""
}

// innermost returns the text of the error at the bottom of the chain: what the
// layers above repeat is the address, with its credentials.
func innermost(err error) string {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err.Error()
		}
		err = next
	}
}

// connecting reports whether the error came up before the connection stood.
func connecting(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}
