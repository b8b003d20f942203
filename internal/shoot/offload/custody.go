package offload

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// ReceiveIn is a card as it comes from set: of a roll that is known, or a new one.
type ReceiveIn struct {
	Roll   graph.ID                       `json:"roll,omitzero" doc:"The roll, when it is known already"`
	ID     graph.ID                       `json:"id,omitzero" doc:"Id of a new roll; the server makes one when it is left out"`
	Name   string                         `json:"name,omitempty" maxLength:"40" doc:"Name of a new roll, such as A012"`
	Type   string                         `json:"type,omitempty" enum:"camera,sound,stills,mocap,witness" doc:"camera when left out"`
	Camera string                         `json:"camera,omitempty" maxLength:"2"`
	Day    graph.Ref[production.ShootDay] `json:"day,omitzero"`
	StepIn
}

// StepIn is what is written down when a card changes hands.
type StepIn struct {
	From  string `json:"from,omitempty" maxLength:"120" doc:"Who gave it"`
	To    string `json:"to,omitempty" maxLength:"120" doc:"Who has it now; whoever writes it down when left out"`
	Where string `json:"where,omitempty" maxLength:"120"`
	Seal  string `json:"seal,omitempty" maxLength:"80" doc:"Colour of the tape, or number of the seal"`
	Note  string `json:"note,omitempty" maxLength:"2000"`
	AtMS  int64  `json:"at_ms,omitempty" minimum:"1" doc:"When; now when left out"`
}

// signer is who writes something down.
type signer struct {
	account graph.ID
	name    string
	now     time.Time
}

// step makes a record of a step, signed.
func (in StepIn) step(roll graph.ID, what string, by signer) production.RollStep {
	return production.RollStep{Roll: graph.To[production.Roll](roll), Step: what, AtMS: cmp.Or(in.AtMS, by.now.UnixMilli()), From: in.From, To: cmp.Or(in.To, by.name),
		Where: in.Where, Seal: in.Seal, Note: in.Note, Account: by.account}
}

func (in StepIn) check(now time.Time) error {
	if in.AtMS > now.Add(10*time.Minute).UnixMilli() {
		return fault.At("body.at_ms", "a step at %s, which is yet to come: want when it happened", time.UnixMilli(in.AtMS).UTC().Format("2 Jan 15:04 MST"))
	}
	return nil
}

var folderName = strings.NewReplacer("/", "-", `\`, "-", ":", "-")

// rollName checks the name of a roll: it becomes the name of a folder on every disk.
func rollName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || folderName.Replace(name) != name || strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") {
		return "", fault.At("body.name", "roll name %q: want one that can be the name of a folder, such as A012", name)
	}
	return name, nil
}

// receive writes down that a card was handed over, and makes its roll when it is not known.
func receive(v graph.View, ids graph.IDs, in ReceiveIn, by signer) (graph.Change, error) {
	if err := in.check(by.now); err != nil {
		return graph.Change{}, err
	}
	if in.Roll.IsZero() {
		name, err := rollName(in.Name)
		if err != nil {
			return graph.Change{}, err
		}
		for _, r := range graph.All[production.Roll](v) {
			if strings.EqualFold(r.Name, name) {
				return graph.Change{}, fault.At("body.name", "there is a roll %s already: choose it, or give this one a name of its own", r.Name)
			}
		}
		in.Name = name
	}
	r, known := graph.Get[production.Roll](v, in.Roll)
	if !known && !in.Roll.IsZero() {
		return graph.Change{}, fault.New(fault.NotFound, "no card %s", in.Roll)
	}
	name := cmp.Or(r.Name, in.Name)
	e := v.Edit(ids, "Take in "+name)
	if !known {
		in.Roll = in.ID
		if in.Roll.IsZero() {
			in.Roll = ids.NewID()
		}
		graph.AddAs(e, in.Roll, production.Roll{Name: name, Type: cmp.Or(in.Type, "camera"), Camera: strings.ToUpper(in.Camera), Day: in.Day, Status: "handed_over"})
	} else if r.Status == "" || r.Status == "in_camera" {
		graph.Update(e, in.Roll, func(r *production.Roll) { r.Status = "handed_over" })
	}
	graph.Add(e, in.step(in.Roll, "handed_over", by))
	return e.Change()
}

// steps that people write down themselves; the others come of what was done.
var ownSteps = []string{"handed_over", "received", "sent", "returned", "formatted", "remark"}

// addStep writes down that a card changed hands. One that was never released is not formatted.
func addStep(v graph.View, ids graph.IDs, roll graph.ID, what string, in StepIn, by signer) (graph.Change, error) {
	if err := in.check(by.now); err != nil {
		return graph.Change{}, err
	}
	c, err := CardOf(v, roll)
	if err != nil {
		return graph.Change{}, err
	}
	switch {
	case !slices.Contains(ownSteps, what):
		return graph.Change{}, fault.At("body.step", "step %q: want one of %s", what, strings.Join(ownSteps, ", "))
	case what == "formatted" && c.Status != "released":
		return graph.Change{}, fault.New(fault.Conflict, "%s was not released: release it first", c.Name)
	case what == "remark" && strings.TrimSpace(in.Note) == "":
		return graph.Change{}, fault.At("body.note", "a remark without words: want some")
	}
	e := v.Edit(ids, fmt.Sprintf("%s: %s", c.Name, strings.ReplaceAll(what, "_", " ")))
	if what == "handed_over" && c.Status == "in_camera" {
		graph.Update(e, roll, func(r *production.Roll) { r.Status = "handed_over" })
	}
	graph.Add(e, in.step(roll, what, by))
	return e.Change()
}

// release lets a card be formatted: only when nothing is wanting, and signed by whoever does it.
func release(v graph.View, ids graph.IDs, roll graph.ID, in StepIn, by signer) (graph.Change, error) {
	c, err := onMain(v, roll)
	if err != nil {
		return graph.Change{}, err
	}
	if c.Status == "released" {
		return graph.Change{}, fault.New(fault.Conflict, "%s is released already", c.Name)
	}
	if !c.Verdict.Safe {
		return graph.Change{}, fault.New(fault.Conflict, "%s may not be formatted: %s", c.Name, strings.Join(c.Verdict.Wanting, "; "))
	}
	e := v.Edit(ids, fmt.Sprintf("Release %s to be formatted", c.Name))
	graph.Update(e, roll, func(r *production.Roll) { r.Status = "released" })
	var on []string
	for _, x := range c.Copies {
		if x.Status == "verified" {
			on = append(on, x.name())
		}
	}
	in.Note = strings.TrimSpace(in.Note + "\nVerified copies: " + strings.Join(on, ", "))
	in.AtMS = by.now.UnixMilli() // a signature is never dated back
	graph.Add(e, in.step(roll, "released", by))
	return e.Change()
}

// stepOf is a step with its id.
type stepOf struct {
	ID     graph.ID
	Record production.RollStep
}

// stepsOf gives the steps of a roll as they happened.
func stepsOf(v graph.View, roll graph.ID) []stepOf {
	var out []stepOf
	for id, s := range graph.Referring[production.RollStep](v, roll, "roll") {
		out = append(out, stepOf{id, s})
	}
	slices.SortFunc(out, func(a, b stepOf) int {
		return cmp.Or(cmp.Compare(a.Record.AtMS, b.Record.AtMS), strings.Compare(a.ID.String(), b.ID.String()))
	})
	return out
}
