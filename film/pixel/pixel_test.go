package pixel

import (
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rows are three planes of every kind of value: colours of 0 to 1, light beyond, the ends and ties of cells, and what no
// camera gives.
func rows(n int) [3][]float32 {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	odd := []float32{0, float32(math.Copysign(0, -1)), 1, -1, 0.5, 0.25, 1.0 / 16, 2, 65504, -65504, inf, -inf, nan,
		1e-30, 1e-42, -1e-42, 1e30, 0.99999994, 1.0000001, 0x1p-126}
	rng := rand.New(rand.NewPCG(11, 2026))
	var out [3][]float32
	for k := range out {
		out[k] = make([]float32, n)
		for i := range out[k] {
			switch i % 4 {
			case 0:
				out[k][i] = odd[rng.IntN(len(odd))]
			case 1:
				out[k][i] = rng.Float32()*3 - 1
			case 2:
				out[k][i] = float32(rng.IntN(17)) / 16
			default:
				out[k][i] = rng.Float32()
			}
		}
	}
	return out
}

// points is a rough table with values on both sides of 0 and 1.
func points(edge int) []float32 {
	rng := rand.New(rand.NewPCG(uint64(edge), 2026))
	out := make([]float32, 3*edge*edge*edge)
	for i := range out {
		out[i] = rng.Float32()*1.5 - 0.25
	}
	return out
}

// sample is a step of every kind.
type sample struct {
	name string
	of   func(e *engine) Step
	by   float64 // how far vectors may be from plain Go; 0 is not at all
}

func samples() []sample {
	table := func(edge int) func(*engine) Step {
		values := points(edge)
		return func(e *engine) Step { return e.newTable(edge, values) }
	}
	grade := func(c CDL) func(*engine) Step { return func(e *engine) Step { return e.newCorrection(c) } }
	curves := func(n int) func(*engine) Step {
		p := points(12)
		return func(e *engine) Step { return e.newCurve([3][]float32{p[:n], p[n : 2*n], p[2*n : 3*n]}) }
	}
	warm := CDL{Slope: [3]float64{1.1, 1, 0.9}, Offset: [3]float64{-0.1, 1e-7, 0.1}, Power: [3]float64{1.25, 1, 1.0 / 3}, Saturation: 1.7}
	limited, plainSat := warm, warm
	limited.Clamp, plainSat.Saturation = true, 1
	return []sample{
		{"table 2", table(2), 0}, {"table 17", table(17), 0}, {"table 33", table(33), 0},
		{"curve 2", curves(2), 0}, {"curve 1700", curves(1700), 0},
		{"matrix", func(e *engine) Step {
			return e.newMatrix([3][3]float64{{0.9, 0.1, 0}, {-0.2, 1.2, 1e-9}, {1.0 / 3, 0, 40}}, [3]float64{0.5, 0, -1})
		}, 0},
		{"line", func(e *engine) Step { return e.newLine(1.0/3, -0.1, 0, 1) }, 0},
		{"line without ends", func(e *engine) Step { return e.newLine(1, 0, math.Inf(-1), math.Inf(1)) }, 0},
		{"cdl", grade(warm), 2e-6}, {"cdl limited", grade(limited), 4e-7}, {"cdl of saturation 1", grade(plainSat), 2e-6},
		{"cdl of powers", grade(CDL{Slope: [3]float64{1, 1, 1}, Power: [3]float64{0.25, 2.4, 4}, Saturation: 1}), 2e-6},
		{"cdl of slope 0", grade(CDL{Power: [3]float64{2, 1, 0.5}, Offset: [3]float64{0.2, 0.3, 0.4}}), 2e-6},
	}
}

// TestEngines: what vectors make of a row is what plain Go makes of it, for every value a float32 can have.
func TestEngines(t *testing.T) {
	for _, s := range samples() {
		want := rows(4 * Tile)
		run(want, s.of(&plain))
		for _, e := range engines() {
			got := rows(4 * Tile)
			run(got, s.of(&e))
			for k := range got {
				for i := range got[k] {
					if !same(got[k][i], want[k][i], s.by) {
						in := rows(4 * Tile)
						t.Fatalf("%s on %s: channel %d of %v is %v; want %v", s.name, e.name, k, [3]float32{in[0][i], in[1][i], in[2][i]}, got[k][i], want[k][i])
					}
				}
			}
		}
	}
}

func run(rows [3][]float32, step Step) {
	for at := 0; at < len(rows[0]); at += Tile {
		step(rows[0][at:at+Tile], rows[1][at:at+Tile], rows[2][at:at+Tile])
	}
}

// same allows by of 1, and of the value where it is larger. Beyond half floats any infinity will do.
func same(got, want float32, by float64) bool {
	a, b := float64(got), float64(want)
	if by > 0 && (math.Abs(b) > 65504 || math.IsInf(a, 0) && math.Abs(b) > 1e30) {
		return math.IsNaN(a) == math.IsNaN(b)
	}
	return got == want || got != got && want != want || math.Abs(a-b) <= by*max(1, math.Abs(b))
}

// TestNearBlack: where slope and offset nearly cancel, a small power makes much of what is left; vectors keep it.
func TestNearBlack(t *testing.T) {
	c := CDL{Slope: [3]float64{1.1, 1.1, 1.1}, Offset: [3]float64{-0.11, -0.11, -0.11}, Power: [3]float64{0.25, 0.5, 1}, Saturation: 1}
	for _, e := range engines() {
		var got, want [3][]float32
		for k := range got {
			v := float32(0.1)
			for range 64 {
				v = math.Nextafter32(v, 0)
			}
			for range 128 {
				got[k], want[k] = append(got[k], v), append(want[k], v)
				v = math.Nextafter32(v, 1)
			}
		}
		e.newCorrection(c)(got[0], got[1], got[2])
		plain.newCorrection(c)(want[0], want[1], want[2])
		for k := range got {
			for i := range got[k] {
				if !same(got[k][i], want[k][i], 4e-7) {
					t.Fatalf("%s: value %d of channel %d is %v; want %v", e.name, i, k, got[k][i], want[k][i])
				}
			}
		}
	}
}

// TestPowers: powers on vectors are as near to float64 as Correction says, from the smallest numbers to the end of half floats.
func TestPowers(t *testing.T) {
	var dark, bright []float32
	for i := range 8 * Tile {
		dark = append(dark, float32(i+1)/(8*Tile), float32(math.Exp2(-float64(i%1490)/10)))
		bright = append(bright, 1+float32(i)/(2*Tile), float32(math.Exp2(float64(i%160)/10)))
	}
	for _, p := range []float64{0.1, 0.25, 1.0 / 3, 1 / 2.4, 0.5, 0.9, 1.1, 2, 2.4, 3.7, 4} {
		c := CDL{Slope: [3]float64{1, 1, 1}, Power: [3]float64{p, p, p}, Saturation: 1}
		for _, e := range engines() {
			for by, in := range map[float64][]float32{4e-7: dark, 2e-6: bright} {
				got := [3][]float32{slices.Clone(in), slices.Clone(in), slices.Clone(in)}
				run(got, e.newCorrection(c))
				for i, v := range in {
					want := math.Pow(float64(v), p)
					if off := math.Abs(float64(got[0][i])-want) / max(1, want); want <= 65504 && off > by {
						t.Fatalf("%s: %g to the power of %g is off by %g; want %g at most", e.name, v, p, off, by)
					}
				}
			}
		}
	}
}

// TestLayouts: a picture gives the same pixels in each layout, at each length, and alpha stays.
func TestLayouts(t *testing.T) {
	steps := []Step{}
	for _, s := range samples() {
		steps = append(steps, s.of(fast))
	}
	for _, n := range []int{0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 63, 65, Tile - 1, Tile, Tile + 1, 2*Tile + 5} {
		want := rows(n)
		rgb, rgba := make([]float32, 0, 3*n+2), make([]float32, 0, 4*n)
		for i := range n {
			rgb = append(rgb, want[0][i], want[1][i], want[2][i])
			rgba = append(rgba, want[0][i], want[1][i], want[2][i], float32(i))
		}
		rgb = append(rgb, 7, 8) // the rest of no pixel
		Planes(want[0], want[1], want[2], steps...)
		RGB(rgb, steps...)
		RGBA(rgba, steps...)
		for i := range n {
			for k := range 3 {
				if a, b, c := want[k][i], rgb[3*i+k], rgba[4*i+k]; !same(a, b, 0) || !same(a, c, 0) {
					t.Fatalf("pixel %d of %d, channel %d: %v in planes, %v as RGB, %v as RGBA", i, n, k, a, b, c)
				}
			}
			if rgba[4*i+3] != float32(i) {
				t.Fatalf("alpha of pixel %d of %d is %v", i, n, rgba[4*i+3])
			}
		}
		if rest := rgb[3*n:]; !slices.Equal(rest, []float32{7, 8}) {
			t.Errorf("the rest of %d pixels is %v", n, rest)
		}
	}
}

// TestSplit: engines take pictures apart and together alike.
func TestSplit(t *testing.T) {
	for _, e := range engines() {
		for n := range 40 {
			px, want := make([]float32, 12*n), make([]float32, 12*n)
			for i := range px {
				px[i] = float32(i)
			}
			copy(want, px)
			var a, b tile
			e.split(&a, px)
			split(&b, px)
			if a.r != b.r || a.g != b.g || a.b != b.b {
				t.Fatalf("%s takes %d RGB pixels apart in another way", e.name, 4*n)
			}
			clear(px)
			e.join(px, &a)
			if !slices.Equal(px, want) {
				t.Fatalf("%s puts %d RGB pixels together as %v", e.name, 4*n, px)
			}
			e.splitA(&a, px)
			splitA(&b, px)
			if a.r != b.r || a.g != b.g || a.b != b.b {
				t.Fatalf("%s takes %d RGBA pixels apart in another way", e.name, 3*n)
			}
			for i := range px {
				if i%4 != 3 {
					px[i] = 0
				}
			}
			e.joinA(px, &a)
			if !slices.Equal(px, want) {
				t.Fatalf("%s puts %d RGBA pixels together as %v", e.name, 3*n, px)
			}
		}
	}
}

// TestTableOfAnotherSize: a table that is not what it says never gets to the vectors, which read without asking.
func TestTableOfAnotherSize(t *testing.T) {
	for edge, values := range map[int]int{1: 3, 0: 0, -2: 24, 2: 23, 3: 82, 256: 0} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("edge %d with %d values is taken", edge, values)
				}
			}()
			Table(edge, make([]float32, values))
		}()
	}
}

