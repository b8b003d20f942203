package hashes

import (
	"bytes"
	"testing"
)

// Side by side, streams get the digests they get alone, from wherever they are; a lane without a
// stream disturbs nobody.
func TestLanes(t *testing.T) {
	for _, f := range []Format{MD5, SHA512} {
		l := lanesOf(f)
		if l == nil {
			t.Skip("no vectors: built without GOEXPERIMENT=simd, or the processor has no AVX-512")
		}
		in := Sample(9 * width * l.block)
		for streams := 1; streams <= width; streams++ {
			for blocks := 1; blocks <= 8; blocks++ {
				var to []resumable
				var data, all [][]byte
				for i := range streams {
					before, now := in[:i*l.block], in[(i+1)*l.block:][:blocks*l.block]
					h := f.New().(resumable)
					h.Write(before)
					to, data, all = append(to, h), append(data, now), append(all, bytes.Join([][]byte{before, now, in[:i]}, nil))
				}
				if err := l.write(to, data, blocks*l.block); err != nil {
					t.Fatal(err)
				}
				for i, h := range to {
					h.Write(in[:i])
					if got, want := f.Text(h.Sum(nil)), f.Of(all[i]); got != want {
						t.Errorf("%s, stream %d of %d, %d blocks = %s, want %s", f, i+1, streams, blocks, got, want)
					}
				}
			}
		}
	}
}

// Lanes that are wrong are not taken.
func TestLanesProved(t *testing.T) {
	wrong := &lanes{64, 2, func(states *[width][]byte, _ *[width]*byte, _ int) { states[3][0] ^= 1 }}
	if wrong.proved(MD5) {
		t.Error("lanes that flip a bit pass for MD5")
	}
	if (&lanes{64, 2, func(*[width][]byte, *[width]*byte, int) {}}).proved(XXH128) {
		t.Error("XXH128 hands over no state and passes")
	}
}
