package look_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"backlot/film/look"
	"backlot/film/pixel"
)

// cpu is the processor time this process has used, which other jobs on the machine do not stretch.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkApply measures whole frames of 1080p in float32; the figure to read is millions of pixels a second of processor time.
func BenchmarkApply(b *testing.B) {
	lattice, err := look.NewLattice(33)
	if err != nil {
		b.Fatal(err)
	}
	grade := samples()["cdl"]
	mild := look.NewCDL()
	mild.Slope, mild.Saturation = [3]float64{1.1, 1, 0.9}, 0.9
	flat := *lattice
	flat.By = look.Trilinear
	for _, tt := range []struct {
		name  string
		chain *look.Chain
	}{
		{"table33", look.Of("", lattice)},
		{"table33-trilinear", look.Of("", &flat)},
		{"cdl-power-1", look.Of("", mild)},
		{"cdl", grade},
		{"curve+table33", look.Join("", samples()["curve"], look.Of("", lattice))},
		{"cdl+curve+table33", look.Join("", grade, samples()["curve"], look.Of("", lattice))},
	} {
		b.Run(tt.name, func(b *testing.B) {
			frame := picture(1920 * 1080)
			begin := cpu()
			for b.Loop() {
				tt.chain.ApplyFrame(frame)
			}
			b.ReportMetric(float64(b.N)*1920*1080/1e6/(cpu()-begin).Seconds(), "Mpix/cpu-s")
		})
	}
}

// picture is pixels as neighbouring pixels are: near one another.
func picture(n int) []float32 {
	rng := rand.New(rand.NewPCG(2, 2026))
	out := make([]float32, 3*n)
	v := [3]float32{0.5, 0.4, 0.3}
	for i := range n {
		for k := range 3 {
			v[k] = min(1, max(0, v[k]+(rng.Float32()-0.5)*0.02))
			out[3*i+k] = v[k]
		}
	}
	return out
}

// BenchmarkBesideFFmpeg sends one frame of planar float through one table, tetrahedrally, by turns here and in ffmpeg's
// lut3d with one thread; of ffmpeg's processor time, what it takes to hand the frames through is taken off. The table
// here runs on one goroutine.
func BenchmarkBesideFFmpeg(b *testing.B) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		b.Skip("no ffmpeg")
	}
	const frames, size = 50, 1920 * 1080
	lattice, err := look.NewLattice(33)
	if err != nil {
		b.Fatal(err)
	}
	cube, raw := filepath.Join(b.TempDir(), "a.cube"), filepath.Join(b.TempDir(), "frame")
	planes := benchFrame(b, size, raw)
	f, err := os.Create(cube)
	if err != nil {
		b.Fatal(err)
	}
	if err := look.WriteCube(f, lattice, "bench"); err != nil {
		b.Fatal(err)
	}
	f.Close()
	step := lattice.Step()
	var ours, theirs time.Duration
	for b.Loop() {
		begin := cpu()
		for range frames {
			pixel.Planes(planes[2], planes[0], planes[1], step)
		}
		ours += cpu() - begin
		theirs += ffmpeg(b, raw, frames, "lut3d=file="+cube+":interp=tetrahedral") - ffmpeg(b, raw, frames, "null")
	}
	rate := func(took time.Duration) float64 { return float64(b.N) * frames * size / 1e6 / took.Seconds() }
	b.ReportMetric(rate(ours), "Mpix/cpu-s")
	b.ReportMetric(rate(theirs), "ffmpeg-Mpix/cpu-s")
	b.ReportMetric(rate(ours)/rate(theirs), "of-ffmpeg")
}

// benchFrame is a picture in the order of gbrpf32le, and writes it as a file.
func benchFrame(b *testing.B, size int, raw string) (planes [3][]float32) {
	rgb := picture(size)
	var out []byte
	for plane, k := range []int{1, 2, 0} {
		planes[plane] = make([]float32, size)
		for i := range size {
			planes[plane][i] = rgb[3*i+k]
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(rgb[3*i+k]))
		}
	}
	if err := os.WriteFile(raw, out, 0o600); err != nil {
		b.Fatal(err)
	}
	return planes
}

// ffmpeg is the processor time of a filter over frames that are all the one of a file.
func ffmpeg(b *testing.B, raw string, frames int, filter string) time.Duration {
	c := exec.CommandContext(b.Context(), "ffmpeg", "-v", "error", "-threads", "1", "-filter_threads", "1", "-f", "rawvideo", "-pix_fmt", "gbrpf32le",
		"-s", "1920x1080", "-i", raw, "-vf", fmt.Sprintf("loop=%d:1,%s", frames-1, filter), "-f", "null", "-")
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}
