package api

import (
	"context"
	"fmt"
	"testing"
	"time"

	"backlot/internal/core/db"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// BenchmarkSearch searches a production with as many named records as a season.
func BenchmarkSearch(b *testing.B) {
	ctx := context.Background()
	d, err := db.Open(ctx, b.TempDir()+"/b.db")
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	store, err := graph.Open(ctx, d, production.NewRegistry(), graph.Options{Now: time.Now, IDs: graph.RandomIDs{}})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	film := graph.RandomIDs{}.NewID()
	if err := store.CreateProduction(ctx, graph.Production{ID: film, Name: "Season", Kind: "series"}); err != nil {
		b.Fatal(err)
	}
	v, err := store.View(ctx, graph.Main(film), graph.System)
	if err != nil {
		b.Fatal(err)
	}
	rooms := []string{"kitchen", "harbour", "lighthouse", "theatre", "ferry deck", "sanatorium"}
	for range 20 {
		e := v.Edit(graph.RandomIDs{}, "Fill")
		for i := range 5000 {
			graph.Add(e, production.Scene{Number: fmt.Sprint(i), Heading: "INT. " + rooms[i%len(rooms)] + " - DAY", Order: "a",
				Synopsis: "somebody talks about the weather and leaves"})
		}
		c, err := e.Change()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := store.Land(ctx, c, graph.ID{}); err != nil {
			b.Fatal(err)
		}
	}
	snap, err := store.Snapshot(ctx, graph.Main(film))
	if err != nil {
		b.Fatal(err)
	}
	place := newIndex().of(graph.Main(film))
	start := time.Now()
	if err := place.update(ctx, store, snap); err != nil {
		b.Fatal(err)
	}
	b.Logf("index of 100,000 records made in %s", time.Since(start))
	view := snap.View(graph.Audience{})
	for _, q := range []string{"lighthouse", "s", "somebody weather", "4999 theatre"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				rank(view, place, tokens(fold(q)), "", 20)
			}
		})
	}
}
