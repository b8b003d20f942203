package drafts

import (
	"backlot/film/screenplay"
	"backlot/film/screenplay/compare"
	"backlot/film/screenplay/revision"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// carryAnchors gives the paragraphs of the new draft the identity they had in the
// draft before.
func (im *importer) carryAnchors() {
	if im.previous.IsZero() {
		return
	}
	before := &screenplay.Script{Schema: screenplay.Schema}
	for _, b := range im.oldBlocks {
		before.Blocks = append(before.Blocks, blockOf(b.Block))
	}
	changes := compare.Drafts(before, im.script)
	if len(im.script.Revisions) == 0 { // a file that marks its own revisions is left as it is
		revision.Mark(before, changes, screenplay.Revision{ID: im.version(), Name: im.version(), Mark: "*"})
	}
	im.script = changes.Script
	im.list = im.script.Scenes()
}

// Changes is what a draft changed against another.
type Changes struct {
	From  graph.ID `json:"from,omitzero"` // zero for a first draft
	Draft graph.ID `json:"draft"`
	compare.Result
	// Scene gives the record of each scene named in the result, by its id there.
	Scene map[string]graph.ID `json:"scene"`
}

// Compare lists what draft changed against from, or against the draft it was made
// from when from is zero. A first draft has no changes.
func Compare(v graph.View, from, draft graph.ID) (Changes, error) {
	d, ok := graph.Get[production.Draft](v, draft)
	if !ok {
		return Changes{}, fault.New(fault.NotFound, "no draft %s", draft)
	}
	if from.IsZero() {
		from = d.Previous.ID
	}
	out := Changes{From: from, Draft: draft, Scene: map[string]graph.ID{}, Result: compare.Result{Scenes: []compare.SceneChange{}}}
	if from.IsZero() {
		return out, nil
	}
	before, err := Script(v, from)
	if err != nil {
		return Changes{}, err
	}
	after, err := Script(v, draft)
	if err != nil {
		return Changes{}, err
	}
	if r := compare.Drafts(before, after); len(r.Scenes) > 0 || len(r.Front) > 0 {
		out.Result = r
	}
	for _, id := range []graph.ID{from, draft} {
		for _, b := range Blocks(v, id) {
			if b.Type == string(screenplay.SceneHeading) && !b.Scene.IsZero() {
				out.Scene[b.Anchor] = b.Scene.ID
			}
		}
	}
	return out, nil
}
