// Package pixel does the arithmetic of pictures: colour tables, curves, corrections and matrices over rows of float32
// pixels. All vector instructions for pixels are here. Every step has a form in plain Go, which says what is right
// and runs everywhere, and forms with vectors of the processor, chosen once when the program starts.
//
// Steps work on planes, a row of red, one of green, one of blue, because that is what vectors take. Pictures whose
// pixels lie one after another are taken apart a tile at a time, go through all steps while the tile is in the first
// cache, and are put together again: a chain costs one pass through memory.
//
// What a step makes of a pixel does not depend on where the pixel lies, nor on how many goroutines work.
package pixel

import (
	"runtime"
	"sync"
)

// Step changes pixels in place. The planes have one length, a multiple of 16 and at most [Tile]; 0 is black and 1 the
// white of the encoding, but any float32 may come, NaN and infinities too.
type Step func(r, g, b []float32)

// Tile is how many pixels a step sees at most: three planes of it take 12 kB, which leaves room in the first cache for
// what a step looks up.
const Tile = 1024

// lanes is the longest vector of any processor, in pixels.
const lanes = 16

// tile is where the pixels of a picture lie while steps work on them.
type tile struct{ r, g, b [Tile]float32 }

var tiles = sync.Pool{New: func() any { return new(tile) }}

// RGB sends pixels of three values through steps. A rest of one or two values at the end is left alone.
func RGB(px []float32, steps ...Step) {
	t := tiles.Get().(*tile)
	for n := len(px) / 3; n > 0; n = len(px) / 3 {
		n = min(n, Tile)
		fast.split(t, px[:3*n])
		t.run(n, steps)
		fast.join(px[:3*n], t)
		px = px[3*n:]
	}
	tiles.Put(t)
}

// RGBA sends pixels of four values through steps; the fourth is left as it is.
func RGBA(px []float32, steps ...Step) {
	t := tiles.Get().(*tile)
	for n := len(px) / 4; n > 0; n = len(px) / 4 {
		n = min(n, Tile)
		fast.splitA(t, px[:4*n])
		t.run(n, steps)
		fast.joinA(px[:4*n], t)
		px = px[4*n:]
	}
	tiles.Put(t)
}

// Planes sends a picture that lies in three planes through steps; pixels that not all planes have are left alone.
func Planes(r, g, b []float32, steps ...Step) {
	size := min(len(r), len(g), len(b))
	whole := size / lanes * lanes
	for at := 0; at < whole; at += Tile {
		end := min(at+Tile, whole)
		for _, step := range steps {
			step(r[at:end], g[at:end], b[at:end])
		}
	}
	if whole == size {
		return
	}
	t := tiles.Get().(*tile)
	n := size - whole
	copy(t.r[:n], r[whole:])
	copy(t.g[:n], g[whole:])
	copy(t.b[:n], b[whole:])
	t.run(n, steps)
	copy(r[whole:], t.r[:n])
	copy(g[whole:], t.g[:n])
	copy(b[whole:], t.b[:n])
	tiles.Put(t)
}

// run applies steps to the first n pixels, and to what an earlier picture left behind them up to a whole vector.
func (t *tile) run(n int, steps []Step) {
	n = (n + lanes - 1) / lanes * lanes
	for _, step := range steps {
		step(t.r[:n], t.g[:n], t.b[:n])
	}
}

// Bands shares n pixels out over the processors in whole tiles and returns when each is done. A small picture is one
// band, on the goroutine of the caller.
func Bands(n int, each func(from, to int)) {
	share := (n/runtime.GOMAXPROCS(0)/Tile + 1) * Tile
	if share >= n {
		each(0, n)
		return
	}
	var wg sync.WaitGroup
	for from := 0; from < n; from += share {
		wg.Go(func() { each(from, min(from+share, n)) })
	}
	wg.Wait()
}

// Each is a step that applies a function to every channel, for curves that have no kernel of their own.
func Each(f [3]func(float64) float64) Step {
	return func(r, g, b []float32) {
		for k, plane := range [3][]float32{r, g, b} {
			for i, v := range plane {
				plane[i] = float32(f[k](float64(v)))
			}
		}
	}
}
