package drafts

import (
	"cmp"
	"slices"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/notes"
	"backlot/internal/core/production"
)

// Notes is what people wrote and marked on the text of a draft and of the drafts it
// was made from, in script order; those whose words are gone come last.
type Notes struct {
	Draft graph.ID  `json:"draft"`
	Notes []NoteRow `json:"notes"`
}

// NoteRow is one note or highlight as its reader finds it in a draft.
type NoteRow struct {
	ID     graph.ID `json:"id"`
	Text   string   `json:"text"`
	Type   string   `json:"type,omitempty"`
	Color  string   `json:"color,omitempty"`
	Status string   `json:"status" enum:"open,done,declined,superseded"`
	By     string   `json:"by"` // name, "" when it may not be known
	Mine   bool     `json:"mine"`
	File   bool     `json:"file"` // it came with an imported file
	AtMS   int64    `json:"at_ms"`
	// For says who reads it: "me", "readers" or "all".
	For         string     `json:"for" enum:"me,readers,all"`
	People      []graph.ID `json:"people"` // accounts it is shared with, but for the author's
	Departments []string   `json:"departments"`
	Words       string     `json:"words"` // as they were when it was written
	NotePlace
	// Written names the draft it was written on, where that is another one.
	Written string        `json:"written,omitempty"`
	Replies []notes.Reply `json:"replies"`
}

// NotePlace is where a note stands. A lost one stands where it stood last.
type NotePlace struct {
	Block  graph.ID `json:"block"`
	Anchor string   `json:"anchor"` // of the paragraph, as in the lines of a page
	Start  int      `json:"start"`  // runes, End not included
	End    int      `json:"end"`
	Lost   bool     `json:"lost"`
	Page   string   `json:"page,omitempty"`
	Scene  graph.ID `json:"scene,omitzero"`
	Number string   `json:"number,omitempty"` // of the scene
	order  string
}

// NotesOf lists the notes on a draft that the view may know. Where a note stands is
// worked out from the drafts in between each time: nobody has to rewrite it when a
// draft is imported, least of all somebody who may not know it.
func NotesOf(v graph.View, draft graph.ID) (Notes, error) {
	line, err := lineOf(v, draft)
	if err != nil {
		return Notes{}, err
	}
	out := Notes{Draft: draft, Notes: []NoteRow{}}
	for id, n := range graph.All[production.Note](v) {
		block, onText := graph.Get[production.Block](v, n.About.ID)
		if !onText || !n.ReplyTo.IsZero() {
			continue
		}
		at, known := line.index[block.Draft.ID]
		if !known {
			continue
		}
		row := noteRow(v, id, n)
		if at < len(line.drafts)-1 {
			d, _ := graph.Get[production.Draft](v, block.Draft.ID)
			row.Written = d.Version
		}
		row.NotePlace = line.follow(at, Placed{n.About.ID, block}, n.StartRune, n.EndRune)
		out.Notes = append(out.Notes, row)
	}
	slices.SortStableFunc(out.Notes, func(a, b NoteRow) int {
		if a.Lost != b.Lost {
			if a.Lost {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.Start, b.Start), cmp.Compare(a.AtMS, b.AtMS))
	})
	return out, nil
}

func noteRow(v graph.View, id graph.ID, n production.Note) NoteRow {
	rec, _ := v.Record(id)
	sharing := notes.SharingOf(v, id, n)
	return NoteRow{ID: id, Text: n.Text, Type: n.Type, Color: n.Color, Status: cmp.Or(n.Status, "open"), By: notes.Writer(v, n), Mine: notes.Mine(v, n),
		File: n.FileHash != "", AtMS: rec.Born.Ms, For: sharing.For, People: sharing.People, Departments: sharing.Departments, Words: n.Words,
		Replies: notes.Replies(v, id)}
}

// line is a draft and the drafts it was made from, oldest first.
type line struct {
	v      graph.View
	drafts []graph.ID
	index  map[graph.ID]int
	blocks []map[string]Placed // of each draft by anchor, read when wanted
	fresh  []map[graph.ID][]Placed
}

func lineOf(v graph.View, draft graph.ID) (*line, error) {
	if _, ok := graph.Get[production.Draft](v, draft); !ok {
		return nil, fault.New(fault.NotFound, "no draft %s", draft)
	}
	l := &line{v: v, index: map[graph.ID]int{}}
	for at := draft; !at.IsZero(); {
		d, ok := graph.Get[production.Draft](v, at)
		if _, again := l.index[at]; !ok || again {
			break
		}
		l.index[at] = 0
		l.drafts = append(l.drafts, at)
		at = d.Previous.ID
	}
	slices.Reverse(l.drafts)
	for i, id := range l.drafts {
		l.index[id] = i
	}
	l.blocks, l.fresh = make([]map[string]Placed, len(l.drafts)), make([]map[graph.ID][]Placed, len(l.drafts))
	return l, nil
}

// of gives the paragraphs of one of the drafts by their anchors.
func (l *line) of(i int) map[string]Placed {
	if l.blocks[i] == nil {
		l.blocks[i] = map[string]Placed{}
		for id, b := range graph.Referring[production.Block](l.v, l.drafts[i], "draft") {
			l.blocks[i][b.Anchor] = Placed{id, b}
		}
	}
	return l.blocks[i]
}

// newIn gives the paragraphs that came with a draft, by scene.
func (l *line) newIn(i int) map[graph.ID][]Placed {
	if l.fresh[i] == nil {
		l.fresh[i] = map[graph.ID][]Placed{}
		before := l.of(i - 1)
		for anchor, b := range l.of(i) {
			if _, old := before[anchor]; !old {
				l.fresh[i][b.Scene.ID] = append(l.fresh[i][b.Scene.ID], b)
			}
		}
	}
	return l.fresh[i]
}
