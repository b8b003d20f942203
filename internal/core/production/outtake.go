package production

import "backlot/internal/core/graph"

// OuttakePick is a piece of the gag reel: some frames of a clip, in their place.
type OuttakePick struct {
	// Clip it shows.
	Clip graph.Ref[Clip] `json:"clip" required:"true" graph:"owner"`
	// First frame, counted from the clip's first.
	AtFrames int64 `json:"at_frames,omitzero" minimum:"0"`
	// Frames it lasts.
	LengthFrames int64 `json:"length_frames" required:"true" minimum:"1"`
	// Place in the reel.
	Order string `json:"order" required:"true"`
}

// Kind is "outtake_pick".
func (OuttakePick) Kind() graph.Kind { return "outtake_pick" }

// Validate reports what is wrong with the record, and what would be right.
func (p OuttakePick) Validate() error { return check(p) }
