package drafts

import (
	"backlot/film/screenplay"
	"backlot/film/screenplay/compare"
	"backlot/film/screenplay/layout"
	"backlot/film/screenplay/report"
	"backlot/internal/core/documents"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// pair is two drafts that are compared, as the view may know them.
type pair struct {
	v             graph.View
	before, after book // after has the ids of before where paragraphs live on
	result        compare.Result
	scenes        map[string]graph.ID // record of each scene, by id in either draft
}

// pairOf compares a draft with from, or with the one it was made from when from is
// zero. A first draft has nothing to be compared with: the pair is then its own
// before, without a change.
func pairOf(v graph.View, from, draft graph.ID) (pair, error) {
	d, ok := graph.Get[production.Draft](v, draft)
	if !ok {
		return pair{}, fault.New(fault.NotFound, "no draft %s", draft)
	}
	if from.IsZero() {
		from = d.Previous.ID
	}
	if from.IsZero() {
		from = draft
	}
	before, err := bookOf(v, from)
	if err != nil {
		return pair{}, err
	}
	script, err := Script(v, draft)
	if err != nil {
		return pair{}, err
	}
	if current, _, _ := Current(v); current == draft {
		if withheld := withheldIn(v, before.id, draft); len(withheld) > 0 {
			without(before.Script, withheld)
			before.Book = report.Of(before.Script, layout.Set(before.Script, pageOptions(before.draft)))
		}
	}
	p := pair{v: v, before: before, result: compare.Drafts(before.Script, script), scenes: map[string]graph.ID{}}
	later := p.result.Script
	p.after = book{report.Of(later, layout.Set(later, pageOptions(d))), draft, d}
	for i, b := range Blocks(v, draft) {
		if b.Type == string(screenplay.SceneHeading) && !b.Scene.IsZero() {
			p.scenes[later.Blocks[i].ID] = b.Scene.ID
		}
	}
	for _, b := range Blocks(v, from) {
		if _, taken := p.scenes[b.Anchor]; !taken && b.Type == string(screenplay.SceneHeading) && !b.Scene.IsZero() {
			p.scenes[b.Anchor] = b.Scene.ID
		}
	}
	return p, nil
}

// withheldIn finds the scenes of an earlier draft whose heading the current one
// keeps from this reader although they are in it: their record is there and not
// omitted. They must not look cut to the departments. The result is by the id of the
// earlier heading.
func withheldIn(v graph.View, earlier, current graph.ID) map[string]bool {
	here := map[graph.ID]bool{}
	for _, b := range Blocks(v, current) {
		if b.Type == string(screenplay.SceneHeading) {
			here[b.Scene.ID] = true
		}
	}
	out := map[string]bool{}
	for _, b := range Blocks(v, earlier) {
		if b.Type != string(screenplay.SceneHeading) || here[b.Scene.ID] {
			continue
		}
		if sc, ok := graph.Get[production.Scene](v, b.Scene.ID); ok && !sc.Omitted {
			out[b.Anchor] = true
		}
	}
	return out
}

// without takes scenes out of a script.
func without(s *screenplay.Script, scenes map[string]bool) {
	var kept []screenplay.Block
	skip := false
	for _, b := range s.Blocks {
		if b.Type == screenplay.SceneHeading {
			skip = scenes[b.ID]
		}
		if !skip {
			kept = append(kept, b)
		}
	}
	s.Blocks = kept
}

// Beside is two drafts for reading side by side.
type Beside struct {
	From   graph.ID              `json:"from"`
	Draft  graph.ID              `json:"draft"`
	Same   bool                  `json:"same"`
	Before []Paragraph           `json:"before"`
	After  []Paragraph           `json:"after" doc:"Paragraphs that live on have the id they have in before"`
	Front  []compare.BlockChange `json:"front"`
	Scenes []compare.SceneChange `json:"scenes" doc:"Changed scenes in the order of the later draft"`
	Report report.Revision       `json:"report"`
	Scene  map[string]graph.ID   `json:"scene" doc:"Record of each scene, by the id of its heading"`
}

// Paragraph is a printed paragraph of one of two drafts.
type Paragraph struct {
	ID     string          `json:"id"`
	Type   screenplay.Type `json:"type"`
	Text   string          `json:"text"`
	Key    string          `json:"key,omitempty" doc:"Name of an entry of the title page"`
	Scene  string          `json:"scene,omitempty" doc:"Id of the scene's heading; none before the first"`
	Number string          `json:"number,omitempty" doc:"Scene number, of a heading"`
	Page   string          `json:"page,omitempty" doc:"Page it begins on"`
}

// BesideOf puts two drafts beside each other.
func BesideOf(v graph.View, from, draft graph.ID) (Beside, error) {
	p, err := pairOf(v, from, draft)
	if err != nil {
		return Beside{}, err
	}
	return Beside{From: p.before.id, Draft: draft, Same: p.result.Same(), Before: p.before.paragraphs(), After: p.after.paragraphs(),
		Front: append([]compare.BlockChange{}, p.result.Front...), Scenes: p.result.Scenes,
		Report: report.Revised(p.before.Book, p.after.Book, p.result), Scene: p.scenes}, nil
}

func (b book) paragraphs() []Paragraph {
	out := []Paragraph{}
	scene, at := "", 0
	for i := range b.Script.Blocks {
		bl := &b.Script.Blocks[i]
		if bl.Type == screenplay.PageBreak || !bl.Type.Printed() && bl.Type != screenplay.TitlePage {
			continue
		}
		p := Paragraph{ID: bl.ID, Type: bl.Type, Text: bl.Text, Key: bl.Key, Page: b.Page(i)}
		if bl.Type == screenplay.SceneHeading {
			scene, p.Number = bl.ID, b.Set.Scenes[at].Number
			at++
		}
		p.Scene = scene
		out = append(out, p)
	}
	return out
}

// describeRevision is the revision report of a draft against the one before.
func describeRevision(v graph.View, draft graph.ID) (documents.Document, error) {
	p, err := pairOf(v, graph.ID{}, draft)
	if err != nil {
		return documents.Document{}, err
	}
	return p.revisionReport(), nil
}

func (p pair) revisionReport() documents.Document {
	meta := p.after.meta(p.v, "")
	meta.Subtitle = p.names()
	return RevisionReport(meta, p.after.size(), report.Revised(p.before.Book, p.after.Book, p.result))
}

// names says which drafts are compared: "Blue against Shooting draft".
func (p pair) names() string {
	if p.before.id == p.after.id {
		return p.after.draft.Version + ", first draft"
	}
	return p.after.draft.Version + " against " + p.before.draft.Version
}
