package takes

import (
	"fmt"
	"strings"

	"backlot/film/slate"
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// SetupIn makes a setup. The id is the device's own, so that takes can be logged on it before a server has heard of it.
type SetupIn struct {
	ID          graph.ID `json:"id,omitzero" doc:"Id of the new setup; the server makes one when it is left out"`
	Scene       graph.ID `json:"scene"`
	Slate       string   `json:"slate,omitempty" maxLength:"20" doc:"The next by the production's custom when left out"`
	Description string   `json:"description,omitempty" maxLength:"500"`
	Type        string   `json:"type,omitempty" enum:"scene,insert,pickup,plate,clean_plate,reference,hdri,wild_track,test"`
	Cameras     []string `json:"cameras,omitempty" doc:"Camera letters, S for sound; those of the setup before when left out"`
	AtMS        int64    `json:"at_ms,omitempty" doc:"When it was set up by the device's clock"`
}

// SetupEdit changes a setup; fields left out stay.
type SetupEdit struct {
	Slate       *string `json:"slate,omitempty" maxLength:"20"`
	Description *string `json:"description,omitempty" maxLength:"500"`
	Type        *string `json:"type,omitempty" enum:"scene,insert,pickup,plate,clean_plate,reference,hdri,wild_track,test"`
	StruckAtMS  *int64  `json:"struck_at_ms,omitempty" doc:"When it was struck; 0 takes that back"`
}

// TakeIn logs a take.
type TakeIn struct {
	ID       graph.ID `json:"id,omitzero" doc:"Id of the new take; the server makes one when it is left out"`
	Number   int      `json:"number,omitempty" minimum:"1" maximum:"9999" doc:"The next when left out"`
	Suffix   string   `json:"suffix,omitempty" maxLength:"8"`
	AtMS     int64    `json:"at_ms,omitempty"`
	LengthMS int64    `json:"length_ms,omitempty" minimum:"0" maximum:"86400000"`
}

// TakeEdit changes a take; fields left out stay.
type TakeEdit struct {
	Number   *int    `json:"number,omitempty" minimum:"1" maximum:"9999"`
	Suffix   *string `json:"suffix,omitempty" maxLength:"8"`
	AtMS     *int64  `json:"at_ms,omitempty"`
	LengthMS *int64  `json:"length_ms,omitempty" minimum:"0" maximum:"86400000"`
	Status   *string `json:"status,omitempty" enum:",print,hold,good,no_good,false_start,wild"`
	NGReason *string `json:"ng_reason,omitempty" enum:",performance,line,camera,focus,sound,noise,light,prop,costume,effect,animal,extra,laugh,interrupted,technical,other"`
	Circled  *bool   `json:"circled,omitempty"`
	Complete *bool   `json:"complete,omitempty"`
	Note     *string `json:"note,omitempty" maxLength:"2000"`
}

// addSetup makes a setup that stands as the one before it on this day: the same cameras, cards, exposure and shutter.
// Lens, height and focus are not carried over: they are what a new setup changes.
func addSetup(v graph.View, ids graph.IDs, on graph.ID, in SetupIn) (graph.Change, error) {
	if _, err := openDay(v, on); err != nil {
		return graph.Change{}, err
	}
	scene, ok := graph.Get[production.Scene](v, in.Scene)
	if !ok {
		return graph.Change{}, fault.At("body.scene", "scene %s does not exist", in.Scene)
	}
	in.Slate = strings.ToUpper(strings.TrimSpace(in.Slate))
	if in.Slate == "" {
		in.Slate = nextSlate(v, scene.Number)
	}
	e := v.Edit(ids, "Set up "+in.Slate)
	id := own(ids, in.ID)
	before := lastSetup(v, on)
	if len(in.Cameras) == 0 {
		for _, r := range before {
			in.Cameras = append(in.Cameras, r.Camera)
		}
	}
	if len(in.Cameras) == 0 {
		in.Cameras = []string{"A", Sound}
	}
	letters := map[string]bool{}
	for _, c := range in.Cameras {
		letter, err := cameraLetter(c)
		if err != nil {
			return graph.Change{}, err
		}
		if !letters[letter] {
			letters[letter] = true
			graph.Add(e, carried(before, id, letter))
		}
	}
	delete(letters, Sound)
	graph.AddAs(e, id, production.Setup{
		Scene: graph.To[production.Scene](in.Scene), Day: graph.To[production.ShootDay](on), Slate: in.Slate, Description: in.Description,
		Type: in.Type, Cameras: letters, StartAtMS: in.AtMS,
	})
	return e.Change()
}

func own(ids graph.IDs, id graph.ID) graph.ID {
	if id.IsZero() {
		return ids.NewID()
	}
	return id
}

func cameraLetter(s string) (string, error) {
	s = strings.ToUpper(strings.TrimSpace(s))
	if s == "" || len(s) > 2 || strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "", fault.At("body.cameras", "camera %q: want a letter such as A, or S for sound", s)
	}
	return s, nil
}

