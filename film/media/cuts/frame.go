package cuts

import "math"

// The size pictures are looked at: small enough to be quick, large enough for faces in a wide shot.
const (
	Width  = 96
	Height = 54
	// FrameBytes is the length of a frame: planes of luma and two of chroma, all of Width x Height (yuv444p).
	FrameBytes = 3 * Width * Height

	blockW, blockH = 16, 9
	columns, rows  = Width / blockW, Height / blockH
	smallW, smallH = Width / 4, Height / 4 // of the picture that is searched for movement of the camera
	bins           = 16
)

// frame is a picture and what is measured of it once.
type frame struct {
	luma, blue, red []byte
	small           [smallW * smallH]float64
	hist            [3 * bins]float64
	edges           float64 // mean square of the steps between neighbours
}

func newFrame(b []byte) *frame {
	const n = Width * Height
	f := &frame{luma: append([]byte(nil), b[:n]...), blue: append([]byte(nil), b[n:2*n]...), red: append([]byte(nil), b[2*n:3*n]...)}
	for y := range smallH {
		for x := range smallW {
			var sum int
			for dy := range 4 {
				row := (4*y+dy)*Width + 4*x
				for _, v := range f.luma[row : row+4] {
					sum += int(v)
				}
			}
			f.small[y*smallW+x] = float64(sum) / 16
		}
	}
	for y := range Height - 1 {
		for x := range Width - 1 {
			i := y*Width + x
			dx, dy := int(f.luma[i+1])-int(f.luma[i]), int(f.luma[i+Width])-int(f.luma[i])
			f.edges += float64(dx*dx+dy*dy) / n
		}
	}
	for i, plane := range [][]byte{f.luma, f.blue, f.red} {
		h := f.hist[i*bins : (i+1)*bins]
		for _, v := range plane {
			// a value counts for the two bins it lies between, so that grain moves nothing
			at := float64(v)/16 - 0.5
			lo := math.Floor(at)
			share := at - lo
			h[max(int(lo), 0)] += (1 - share) / n
			h[min(int(lo)+1, bins-1)] += share / n
		}
	}
	return f
}

// shift is a movement in pixels.
type shift struct{ x, y int }

// camera is the movement from f to g that the whole small picture agrees on, and how well (a correlation).
func camera(f, g *frame) (shift, float64) {
	best, at := -1.0, shift{}
	for dy := -5; dy <= 5; dy++ {
		for dx := -10; dx <= 10; dx++ {
			c := smallCorrelation(f, g, dx, dy)
			// less overlap proves less
			c -= 0.004 * float64(dx*dx+dy*dy) / 4
			if c > best {
				best, at = c, shift{4 * dx, 4 * dy}
			}
		}
	}
	return at, best
}

func smallCorrelation(f, g *frame, dx, dy int) float64 {
	var n, sf, sg, sff, sgg, sfg float64
	for y := max(0, -dy); y < min(smallH, smallH-dy); y++ {
		a := f.small[y*smallW+max(0, -dx) : y*smallW+min(smallW, smallW-dx)]
		b := g.small[(y+dy)*smallW+max(0, dx):]
		for i, p := range a {
			q := b[i]
			sf, sg, sff, sgg, sfg = sf+p, sg+q, sff+p*p, sgg+q*q, sfg+p*q
		}
		n += float64(len(a))
	}
	vf, vg := sff-sf*sf/n, sgg-sg*sg/n
	if vf < n || vg < n { // a picture without anything in it
		return 0
	}
	return (sfg - sf*sg/n) / math.Sqrt(vf*vg)
}

// patch is a block of luma, its mean, and its deviation from it.
type patch struct {
	v         [blockW * blockH]float64
	mean, dev float64 // dev is the root of the sum of squares around the mean
}

// cut takes the block at x, y; ok is false where it leaves the picture.
func (f *frame) cut(x, y int, p *patch) bool {
	if x < 0 || y < 0 || x+blockW > Width || y+blockH > Height {
		return false
	}
	var sum, square float64
	i := 0
	for dy := range blockH {
		for _, v := range f.luma[(y+dy)*Width+x : (y+dy)*Width+x+blockW] {
			w := float64(v)
			p.v[i] = w
			sum += w
			square += w * w
			i++
		}
	}
	const n = blockW * blockH
	p.mean = sum / n
	p.dev = math.Sqrt(max(0, square-sum*sum/n))
	return true
}

func dot(p, q *patch) float64 {
	var s float64
	for i, v := range p.v {
		s += v * q.v[i]
	}
	return s - blockW*blockH*p.mean*q.mean
}

// textured says whether a block has something in it to recognise: a deviation of 5 of 255.
func (p *patch) textured() bool { return p.dev > 5*12 }

// find looks for a block of f at x, y in g near some movements, and gives where it is most like it and how much (a
// correlation). It is not ok when it left the picture.
func find(p *patch, g *frame, x, y int, near []shift, reach int, best *patch) (at shift, like float64, ok bool) {
	like = -2
	var q patch
	for _, s := range near {
		for dy := -reach; dy <= reach; dy++ {
			for dx := -reach; dx <= reach; dx++ {
				if !g.cut(x+s.x+dx, y+s.y+dy, &q) {
					continue
				}
				c := dot(p, &q) / (p.dev*q.dev + 144) // grain alone is like nothing
				if c > like {
					at, like, ok = shift{s.x + dx, s.y + dy}, c, true
					*best = q
				}
			}
		}
	}
	return at, like, ok
}

// mean is the mean of a plane over a block.
func mean(plane []byte, x, y int) float64 {
	var s int
	for dy := range blockH {
		for _, v := range plane[(y+dy)*Width+x : (y+dy)*Width+x+blockW] {
			s += int(v)
		}
	}
	return float64(s) / (blockW * blockH)
}

// differ says how much of f is not in g, from 0 to 1, whatever the camera did between and however bright it is. Texture counts first;
// where there is none, colour does.
func differ(f, g *frame) float64 {
	near := f.near(g)
	pan := near[len(near)-1]
	var sum, weight float64
	var p, q patch
	for by := range rows {
		for bx := range columns {
			x, y := bx*blockW, by*blockH
			f.cut(x, y, &p)
			if !p.textured() {
				c := colour(f, g, x, y, shift{})
				if inside(x+pan.x, y+pan.y) {
					c = min(c, colour(f, g, x, y, pan))
				}
				sum += 0.6 * c
				weight += 0.6
				continue
			}
			at, like, ok := find(&p, g, x, y, near, 2, &q)
			if !ok {
				continue // it left the picture
			}
			t := min(max((0.88-like)/0.55, 0), 1)
			sum += 0.8*t + 0.2*colour(f, g, x, y, at)
			weight++
		}
	}
	var h float64
	for i := range f.hist {
		h += math.Abs(f.hist[i]-g.hist[i]) / 6
	}
	h = min(2*h, 1)
	if weight < 4 {
		return h
	}
	return 0.8*sum/weight + 0.2*h
}

func inside(x, y int) bool { return x >= 0 && y >= 0 && x+blockW <= Width && y+blockH <= Height }

// colour says how far the mean colours of a block and the one it moved to lie apart, from 0 to 1.
func colour(f, g *frame, x, y int, s shift) float64 {
	d := 0.4*math.Abs(mean(f.luma, x, y)-mean(g.luma, x+s.x, y+s.y)) +
		math.Abs(mean(f.blue, x, y)-mean(g.blue, x+s.x, y+s.y)) + math.Abs(mean(f.red, x, y)-mean(g.red, x+s.x, y+s.y))
	return min(d/30, 1)
}
