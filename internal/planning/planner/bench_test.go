package planner

import (
	"fmt"
	"testing"
	"time"

	"backlot/film/pages"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// feature is a production of 150 scenes, 40 people and 15 places on 60 days.
func feature(b *testing.B) (graph.View, graph.ID, graph.ID) {
	b.Helper()
	ids := &graph.SequentialIDs{Prefix: 12}
	now := time.Date(2027, 1, 10, 9, 0, 0, 0, time.UTC)
	m := graph.NewMemory(production.NewRegistry(), graph.Main(ids.NewID()), ids.NewID(), func() time.Time { return now })
	e := m.Snapshot().View(graph.System).Edit(ids, "Seed")
	graph.Add(e, production.Title{Name: "Feature", Format: "feature", Currency: "EUR"})
	unit := graph.Add(e, production.Unit{Name: "Main", Type: "main", TimeZone: "Europe/Oslo", DayLengthMin: 600})
	board := graph.Add(e, production.Board{Name: "Board", Unit: graph.To[production.Unit](unit), Start: monday, Current: true, Order: "V"})
	var places, people []graph.ID
	for i := range 15 {
		places = append(places, graph.Add(e, production.Place{Name: fmt.Sprint("Place ", i), Type: []string{"stage", "location", "location"}[i%3], Latitude: 59.9 + float64(i)/50, Longitude: 10.7, DayFee: production.Money{Minor: 100_000, Currency: "EUR"}}))
	}
	for i := range 40 {
		people = append(people, graph.Add(e, production.Element{Name: fmt.Sprint("PART ", i), Category: "character", Number: fmt.Sprint(i + 1)}))
		party := graph.Add(e, production.Party{Type: "person", Name: fmt.Sprint("Player ", i), Minor: i%20 == 7})
		if i%20 == 7 {
			graph.Add(e, production.Private{Party: graph.To[production.Party](party), Birth: monday.AddDays(-3650)})
		}
		eng := graph.Add(e, production.Engagement{Party: graph.To[production.Party](party), Character: graph.To[production.Element](people[i]), Capacity: "performer", Status: "signed", Start: monday, End: monday.AddDays(100)})
		graph.Add(e, production.Deal{Engagement: graph.To[production.Engagement](eng), Rate: production.Money{Minor: 90_000, Currency: "EUR"}, RateUnit: "day"})
	}
	orders := graph.Orders(210)
	var strip graph.ID
	for i := range 150 {
		sc := graph.To[production.Scene](graph.Add(e, production.Scene{Number: fmt.Sprint(i + 1), Order: orders[i], IntExt: []string{"INT", "EXT"}[i%2], SetName: fmt.Sprint("SET ", i%30), TimeOfDay: []string{"DAY", "DAY", "NIGHT"}[i/50], LengthEighths: pages.Eighths(2 + i%8), EstimatedShootMin: 90 + i%5*20}))
		for k := range 4 {
			graph.Add(e, production.Use{Scene: sc, Element: graph.To[production.Element](people[(i*3+k*k*7)%40])})
		}
		strip = graph.Add(e, production.Strip{Board: graph.To[production.Board](board), Type: "scene", Scene: sc, Order: orders[i+i*2/5], Place: graph.To[production.Place](places[i/10%15])})
		if i%5 < 2 && i > 0 {
			graph.Add(e, production.Strip{Board: graph.To[production.Board](board), Type: "day_break", Order: orders[i+i*2/5] + "z"})
		}
	}
	c, err := e.Change()
	if err == nil {
		c.ID, c.Production = ids.NewID(), m.Snapshot().Where().Production
		_, err = m.Commit(c, graph.ID{})
	}
	if err != nil {
		b.Fatal(err)
	}
	return m.Snapshot().View(graph.System), board, strip
}

// BenchmarkRules weighs what the page asks after every move: a board read, judged, with its light.
func BenchmarkRules(b *testing.B) {
	v, board, _ := feature(b)
	for range b.N {
		if _, err := New(lines{}).Judge(v, board); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBestDays weighs what the page asks when a strip is lifted.
func BenchmarkBestDays(b *testing.B) {
	v, board, strip := feature(b)
	for range b.N {
		if _, err := New(lines{}).BestDays(v, board, strip, 0); err != nil {
			b.Fatal(err)
		}
	}
}
