package cuts

import "sort"

// blend is a place that looks like the middle of a dissolve.
type blend struct {
	at    int64
	half  int
	score float64
	share float64 // of the later shot in it
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
		score, share := both(m, a, b)
		if score > best.score && share > 0.2 && share < 0.8 {
			best.score, best.share, best.half = score, share, k
		}
	}
	if best.score >= leastBlend {
		d.blends = append(d.blends, best)
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

// both says how much of a picture needs both of two others to explain it, from 0 to 0.5, and the share of the second. The pictures may have
// moved; each block is taken from where it is most like.
func both(m, a, b *frame) (score, share float64) {
	toA, _ := camera(m, a)
	toB, _ := camera(m, b)
	nearA, nearB := []shift{toA}, []shift{toB}
	if toA != (shift{}) {
		nearA = append(nearA, shift{})
	}
	if toB != (shift{}) {
		nearB = append(nearB, shift{})
	}
	var gain, total, partA, partB float64
	var p, q, r patch
	for by := range rows {
		for bx := range columns {
			x, y := bx*blockW, by*blockH
			m.cut(x, y, &p)
			if p.dev < 2*12 {
				continue
			}
			if _, _, ok := find(&p, a, x, y, nearA, 1, &q); !ok {
				continue
			}
			if _, _, ok := find(&p, b, x, y, nearB, 1, &r); !ok {
				continue
			}
			v := p.dev * p.dev
			total += v
			ma, mb, ab := dot(&p, &q), dot(&p, &r), dot(&q, &r)
			aa, bb := q.dev*q.dev+200, r.dev*r.dev+200 // a little ridge: grain explains nothing
			det := aa*bb - ab*ab
			if det < 0.05*aa*bb {
				continue // the ends are alike here
			}
			wa, wb := (ma*bb-mb*ab)/det, (mb*aa-ma*ab)/det
			if wa < 0.08 || wb < 0.08 {
				continue
			}
			joint := wa*ma + wb*mb
			gain += max(0, min(joint-ma*ma/aa, joint-mb*mb/bb))
			partA, partB = partA+wa*v, partB+wb*v
		}
	}
	if total < 12*2*2*144 { // next to nothing in the picture
		return 0, 0
	}
	return gain / total, partB / (partA + partB + 1e-9)
}

// merge makes one dissolve of the places next to each other that look like one, and puts all cuts in order.
func (d *Detector) merge() []Cut {
	out := append([]Cut(nil), d.cuts...)
	for i := 0; i < len(d.blends); {
		j := i
		for j+1 < len(d.blends) && d.blends[j+1].at-d.blends[j].at <= 4 {
			j++
		}
		if c, ok := d.dissolve(d.blends[i : j+1]); ok {
			out = append(out, c)
		}
		i = j + 1
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Frame < out[j].Frame })
	return out
}

// dissolve is what a run of places says. One alone is chance; one across a hard cut is none.
func (d *Detector) dissolve(run []blend) (Cut, bool) {
	if len(run) < 2 {
		return Cut{}, false
	}
	best := run[0]
	var sum, weight float64
	for _, b := range run {
		if b.score > best.score {
			best = b
		}
	}
	for _, b := range run {
		if b.score >= 0.6*best.score {
			sum, weight = sum+float64(b.at)*b.score, weight+b.score
		}
	}
	mid := int64(sum/weight + 0.5)
	for _, c := range d.cuts {
		if c.Frame > run[0].at-2 && c.Frame <= run[len(run)-1].at+2 {
			return Cut{}, false
		}
	}
	half := int64(len(run))/2 + 2
	return Cut{Kind: Dissolve, Frame: mid, From: mid - half, To: mid + half, Score: min(1, 2*best.score)}, true
}
