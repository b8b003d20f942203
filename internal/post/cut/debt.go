package cut

import (
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Debt is what a cut still owes, of one kind.
type Debt struct {
	Type   string     `json:"type" enum:"slug,temp_picture,temp_sound,temp_music,vfx_open,vfx_unordered,unknown_clip,scene_missing"`
	Count  int        `json:"count"`
	Frames int64      `json:"frames"`
	Items  []DebtItem `json:"items"`
}

// DebtItem is one place of a debt.
type DebtItem struct {
	Record graph.ID   `json:"record"`
	Kind   graph.Kind `json:"kind"`
	Label  string     `json:"label"`
	At     int64      `json:"at"`
	Code   string     `json:"code"`
	Frames int64      `json:"frames"`
}

// debtTypes in the order of the page.
var debtTypes = []string{"scene_missing", "slug", "vfx_unordered", "vfx_open", "temp_picture", "temp_music", "temp_sound", "unknown_clip"}

// debts lists what is not final in a cut.
func debts(v graph.View, c *cut) []Debt {
	found := map[string]*Debt{}
	put := func(kind string, id graph.ID, of graph.Kind, label string, at, frames int64) {
		d := found[kind]
		if d == nil {
			d = &Debt{Type: kind}
			found[kind] = d
		}
		d.Count++
		d.Frames += frames
		d.Items = append(d.Items, DebtItem{id, of, label, at, c.code(at), frames})
	}
	markers := markersOf(v, c.id)
	orders := ordersOf(v)
	byCode := codes(orders)
	for _, t := range c.tracks {
		for _, it := range t.items {
			if kind := itemDebt(t, it); kind != "" {
				put(kind, it.id, "timeline_item", it.Name, it.StartFrames, it.LengthFrames)
			}
			if said := saysOf(it, t.label, markers); t.picture() && it.Type != "transition" && vfxMark.MatchString(said) && named(byCode, said) == nil {
				put("vfx_unordered", it.id, "timeline_item", it.Name, it.StartFrames, it.LengthFrames)
			}
		}
	}
	for _, m := range markers {
		if m.Track == "" && missingScene.MatchString(m.Text) {
			put("scene_missing", m.id, "marker", m.Text, m.AtFrames, m.LengthFrames)
		}
	}
	at := places(c, markers, orders)
	for _, o := range orders {
		if list := at[o]; len(list) > 0 && o.Status != "final" && o.Status != "omitted" {
			put("vfx_open", o.id, "work_order", o.Code, list[0].StartFrames, list[0].LengthFrames)
		}
	}
	for _, q := range cuesOf(v, c.id) {
		if q.Type == "music" && q.Status != "dropped" && tempCue(v, q.Cue) {
			put("temp_music", q.id, "cue", q.Number, q.StartFrames, q.LengthFrames)
		}
	}
	out := []Debt{}
	for _, k := range debtTypes {
		if d := found[k]; d != nil {
			out = append(out, *d)
		}
	}
	return out
}

// itemDebt is what an item owes, or "".
func itemDebt(t track, it item) string {
	switch {
	case it.Type == "slug":
		return "slug"
	case it.Temp && t.picture():
		return "temp_picture"
	case it.Temp && t.Type == "music":
		return "temp_music"
	case it.Temp:
		return "temp_sound"
	case it.Type == "clip" && it.Clip.IsZero() && it.Version.IsZero():
		return "unknown_clip"
	}
	return ""
}

// Round is a round of notes on a cut.
type Round struct {
	ID        graph.ID        `json:"id"`
	Name      string          `json:"name"`
	From      string          `json:"from"`
	FromID    graph.ID        `json:"from_id,omitzero"`
	Due       production.Date `json:"due"`
	AnswerDue production.Date `json:"answer_due"`
	Status    string          `json:"status"`
	Notes     []RoundNote     `json:"notes"`
	Open      int             `json:"open"`
}

// RoundNote is a note on a cut.
type RoundNote struct {
	ID         graph.ID `json:"id"`
	Text       string   `json:"text"`
	By         string   `json:"by"`
	At         int64    `json:"at"`
	Length     int64    `json:"length"`
	Code       string   `json:"code"`
	Status     string   `json:"status"`
	AnsweredIn graph.ID `json:"answered_in,omitzero"`
	Answer     string   `json:"answer"` // name of that version
}
