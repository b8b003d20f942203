package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"backlot/film/strips/talent"
)

// StripsTalentCmd solves talent scheduling instances.
type StripsTalentCmd struct {
	Files   []string      `arg:"" name:"file" help:"Instances: plain text as in Garcia de la Banda and Stuckey's collection, or MiniZinc data (.dzn)."`
	JSON    bool          `name:"json" help:"Print one JSON object a line for each instance."`
	Time    time.Duration `default:"60s" help:"Clock time for each instance; then the best order so far and a bound are printed."`
	Threads int           `default:"1" help:"Threads that search at the same time."`
	Nodes   int64         `help:"Nodes after which to stop, which can be repeated exactly with one thread; 0 is no limit."`
	Memory  int64         `default:"512" help:"Megabytes for remembered states."`
	Verbose bool          `short:"v" help:"Print progress to standard error."`
}

// talentAnswer is what the command prints of an instance. Order counts scenes from 0 in the order of
// the file. Seconds is processor time of all threads for this instance; memory is the most that the
// process has had resident so far.
type talentAnswer struct {
	Instance    string  `json:"instance"`
	Scenes      int     `json:"scenes"`
	Actors      int     `json:"actors"`
	Cost        int64   `json:"cost"`
	Holding     int64   `json:"holding"`
	Bound       int64   `json:"bound"` // on cost
	Optimal     bool    `json:"optimal"`
	Order       []int   `json:"order"`
	Nodes       int64   `json:"nodes"`
	Seconds     float64 `json:"seconds"`
	WallSeconds float64 `json:"wall_seconds"`
	MemoryMB    int64   `json:"memory_mb"`
}

// Run solves every file in turn.
func (c *StripsTalentCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.print(ctx, os.Stdout, os.Stderr)
}

func (c *StripsTalentCmd) print(ctx context.Context, w, notes io.Writer) error {
	for i, file := range c.Files {
		if i > 0 {
			debug.FreeOSMemory() // what the instance before remembered
		}
		answer, err := c.solve(ctx, file, notes)
		if err != nil {
			return err
		}
		if c.JSON {
			if err := json.NewEncoder(w).Encode(answer); err != nil {
				return err
			}
			continue
		}
		if i == 0 {
			fmt.Fprintf(w, "%-24s %6s %6s %10s %10s %10s %8s %10s %8s\n", "instance", "scenes", "actors", "cost", "holding", "bound", "proved", "nodes", "cpu s")
		}
		fmt.Fprintf(w, "%-24s %6d %6d %10d %10d %10d %8v %10d %8.3f\n", answer.Instance, answer.Scenes, answer.Actors,
			answer.Cost, answer.Holding, answer.Bound, answer.Optimal, answer.Nodes, answer.Seconds)
	}
	return nil
}

func (c *StripsTalentCmd) solve(ctx context.Context, file string, notes io.Writer) (talentAnswer, error) {
	in, err := readInstance(file)
	if err != nil {
		return talentAnswer{}, err
	}
	opt := talent.Options{Threads: c.Threads, Nodes: c.Nodes, Memory: c.Memory << 20}
	if c.Verbose {
		opt.Progress = func(p talent.Progress) {
			fmt.Fprintf(notes, "%s: cost %d, at least %d, %d nodes\n", in.Name, p.Cost.Total, p.Bound.Total, p.Nodes)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, c.Time)
	defer cancel()
	clock := startWatch()
	s, err := talent.Solve(ctx, in, opt)
	if err != nil {
		return talentAnswer{}, fmt.Errorf("solve %s: %w", file, err)
	}
	a := talentAnswer{
		Instance: in.Name, Scenes: len(in.Duration), Actors: len(in.Wage),
		Cost: s.Cost.Total, Holding: s.Cost.Holding, Bound: s.Bound.Total, Optimal: s.Optimal,
		Order: s.Order, Nodes: s.Nodes,
	}
	if a.Order == nil {
		a.Order = []int{}
	}
	a.Seconds, a.WallSeconds, a.MemoryMB = clock.read()
	return a, nil
}

func readInstance(file string) (talent.Instance, error) {
	f, err := os.Open(file)
	if err != nil {
		return talent.Instance{}, err
	}
	defer f.Close()
	in, err := talent.Read(file, f)
	if in.Name == file {
		in.Name = filepath.Base(file)
	}
	return in, err
}

// watch measures what a computation takes.
type watch struct {
	wall time.Time
	cpu  time.Duration
}

func startWatch() watch {
	cpu, _ := usage()
	return watch{time.Now(), cpu}
}

// read gives processor seconds and clock seconds since the start, and the most memory in MB.
func (w watch) read() (cpu, wall float64, memory int64) {
	now, memory := usage()
	return rounded(now - w.cpu), rounded(time.Since(w.wall)), memory
}

func rounded(d time.Duration) float64 { return d.Round(100 * time.Microsecond).Seconds() }
