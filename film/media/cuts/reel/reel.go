// Package reel makes reels of footage that is hard to cut up, with the truth about where shots begin: for measuring film/media/cuts and the
// programs beside it.
//
// Shots are painted by formulas: rooms and landscapes of noise, people who walk through them, cameras that pan, tilt, zoom, shake
// and whip; lamps are switched, bulbs flash once or in bursts, somebody walks close past the lens, something explodes. Neighbouring
// shots often share their set and their colours, as the two sides of a conversation do.
package reel

import (
	"math"
	"math/rand/v2"
)

// Event is the truth about a place in the reel.
type Event struct {
	Kind  string // cut, dissolve, flash, lights, whip, pass, explosion
	Frame int    // of a cut, the first of the new shot; of a dissolve, its middle
	From  int    // first and last frame of what takes some
	To    int
}

// Reel is a row of shots.
type Reel struct {
	Frames int
	Events []Event
	shots  []*shot
	plan   []moment // of each frame
}

// moment is what one frame shows: a shot, perhaps another one over it, and light.
type moment struct {
	a, b   int // shots; b is -1 when there is only one
	mix    float64
	white  float64 // of a flash, 0 to 1
	gain   float64
	pass   float64 // where somebody is who walks past the lens, across the picture; outside 0 to 1 nobody
	whip   float64 // how far the camera is thrown, in widths
	blur   float64
	shakeX float64
	shakeY float64
}

// shot is a set, people in it, and a camera.
type shot struct {
	set            set
	start          int
	x, y, zoom     float64 // of the camera, in widths of the picture
	vx, vy, vz     float64 // a frame
	shake          float64
	people         []person
	grain          float64
	warm           float64
	contrast, lift float64
}

type set struct {
	seed    uint64
	rough   float64
	u, v    float64
	du, dv  float64
	stripes float64
}

type person struct{ x, y, vx, size, luma, u, v, wave float64 }

// Make plans a reel of some hard cuts and dissolves.
func Make(seed uint64, cuts, dissolves int) *Reel {
	r := rand.New(rand.NewPCG(seed, 20261122))
	m := &Reel{}
	joins := make([]bool, cuts+dissolves)
	for i := range dissolves {
		joins[i] = true
	}
	r.Shuffle(len(joins), func(i, j int) { joins[i], joins[j] = joins[j], joins[i] })
	var last set
	for i := 0; i <= len(joins); i++ {
		s := newShot(r, last, i > 0 && r.Float64() < 0.35)
		last = s.set
		m.shots = append(m.shots, s)
		blended := i > 0 && joins[i-1]
		if blended {
			m.dissolve(r, i)
		} else if i > 0 {
			m.Events = append(m.Events, Event{Kind: "cut", Frame: len(m.plan)})
			s.start = len(m.plan)
		}
		n := 8 + int(-math.Log(1-r.Float64()*0.95)*28) // most shots are short, some long
		if blended || i < len(joins) && joins[i] {
			n = max(n, 20)
		}
		m.body(r, i, n)
	}
	m.Frames = len(m.plan)
	return m
}

func newShot(r *rand.Rand, last set, same bool) *shot {
	s := &shot{x: r.Float64() * 40, y: r.Float64() * 40, zoom: 0.5 + r.Float64(), grain: 1 + 4*r.Float64()*r.Float64(), contrast: 0.35 + 0.75*r.Float64(), lift: 20 + 70*r.Float64(), warm: 8 * r.NormFloat64()}
	s.set = set{r.Uint64(), 0.4 + 0.35*r.Float64(), 128 + 22*r.NormFloat64(), 128 + 22*r.NormFloat64(), 10 * r.NormFloat64(), 10 * r.NormFloat64(), float64(r.IntN(3)) * 12 * r.Float64()}
	if same { // the other side of a conversation: the same set, light and colours, from elsewhere
		s.set = last
	}
	switch p := r.Float64(); {
	case p < 0.4: // on sticks
	case p < 0.6:
		s.vx = 0.02 * r.NormFloat64()
	case p < 0.75:
		s.vx, s.vy = 0.05*r.NormFloat64(), 0.015*r.NormFloat64()
	case p < 0.87:
		s.vz = 0.012 * r.NormFloat64()
	default:
		s.shake = 0.02 * r.Float64()
	}
	for range r.IntN(4) {
		s.people = append(s.people, person{r.Float64(), 0.4 + 0.4*r.Float64(), 0.012 * r.NormFloat64(), 0.06 + 0.2*r.Float64(), 30 + 190*r.Float64(), 128 + 30*r.NormFloat64(), 128 + 30*r.NormFloat64(), r.Float64() * 6})
	}
	return s
}

