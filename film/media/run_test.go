package media

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"backlot/film/rate"
)

// TestMissingProgramIsNamed: a machine without ffmpeg is told what to install.
func TestMissingProgramIsNamed(t *testing.T) {
	t.Setenv("BACKLOT_FFMPEG", filepath.Join(t.TempDir(), "nowhere"))
	_, err := Find(t.Context(), Options{})
	if !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "BACKLOT_FFMPEG") || !strings.Contains(err.Error(), "apt-get install ffmpeg") {
		t.Errorf("%v; want it to name the variable and the package", err)
	}
	err = tools(t).Need([]string{"scale", "levitate"}, []string{"libx264", "lib8mm"})
	if !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), "without encoder lib8mm, filter levitate") {
		t.Errorf("%v; want what is lacking, and only that", err)
	}
}

// TestCancelEndsTheProcess: a run that is cancelled is over, its process is gone, and nothing of it is left.
func TestCancelEndsTheProcess(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	dir := t.TempDir()
	i := &Info{Path: footage(t, "a.mov", rate.R25, 3, fast...), Video: &Video{Rate: rate.R25, Frames: 3, Width: 320, Height: 180}}
	enough := errors.New("the editor went home")
	out := filepath.Join(dir, "endless")
	done := make(chan error, 1)
	go func() {
		_, err := tools(t).ffmpeg(ctx, command{args: []string{"-re", "-f", "lavfi", "-i", "testsrc2=s=64x64", "-f", "rawvideo", "-y", out},
			progress: func(Progress) { cancel(enough) }})
		done <- err
	}()
	if err := <-done; !errors.Is(err, enough) {
		t.Errorf("%v; want the reason it was stopped for", err)
	}
	if ps, err := exec.Command("ps", "-eo", "args").Output(); err == nil && strings.Contains(string(ps), out) {
		t.Error("ffmpeg still runs")
	}
	if _, err := tools(t).Proxy(ctx, i, Proxy{Path: filepath.Join(dir, "p.mp4")}, nil); !errors.Is(err, enough) {
		t.Errorf("%v; want a stopped context to begin nothing", err)
	}
	if err := os.Remove(out); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestAtMostSoManyAtOnce: however many ask, only as many processes run as were agreed.
func TestAtMostSoManyAtOnce(t *testing.T) {
	x := *tools(t)
	x.slots = make(chan struct{}, 2)
	var now, most atomic.Int32
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			w := writer(func(b []byte) { // the process is running while it writes
				n := now.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				now.Add(-1)
			})
			if _, err := x.ffmpeg(t.Context(), command{stdout: w, args: []string{"-f", "lavfi", "-i", "color=s=16x16:d=0.2", "-f", "rawvideo", "pipe:1"}}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most.Load() > 2 {
		t.Errorf("%d ran at once; want at most 2", most.Load())
	}
}

type writer func([]byte)

func (w writer) Write(b []byte) (int, error) { w(b); return len(b), nil }

// TestOneLineOfMany: of what ffmpeg says about a failure, the line that says why is kept.
func TestOneLineOfMany(t *testing.T) {
	c := &complaints{tell: func(Progress) {}}
	for _, s := range []string{"frame=10\n", "[mov,mp4 @ 0x55d] [h264 @ 0x7f] Bitstream is too short\nprogress=conti", "nue\n",
		"Error while processing the decoded data for stream #0:0\nConversion failed!\n"} {
		_, _ = c.Write([]byte(s))
	}
	c.end()
	if err := c.reduce(errors.New("exit status 1")); err.Error() != "ffmpeg: Bitstream is too short" || c.at.Frame != 10 {
		t.Errorf("%v at frame %d; want the bitstream at 10", err, c.at.Frame)
	}
}

// TestWaveform: the lowest, the highest and the mean of every bucket, and no sample in two.
func TestWaveform(t *testing.T) {
	var b bytes.Buffer
	for n := range 1000 {
		left, right := float32(n)/1000, float32(-0.5)
		_ = binary.Write(&b, binary.LittleEndian, []float32{left, right})
	}
	w := newWaveBuilder(2, 48000, 1000, 4)
	if err := w.read(oneByte{&b}); err != nil {
		t.Fatal(err)
	}
	got := w.finish()
	if got.Samples != 1000 || got.PerBucket != 250 || len(got.Channels[0].Min) != 4 {
		t.Fatalf("%+v; want 4 buckets of 250", got)
	}
	l, r := got.Channels[0], got.Channels[1]
	if l.Min[1] != scale(0.25) || l.Max[1] != scale(0.499) || r.Min[2] != -64 || r.Max[2] != -64 || r.RMS[3] != 64 {
		t.Errorf("left %v %v, right %v %v %v", l.Min, l.Max, r.Min, r.Max, r.RMS)
	}
	if r.Level != -6.02 || math.Abs(l.Peak) > 0.02 {
		t.Errorf("levels %v and %v dB; want -6.02 and 0", r.Level, l.Peak)
	}
	low, high, err := got.Peaks(0, 2)
	if err != nil || len(low) != 2 || low[1] != scale(0.5) || high[0] != scale(0.499) {
		t.Errorf("two buckets of four: %v %v %v", low, high, err)
	}
}

// oneByte hands out a byte at a time, as a pipe may.
type oneByte struct{ r *bytes.Buffer }

func (o oneByte) Read(p []byte) (int, error) { return o.r.Read(p[:1]) }
