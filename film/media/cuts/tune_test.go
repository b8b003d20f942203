package cuts

import (
	"fmt"
	"os"
	"testing"

	"backlot/film/media/cuts/reel"
)

func load(seed uint64) ([]byte, *reel.Reel) {
	m := reel.Make(seed, 40, 8)
	path := fmt.Sprintf("/tmp/reel-%d.yuv", seed)
	if b, err := os.ReadFile(path); err == nil && len(b) == m.Frames*FrameBytes {
		return b, m
	}
	out := make([]byte, m.Frames*FrameBytes)
	for n := range m.Frames {
		m.Paint(n, Width, Height, out[n*FrameBytes:(n+1)*FrameBytes])
	}
	os.WriteFile(path, out, 0o644)
	return out, m
}

func TestDebug(t *testing.T) {
	if os.Getenv("DBG") == "" {
		t.Skip("debug")
	}
	for seed := uint64(1); seed <= 3; seed++ {
		b, m := load(seed)
		fr := make([]*frame, m.Frames)
		for n := range fr {
			fr[n] = newFrame(b[n*FrameBytes : (n+1)*FrameBytes])
		}
		for _, e := range m.Events {
			switch e.Kind {
			case "dissolve":
				fmt.Printf("seed %d dissolve %d..%d mid %d:", seed, e.From, e.To, e.Frame)
				for _, k := range spans {
					if e.Frame-k >= 0 && e.Frame+k < len(fr) {
						f := both(fr[e.Frame], fr[e.Frame-k], fr[e.Frame+k])
						fmt.Printf("  k%d %.2f %.3f %.2f %.2f", k, differ(fr[e.Frame-k], fr[e.Frame+k]), f.gain, f.share, f.left)
					}
				}
				fmt.Println()
			case "whip", "lights", "pass":
				fmt.Printf("seed %d %s %d..%d:", seed, e.Kind, e.From, e.To)
				for n := e.From - 2; n <= e.To+3 && n < len(fr); n++ {
					fmt.Printf(" %.2f", differ(fr[n-1], fr[n]))
				}
				fmt.Println()
			case "cut":
				fmt.Printf("seed %d cut %d:", seed, e.Frame)
				for n := max(1, e.Frame-4); n <= e.Frame+4 && n < len(fr); n++ {
					fmt.Printf(" %.2f", differ(fr[n-1], fr[n]))
				}
				fmt.Println()
			}
		}
	}
}
