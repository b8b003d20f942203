package seed

import (
	"context"
	"fmt"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Fill puts the production into a store. report, which may be nil, is told how
// many records have landed.
func (p Production) Fill(ctx context.Context, store *graph.Store, report func(records int)) error {
	kind := "feature"
	if p.Size.Kind == "series" {
		kind = "series"
	}
	if err := store.CreateProduction(ctx, graph.Production{ID: p.ID, Name: p.Name, Kind: kind}); err != nil {
		return fmt.Errorf("seed %q: %w", p.Name, err)
	}
	records := 0
	return p.Changes(ctx, store.Registry(), func(c graph.Change) error {
		if _, err := store.Land(ctx, c, graph.ID{}); err != nil {
			return err
		}
		if records += len(c.Ops); report != nil {
			report(records)
		}
		return nil
	})
}

// Studio gives n productions of mixed sizes, most of them seasons, scaled by f,
// each with a name of its own.
func Studio(n int, f float64, number uint64) []Production {
	out := make([]Production, n)
	names := map[string]int{}
	for i := range out {
		size := Season()
		if i%4 == 3 {
			size = Feature()
		}
		out[i] = New(size.Times(f), number*1_000_000+uint64(i)+1)
		if names[out[i].Name]++; names[out[i].Name] > 1 {
			out[i].Name = fmt.Sprintf("%s %d", out[i].Name, names[out[i].Name])
		}
	}
	return out
}

// StudioRecords makes what the productions of a studio share: companies, stages,
// rule packs and stock.
func StudioRecords(number uint64, reg *graph.Registry, id graph.ID, land func(graph.Change) error) error {
	g := newGenerator(reg, Size{}, number, land)
	g.production, g.name = id, "the studio"
	g.open()
	for i := range 40 {
		c := countries[i%len(countries)]
		add(g, production.Place{Name: fmt.Sprintf("Stage %d, %s", i+1, c.city), Type: "stage", City: c.city, Country: c.code, TimeZone: c.zone, Latitude: c.lat, Longitude: c.lon, AreaM2: g.between(400, 3000), HeightCM: g.between(700, 1500), PowerA: 400, DayFee: eur(int64(g.between(10, 60)) * 10000)})
	}
	for i := range 2000 {
		category := pick(g, []string{"prop", "wardrobe", "set_dressing"})
		kind := map[string]string{"prop": "prop", "wardrobe": "garment", "set_dressing": "set_dressing"}[category]
		add(g, production.Item{Name: g.thing(category, i+1), Type: kind, TagCode: fmt.Sprintf("ST-%05d", i+1), Supply: "stock", Condition: pick(g, []string{"good", "worn", "aged"}), Replacement: eur(int64(g.between(1, 500)) * 1000), Disposition: "store"})
	}
	for _, p := range []struct{ name, pack, where string }{{"House agreement", "house", "GB"}, {"Children in performance", "minors-gb", "GB"}} {
		add(g, production.RulePack{Name: p.name, Pack: p.pack, Jurisdiction: p.where, Version: "2027"})
	}
	g.close()
	return g.err
}

// StudioID is the id of the generated studio's own graph.
var StudioID = graph.MustID("0de30000-0000-7000-8000-0000000000ff")
