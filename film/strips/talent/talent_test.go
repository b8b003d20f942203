package talent_test

import (
	"bufio"
	"context"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"backlot/film/strips/talent"
	"backlot/testdata/raced"
)

// collection finds the shared instances.
func collection(t testing.TB) string {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		root, err := filepath.Abs("../../..")
		if err != nil {
			t.Fatal(err)
		}
		dir = filepath.Join(root, "../shared/data")
	}
	dir = filepath.Join(dir, "talent-scheduling")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no talent scheduling instances: set BACKLOT_DATA to the shared data folder")
	}
	return dir
}

func read(t testing.TB, path string) talent.Instance {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, err := talent.Read(path, f)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// random draws an instance of the published kind: see the README of the shared data.
func random(n, m int, seed uint64) talent.Instance {
	r := rand.New(rand.NewPCG(seed, uint64(n*100+m)))
	in := talent.Instance{Name: fmt.Sprintf("%dx%d seed %d", n, m, seed)}
	for range n {
		in.Duration = append(in.Duration, int64(1+r.IntN(5)))
	}
	for range m {
		in.Wage = append(in.Wage, int64(1+r.IntN(100)))
		row := make([]bool, n)
		for _, s := range r.Perm(n)[:min(n, 2+r.IntN(max(1, n-1)))] {
			row[s] = true
		}
		in.Plays = append(in.Plays, row)
	}
	return in
}

// sparse draws an instance in which most scenes have few actors and some numbers are zero, as small
// films do: whole parts that nobody connects, scenes without actors, actors without scenes.
func sparse(n, m int, seed uint64) talent.Instance {
	r := rand.New(rand.NewPCG(seed, 0x5a))
	in := talent.Instance{Name: fmt.Sprintf("sparse %dx%d seed %d", n, m, seed)}
	for range n {
		in.Duration = append(in.Duration, int64(r.IntN(4)))
	}
	for range m {
		in.Wage = append(in.Wage, int64(r.IntN(4)))
		row := make([]bool, n)
		for range r.IntN(4) {
			row[r.IntN(n)] = true
		}
		in.Plays = append(in.Plays, row)
	}
	return in
}

// leastWaiting is the subset dynamic programme: the cheapest way to have shot a set of scenes first.
// It shares nothing with the solver.
func leastWaiting(in talent.Instance) int64 {
	n := len(in.Duration)
	scenes := make([]uint64, len(in.Wage))
	for a, row := range in.Plays {
		for s, plays := range row {
			if plays {
				scenes[a] |= 1 << s
			}
		}
	}
	best := make([]int64, 1<<n)
	for set := uint64(1); set < 1<<n; set++ {
		best[set] = -1
		for rest := set; rest != 0; rest &= rest - 1 {
			s := bits.TrailingZeros64(rest)
			before := set &^ (1 << s)
			cost := best[before]
			for a, wage := range in.Wage {
				if scenes[a]>>s&1 == 0 && scenes[a]&before != 0 && scenes[a]&^set != 0 {
					cost += wage * in.Duration[s]
				}
			}
			if best[set] < 0 || cost < best[set] {
				best[set] = cost
			}
		}
	}
	return best[1<<n-1]
}

// check solves an instance and recomputes what the answer says of itself.
func check(t *testing.T, in talent.Instance, opt talent.Options) talent.Solution {
	t.Helper()
	got, err := talent.Solve(context.Background(), in, opt)
	if err != nil {
		t.Fatal(err)
	}
	cost, err := in.Evaluate(got.Order)
	if err != nil {
		t.Fatalf("%s: %v", in.Name, err)
	}
	if cost != got.Cost {
		t.Errorf("%s: says %+v, the order costs %+v", in.Name, got.Cost, cost)
	}
	if got.Bound.Total > got.Cost.Total || got.Cost.Total-got.Bound.Total != got.Cost.Holding-got.Bound.Holding {
		t.Errorf("%s: bound %+v does not fit cost %+v", in.Name, got.Bound, got.Cost)
	}
	if got.Optimal != (got.Bound == got.Cost) {
		t.Errorf("%s: optimal is %v with cost %+v and bound %+v", in.Name, got.Optimal, got.Cost, got.Bound)
	}
	return got
}

func TestEqualsDynamicProgramme(t *testing.T) {
	cases := 1000
	if testing.Short() {
		cases = 100
	}
	for i := range cases {
		r := rand.New(rand.NewPCG(uint64(i), 7))
		n, m := 1+r.IntN(11), 1+r.IntN(10)
		if i%50 == 0 {
			n = 14
		}
		if i%200 == 0 {
			n = 16
		}
		in := random(n, m, uint64(i))
		if i%2 == 1 {
			in = sparse(n, m+6, uint64(i))
		}
		got := check(t, in, talent.Options{Threads: 1 + i%3})
		if want := leastWaiting(in); got.Cost.Holding != want || !got.Optimal {
			t.Fatalf("%s: waiting costs %d, optimal %v; want %d, proved\n%+v", in.Name, got.Cost.Holding, got.Optimal, want, in)
		}
	}
}

// TestBounds stops searches early: the bound must stay below the true least cost.
func TestBounds(t *testing.T) {
	for i := range 200 {
		in := random(12, 9, uint64(1000+i))
		got := check(t, in, talent.Options{Nodes: 1 + int64(i%20)})
		if want := leastWaiting(in); got.Bound.Holding > want || got.Cost.Holding < want {
			t.Fatalf("%s: between %d and %d; least is %d", in.Name, got.Bound.Holding, got.Cost.Holding, want)
		}
	}
}

// TestCollection proves the published optima again. The larger ones take seconds, so not all every
// day: make bench-strips runs everything.
func TestCollection(t *testing.T) {
	dir := collection(t)
	f, err := os.Open(filepath.Join(dir, "OPTIMA.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Scan() // heading
	for lines.Scan() {
		col := strings.Split(lines.Text(), "\t")
		if strings.HasPrefix(col[0], "movie-shoot/") || strings.Contains(col[0], "x22") || (testing.Short() || raced.On) && strings.HasPrefix(col[0], "random/") {
			continue
		}
		t.Run(col[0], func(t *testing.T) {
			in := read(t, filepath.Join(dir, col[0]))
			total, err := strconv.ParseInt(col[3], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			if got := check(t, in, talent.Options{}); got.Cost.Total != total || !got.Optimal {
				t.Errorf("cost %d, optimal %v; want %d, proved", got.Cost.Total, got.Optimal, total)
			}
		})
	}
}

func TestOddInstances(t *testing.T) {
	yes, no := true, false
	for _, tt := range []struct {
		name string
		in   talent.Instance
		want talent.Cost
	}{
		{"nothing at all", talent.Instance{}, talent.Cost{}},
		{"actor without scene", talent.Instance{Duration: []int64{1, 2}, Wage: []int64{5, 7}, Plays: [][]bool{{no, no}, {yes, yes}}}, talent.Cost{Total: 21}},
		{"scene without actor goes to an end", talent.Instance{Duration: []int64{1, 9, 1}, Wage: []int64{5}, Plays: [][]bool{{yes, no, yes}}}, talent.Cost{Total: 10}},
		{"equal scenes", talent.Instance{Duration: []int64{1, 1, 1, 1}, Wage: []int64{5, 3}, Plays: [][]bool{{yes, no, yes, no}, {no, yes, no, yes}}}, talent.Cost{Total: 16}},
		{"nobody is paid", talent.Instance{Duration: []int64{1, 1, 1}, Wage: []int64{0, 0}, Plays: [][]bool{{yes, no, yes}, {no, yes, yes}}}, talent.Cost{}},
		{"no scene takes time", talent.Instance{Duration: []int64{0, 0, 0}, Wage: []int64{2, 3, 4}, Plays: [][]bool{{yes, yes, no}, {no, yes, yes}, {yes, no, yes}}}, talent.Cost{}},
		{"each two meet, somebody must wait", talent.Instance{Duration: []int64{1, 1, 1}, Wage: []int64{2, 3, 4}, Plays: [][]bool{{yes, yes, no}, {no, yes, yes}, {yes, no, yes}}}, talent.Cost{Total: 20, Holding: 2}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := check(t, tt.in, talent.Options{}); got.Cost != tt.want || !got.Optimal {
				t.Errorf("got %+v, optimal %v; want %+v, proved", got.Cost, got.Optimal, tt.want)
			}
		})
	}
}

func TestBeyondWords(t *testing.T) {
	for _, tt := range []struct{ n, m int }{{70, 6}, {64, 64}, {65, 16}, {16, 65}, {20, 100}, {130, 20}}[:raced.Cases(6, 2)] {
		t.Run(fmt.Sprintf("%dx%d", tt.n, tt.m), func(t *testing.T) {
			in := random(tt.n, tt.m, 3)
			got := check(t, in, talent.Options{Nodes: 500})
			plain := make([]int, tt.n)
			for i := range plain {
				plain[i] = i
			}
			if asWritten, _ := in.Evaluate(plain); got.Cost.Holding >= asWritten.Holding {
				t.Errorf("waiting costs %d, in the order of the file %d", got.Cost.Holding, asWritten.Holding)
			}
			if got.Bound.Holding <= 0 {
				t.Errorf("bound %d: want more than nothing", got.Bound.Holding)
			}
		})
	}
}

// TestSameAgain: with one thread and a limit on nodes there is no chance in an answer.
func TestSameAgain(t *testing.T) {
	in := random(40, 16, 5)
	a := check(t, in, talent.Options{Nodes: 3000})
	b := check(t, in, talent.Options{Nodes: 3000})
	if !slices.Equal(a.Order, b.Order) || a.Nodes != b.Nodes || a.Bound != b.Bound {
		t.Errorf("two runs differ: %+v and %+v", a, b)
	}
	if a.Nodes > 3000+1 {
		t.Errorf("%d nodes; want at most 3000", a.Nodes)
	}
}

func TestThreadsAgree(t *testing.T) {
	for seed := range uint64(6) {
		in := random(24, 14, seed)
		one, two := check(t, in, talent.Options{}), check(t, in, talent.Options{Threads: 2})
		if one.Cost != two.Cost || !two.Optimal {
			t.Errorf("%s: one thread %+v, two %+v", in.Name, one.Cost, two.Cost)
		}
	}
}

func TestSmallMemory(t *testing.T) {
	in := random(24, 14, 9)
	if a, b := check(t, in, talent.Options{}), check(t, in, talent.Options{Memory: 1}); a.Cost != b.Cost || !b.Optimal {
		t.Errorf("with room %+v, without %+v", a.Cost, b.Cost)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	in := random(64, 22, 1)
	got, err := talent.Solve(ctx, in, talent.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.Evaluate(got.Order); err != nil || got.Optimal {
		t.Errorf("order %v, optimal %v, %v; want some order, not proved", got.Order, got.Optimal, err)
	}
}

func TestProgress(t *testing.T) {
	in := random(40, 22, 2)
	var seen []talent.Progress
	got := check(t, in, talent.Options{Nodes: 4000, Progress: func(p talent.Progress) { seen = append(seen, p) }})
	if len(seen) == 0 {
		t.Fatal("no progress in 4000 nodes")
	}
	for i, p := range seen {
		if p.Cost.Total < got.Cost.Total || i > 0 && (p.Cost.Total > seen[i-1].Cost.Total || p.Nodes < seen[i-1].Nodes) {
			t.Errorf("progress %d says %+v after %+v; ends at %+v", i, p, seen[max(0, i-1)], got.Cost)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		in   talent.Instance
		want string
	}{
		{talent.Instance{Name: "a", Duration: []int64{-1}}, `instance "a": scene 0 lasts -1 days`},
		{talent.Instance{Name: "a", Wage: []int64{-1}, Plays: [][]bool{{}}}, "actor 0 is paid -1 a day"},
		{talent.Instance{Name: "a", Wage: []int64{1}}, "1 actors have wages, 0 have scenes"},
		{talent.Instance{Name: "a", Duration: []int64{1}, Wage: []int64{1}, Plays: [][]bool{{}}}, "actor 0 has 0 marks for 1 scenes"},
		{talent.Instance{Name: "a", Duration: []int64{1 << 40}, Wage: []int64{1 << 40}, Plays: [][]bool{{true}}}, "use a larger unit of money"},
	} {
		if _, err := talent.Solve(context.Background(), tt.in, talent.Options{}); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("got %v; want %q", err, tt.want)
		}
	}
}
