package look_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"backlot/film/look"
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

// BenchmarkFFmpeg is ffmpeg's lut3d on the same table, float and tetrahedral, less what ffmpeg takes to hand the frames through.
func BenchmarkFFmpeg(b *testing.B) {
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		b.Skip("no ffmpeg")
	}
	lattice, err := look.NewLattice(33)
	if err != nil {
		b.Fatal(err)
	}
	cube := filepath.Join(b.TempDir(), "a.cube")
	f, err := os.Create(cube)
	if err != nil {
		b.Fatal(err)
	}
	if err := look.WriteCube(f, lattice, "bench"); err != nil {
		b.Fatal(err)
	}
	f.Close()
	const frames = 50
	run := func(filter string) time.Duration {
		c := exec.Command("ffmpeg", "-v", "error", "-threads", "1", "-filter_threads", "1", "-f", "lavfi",
			"-i", fmt.Sprintf("testsrc2=s=1920x1080:r=25:d=%d,format=gbrpf32le,loop=%d:1", 1, frames), "-frames:v", fmt.Sprint(frames), "-vf", filter, "-f", "null", "-")
		if out, err := c.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		return c.ProcessState.UserTime() + c.ProcessState.SystemTime()
	}
	var with, without time.Duration
	for b.Loop() {
		with += run("lut3d=file=" + cube + ":interp=tetrahedral")
		without += run("null")
	}
	b.ReportMetric(float64(b.N)*frames*1920*1080/1e6/(with-without).Seconds(), "Mpix/cpu-s")
}
