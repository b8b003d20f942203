package production

import "backlot/internal/core/graph"

// RevisionTask is a department's answer to one thing that a new draft asks of it.
// It holds none of the words that asked for it: those are computed from the drafts.
type RevisionTask struct {
	// Department that answers, as drafts are compared: "props", "wardrobe".
	Department string `json:"department" required:"true"`
	// Digest of the task: what is asked, of which scene, and by which words.
	Key string `json:"key" required:"true"`
	// Scene it is about; none when it is about the whole script.
	Scene graph.Ref[Scene] `json:"scene,omitzero" graph:"owner"`
	// Draft in which it was first answered.
	Draft graph.Ref[Draft] `json:"draft,omitzero"`
	// Where it stands.
	Status string `json:"status" required:"true" enum:"done,not_needed"`
	// What was done, or why nothing is.
	Note string `json:"note,omitzero"`
	// Who answered.
	By graph.Ref[Party] `json:"by,omitzero"`
	// When.
	AtMS int64 `json:"at_ms,omitzero"`
}

// Kind is "revision_task".
func (RevisionTask) Kind() graph.Kind { return "revision_task" }

// Validate reports what is wrong with the record, and what would be right.
func (t RevisionTask) Validate() error { return check(t) }
