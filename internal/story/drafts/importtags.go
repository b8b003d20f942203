package drafts

import (
	"strings"

	"backlot/film/screenplay"
	"backlot/film/screenplay/compare"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// moveTags brings the tags of the draft before onto the same words of this one.
// A tag whose words are gone says so: it is marked lost and stays on the old draft.
func (im *importer) moveTags() {
	text := map[string]string{}
	for i := range im.script.Blocks {
		text[im.script.Blocks[i].ID] = im.script.Blocks[i].Text
	}
	for _, old := range im.oldBlocks {
		to := im.blockIDs[old.Anchor]
		for id, tag := range graph.Referring[production.Tag](im.v, old.ID, "block") {
			start, end, ok := compare.MoveRange(old.Text, text[old.Anchor], tag.StartRune, tag.EndRune)
			switch {
			case !to.IsZero() && ok:
				words := string([]rune(text[old.Anchor])[start:end])
				graph.Update(im.e, id, func(t *production.Tag) {
					t.Block, t.StartRune, t.EndRune, t.Text = graph.To[production.Block](to), start, end, words
				})
			case tag.Status == "accepted":
				graph.Update(im.e, id, func(t *production.Tag) { t.Status = "lost" })
			case tag.Status == "suggested":
				im.e.Delete(id)
			}
		}
	}
}

// fileTags turns the tags that the file itself carries (Final Draft's tag data)
// into elements, uses and tags.
func (im *importer) fileTags() {
	if len(im.script.Tags) == 0 {
		return
	}
	categories := map[string]string{}
	for _, c := range im.script.Categories {
		categories[c.ID] = categoryOf(c.Name)
	}
	definitions := map[string]graph.ID{}
	for _, d := range im.script.Definitions {
		if d.Label != "" {
			definitions[d.ID] = im.element(orText(categories[d.Category], "misc"), d.Label, nil)
		}
	}
	numbers := map[string][]string{}
	for _, t := range im.script.Tags {
		numbers[t.Number] = t.Definitions
	}
	for i, sc := range im.list {
		used := map[graph.ID]bool{}
		for at := sc.Start; at < sc.End; at++ {
			im.tagRuns(&im.script.Blocks[at], im.sceneIDs[i], numbers, definitions, used)
		}
	}
}

func (im *importer) tagRuns(b *screenplay.Block, scene graph.ID, numbers map[string][]string, definitions map[string]graph.ID, used map[graph.ID]bool) {
	runes := []rune(b.Text)
	for _, r := range b.Runs {
		if r.Tag == "" || r.End > len(runes) || r.Start >= r.End {
			continue
		}
		for _, d := range numbers[r.Tag] {
			el, ok := definitions[d]
			if !ok {
				continue
			}
			block := graph.To[production.Block](im.blockIDs[b.ID])
			graph.Add(im.e, production.Tag{Block: block, StartRune: r.Start, EndRune: r.End, Text: string(runes[r.Start:r.End]),
				Element: graph.To[production.Element](el), Status: "accepted", Reason: "tagged in the imported file"})
			if !used[el] && !im.hasUse(scene, el) {
				used[el] = true
				graph.Add(im.e, production.Use{Scene: graph.To[production.Scene](scene), Element: graph.To[production.Element](el), Block: block, Source: "tag"})
			}
		}
	}
}

func (im *importer) hasUse(scene, element graph.ID) bool {
	for _, u := range graph.Referring[production.Use](im.v, scene, "scene") {
		if u.Element.ID == element {
			return true
		}
	}
	return false
}

// categoryOf finds the breakdown category that a file's own name for one means.
func categoryOf(name string) string {
	words := strings.ToLower(name)
	for _, c := range production.Categories() {
		if strings.EqualFold(c.Title, name) || strings.EqualFold(c.Plural, name) {
			return c.Key
		}
	}
	for _, m := range []struct{ word, category string }{
		{"cast", "character"}, {"character", "character"}, {"extra", "background"}, {"background", "background"}, {"stunt", "stunt"},
		{"wrangler", "labor"}, {"animal", "animal"}, {"livestock", "livestock"}, {"vehicle", "vehicle"}, {"weapon", "weapon"}, {"armour", "weapon"},
		{"prop", "prop"}, {"wardrobe", "wardrobe"}, {"costume", "wardrobe"}, {"makeup", "makeup"}, {"make-up", "makeup"}, {"hair", "makeup"},
		{"visual effect", "vfx"}, {"vfx", "vfx"}, {"computer", "vfx"}, {"optical", "vfx"}, {"special effect", "sfx"}, {"mechanical", "sfx"},
		{"greener", "greenery"}, {"dressing", "set_dressing"}, {"art department", "set_dressing"}, {"set", "set"}, {"location", "set"}, {"music", "music"},
		{"sound", "sound"}, {"camera", "camera"}, {"lighting", "equipment"}, {"equipment", "equipment"}, {"security", "security"}, {"labor", "labor"}, {"food", "food"},
	} {
		if strings.Contains(words, m.word) {
			return m.category
		}
	}
	return "misc"
}
