package access

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"io"
	"sync"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// purpose is what a token lets its bearer do; it is the third letter of its text.
type purpose byte

const (
	forSession    purpose = 's'
	forChallenge  purpose = 'c' // password given, second factor owed
	forOwner      purpose = 'o' // become the first owner
	forInvitation purpose = 'i'
	forRecovery   purpose = 'r'
	forEmail      purpose = 'e' // confirm a new e-mail address
	forAPI        purpose = 't'
)

const (
	tokenSecret = 32 // bytes
	tokenLength = 4 + 48
)

// encodeToken writes "bl", the purpose, "_" and 48 letters: 256 random bits and a
// check sum, so that a mistyped or cut-off token is known without a look-up and
// secret scanners can find one that leaked.
func encodeToken(p purpose, secret [tokenSecret]byte) string {
	raw := binary.BigEndian.AppendUint32(secret[:], tokenSum(p, secret))
	return "bl" + string(p) + "_" + base64.RawURLEncoding.EncodeToString(raw)
}

// errToken is the one answer to every token that does not hold.
func errToken() error {
	return fault.New(fault.Signin, "this key is not valid: it may be cut off, used already, revoked or too old")
}

// decodeToken reads what encodeToken writes for this purpose, and nothing else.
// The error is the same for every stranger's text.
func decodeToken(p purpose, text string) (secret [tokenSecret]byte, err error) {
	if len(text) != tokenLength || text[:2] != "bl" || text[2] != byte(p) || text[3] != '_' {
		return [tokenSecret]byte{}, errToken()
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text[4:])
	if err != nil || len(raw) != tokenSecret+4 {
		return [tokenSecret]byte{}, errToken()
	}
	copy(secret[:], raw)
	if binary.BigEndian.Uint32(raw[tokenSecret:]) != tokenSum(p, secret) {
		return [tokenSecret]byte{}, errToken()
	}
	return secret, nil
}

func tokenSum(p purpose, secret [tokenSecret]byte) uint32 {
	return crc32.ChecksumIEEE(append([]byte{byte(p)}, secret[:]...))
}

// tokenHash is what is stored in a token's place: SHA-256 of purpose and secret.
// 256 random bits need no slow hash.
func tokenHash(p purpose, secret [tokenSecret]byte) []byte {
	sum := sha256.Sum256(append([]byte{byte(p)}, secret[:]...))
	return sum[:]
}

// hashToken reads a token and gives its stored form.
func hashToken(p purpose, text string) ([]byte, error) {
	secret, err := decodeToken(p, text)
	if err != nil {
		return nil, err
	}
	return tokenHash(p, secret), nil
}

// source hands out randomness and ids to one caller at a time.
type source struct {
	mu     *sync.Mutex
	random io.Reader
	ids    graph.IDs
}

func newSource(random io.Reader, ids graph.IDs) source {
	if random == nil {
		random = rand.Reader
	}
	if ids == nil {
		ids = graph.RandomIDs{}
	}
	return source{new(sync.Mutex), random, ids}
}

// Read fills p or fails.
func (s source) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return io.ReadFull(s.random, p)
}

func (s source) newID() graph.ID {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ids.NewID()
}

// token makes a fresh token and its stored form.
func (s source) token(p purpose) (text string, hash []byte, err error) {
	var secret [tokenSecret]byte
	if _, err := s.Read(secret[:]); err != nil {
		return "", nil, fault.New(fault.Unavailable, "draw a random key: %w", err)
	}
	return encodeToken(p, secret), tokenHash(p, secret), nil
}
