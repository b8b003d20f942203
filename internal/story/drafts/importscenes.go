package drafts

import (
	"cmp"
	"strings"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// scenes writes the scenes of the draft: those known from the draft before keep
// their record.
func (im *importer) scenes() {
	orders := graph.Orders(len(im.list))
	lengths := map[string]layout.Scene{}
	for _, l := range im.pages.Scenes {
		lengths[l.ID] = l
	}
	for i, sc := range im.list {
		fill := func(s *production.Scene) { im.fillScene(s, sc, lengths[sc.ID], orders[i]) }
		id := im.sceneByHead[sc.ID]
		if id.IsZero() {
			var s production.Scene
			fill(&s)
			id = graph.Add(im.e, s)
		} else {
			graph.Update(im.e, id, fill)
		}
		im.sceneIDs = append(im.sceneIDs, id)
	}
}

// fillScene takes over what the script says. What people added to a scene in the
// breakdown stays.
func (im *importer) fillScene(s *production.Scene, sc screenplay.Scene, l layout.Scene, order string) {
	s.Number, s.Order, s.Heading = cmp.Or(l.Number, sc.Number), order, sc.Text
	s.IntExt, s.SetName, s.TimeOfDay, s.TimeAsWritten = sc.IntExt, sc.Set, timeOfDay(sc.Heading), sc.Time
	s.LengthEighths, s.EstimatedSeconds, s.Page = max(l.Eighths, 1), sc.Seconds, l.Page
	s.TextHash, s.Omitted, s.Draft = im.hash(sc), sc.Omitted, graph.To[production.Draft](im.draft)
	if sc.Synopsis != "" {
		s.Synopsis = sc.Synopsis
	}
	if id, ok := im.elements[elementKey("set", sc.Set)]; ok {
		s.Set = graph.To[production.Element](id)
	}
	if s.StoryDay.IsZero() {
		s.StoryDay = graph.To[production.StoryDay](im.days[sc.StoryDay])
	}
}

// timeOfDay is the light the crew plans for. A heading that says LATER or
// CONTINUOUS takes the light of the scene before, which the engine has settled.
func timeOfDay(h screenplay.Heading) string {
	word, _, _ := strings.Cut(h.Time, " ")
	switch word {
	case "MORNING", "AFTERNOON", "EVENING":
		return word
	}
	switch {
	case strings.Contains(h.Time, "MAGIC HOUR"):
		return "MAGIC HOUR"
	case h.Light != "":
		return strings.ToUpper(h.Light)
	case word == "LATER" || word == "CONTINUOUS":
		return word
	}
	return ""
}

// blocks writes the paragraphs of the draft, with the page and line they start on.
func (im *importer) blocks() {
	orders := graph.Orders(len(im.script.Blocks))
	place := im.firstLines()
	scene := -1
	var speaker graph.ID
	for i := range im.script.Blocks {
		b := &im.script.Blocks[i]
		if scene+1 < len(im.list) && i == im.list[scene+1].Start {
			scene++
		}
		rec := recordOf(b)
		rec.Draft, rec.Order, rec.SourceIndex = graph.To[production.Draft](im.draft), orders[i], i
		if scene >= 0 {
			rec.Scene = graph.To[production.Scene](im.sceneIDs[scene])
		}
		if p, ok := place[i]; ok {
			rec.Page, rec.PageLine = p.page, p.line
		}
		speaker = im.speaker(b, speaker)
		rec.Speaker = graph.To[production.Element](speaker)
		im.blockIDs[b.ID] = graph.Add(im.e, rec)
		if scene >= 0 && !im.openHeading(b, im.sceneIDs[scene]) {
			im.inherit(im.blockIDs[b.ID], im.sceneIDs[scene])
		}
	}
}

// inherit puts a new paragraph into the compartment its scene is in: whoever may
// not know the scene may not read its words, whatever the scene's alias.
func (im *importer) inherit(block, scene graph.ID) {
	if rec, ok := im.v.Record(scene); ok && !rec.Compartment.IsZero() {
		im.e.Seal(block, rec.Compartment, nil)
	}
}

// openHeading reports whether a paragraph is a heading that everybody knows from
// the alias of its sealed scene, so that it need not be sealed again: without it the
// scene would look cut to whoever may not read it.
func (im *importer) openHeading(b *screenplay.Block, scene graph.ID) bool {
	if b.Type != screenplay.SceneHeading {
		return false
	}
	alias, ok := graph.Get[production.Scene](im.v.Uncleared(), scene)
	return ok && strings.Join(strings.Fields(alias.Heading), " ") == strings.Join(strings.Fields(b.Text), " ")
}

// speaker is the character of a cue, or of the speech that goes on after it.
func (im *importer) speaker(b *screenplay.Block, last graph.ID) graph.ID {
	switch b.Type {
	case screenplay.Character:
		return im.speakers[screenplay.ParseCue(b.Text).Name]
	case screenplay.Dialogue, screenplay.Parenthetical, screenplay.Lyrics:
		return last
	}
	return graph.ID{}
}

type pagePlace struct {
	page string
	line int
}

func (im *importer) firstLines() map[int]pagePlace {
	out := map[int]pagePlace{}
	for _, p := range im.pages.Pages {
		for _, l := range p.Lines {
			if _, seen := out[l.Index]; l.Role == layout.Text && l.Block != "" && !seen {
				out[l.Index] = pagePlace{p.Number, l.Row + 1}
			}
		}
	}
	return out
}

// uses writes who is in which scene, as cues and action lines say. Uses that
// people typed or tagged are left alone.
func (im *importer) uses() {
	type pair struct{ scene, element graph.ID }
	old := map[pair]graph.ID{}
	typed := map[pair]bool{}
	for id, u := range graph.All[production.Use](im.v) {
		p := pair{u.Scene.ID, u.Element.ID}
		if u.Source == "cue" {
			old[p] = id
		} else {
			typed[p] = true
		}
	}
	for i, sc := range im.list {
		for _, who := range sc.Characters {
			p := pair{im.sceneIDs[i], im.speakers[who.Name]}
			if p.element.IsZero() || typed[p] {
				continue
			}
			if _, ok := old[p]; ok {
				delete(old, p)
				continue
			}
			typed[p] = true
			presence := "on_camera"
			if who.Speaks() && who.Heard {
				presence = "voice_only"
			}
			graph.Add(im.e, production.Use{Scene: graph.To[production.Scene](p.scene), Element: graph.To[production.Element](p.element), Presence: presence, Source: "cue"})
		}
	}
	for p, id := range old {
		if im.inScript(p.scene) {
			im.e.Delete(id)
		}
	}
}

// inScript reports whether a scene is part of this draft.
func (im *importer) inScript(scene graph.ID) bool {
	for i, id := range im.sceneIDs {
		if id == scene {
			return !im.list[i].Omitted
		}
	}
	return false
}

// omitGone marks the scenes that the draft no longer has. Their numbers stay
// taken, as crews expect of a script that is being shot.
func (im *importer) omitGone() {
	kept := map[graph.ID]bool{}
	for _, id := range im.sceneIDs {
		kept[id] = true
	}
	for _, id := range im.sceneByHead {
		if !id.IsZero() && !kept[id] {
			graph.Update(im.e, id, func(s *production.Scene) { s.Omitted = true })
		}
	}
}
