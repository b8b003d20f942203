package graph

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"backlot/internal/core/fault"
)

// ID names a record, change, branch, production or account: a UUID, version 7
// when made here, so that ids sort by the time they were made. The zero ID
// means "none" and is written as "".
type ID [16]byte

// Ref is a reference to a record of noun T. In JSON it is the id's text; use
// `json:"scene,omitzero"`. The tag `graph:"owner"` marks a record without which
// the referring one cannot exist or be known; `graph:"hides"` one that it outlives,
// and is hidden with all the same.
type Ref[T Noun] struct{ ID }

// To makes a typed reference from an id.
func To[T Noun](id ID) Ref[T] { return Ref[T]{id} }

// IDs hands out new ids. Code that makes records takes one as a value.
type IDs interface{ NewID() ID }

// RandomIDs makes UUIDv7 ids from the machine's clock and random source.
type RandomIDs struct{}

// NewID makes a fresh UUIDv7.
func (RandomIDs) NewID() ID { return ID(uuid.Must(uuid.NewV7())) }

// ParseID reads the 36-character form; "" gives the zero ID.
func ParseID(s string) (ID, error) {
	if s == "" {
		return ID{}, nil
	}
	var id ID
	if id.parse([]byte(s)) {
		return id, nil
	}
	return ID{}, fault.New(fault.Invalid, "id %q: want a UUID such as 0192f0c1-2b3c-7d4e-8f50-112233445566", s)
}

// parse reads the 36-character form.
func (id *ID) parse(s []byte) bool {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return false
	}
	var hexed [32]byte
	copy(hexed[0:8], s[0:8])
	copy(hexed[8:12], s[9:13])
	copy(hexed[12:16], s[14:18])
	copy(hexed[16:20], s[19:23])
	copy(hexed[20:32], s[24:36])
	_, err := hex.Decode(id[:], hexed[:])
	return err == nil
}

// MustID is ParseID for constants in tests and seeds; it panics on bad text.
func MustID(s string) ID {
	id, err := ParseID(s)
	if err != nil {
		panic(err)
	}
	return id
}

// IsZero reports whether the id means "none".
func (id ID) IsZero() bool { return id == ID{} }

// String gives the 36-character form, or "" for the zero ID.
func (id ID) String() string {
	if id.IsZero() {
		return ""
	}
	var b [36]byte
	id.encode(b[:])
	return string(b[:])
}

// Less orders ids by byte, which is by time for ids made here.
func (id ID) Less(other ID) bool { return id.compare(&other) < 0 }

// compare is bytes.Compare in two steps; sorting a season's references is mostly this.
func (id *ID) compare(other *ID) int {
	if c := cmp.Compare(binary.BigEndian.Uint64(id[:8]), binary.BigEndian.Uint64(other[:8])); c != 0 {
		return c
	}
	return cmp.Compare(binary.BigEndian.Uint64(id[8:]), binary.BigEndian.Uint64(other[8:]))
}

// MarshalText writes the 36-character form.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (id *ID) UnmarshalText(b []byte) error {
	got, err := ParseID(string(b))
	if err != nil {
		return err
	}
	*id = got
	return nil
}

func (id ID) encode(b []byte) {
	hex.Encode(b[0:8], id[0:4])
	b[8] = '-'
	hex.Encode(b[9:13], id[4:6])
	b[13] = '-'
	hex.Encode(b[14:18], id[6:8])
	b[18] = '-'
	hex.Encode(b[19:23], id[8:10])
	b[23] = '-'
	hex.Encode(b[24:36], id[10:16])
}

// SequentialIDs makes ids 1, 2, 3 ... under a fixed prefix: for tests, demos and
// seeds whose bytes must not change from run to run.
type SequentialIDs struct {
	Prefix uint32
	n      uint64
}

// NewID gives the next id; it is not for concurrent use.
func (s *SequentialIDs) NewID() ID {
	s.n++
	return MustID(fmt.Sprintf("%08x-0000-7000-8000-%012x", s.Prefix, s.n))
}

// short is the first eight hex digits, for messages.
func (id ID) short() string { return strings.SplitN(id.String(), "-", 2)[0] }
