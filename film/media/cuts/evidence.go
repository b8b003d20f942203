package cuts

import "math"

// A camera that is moved, a zoom and a passer-by also make pictures that need both of their ends: half of the picture is in one
// and half in the other. evidence weighs four measures by which a dissolve differs from them, and answers with how likely it
// is one, 0 to 1. The weights are those of a logistic regression over 63 dissolves and 47 that were none, of seeds 1 to 10.
func (d *Detector) evidence(b blend, places int) float64 {
	first, last := d.at(b.at-int64(b.half)), d.at(b.at+int64(b.half))
	w := 7.77*d.drift(b, first, last) - 3.26*d.spread(b, first, last) + 1.63*math.Log(float64(places)) + 11.97*differ(first, last) - 11.77
	return 1 / (1 + math.Exp(-w))
}

// spread says how differently the parts of the picture share in the later shot, from 0: in a dissolve all alike, in a picture
// that moves each is in one shot or the other.
func (d *Detector) spread(b blend, first, last *frame) float64 {
	var sum, n float64
	for t := b.at - int64(b.half) + 1; t < b.at+int64(b.half); t++ {
		m := d.at(t)
		whole := both(m, first, last).share
		if whole <= 0.25 || whole >= 0.75 {
			continue
		}
		if v, ok := m.spread(first, last, whole); ok {
			sum += v
			n++
		}
	}
	if n == 0 {
		return 0.4 // no part has anything in it: neither for nor against
	}
	return sum / n
}

// spread is how far the shares of blocks lie from that of the whole, on the mean over those in which both shots have something
// of their own.
func (f *frame) spread(first, last *frame, whole float64) (float64, bool) {
	sa, sb := f.settle(first), f.settle(last)
	var p, pa, pb patch
	var sum, n float64
	for by := range rows {
		for bx := range columns {
			x, y := bx*blockW, by*blockH
			if !first.cut(x+sa.x, y+sa.y, &pa) || !last.cut(x+sb.x, y+sb.y, &pb) {
				continue
			}
			f.cut(x, y, &p)
			pp, qq, pq := pa.dev*pa.dev, pb.dev*pb.dev, dot(&pa, &pb)
			det := pp*qq - pq*pq
			if pp < faintBlock || qq < faintBlock || det < 0.2*pp*qq {
				continue
			}
			mp, mq := dot(&p, &pa), dot(&p, &pb)
			wa, wb := (mp*qq-mq*pq)/det, (mq*pp-mp*pq)/det
			share := 1.5 // neither shot is in it
			if wa+wb >= 0.2 {
				share = min(max(wb/(wa+wb), -0.5), 1.5)
			}
			sum += math.Abs(share - whole)
			n++
		}
	}
	return sum / max(n, 1), n > 0
}

// faintBlock is the least sum of squares around its mean of a block that counts: a deviation of 4 of 255.
const faintBlock = 16 * blockW * blockH

// drift says how much what changes from frame to frame, after movement is taken out, is the difference of the two shots: a
// correlation. In a dissolve it is little else; in a picture that moves, nothing of it.
func (d *Detector) drift(b blend, first, last *frame) float64 {
	var along, change, apart float64
	for k := int64(-2); k <= 2; k++ {
		t := b.at + k*int64(b.half)/5
		m, before, after := d.at(t), d.at(t-2), d.at(t+2)
		if m == nil || before == nil || after == nil {
			continue
		}
		sa, sb := m.settle(first), m.settle(last)
		nearBefore, nearAfter := m.near(before), m.near(after)
		var p, q, r, pa, pb patch
		for by := range rows {
			for bx := range columns {
				x, y := bx*blockW, by*blockH
				if !first.cut(x+sa.x, y+sa.y, &pa) || !last.cut(x+sb.x, y+sb.y, &pb) {
					continue
				}
				m.cut(x, y, &p)
				_, _, ok1 := find(&p, before, x, y, nearBefore, 2, &q)
				_, _, ok2 := find(&p, after, x, y, nearAfter, 2, &r)
				if !ok1 || !ok2 {
					continue
				}
				for i := range p.v {
					c := (r.v[i] - r.mean) - (q.v[i] - q.mean)
					e := (pb.v[i] - pb.mean) - (pa.v[i] - pa.mean)
					along, change, apart = along+c*e, change+c*c, apart+e*e
				}
			}
		}
	}
	if change*apart == 0 {
		return 0
	}
	return along / math.Sqrt(change*apart)
}

// near are the movements near which a block of f is looked for in g: none, and that of the camera.
func (f *frame) near(g *frame) []shift {
	if pan, _ := camera(f, g); pan != (shift{}) {
		return []shift{{}, pan}
	}
	return []shift{{}}
}
