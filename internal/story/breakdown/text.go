package breakdown

import (
	"slices"
	"strings"

	"backlot/film/screenplay"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// TextBlock is a paragraph of a scene as it is read and tagged.
type TextBlock struct {
	ID     graph.ID             `json:"id"`
	Type   string               `json:"type"`
	Text   string               `json:"text"`
	Number string               `json:"number,omitempty"`
	Dual   string               `json:"dual,omitempty"`
	Runs   []production.TextRun `json:"runs,omitempty"`
	order  string
}

// TagMark is a tag on the words of a scene.
type TagMark struct {
	ID       graph.ID `json:"id"`
	Block    graph.ID `json:"block"`
	Start    int      `json:"start"` // runes
	End      int      `json:"end"`
	Element  graph.ID `json:"element"`
	Name     string   `json:"name"`
	Category string   `json:"category"`
}

// text gives the paragraphs of a scene in a draft, and the tags on them.
func text(v graph.View, scene, draft graph.ID) ([]TextBlock, []TagMark) {
	blocks, tags := []TextBlock{}, []TagMark{}
	for id, b := range graph.Referring[production.Block](v, scene, "scene") {
		if b.Draft.ID != draft || !screenplay.Type(b.Type).Printed() {
			continue
		}
		blocks = append(blocks, TextBlock{id, b.Type, b.Text, b.Number, b.Dual, b.Runs, b.Order})
		for tag, t := range graph.Referring[production.Tag](v, id, "block") {
			el, ok := graph.Get[production.Element](v, t.Element.ID)
			if ok && t.Status == "accepted" {
				tags = append(tags, TagMark{tag, id, t.StartRune, t.EndRune, t.Element.ID, el.Name, el.Category})
			}
		}
	}
	slices.SortFunc(blocks, func(a, b TextBlock) int { return strings.Compare(a.order, b.order) })
	return blocks, tags
}
