package cuts

import (
	"math"
	"sort"
)

// blend is a place that looks like the middle of a dissolve.
type blend struct {
	at    int64
	half  int
	score float64
}

// blend looks for the middle of a dissolve at frame n, of every length.
func (d *Detector) blend(n int64) {
	m := d.at(n)
	best := blend{at: n}
	for _, k := range spans {
		a, b := d.at(n-int64(k)), d.at(n+int64(k))
		if a == nil || b == nil {
			break
		}
		if d.cutBetween(n-int64(k), n+int64(k)) {
			break
		}
		if differ(a, b) < leastApart {
			continue
		}
		// edges of two pictures in one are fainter than in either: half as strong in the middle
		if m.edges > faintest*(a.edges+b.edges)/2 {
			continue
		}
		if f := both(m, a, b); f.gain > best.score && f.left < mostLeft && f.share > 0.2 && f.share < 0.8 {
			best.score, best.half = f.gain, k
		}
	}
	if best.score >= leastBlend {
		d.run = append(d.run, best)
	} else if len(d.run) > 0 && n-d.run[len(d.run)-1].at > 3 {
		d.settleRun()
	}
}

// cutBetween says whether frames from after one to another differ so much from the ones before them that it must be a cut.
func (d *Detector) cutBetween(from, to int64) bool {
	for k := from + 1; k <= to; k++ {
		if d.step[k] >= 0.62 {
			return true
		}
	}
	return false
}

// fit is a picture as a sum of two others.
type fit struct {
	gain  float64 // how much of it needs both, 0 to 0.5
	share float64 // of the second
	left  float64 // what neither explains, 0 to 1
}

// both explains a picture by two others, which may have moved, by least squares over all that the three have in common.
func both(m, a, b *frame) fit {
	sa, sb := m.settle(a), m.settle(b)
	x0, x1 := max(0, -sa.x, -sb.x), min(Width, Width-sa.x, Width-sb.x)
	y0, y1 := max(0, -sa.y, -sb.y), min(Height, Height-sa.y, Height-sb.y)
	if (x1-x0)*(y1-y0) < Width*Height/4 {
		return fit{left: 1}
	}
	var n, sm, sp, sq, mm, pp, qq, mp, mq, pq float64
	for y := y0; y < y1; y++ {
		rm := m.luma[y*Width+x0 : y*Width+x1]
		ra := a.luma[(y+sa.y)*Width+x0+sa.x:]
		rb := b.luma[(y+sb.y)*Width+x0+sb.x:]
		for i, v := range rm {
			u, p, q := float64(v), float64(ra[i]), float64(rb[i])
			sm, sp, sq = sm+u, sp+p, sq+q
			mm, pp, qq = mm+u*u, pp+p*p, qq+q*q
			mp, mq, pq = mp+u*p, mq+u*q, pq+p*q
		}
		n += float64(len(rm))
	}
	mm, pp, qq = mm-sm*sm/n, pp-sp*sp/n, qq-sq*sq/n
	mp, mq, pq = mp-sm*sp/n, mq-sm*sq/n, pq-sp*sq/n
	if mm < 9*n || pp < 4*n || qq < 4*n { // next to nothing in a picture
		return fit{left: 1}
	}
	det := pp*qq - pq*pq
	if det < 0.05*pp*qq {
		return fit{left: 1} // the ends are alike
	}
	wa, wb := (mp*qq-mq*pq)/det, (mq*pp-mp*pq)/det
	joint := wa*mp + wb*mq
	f := fit{share: min(max(wb/(wa+wb), 0), 1), left: max(0, 1-joint/mm)}
	if wa > 0.05 && wb > 0.05 && wa+wb < 1.6 {
		f.gain = max(0, min(joint-mp*mp/pp, joint-mq*mq/qq)) / mm
	}
	return f
}

// settle is the movement from f to g: of the whole picture first, then to the pixel.
func (f *frame) settle(g *frame) shift {
	pan, _ := camera(f, g)
	best, at := -2.0, pan
	for dy := -3; dy <= 3; dy++ {
		for dx := -3; dx <= 3; dx++ {
			s := shift{pan.x + dx, pan.y + dy}
			if c := correlation(f, g, s); c > best {
				best, at = c, s
			}
		}
	}
	return at
}

// correlation compares every second pixel of f with g moved.
func correlation(f, g *frame, s shift) float64 {
	var n, sf, sg, sff, sgg, sfg float64
	for y := max(0, -s.y); y < min(Height, Height-s.y); y += 2 {
		row := f.luma[y*Width:]
		other := g.luma[(y+s.y)*Width:]
		for x := max(0, -s.x); x < min(Width, Width-s.x); x += 2 {
			p, q := float64(row[x]), float64(other[x+s.x])
			sf, sg, sff, sgg, sfg = sf+p, sg+q, sff+p*p, sgg+q*q, sfg+p*q
			n++
		}
	}
	vf, vg := sff-sf*sf/n, sgg-sg*sg/n
	if vf < n || vg < n {
		return 0
	}
	return (sfg - sf*sg/n) / math.Sqrt(vf*vg)
}

// settleRun ends a run of places that look like the middle of a dissolve, and says what it was. One place alone is chance.
func (d *Detector) settleRun() {
	run := d.run
	d.run = nil
	if len(run) < 3 {
		return
	}
	sort.SliceStable(run, func(i, j int) bool { return run[i].score > run[j].score })
	type trace struct {
		cut Cut
		of  blend
	}
	var traced []trace
	for _, b := range run {
		if c, ok := d.trace(b); ok && len(traced) < 7 {
			traced = append(traced, trace{c, b})
		}
	}
	if len(traced) == 0 {
		return
	}
	sort.SliceStable(traced, func(i, j int) bool { return traced[i].cut.Frame < traced[j].cut.Frame })
	best := traced[len(traced)/2]
	if best.cut.Score = d.evidence(best.of, len(run)); best.cut.Score >= leastSure {
		d.blends = append(d.blends, best.cut)
	}
}

// trace follows the share of the later shot from one end to the other: in a dissolve it rises steadily from nothing to all.
func (d *Detector) trace(b blend) (Cut, bool) {
	first, last := d.at(b.at-int64(b.half)), d.at(b.at+int64(b.half))
	if first == nil || last == nil {
		return Cut{}, false
	}
	c := Cut{Kind: Dissolve, Frame: -1}
	var shares []float64
	was, back, seen := 0.0, 0.0, 0
	for t := b.at - int64(b.half) + 1; t < b.at+int64(b.half); t++ {
		f := both(d.at(t), first, last)
		if f.left > 0.6 {
			continue
		}
		seen++
		back += max(0, was-f.share)
		if f.share <= 0.1 {
			c.From = t + 1
		}
		if f.share < 0.9 {
			c.To = t
		}
		if was < 0.5 && f.share >= 0.5 {
			c.Frame = t
		}
		was = f.share
		shares = append(shares, f.share)
	}
	if c.From == 0 {
		c.From = b.at - int64(b.half) + 1
	}
	ok := c.Frame >= 0 && seen >= b.half && back < mostBack && shares[0] < 0.4 && shares[len(shares)-1] > 0.6
	return c, ok
}

// merge puts all cuts in order. A dissolve across a hard cut is none.
func (d *Detector) merge() []Cut {
	out := append([]Cut(nil), d.cuts...)
next:
	for _, b := range d.blends {
		for _, c := range d.cuts {
			if c.Frame >= b.From-1 && c.Frame <= b.To+1 {
				continue next
			}
		}
		out = append(out, b)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Frame < out[j].Frame })
	return out
}
