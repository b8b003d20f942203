package takes

// Missing is something about a camera that will be guessed weeks later if nobody writes it down now.
type Missing struct {
	Camera string `json:"camera" doc:"Camera letter; S is sound; empty is the setup itself"`
	Field  string `json:"field" enum:"roll,lens,focal_tenth_mm,t_stop_hundredths,iso,white_balance_k,shutter_tenth_deg,height_mm,focus_mm,length,status"`
	Takes  []int  `json:"takes,omitempty" doc:"Takes it is missing of; none is how the setup stands"`
}

// effects are setups whose camera is rebuilt by visual effects, so that every figure of the lens counts.
var effects = map[string]bool{"plate": true, "clean_plate": true, "hdri": true, "reference": true}

// asked are the fields a camera is asked for, with whether one has it.
var asked = []struct {
	field string
	has   func(*RecordingRow) bool
	only  func(*SetupRow) bool // nil is on every setup
}{
	{"roll", func(r *RecordingRow) bool { return !r.Roll.IsZero() }, nil},
	{"focal_tenth_mm", func(r *RecordingRow) bool { return r.FocalTenthMM > 0 }, nil},
	{"t_stop_hundredths", func(r *RecordingRow) bool { return r.TStopHundredths > 0 }, nil},
	{"iso", func(r *RecordingRow) bool { return r.ISO > 0 }, nil},
	{"white_balance_k", func(r *RecordingRow) bool { return r.WhiteBalanceK > 0 }, nil},
	{"shutter_tenth_deg", func(r *RecordingRow) bool { return r.ShutterTenthDeg > 0 }, nil},
	{"height_mm", func(r *RecordingRow) bool { return r.HeightMM > 0 }, nil},
	{"lens", func(r *RecordingRow) bool { return r.Lens != "" }, func(s *SetupRow) bool { return effects[s.Type] }},
	{"focus_mm", func(r *RecordingRow) bool { return r.FocusMM > 0 }, func(s *SetupRow) bool { return effects[s.Type] }},
}

// missingOf lists what ought to be known of a setup before it is struck: of each camera its roll, focal length, stop,
// exposure index, white balance, shutter and height (plates: lens and focus too), of sound the roll, of takes how
// long they ran and what became of them. A setup without takes is asked only how it stands.
func missingOf(s *SetupRow) []Missing {
	out := []Missing{}
	note := func(camera, field string, take int) {
		for i := range out {
			if out[i].Camera == camera && out[i].Field == field {
				if take > 0 {
					out[i].Takes = append(out[i].Takes, take)
				}
				return
			}
		}
		m := Missing{Camera: camera, Field: field}
		if take > 0 {
			m.Takes = []int{take}
		}
		out = append(out, m)
	}
	ask := func(r *RecordingRow, take int) {
		for _, a := range asked {
			if (a.only == nil || a.only(s)) && (r.Camera != Sound || a.field == "roll") && !a.has(r) {
				note(r.Camera, a.field, take)
			}
		}
	}
	if len(s.Takes) == 0 {
		for i := range s.Cameras {
			ask(&s.Cameras[i], 0)
		}
	}
	for _, t := range s.Takes {
		for i := range t.Cameras {
			ask(&t.Cameras[i], t.Number)
		}
		if t.LengthMS == 0 && t.Status != "false_start" {
			note("", "length", t.Number)
		}
		if t.Status == "" {
			note("", "status", t.Number)
		}
	}
	return out
}
