package hashes

import (
	"encoding/binary"
	"math/bits"
)

// The primes of XXH32 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md).
const (
	prime1 uint32 = 0x9E3779B1
	prime2 uint32 = 0x85EBCA77
	prime3 uint32 = 0xC2B2AE3D
	prime4 uint32 = 0x27D4EB2F
	prime5 uint32 = 0x165667B1
)

// xxh32 is XXH32 with seed 0, which old MHL files call "xxhash".
type xxh32 struct {
	lane  [4]uint32
	total uint64
	rest  [16]byte
	held  int
}

func newXXH32() *xxh32 {
	x := &xxh32{}
	x.Reset()
	return x
}

func (x *xxh32) Reset() {
	p1, p2 := prime1, prime2 // as variables, so that the sum and the negation may wrap
	*x = xxh32{lane: [4]uint32{p1 + p2, p2, 0, -p1}}
}

func (x *xxh32) Size() int      { return 4 }
func (x *xxh32) BlockSize() int { return 16 }

func (x *xxh32) Write(b []byte) (int, error) {
	n := len(b)
	x.total += uint64(n)
	if x.held > 0 {
		k := copy(x.rest[x.held:], b)
		x.held, b = x.held+k, b[k:]
		if x.held < 16 {
			return n, nil
		}
		x.stripe(x.rest[:])
		x.held = 0
	}
	for len(b) >= 16 {
		x.stripe(b[:16])
		b = b[16:]
	}
	x.held = copy(x.rest[:], b)
	return n, nil
}

func (x *xxh32) stripe(b []byte) {
	for i := range x.lane {
		x.lane[i] = bits.RotateLeft32(x.lane[i]+binary.LittleEndian.Uint32(b[4*i:])*prime2, 13) * prime1
	}
}

func (x *xxh32) Sum(b []byte) []byte {
	h := prime5
	if x.total >= 16 {
		h = bits.RotateLeft32(x.lane[0], 1) + bits.RotateLeft32(x.lane[1], 7) +
			bits.RotateLeft32(x.lane[2], 12) + bits.RotateLeft32(x.lane[3], 18)
	}
	h += uint32(x.total)
	rest := x.rest[:x.held]
	for ; len(rest) >= 4; rest = rest[4:] {
		h = bits.RotateLeft32(h+binary.LittleEndian.Uint32(rest)*prime3, 17) * prime4
	}
	for _, c := range rest {
		h = bits.RotateLeft32(h+uint32(c)*prime5, 11) * prime1
	}
	h = (h ^ h>>15) * prime2
	h = (h ^ h>>13) * prime3
	h ^= h >> 16
	return binary.BigEndian.AppendUint32(b, h)
}
