package takes

import (
	"cmp"
	"slices"
	"strings"

	"backlot/film/screenplay"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Detail is a setup with the script of its scene and what of it is covered.
type Detail struct {
	Setup     SetupRow    `json:"setup"`
	Day       graph.ID    `json:"day,omitzero"`
	Heading   string      `json:"heading"`
	Synopsis  string      `json:"synopsis,omitempty"`
	Blocks    []TextBlock `json:"blocks" doc:"Paragraphs of the scene in the draft in force"`
	Lines     []Tramline  `json:"lines" doc:"Of every setup of the scene, in the order of their slates"`
	Uncovered []graph.ID  `json:"uncovered" doc:"Paragraphs that are played and that no setup has on camera"`
}

// TextBlock is a paragraph of a scene.
type TextBlock struct {
	ID     graph.ID             `json:"id"`
	Type   string               `json:"type"`
	Text   string               `json:"text"`
	Number string               `json:"number,omitempty"`
	Dual   string               `json:"dual,omitempty"`
	Runs   []production.TextRun `json:"runs,omitempty"`
	order  string
	anchor string
}

// Tramline is a setup's line down the page: the paragraphs it covers, straight on camera, wavy off.
type Tramline struct {
	ID        graph.ID `json:"id"`
	Setup     graph.ID `json:"setup"`
	Slate     string   `json:"slate"`
	From      int      `json:"from" doc:"First paragraph, counted from 0"`
	To        int      `json:"to" doc:"Last paragraph"`
	OffCamera bool     `json:"off_camera,omitempty"`
	Take      graph.ID `json:"take,omitzero"`
	Circled   bool     `json:"circled,omitempty" doc:"The setup has a circled take"`
}

// CoverIn draws a tramline.
type CoverIn struct {
	ID        graph.ID `json:"id,omitzero"`
	From      graph.ID `json:"from_block"`
	To        graph.ID `json:"to_block"`
	OffCamera bool     `json:"off_camera,omitempty"`
	Take      graph.ID `json:"take,omitzero" doc:"Take that covers only this; left out when every take of the setup does"`
}

// detail reads a setup with its script.
func (s *service) detail(v graph.View, id graph.ID) (Detail, error) {
	setup, ok := graph.Get[production.Setup](v, id)
	if !ok {
		return Detail{}, fault.New(fault.NotFound, "setup %s does not exist", id)
	}
	scene, _ := graph.Get[production.Scene](v, setup.Scene.ID)
	out := Detail{Setup: setupRow(v, id, setup), Day: setup.Day.ID, Heading: scene.Heading, Synopsis: scene.Synopsis, Blocks: []TextBlock{}, Lines: []Tramline{}, Uncovered: []graph.ID{}}
	if draft, ok := s.drafts(v); ok {
		out.Blocks = blocksOf(v, setup.Scene.ID, draft)
	}
	out.Lines = tramlines(v, setup.Scene.ID, out.Blocks)
	out.Uncovered = uncovered(out.Blocks, out.Lines)
	return out, nil
}

// blocksOf are the printed paragraphs of a scene in a draft.
func blocksOf(v graph.View, scene, draft graph.ID) []TextBlock {
	out := []TextBlock{}
	for id, b := range graph.Referring[production.Block](v, scene, "scene") {
		if b.Draft.ID == draft && screenplay.Type(b.Type).Printed() {
			out = append(out, TextBlock{id, b.Type, b.Text, b.Number, b.Dual, b.Runs, b.Order, b.Anchor})
		}
	}
	slices.SortFunc(out, func(a, b TextBlock) int { return strings.Compare(a.order, b.order) })
	return out
}

// tramlines are the lines of every setup of a scene. A line that was drawn on an earlier draft keeps to the
// paragraphs it covered: those of them that are still in the script.
func tramlines(v graph.View, scene graph.ID, blocks []TextBlock) []Tramline {
	out := []Tramline{}
	at := map[string]int{}
	for i, b := range blocks {
		at[b.anchor] = i
	}
	for sid, s := range graph.Referring[production.Setup](v, scene, "scene") {
		circled := false
		for _, t := range graph.Referring[production.Take](v, sid, "setup") {
			circled = circled || t.Circled
		}
		for id, c := range graph.Referring[production.Coverage](v, sid, "setup") {
			if from, to, ok := span(v, c, blocks, at); ok {
				out = append(out, Tramline{id, sid, s.Slate, from, to, c.OffCamera, c.Take.ID, circled})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Tramline) int {
		return cmp.Or(cmp.Compare(leading(a.Slate), leading(b.Slate)), cmp.Compare(len(a.Slate), len(b.Slate)), strings.Compare(a.Slate, b.Slate), cmp.Compare(a.From, b.From))
	})
	return out
}

// span is where a line runs in the draft in force; ok is false when nothing of it is left.
func span(v graph.View, c production.Coverage, blocks []TextBlock, at map[string]int) (from, to int, ok bool) {
	first, ok1 := graph.Get[production.Block](v, c.FromBlock.ID)
	end, ok2 := graph.Get[production.Block](v, c.ToBlock.ID)
	if !ok1 || !ok2 || len(blocks) == 0 {
		return 0, 0, false
	}
	from, has1 := at[first.Anchor]
	to, has2 := at[end.Anchor]
	if !has1 || !has2 {
		from, to, ok = survivors(v, first, end, at)
		return from, to, ok
	}
	return min(from, to), max(from, to), true
}

// survivors are the first and last paragraph between two of an earlier draft that the draft in force still has.
func survivors(v graph.View, first, end production.Block, at map[string]int) (from, to int, ok bool) {
	for _, b := range graph.Referring[production.Block](v, first.Scene.ID, "scene") {
		if b.Draft != first.Draft || b.Order < first.Order || b.Order > end.Order {
			continue
		}
		i, left := at[b.Anchor]
		switch {
		case !left:
		case !ok:
			from, to, ok = i, i, true
		default:
			from, to = min(from, i), max(to, i)
		}
	}
	return from, to, ok
}

// played are the paragraphs that somebody has to shoot: headings, transitions and brackets are not among them.
func played(kind string) bool {
	switch screenplay.Type(kind) {
	case screenplay.Action, screenplay.Dialogue, screenplay.Lyrics, screenplay.Centered:
		return true
	}
	return false
}

func uncovered(blocks []TextBlock, lines []Tramline) []graph.ID {
	out := []graph.ID{}
	for i, b := range blocks {
		if played(b.Type) && !slices.ContainsFunc(lines, func(l Tramline) bool { return !l.OffCamera && l.From <= i && i <= l.To }) {
			out = append(out, b.ID)
		}
	}
	return out
}

func cover(v graph.View, ids graph.IDs, setup graph.ID, in CoverIn) (graph.Change, error) {
	s, ok := graph.Get[production.Setup](v, setup)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "setup %s does not exist", setup)
	}
	from, ok1 := graph.Get[production.Block](v, in.From)
	to, ok2 := graph.Get[production.Block](v, in.To)
	switch {
	case !ok1 || from.Scene != s.Scene:
		return graph.Change{}, fault.At("body.from_block", "paragraph %s is not of the setup's scene", in.From)
	case !ok2 || to.Scene != s.Scene || to.Draft != from.Draft:
		return graph.Change{}, fault.At("body.to_block", "paragraph %s is not of the setup's scene in the same draft", in.To)
	}
	if from.Order > to.Order {
		in.From, in.To = in.To, in.From
	}
	if t, ok := graph.Get[production.Take](v, in.Take); !in.Take.IsZero() && (!ok || t.Setup.ID != setup) {
		return graph.Change{}, fault.At("body.take", "take %s is not of setup %s", in.Take, s.Slate)
	}
	e := v.Edit(ids, "Line setup "+s.Slate)
	graph.AddAs(e, own(ids, in.ID), production.Coverage{
		Setup: graph.To[production.Setup](setup), FromBlock: graph.To[production.Block](in.From), ToBlock: graph.To[production.Block](in.To),
		OffCamera: in.OffCamera, Take: graph.To[production.Take](in.Take),
	})
	return e.Change()
}

func uncover(v graph.View, ids graph.IDs, id graph.ID) (graph.Change, error) {
	c, ok := graph.Get[production.Coverage](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "coverage %s does not exist", id)
	}
	s, _ := graph.Get[production.Setup](v, c.Setup.ID)
	e := v.Edit(ids, "Take a line of setup "+s.Slate+" away")
	e.Delete(id)
	return e.Change()
}
