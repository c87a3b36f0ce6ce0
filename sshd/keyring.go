package sshd

import (
	"bufio"
	"bytes"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"

	"dateline/news"
)

// Reader is whose session it is.
type Reader struct {
	User news.User
	Role news.Role
	Key  string // the fingerprint, "" for a guest
}

// GuestUser is the name of all guests.
const GuestUser news.User = "guest"

// Bounds of the files of keys: what is beyond them is refused, not cut.
const (
	maxKeyFile  = 1 << 20
	maxKeyFiles = 10_000
	maxKeyLine  = 16 << 10
)

// ErrNoKeys says that nobody could log in.
var ErrNoKeys = errors.New("no keys")

// maxUserName bounds the name of a reader, in bytes.
const maxUserName = 32

// isUserName reports whether a reader may be called so: a word that is safe in a log, a
// query and a file's name.
func isUserName(name string) bool {
	for i := range len(name) {
		c := name[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || i > 0 && (c == '.' || c == '_' || c == '-')) {
			return false
		}
	}
	return name != "" && len(name) <= maxUserName
}

// taken reports whether a name is another's already: what a reader called guest kept all
// guests would see, and one called local would be who runs the server.
func (r *Reader) taken() bool {
	return r.User == GuestUser && r.Role != news.Guest || r.User == news.Local && r.Role != news.Owner
}

// Keyring tells whose a public key is. It is read from a file in the form of
// authorized_keys, where the comment names the reader ("ana", or "ana@laptop"), or from
// a folder of such files, each named for its reader ("ana", "ana.pub"). It is read again
// when one of them has changed.
type Keyring struct {
	path string
	warn func(where string, err error) // about a line that is left out

	mu      sync.Mutex
	readers map[string]Reader // by the key as it is sent
	seen    string            // what the files looked like when they were read
}

// OpenKeyring reads a file or folder of keys. warn is told of every line that is left
// out, with its place; it may be nil.
func OpenKeyring(path string, warn func(where string, err error)) (*Keyring, error) {
	if warn == nil {
		warn = func(string, error) {}
	}
	k := &Keyring{path: path, warn: warn}
	if _, err := k.Reload(); err != nil {
		return nil, err
	}
	if len(k.readers) == 0 {
		return nil, fmt.Errorf("%s: %w", path, ErrNoKeys)
	}
	return k, nil
}

// Len is how many keys are known.
func (k *Keyring) Len() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return len(k.readers)
}

// Find returns whose a key is.
func (k *Keyring) Find(key ssh.PublicKey) (Reader, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	r, ok := k.readers[string(key.Marshal())]
	return r, ok
}

// Holds reports whether a reader's key is still known, as theirs and in the same role.
func (k *Keyring) Holds(r Reader) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, known := range k.readers {
		if known == r {
			return true
		}
	}
	return false
}

// Reload reads the keys again if a file has changed, and reports whether it did. Files
// that cannot be read leave the keys as they were.
func (k *Keyring) Reload() (bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	files, seen, err := keyFiles(k.path)
	if err != nil {
		return false, err
	}
	if k.readers != nil && seen == k.seen {
		return false, nil
	}
	readers := map[string]Reader{}
	for _, f := range files {
		if err := k.readFile(f, readers); err != nil {
			return false, err
		}
	}
	k.readers, k.seen = readers, seen
	return true, nil
}

// keyFile is a file of keys; user is whose it is, "" for a file whose comments tell.
type keyFile struct{ path, user string }

// keyFiles lists the files of a path and what they look like.
func keyFiles(path string) (files []keyFile, seen string, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, "", err
	}
	if !info.IsDir() {
		return []keyFile{{path: path}}, look(info), nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, "", err
	}
	var b strings.Builder
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".pub")
		info, err := os.Stat(filepath.Join(path, e.Name())) // a link may lead to a key
		switch {
		case errors.Is(err, fs.ErrNotExist), err == nil && !info.Mode().IsRegular():
			continue
		case err != nil:
			return nil, "", err
		case strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~"):
			continue // an editor's
		}
		fmt.Fprintf(&b, "%s %s\n", e.Name(), look(info))
		files = append(files, keyFile{filepath.Join(path, e.Name()), name})
		if len(files) > maxKeyFiles {
			return nil, "", fmt.Errorf("%s holds more than %d files of keys", path, maxKeyFiles)
		}
	}
	return files, b.String(), nil
}

