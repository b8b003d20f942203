package graph_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/house/seed"
)

// A production of real size is made once and kept in BACKLOT_BENCH_DIR, or in a
// temporary folder for one run.

var benchMu sync.Mutex

type lot struct {
	dir string
	seed.Production
}

func open(b testing.TB, d *db.DB) *graph.Store {
	b.Helper()
	s, err := graph.Open(context.Background(), d, production.NewRegistry(), graph.Options{Now: time.Now, IDs: graph.RandomIDs{}, Device: graph.RandomIDs{}.NewID()})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func (l lot) open(b testing.TB) (*db.DB, *graph.Store) {
	b.Helper()
	d, err := db.Open(context.Background(), "sqlite:"+filepath.Join(l.dir, "backlot.db"))
	if err != nil {
		b.Fatal(err)
	}
	return d, open(b, d)
}

var madeIn atomic.Pointer[string]

// made gives a filled production.
func made(b testing.TB, name string, size seed.Size) lot {
	b.Helper()
	benchMu.Lock()
	defer benchMu.Unlock()
	dir := os.Getenv("BACKLOT_BENCH_DIR")
	if dir == "" {
		if madeIn.Load() == nil {
			tmp, err := os.MkdirTemp("", "backlot-bench")
			if err != nil {
				b.Fatal(err)
			}
			madeIn.Store(&tmp)
			graph.AfterTests = append(graph.AfterTests, func() { os.RemoveAll(tmp) })
		}
		dir = *madeIn.Load()
	}
	l := lot{filepath.Join(dir, name), seed.New(size, 1)}
	if _, err := os.Stat(filepath.Join(l.dir, "done")); err == nil {
		return l
	}
	d, s := l.open(b)
	if err := l.Fill(context.Background(), s, nil); err != nil {
		b.Fatal(err)
	}
	s.Close()
	d.Close()
	if err := os.WriteFile(filepath.Join(l.dir, "done"), nil, 0o644); err != nil {
		b.Fatal(err)
	}
	return l
}

func season(b testing.TB) lot  { return made(b, "season", seed.Season()) }
func feature(b testing.TB) lot { return made(b, "feature", seed.Feature()) }

var sizes = []struct {
	name string
	lot  func(testing.TB) lot
}{{"feature", feature}, {"season", season}}

// cpu reports the processor time an operation took on all cores, which a busy
// machine changes less than the time on the wall.
func cpu(b *testing.B) func() {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	start := used()
	return func() { b.ReportMetric(float64((used()-start).Microseconds())/1000/float64(b.N), "cpu-ms/op") }
}

// BenchmarkColdOpen opens database and production as a fresh program does.
func BenchmarkColdOpen(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			l := size.lot(b)
			defer cpu(b)()
			for b.Loop() {
				d, s := l.open(b)
				if _, err := s.Snapshot(context.Background(), graph.Main(l.ID)); err != nil {
					b.Fatal(err)
				}
				s.Close()
				d.Close()
			}
		})
	}
}