// dissolve blends shot i over the one before it.
func (m *Reel) dissolve(r *rand.Rand, i int) {
	n := 8 + r.IntN(25)
	from := len(m.plan)
	m.shots[i].start = from
	last := m.plan[from-1] // the earlier shot goes on where its camera was thrown to, in the light that was switched
	for k := range n {
		m.plan = append(m.plan, moment{a: i - 1, b: i, mix: (float64(k) + 1) / (float64(n) + 1), gain: last.gain, whip: last.whip, pass: -9})
	}
	m.Events = append(m.Events, Event{"dissolve", from + n/2, from, from + n - 1})
}

// body adds frames of a shot, with what happens in it.
func (m *Reel) body(r *rand.Rand, i, n int) {
	from := len(m.plan)
	for range n {
		m.plan = append(m.plan, moment{a: i, b: -1, gain: 1, pass: -9})
	}
	p := m.plan[from:]
	event := func(kind string, a, b int) { m.Events = append(m.Events, Event{kind, from + a, from + a, from + b}) }
	if s := m.shots[i].shake; s > 0 {
		for k := range p {
			p[k].shakeX, p[k].shakeY = s*r.NormFloat64(), s*r.NormFloat64()
		}
	}
	if n < 14 {
		return
	}
	at := 4 + r.IntN(n-11)
	switch q := r.Float64(); {
	case q < 0.22: // a flash bulb: full for one to three frames, then it dies away
		full, k := 1+r.IntN(3), at
		for ; k < min(at+full, n); k++ {
			p[k].white = 0.6 + 0.4*r.Float64()
		}
		event("flash", at, k-1)
		if r.Float64() < 0.4 {
			for w := 0.5; k < n && w > 0.05; k++ {
				p[k].white, w = w, w/2
			}
		}
	case q < 0.29 && n > 24: // a burst of flashes
		for k := at; k < min(at+14, n-1); k += 2 + r.IntN(3) {
			p[k].white = 0.5 + 0.5*r.Float64()
			event("flash", k, k)
		}
	case q < 0.36: // somebody switches a lamp
		g := 0.35 + 0.3*r.Float64()
		for k := range p {
			if k >= at {
				p[k].gain = g
			}
		}
		event("lights", at, at)
	case q < 0.46: // the camera is thrown round
		w := 6 + r.IntN(6)
		far, gone := 1.5+2*r.Float64(), 0.0
		for k := range p {
			if k >= at && k < at+w {
				v := far / float64(w) * (1 - math.Cos(2*math.Pi*(float64(k-at)+0.5)/float64(w)))
				gone += v
				p[k].blur = v
			}
			p[k].whip = gone
		}
		event("whip", at, min(at+w, n)-1)
	case q < 0.56: // somebody walks close past the lens
		w := min(8+r.IntN(12), n-at)
		for k := at; k < min(at+w, n); k++ {
			p[k].pass = -0.5 + 2*float64(k-at)/float64(w)
		}
		event("pass", at, min(at+w, n)-1)
	case q < 0.61: // something explodes
		level := 1.0
		for k := at; k < n && level > 0.1; k++ {
			p[k].white = level * (0.4 + 0.3*r.Float64())
			level *= 0.86
		}
		event("explosion", at, n-1)
	}
}