// look is what tells one state of a file from another.
func look(info fs.FileInfo) string {
	return fmt.Sprintf("%d %s", info.Size(), info.ModTime().Format(time.RFC3339Nano))
}

// readFile adds the keys of a file.
func (k *Keyring) readFile(file keyFile, readers map[string]Reader) error {
	f, err := os.Open(file.path)
	if err != nil {
		return err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxKeyFile+1))
	switch {
	case err != nil:
		return err
	case len(text) > maxKeyFile:
		return fmt.Errorf("%s is over %d MiB; that is no file of keys", file.path, maxKeyFile>>20)
	case file.user != "" && !isUserName(file.user):
		k.warn(file.path, fmt.Errorf("the file's name is no name of a reader (a-z, 0-9, and within it . _ -; %d characters at most)", maxUserName))
		return nil
	}
	parseKeys(text, file.user, readers, func(line int, err error) { k.warn(fmt.Sprintf("%s:%d", file.path, line), err) })
	return nil
}

// parseKeys adds the keys of a text to readers and tells of each line that it leaves out.
func parseKeys(text []byte, user string, readers map[string]Reader, bad func(line int, err error)) {
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, maxKeyFile+1)
	for n := 1; lines.Scan(); n++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		key, r, err := parseKey(line, user)
		if err == nil {
			if held, known := readers[string(key.Marshal())]; known && held != r {
				err = fmt.Errorf("this key is %s's already", held.User)
			}
		}
		if err != nil {
			bad(n, err)
			continue
		}
		readers[string(key.Marshal())] = r
	}
}

// parseKey reads one line of authorized_keys. A line with an option that is not known
// here is refused: it may be there to keep somebody out.
func parseKey(line []byte, user string) (ssh.PublicKey, Reader, error) {
	if len(line) > maxKeyLine {
		return nil, Reader{}, errors.New("too long a line")
	}
	key, comment, options, _, err := ssh.ParseAuthorizedKey(line)
	if err != nil {
		return nil, Reader{}, errors.New("not a public key in the form of authorized_keys")
	}
	if weak(key) {
		return nil, Reader{}, fmt.Errorf("keys of the kind %s are not taken; ed25519, ECDSA and RSA of 2,048 bits and more are", key.Type())
	}
	r := Reader{User: news.User(user), Role: news.Reader, Key: ssh.FingerprintSHA256(key)}
	if user == "" {
		name, _, _ := strings.Cut(comment, "@")
		r.User = news.User(name)
	}
	for _, o := range options {
		if err := r.option(o); err != nil {
			return nil, Reader{}, err
		}
	}
	if !isUserName(string(r.User)) {
		return nil, Reader{}, errors.New(`whose key is this? Its comment must be a name like ana or ana@laptop, or give the option user="ana"`)
	}
	if r.taken() {
		return nil, Reader{}, fmt.Errorf("the name %s is taken (guest is for keys of that role, local for an owner's)", r.User)
	}
	return key, r, nil
}

// option takes an option of a key.
func (r *Reader) option(o string) error {
	name, value, _ := strings.Cut(o, "=")
	value = strings.TrimSuffix(strings.TrimPrefix(value, `"`), `"`)
	switch strings.ToLower(name) {
	case "user":
		r.User = news.User(value)
	case "role":
		if r.Role = news.Role(value); !slices.Contains(news.Roles(), r.Role) {
			return errors.New("a role is reader, editor, owner or guest")
		}
	case "restrict", "no-port-forwarding", "no-agent-forwarding", "no-x11-forwarding", "no-user-rc", "pty":
		// that is so for every key
	default:
		return fmt.Errorf("the option %.32q is not known here, so that the key is not taken", name)
	}
	return nil
}

// leastRSA is how long an RSA key must be, in bits.
const leastRSA = 2048

// weak reports whether a key is of a kind that is not trusted any more, or no plain key.
func weak(key ssh.PublicKey) bool {
	switch key.Type() {
	case ssh.KeyAlgoED25519, ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521, ssh.KeyAlgoSKED25519, ssh.KeyAlgoSKECDSA256:
		return false
	}
	plain, ok := key.(ssh.CryptoPublicKey)
	if !ok {
		return true
	}
	public, ok := plain.CryptoPublicKey().(*rsa.PublicKey)
	return !ok || key.Type() != ssh.KeyAlgoRSA || public.N.BitLen() < leastRSA
}
