package sshd

import (
	"crypto/rsa"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"dateline/news"
)

// Two keys that open nothing.
const (
	keyA = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
	keyB = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICAhIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4/"
)

// rsaKey is a line with an RSA key of so many bits, which opens nothing.
func rsaKey(t *testing.T, bits int) string {
	t.Helper()
	n := new(big.Int).SetBit(big.NewInt(1), bits-1, 1)
	key, err := ssh.NewPublicKey(&rsa.PublicKey{N: n, E: 65537})
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
}

func TestKeys(t *testing.T) {
	for _, row := range []struct{ name, user, text, want string }{
		{"a comment names the reader", "", keyA + " ana", "ana reader"},
		{"a comment names the reader and a machine", "", keyA + " ana@laptop", "ana reader"},
		{"a file names the reader", "ana", keyA + " somebody else", "ana reader"},
		{"a role", "", `role="editor" ` + keyA + " ana", "ana editor"},
		{"a name in an option", "", `user="ana",role="owner" ` + keyA + " Work Laptop", "ana owner"},
		{"what holds for every key", "", "restrict,no-port-forwarding,pty " + keyA + " ana", "ana reader"},
		{"comments and empty lines", "", "# keys\n\n  \n" + keyA + " ana\n", "ana reader"},
		{"two keys of one reader", "", keyA + " ana@a\n" + keyB + " ana@b\n", "ana reader, ana reader"},
		{"one key twice", "", keyA + " ana\n" + keyA + " ana\n", "ana reader"},
		{"one key of two readers", "", keyA + " ana\n" + keyA + " ben\n", "ana reader, line 2"},
		{"no comment", "", keyA, "line 1"},
		{"a comment that is no name", "", keyA + " ../../etc", "line 1"},
		{"a name with capitals", "", keyA + " Ana", "line 1"},
		{"a name that is too long", "", keyA + " " + strings.Repeat("a", 33), "line 1"},
		{"a name that begins with a dot", "", keyA + " .ana", "line 1"},
		{"a name of all that may be in one", "", keyA + " 0a-z._9" + strings.Repeat("z", 25), "0a-z._9" + strings.Repeat("z", 25) + " reader"},
		{"the name of guests, who would read along", "", keyA + " guest@home", "line 1"},
		{"a file of the name of guests", "guest", keyA, "line 1"},
		{"the name of guests, as one", "", `role="guest" ` + keyA + " guest", "guest guest"},
		{"the name of who runs the server", "", keyA + " local@laptop", "line 1"},
		{"that name, of an owner", "", `role="owner" ` + keyA + " local", "local owner"},
		{"a command that was to be forced", "", `command="/bin/true" ` + keyA + " ana", "line 1"},
		{"an address that it was bound to", "", `from="10.0.0.1" ` + keyA + " ana", "line 1"},
		{"an authority", "", "cert-authority " + keyA + " ana", "line 1"},
		{"no such role", "", `role="king" ` + keyA + " ana", "line 1"},
		{"a private key", "", "-----BEGIN OPENSSH PRIVATE KEY-----", "line 1"},
		{"a kind that the key is not", "", strings.Replace(keyA, "ssh-ed25519 ", "ssh-rsa ", 1) + " ana", "line 1"},
		{"RSA of a length that is trusted", "", rsaKey(t, leastRSA) + " ana", "ana reader"},
		{"RSA that is a bit too short", "", rsaKey(t, leastRSA-1) + " ana", "line 1"},
		{"a broken line between", "", keyA + " ana\nssh-ed25519 AAAA\n" + keyB + " ben", "ana reader, line 2, ben reader"},
		{"no end of line, other ends", "", keyA + " ana\r\n" + keyB + " ben", "ana reader, ben reader"},
	} {
		t.Run(row.name, func(t *testing.T) {
			readers := map[string]Reader{}
			var got []string
			at := map[string]bool{}
			parse := func(n int, err error) { got = append(got, fmt.Sprintf("line %d", n)) }
			for _, line := range strings.SplitAfter(row.text, "\n") {
				n := len(got)
				parseKeys([]byte(line), row.user, readers, parse)
				if len(got) > n { // numbered within the text
					got[n] = fmt.Sprintf("line %d", strings.Count(row.text[:strings.LastIndex(row.text, line)], "\n")+1)
				}
				for k, r := range readers {
					if !at[k] {
						at[k] = true
						got = append(got, string(r.User)+" "+string(r.Role))
					}
				}
			}
			if s := strings.Join(got, ", "); s != row.want {
				t.Errorf("got %s, want %s", s, row.want)
			}
		})
	}
}