func nextSlate(v graph.View, scene string) string {
	var used []string
	for _, s := range graph.All[production.Setup](v) {
		used = append(used, s.Slate)
	}
	return slate.Next(Numbering(v), scene, used)
}

// carried is how a camera stands on a new setup.
func carried(before []production.Recording, setup graph.ID, camera string) production.Recording {
	out := production.Recording{Setup: graph.To[production.Setup](setup), Camera: camera}
	for _, r := range before {
		if r.Camera == camera {
			out.Roll, out.ISO, out.WhiteBalanceK, out.ShutterTenthDeg = r.Roll, r.ISO, r.WhiteBalanceK, r.ShutterTenthDeg
			out.SensorRate, out.Filters, out.Tracks = r.SensorRate, r.Filters, r.Tracks
		}
	}
	return out
}

// lastSetup is how the latest setup of a day stands, camera by camera.
func lastSetup(v graph.View, on graph.ID) []production.Recording {
	list := setupsOf(v, on)
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].begins() == 1<<62-1 && i > 0 {
			continue // never timed: any other tells more
		}
		var out []production.Recording
		for _, c := range list[i].Cameras {
			if r, ok := graph.Get[production.Recording](v, c.ID); ok {
				out = append(out, r)
			}
		}
		return out
	}
	return nil
}

func editSetup(v graph.View, ids graph.IDs, id graph.ID, in SetupEdit) (graph.Change, error) {
	s, ok := graph.Get[production.Setup](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "setup %s does not exist", id)
	}
	cause := "Change setup " + s.Slate
	if in.StruckAtMS != nil {
		cause = map[bool]string{true: "Strike setup ", false: "Go back to setup "}[*in.StruckAtMS > 0] + s.Slate
	}
	if in.Slate != nil && strings.TrimSpace(*in.Slate) == "" {
		return graph.Change{}, fault.At("body.slate", "slate is empty: want one such as 42A")
	}
	e := v.Edit(ids, cause)
	graph.Update(e, id, func(r *production.Setup) {
		if in.Slate != nil {
			r.Slate = strings.ToUpper(strings.TrimSpace(*in.Slate))
		}
		set(&r.Description, in.Description)
		set(&r.Type, in.Type)
		set(&r.StruckAtMS, in.StruckAtMS)
	})
	return e.Change()
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// dropSetup takes a setup out of the log with its takes. Files stay, without a take.
func dropSetup(v graph.View, ids graph.IDs, id graph.ID) (graph.Change, error) {
	s, ok := graph.Get[production.Setup](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "setup %s does not exist", id)
	}
	e := v.Edit(ids, "Take setup "+s.Slate+" out of the log")
	for take := range graph.Referring[production.Take](v, id, "setup") {
		freeClips(v, e, take)
	}
	e.Delete(id)
	return e.Change()
}

// freeClips takes a take from its files, which are then anybody's.
func freeClips(v graph.View, e *graph.Edit, take graph.ID) {
	for clip := range graph.Referring[production.Clip](v, take, "take") {
		graph.Update(e, clip, func(c *production.Clip) { c.Take = graph.Ref[production.Take]{} })
	}
}