// TestBands: every pixel is in one band.
func TestBands(t *testing.T) {
	for _, n := range []int{0, 1, Tile, Tile + 1, 10*Tile + 3} {
		seen := make([]byte, n)
		Bands(n, func(from, to int) {
			for i := from; i < to; i++ {
				seen[i]++
			}
		})
		if slices.ContainsFunc(seen, func(b byte) bool { return b != 1 }) {
			t.Errorf("%d pixels: %v", n, seen)
		}
	}
}

// TestDispatch: a processor without AVX-512, AVX2 or FMA gets an engine that it can run.
func TestDispatch(t *testing.T) {
	if os.Getenv("PIXEL_ENGINE") != "" {
		RGB(make([]float32, 3*Tile), samples()[2].of(fast), samples()[8].of(fast))
		os.Stdout.WriteString("engine: " + Engine() + "\n")
		return
	}
	var have []string
	for _, e := range engines() {
		have = append(have, e.name)
	}
	for _, tt := range []struct{ off, want string }{
		{"cpu.avx512f=off,cpu.avx512bw=off", "AVX2"},
		{"cpu.fma=off", "plain Go"},
		{"cpu.avx2=off", "plain Go"},
	} {
		if !slices.Contains(have, tt.want) {
			tt.want = "plain Go"
		}
		c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestDispatch$", "-test.v")
		c.Env = append(os.Environ(), "PIXEL_ENGINE=1", "GODEBUG="+tt.off)
		out, err := c.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "engine: "+tt.want+"\n") {
			t.Errorf("with %s: %v, %s; want engine %s", tt.off, err, out, tt.want)
		}
	}
}
