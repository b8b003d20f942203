package drafts

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Text is a draft as one running text: what a phone reads, and what is searched. It
// holds nothing that only paper needs, so that it is small enough to keep on a device.
type Text struct {
	Draft   graph.ID          `json:"draft"`
	Name    string            `json:"name"`
	Version string            `json:"version"`
	Color   string            `json:"color"`  // of the revision
	Colors  map[string]string `json:"colors"` // paper of each revision
	Blocks  []TextBlock       `json:"blocks"`
}

// TextBlock is one paragraph.
type TextBlock struct {
	ID      graph.ID             `json:"id"`
	Anchor  string               `json:"anchor"`
	Type    string               `json:"type"`
	Text    string               `json:"text"`
	Number  string               `json:"number,omitempty"`
	Omitted bool                 `json:"omitted,omitempty"`
	Dual    string               `json:"dual,omitempty"`
	Key     string               `json:"key,omitempty"`
	Page    string               `json:"page,omitempty"`
	Scene   graph.ID             `json:"scene,omitzero"`
	Runs    []production.TextRun `json:"runs,omitempty"`
}

// unread are the types that a reader of the script does not see.
var unread = map[string]bool{"note": true, "boneyard": true, "section": true, "synopsis": true, "page_break": true}

// TextOf is a draft as running text. A heading without a number has its scene's.
func TextOf(v graph.View, draft graph.ID) (Text, error) {
	d, ok := graph.Get[production.Draft](v, draft)
	if !ok {
		return Text{}, fault.New(fault.NotFound, "no draft %s", draft)
	}
	out := Text{Draft: draft, Name: d.Name, Version: d.Version, Color: orText(d.RevisionColor, "white"), Colors: map[string]string{}, Blocks: []TextBlock{}}
	for i, r := range revisionsOf(v, draft) {
		if i > 0 { // the first draft is white, and marks nothing
			out.Colors[r.ID] = r.Page
		}
	}
	for _, b := range Blocks(v, draft) {
		if unread[b.Type] {
			continue
		}
		t := TextBlock{ID: b.ID, Anchor: b.Anchor, Type: b.Type, Text: b.Text, Number: b.Number, Omitted: b.Omitted, Dual: b.Dual, Key: b.Key,
			Page: b.Page, Scene: b.Scene.ID, Runs: b.Runs}
		if s, known := graph.Get[production.Scene](v, b.Scene.ID); known && b.Type == "scene_heading" {
			t.Number = orText(b.Number, s.Number)
		}
		out.Blocks = append(out.Blocks, t)
	}
	return out, nil
}
