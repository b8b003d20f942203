package takes

import (
	"fmt"
	"strings"

	"backlot/film/rate"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// CameraEdit changes what is known of a camera or recorder on a setup or take; fields left out stay.
type CameraEdit struct {
	Off             bool      `json:"off,omitempty" doc:"It does not roll: what was logged of it goes"`
	Fill            bool      `json:"fill,omitempty" doc:"On a setup: takes that lack a value get it too"`
	Roll            *string   `json:"roll,omitempty" maxLength:"40" doc:"Name of the card; one that is not known yet is begun"`
	ClipName        *string   `json:"clip_name,omitempty" maxLength:"80"`
	Lens            *string   `json:"lens,omitempty" maxLength:"80"`
	FocalTenthMM    *int      `json:"focal_tenth_mm,omitempty" minimum:"0" maximum:"30000"`
	TStopHundredths *int      `json:"t_stop_hundredths,omitempty" minimum:"0" maximum:"6400"`
	ISO             *int      `json:"iso,omitempty" minimum:"0" maximum:"409600"`
	WhiteBalanceK   *int      `json:"white_balance_k,omitempty" minimum:"0" maximum:"40000"`
	ShutterTenthDeg *int      `json:"shutter_tenth_deg,omitempty" minimum:"0" maximum:"3600"`
	SensorRate      *string   `json:"sensor_rate,omitempty" maxLength:"20" doc:"Frames a second such as 48 or 23.976; empty is the project's"`
	Filters         *string   `json:"filters,omitempty" maxLength:"120"`
	HeightMM        *int      `json:"height_mm,omitempty" minimum:"0" maximum:"100000"`
	TiltTenthDeg    *int      `json:"tilt_tenth_deg,omitempty" minimum:"-900" maximum:"900"`
	FocusMM         *int      `json:"focus_mm,omitempty" minimum:"0" maximum:"10000000"`
	Tracks          *[]string `json:"tracks,omitempty" doc:"Tracks of a recorder by number and name, such as 2 Boom"`
	Note            *string   `json:"note,omitempty" maxLength:"2000"`
}

// patch is an edit that was checked.
type patch struct {
	CameraEdit
	roll graph.ID
	rate rate.Rate
}

func (p *patch) apply(r *production.Recording) {
	if p.Roll != nil {
		r.Roll = graph.To[production.Roll](p.roll)
	}
	set(&r.ClipName, p.ClipName)
	set(&r.Lens, p.Lens)
	set(&r.FocalTenthMM, p.FocalTenthMM)
	set(&r.TStopHundredths, p.TStopHundredths)
	set(&r.ISO, p.ISO)
	set(&r.WhiteBalanceK, p.WhiteBalanceK)
	set(&r.ShutterTenthDeg, p.ShutterTenthDeg)
	if p.SensorRate != nil {
		r.SensorRate = p.rate
	}
	set(&r.Filters, p.Filters)
	set(&r.HeightMM, p.HeightMM)
	set(&r.TiltTenthDeg, p.TiltTenthDeg)
	set(&r.FocusMM, p.FocusMM)
	if p.Tracks != nil {
		r.Tracks = map[string]bool{}
		for _, t := range *p.Tracks {
			r.Tracks[t] = true
		}
	}
	set(&r.Note, p.Note)
}

// fill gives a recording only what it lacks.
func (p *patch) fill(r *production.Recording) {
	with := *r
	p.apply(&with)
	if r.Roll.IsZero() {
		r.Roll = with.Roll
	}
	r.Lens, r.Filters = or(r.Lens, with.Lens), or(r.Filters, with.Filters)
	r.FocalTenthMM, r.TStopHundredths = or(r.FocalTenthMM, with.FocalTenthMM), or(r.TStopHundredths, with.TStopHundredths)
	r.ISO, r.WhiteBalanceK = or(r.ISO, with.ISO), or(r.WhiteBalanceK, with.WhiteBalanceK)
	r.ShutterTenthDeg, r.HeightMM = or(r.ShutterTenthDeg, with.ShutterTenthDeg), or(r.HeightMM, with.HeightMM)
	r.TiltTenthDeg, r.FocusMM = or(r.TiltTenthDeg, with.TiltTenthDeg), or(r.FocusMM, with.FocusMM)
	if r.SensorRate.IsZero() {
		r.SensorRate = with.SensorRate
	}
}

func or[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}

// editStanding changes how a camera stands on a setup, which is what its next takes begin with.
func editStanding(v graph.View, ids graph.IDs, setup graph.ID, camera string, in CameraEdit) (graph.Change, error) {
	s, ok := graph.Get[production.Setup](v, setup)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "setup %s does not exist", setup)
	}
	camera, err := cameraLetter(camera)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, fmt.Sprintf("Camera %s of setup %s", camera, s.Slate))
	if camera == Sound {
		e = v.Edit(ids, "Sound of setup "+s.Slate)
	}
	p, err := checked(v, e, s, camera, in)
	if err != nil {
		return graph.Change{}, err
	}
	p.write(e, standing(v, setup, camera), production.Recording{Setup: graph.To[production.Setup](setup), Camera: camera})
	if in.Fill && !in.Off {
		for id, r := range graph.Referring[production.Recording](v, setup, "setup") {
			if r.Camera == camera && !r.Take.IsZero() {
				graph.Update(e, id, p.fill)
			}
		}
	}
	return e.Change()
}

