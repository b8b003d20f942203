package diff_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"backlot/film/timeline"
	"backlot/film/timeline/diff"
	"backlot/testdata/raced"
)

// cut lays shots end to end: each is medium, first frame, length.
type piece struct {
	media      string
	in, length int64
	speed      float64
}

func lay(pieces []piece) []timeline.Shot {
	var out []timeline.Shot
	at := int64(0)
	for _, p := range pieces {
		speed := p.speed
		if speed == 0 {
			speed = 1
		}
		out = append(out, timeline.Shot{Track: "V1", Name: p.media, Media: p.media, In: p.in,
			Out: p.in + int64(math.Round(float64(p.length)*math.Abs(speed))), Start: at, End: at + p.length, Speed: speed})
		at += p.length
	}
	return out
}

func kinds(r *diff.Result) string {
	s := ""
	for _, c := range r.Changes {
		name := ""
		if c.New != nil {
			name = c.New.Media
		} else {
			name = c.Old.Media
		}
		s += fmt.Sprintf("%s:%s", name, c.Kind)
		if c.Moved && c.Kind != diff.Moved {
			s += "+moved"
		}
		if c.Split {
			s += "+split"
		}
		s += " "
	}
	return s
}

func TestWhatEditorsDo(t *testing.T) {
	base := []piece{{"A", 100, 50, 0}, {"B", 0, 40, 0}, {"C", 200, 30, 0}, {"D", 10, 60, 0}}
	for _, tt := range []struct {
		name string
		now  []piece
		want string
	}{
		{"nothing", base, "A:same B:same C:same D:same "},
		{"a shot goes", []piece{base[0], base[2], base[3]}, "A:same B:removed C:shifted D:shifted "},
		{"a shot comes", []piece{base[0], {"X", 0, 10, 0}, base[1], base[2], base[3]}, "A:same X:added B:shifted C:shifted D:shifted "},
		{"ten frames off the tail", []piece{{"A", 100, 40, 0}, base[1], base[2], base[3]}, "A:shortened B:shifted C:shifted D:shifted "},
		{"ten more at the head", []piece{base[0], base[1], base[2], {"D", 0, 70, 0}}, "A:same B:same C:same D:lengthened "},
		{"a slip", []piece{base[0], {"B", 5, 40, 0}, base[2], base[3]}, "A:same B:slipped C:same D:same "},
		{"twice as fast, and as long in the cut", []piece{base[0], {"B", 0, 40, 2}, base[2], base[3]}, "A:same B:retimed C:same D:same "},
		{"the last comes first", []piece{base[3], base[0], base[1], base[2]}, "D:moved A:shifted B:shifted C:shifted "},
		{"moved and trimmed", []piece{{"D", 10, 20, 0}, base[0], base[1], base[2]}, "D:shortened+moved A:shifted B:shifted C:shifted "},
		{"an insert parts a shot", []piece{{"A", 100, 20, 0}, {"X", 0, 10, 0}, {"A", 125, 25, 0}, base[1], base[2], base[3]},
			"A:added+split X:added A:shortened B:shifted C:shifted D:shifted "},
		{"another part of the same take", []piece{{"A", 900, 50, 0}, base[1], base[2], base[3]}, "A:added A:removed B:same C:same D:same "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := kinds(diff.Shots(lay(base), lay(tt.now))); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// oracle is the comparison again, written from the rules alone and with no thought of speed.
func oracle(old, now []timeline.Shot) (of []int, kind []diff.Kind, run int) {
	of = make([]int, len(now))
	taken := map[int]bool{}
	for i := range of {
		of[i] = -1
	}
	alike := func(a, b timeline.Shot) bool {
		return a.Media == b.Media && a.In == b.In && a.Out == b.Out && a.End-a.Start == b.End-b.Start && math.Abs(a.Speed-b.Speed) < 1e-9
	}
	done := map[int]bool{}
	for i := range now { // each class of shots that show exactly the same
		if done[i] {
			continue
		}
		var js, ns []int
		for j := range old {
			if alike(old[j], now[i]) {
				js = append(js, j)
			}
		}
		for n := range now {
			if alike(now[n], now[i]) {
				ns = append(ns, n)
				done[n] = true
			}
		}
		best, pairs := math.Inf(1), [][2]int(nil)
		var try func(j, n int, cost float64, have [][2]int)
		try = func(j, n int, cost float64, have [][2]int) {
			if len(have) == min(len(js), len(ns)) {
				if cost < best {
					best, pairs = cost, append([][2]int(nil), have...)
				}
				return
			}
			if j == len(js) || n == len(ns) {
				return
			}
			try(j+1, n+1, cost+math.Abs(float64(old[js[j]].Start-now[ns[n]].Start)), append(have, [2]int{js[j], ns[n]}))
			if len(js) > len(ns) {
				try(j+1, n, cost, have)
			}
			if len(ns) > len(js) {
				try(j, n+1, cost, have)
			}
		}
		try(0, 0, 0, nil)
		for _, p := range pairs {
			of[p[1]] = p[0]
			taken[p[0]] = true
		}
	}
	for { // the best pair that is left, again and again
		bj, bn, most, far := -1, -1, int64(0), int64(0)
		for n := range now {
			for j := range old {
				if of[n] >= 0 || taken[j] || old[j].Media != now[n].Media {
					continue
				}
				shared := int64(0)
				for f := old[j].In; f < old[j].Out; f++ {
					if f >= now[n].In && f < now[n].Out {
						shared++
					}
				}
				d := old[j].Start - now[n].Start
				d = max(d, -d)
				if shared > most || shared == most && shared > 0 && (d < far || d == far && (j < bj || j == bj && n < bn)) {
					bj, bn, most, far = j, n, shared, d
				}
			}
		}
		if bj < 0 {
			break
		}
		of[bn] = bj
		taken[bj] = true
	}
	best := make([]int, len(now)) // longest run that ends here
	for i := range now {
		if of[i] < 0 {
			continue
		}
		best[i] = 1
		for k := range i {
			if of[k] >= 0 && of[k] < of[i] && best[k]+1 > best[i] {
				best[i] = best[k] + 1
			}
		}
		run = max(run, best[i])
	}
	kind = make([]diff.Kind, len(now))
	for i := range now {
		if of[i] < 0 {
			kind[i] = diff.Added
			continue
		}
		a, b := old[of[i]], now[i]
		switch shows, showed := b.Out-b.In, a.Out-a.In; {
		case math.Abs(a.Speed-b.Speed) > 0.001:
			kind[i] = diff.Retimed
		case shows > showed:
			kind[i] = diff.Lengthened
		case shows < showed:
			kind[i] = diff.Shortened
		case a.In != b.In:
			kind[i] = diff.Slipped
		case a.Start != b.Start:
			kind[i] = diff.Shifted // or moved
		default:
			kind[i] = diff.Same // or moved
		}
	}
	return of, kind, run
}

// edited does to a cut what an editor does in an hour.
func edited(rng *rand.Rand, base []piece) []piece {
	now := append([]piece(nil), base...)
	for range 1 + rng.IntN(5) {
		if len(now) < 2 {
			break
		}
		i := rng.IntN(len(now))
		p := now[i]
		switch rng.IntN(9) {
		case 0:
			now = append(now[:i:i], now[i+1:]...)
		case 1:
			x := piece{fmt.Sprintf("N%d", rng.IntN(6)), int64(rng.IntN(90)), int64(5 + rng.IntN(40)), 0}
			now = append(now[:i:i], append([]piece{x}, now[i:]...)...)
		case 2:
			if p.length > 6 {
				d := int64(1 + rng.IntN(int(p.length)/2))
				now[i].in, now[i].length = p.in+d, p.length-d
			}
		case 3:
			if p.length > 6 {
				now[i].length -= int64(1 + rng.IntN(int(p.length)/2))
			}
		case 4:
			now[i].length += int64(1 + rng.IntN(20))
		case 5:
			now[i].in += int64(rng.IntN(9) - 4)
		case 6:
			now[i].speed = []float64{0.5, 2, -1, 1}[rng.IntN(4)]
		case 7:
			k := rng.IntN(len(now))
			rest := append(now[:i:i], now[i+1:]...)
			k = min(k, len(rest))
			now = append(rest[:k:k], append([]piece{p}, rest[k:]...)...)
		case 8:
			if p.length > 8 && p.speed == 0 {
				half := p.length / 2
				now[i].length = half
				now = append(now[:i+1:i+1], append([]piece{{p.media, p.in + half, p.length - half, 0}}, now[i+1:]...)...)
			}
		}
	}
	return now
}

// TestAgainstTheOracle: on generated edits, every shot is matched to the same old shot, has the same kind, and as many
// shots keep their order.
func TestAgainstTheOracle(t *testing.T) {
	cases := raced.Cases(10_000, 600)
	rng := rand.New(rand.NewPCG(5, 2026))
	for c := range cases {
		var base []piece
		for i := range 3 + rng.IntN(10) {
			media := fmt.Sprintf("M%d", i)
			if rng.IntN(4) == 0 {
				media = fmt.Sprintf("M%d", rng.IntN(i+1)) // the same take again
			}
			base = append(base, piece{media, int64(rng.IntN(80)), int64(4 + rng.IntN(50)), 0})
		}
		old, now := lay(base), lay(edited(rng, base))
		of, kind, run := oracle(old, now)
		r := diff.Shots(old, now)
		n, inOrder, removed := 0, 0, 0
		for _, ch := range r.Changes {
			if ch.New == nil {
				removed++
				continue
			}
			want := kind[n]
			was := -1
			if ch.Old != nil {
				for j := range old {
					if &old[j] == ch.Old {
						was = j
					}
				}
				if !ch.Moved {
					inOrder++
				}
			}
			if ch.Kind == diff.Moved && ch.Moved {
				want = diff.Moved
			}
			if was != of[n] || ch.Kind != want {
				t.Fatalf("case %d, new shot %d: was %d, %s; the oracle says %d, %s\nold %+v\nnew %+v", c, n, was, ch.Kind, of[n], kind[n], old, now)
			}
			n++
		}
		matched := 0
		for _, o := range of {
			if o >= 0 {
				matched++
			}
		}
		if n != len(now) || removed != len(old)-matched || inOrder != run {
			t.Fatalf("case %d: %d shots, %d removed, %d in order; the oracle says %d, %d, %d", c, n, removed, inOrder, len(now), len(old)-matched, run)
		}
	}
}

// reel is a cut of n shots and one of the next day's.
func reel(n int) (old, now []timeline.Shot) {
	rng := rand.New(rand.NewPCG(1, 2))
	var base []piece
	for i := range n {
		base = append(base, piece{fmt.Sprintf("A%03dC%03d", i%180, i%7), int64(rng.IntN(4000)), int64(12 + rng.IntN(120)), 0})
	}
	next := append([]piece(nil), base...)
	for range n / 10 {
		next = edited(rng, next)
	}
	return lay(base), lay(next)
}

func BenchmarkDiff5000(b *testing.B) {
	old, now := reel(5000)
	for b.Loop() {
		diff.Shots(old, now)
	}
}

// BenchmarkDiffOneFile5000 is the worst case: every shot is of one file.
func BenchmarkDiffOneFile5000(b *testing.B) {
	old, now := reel(5000)
	for i := range old {
		old[i].Media = "X"
	}
	for i := range now {
		now[i].Media = "X"
	}
	for b.Loop() {
		diff.Shots(old, now)
	}
}
