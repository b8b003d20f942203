package look_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"backlot/film/look"
)

// TestFFmpegAgrees: the .cube that is written, applied by ffmpeg, gives the colours that the table gives here.
func TestFFmpegAgrees(t *testing.T) {
	ffmpeg, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Skip("ffmpeg is not installed: apt-get install ffmpeg")
	}
	table, _, err := look.Bake(samples()["cdl"], 17)
	if err != nil {
		t.Fatal(err)
	}
	cube := filepath.Join(t.TempDir(), "a.cube")
	var b bytes.Buffer
	if err := look.WriteCube(&b, table, "grade"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(cube, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	const n = 64 * 64
	rng := rand.New(rand.NewPCG(6, 2026))
	rgb := make([]float32, 3*n)
	planes := make([]byte, 0, 12*n) // green, blue, red
	for i := range rgb {
		rgb[i] = rng.Float32()
	}
	for _, k := range []int{1, 2, 0} {
		for i := range n {
			planes = binary.LittleEndian.AppendUint32(planes, math.Float32bits(rgb[3*i+k]))
		}
	}
	c := exec.CommandContext(t.Context(), ffmpeg, "-v", "error", "-f", "rawvideo", "-pix_fmt", "gbrpf32le", "-s", "64x64", "-i", "-",
		"-vf", "lut3d=file="+cube+":interp=tetrahedral", "-f", "rawvideo", "-pix_fmt", "gbrpf32le", "-")
	c.Stdin = bytes.NewReader(planes)
	out, err := c.Output()
	if err != nil || len(out) != len(planes) {
		t.Fatalf("%v, %d bytes", err, len(out))
	}
	look.Of("", table).Apply(rgb)
	worst := 0.0
	for at, k := range []int{1, 2, 0} {
		for i := range n {
			got := math.Float32frombits(binary.LittleEndian.Uint32(out[4*(at*n+i):]))
			worst = max(worst, math.Abs(float64(got-rgb[3*i+k])))
		}
	}
	if worst > 2e-5 {
		t.Errorf("ffmpeg differs by %g; want 2e-5 at most", worst)
	}
}
