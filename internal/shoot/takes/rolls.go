package takes

import (
	"fmt"
	"strings"

	"backlot/film/slate"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// RollIn loads a card.
type RollIn struct {
	ID     graph.ID `json:"id,omitzero" doc:"Id of the new roll; the server makes one when it is left out"`
	Camera string   `json:"camera" maxLength:"2" doc:"Camera letter; S is sound"`
	Name   string   `json:"name,omitempty" maxLength:"40" doc:"The next of this camera when left out"`
}

// rollNamed finds a card of a camera by its name, however it is written.
func rollNamed(v graph.View, name, camera string) graph.ID {
	for id, r := range graph.All[production.Roll](v) {
		if slate.SameRoll(r.Name, name) && deviceOfRoll(r) == camera {
			return id
		}
	}
	return graph.ID{}
}

func newRoll(name, camera string, on graph.ID) production.Roll {
	r := production.Roll{Name: strings.ToUpper(strings.TrimSpace(name)), Type: "camera", Day: graph.To[production.ShootDay](on), Camera: camera, Status: "in_camera"}
	if camera == Sound {
		r.Type, r.Camera = "sound", ""
	}
	return r
}

// loadRoll puts a card into a camera: every setup of the day that is not struck goes on with it.
func loadRoll(v graph.View, ids graph.IDs, on graph.ID, in RollIn) (graph.Change, error) {
	d, err := openDay(v, on)
	if err != nil {
		return graph.Change{}, err
	}
	camera, err := cameraLetter(in.Camera)
	if err != nil {
		return graph.Change{}, err
	}
	if strings.TrimSpace(in.Name) == "" {
		in.Name = nextRoll(v, camera)
	}
	id := rollNamed(v, in.Name, camera)
	e := v.Edit(ids, fmt.Sprintf("Load %s", strings.ToUpper(in.Name)))
	if id.IsZero() {
		id = own(ids, in.ID)
		graph.AddAs(e, id, newRoll(in.Name, camera, on))
	} else if r, _ := graph.Get[production.Roll](v, id); r.Day.ID != on {
		return graph.Change{}, fault.At("body.name", "roll %s is in use on another day than %s: want %s", r.Name, d.name(), nextRoll(v, camera))
	}
	for _, s := range setupsOf(v, on) {
		if s.StruckAtMS > 0 {
			continue
		}
		if at := standing(v, s.ID, camera); !at.IsZero() {
			graph.Update(e, at, func(r *production.Recording) { r.Roll = graph.To[production.Roll](id) })
		}
	}
	return e.Change()
}

// nextRoll is the name after the last card of a camera, A001 for the first.
func nextRoll(v graph.View, camera string) string {
	name := ""
	for _, r := range graph.All[production.Roll](v) {
		if deviceOfRoll(r) == camera && (len(r.Name) > len(name) || len(r.Name) == len(name) && r.Name > name) {
			name = r.Name
		}
	}
	if name == "" {
		return camera + "001"
	}
	return slate.NextRoll(name)
}