// BenchmarkRead100Scenes reads 100 scenes with all they use, as a reader with a
// record hidden from them; p99 is of single readings.
func BenchmarkRead100Scenes(b *testing.B) {
	l := season(b)
	d, s := l.open(b)
	defer d.Close()
	defer s.Close()
	v, ids := somebody(b, s, l.ID)
	var took []time.Duration
	defer cpu(b)()
	for b.Loop() {
		start := time.Now()
		n := read100(v, ids, len(took))
		took = append(took, time.Since(start))
		if n < 100 {
			b.Fatal("too few elements", n)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// somebody is the view of a reader with no clearance, while something is sealed.
func somebody(b testing.TB, s *graph.Store, id graph.ID) (graph.View, []graph.ID) {
	b.Helper()
	snap, err := s.Snapshot(context.Background(), graph.Main(id))
	if err != nil {
		b.Fatal(err)
	}
	e := snap.View(graph.System).Edit(graph.RandomIDs{}, "A secret")
	secret := graph.Add(e, production.Element{Name: "Secret", Category: "character"})
	e.Seal(secret, graph.RandomIDs{}.NewID(), nil)
	c, err := e.Change()
	if err == nil {
		snap, err = snap.With(c, nil)
	}
	if err != nil {
		b.Fatal(err)
	}
	v := snap.View(graph.Audience{})
	var ids []graph.ID
	for id := range graph.All[production.Scene](v) {
		ids = append(ids, id)
	}
	return v, ids
}

func read100(v graph.View, ids []graph.ID, from int) (n int) {
	for i := range 100 {
		id := ids[(from*37+i)%len(ids)]
		if _, ok := graph.Get[production.Scene](v, id); !ok {
			continue
		}
		for _, u := range graph.Referring[production.Use](v, id, "scene") {
			if _, ok := graph.Get[production.Element](v, u.Element.ID); ok {
				n++
			}
		}
	}
	return n
}

// BenchmarkLand is durable changes from 50 writers.
func BenchmarkLand(b *testing.B) {
	for name, dsn := range map[string]func(testing.TB) *db.DB{"sqlite": dbtest.OpenSQLite, "postgresql": dbtest.OpenPostgreSQL} {
		b.Run(name, func(b *testing.B) {
			s := open(b, dsn(b))
			defer s.Close()
			at := graph.Main(graph.RandomIDs{}.NewID())
			if err := s.CreateProduction(context.Background(), graph.Production{ID: at.Production, Name: "Film", Kind: "feature"}); err != nil {
				b.Fatal(err)
			}
			defer cpu(b)()
			var left atomic.Int64
			left.Store(int64(b.N))
			b.ResetTimer()
			var wg sync.WaitGroup
			for range 50 {
				wg.Go(func() { writer(b, s, at, &left) })
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "changes/s")
		})
	}
}

// writer makes an element and then edits it.
func writer(b *testing.B, s *graph.Store, at graph.Place, left *atomic.Int64) {
	var mine graph.ID
	for n := 0; left.Add(-1) >= 0; n++ {
		v, err := s.View(context.Background(), at, graph.System)
		if err != nil {
			b.Error(err)
			return
		}
		e := v.Edit(graph.RandomIDs{}, "Edit")
		if mine.IsZero() {
			mine = graph.Add(e, production.Element{Name: "Lamp", Category: "prop"})
		} else {
			graph.Update(e, mine, func(x *production.Element) { x.Description = fmt.Sprint("revision ", n) })
		}
		c, err := e.Change()
		if err == nil {
			_, err = s.Land(context.Background(), c, graph.ID{})
		}
		if err != nil {
			b.Error(err)
			return
		}
	}
}

// BenchmarkPreviewStripMove is the graph's share of a preview: the state before
// and after a strip moves.
func BenchmarkPreviewStripMove(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			l := size.lot(b)
			d, s := l.open(b)
			defer d.Close()
			defer s.Close()
			v, err := s.View(context.Background(), graph.Main(l.ID), graph.System)
			if err != nil {
				b.Fatal(err)
			}
			var strips []graph.ID
			for id := range graph.All[production.Strip](v) {
				strips = append(strips, id)
			}
			n := 0
			defer cpu(b)()
			for b.Loop() {
				n++
				e := v.Edit(graph.RandomIDs{}, "Move a strip")
				graph.Update(e, strips[n%len(strips)], func(x *production.Strip) { x.Order = graph.Between(x.Order, "") })
				c, err := e.Change()
				if err == nil {
					_, _, err = s.Preview(context.Background(), c)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkMemory is the live heap that an open season adds.
func BenchmarkMemory(b *testing.B) {
	l := season(b)
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		d, s := l.open(b)
		v, err := s.View(context.Background(), graph.Main(l.ID), graph.System)
		if err != nil {
			b.Fatal(err)
		}
		records, asStored := 0, 0
		for _, k := range v.Registry().All() {
			for rec := range v.Records(k.Kind) { // every record is decoded, as after a day's work
				records++
				asStored += len(rec.Fields)
			}
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
		b.ReportMetric(float64(records), "records")
		b.ReportMetric(float64(asStored)/1e6, "MB-fields")
		runtime.KeepAlive(v)
		s.Close()
		d.Close()
	}
}
