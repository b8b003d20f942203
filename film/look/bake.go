package look

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Accuracy is how far a baked table is from the chain it was made of, as differences of 0 to 1 values over colours that
// lie between its points.
type Accuracy struct {
	Max     float64 `json:"max"`     // the largest difference of a channel
	Mean    float64 `json:"mean"`    // over all colours and channels
	Most    float64 `json:"most"`    // 99 of 100 channels are nearer than this
	Colours int     `json:"colours"` // how many were compared
}

// Bake makes one 3D table of a chain over inputs from 0 to 1, and measures it. Edges of 17, 33 and 65 are what cameras,
// monitors and players take. A chain for light beyond 1 must first be brought to 0 to 1 by a log curve: the table ends
// there, and the error says so if the chain gives something that no table can hold.
func Bake(c *Chain, edge int) (*Lattice, Accuracy, error) {
	l, err := NewLattice(edge)
	if err != nil {
		return nil, Accuracy{}, fmt.Errorf("bake %s: %w", c.Name, err)
	}
	c.ApplyFrame(l.Values)
	for i, v := range l.Values {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			return nil, Accuracy{}, fmt.Errorf("bake %s: point %d of the table becomes %g; want a look that gives a number for every colour from 0 to 1", c.Name, i/3, v)
		}
	}
	return l, measure(c, l), nil
}

// measure compares at 20,000 colours: half of them anywhere, half near grey, where eyes are most critical.
func measure(c *Chain, l *Lattice) Accuracy {
	const n = 20_000
	rng := rand.New(rand.NewPCG(uint64(l.Edge), 709)) // the same colours every time
	want := make([]float32, 0, 3*n)
	for i := range n {
		if i%2 == 0 {
			want = append(want, rng.Float32(), rng.Float32(), rng.Float32())
			continue
		}
		grey := rng.Float32()
		for range 3 {
			want = append(want, min(1, max(0, grey+(rng.Float32()-0.5)*0.1)))
		}
	}
	got := append([]float32(nil), want...)
	c.ApplyFrame(want)
	Of("", l).ApplyFrame(got)
	a := Accuracy{Colours: n}
	off := make([]float64, len(want))
	for i := range want {
		off[i] = math.Abs(float64(want[i]) - float64(got[i]))
		a.Mean += off[i] / float64(len(want))
	}
	slices.Sort(off)
	a.Max, a.Most = off[len(off)-1], off[len(off)*99/100]
	return a
}
