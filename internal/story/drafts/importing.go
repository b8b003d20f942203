package drafts

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"backlot/film/civil"
	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Options are what a file does not say about the draft in it.
type Options struct {
	Version       string     // "2nd draft"; empty: counted
	RevisionColor string     // paper of the revision; empty: white
	Date          civil.Date // on the pages; zero: none
	Paper         string     // "us_letter" (zero) or "a4"
	FileHash      string     // content address of the imported file
}

// Import writes a script into the edit as the next draft of the production: its
// paragraphs, and the scenes, characters, sets and story days it speaks of. With
// an earlier draft, paragraphs and scenes keep their identity, and with them
// tags, notes and schedules; scenes that are gone are marked omitted.
// It gives the id of the draft.
func Import(e *graph.Edit, v graph.View, script *screenplay.Script, o Options) (graph.ID, error) {
	scenes := script.Scenes()
	if len(scenes) == 0 {
		return graph.ID{}, fault.New(fault.Invalid,
			"%s holds no scene headings: a screenplay has lines such as \"INT. KITCHEN - DAY\"; nothing was imported", orText(script.Name, "the file"))
	}
	im := newImporter(e, v, script, scenes, o)
	im.carryAnchors()
	im.carryLocks()
	im.pages = layout.Set(im.script, im.pageOptions())
	im.draft = im.addDraft()
	im.people()
	im.sets()
	im.storyDays()
	im.scenes()
	im.blocks()
	im.lock()
	im.uses()
	im.omitGone()
	im.moveTags()
	im.fileTags()
	im.notes()
	return im.draft, nil
}

func orText(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// importer holds what one import knows while it goes through the script.
type importer struct {
	e      *graph.Edit
	v      graph.View
	script *screenplay.Script
	list   []screenplay.Scene
	opts   Options
	form   string // of the pages, as the file states it
	pages  layout.Result

	draft       graph.ID // the one that is being imported
	previous    graph.ID // the draft before, or zero
	oldBlocks   []Placed
	elements    map[string]graph.ID // by category and name in capitals
	days        map[int]graph.ID    // story day records by proposed number
	sceneIDs    []graph.ID          // by index in list
	sceneByHead map[string]graph.ID // scene records by anchor of their heading in the draft before
	blockIDs    map[string]graph.ID // new block records by anchor
	speakers    map[string]graph.ID
}

func newImporter(e *graph.Edit, v graph.View, script *screenplay.Script, scenes []screenplay.Scene, o Options) *importer {
	im := &importer{e: e, v: v, script: script, list: scenes, opts: o, form: pageForm(script, paperOf(o.Paper)), elements: map[string]graph.ID{}, days: map[int]graph.ID{},
		sceneByHead: map[string]graph.ID{}, blockIDs: map[string]graph.ID{}, speakers: map[string]graph.ID{}}
	if id, _, ok := Current(v); ok {
		im.previous = id
		im.oldBlocks = Blocks(v, id)
		for _, b := range im.oldBlocks {
			if b.Type == string(screenplay.SceneHeading) {
				im.sceneByHead[b.Anchor] = b.Scene.ID
			}
		}
	}
	for id, el := range graph.All[production.Element](v) {
		im.elements[elementKey(el.Category, el.Name)] = id
		for alias := range el.Aliases {
			im.elements[elementKey(el.Category, alias)] = id
		}
	}
	return im
}

func elementKey(category, name string) string { return category + "/" + strings.ToUpper(name) }

// element finds an element by category and name, or adds it.
func (im *importer) element(category, name string, fill func(*production.Element)) graph.ID {
	key := elementKey(category, name)
	if id, ok := im.elements[key]; ok {
		return id
	}
	el := production.Element{Name: name, Category: category}
	if fill != nil {
		fill(&el)
	}
	id := graph.Add(im.e, el)
	im.elements[key] = id
	return id
}

// version is the name of the draft: the one given, else its number.
func (im *importer) version() string {
	count := 1
	for range graph.All[production.Draft](im.v) {
		count++
	}
	return orText(im.opts.Version, "Draft "+strconv.Itoa(count))
}

func (im *importer) pageOptions() layout.Options {
	return pageOptions(production.Draft{Paper: im.opts.Paper, Version: im.version(), PageForm: im.form})
}

func (im *importer) addDraft() graph.ID {
	d := production.Draft{
		Name:          orText(im.script.Title(), orText(im.script.Name, "Untitled")),
		Type:          "screenplay",
		Previous:      graph.To[production.Draft](im.previous),
		Version:       im.version(),
		RevisionColor: orText(im.opts.RevisionColor, "white"),
		Date:          im.opts.Date,
		Authors:       strings.TrimSpace(orText(im.script.TitleField("author"), im.script.TitleField("authors"))),
		Source:        im.script.TitleField("source"),
		Paper:         orText(im.opts.Paper, "us_letter"),
		Format:        formatName(im.script.Format),
		PageForm:      im.form,
		FileHash:      im.opts.FileHash,
		Locked:        len(im.script.LockedPages) > 0,
		LengthEighths: im.pages.Eighths,
		Status:        "working",
	}
	if !im.previous.IsZero() {
		graph.Update(im.e, im.previous, func(old *production.Draft) { old.Status = "superseded" })
	}
	return graph.Add(im.e, d)
}

func formatName(format string) string {
	switch format {
	case "fountain", "fdx", "pdf", "osf", "fadein", "celtx", "text", "html", "backlot":
		return format
	}
	return "typed"
}

func (im *importer) people() {
	used := map[string]bool{}
	for _, el := range graph.All[production.Element](im.v) {
		used[el.Number] = true
	}
	number := 0
	for _, p := range im.script.People(im.list) {
		id := im.element("character", p.Name, func(el *production.Element) {
			for number++; used[strconv.Itoa(number)]; number++ {
			}
			el.Number = strconv.Itoa(number)
			if len(p.Aliases) > 0 {
				el.Aliases = map[string]bool{}
				for _, a := range p.Aliases {
					el.Aliases[a] = true
				}
			}
		})
		im.speakers[p.Name] = id
		for _, a := range p.Aliases {
			im.speakers[a] = id
		}
	}
}

func (im *importer) sets() {
	for _, sc := range im.list {
		if sc.Set != "" && !sc.Omitted {
			im.element("set", sc.Set, nil)
		}
	}
}

func (im *importer) storyDays() {
	byLabel := map[string]graph.ID{}
	last := ""
	for id, d := range graph.All[production.StoryDay](im.v) {
		byLabel[d.Label] = id
		last = max(last, d.Order)
	}
	for _, sc := range im.list {
		label := "D" + strconv.Itoa(sc.StoryDay)
		if im.days[sc.StoryDay].IsZero() {
			id, ok := byLabel[label]
			if !ok {
				last = graph.Between(last, "")
				id = graph.Add(im.e, production.StoryDay{Label: label, Order: last})
			}
			im.days[sc.StoryDay] = id
		}
	}
}

// hash is the digest of a scene's words, which consents and locks name.
func (im *importer) hash(sc screenplay.Scene) string {
	h := sha256.New()
	for _, b := range im.script.Blocks[sc.Start:sc.End] {
		if b.Type.Printed() {
			h.Write([]byte(b.Text))
			h.Write([]byte{0})
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
