// Package hashes names and computes the digests that prove a copy of camera media: xxHash for
// speed, MD5 and SHA for those who ask for them, C4 for people who hand whole packages over.
//
// Written forms are those of ASC MHL: lower-case hexadecimal with the most significant byte first,
// and for C4 the 90 letters of SMPTE ST 2114.
package hashes

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strings"

	"github.com/cespare/xxhash/v2"
	"github.com/zeebo/xxh3"
)

// Format is the name of a digest as ASC MHL writes it.
type Format string

// The formats. XXH32, SHA256 and SHA512 are not part of ASC MHL; XXH32 is read in MHL 1.1 files.
const (
	XXH32  Format = "xxh32"
	XXH64  Format = "xxh64"
	XXH3   Format = "xxh3"
	XXH128 Format = "xxh128"
	MD5    Format = "md5"
	SHA1   Format = "sha1"
	SHA256 Format = "sha256"
	SHA512 Format = "sha512"
	C4     Format = "c4"
)

// all is every format, by name.
var all = []Format{C4, MD5, SHA1, SHA256, SHA512, XXH128, XXH3, XXH32, XXH64}

// All lists every format by name.
func All() []Format { return slices.Clone(all) }

// Parse finds a format by name; case does not matter.
func Parse(name string) (Format, error) {
	f := Format(strings.ToLower(name))
	if slices.Contains(all, f) {
		return f, nil
	}
	return "", fmt.Errorf("hash format %q: want one of %s", name, list(all))
}

func list(formats []Format) string {
	var names []string
	for _, f := range formats {
		names = append(names, string(f))
	}
	return strings.Join(names, ", ")
}

// Slow says that computing the format, not the disk, is what takes the time: less than 2 GB/s on
// one core. Such formats get a core of their own.
func (f Format) Slow() bool {
	switch f {
	case XXH64, XXH3, XXH128:
		return false
	}
	return true
}

// New begins a digest. An unknown format is a programming error and panics.
func (f Format) New() hash.Hash {
	switch f {
	case XXH32:
		return newXXH32()
	case XXH64:
		return xxhash.New()
	case XXH3:
		return xxh3.New()
	case XXH128:
		return wide{xxh3.New()}
	case MD5:
		return md5.New()
	case SHA1:
		return sha1.New()
	case SHA256:
		return sha256.New()
	case SHA512, C4:
		return sha512.New()
	}
	panic("hashes: unknown format " + string(f))
}

// wide is XXH3 with all of its 128 bits.
type wide struct{ *xxh3.Hasher }

func (w wide) Size() int { return 16 }

func (w wide) Sum(b []byte) []byte {
	s := w.Sum128().Bytes()
	return append(b, s[:]...)
}

// Text writes a sum as the format is written in a manifest.
func (f Format) Text(sum []byte) string {
	if f == C4 {
		return c4Text(sum)
	}
	return hex.EncodeToString(sum)
}

// Bytes reads a written sum. The error says what a sum of this format looks like.
func (f Format) Bytes(text string) ([]byte, error) {
	if f == C4 {
		return c4Bytes(text)
	}
	b, err := hex.DecodeString(text)
	if want := f.size(); err != nil || len(b) != want {
		return nil, fmt.Errorf("%s %q: want %d hexadecimal digits", f, clip(text), 2*want)
	}
	return b, nil
}

func (f Format) size() int {
	if f == C4 {
		return sha512.Size
	}
	return f.New().Size()
}

// clip keeps an error message short when what it quotes is not.
func clip(s string) string {
	if len(s) <= 100 {
		return s
	}
	return s[:100] + "…"
}

// Of is the written digest of some bytes.
func (f Format) Of(data []byte) string {
	h := f.New()
	h.Write(data)
	return f.Text(h.Sum(nil))
}

// Sums are the written digests of one file.
type Sums map[Format]string

// Formats lists the formats of the sums by name.
func (s Sums) Formats() []Format {
	out := make([]Format, 0, len(s))
	for f := range s {
		out = append(out, f)
	}
	slices.Sort(out)
	return out
}

// Fast picks the quickest format among some, the one worth comparing a read-back with.
// It is "" when there is none.
func Fast(formats []Format) Format {
	for _, f := range []Format{XXH128, XXH3, XXH64, SHA1, MD5, SHA256, C4, SHA512, XXH32} {
		if slices.Contains(formats, f) {
			return f
		}
	}
	return ""
}
