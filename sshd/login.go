package sshd

import (
	"errors"

	"golang.org/x/crypto/ssh"

	"dateline/news"
)

// What a login leaves for the connection.
const extUser, extRole, extKey = "user", "role", "key"

// maxTries is how many keys a client may offer; an agent holds a few.
const maxTries = 10

// login is how a connection logs in: by a public key that is known. In an open house
// whoever names themselves guest, or has no known key, is one.
func (s *Server) login() *ssh.ServerConfig {
	c := &ssh.ServerConfig{
		ServerVersion: "SSH-2.0-dateline",
		MaxAuthTries:  maxTries,
		PublicKeyCallback: func(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
			if s.o.Keys != nil {
				if r, ok := s.o.Keys.Find(key); ok {
					return r.permissions(), nil
				}
			}
			return nil, errors.New("a key that is not known")
		},
	}
	if s.o.Open {
		guest := Reader{User: GuestUser, Role: news.Guest}.permissions()
		c.NoClientAuth = true
		c.NoClientAuthCallback = func(m ssh.ConnMetadata) (*ssh.Permissions, error) {
			if m.User() != string(GuestUser) && s.o.Keys != nil {
				return nil, errors.New("keys first")
			}
			return guest, nil
		}
		// A client turns to this when none of its keys is known. It is asked nothing.
		c.KeyboardInteractiveCallback = func(_ ssh.ConnMetadata, ask ssh.KeyboardInteractiveChallenge) (*ssh.Permissions, error) {
			_, err := ask("", "", nil, nil)
			return guest, err
		}
	}
	c.AddHostKey(s.o.HostKey)
	return c
}

func (r Reader) permissions() *ssh.Permissions {
	return &ssh.Permissions{Extensions: map[string]string{extUser: string(r.User), extRole: string(r.Role), extKey: r.Key}}
}

// readerOf is who logged in.
func readerOf(p *ssh.Permissions) Reader {
	return Reader{User: news.User(p.Extensions[extUser]), Role: news.Role(p.Extensions[extRole]), Key: p.Extensions[extKey]}
}
