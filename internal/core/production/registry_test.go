package production

import "testing"

func TestRegistryHasAllConcepts(t *testing.T) {
	got := map[string]int{}
	for _, k := range NewRegistry().All() {
		got[k.Concept]++
	}
	for _, want := range []string{
		"Work", "Event and branch", "Party", "Engagement", "Text", "Scene", "Element", "Use", "State", "Realisation",
		"Item", "Place", "Option", "Rule", "Activity", "Day", "Capture", "Asset version", "Timeline", "Work order",
		"Note and decision", "Money line", "Grant", "Risk and incident", "Delivery",
	} {
		if got[want] == 0 {
			t.Errorf("concept %q has no kind", want)
		}
		delete(got, want)
	}
	for extra := range got {
		t.Errorf("concept %q is not one of the 25", extra)
	}
}
