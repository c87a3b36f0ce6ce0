package news

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// maxAddress bounds an address as shown, in bytes.
const maxAddress = 300

// Redact returns an address as it may be shown or logged: one clean line without user
// name, password and fragment, without the values of parameters that are named
// like keys and without the parts of its path that look like keys.
func Redact(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil {
		// What cannot be parsed cannot be picked apart: keep nothing before an @.
		if i := strings.LastIndexByte(address, '@'); i >= 0 {
			address = "…" + address[i:]
		}
		if before, query, ok := strings.Cut(address, "?"); ok {
			address = before + "?" + redactQuery(query)
		}
		return shortLine(address)
	}
	u.User, u.Fragment = nil, ""
	u.RawQuery = redactQuery(u.RawQuery)
	shown, secrets := u.String(), secretParts(u)
	for _, part := range secrets {
		shown = strings.Replace(shown, "/"+part, "/…", 1)
	}
	return shortLine(shown)
}

// Secret reports whether an address holds what opens it to whoever knows it: a user's name
// or password, the value of a parameter that is named like a key, or a part of its path that
// looks like one.
func Secret(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	return err != nil || u.User != nil || redactQuery(u.RawQuery) != u.RawQuery || len(secretParts(u)) > 0
}

// shortLine makes one clean line of at most about maxAddress bytes.
func shortLine(s string) string {
	s = CleanLine(s[:min(len(s), 4*maxAddress)])
	if len(s) <= maxAddress {
		return s
	}
	n := maxAddress
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

func redactQuery(raw string) string {
	if raw == "" {
		return ""
	}
	parts := strings.Split(raw, "&")
	for i, p := range parts {
		if name, _, ok := strings.Cut(p, "="); ok && secretName(name) {
			parts[i] = name + "=…"
		}
	}
	return strings.Join(parts, "&")
}

func secretName(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"token", "secret", "passw", "pwd", "auth", "apikey", "api_key", "api-key", "signature", "session", "credential"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return name == "key" || name == "pass" || name == "sig" || name == "sid"
}
