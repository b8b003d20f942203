package outtakes

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"backlot/film/civil"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// Page is what there is for a gag reel, and the reel.
type Page struct {
	Rows []Row   `json:"rows" doc:"Takes in the order of the story"`
	Reel []Piece `json:"reel" doc:"In its order"`
	// LengthMS is how long the reel runs.
	LengthMS int64  `json:"length_ms"`
	State    State  `json:"state" enum:"clear,missing,unknown" doc:"Of the reel"`
	Lost     []Lost `json:"lost" doc:"What takes that went wrong cost, by reason, the dearest first"`
	// GrantsShown says that the reader may know what has been granted.
	GrantsShown bool `json:"grants_shown"`
}

// Row is a take that went wrong.
type Row struct {
	Take    graph.ID   `json:"take"`
	Scene   graph.ID   `json:"scene"`
	Number  string     `json:"number" doc:"Of the scene"`
	Heading string     `json:"heading"`
	Slate   string     `json:"slate" doc:"With the take: 42A T3"`
	Date    civil.Date `json:"date,omitzero"`
	Reason  string     `json:"reason"`
	Note    string     `json:"note,omitempty"`
	Clips   []Clip     `json:"clips"`
	Needs   []Need     `json:"needs"`
	State   State      `json:"state" enum:"clear,missing,unknown"`
}

// Clip is what a camera saw of a take, or a part of it that somebody marked as an outtake.
type Clip struct {
	Clip   graph.ID `json:"clip"`
	Name   string   `json:"name"`
	Camera string   `json:"camera,omitempty"`
	Frame  int64    `json:"frame"`
	Length int64    `json:"length"`
	Rate   string   `json:"rate"`
	Text   string   `json:"text,omitempty"`
	Marked bool     `json:"marked" doc:"Somebody marked these frames"`
	Pick   graph.ID `json:"pick,omitzero" doc:"In the reel"`
}

// Piece is a part of the reel.
type Piece struct {
	Pick   graph.ID `json:"pick"`
	Take   graph.ID `json:"take"`
	Clip   graph.ID `json:"clip"`
	Name   string   `json:"name"`
	Slate  string   `json:"slate"`
	Reason string   `json:"reason"`
	Frame  int64    `json:"frame"`
	Length int64    `json:"length"`
	MS     int64    `json:"ms"`
	State  State    `json:"state" enum:"clear,missing,unknown"`
}

// Lost is what a reason has cost.
type Lost struct {
	Reason string `json:"reason"`
	Takes  int    `json:"takes"`
	MS     int64  `json:"ms" doc:"Of camera time"`
}

// funny are the reasons that make an outtake; a fault of focus makes nobody laugh.
var funny = map[string]bool{"laugh": true, "line": true, "prop": true, "costume": true, "animal": true, "extra": true, "interrupted": true, "effect": true, "noise": true, "other": true}

// reading is the production as a reader knows it, with what is needed to tell of it.
type reading struct {
	v, whole graph.View
	granted  *granted
	needs    map[graph.ID][]Need // by scene
	states   map[graph.ID]State
	picks    []pick
}

type pick struct {
	id graph.ID
	production.OuttakePick
}

func (s *service) read(ctx context.Context, v graph.View) (*reading, error) {
	whole, err := s.desk.Whole(ctx, v.Where())
	if err != nil {
		return nil, err
	}
	return newReading(v, whole, civil.OfTime(s.now())), nil
}

func newReading(v, whole graph.View, today civil.Date) *reading {
	r := &reading{v: v, whole: whole, granted: grantedIn(v, today), needs: map[graph.ID][]Need{}, states: map[graph.ID]State{}}
	for id, p := range graph.All[production.OuttakePick](v) {
		r.picks = append(r.picks, pick{id, p})
	}
	slices.SortFunc(r.picks, func(a, b pick) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.id.String(), b.id.String()))
	})
	return r
}

// scene is who and what the takes of a scene show, and whether all may be shown.
func (r *reading) scene(id graph.ID) ([]Need, State) {
	if _, ok := r.states[id]; !ok {
		needs := inScene(r.v, id)
		r.needs[id], r.states[id] = needs, r.granted.judge(needs)
	}
	return r.needs[id], r.states[id]
}

