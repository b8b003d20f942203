package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"backlot/film/strips/movieshoot"
)

// StripsMovieshootCmd solves movie shoots: places, actors and precedences.
type StripsMovieshootCmd struct {
	Files   []string      `arg:"" name:"file" help:"Instances as in the University of Udine's and Hexaly's movie shoot collection."`
	JSON    bool          `name:"json" help:"Print one JSON object a line for each instance."`
	Time    time.Duration `default:"60s" help:"Clock time for each instance."`
	Threads int           `default:"1" help:"Threads that anneal at the same time."`
	Seed    uint64        `default:"1" help:"Seed of the chances taken."`
	Steps   int64         `help:"Steps of annealing in place of a time, which can be repeated exactly; 0 goes by time."`
}

// movieshootAnswer is what the command prints of an instance; see talentAnswer for the rest.
type movieshootAnswer struct {
	Instance    string  `json:"instance"`
	Scenes      int     `json:"scenes"`
	Actors      int     `json:"actors"`
	Places      int     `json:"places"`
	Cost        int64   `json:"cost"` // visits and holding
	Visits      int64   `json:"visits"`
	Holding     int64   `json:"holding"`
	Bound       int64   `json:"bound"` // on cost
	Optimal     bool    `json:"optimal"`
	Order       []int   `json:"order"`
	Nodes       int64   `json:"nodes"`
	Steps       int64   `json:"steps"`
	Seconds     float64 `json:"seconds"`
	WallSeconds float64 `json:"wall_seconds"`
	MemoryMB    int64   `json:"memory_mb"`
}

// Run solves every file in turn.
func (c *StripsMovieshootCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.print(ctx, os.Stdout)
}

func (c *StripsMovieshootCmd) print(ctx context.Context, w io.Writer) error {
	for i, file := range c.Files {
		a, err := c.solve(ctx, file)
		if err != nil {
			return err
		}
		if c.JSON {
			if err := json.NewEncoder(w).Encode(a); err != nil {
				return err
			}
			continue
		}
		if i == 0 {
			fmt.Fprintf(w, "%-20s %6s %6s %10s %10s %10s %10s %8s %8s\n", "instance", "scenes", "actors", "cost", "visits", "holding", "bound", "proved", "cpu s")
		}
		fmt.Fprintf(w, "%-20s %6d %6d %10d %10d %10d %10d %8v %8.2f\n", a.Instance, a.Scenes, a.Actors, a.Cost, a.Visits, a.Holding, a.Bound, a.Optimal, a.Seconds)
	}
	return nil
}

func (c *StripsMovieshootCmd) solve(ctx context.Context, file string) (movieshootAnswer, error) {
	f, err := os.Open(file)
	if err != nil {
		return movieshootAnswer{}, err
	}
	defer f.Close()
	in, err := movieshoot.Read(file, f)
	if err != nil {
		return movieshootAnswer{}, err
	}
	clock := startWatch()
	opt := movieshoot.Options{Threads: c.Threads, Seed: c.Seed, Steps: c.Steps}
	if c.Steps == 0 {
		opt.Spent = func() float64 { return float64(time.Since(clock.wall)) / float64(c.Time) }
		opt.Nodes = math.MaxInt64
		// What begins just before the end of the time is cut off soon after it.
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, c.Time)
		defer cancel()
	}
	s, err := movieshoot.Solve(ctx, in, opt)
	if err != nil {
		return movieshootAnswer{}, fmt.Errorf("solve %s: %w", file, err)
	}
	a := movieshootAnswer{
		Instance: filepath.Base(file), Scenes: len(in.Duration), Actors: len(in.Wage), Places: len(in.Visit),
		Cost: s.Cost.Total, Visits: s.Cost.Visits, Holding: s.Cost.Holding, Bound: s.Bound, Optimal: s.Optimal,
		Order: s.Order, Nodes: s.Nodes, Steps: s.Steps,
	}
	if a.Order == nil {
		a.Order = []int{}
	}
	a.Seconds, a.WallSeconds, a.MemoryMB = clock.read()
	return a, nil
}
