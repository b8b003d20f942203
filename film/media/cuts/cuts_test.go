package cuts

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"backlot/film/media/cuts/reel"
)

func measure(seed uint64, cuts, dissolves int) (reel.Score, *reel.Reel) {
	b, m := load(seed)
	d := New()
	for n := range m.Frames {
		d.Add(b[n*FrameBytes : (n+1)*FrameBytes])
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

// TestTune prints what happens on the reels the numbers were tuned on. BACKLOT_TUNE is how many.
func TestTune(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("BACKLOT_TUNE"))
	if err != nil {
		t.Skip("set BACKLOT_TUNE to a number of reels to look into mistakes")
	}
	var sum reel.Score
	for seed := range n {
		s, m := measure(uint64(seed+1), 40, 8)
		sum.Add(s)
		for _, f := range s.WrongAt {
			fmt.Printf("seed %d frame %d wrong: %s\n", seed+1, f, m.What(f))
		}
		for _, f := range s.MissedAt {
			fmt.Printf("seed %d frame %d missed: %s\n", seed+1, f, m.What(f))
		}
		for _, f := range s.InventAt {
			fmt.Printf("seed %d frame %d invented: %s\n", seed+1, f, m.What(f))
		}
		fmt.Printf("seed %d blends missed %v of %d, invented %v\n", seed+1, s.BlendAt, s.Dissolves, s.InventAt)
	}
	fmt.Printf("%+v F1 %.3f\n", sum, sum.F1())
}
