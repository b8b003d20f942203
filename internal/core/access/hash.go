package access

import (
	"cmp"
	"context"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"

	"backlot/internal/core/fault"
)

// Hashing is what a password hash costs: argon2id (RFC 9106).
type Hashing struct {
	MemoryKiB uint32 // 8 to 1048576, and at least 8 per thread
	Passes    uint32 // 1 to 64
	Threads   uint8  // 1 to 64
	AtOnce    int    // hashes computed at the same time; each takes MemoryKiB
}

// DefaultHashing is the second recommended option of RFC 9106, 64 MiB.
var DefaultHashing = Hashing{MemoryKiB: 64 * 1024, Passes: 3, Threads: 4, AtOnce: 4}

const (
	saltBytes = 16
	hashBytes = 32
)

// phc is a password hash as text: $argon2id$v=19$m=65536,t=3,p=4$salt$hash, the
// two in base64 without padding.
type phc struct {
	memory, passes uint32
	threads        uint8
	salt, hash     []byte
}

func (p phc) String() string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.memory, p.passes, p.threads,
		b64.EncodeToString(p.salt), b64.EncodeToString(p.hash))
}

// parsePHC reads what String writes and nothing else; costs beyond the limits of
// Hashing are refused, so that a damaged row cannot eat the machine.
func parsePHC(text string) (phc, error) {
	var p phc
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return p, fault.New(fault.Invalid, "password hash: want $argon2id$v=19$m=...,t=...,p=...$salt$hash")
	}
	var version int
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return p, fault.New(fault.Invalid, "password hash: version %q: want v=19", parts[2])
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.threads); err != nil {
		return p, fault.New(fault.Invalid, "password hash: parameters %q: want m=65536,t=3,p=4", parts[3])
	}
	if err := (Hashing{p.memory, p.passes, p.threads, 1}).check(); err != nil {
		return p, err
	}
	var err error
	if p.salt, err = base64.RawStdEncoding.Strict().DecodeString(parts[4]); err != nil {
		return p, fault.New(fault.Invalid, "password hash: salt: %w", err)
	}
	if p.hash, err = base64.RawStdEncoding.Strict().DecodeString(parts[5]); err != nil {
		return p, fault.New(fault.Invalid, "password hash: %w", err)
	}
	if len(p.salt) < 8 || len(p.salt) > 64 || len(p.hash) < 16 || len(p.hash) > 64 || p.String() != text {
		return p, fault.New(fault.Invalid, "password hash: want 8 to 64 bytes of salt and 16 to 64 of hash, in the one way to write them")
	}
	return p, nil
}

func (h Hashing) check() error {
	if h.MemoryKiB < 8*uint32(h.Threads) || h.MemoryKiB < 8 || h.MemoryKiB > 1<<20 || h.Passes < 1 || h.Passes > 64 ||
		h.Threads < 1 || h.Threads > 64 || h.AtOnce < 1 {
		return fault.New(fault.Invalid, "password hashing m=%d,t=%d,p=%d, %d at once: want memory 8 to 1048576 KiB and 8 per thread, 1 to 64 passes, 1 to 64 threads, 1 or more at once",
			h.MemoryKiB, h.Passes, h.Threads, h.AtOnce)
	}
	return nil
}

// hasher computes password hashes, a bounded number at once: each holds its
// memory, and a rush of sign-ins must wait rather than take the machine down.
type hasher struct {
	cost Hashing
	turn chan struct{}
}

func newHasher(cost Hashing) (*hasher, error) {
	if cost == (Hashing{}) {
		cost = DefaultHashing
	}
	if err := cost.check(); err != nil {
		return nil, err
	}
	return &hasher{cost, make(chan struct{}, cost.AtOnce)}, nil
}

func (h *hasher) derive(ctx context.Context, p phc, password string) ([]byte, error) {
	select {
	case h.turn <- struct{}{}:
		defer func() { <-h.turn }()
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, "too many people sign in at this moment: %w", ctx.Err())
	}
	return argon2.IDKey([]byte(password), p.salt, p.passes, p.memory, p.threads, uint32(cmp.Or(len(p.hash), hashBytes))), nil
}

// hash makes the stored form of a password.
func (h *hasher) hash(ctx context.Context, random io.Reader, password string) (string, error) {
	p := phc{memory: h.cost.MemoryKiB, passes: h.cost.Passes, threads: h.cost.Threads, salt: make([]byte, saltBytes)}
	if _, err := io.ReadFull(random, p.salt); err != nil {
		return "", fault.New(fault.Unavailable, "draw a salt: %w", err)
	}
	var err error
	if p.hash, err = h.derive(ctx, p, password); err != nil {
		return "", err
	}
	return p.String(), nil
}

// verify compares a password with its stored form. stored "" stands for an
// account that does not exist: it takes the same time and is always wrong. weak
// says that the stored form costs something else than today's.
func (h *hasher) verify(ctx context.Context, stored, password string) (right, weak bool, err error) {
	p := phc{h.cost.MemoryKiB, h.cost.Passes, h.cost.Threads, make([]byte, saltBytes), make([]byte, hashBytes)}
	if stored != "" {
		if p, err = parsePHC(stored); err != nil {
			return false, false, fmt.Errorf("read a stored password hash: %v", err) // our defect, not the caller's
		}
	}
	got, err := h.derive(ctx, p, password)
	if err != nil {
		return false, false, err
	}
	same := subtle.ConstantTimeCompare(got, p.hash) == 1
	weak = p.memory != h.cost.MemoryKiB || p.passes != h.cost.Passes || p.threads != h.cost.Threads
	return same && stored != "", weak, nil
}
