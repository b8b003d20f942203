package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"backlot/internal/core/graph"
	"backlot/internal/house/seed"
)

// SeedCmd makes believable productions of real sizes, for measuring and trying out.
type SeedCmd struct {
	Feature     bool    `xor:"size" required:"" help:"A film: 130 scenes, 4,000 uses, 7,000 takes."`
	Season      bool    `xor:"size" required:"" help:"Ten episodes: 650 scenes, 25,000 uses, 19,000 takes, 38,000 clips, 32,000 versions."`
	Studio      bool    `xor:"size" required:"" help:"Many productions and what they share."`
	Number      uint64  `help:"Another number makes another production; the same number the same one." default:"1"`
	Productions int     `help:"Productions of a studio." default:"300"`
	Scale       float64 `help:"Multiplies every count." default:"1"`
	Out         string  `xor:"to" required:"" help:"Archive to write; with --studio a folder of archives." type:"path"`
	DB          string  `xor:"to" required:"" name:"db" help:"Database to fill: a SQLite file or postgres://user@host/name."`
	Quiet       bool    `help:"No progress on the terminal."`
}

// Validate is called by kong after parsing.
func (c *SeedCmd) Validate() error {
	if c.Scale <= 0 || c.Scale > 100 || c.Productions < 1 || c.Productions > 100_000 {
		return fmt.Errorf("want --scale above 0 and at most 100, and --productions from 1 to 100000")
	}
	return nil
}

// Run generates and writes.
func (c *SeedCmd) Run() error {
	return withStore(c.DB, func(ctx context.Context, store *graph.Store) error {
		for i, p := range c.productions() {
			if err := c.fill(ctx, store, p, i); err != nil {
				return err
			}
		}
		if c.Studio {
			return c.shared(ctx, store)
		}
		return nil
	})
}

func (c *SeedCmd) productions() []seed.Production {
	switch {
	case c.Studio:
		return seed.Studio(c.Productions, c.Scale, c.Number)
	case c.Season:
		return []seed.Production{seed.New(seed.Season().Times(c.Scale), c.Number)}
	}
	return []seed.Production{seed.New(seed.Feature().Times(c.Scale), c.Number)}
}

func (c *SeedCmd) fill(ctx context.Context, store *graph.Store, p seed.Production, i int) error {
	var report func(int)
	if !c.Quiet {
		bar := progressbar.NewOptions(-1, progressbar.OptionSetDescription(p.Name), progressbar.OptionSetWriter(os.Stderr), progressbar.OptionShowCount(),
			progressbar.OptionThrottle(200*time.Millisecond), progressbar.OptionClearOnFinish())
		defer bar.Finish()
		report = func(n int) { bar.Set(n) }
	}
	records := 0
	err := p.Fill(ctx, store, func(n int) {
		records = n
		if report != nil {
			report(n)
		}
	})
	if err != nil {
		return err
	}
	if c.Out != "" {
		name := c.Out
		if c.Studio {
			name = filepath.Join(c.Out, fmt.Sprintf("%03d-%s.backlot", i+1, strings.ReplaceAll(strings.ToLower(p.Name), " ", "-")))
		}
		if err := export(ctx, store, p.ID, name); err != nil {
			return err
		}
	}
	fmt.Printf("%s  %s  %d records\n", p.ID, p.Name, records)
	return nil
}

// shared fills the studio's own graph, which productions refer to.
func (c *SeedCmd) shared(ctx context.Context, store *graph.Store) error {
	id := seed.StudioID
	if err := store.CreateProduction(ctx, graph.Production{ID: id, Name: "Studio", Kind: "studio"}); err != nil {
		return err
	}
	err := seed.StudioRecords(c.Number, store.Registry(), id, func(ch graph.Change) error {
		_, err := store.Land(ctx, ch, graph.ID{})
		return err
	})
	if err != nil || c.Out == "" {
		return err
	}
	return export(ctx, store, id, filepath.Join(c.Out, "studio.backlot"))
}

// export writes an archive beside its name first, so that no half file stays.
func export(ctx context.Context, store *graph.Store, id graph.ID, name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".backlot-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := errors.Join(store.Export(ctx, id, f, nil), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.Rename(f.Name(), name)
}
