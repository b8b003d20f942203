package disruption

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"backlot/film/civil"
	"backlot/film/pages"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// ReportIn is what somebody reports from outside, in a minute.
type ReportIn struct {
	Type        string     `json:"type" enum:"lost_day,weather,sick,lost_place,overrun,new_scene" doc:"What happened"`
	Name        string     `json:"name,omitempty" maxLength:"120" doc:"What people will call it; left out: made of the rest"`
	From        civil.Date `json:"from" doc:"First date it hits"`
	To          civil.Date `json:"to,omitzero" doc:"Last date; left out: that day only"`
	WindowFrom  int        `json:"window_from_min,omitempty" minimum:"0" maximum:"1440" doc:"Minutes after midnight at which it begins"`
	WindowTo    int        `json:"window_to_min,omitempty" minimum:"0" maximum:"2880" doc:"Minutes after midnight at which it ends"`
	Probability int        `json:"probability_percent,omitempty" minimum:"0" maximum:"100" doc:"How likely; left out: certain"`
	Board       graph.ID   `json:"board,omitzero" doc:"Left out: the board that is shot"`
	Place       graph.ID   `json:"place,omitzero"`
	Engagement  graph.ID   `json:"engagement,omitzero" doc:"Who cannot work"`
	Strip       graph.ID   `json:"strip,omitzero" doc:"Strip that was not finished"`
	Owed        int        `json:"owed_min,omitempty" minimum:"0" maximum:"1440" doc:"Minutes still owed on it, or that the new scene takes"`
	Scene       graph.ID   `json:"scene,omitzero" doc:"Scene that was added"`
	Text        string     `json:"text,omitempty" maxLength:"4000"`
	Source      string     `json:"source,omitempty" maxLength:"500" doc:"Where it is known from"`
}

// record is the disruption that a report describes, completed with what goes without saying.
func (in ReportIn) record(v graph.View) (production.Disruption, error) {
	if in.Board.IsZero() {
		for id, b := range graph.All[production.Board](v) {
			if b.Current {
				in.Board = id
			}
		}
		if in.Board.IsZero() {
			return production.Disruption{}, fault.At("body.board", "no board is shot by: choose the board that is hit")
		}
	}
	if in.From.IsZero() {
		return production.Disruption{}, fault.At("body.from", "the date is missing: want the first date it hits, such as 2027-02-23")
	}
	d := production.Disruption{
		Type: in.Type, Name: strings.TrimSpace(in.Name), From: in.From, To: in.To, WindowFromMin: in.WindowFrom, WindowToMin: in.WindowTo, ProbabilityPercent: in.Probability,
		Board: graph.To[production.Board](in.Board), Place: graph.To[production.Place](in.Place), Engagement: graph.To[production.Engagement](in.Engagement),
		Strip: graph.To[production.Strip](in.Strip), OwedMin: in.Owed, Scene: graph.To[production.Scene](in.Scene), Text: in.Text, Source: in.Source,
	}
	if d.Name == "" {
		d.Name = called(v, d)
	}
	return d, d.Validate()
}

// called is what people call a disruption that nobody named. It never says who cannot work.
func called(v graph.View, d production.Disruption) string {
	what := map[string]string{"lost_day": "Day lost", "weather": "Weather", "sick": "Somebody cannot work", "lost_place": "Place lost", "overrun": "Scene not finished", "new_scene": "New page"}[d.Type]
	if p, ok := graph.Get[production.Place](v, d.Place.ID); ok {
		what += ", " + p.Name
	}
	return what + ", " + d.From.Format("Mon 2 Jan")
}

// report writes a disruption down. What is certain about a person or place becomes known to all plans as
// well; a scene that is still owed waits in the boneyard.
func (s *service) report(v graph.View, in ReportIn, now time.Time) (graph.Change, error) {
	d, err := in.record(v)
	if err != nil {
		return graph.Change{}, err
	}
	d.ReportedAtMS, d.ReportedBy = now.UnixMilli(), partyOf(v)
	e := v.Edit(s.IDs, "Report a disruption on "+d.From.Format("2 Jan"))
	switch d.Type {
	case "sick":
		s.away(v, e, d)
	case "lost_place":
		if certain(d) && !d.To.IsZero() {
			graph.Add(e, production.Availability{Place: d.Place, Type: "unavailable", From: d.From, To: d.To})
		}
	case "overrun":
		err = s.owe(v, e, &d)
	case "new_scene":
		err = s.wait(v, e, &d)
	}
	if err != nil {
		return graph.Change{}, err
	}
	if d.Type != "overrun" && d.Type != "new_scene" {
		if _, err := s.reading(v, d, civil.Date{}); err != nil {
			return graph.Change{}, err
		}
	}
	graph.Add(e, d)
	return e.Change()
}

func certain(d production.Disruption) bool {
	return d.ProbabilityPercent == 0 || d.ProbabilityPercent == 100
}

// away notes that a person is not available, without saying why.
func (s *service) away(v graph.View, e *graph.Edit, d production.Disruption) {
	eng, ok := graph.Get[production.Engagement](v, d.Engagement.ID)
	if ok && certain(d) && !eng.Party.IsZero() {
		graph.Add(e, production.Availability{Party: eng.Party, Type: "unavailable", From: d.From, To: cmp.Or(d.To, d.From)})
	}
}

