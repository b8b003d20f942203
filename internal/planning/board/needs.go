package board

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// needs lists, for every scene, what it needs: one line a category, in the order of a breakdown
// sheet, such as "Props: logbook, lantern (2)".
func (p *Plan) needs() map[graph.ID][]string {
	type need struct {
		element production.Element
		text    string
	}
	v := p.scenes.v
	all := map[graph.ID]map[string][]need{}
	for _, u := range graph.All[production.Use](v) {
		e, ok := graph.Get[production.Element](v, u.Element.ID)
		if !ok || e.Category == "set" || p.scenes.facts[u.Scene.ID] == nil {
			continue
		}
		text := e.Name
		if e.Category == "character" && e.Number != "" {
			text = e.Number + ". " + e.Name
		}
		if u.Quantity > 1 {
			text += fmt.Sprintf(" (%d)", u.Quantity)
		}
		if !seen(u) {
			text += " (" + strings.ReplaceAll(u.Presence, "_", " ") + ")"
		}
		if all[u.Scene.ID] == nil {
			all[u.Scene.ID] = map[string][]need{}
		}
		all[u.Scene.ID][e.Category] = append(all[u.Scene.ID][e.Category], need{e, text})
	}
	out := map[graph.ID][]string{}
	for scene, byCategory := range all {
		for _, c := range production.Categories() {
			list := byCategory[c.Key]
			if len(list) == 0 {
				continue
			}
			slices.SortFunc(list, func(a, b need) int {
				return cmp.Or(cmp.Compare(castNumber(a.element.Number), castNumber(b.element.Number)), cmp.Compare(a.text, b.text))
			})
			names := make([]string, len(list))
			for i, n := range list {
				names[i] = n.text
			}
			out[scene] = append(out[scene], c.Plural+": "+strings.Join(slices.Compact(names), ", "))
		}
	}
	return out
}
