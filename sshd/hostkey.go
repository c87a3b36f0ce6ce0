package sshd

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"
)

// HostKey reads the host's key, and makes an ed25519 key when there is none. made
// reports that it did. A key that others than its owner can read is refused: whoever
// has it can stand in for this host.
func HostKey(path string) (key ssh.Signer, made bool, err error) {
	text, err := readSecret(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := makeHostKey(path); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, false, fmt.Errorf("make the host's key: %w", err)
		}
		made = true
		text, err = readSecret(path)
	}
	if err != nil {
		return nil, false, fmt.Errorf("read the host's key: %w", err)
	}
	if key, err = ssh.ParsePrivateKey(text); err != nil {
		return nil, false, fmt.Errorf("read the host's key %s: %w", path, err)
	}
	return key, made, nil
}

// readSecret reads a file that only its owner may read.
func readSecret(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if open := info.Mode().Perm() & 0o077; open != 0 {
		return nil, fmt.Errorf("%s can be read by others (mode %04o); chmod 600 it, or remove it for a new key", path, info.Mode().Perm())
	}
	return os.ReadFile(path)
}

// makeHostKey writes a new key. It is written whole under another name first, so that
// no start finds half a key, and never over one that is there.
func makeHostKey(path string) error {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	block, err := ssh.MarshalPrivateKey(private, "dateline")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".hostkey-") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(pem.EncodeToMemory(block))
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), path)
}
