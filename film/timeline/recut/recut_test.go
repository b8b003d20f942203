package recut_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"backlot/film/timeline"
	"backlot/film/timeline/diff"
	"backlot/film/timeline/recut"
)

type piece struct {
	media      string
	in, length int64
}

func lay(track string, pieces ...piece) []timeline.Shot {
	var out []timeline.Shot
	at := int64(0)
	for _, p := range pieces {
		if p.media != "" {
			out = append(out, timeline.Shot{Track: track, Name: p.media, Media: p.media, In: p.in, Out: p.in + p.length, Start: at, End: at + p.length, Speed: 1})
		}
		at += p.length
	}
	return out
}

func TestACueGoesWhereItsPictureWent(t *testing.T) {
	base := []piece{{"A", 100, 50}, {"B", 0, 40}, {"C", 200, 30}, {"D", 10, 60}}
	for _, tt := range []struct {
		name     string
		now      []piece
		from, to int64 // on the old cut
		want     recut.Stretch
	}{
		{"nothing happened", base, 60, 100, recut.Stretch{State: recut.Kept, From: 60, To: 100}},
		{"a shot before it is gone", []piece{base[1], base[2], base[3]}, 60, 100, recut.Stretch{State: recut.Shifted, From: 10, To: 50}},
		{"ten frames off the shot it begins on", []piece{base[0], {"B", 10, 30}, base[2], base[3]}, 50, 110, recut.Stretch{State: recut.Changed, From: 50, To: 100, Gone: 10}},
		{"a shot comes into it", []piece{base[0], base[1], {"X", 0, 25}, base[2], base[3]}, 60, 110, recut.Stretch{State: recut.Changed, From: 60, To: 135, Come: 25}},
		{"an insert parts the shot it is on", []piece{{"A", 100, 20}, {"X", 0, 10}, {"A", 120, 30}, base[1], base[2], base[3]}, 10, 40, recut.Stretch{State: recut.Changed, From: 10, To: 50, Come: 10}},
		{"its shots change places", []piece{base[0], base[2], base[1], base[3]}, 60, 110, recut.Stretch{State: recut.Torn, From: 50, To: 120, Come: 20}},
		{"its shot is gone", []piece{base[0], base[2], base[3]}, 55, 85, recut.Stretch{State: recut.Lost, Gone: 30}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := recut.Of(diff.Shots(lay("V1", base...), lay("V1", tt.now...)))
			if got := m.Stretch(tt.from, tt.to); got != tt.want {
				t.Errorf("%d to %d: got %+v; want %+v (map %v)", tt.from, tt.to, got, tt.want, m)
			}
		})
	}
}

func TestTheUpperPictureCounts(t *testing.T) {
	old := append(lay("V1", piece{"A", 0, 100}), lay("V2", piece{"", 0, 40}, piece{"B", 0, 20})...)
	now := append(lay("V1", piece{"X", 0, 10}, piece{"A", 0, 100}), lay("V2", piece{"B", 0, 20})...)
	m := recut.Of(diff.Shots(old, now))
	for _, tt := range []struct{ frame, want int64 }{{39, 49}, {40, 0}, {59, 19}, {60, 70}} {
		if got, ok := m.Frame(tt.frame); !ok || got != tt.want {
			t.Errorf("frame %d went to %d, %v; want %d", tt.frame, got, ok, tt.want)
		}
	}
}

func TestARetimeStretchesACue(t *testing.T) {
	old := lay("V1", piece{"A", 0, 40}, piece{"B", 0, 40})
	now := lay("V1", piece{"A", 0, 20}, piece{"B", 0, 40})
	now[0].Out, now[0].Speed = 40, 2
	s := recut.Of(diff.Shots(old, now)).Stretch(0, 60)
	if s.State != recut.Changed || s.From != 0 || s.To != 40 || s.Gone != 0 {
		t.Errorf("a cue over a shot at twice its speed: %+v", s)
	}
}

// TestEveryFrameIsFoundAgain: on generated edits of cuts whose takes are used once, a frame goes to the frame that shows
// the same frame of the same take, and is gone only where no frame does.
func TestEveryFrameIsFoundAgain(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 2026))
	for c := range 400 {
		var base []piece
		for i := range 2 + rng.IntN(9) {
			base = append(base, piece{fmt.Sprintf("M%d", i), int64(rng.IntN(50)), int64(6 + rng.IntN(40))})
		}
		now := edited(rng, base)
		old, next := lay("V1", base...), lay("V1", now...)
		where := map[string]int64{} // of the new cut
		for _, s := range next {
			for f := s.Start; f < s.End; f++ {
				key := fmt.Sprint(s.Media, s.In+f-s.Start)
				if _, twice := where[key]; !twice {
					where[key] = f
				}
			}
		}
		m := recut.Of(diff.Shots(old, next))
		for _, s := range old {
			for f := s.Start; f < s.End; f++ {
				want, there := where[fmt.Sprint(s.Media, s.In+f-s.Start)]
				got, ok := m.Frame(f)
				if ok != there || ok && got != want {
					t.Fatalf("case %d: frame %d of %s went to %d, %v; want %d, %v\nold %v\nnew %v\nmap %v", c, f, s.Media, got, ok, want, there, base, now, m)
				}
			}
		}
	}
}

