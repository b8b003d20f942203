package cuts

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"backlot/film/media/cuts/reel"
	"backlot/testdata/raced"
)

// judged runs the detector over a reel painted at its own size.
func judged(seed uint64, cuts, dissolves int) (reel.Score, *reel.Reel) {
	m := reel.Make(seed, cuts, dissolves)
	d := New()
	b := make([]byte, FrameBytes)
	for n := range m.Frames {
		m.Paint(n, Width, Height, b)
		d.Add(b)
	}
	var hard, soft []int
	for _, c := range d.Finish() {
		if c.Kind == Hard {
			hard = append(hard, int(c.Frame))
		} else {
			soft = append(soft, int(c.Frame))
		}
	}
	return m.Judge(hard, soft), m
}

// On a reel nobody tuned for: nearly every hard cut, most dissolves, and no flash taken for a cut. scripts/bench-cuts measures more of them.
func TestReel(t *testing.T) {
	raced.Skip(t)
	s, m := judged(41, 16, 4)
	if s.F1() < 0.93 || s.Blends < 2 || s.Fooled > 1 {
		t.Errorf("F1 %.3f, %d of %d dissolves, %d of %d flashes taken for cuts; want 0.93, half, and at most one", s.F1(), s.Blends, s.Dissolves, s.Fooled, s.Flashes)
		for _, f := range append(s.WrongAt, s.MissedAt...) {
			t.Logf("frame %d: %s", f, m.What(f))
		}
	}
}

// still is a frame of patches around a brightness; another seed has other patches.
func still(level int, seed uint32) []byte {
	b := bytes.Repeat([]byte{128}, FrameBytes)
	for i := range Width * Height {
		x, y := uint32(i%Width/6), uint32(i/Width/6)
		h := (x*73856093 ^ y*19349663 ^ seed*83492791) * 2654435761
		b[i] = byte(level + int(h>>26))
	}
	return b
}

func TestSimple(t *testing.T) {
	a, b, white := still(40, 3), still(150, 5), bytes.Repeat([]byte{235}, FrameBytes)
	var reel []byte
	add := func(f []byte, n int) {
		for range n {
			reel = append(reel, f...)
		}
	}
	add(a, 20) // a shot with a flash of two frames in it, then another shot
	add(white, 2)
	add(a, 20)
	add(b, 20)
	got, err := Find(bytes.NewReader(reel))
	if err != nil || len(got) != 1 || got[0].Kind != Hard || got[0].Frame != 42 {
		t.Errorf("cuts %+v, %v; want one at frame 42", got, err)
	}
	if _, err := Find(bytes.NewReader(reel[:len(reel)-1])); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a frame cut short: %v; want it said", err)
	}
	if got, err := Find(bytes.NewReader(nil)); err != nil || len(got) != 0 {
		t.Errorf("no frames: %+v, %v; want nothing", got, err)
	}
}