// TestKeyring walks a folder of keys through its changes.
func TestKeyring(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var left []string
	warn := func(where string, err error) { left = append(left, strings.TrimPrefix(where, dir+"/")) }
	if _, err := OpenKeyring(dir, warn); !errors.Is(err, ErrNoKeys) {
		t.Fatalf("an empty folder: %v", err)
	}
	if _, err := OpenKeyring(filepath.Join(dir, "none"), warn); !errors.Is(err, os.ErrNotExist) {
		t.Fatalf("no folder: %v", err)
	}
	write("ana.pub", keyA+" whatever\n")
	write(".hidden", keyB)
	write("ben~", keyB)
	write("Not A Name", keyB)
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	k, err := OpenKeyring(dir, warn)
	if err != nil {
		t.Fatal(err)
	}
	if k.Len() != 1 || strings.Join(left, " ") != "Not A Name" {
		t.Fatalf("%d keys, left out %q", k.Len(), left)
	}
	ana, ok := k.Find(parsed(t, keyA))
	if !ok || ana.User != "ana" || !k.Holds(ana) {
		t.Fatalf("ana's key is %v, %v", ana, ok)
	}
	if changed, err := k.Reload(); changed || err != nil {
		t.Fatalf("nothing changed: %v, %v", changed, err)
	}
	write("ben", keyB)
	if err := os.Remove(filepath.Join(dir, "ana.pub")); err != nil {
		t.Fatal(err)
	}
	if changed, err := k.Reload(); !changed || err != nil {
		t.Fatalf("a key came and one went: %v, %v", changed, err)
	}
	if _, ok := k.Find(parsed(t, keyA)); ok || k.Holds(ana) {
		t.Error("a key that was removed is still known")
	}
	if ben, ok := k.Find(parsed(t, keyB)); !ok || ben.User != "ben" {
		t.Error("a key that came is not known")
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Reload(); err == nil || k.Len() != 1 {
		t.Errorf("without its folder the keys from before hold: %v, %d keys", err, k.Len())
	}
}

func parsed(t *testing.T, line string) ssh.PublicKey {
	t.Helper()
	key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// FuzzKeys: whatever a file of keys says, who it lets in has a name and a role.
func FuzzKeys(f *testing.F) {
	f.Add([]byte(keyA+" ana\n"), "")
	f.Add([]byte(`role="editor",user="x\"y" `+keyA+" ana@b\n#\n"+keyB), "ben")
	f.Add([]byte("command=\"a b\" ssh-rsa AAAA\n\x00"), "")
	f.Fuzz(func(t *testing.T, text []byte, user string) {
		if user != "" && !isUserName(user) {
			return
		}
		readers := map[string]Reader{}
		lines := 1 + strings.Count(string(text), "\n")
		parseKeys(text, user, readers, func(line int, err error) {
			if line < 1 || line > lines || err == nil {
				t.Errorf("line %d of %d: %v", line, lines, err)
			}
		})
		for _, r := range readers {
			if !isUserName(string(r.User)) || r.taken() || r.Key == "" || !slices.Contains(news.Roles(), r.Role) {
				t.Errorf("let in: %+v", r)
			}
		}
	})
}

func TestHostKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sub", "host")
	first, made, err := HostKey(path)
	if err != nil || !made || first.PublicKey().Type() != ssh.KeyAlgoED25519 {
		t.Fatalf("first start: %v, %v", made, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the key's mode is %v, %v", info.Mode(), err)
	}
	again, made, err := HostKey(path)
	if err != nil || made || ssh.FingerprintSHA256(again.PublicKey()) != ssh.FingerprintSHA256(first.PublicKey()) {
		t.Fatalf("second start: %v, %v", made, err)
	}
	for _, mode := range []os.FileMode{0o640, 0o604, 0o660} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, _, err := HostKey(path); err == nil || !strings.Contains(err.Error(), "read by others") {
			t.Errorf("mode %v: %v", mode, err)
		}
	}
	if err := errors.Join(os.WriteFile(path, []byte("half a k"), 0o600), os.Chmod(path, 0o600)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := HostKey(path); err == nil {
		t.Error("a broken key is used")
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("left beside the key: %v, %v", entries, err)
	}
}

var start = time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
