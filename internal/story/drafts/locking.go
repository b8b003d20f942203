package drafts

import (
	"slices"
	"strings"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Pages and scene numbers are locked when the shooting script is issued: from then
// on a crew knows page 12 and scene 30, and what comes between is 12A and 30A.

// lockedPages are the pages of a draft that keep their numbers, in order.
func lockedPages(v graph.View, draft graph.ID) []screenplay.LockedPage {
	type page struct {
		order string
		screenplay.LockedPage
	}
	var list []page
	for _, p := range graph.Referring[production.LockedPage](v, draft, "draft") {
		at := page{p.Order, screenplay.LockedPage{Number: p.Label, At: p.FirstRune}}
		if b, ok := graph.Get[production.Block](v, p.FirstBlock.ID); ok {
			at.Block = b.Anchor
		}
		list = append(list, at)
	}
	slices.SortFunc(list, func(a, b page) int { return strings.Compare(a.order, b.order) })
	var out []screenplay.LockedPage
	for _, p := range list {
		out = append(out, p.LockedPage)
	}
	return out
}

// carryLocks gives a draft the page numbers that the draft before had locked, and
// its scenes their numbers, unless the file brings its own.
func (im *importer) carryLocks() {
	d, ok := graph.Get[production.Draft](im.v, im.previous)
	if !ok || !d.Locked {
		return
	}
	if len(im.script.LockedPages) == 0 {
		im.script.LockedPages = lockedPages(im.v, im.previous)
	}
	taken := map[string]bool{}
	for _, s := range graph.All[production.Scene](im.v) {
		taken[s.Number] = true
	}
	var heads []*screenplay.Block
	for i := range im.script.Blocks {
		if b := &im.script.Blocks[i]; b.Type == screenplay.SceneHeading {
			if s, known := graph.Get[production.Scene](im.v, im.sceneByHead[b.ID]); known && b.Number == "" {
				b.Number = s.Number
			}
			taken[b.Number] = true
			heads = append(heads, b)
		}
	}
	last := ""
	for i, b := range heads {
		if b.Number == "" {
			b.Number = layout.Prefix.Between(last, nextNumber(heads[i:]), func(n string) bool { return taken[n] })
			taken[b.Number] = true
		}
		last = b.Number
	}
	im.list = im.script.Scenes()
}

func nextNumber(heads []*screenplay.Block) string {
	for _, b := range heads {
		if b.Number != "" {
			return b.Number
		}
	}
	return ""
}

// lock keeps the page numbers of a locked draft: those of its A-pages too, once it
// is issued.
func (im *importer) lock() {
	if len(im.script.LockedPages) > 0 {
		lockPages(im.e, im.draft, layout.Lock(im.script, im.pageOptions()), im.blockIDs)
	}
}

func lockPages(e *graph.Edit, draft graph.ID, pages []screenplay.LockedPage, blocks map[string]graph.ID) {
	orders := graph.Orders(len(pages))
	for i, p := range pages {
		graph.Add(e, production.LockedPage{Draft: graph.To[production.Draft](draft), Label: p.Number, Order: orders[i],
			FirstBlock: graph.To[production.Block](blocks[p.Block]), FirstRune: p.At})
	}
}

// lockDraft locks the pages and scene numbers of a draft as they are printed now.
func lockDraft(e *graph.Edit, v graph.View, draft graph.ID) error {
	d, ok := graph.Get[production.Draft](v, draft)
	switch {
	case !ok:
		return fault.New(fault.NotFound, "no draft %s", draft)
	case d.Locked:
		return fault.New(fault.Conflict, "the pages of %s are locked already", d.Version)
	}
	script, err := Script(v, draft)
	if err != nil {
		return err
	}
	blocks := map[string]graph.ID{}
	for _, b := range Blocks(v, draft) {
		blocks[b.Anchor] = b.ID
	}
	set := layout.Set(script, pageOptions(d))
	for _, s := range set.Scenes {
		graph.Update(e, blocks[s.ID], func(b *production.Block) { b.Number = s.Number })
	}
	lockPages(e, draft, layout.Lock(script, pageOptions(d)), blocks)
	graph.Update(e, draft, func(d *production.Draft) { d.Locked = true })
	return nil
}

// unlockDraft lets the pages of a draft be counted again.
func unlockDraft(e *graph.Edit, v graph.View, draft graph.ID) error {
	d, ok := graph.Get[production.Draft](v, draft)
	switch {
	case !ok:
		return fault.New(fault.NotFound, "no draft %s", draft)
	case !d.Locked:
		return fault.New(fault.Conflict, "the pages of %s are not locked", d.Version)
	}
	for id := range graph.Referring[production.LockedPage](v, draft, "draft") {
		e.Delete(id)
	}
	graph.Update(e, draft, func(d *production.Draft) { d.Locked = false })
	return nil
}