// owe puts the rest of a strip into the boneyard: a part of its scene, as long as the minutes owed.
func (s *service) owe(v graph.View, e *graph.Edit, d *production.Disruption) error {
	st, ok := graph.Get[production.Strip](v, d.Strip.ID)
	sc, known := graph.Get[production.Scene](v, st.Scene.ID)
	if !ok || !known || st.Board != d.Board {
		return fault.At("body.strip", "no such scene on this board: choose the strip that was not finished")
	}
	c, b, err := s.Planner.Case(v, d.Board.ID)
	if err != nil {
		return err
	}
	whole, stands := sceneIndex(c)[d.Strip.ID.String()], false
	for _, day := range b.Days {
		stands = stands || !day.Date.After(d.From) && slices.Contains(day.Scenes, d.Strip.ID.String())
	}
	if whole == nil || !stands {
		return fault.At("body.strip", "scene %s does not stand on a day up to %s: an overrun is of what was begun", sc.Number, d.From)
	}
	parts := 1
	for _, x := range graph.Referring[production.Strip](v, st.Scene.ID, "scene") {
		if x.Board == st.Board && x.Part != "" {
			parts++
		}
	}
	length := cmp.Or(st.PartEighths, sc.LengthEighths)
	owed := max(1, min(length, pages.Eighths((int(length)*d.OwedMin+whole.Minutes-1)/max(whole.Minutes, 1))))
	rest := production.Strip{Board: st.Board, Type: "scene", Order: graph.Between(st.Order, ""), Scene: st.Scene, Part: fmt.Sprintf("pt %d", max(parts, 2)), PartEighths: owed,
		Boneyard: true, Place: st.Place, Note: "Owed from " + d.From.Format("2 Jan")}
	d.Strip = graph.To[production.Strip](graph.Add(e, rest))
	return nil
}

// wait puts a new scene into the boneyard of the board, unless it lies there.
func (s *service) wait(v graph.View, e *graph.Edit, d *production.Disruption) error {
	if _, ok := graph.Get[production.Scene](v, d.Scene.ID); !ok {
		return fault.At("body.scene", "no such scene: import the new pages first")
	}
	for id, st := range graph.Referring[production.Strip](v, d.Scene.ID, "scene") {
		if st.Board == d.Board {
			if !st.Boneyard {
				return fault.At("body.scene", "%s stands on the board already", v.Label(d.Scene.ID))
			}
			d.Strip = graph.To[production.Strip](id)
			return nil
		}
	}
	d.Strip = graph.To[production.Strip](graph.Add(e, production.Strip{Board: d.Board, Type: "scene", Order: graph.Between("", ""), Scene: d.Scene, Boneyard: true, Note: "New page"}))
	return nil
}

// PatchIn changes what is said about a disruption. Fields left out stay.
type PatchIn struct {
	Name        *string `json:"name,omitempty" minLength:"1" maxLength:"120"`
	Probability *int    `json:"probability_percent,omitempty" minimum:"0" maximum:"100"`
	Text        *string `json:"text,omitempty" maxLength:"4000"`
	Source      *string `json:"source,omitempty" maxLength:"500"`
	Outcome     *string `json:"outcome,omitempty" enum:",passed,withdrawn,absorbed" doc:"Closed without a new plan; empty opens it again"`
}

func (s *service) patch(v graph.View, id graph.ID, in PatchIn) (graph.Change, error) {
	d, ok := graph.Get[production.Disruption](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no disruption %s", id)
	}
	if in.Outcome != nil && *in.Outcome != "" && d.DecidedAtMS != 0 {
		return graph.Change{}, fault.New(fault.Conflict, "%q is decided: undo the decision instead of closing it", d.Name)
	}
	e := v.Edit(s.IDs, "Change what is said of a disruption")
	graph.Update(e, id, func(r *production.Disruption) {
		set(&r.Name, in.Name)
		set(&r.ProbabilityPercent, in.Probability)
		set(&r.Text, in.Text)
		set(&r.Source, in.Source)
		set(&r.Outcome, in.Outcome)
	})
	return e.Change()
}

func set[T any](to *T, v *T) {
	if v != nil {
		*to = *v
	}
}

// EvidenceIn hands in what proves something.
type EvidenceIn struct {
	About    graph.ID `json:"about" doc:"Disruption or delay"`
	Name     string   `json:"name" minLength:"1" maxLength:"200" doc:"What it shows"`
	FileHash string   `json:"file_hash,omitempty" maxLength:"200" doc:"The uploaded file"`
	FileName string   `json:"file_name,omitempty" maxLength:"200"`
	Source   string   `json:"source,omitempty" maxLength:"500" doc:"Where it can be found, when it is no file"`
	MadeAtMS int64    `json:"made_at_ms,omitempty"`
}

func (s *service) handIn(v graph.View, in EvidenceIn, now time.Time) (graph.Change, error) {
	rec, ok := v.Record(in.About)
	if !ok || rec.Kind != (production.Disruption{}).Kind() && rec.Kind != (production.Delay{}).Kind() {
		return graph.Change{}, fault.At("body.about", "evidence is of a disruption or a delay: %s is neither", in.About)
	}
	e := v.Edit(s.IDs, "Hand in evidence")
	graph.Add(e, production.Evidence{About: graph.To[graph.Any](in.About), Name: in.Name, FileHash: in.FileHash, FileName: in.FileName, Source: in.Source,
		MadeAtMS: in.MadeAtMS, By: partyOf(v), AtMS: now.UnixMilli()})
	return e.Change()
}

func (s *service) takeBack(v graph.View, id graph.ID) (graph.Change, error) {
	ev, ok := graph.Get[production.Evidence](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "no evidence %s", id)
	}
	e := v.Edit(s.IDs, fmt.Sprintf("Take evidence %q back", ev.Name))
	e.Delete(id)
	return e.Change()
}
