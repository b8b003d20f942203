package cut

import (
	"cmp"
	"slices"

	"backlot/film/screenplay"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// SceneCoverage is a scene of the script with how much of it is covered and used.
type SceneCoverage struct {
	ID      graph.ID `json:"id"`
	Number  string   `json:"number"`
	Heading string   `json:"heading"`
	Lines   int      `json:"lines"`
	Covered int      `json:"covered"`
	Used    int      `json:"used"`
	Setups  int      `json:"setups"`
}

// Line is a paragraph of the script with everything that covers it.
type Line struct {
	ID      graph.ID    `json:"id"`
	Anchor  string      `json:"anchor"`
	Type    string      `json:"type"`
	Text    string      `json:"text"`
	Covers  []CoverTake `json:"covers"`
	Covered bool        `json:"covered"`
	Used    bool        `json:"used"`
}

// CoverTake is a take that covers a line.
type CoverTake struct {
	ID        graph.ID   `json:"id"`
	Name      string     `json:"name"`
	Setup     string     `json:"setup"` // what the setup is: "MCU Ada"
	OffCamera bool       `json:"off_camera"`
	Circled   bool       `json:"circled"`
	Status    string     `json:"status"`
	NGReason  string     `json:"ng_reason"`
	Clips     []ClipName `json:"clips"`
	Used      []Use      `json:"used"`
}

// ClipName is a clip of a take.
type ClipName struct {
	ID   graph.ID `json:"id"`
	Name string   `json:"name"`
}

// Use is a place in a cut where something is seen or heard.
type Use struct {
	Cut     graph.ID `json:"cut"`
	CutName string   `json:"cut_name"`
	Item    graph.ID `json:"item"`
	Track   string   `json:"track"`
	At      int64    `json:"at"`
	Code    string   `json:"code"`
	Frames  int64    `json:"frames"`
}

// CoverageOf is the coverage page: the scenes, and the lines of one.
type CoverageOf struct {
	Cut    graph.ID        `json:"cut,omitzero"`
	Name   string          `json:"name"`
	Scenes []SceneCoverage `json:"scenes"`
	Scene  graph.ID        `json:"scene,omitzero"`
	Lines  []Line          `json:"lines"`
}

// lined is the script with its tramlines: which setups cover which paragraph.
type lined struct {
	blocks []placed // in script order
	at     map[string]int
	covers map[int][]tram // of a paragraph
	scenes []graph.ID     // in script order
	setups map[graph.ID]int
}

type placed struct {
	id graph.ID
	production.Block
}

type tram struct {
	setup graph.ID
	take  graph.ID // zero: all takes
	off   bool
}

// line reads the tramlines. A tramline drawn on an older draft holds to the paragraphs of today by their anchors.
func (s *service) line(v graph.View) *lined {
	l := &lined{at: map[string]int{}, covers: map[int][]tram{}, setups: map[graph.ID]int{}}
	script, ids, ok := s.script(v)
	if !ok {
		return l
	}
	known := map[graph.ID]bool{}
	for i := range script.Blocks {
		rec, ok := graph.Get[production.Block](v, ids[script.Blocks[i].ID])
		if !ok || rec.Scene.IsZero() {
			continue
		}
		if !known[rec.Scene.ID] {
			known[rec.Scene.ID] = true
			l.scenes = append(l.scenes, rec.Scene.ID)
		}
		l.at[rec.Anchor] = len(l.blocks)
		l.blocks = append(l.blocks, placed{ids[script.Blocks[i].ID], rec})
	}
	for id, set := range graph.All[production.Setup](v) {
		l.setups[set.Scene.ID]++
		for _, c := range graph.Referring[production.Coverage](v, id, "setup") {
			l.draw(v, set, c)
		}
	}
	return l
}

// draw puts one tramline on its paragraphs.
func (l *lined) draw(v graph.View, set production.Setup, c production.Coverage) {
	from, okFrom := l.find(v, c.FromBlock.ID)
	to, okTo := l.find(v, c.ToBlock.ID)
	switch {
	case !okFrom && !okTo:
		return
	case !okFrom:
		from = to
	case !okTo:
		to = from
	}
	for i := from; i <= to && i < len(l.blocks); i++ {
		if l.blocks[i].Scene.ID == set.Scene.ID {
			l.covers[i] = append(l.covers[i], tram{c.Setup.ID, c.Take.ID, c.OffCamera})
		}
	}
}

// find is the paragraph of today that a record of any draft is.
func (l *lined) find(v graph.View, id graph.ID) (int, bool) {
	b, ok := graph.Get[production.Block](v, id)
	if !ok {
		return 0, false
	}
	i, ok := l.at[b.Anchor]
	return i, ok
}

// spoken reports whether a paragraph is one that takes must cover.
func spoken(b production.Block) bool {
	switch screenplay.Type(b.Type) {
	case screenplay.Action, screenplay.Dialogue, screenplay.Lyrics:
		return b.Text != "" && !b.Omitted
	}
	return false
}

// usesOf lists where the clips of each take are seen in a cut; heard only where they are seen nowhere.
func usesOf(v graph.View, c *cut) map[graph.ID][]Use {
	out, heard := map[graph.ID][]Use{}, map[graph.ID][]Use{}
	if c == nil {
		return out
	}
	for _, t := range c.tracks {
		for _, it := range t.items {
			clip, ok := graph.Get[production.Clip](v, it.Clip.ID)
			if !ok || clip.Take.IsZero() {
				continue
			}
			u := Use{Cut: c.id, CutName: c.line.Name, Item: it.id, Track: t.label, At: it.StartFrames, Code: c.code(it.StartFrames), Frames: it.LengthFrames}
			if t.picture() {
				out[clip.Take.ID] = append(out[clip.Take.ID], u)
			} else {
				heard[clip.Take.ID] = append(heard[clip.Take.ID], u)
			}
		}
	}
	for id, list := range heard {
		if out[id] == nil {
			out[id] = list
		}
	}
	return out
}

// takesOf lists the takes of a setup, the circled first.
func takesOf(v graph.View, setup graph.ID) []graph.ID {
	type one struct {
		id graph.ID
		production.Take
	}
	var list []one
	for id, t := range graph.Referring[production.Take](v, setup, "setup") {
		if t.Status != "false_start" {
			list = append(list, one{id, t})
		}
	}
	slices.SortStableFunc(list, func(a, b one) int {
		if a.Circled != b.Circled {
			if a.Circled {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Number, b.Number)
	})
	out := make([]graph.ID, len(list))
	for i := range list {
		out[i] = list[i].id
	}
	return out
}

// lineOf is a paragraph with its takes.
func (l *lined) lineOf(v graph.View, i int, uses map[graph.ID][]Use) Line {
	b := l.blocks[i]
	out := Line{ID: b.id, Anchor: b.Anchor, Type: b.Type, Text: b.Text, Covers: []CoverTake{}}
	for _, tr := range l.covers[i] {
		set, _ := graph.Get[production.Setup](v, tr.setup)
		for _, id := range takesOf(v, tr.setup) {
			if !tr.take.IsZero() && tr.take != id {
				continue
			}
			t, _ := graph.Get[production.Take](v, id)
			c := CoverTake{ID: id, Name: takeName(v, id), Setup: set.Description, OffCamera: tr.off, Circled: t.Circled, Status: t.Status, NGReason: t.NGReason, Clips: []ClipName{}, Used: append([]Use{}, uses[id]...)}
			for clip, rec := range graph.Referring[production.Clip](v, id, "take") {
				c.Clips = append(c.Clips, ClipName{clip, rec.Name})
			}
			out.Covers = append(out.Covers, c)
			out.Covered = out.Covered || !tr.off
			out.Used = out.Used || len(c.Used) > 0
		}
	}
	return out
}

// coverage answers the coverage page: one scene's lines, or those of the first scene that was shot.
func (s *service) coverage(v graph.View, id, scene graph.ID) (CoverageOf, error) {
	var c *cut
	if id.IsZero() {
		id, _, _ = latest(v, graph.ID{})
	}
	if !id.IsZero() {
		var err error
		if c, err = read(v, id); err != nil {
			return CoverageOf{}, err
		}
	}
	out := CoverageOf{Scenes: []SceneCoverage{}, Lines: []Line{}}
	if c != nil {
		out.Cut, out.Name = c.id, c.line.Name
	}
	l := s.line(v)
	uses := usesOf(v, c)
	lines := map[graph.ID][]Line{}
	for i, b := range l.blocks {
		lines[b.Scene.ID] = append(lines[b.Scene.ID], l.lineOf(v, i, uses))
	}
	for _, id := range l.scenes {
		sc, ok := graph.Get[production.Scene](v, id)
		if !ok || l.setups[id] == 0 && id != scene {
			continue
		}
		row := SceneCoverage{ID: id, Number: sc.Number, Heading: sc.Heading, Setups: l.setups[id]}
		for _, one := range lines[id] {
			if !spoken(production.Block{Type: one.Type, Text: one.Text}) {
				continue
			}
			row.Lines++
			if one.Covered {
				row.Covered++
			}
			if one.Used {
				row.Used++
			}
		}
		out.Scenes = append(out.Scenes, row)
	}
	if scene.IsZero() && len(out.Scenes) > 0 {
		scene = out.Scenes[0].ID
	}
	if list, ok := lines[scene]; ok {
		out.Scene, out.Lines = scene, list
	} else if !scene.IsZero() {
		return out, fault.New(fault.NotFound, "no scene %s in the script", scene)
	}
	return out, nil
}
