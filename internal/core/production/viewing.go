package production

import (
	"math"
	"strconv"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// Rendition is a copy of a clip or timeline made to be looked at: a proxy, a
// thumbnail, a strip of frames, the peaks of its sound. It can be made again at
// any time; the original stays what it is.
type Rendition struct {
	// Clip it shows; or
	Clip graph.Ref[Clip] `json:"clip,omitzero" graph:"owner"`
	// timeline it shows.
	Timeline graph.Ref[Timeline] `json:"timeline,omitzero" graph:"owner"`
	// What it is.
	Type string `json:"type" required:"true" enum:"proxy,thumbnail,filmstrip,waveform,reel"`
	// Content address of the file in the library: "sha256:...".
	Hash string `json:"hash" required:"true"`
	// Media type.
	MediaType string `json:"media_type,omitzero"`
	// Bytes.
	SizeBytes int64 `json:"size_bytes,omitzero" minimum:"0"`
	// Pixels across.
	Width int `json:"width,omitzero" minimum:"0"`
	// Pixels down.
	Height int `json:"height,omitzero" minimum:"0"`
	// Frames it has, at Rate.
	LengthFrames int64 `json:"length_frames,omitzero" minimum:"0"`
	// Frame rate.
	Rate Rate `json:"rate,omitzero"`
	// Pictures in a row of a strip of frames; Width and Height are those of one.
	Columns int `json:"columns,omitzero" minimum:"0"`
	// Frames from one picture of a strip to the next.
	StepFrames int64 `json:"step_frames,omitzero" minimum:"0"`
	// Clips that are seen or heard in a reel, as a set: whoever may not watch one of them may not watch the reel,
	// whatever became of the cut since.
	Clips map[string]bool `json:"clips,omitzero"`
	// Look burned into the picture; empty is the picture as it was recorded.
	Look graph.Ref[Look] `json:"look,omitzero"`
	// Account whose name is burned in; empty is a clean copy.
	Viewer graph.ID `json:"viewer,omitzero"`
	// Sound heard with the picture: the recorder's, laid by timecode or by what both heard, the camera's own, or none.
	Sound string `json:"sound,omitzero" enum:"timecode,waveform,camera,none"`
	// Recorder's file that is heard, or that was refused.
	SoundClip graph.Ref[Clip] `json:"sound_clip,omitzero"`
	// Why the recorder's sound was refused, or what to know of it.
	SoundNote string `json:"sound_note,omitzero"`
	// When it was made.
	AtMS int64 `json:"at_ms,omitzero"`
}

// ClipRange marks frames of a clip for a purpose: the select of a take, a gag
// for the outtakes, a moment to keep away from.
type ClipRange struct {
	// The clip.
	Clip graph.Ref[Clip] `json:"clip" required:"true" graph:"owner"`
	// First frame, counted from the clip's first.
	AtFrames int64 `json:"at_frames,omitzero" minimum:"0"`
	// Frames it lasts.
	LengthFrames int64 `json:"length_frames" required:"true" minimum:"1"`
	// What for.
	Type string `json:"type" required:"true" enum:"select,alternate,outtake,avoid,sync"`
	// Why an outtake is one.
	Reason string `json:"reason,omitzero" enum:"laugh,line,prop,costume,animal,extra,noise,interrupted,effect,technical,other"`
	// Words.
	Text string `json:"text,omitzero"`
	// Account that marked it.
	Account graph.ID `json:"account,omitzero"`
}

// Watched says that somebody has seen a clip to its end. It is kept to them.
type Watched struct {
	// The clip.
	Clip graph.Ref[Clip] `json:"clip" required:"true" graph:"owner"`
	// Account that watched it.
	Account graph.ID `json:"account" required:"true"`
	// When.
	AtMS int64 `json:"at_ms,omitzero"`
}

// ScreeningRule says how footage is shown in this production. There is one.
type ScreeningRule struct {
	// Whose copies have their name burned in: those without the right to a clean
	// picture, everybody, or nobody. Empty is those without the right.
	BurnIn string `json:"burn_in,omitzero" enum:"by_right,everybody,nobody"`
	// A line burned in as well, such as "Property of Fjordlys Film".
	Notice string `json:"notice,omitzero"`
}

// Look is how a picture is meant to be seen: an ASC CDL, and a table or a named
// transform that brings camera colours to a display.
type Look struct {
	// Name such as "Storm day, warm".
	Name string `json:"name" required:"true"`
	// Take it was set for; or
	Take graph.Ref[Take] `json:"take,omitzero" graph:"owner"`
	// setup it was set for; neither is a look of the whole production.
	Setup graph.Ref[Setup] `json:"setup,omitzero" graph:"owner"`
	// ASC CDL slope of red, green and blue: "1.05 1 0.98"; empty is 1 1 1.
	Slope string `json:"slope,omitzero"`
	// ASC CDL offset of red, green and blue; empty is 0 0 0.
	Offset string `json:"offset,omitzero"`
	// ASC CDL power of red, green and blue; empty is 1 1 1.
	Power string `json:"power,omitzero"`
	// ASC CDL saturation: "0.9"; empty is 1.
	Saturation string `json:"saturation,omitzero"`
	// Rendering from a camera to a screen by name, such as "logc3 to rec709".
	Transform string `json:"transform,omitzero"`
	// Content address of a table (.cube and others) in the library: "sha256:...".
	TableHash string `json:"table_hash,omitzero"`
	// File name of the table, which says its format.
	TableName string `json:"table_name,omitzero"`
}

// Kind is "rendition".
func (Rendition) Kind() graph.Kind { return "rendition" }

// Validate reports what is wrong with the record, and what would be right.
func (r Rendition) Validate() error {
	if r.Clip.IsZero() == r.Timeline.IsZero() {
		return fault.At("clip", "want either a clip or a timeline that is shown")
	}
	return check(r)
}

// Kind is "clip_range".
func (ClipRange) Kind() graph.Kind { return "clip_range" }

// Validate reports what is wrong with the record, and what would be right.
func (r ClipRange) Validate() error {
	if r.Reason != "" && r.Type != "outtake" {
		return fault.At("reason", "reason on a range that is %q: only an outtake has one", r.Type)
	}
	return check(r)
}

// Kind is "watched".
func (Watched) Kind() graph.Kind { return "watched" }

// Validate reports what is wrong with the record, and what would be right.
func (w Watched) Validate() error { return check(w) }

// Kind is "screening_rule".
func (ScreeningRule) Kind() graph.Kind { return "screening_rule" }

// Validate reports what is wrong with the record, and what would be right.
func (r ScreeningRule) Validate() error { return check(r) }

// Kind is "look".
func (Look) Kind() graph.Kind { return "look" }

// Validate reports what is wrong with the record, and what would be right.
func (l Look) Validate() error {
	if !l.Take.IsZero() && !l.Setup.IsZero() {
		return fault.At("take", "want a take or a setup that the look was set for, not both")
	}
	if l.Transform != "" && l.TableHash != "" {
		return fault.At("transform", "want a transform or a table that brings the picture to a screen, not both")
	}
	for _, f := range []struct {
		name, value string
		want        int
		least       float64
	}{
		{"slope", l.Slope, 3, 0}, {"offset", l.Offset, 3, math.Inf(-1)}, {"power", l.Power, 3, math.SmallestNonzeroFloat64},
		{"saturation", l.Saturation, 1, 0},
	} {
		if err := decimals(f.name, f.value, f.want, f.least); err != nil {
			return err
		}
	}
	return check(l)
}

// decimals checks a field of so many numbers with spaces between, each finite and
// at least least (ASC CDL 1.2: slope and saturation from 0, power above 0). An
// empty field is not set.
func decimals(field, value string, want int, least float64) error {
	if value == "" {
		return nil
	}
	parts := strings.Fields(value)
	if len(parts) != want {
		return fault.At(field, "%s %q has %d numbers: want %d", field, value, len(parts), want)
	}
	for _, part := range parts {
		n, err := strconv.ParseFloat(part, 64)
		if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
			return fault.At(field, "%s %q: %q is not a number such as 1.05", field, value, part)
		}
		if n < least {
			return fault.At(field, "%s %q: %s is too low", field, value, part)
		}
	}
	return nil
}
