package compare

import (
	"strings"

	"backlot/film/screenplay/breakdown"
)

// departmentOf is who brings the elements of a category. Cast is told apart by
// name, and a writer's note asks nothing of anybody until a person reads it.
var departmentOf = map[breakdown.Category]Department{
	breakdown.Background: Background, breakdown.Stunts: Stunts, breakdown.Vehicles: Vehicles, breakdown.Props: Props, breakdown.Wardrobe: Wardrobe,
	breakdown.MakeupHair: MakeupHair, breakdown.Animals: Animals, breakdown.AnimalWrangler: Animals, breakdown.Music: Music, breakdown.Sound: Sound,
	breakdown.SetDressing: Art, breakdown.Greenery: Greens, breakdown.SpecialEquipment: Camera, breakdown.SpecialEffects: SpecialEffects,
	breakdown.VisualEffects: VisualEffects, breakdown.MechanicalEffects: SpecialEffects, breakdown.Security: Security,
	breakdown.AdditionalLabor: Production, breakdown.Miscellaneous: Production,
}

// elements lists what a scene needs that it did not, and the other way.
func (t *tasker) elements(c *SceneChange) {
	was, now := t.a.found[c.ID], t.b.found[c.ID]
	if t.a.scene(c.ID) == nil {
		was = nil
	}
	if t.b.scene(c.ID) == nil {
		now = nil
	}
	t.difference(now, was, ElementsNew, Must, "after", "now needs ")
	t.difference(was, now, ElementsGone, Warn, "before", "no longer needs ")
}

// difference makes one task for each department from the elements in one list
// that the other has not.
func (t *tasker) difference(in, not []breakdown.Suggestion, k TaskKind, s Severity, draft, verb string) {
	have := map[string]bool{}
	for i := range not {
		have[elementKey(&not[i])] = true
	}
	tasks := map[Department]*Task{}
	for i := range in {
		e := &in[i]
		d, ok := departmentOf[e.Category]
		if !ok || have[elementKey(e)] {
			continue
		}
		if tasks[d] == nil {
			tasks[d] = &Task{}
		}
		tasks[d].Names = append(tasks[d].Names, e.Name)
		for _, p := range e.Places {
			tasks[d].Why = append(tasks[d].Why, Reason{draft, p.Block, p.Words})
		}
	}
	for _, d := range Departments() {
		if task := tasks[d]; task != nil {
			task.What = verb + some(task.Names)
			t.add(s, k, *task, d)
		}
	}
}

func elementKey(e *breakdown.Suggestion) string {
	return string(e.Category) + "\x00" + strings.ToLower(e.Name)
}
