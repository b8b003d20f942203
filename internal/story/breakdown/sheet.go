package breakdown

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Sheet is the breakdown of one scene.
type Sheet struct {
	ID graph.ID `json:"id"`
	production.Scene
	StoryDayLabel string   `json:"story_day_label"`
	Groups        []Group  `json:"groups"`
	Flags         []string `json:"flags"` // what a crew must not overlook, such as "closed set" or "minor present"
}

// Group is the elements of one category in a scene.
type Group struct {
	Category string `json:"category"`
	Title    string `json:"title"`
	Color    string `json:"color"`
	Items    []Item `json:"items"`
}

// Item is one element in one scene.
type Item struct {
	Use      graph.ID `json:"use"`
	Element  graph.ID `json:"element"`
	Name     string   `json:"name"`
	Number   string   `json:"number,omitempty"` // cast number
	Quantity int      `json:"quantity"`         // at least 1
	Presence string   `json:"presence,omitempty"`
	Note     string   `json:"note,omitempty"`
	Source   string   `json:"source,omitempty"`
}

// SheetOf breaks a scene down.
func SheetOf(v graph.View, scene graph.ID) (Sheet, error) {
	sc, ok := graph.Get[production.Scene](v, scene)
	if !ok {
		return Sheet{}, fault.New(fault.NotFound, "no scene %s", scene)
	}
	out := Sheet{ID: scene, Scene: sc, Groups: []Group{}, Flags: []string{}}
	if d, ok := graph.Get[production.StoryDay](v, sc.StoryDay.ID); ok {
		out.StoryDayLabel = d.Label
	}
	items := map[string][]Item{}
	for id, u := range graph.Referring[production.Use](v, scene, "scene") {
		if el, ok := graph.Get[production.Element](v, u.Element.ID); ok {
			items[el.Category] = append(items[el.Category], itemOf(id, u, el))
		}
	}
	for _, c := range production.Categories() {
		if list := items[c.Key]; len(list) > 0 {
			slices.SortFunc(list, byCastNumber)
			out.Groups = append(out.Groups, Group{c.Key, c.Plural, c.Color, list})
		}
	}
	for _, f := range graph.Referring[production.ContentFlag](v, scene, "scene") {
		out.Flags = append(out.Flags, strings.ReplaceAll(f.Type, "_", " "))
		if f.ClosedSet {
			out.Flags = append(out.Flags, "closed set")
		}
	}
	slices.Sort(out.Flags)
	out.Flags = slices.Compact(out.Flags)
	return out, nil
}

func itemOf(id graph.ID, u production.Use, el production.Element) Item {
	return Item{Use: id, Element: u.Element.ID, Name: el.Name, Number: el.Number, Quantity: max(u.Quantity, 1), Presence: u.Presence, Note: u.Note, Source: u.Source}
}

// byCastNumber sorts 2 before 10, and unnumbered elements after by name.
func byCastNumber(a, b Item) int {
	return cmp.Or(cmp.Compare(castNumber(a.Number), castNumber(b.Number)), cmp.Compare(a.Number, b.Number), cmp.Compare(a.Name, b.Name))
}

func castNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return 1 << 30
}

// Sheets breaks all scenes down that are in the script, in its order.
func Sheets(v graph.View) ([]Sheet, error) {
	var out []Sheet
	for id, sc := range graph.All[production.Scene](v) {
		if sc.Omitted {
			continue
		}
		sheet, err := SheetOf(v, id)
		if err != nil {
			return nil, err
		}
		out = append(out, sheet)
	}
	slices.SortFunc(out, func(a, b Sheet) int {
		return cmp.Or(strings.Compare(a.Order, b.Order), strings.Compare(a.Number, b.Number))
	})
	return out, nil
}

// ElementRow is an element with what the production needs of it.
type ElementRow struct {
	ID graph.ID `json:"id"`
	production.Element
	Scenes  []SceneRef `json:"scenes"`
	Eighths int        `json:"eighths"` // pages of all its scenes
	Uses    int        `json:"uses"`    // quantity over all scenes
	Days    int        `json:"story_days"`
}

// SceneRef names a scene an element is in.
type SceneRef struct {
	ID     graph.ID `json:"id"`
	Number string   `json:"number"`
	order  string
}

// Elements lists all elements of a category, or of all with "", by category and
// then cast number or name. Those merged into others are left out.
func Elements(v graph.View, category string) []ElementRow {
	rank := map[string]int{}
	for i, c := range production.Categories() {
		rank[c.Key] = i
	}
	setScenes := map[graph.ID][]graph.ID{}
	if category == "" || category == "set" {
		for id, sc := range graph.All[production.Scene](v) {
			if !sc.Omitted && !sc.Set.IsZero() {
				setScenes[sc.Set.ID] = append(setScenes[sc.Set.ID], id)
			}
		}
	}
	var out []ElementRow
	for id, el := range graph.All[production.Element](v) {
		if category == "" && el.MergedInto.IsZero() || el.Category == category && el.MergedInto.IsZero() {
			out = append(out, elementRow(v, id, el, setScenes[id]))
		}
	}
	slices.SortStableFunc(out, func(a, b ElementRow) int {
		return cmp.Or(rank[a.Category]-rank[b.Category], cmp.Compare(castNumber(a.Number), castNumber(b.Number)), strings.Compare(a.Name, b.Name))
	})
	return out
}

func elementRow(v graph.View, id graph.ID, el production.Element, setScenes []graph.ID) ElementRow {
	row := ElementRow{ID: id, Element: el, Scenes: []SceneRef{}}
	days := map[graph.ID]bool{}
	seen := map[graph.ID]bool{}
	add := func(scene graph.ID, quantity int) {
		sc, ok := graph.Get[production.Scene](v, scene)
		if !ok || sc.Omitted || seen[scene] {
			return
		}
		seen[scene] = true
		row.Scenes = append(row.Scenes, SceneRef{scene, sc.Number, sc.Order})
		row.Eighths += int(sc.LengthEighths)
		row.Uses += max(quantity, 1)
		if !sc.StoryDay.IsZero() {
			days[sc.StoryDay.ID] = true
		}
	}
	for _, u := range graph.Referring[production.Use](v, id, "element") {
		add(u.Scene.ID, u.Quantity)
	}
	for _, scene := range setScenes {
		add(scene, 1)
	}
	row.Days = len(days)
	slices.SortFunc(row.Scenes, func(a, b SceneRef) int { return strings.Compare(a.order, b.order) })
	return row
}