// Paint draws frame n as planes of luma and both chromas (yuv444p).
func (m *Reel) Paint(n, w, h int, out []byte) {
	at := m.plan[n]
	plane := w * h
	r := rand.New(rand.NewPCG(uint64(n), 77))
	a := m.shots[at.a].camera(at, n)
	var b view
	if at.b >= 0 {
		b = m.shots[at.b].camera(moment{}, n)
	}
	for y := range h {
		for x := range w {
			fx, fy := (float64(x)+0.5)/float64(w), (float64(y)+0.5)/float64(w)
			l, u, v := a.colour(fx, fy)
			l *= at.gain
			grain := m.shots[at.a].grain * float64(w) / 320 // of a picture 320 wide; smaller ones are its mean
			if at.b >= 0 {
				l2, u2, v2 := b.colour(fx, fy)
				l, u, v = l+(l2-l)*at.mix, u+(u2-u)*at.mix, v+(v2-v)*at.mix
			}
			if d := math.Abs(fx - at.pass); d < 0.35 {
				l, u, v = 24+10*math.Sin(9*fy+4*at.pass), 124, 132
			}
			l += (245 - l) * at.white
			u, v = 128+(u-128)*(1-0.8*at.white), 128+(v-128)*(1-0.8*at.white)
			i := y*w + x
			out[i] = clip(l + grain*r.NormFloat64())
			out[plane+i], out[2*plane+i] = clip(u), clip(v)
		}
	}
}

func clip(v float64) byte { return byte(min(max(v, 0), 255)) }

// view is where a camera stands at a moment.
type view struct {
	s          *shot
	x, y, zoom float64
	blur       float64
	age        float64
}

func (s *shot) camera(at moment, n int) view {
	age := float64(n - s.start)
	return view{s, s.x + s.vx*age + at.whip + at.shakeX, s.y + s.vy*age + at.shakeY, s.zoom * math.Exp(s.vz*age), at.blur, age}
}

// colour is what is seen at a place of the picture, 0 to 1 across.
func (c view) colour(fx, fy float64) (l, u, v float64) {
	s := c.s
	for _, p := range s.people {
		px := p.x + p.vx*c.age - 0.3*(c.x-s.x)
		dx, dy := (fx-px)/p.size, (fy-p.y*0.56-0.01*math.Sin(p.wave+0.4*c.age))/(1.7*p.size)
		if dx*dx+dy*dy < 1 {
			return p.luma + 25*math.Sin(14*dx+p.wave)*math.Cos(11*dy), p.u, p.v
		}
	}
	samples := 1
	if c.blur > 0.02 {
		samples = 5
	}
	for k := range samples {
		wx := (fx-0.5)/c.zoom + c.x - c.blur*float64(k)/float64(samples)
		wy := (fy-0.28)/c.zoom + c.y
		n := s.set.paint(wx, wy)
		l += n / float64(samples)
	}
	hue := math.Sin(3*((fx-0.5)/c.zoom+c.x)) * math.Cos(2*((fy-0.28)/c.zoom+c.y))
	return s.lift + s.contrast*200*l, s.set.u + s.set.du*hue - s.warm, s.set.v + s.set.dv*hue + s.warm
}

// paint is the brightness of a set at a place, 0 to 1: noise in octaves, and stripes as of boards or blinds.
func (t set) paint(x, y float64) float64 {
	sum, size, freq := 0.0, 0.5, 2.0
	for o := range uint64(5) {
		sum += size * lattice(t.seed+o, x*freq, y*freq)
		size *= t.rough
		freq *= 2.1
	}
	if t.stripes > 0 && lattice(t.seed^99, x, y) > 0.5 {
		sum += 0.15 * math.Copysign(1, math.Sin(t.stripes*x*2))
	}
	// some contrast: walls and what stands before them
	return min(max(1.7*(sum-0.45)+0.45, 0), 1)
}

// lattice is smooth noise.
func lattice(seed uint64, x, y float64) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	dx, dy := x-fx, y-fy
	dx, dy = dx*dx*(3-2*dx), dy*dy*(3-2*dy)
	ix, iy := int64(fx), int64(fy)
	a := hash(seed, ix, iy)
	b := hash(seed, ix+1, iy)
	c := hash(seed, ix, iy+1)
	d := hash(seed, ix+1, iy+1)
	return a + (b-a)*dx + (c-a)*dy + (a-b-c+d)*dx*dy
}

func hash(seed uint64, x, y int64) float64 {
	h := seed ^ uint64(x)*0x9e3779b97f4a7c15 ^ uint64(y)*0xc2b2ae3d27d4eb4f
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 32
	h *= 0x94d049bb133111eb
	h ^= h >> 29
	return float64(h>>11) / (1 << 53)
}
