// Package files keeps files by their content: the id of a file is its SHA-256, so
// the same picture is stored once, and what was stored can be proved unchanged.
//
// A Library hashes, sniffs, limits and remembers; a Backend holds the bytes: a
// local folder (package local) or S3-compatible storage (package s3), both proved
// by one suite, filestest. Every read is checked: a flipped bit is an error that
// names the file and the place. Names of files never reach a path.
package files

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"time"

	"backlot/internal/core/fault"
)

// ID is the SHA-256 of a file's content as 64 lower-case hex digits.
type ID string

// ParseID reads an id from outside. Only what it returned may reach a Backend.
func ParseID(s string) (ID, error) {
	raw, err := hex.DecodeString(s)
	if err != nil || len(raw) != 32 || hex.EncodeToString(raw) != s {
		return "", fault.New(fault.Invalid, "file id %q: want 64 lower-case hex digits, the SHA-256 of the content", s)
	}
	return ID(s), nil
}

// Info is what is known of a stored file.
type Info struct {
	ID       ID     `json:"id"`
	Size     int64  `json:"size"`      // bytes
	XXH3     string `json:"xxh3"`      // XXH3-64 of the content, 16 hex digits, as media hash lists carry it
	MIME     string `json:"mime"`      // sniffed from the content, never what the sender says
	StoredMS int64  `json:"stored_ms"` // Unix milliseconds of the last time it was put
}

// ErrDamaged marks that stored bytes are not the bytes that were put.
var ErrDamaged = errors.New("the stored file is damaged")

// Object is a thing a Backend holds: a file, or a stage when ID is "".
type Object struct {
	ID       ID
	Stage    string
	Size     int64
	Modified time.Time
}

// Backend holds bytes. Bytes gather in a stage, a name of letters, digits and
// dashes, until their hash is known, and become a file in one step. Errors carry a
// fault kind: NotFound, or Unavailable for a full or broken disk or service.
type Backend interface {
	// Append puts p into a stage at an offset that earlier calls reached, making
	// the stage at offset 0; what lay at or after the offset is replaced. Durable
	// when it returns.
	Append(ctx context.Context, stage string, offset int64, p []byte) error
	// Staged reads a stage from its beginning.
	Staged(ctx context.Context, stage string) (io.ReadCloser, error)
	// Commit makes the first size bytes of a stage the file id, replacing it, and
	// ends the stage. Until it returns nil, the file is not there or as it was.
	Commit(ctx context.Context, stage string, id ID, size int64) error
	// Discard ends a stage; one that does not exist is no error.
	Discard(ctx context.Context, stage string) error
	// Open reads a file from an offset to its end.
	Open(ctx context.Context, id ID, offset int64) (io.ReadCloser, error)
	// Remove deletes a file; one that does not exist is no error.
	Remove(ctx context.Context, id ID) error
	// List gives everything held, in any order, until each returns an error.
	List(ctx context.Context, each func(Object) error) error
	// Space is how many bytes can still be stored, or -1 when nobody can say.
	Space(ctx context.Context) (int64, error)
}

// ValidStage reports whether a name may be a stage's: 1 to 64 letters, digits and
// dashes, in lower case. Backends refuse others.
func ValidStage(name string) bool {
	if name == "" || len(name) > 64 {
		return false
	}
	for _, c := range []byte(name) {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}
