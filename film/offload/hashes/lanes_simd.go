//go:build goexperiment.simd && amd64

package hashes

import (
	"encoding/binary"
	"simd/archsimd"
	"sync"
)

// lanesOf is how a format hashes several streams at once on this machine; nil when it cannot.
// Two streams of SHA-512 are not quicker side by side than one after the other; of MD5 they are.
func lanesOf(f Format) *lanes { return provedLanes()[f] }

// provedLanes holds the lanes against the plain hashes once: vectors are an experiment of Go's
// compiler, and a wrong digest is worse than a slow one.
var provedLanes = sync.OnceValue(func() map[Format]*lanes {
	out := map[Format]*lanes{}
	if !archsimd.X86.AVX512() {
		return out
	}
	for f, l := range map[Format]*lanes{MD5: {64, 2, md5Run}, SHA512: {128, 3, sha512Run}} {
		if l.proved(f) {
			out[f] = l
		}
	}
	return out
})

func md5Run(states *[width][]byte, data *[width]*byte, n int) {
	var s [4][width]uint32
	for i := range s {
		for j := range width {
			s[i][j] = binary.BigEndian.Uint32(states[j][4*i:])
		}
	}
	md5Blocks(&s, data, n)
	for i := range s {
		for j := range width {
			binary.BigEndian.PutUint32(states[j][4*i:], s[i][j])
		}
	}
}

func sha512Run(states *[width][]byte, data *[width]*byte, n int) {
	var s [8][width]uint64
	for i := range s {
		for j := range width {
			s[i][j] = binary.BigEndian.Uint64(states[j][8*i:])
		}
	}
	sha512Blocks(&s, data, n)
	for i := range s {
		for j := range width {
			binary.BigEndian.PutUint64(states[j][8*i:], s[i][j])
		}
	}
}
