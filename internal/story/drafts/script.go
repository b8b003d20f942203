package drafts

import (
	"slices"
	"strings"

	"backlot/film/screenplay"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Placed is a paragraph of a draft with its record's id.
type Placed struct {
	ID graph.ID
	production.Block
}

// Blocks lists the paragraphs of a draft that the view may know, in script order.
func Blocks(v graph.View, draft graph.ID) []Placed {
	var out []Placed
	for id, b := range graph.Referring[production.Block](v, draft, "draft") {
		out = append(out, Placed{id, b})
	}
	slices.SortFunc(out, func(a, b Placed) int {
		if c := strings.Compare(a.Order, b.Order); c != 0 {
			return c
		}
		return strings.Compare(a.ID.String(), b.ID.String())
	})
	return out
}

// Script puts a draft together again from its paragraphs: the document that
// pages, comparisons and suggestions are computed from. Block ids in it are the
// anchors that paragraphs keep from draft to draft.
func Script(v graph.View, draft graph.ID) (*screenplay.Script, error) {
	d, ok := graph.Get[production.Draft](v, draft)
	if !ok {
		return nil, fault.New(fault.NotFound, "no draft %s", draft)
	}
	s := &screenplay.Script{Schema: screenplay.Schema, Format: d.Format, Name: d.Name}
	for _, b := range Blocks(v, draft) {
		s.Blocks = append(s.Blocks, blockOf(b.Block))
	}
	s.LockedPages = lockedPages(v, draft)
	s.Revisions = revisionsOf(v, draft)
	for _, id := range revisionsIn(s) {
		if !slices.ContainsFunc(s.Revisions, func(r screenplay.Revision) bool { return r.ID == id }) {
			s.Revisions = append(s.Revisions, screenplay.Revision{ID: id, Name: id, Mark: "*"})
		}
	}
	return s, nil
}

func blockOf(b production.Block) screenplay.Block {
	out := screenplay.Block{ID: b.Anchor, Type: screenplay.Type(b.Type), Text: b.Text, Key: b.Key, Number: b.Number,
		Level: b.Level, Dual: screenplay.Side(b.Dual), Omitted: b.Omitted, NewPage: b.NewPage, Space: b.Space}
	for _, r := range b.Runs {
		style, _ := screenplay.ParseStyle(r.Style)
		out.Runs = append(out.Runs, screenplay.Run{Start: r.Start, End: r.End, Style: style, Revision: r.Revision})
	}
	return out
}

func recordOf(b *screenplay.Block) production.Block {
	out := production.Block{Type: string(b.Type), Text: b.Text, Key: b.Key, Number: b.Number, Level: b.Level, Dual: string(b.Dual), Anchor: b.ID,
		Omitted: b.Omitted, NewPage: b.NewPage, Space: max(b.Space, 0)}
	for _, r := range b.Runs {
		if r.Style != 0 || r.Revision != "" {
			out.Runs = append(out.Runs, production.TextRun{Start: r.Start, End: r.End, Style: r.Style.String(), Revision: r.Revision})
		}
	}
	return out
}

func revisionsIn(s *screenplay.Script) []string {
	var out []string
	for i := range s.Blocks {
		for _, r := range s.Blocks[i].Runs {
			if r.Revision != "" && !slices.Contains(out, r.Revision) {
				out = append(out, r.Revision)
			}
		}
	}
	slices.Sort(out)
	return out
}

// Current is the draft the production works from: the one that no other draft
// was made from, the latest of them; ok is false before the first import.
func Current(v graph.View) (_ graph.ID, _ production.Draft, ok bool) {
	superseded := map[graph.ID]bool{}
	for _, d := range graph.All[production.Draft](v) {
		superseded[d.Previous.ID] = true
	}
	var id graph.ID
	var current production.Draft
	for i, d := range graph.All[production.Draft](v) {
		if d.Type == "screenplay" && !superseded[i] && d.Status != "withdrawn" {
			id, current = i, d
		}
	}
	return id, current, !id.IsZero()
}

// CurrentScript is the draft the production works from as a document, with the
// record of each block by block id; ok is false before the first import.
func CurrentScript(v graph.View) (_ *screenplay.Script, blocks map[string]graph.ID, ok bool) {
	id, _, ok := Current(v)
	if !ok {
		return nil, nil, false
	}
	script, err := Script(v, id)
	if err != nil {
		return nil, nil, false
	}
	blocks = map[string]graph.ID{}
	for _, b := range Blocks(v, id) {
		blocks[b.Anchor] = b.ID
	}
	return script, blocks, true
}

// Scenes lists the production's scenes in script order, those taken out of the
// script included.
func Scenes(v graph.View) []SceneRow {
	var out []SceneRow
	for id, s := range graph.All[production.Scene](v) {
		out = append(out, SceneRow{ID: id, Scene: s})
	}
	slices.SortFunc(out, func(a, b SceneRow) int {
		if c := strings.Compare(a.Order, b.Order); c != 0 {
			return c
		}
		return strings.Compare(a.ID.String(), b.ID.String())
	})
	return out
}

// SceneRow is a scene with its id.
type SceneRow struct {
	ID graph.ID `json:"id"`
	production.Scene
}