// edited trims, lengthens, moves, drops, inserts and parts shots.
func edited(rng *rand.Rand, base []piece) []piece {
	now := append([]piece(nil), base...)
	for range 1 + rng.IntN(4) {
		i := rng.IntN(len(now))
		p := now[i]
		switch rng.IntN(6) {
		case 0:
			if len(now) > 2 {
				now = append(now[:i:i], now[i+1:]...)
			}
		case 1:
			now = append(now[:i:i], append([]piece{{fmt.Sprintf("N%d", rng.IntN(99)), 0, int64(3 + rng.IntN(20))}}, now[i:]...)...)
		case 2:
			d := int64(rng.IntN(int(p.length) / 2))
			now[i].in, now[i].length = p.in+d, p.length-d
		case 3:
			if i+1 == len(now) || now[i+1].media != p.media { // or a frame would be seen twice
				now[i].length -= int64(rng.IntN(int(p.length) / 2))
			}
		case 4:
			k := rng.IntN(len(now))
			now[i], now[k] = now[k], now[i]
		case 5:
			if p.length > 8 {
				half := p.length / 2
				now[i].length = half
				now = append(now[:i+1:i+1], append([]piece{{"X", 900 + int64(rng.IntN(50)), 5}, {p.media, p.in + half, p.length - half}}, now[i+1:]...)...)
			}
		}
	}
	return now
}

// A shot of 100 frames at 1000.00: plate 200, roto 300 done, comp 500 half done.
var work = recut.Work{Frames: 100, Steps: []recut.Step{
	{Name: "matchmove", Price: 20000, Done: recut.Full, Restart: 2500}, {Name: "roto", Price: 30000, Done: recut.Full}, {Name: "comp", Price: 50000, Done: 5000}, {Name: "grade", Price: 0}}}

func TestThePriceOfATrim(t *testing.T) {
	for _, tt := range []struct {
		name string
		ask  recut.Ask
		want recut.Cost
		net  int64
	}{
		{"nothing is asked", recut.Ask{}, recut.Cost{}, 0},
		{"ten frames more: a tenth of everything, and three steps begin again", recut.Ask{More: 10}, recut.Cost{Added: 10000, Restarted: 5000 + 3000 + 5000}, 23000},
		{"ten frames less save what is not done of them", recut.Ask{Fewer: 10}, recut.Cost{Saved: 2500, Wasted: 7500}, -2500},
		{"the shot goes", recut.Ask{Fewer: 100}, recut.Cost{Saved: 25000, Wasted: 75000}, -25000},
		{"another speed opens what was begun", recut.Ask{Redo: true}, recut.Cost{Restarted: 13000}, 13000},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := recut.Price(work, tt.ask)
			if got != tt.want || got.Net() != tt.net {
				t.Errorf("got %+v, net %d; want %+v, net %d", got, got.Net(), tt.want, tt.net)
			}
		})
	}
}

func TestOmittingSavesAndWastesTheWholePrice(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		w := recut.Work{Frames: int64(1 + rng.IntN(400))}
		total := int64(0)
		for range 1 + rng.IntN(5) {
			s := recut.Step{Price: int64(rng.IntN(9_000_000)), Done: rng.IntN(recut.Full + 1)}
			total += s.Price
			w.Steps = append(w.Steps, s)
		}
		if c := recut.Price(w, recut.Ask{Fewer: w.Frames + int64(rng.IntN(50))}); c.Saved+c.Wasted != total || c.Saved < 0 || c.Wasted < 0 {
			t.Fatalf("%+v: %+v; want saved and wasted to make %d", w, c, total)
		}
		more := int64(rng.IntN(90))
		if a, b := recut.Price(w, recut.Ask{More: more}), recut.Price(w, recut.Ask{More: more + 1}); b.Net() < a.Net() {
			t.Fatalf("%+v: %d frames cost %d, one more %d", w, more, a.Net(), b.Net())
		}
	}
}

func TestHandles(t *testing.T) {
	g := recut.Given{In: 92, Out: 158}
	if h, tl := g.Left(100, 150); h != 8 || tl != 8 {
		t.Errorf("eight frames of handles each: %d, %d", h, tl)
	}
	if h, tl := g.Need(88, 150); h != 4 || tl != 0 {
		t.Errorf("a shot that begins four frames before what the vendor has: %d, %d", h, tl)
	}
}