// editRolled changes what is known of a camera on a take. What was changed on the last take of a setup is how the
// setup stands from then on; its clip and the remark are the take's own.
func editRolled(v graph.View, ids graph.IDs, take graph.ID, camera string, in CameraEdit) (graph.Change, error) {
	t, ok := graph.Get[production.Take](v, take)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "take %s does not exist", take)
	}
	s, _ := graph.Get[production.Setup](v, t.Setup.ID)
	camera, err := cameraLetter(camera)
	if err != nil {
		return graph.Change{}, err
	}
	e := v.Edit(ids, fmt.Sprintf("Camera %s of %s", camera, takeName(v, t)))
	p, err := checked(v, e, s, camera, in)
	if err != nil {
		return graph.Change{}, err
	}
	var own graph.ID
	for id, r := range graph.Referring[production.Recording](v, take, "take") {
		if r.Camera == camera {
			own = id
		}
	}
	p.write(e, own, production.Recording{Setup: t.Setup, Take: graph.To[production.Take](take), Camera: camera})
	if last(v, t) && !in.Off {
		p.ClipName, p.Note = nil, nil
		if at := standing(v, t.Setup.ID, camera); !at.IsZero() {
			graph.Update(e, at, p.apply)
		}
	}
	return e.Change()
}

// last reports whether a take has the highest number of its setup.
func last(v graph.View, t production.Take) bool {
	for _, o := range graph.Referring[production.Take](v, t.Setup.ID, "setup") {
		if o.Number > t.Number {
			return false
		}
	}
	return true
}

func standing(v graph.View, setup graph.ID, camera string) graph.ID {
	for id, r := range graph.Referring[production.Recording](v, setup, "setup") {
		if r.Camera == camera && r.Take.IsZero() {
			return id
		}
	}
	return graph.ID{}
}

// write changes the recording, makes it when there is none, or takes it away.
func (p *patch) write(e *graph.Edit, id graph.ID, fresh production.Recording) {
	switch {
	case p.Off && !id.IsZero():
		e.Delete(id)
	case p.Off:
	case id.IsZero():
		p.apply(&fresh)
		graph.Add(e, fresh)
	default:
		graph.Update(e, id, p.apply)
	}
}

// checked reads the card and the rate of an edit. A card that nobody has named before is begun on the setup's day.
func checked(v graph.View, e *graph.Edit, s production.Setup, camera string, in CameraEdit) (*patch, error) {
	p := &patch{CameraEdit: in}
	if in.Roll != nil && strings.TrimSpace(*in.Roll) != "" {
		p.roll = rollNamed(v, *in.Roll, camera)
		if p.roll.IsZero() {
			p.roll = graph.Add(e, newRoll(*in.Roll, camera, s.Day.ID))
		}
	}
	if in.SensorRate != nil {
		var err error
		if p.rate, err = rate.Parse(strings.TrimSpace(*in.SensorRate)); err != nil {
			return nil, fault.At("body.sensor_rate", "%v", err)
		}
	}
	return p, nil
}
