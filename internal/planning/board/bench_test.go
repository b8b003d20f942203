package board

import (
	"fmt"
	"testing"
	"time"

	"backlot/film/pages"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// season makes a production of the size of a season or a feature, with a board of all scenes.
func season(b *testing.B, scenes, elements, uses int) (*graph.Memory, *graph.SequentialIDs, graph.ID) {
	b.Helper()
	ids := &graph.SequentialIDs{Prefix: 11}
	now := time.Date(2027, 1, 10, 9, 0, 0, 0, time.UTC)
	m := graph.NewMemory(production.NewRegistry(), graph.Main(ids.NewID()), ids.NewID(), func() time.Time { return now })
	commit := func(c graph.Change, err error) {
		if err == nil {
			c.ID, c.Production = ids.NewID(), m.Snapshot().Where().Production
			_, err = m.Commit(c, graph.ID{})
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	e := m.Snapshot().View(graph.System).Edit(ids, "Seed")
	var all, things []graph.ID
	for i, k := range graph.Orders(scenes) {
		all = append(all, graph.Add(e, production.Scene{
			Number: fmt.Sprint(i + 1), Order: k, IntExt: []string{"INT", "EXT"}[i%2], SetName: fmt.Sprintf("SET %d - ROOM %d", i%70, i%3),
			TimeOfDay: []string{"DAY", "DAY", "NIGHT"}[i%3], LengthEighths: pages.Eighths(1 + i%14),
		}))
	}
	for i := range elements {
		category := "prop"
		if i < elements/60 {
			category = "character"
		}
		things = append(things, graph.Add(e, production.Element{Name: fmt.Sprint("Element ", i), Category: category, Number: fmt.Sprint(i + 1)}))
	}
	for i := range uses {
		graph.Add(e, production.Use{Scene: graph.To[production.Scene](all[i%scenes]), Element: graph.To[production.Element](things[(i*7+i/scenes*13)%elements])})
	}
	commit(e.Change())
	commit(Create(m.Snapshot().View(graph.System), ids, CreateIn{Name: "Board 1", Start: start}))
	board, _ := Current(m.Snapshot().View(graph.System))
	return m, ids, board
}

// BenchmarkPreview weighs the move of one strip: the wait between letting go of it and reading what
// it costs.
func BenchmarkPreview(b *testing.B) {
	for _, size := range []struct {
		name                   string
		scenes, elements, uses int
	}{{"feature", 120, 900, 3000}, {"season", 650, 6000, 25000}} {
		b.Run(size.name, func(b *testing.B) {
			m, ids, board := season(b, size.scenes, size.elements, size.uses)
			before := m.Snapshot()
			line := stripsOf(before.View(graph.System), board)
			in := MoveIn{Strips: []graph.ID{line[3].ID}, After: line[len(line)*2/3].ID}
			b.ResetTimer()
			for range b.N {
				c, err := move(before.View(graph.System), ids, board, in)
				if err != nil {
					b.Fatal(err)
				}
				c.ID, c.Production = ids.NewID(), before.Where().Production
				after, err := before.With(c, nil)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := graph.Consequences([]graph.Derivation{consequences}, before.View(graph.System), after.View(graph.System), c); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