// page is everything the reader sees.
func (r *reading) page() Page {
	out := Page{Rows: []Row{}, Reel: []Piece{}, Lost: []Lost{}, State: Clear, GrantsShown: r.granted.shown}
	lost := map[string]Lost{}
	for id, t := range graph.All[production.Take](r.v) {
		if t.NGReason != "" {
			l := lost[t.NGReason]
			lost[t.NGReason] = Lost{t.NGReason, l.Takes + 1, l.MS + t.LengthMS}
		}
		if row, ok := r.row(id, t); ok {
			out.Rows = append(out.Rows, row)
		}
	}
	orders := map[graph.ID]string{}
	for _, row := range out.Rows {
		sc, _ := graph.Get[production.Scene](r.v, row.Scene)
		orders[row.Take] = sc.Order
	}
	slices.SortFunc(out.Rows, func(a, b Row) int {
		return cmp.Or(cmp.Compare(orders[a.Take], orders[b.Take]), cmp.Compare(a.Slate, b.Slate), cmp.Compare(a.Take.String(), b.Take.String()))
	})
	for _, l := range lost {
		out.Lost = append(out.Lost, l)
	}
	slices.SortFunc(out.Lost, func(a, b Lost) int { return cmp.Or(cmp.Compare(b.MS, a.MS), cmp.Compare(a.Reason, b.Reason)) })
	for _, p := range r.picks {
		piece, ok := r.piece(p)
		if !ok {
			continue
		}
		out.Reel = append(out.Reel, piece)
		out.LengthMS += piece.MS
		out.State = worse(out.State, piece.State)
	}
	return out
}

func worse(a, b State) State {
	if a == Missing || b == Missing {
		return Missing
	}
	if a == Unknown || b == Unknown {
		return Unknown
	}
	return Clear
}

// row is a take as a candidate; ok is false for one that is none.
func (r *reading) row(id graph.ID, t production.Take) (Row, bool) {
	set, ok := graph.Get[production.Setup](r.v, t.Setup.ID)
	if !ok {
		return Row{}, false
	}
	sc, ok := graph.Get[production.Scene](r.v, set.Scene.ID)
	if !ok || closedSet(r.whole, set.Scene.ID) {
		return Row{}, false
	}
	row := Row{Take: id, Scene: set.Scene.ID, Number: sc.Number, Heading: sc.Heading, Slate: slateName(set, t), Reason: t.NGReason, Note: t.Note, Clips: []Clip{}}
	if day, ok := graph.Get[production.ShootDay](r.v, set.Day.ID); ok {
		row.Date = day.Date
	}
	marked := false
	for clip, c := range graph.Referring[production.Clip](r.v, id, "take") {
		roll, ok := graph.Get[production.Roll](r.v, c.Roll.ID)
		if !ok || roll.Type == "sound" || c.LengthFrames == 0 {
			continue
		}
		for _, part := range r.parts(clip, c, roll) {
			if part.Marked && !marked {
				marked = true
				row.Reason = cmp.Or(row.Reason, "other")
			}
			row.Clips = append(row.Clips, part)
		}
	}
	if !funny[t.NGReason] && !marked {
		return Row{}, false
	}
	slices.SortFunc(row.Clips, func(a, b Clip) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Frame, b.Frame)) })
	row.Needs, row.State = r.scene(row.Scene)
	if row.Needs == nil {
		row.Needs = []Need{}
	}
	return row, true
}

func slateName(set production.Setup, t production.Take) string {
	return strings.TrimSpace(fmt.Sprintf("%s T%d %s", set.Slate, t.Number, t.Suffix))
}

// parts are the marked outtakes of a clip, or all of it.
func (r *reading) parts(id graph.ID, c production.Clip, roll production.Roll) []Clip {
	whole := Clip{Clip: id, Name: c.Name, Camera: roll.Camera, Length: c.LengthFrames, Rate: c.Rate.String()}
	var out []Clip
	for _, m := range graph.Referring[production.ClipRange](r.v, id, "clip") {
		if m.Type == "outtake" {
			part := whole
			part.Frame, part.Length, part.Text, part.Marked = m.AtFrames, m.LengthFrames, m.Text, true
			out = append(out, part)
		}
	}
	if len(out) == 0 {
		out = append(out, whole)
	}
	for i := range out {
		for _, p := range r.picks {
			if p.Clip.ID == id && p.AtFrames == out[i].Frame && p.LengthFrames == out[i].Length {
				out[i].Pick = p.id
			}
		}
	}
	return out
}

// piece is a pick with what it shows; ok is false when the reader may not know its clip, or its scene is a closed set.
func (r *reading) piece(p pick) (Piece, bool) {
	c, ok := graph.Get[production.Clip](r.v, p.Clip.ID)
	if !ok {
		return Piece{}, false
	}
	t, ok := graph.Get[production.Take](r.v, c.Take.ID)
	if !ok {
		return Piece{}, false
	}
	set, ok := graph.Get[production.Setup](r.v, t.Setup.ID)
	if !ok || closedSet(r.whole, set.Scene.ID) {
		return Piece{}, false
	}
	_, state := r.scene(set.Scene.ID)
	return Piece{Pick: p.id, Take: c.Take.ID, Clip: p.Clip.ID, Name: c.Name, Slate: slateName(set, t), Reason: cmp.Or(t.NGReason, "other"),
		Frame: p.AtFrames, Length: p.LengthFrames, MS: c.Rate.FramesToMS(p.LengthFrames), State: state}, true
}
