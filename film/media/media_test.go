package media

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	_ "image/jpeg" // thumbnails
	_ "image/png"  // stills
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"backlot/film/rate"
)

// found are the tools of this machine. A test without them cannot say anything, so it fails and says what to install.
var found = sync.OnceValues(func() (*Tools, error) { return Find(context.Background(), Options{AtOnce: 2}) })

func tools(t testing.TB) *Tools {
	t.Helper()
	x, err := found()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// footage makes a clip of grey pictures that carry their number as a strip, drawn by us and not by ffmpeg, and a tone.
func footage(t testing.TB, name string, r rate.Rate, frames int, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	const w, h = 320, 180
	var raw bytes.Buffer
	for n := range frames {
		raw.Write(numbered(w, h, n))
	}
	all := []string{"-f", "rawvideo", "-pix_fmt", "gray", "-s", fmt.Sprintf("%dx%d", w, h), "-r", r.String(), "-i", "pipe:0",
		"-f", "lavfi", "-i", fmt.Sprintf("sine=frequency=440:sample_rate=48000:duration=%.4f", float64(frames*r.Den)/float64(r.Num)), "-pix_fmt", "yuv420p"}
	all = append(append(all, args...), "-y", path)
	if _, err := tools(t).ffmpeg(t.Context(), command{args: all, stdin: &raw}); err != nil {
		t.Fatal(err)
	}
	return path
}

// fast are the arguments of footage that has to be there soon.
var fast = []string{"-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le"}

// numbered is a picture that carries its number.
func numbered(w, h, n int) []byte {
	p := bytes.Repeat([]byte{100}, w*h)
	for bit := range StripBits {
		v := byte(16)
		if n>>(StripBits-1-bit)&1 == 1 {
			v = 235
		}
		for y := h - h*16/360; y < h; y++ {
			for x := w * bit / StripBits; x < w*(bit+1)/StripBits; x++ {
				p[y*w+x] = v
			}
		}
	}
	return p
}

// numbers reads the strips off all frames of a file; a frame without one is at fault.
func numbers(t testing.TB, path string) []int {
	t.Helper()
	out := numbersOr(t, path, -1)
	if n := slices.Index(out, -1); n >= 0 {
		t.Fatalf("%s: frame %d has no strip", path, n)
	}
	return out
}

// numbersOr reads the strips off all frames of a file, and takes none for a frame without one.
func numbersOr(t testing.TB, path string, none int) []int {
	t.Helper()
	const w, h = 320, 180
	var raw bytes.Buffer
	if _, err := tools(t).ffmpeg(t.Context(), command{stdout: &raw, args: []string{"-i", path, "-map", "0:v:0", "-fps_mode", "passthrough",
		"-vf", "scale=320:180:flags=area", "-pix_fmt", "gray", "-f", "rawvideo", "pipe:1"}}); err != nil {
		t.Fatal(err)
	}
	var out []int
	for b := raw.Bytes(); len(b) >= w*h; b = b[w*h:] {
		n, err := ReadStrip(b, w, h)
		if err != nil {
			n = none
		}
		out = append(out, n)
	}
	return out
}

func probe(t testing.TB, path string) *Info {
	t.Helper()
	i, err := tools(t).Probe(t.Context(), path, ProbeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// luma is the brightness of a PNG or JPEG, row after row, and its width.
func luma(t testing.TB, path string) ([]byte, int) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, _, err := image.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	g := image.NewGray(p.Bounds())
	draw.Draw(g, g.Rect, p, image.Point{}, draw.Src)
	return g.Pix, g.Rect.Dx()
}

// number reads the strip off a PNG or JPEG.
func number(t testing.TB, path string) int {
	t.Helper()
	pix, w := luma(t, path)
	n, err := ReadStrip(pix, w, len(pix)/w)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return n
}

// long says whether tests that start many processes are asked for.
func long() bool { return os.Getenv("BACKLOT_LONG") != "" }

func sequence(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// findings is all that is said of a file, for looking into.
func findings(i *Info) string {
	var b strings.Builder
	for _, f := range i.Findings {
		fmt.Fprintln(&b, f)
	}
	return b.String()
}
