package hashes_test

import (
	"bytes"
	"sync"
	"testing"

	"backlot/film/offload/hashes"
)

// cuts are lengths of files round the borders of blocks, of turns and of what is hashed by itself.
var cuts = []int{0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 16<<10 - 1, 16 << 10, 16<<10 + 1, 16<<10 + 64, 40000, 256<<10 - 1, 256 << 10, 256<<10 + 129, 700001}

// Whatever files go through a pool at once, in whatever pieces, each gets its own digest.
func TestPool(t *testing.T) {
	in := hashes.Sample(cuts[len(cuts)-1] + len(cuts))
	for _, f := range []hashes.Format{hashes.MD5, hashes.C4, hashes.SHA512, hashes.SHA1} {
		var p hashes.Pool
		var wg sync.WaitGroup
		for i, n := range cuts {
			data := in[i:][:n] // each file another
			for _, piece := range []int{n + 1, 100003, 5*128<<10 - 1} {
				wg.Go(func() {
					if got, want := pooled(&p, f, data, piece), f.Of(data); got != want {
						t.Errorf("%s of %d bytes in pieces of %d beside others = %s, want %s", f, n, piece, got, want)
					}
				})
			}
		}
		wg.Wait()
	}
}

// pooled hashes data in pieces.
func pooled(p *hashes.Pool, f hashes.Format, data []byte, piece int) string {
	s := p.Stream(f)
	var taken sync.WaitGroup
	for len(data) > 0 {
		n := min(piece, len(data))
		taken.Add(1)
		s.Add(data[:n], taken.Done)
		data = data[n:]
	}
	sum := f.Text(s.Sum())
	taken.Wait() // every piece was given back
	return sum
}

// A digest is right however the streams beside it come and go.
func FuzzPool(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4}, uint16(40000), uint16(65535))
	f.Add([]byte{200, 7, 9, 0, 255, 31}, uint16(63), uint16(16384))
	f.Add([]byte{64, 64, 64, 64, 64}, uint16(4096), uint16(300))
	f.Fuzz(func(t *testing.T, files []byte, unit, piece uint16) {
		files = files[:min(len(files), 12)]
		in := hashes.Sample(256 * 1024)
		var p hashes.Pool
		var wg sync.WaitGroup
		for i, n := range files {
			data := bytes.Repeat(in[i:][:int(unit)], int(n)%24)
			for _, format := range []hashes.Format{hashes.MD5, hashes.SHA512} {
				wg.Go(func() {
					if got, want := pooled(&p, format, data, max(int(piece), len(data)/50+1)), format.Of(data); got != want {
						t.Errorf("%s of file %d, %d bytes = %s, want %s", format, i, len(data), got, want)
					}
				})
			}
		}
		wg.Wait()
	})
}

// BenchmarkSlow is what a core does in a second: four files at once, and one.
func BenchmarkSlow(b *testing.B) {
	in := hashes.Sample(4 << 20)
	for _, f := range []hashes.Format{hashes.MD5, hashes.C4} {
		for _, files := range []int{1, 2, 3, 4} {
			b.Run(string(f)+"/"+string(rune('0'+files)), func(b *testing.B) {
				b.SetBytes(int64(files * len(in)))
				for b.Loop() {
					var p hashes.Pool
					var streams []*hashes.Stream
					for range files {
						s := p.Stream(f)
						s.Add(in, nil)
						streams = append(streams, s)
					}
					for _, s := range streams {
						s.Sum()
					}
				}
			})
		}
	}
}
