// Package seed makes believable productions of real sizes, for measuring and for
// trying the program out: a feature, a ten-episode season, a whole studio.
//
// The same size and number give the same records with the same ids. Sizes follow
// the planning figures of the project: see Feature and Season.
package seed

import (
	"context"
	"fmt"
	"math/rand/v2"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Size says how large a production is.
type Size struct {
	Kind     string // "feature" or "series"
	Episodes int    // 0 for a feature
	Scenes   int
	Elements int
	Uses     int
	UnitDays int // days × units
	Takes    int
	Clips    int
	Shots    int // visual effects shots
	Versions int
	People   int
	Boards   int
}

// Feature is a 120-page film: 55 days of 1.3 units.
func Feature() Size {
	return Size{Kind: "feature", Scenes: 130, Elements: 1200, Uses: 4000, UnitDays: 72, Takes: 7000, Clips: 14000, Shots: 800, Versions: 6400, People: 600, Boards: 2}
}

// Season is ten episodes: 120 days of 1.6 units.
func Season() Size {
	return Size{Kind: "series", Episodes: 10, Scenes: 650, Elements: 6000, Uses: 25000, UnitDays: 192, Takes: 19000, Clips: 38000, Shots: 4000, Versions: 32000, People: 1200, Boards: 3}
}

// Times scales every count by f, keeping at least one of each.
func (s Size) Times(f float64) Size {
	scale := func(n int) int { return max(int(float64(n)*f+0.5), 1) }
	if s.Episodes > 0 {
		s.Episodes = scale(s.Episodes)
	}
	s.Scenes, s.Elements, s.Uses, s.UnitDays = scale(s.Scenes), max(scale(s.Elements), 40), scale(s.Uses), scale(s.UnitDays)
	s.Takes, s.Clips, s.Shots, s.Versions, s.People = scale(s.Takes), scale(s.Clips), scale(s.Shots), scale(s.Versions), max(scale(s.People), 40)
	return s
}

// batch is how many operations go into one change.
const batch = 4000

// Production is a generated production before it is filled.
type Production struct {
	ID   graph.ID
	Name string
	Size Size
	seed uint64
}

// New names a production; number makes it a different one.
func New(size Size, number uint64) Production {
	g := newGenerator(nil, size, number, nil)
	return Production{ID: g.NewID(), Name: g.titleName(), Size: size, seed: number}
}

// Changes makes the whole production as a series of changes on an empty main line,
// and hands each to land in order.
func (p Production) Changes(ctx context.Context, reg *graph.Registry, land func(graph.Change) error) error {
	g := newGenerator(reg, p.Size, p.seed, land)
	g.production = g.NewID()
	g.name = g.titleName()
	g.open()
	for _, step := range []func(){g.work, g.people, g.story, g.elements, g.uses, g.plan, g.shoot, g.post, g.money} {
		if err := ctx.Err(); err != nil {
			return err
		}
		step()
		g.close()
		if g.err != nil {
			return fmt.Errorf("seed %q: %w", p.Name, g.err)
		}
	}
	return nil
}

// generator keeps what later steps refer to. It is its own source of ids.
type generator struct {
	size       Size
	rng        *rand.Rand
	reg        *graph.Registry
	land       func(graph.Change) error
	production graph.ID
	name       string
	edit       *graph.Edit
	err        error
	clock      uint64 // milliseconds, for ids that sort by time

	calendar, title         graph.ID
	units, episodes         []graph.ID
	departments             []graph.ID
	crew                    []person
	cast                    []graph.ID // engagements, by cast number
	castParties             []graph.ID
	characters              []graph.ID // elements
	places, sets, storyDays []graph.ID
	scenes                  []scene
	byCategory              map[string][]graph.ID
	days                    []day
	vendors                 []graph.ID
	clips                   []clip
	accounts                []graph.ID
}

type person struct{ party, engagement graph.ID }

type scene struct {
	id      graph.ID
	number  string
	order   string
	episode int
	set     int
	eighths int
	night   bool
	day     int // index of the day it is shot on
}

type day struct {
	id   graph.ID
	unit int
	ms   int64 // midnight, UTC
}

type clip struct {
	id     graph.ID
	scene  int
	frames int64
}

func newGenerator(reg *graph.Registry, size Size, number uint64, land func(graph.Change) error) *generator {
	return &generator{size: size, rng: rand.New(rand.NewPCG(number, 0x9e3779b97f4a7c15)), reg: reg, land: land,
		clock: 1_790_000_000_000 + number*1_000_000_000, byCategory: map[string][]graph.ID{}}
}

// NewID makes a UUIDv7 from the generator's own clock and randomness.
func (g *generator) NewID() graph.ID {
	g.clock++
	var id graph.ID
	for i := range 6 {
		id[i] = byte(g.clock >> (40 - 8*i))
	}
	a, b := g.rng.Uint64(), g.rng.Uint64()
	for i := range 8 {
		id[8+i] = byte(a >> (8 * i))
	}
	id[6], id[7] = 0x70|byte(b)&0x0f, byte(b>>8)
	id[8] = 0x80 | id[8]&0x3f
	return id
}

func (g *generator) open() {
	empty := graph.NewMemory(g.reg, graph.Main(g.production), graph.ID{}, nil).Snapshot()
	g.edit = empty.View(graph.System).Edit(g, "Generate "+g.name)
}

// close hands over what was added since the last time.
func (g *generator) close() {
	if g.edit.Len() == 0 || g.err != nil {
		return
	}
	c, err := g.edit.Change()
	if err == nil {
		err = g.land(c)
	}
	g.err = err
	g.open()
}

// add makes a record, and a change of it when the batch is full.
func add[T graph.Noun](g *generator, v T) graph.ID {
	if g.err != nil {
		return graph.ID{}
	}
	id := graph.Add(g.edit, v)
	if g.edit.Len() >= batch {
		g.close()
	}
	return id
}

func (g *generator) n(below int) int {
	if below <= 0 {
		return 0
	}
	return g.rng.IntN(below)
}

// between gives lo to hi, both included.
func (g *generator) between(lo, hi int) int { return lo + g.n(hi-lo+1) }

func (g *generator) chance(percent int) bool { return g.n(100) < percent }

func pick[T any](g *generator, list []T) T {
	if len(list) == 0 {
		var zero T
		return zero
	}
	return list[g.n(len(list))]
}

// often picks with a preference for the beginning of the list, as leads and
// main sets are used more than the rest.
func often[T any](g *generator, list []T) T {
	if len(list) == 0 {
		var zero T
		return zero
	}
	f := g.rng.Float64()
	return list[int(f*f*f*float64(len(list)))]
}

func ref[T graph.Noun](id graph.ID) graph.Ref[T] { return graph.To[T](id) }

func eur(minor int64) production.Money { return production.Money{Minor: minor, Currency: "EUR"} }