// addTake logs a take, with every camera as the setup stands and the clip it will have made.
func addTake(v graph.View, ids graph.IDs, setup graph.ID, in TakeIn, by graph.ID) (graph.Change, error) {
	s, ok := graph.Get[production.Setup](v, setup)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "setup %s does not exist", setup)
	}
	if in.Number == 0 {
		for _, t := range graph.Referring[production.Take](v, setup, "setup") {
			in.Number = max(in.Number, t.Number)
		}
		in.Number++
	}
	in.Suffix = strings.ToUpper(strings.TrimSpace(in.Suffix))
	e := v.Edit(ids, fmt.Sprintf("Log %s take %d%s", s.Slate, in.Number, in.Suffix))
	id := own(ids, in.ID)
	graph.AddAs(e, id, production.Take{
		Setup: graph.To[production.Setup](setup), Number: in.Number, Suffix: in.Suffix, AtMS: in.AtMS, LengthMS: in.LengthMS, By: graph.To[production.Party](by),
	})
	for _, r := range graph.Referring[production.Recording](v, setup, "setup") {
		if !r.Take.IsZero() {
			continue
		}
		r.Take = graph.To[production.Take](id)
		r.ClipName, r.Note = predicted(v, r), ""
		graph.Add(e, r)
	}
	if s.StartAtMS == 0 && in.AtMS > 0 {
		graph.Update(e, setup, func(r *production.Setup) { r.StartAtMS = in.AtMS })
	}
	return e.Change()
}

// predicted is the name that the next clip of a camera's card begins with. Recorders name files in too many ways.
func predicted(v graph.View, r production.Recording) string {
	roll, ok := graph.Get[production.Roll](v, r.Roll.ID)
	if !ok || r.Camera == Sound {
		return ""
	}
	last, most := "", 0
	see := func(name string) {
		if card, n, ok := slate.Clip(name); ok && slate.SameRoll(card, roll.Name) && n >= most {
			last, most = name, n
		}
	}
	for _, other := range graph.Referring[production.Recording](v, r.Roll.ID, "roll") {
		see(other.ClipName)
	}
	for _, c := range graph.Referring[production.Clip](v, r.Roll.ID, "roll") {
		see(c.Name)
	}
	return slate.NextClip(roll.Name, last)
}

func editTake(v graph.View, ids graph.IDs, id graph.ID, in TakeEdit) (graph.Change, error) {
	t, ok := graph.Get[production.Take](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "take %s does not exist", id)
	}
	e := v.Edit(ids, "Change "+takeName(v, t))
	graph.Update(e, id, func(r *production.Take) {
		set(&r.Number, in.Number)
		if in.Suffix != nil {
			r.Suffix = strings.ToUpper(strings.TrimSpace(*in.Suffix))
		}
		set(&r.AtMS, in.AtMS)
		set(&r.LengthMS, in.LengthMS)
		set(&r.Complete, in.Complete)
		set(&r.Note, in.Note)
		judge(r, in)
	})
	return e.Change()
}

// judge keeps what is said of a take in one mind: a circled take is printed and has no fault, a fault makes it no
// good, and a take that is good again has none.
func judge(t *production.Take, in TakeEdit) {
	set(&t.Status, in.Status)
	set(&t.Circled, in.Circled)
	set(&t.NGReason, in.NGReason)
	switch {
	case in.Circled != nil && *in.Circled:
		t.Status, t.NGReason = "print", ""
	case in.NGReason != nil && *in.NGReason != "":
		t.Status, t.Circled = "no_good", false
	case in.Status != nil && *in.Status != "print":
		t.Circled = false
		if *in.Status != "no_good" && *in.Status != "false_start" {
			t.NGReason = ""
		}
	case in.Circled != nil && t.Status == "print":
		t.Status = "good"
	}
}

func dropTake(v graph.View, ids graph.IDs, id graph.ID) (graph.Change, error) {
	t, ok := graph.Get[production.Take](v, id)
	if !ok {
		return graph.Change{}, fault.New(fault.NotFound, "take %s does not exist", id)
	}
	e := v.Edit(ids, "Take "+takeName(v, t)+" out of the log")
	freeClips(v, e, id)
	e.Delete(id)
	return e.Change()
}

func takeName(v graph.View, t production.Take) string {
	s, _ := graph.Get[production.Setup](v, t.Setup.ID)
	return fmt.Sprintf("%s take %d%s", s.Slate, t.Number, t.Suffix)
}

// setNumbering changes the production's custom. Slates that stand stay as they are.
func setNumbering(v graph.View, ids graph.IDs, by slate.Numbering) (graph.Change, error) {
	for id := range graph.All[production.Title](v) {
		e := v.Edit(ids, map[slate.Numbering]string{slate.ByScene: "Number slates by scene", slate.Running: "Number slates through the production"}[by])
		graph.Update(e, id, func(t *production.Title) { t.SlateNumbering = string(by) })
		return e.Change()
	}
	return graph.Change{}, fault.New(fault.Conflict, "the production has no title yet: make one first")
}
