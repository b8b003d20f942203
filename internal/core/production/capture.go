package production

import (
	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// PlannedShot is a line of the shot list.
type PlannedShot struct {
	// Scene it covers.
	Scene graph.Ref[Scene] `json:"scene" required:"true" graph:"owner"`
	// Place in the list.
	Order string `json:"order" required:"true"`
	// Label such as "12A".
	Label string `json:"label,omitzero"`
	// Size of the shot.
	Size string `json:"size,omitzero" enum:"extreme_wide,wide,full,medium_wide,medium,medium_close,close,extreme_close,insert,aerial"`
	// Movement of the camera.
	Movement string `json:"movement,omitzero" enum:"static,pan,tilt,dolly,track,crane,steadicam,handheld,gimbal,drone,zoom,motion_control"`
	// What it shows.
	Description string `json:"description,omitzero"`
	// Focal length in tenths of a millimetre.
	LensTenthMM int `json:"lens_tenth_mm,omitzero" minimum:"1"`
	// Cameras rolling.
	Cameras int `json:"cameras,omitzero" minimum:"0"`
	// Estimated minutes to light and shoot.
	Minutes int `json:"minutes,omitzero" minimum:"0"`
	// Content address of the storyboard frame.
	BoardHash string `json:"board_hash,omitzero"`
}

// Setup is one position of the camera, as slated: all takes of one slate.
type Setup struct {
	// Scene it is slated for.
	Scene graph.Ref[Scene] `json:"scene" required:"true" graph:"owner"`
	// Unit-day it was made on.
	Day graph.Ref[ShootDay] `json:"day,omitzero"`
	// Slate such as "42A" or "127".
	Slate string `json:"slate" required:"true"`
	// Planned shot it realises.
	Shot graph.Ref[PlannedShot] `json:"shot,omitzero"`
	// What it is: "MCU Ada, over Ivo's shoulder".
	Description string `json:"description,omitzero"`
	// Camera letters in use, as a set.
	Cameras map[string]bool `json:"cameras,omitzero"`
	// Plate or reference for visual effects.
	Type string `json:"type,omitzero" enum:"scene,insert,pickup,plate,clean_plate,reference,hdri,wild_track,test"`
	// First shot when the day's clock began to count.
	StartAtMS int64 `json:"start_at_ms,omitzero"`
	// When it was struck: lights and camera went on to the next.
	StruckAtMS int64 `json:"struck_at_ms,omitzero"`
}

// Take is one roll of camera or sound on a setup.
type Take struct {
	// Setup it belongs to.
	Setup graph.Ref[Setup] `json:"setup" required:"true" graph:"owner"`
	// Number on the slate, from 1.
	Number int `json:"number" required:"true" minimum:"1"`
	// Words after the number: "PU", "SER", "tail".
	Suffix string `json:"suffix,omitzero"`
	// When the camera rolled.
	AtMS int64 `json:"at_ms,omitzero"`
	// Length in milliseconds.
	LengthMS int64 `json:"length_ms,omitzero" minimum:"0"`
	// Judgement on set.
	Status string `json:"status,omitzero" enum:"print,hold,good,no_good,false_start,wild"`
	// Why it is no good.
	NGReason string `json:"ng_reason,omitzero" enum:"performance,line,camera,focus,sound,noise,light,prop,costume,effect,animal,extra,laugh,interrupted,technical,other"`
	// The take the director likes best.
	Circled bool `json:"circled,omitzero"`
	// Complete through the scene.
	Complete bool `json:"complete,omitzero"`
	// Remark for the editor.
	Note string `json:"note,omitzero"`
	// Who logged it.
	By graph.Ref[Party] `json:"by,omitzero"`
}

// Recording is one camera or recorder on a take as it was logged: its roll, its
// clip and how the lens was set. Without a take it is how the setup stands, and
// what the next take begins with.
type Recording struct {
	// Setup it is made on.
	Setup graph.Ref[Setup] `json:"setup" required:"true" graph:"owner"`
	// Take it is of; empty is what the next take begins with.
	Take graph.Ref[Take] `json:"take,omitzero" graph:"owner"`
	// Camera letter; S is sound.
	Camera string `json:"camera" required:"true" maxLength:"4"`
	// Card or magazine in it.
	Roll graph.Ref[Roll] `json:"roll,omitzero"`
	// Name of the clip, as far as it can be said on set: "A001C003".
	ClipName string `json:"clip_name,omitzero"`
	// Lens as written on the barrel.
	Lens string `json:"lens,omitzero"`
	// Focal length in tenths of a millimetre.
	FocalTenthMM int `json:"focal_tenth_mm,omitzero" minimum:"0"`
	// T-stop in hundredths.
	TStopHundredths int `json:"t_stop_hundredths,omitzero" minimum:"0"`
	// Exposure index.
	ISO int `json:"iso,omitzero" title:"EI" minimum:"0"`
	// White balance in kelvin.
	WhiteBalanceK int `json:"white_balance_k,omitzero" minimum:"0"`
	// Shutter in tenths of a degree.
	ShutterTenthDeg int `json:"shutter_tenth_deg,omitzero" minimum:"0" maximum:"3600"`
	// Rate the sensor runs at, when it differs from the project's.
	SensorRate Rate `json:"sensor_rate,omitzero"`
	// Filters in the matte box.
	Filters string `json:"filters,omitzero"`
	// Lens height above the ground in millimetres.
	HeightMM int `json:"height_mm,omitzero"`
	// Tilt in tenths of a degree, down is negative.
	TiltTenthDeg int `json:"tilt_tenth_deg,omitzero" minimum:"-900" maximum:"900"`
	// Focus distance in millimetres.
	FocusMM int `json:"focus_mm,omitzero" minimum:"0"`
	// What the sound tracks carry, as a set of "number name": "2 Boom".
	Tracks map[string]bool `json:"tracks,omitzero"`
	// Remark of the assistant or the mixer.
	Note string `json:"note,omitzero"`
}

// Coverage is a tramline: which paragraphs a setup covers, on and off camera.
type Coverage struct {
	// The setup.
	Setup graph.Ref[Setup] `json:"setup" required:"true" graph:"owner"`
	// First paragraph.
	FromBlock graph.Ref[Block] `json:"from_block" required:"true"`
	// Last paragraph.
	ToBlock graph.Ref[Block] `json:"to_block" required:"true"`
	// The speaker is off camera: a wavy line.
	OffCamera bool `json:"off_camera,omitzero"`
	// Take that covers only this part; empty covers with all takes.
	Take graph.Ref[Take] `json:"take,omitzero"`
}

// Roll is one camera card, magazine, sound card or mocap session.
type Roll struct {
	// Name such as A012 or S005.
	Name string `json:"name" required:"true"`
	// What it holds.
	Type string `json:"type" required:"true" enum:"camera,sound,stills,mocap,witness,film"`
	// Unit-day it was used on.
	Day graph.Ref[ShootDay] `json:"day,omitzero"`
	// Camera or recorder.
	Device graph.Ref[Item] `json:"device,omitzero"`
	// Camera letter.
	Camera string `json:"camera,omitzero"`
	// Bytes on the card.
	SizeBytes int64 `json:"size_bytes,omitzero" minimum:"0"`
	// Where the copy to safety stands.
	Status string `json:"status,omitzero" enum:"in_camera,handed_over,copying,copied,verified,released"`
	// What was wrong with the card itself when it was last copied; it may not be formatted.
	Fault string `json:"fault,omitzero" maxLength:"4000" kept:"Shoot, Cards: copy the card again"`
	// Milliseconds by which its timecode is ahead of the day's clock, once somebody has confirmed it.
	ClockAheadMS int64 `json:"clock_ahead_ms,omitzero"`
}

// Clip is one file or film length a camera or recorder made.
type Clip struct {
	// Roll it is on.
	Roll graph.Ref[Roll] `json:"roll" required:"true" graph:"owner"`
	// Take it belongs to; empty until matched.
	Take graph.Ref[Take] `json:"take,omitzero" graph:"hides"`
	// File name without folder.
	Name string `json:"name" required:"true"`
	// Folder on the card, with slashes; empty is the top.
	Path string `json:"path,omitzero"`
	// Scene or slate as the file itself says.
	SaidScene string `json:"said_scene,omitzero"`
	// Take as the file itself says.
	SaidTake string `json:"said_take,omitzero"`
	// What the sound tracks carry, as a set of "number name": "2 Boom".
	Tracks map[string]bool `json:"tracks,omitzero"`
	// First frame of timecode, as frames since midnight at Rate.
	TimecodeStartFrames int64 `json:"timecode_start_frames,omitzero" minimum:"0"`
	// Length in frames at Rate.
	LengthFrames int64 `json:"length_frames,omitzero" minimum:"0"`
	// Project rate the timecode counts in.
	Rate Rate `json:"rate,omitzero"`
	// Rate the sensor ran at, when it differs.
	SensorRate Rate `json:"sensor_rate,omitzero"`
	// Timecode counts drop-frame.
	DropFrame bool `json:"drop_frame,omitzero"`
	// Lens as written.
	Lens string `json:"lens,omitzero"`
	// Focal length in tenths of a millimetre.
	FocalTenthMM int `json:"focal_tenth_mm,omitzero" minimum:"0"`
	// T-stop in hundredths.
	TStopHundredths int `json:"t_stop_hundredths,omitzero" minimum:"0"`
	// Exposure index.
	ISO int `json:"iso,omitzero" title:"EI" minimum:"0"`
	// White balance in kelvin.
	WhiteBalanceK int `json:"white_balance_k,omitzero" minimum:"0"`
	// Shutter in tenths of a degree.
	ShutterTenthDeg int `json:"shutter_tenth_deg,omitzero" minimum:"0" maximum:"3600"`
	// Filters in the matte box.
	Filters string `json:"filters,omitzero"`
	// Lens height above the ground in millimetres.
	HeightMM int `json:"height_mm,omitzero"`
	// Tilt in tenths of a degree, down is negative.
	TiltTenthDeg int `json:"tilt_tenth_deg,omitzero" minimum:"-900" maximum:"900"`
	// Focus distance in millimetres.
	FocusMM int `json:"focus_mm,omitzero" minimum:"0"`
	// Raster and codec as the camera names them.
	Format string `json:"format,omitzero"`
	// Bytes.
	SizeBytes int64 `json:"size_bytes,omitzero" minimum:"0"`
	// Content address of the original, algorithm first: "xxh64:...".
	Hash string `json:"hash,omitzero"`
	// Asset the file became.
	Asset graph.Ref[Asset] `json:"asset,omitzero"`
}

// Capture is anything recorded beside the slate: a still, scan, HDRI, measure
// sheet, voice take or mocap session.
type Capture struct {
	// What it is.
	Type string `json:"type" required:"true" enum:"still,continuity_photo,hdri,lidar,photogrammetry,chart,setup_sheet,voice,wild_track,mocap,reference"`
	// What it is called.
	Name string `json:"name" required:"true"`
	// Scene.
	Scene graph.Ref[Scene] `json:"scene,omitzero" graph:"owner"`
	// Setup.
	Setup graph.Ref[Setup] `json:"setup,omitzero" graph:"owner"`
	// Element it is of.
	Element graph.Ref[Element] `json:"element,omitzero" graph:"owner"`
	// Who made it.
	By graph.Ref[Party] `json:"by,omitzero"`
	// When.
	AtMS int64 `json:"at_ms,omitzero"`
	// Asset it became.
	Asset graph.Ref[Asset] `json:"asset,omitzero"`
	// Measures and remarks.
	Note string `json:"note,omitzero"`
}

// Kind is "planned_shot".
func (PlannedShot) Kind() graph.Kind { return "planned_shot" }

// Validate reports what is wrong with the record, and what would be right.
func (s PlannedShot) Validate() error { return check(s) }

// Kind is "setup".
func (Setup) Kind() graph.Kind { return "setup" }

// Validate reports what is wrong with the record, and what would be right.
func (s Setup) Validate() error { return check(s) }

// Kind is "take".
func (Take) Kind() graph.Kind { return "take" }

// Validate reports what is wrong with the record, and what would be right.
func (t Take) Validate() error {
	if t.NGReason != "" && t.Circled {
		return fault.At("ng_reason", "ng_reason on a circled take: want one or the other")
	}
	return check(t)
}

// Kind is "recording".
func (Recording) Kind() graph.Kind { return "recording" }

// Validate reports what is wrong with the record, and what would be right.
func (r Recording) Validate() error { return check(r) }

// Kind is "coverage".
func (Coverage) Kind() graph.Kind { return "coverage" }

// Validate reports what is wrong with the record, and what would be right.
func (c Coverage) Validate() error { return check(c) }

// Kind is "roll".
func (Roll) Kind() graph.Kind { return "roll" }

// Validate reports what is wrong with the record, and what would be right.
func (r Roll) Validate() error { return check(r) }

// Kind is "clip".
func (Clip) Kind() graph.Kind { return "clip" }

// Validate reports what is wrong with the record, and what would be right.
func (c Clip) Validate() error {
	if c.LengthFrames > 0 && c.Rate.IsZero() {
		return fault.At("rate", "rate is missing: frames mean nothing without one")
	}
	return check(c)
}

// Kind is "capture".
func (Capture) Kind() graph.Kind { return "capture" }

// Validate reports what is wrong with the record, and what would be right.
func (c Capture) Validate() error { return check(c) }
