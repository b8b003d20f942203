package camera

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"strings"
)

// names is what makers and programs call the same thing in their tables and logs; the first that says something counts. They are compared
// by letters and digits alone.
var names = map[string][]string{
	"name": {"Clip Name", "Camera Clip Name", "Name", "File Name", "Clip", "Clip ID"}, "reel": {"Tape", "Reel", "Reel Name", "Camroll", "Camera Roll", "Reel ID", "Magazine"},
	"scene": {"Scene", "Scene Name"}, "take": {"Take", "Take Number"}, "camera": {"Camera", "Cam", "Camera Index", "Camera Letter", "Camera Unit"},
	"make": {"Manufacturer", "Camera Manufacturer", "Make"}, "model": {"Camera Model", "Camera Type", "Model", "Model Name", "Sensor Name"},
	"serial":   {"Camera Serial Number", "Camera ID", "Camera Serial", "Camera PIN", "Serial Number", "Serial"},
	"firmware": {"Firmware Version", "Firmware", "Camera Firmware", "Camera SUP Name", "Software Version"},
	"lens":     {"Lens Type", "Lens", "Lens Model", "Lens Name", "Lens Model Name"}, "lens_serial": {"Lens Serial Number", "Lens Serial"},
	"codec": {"Recording Codec", "Codec", "Video", "Video Codec", "Compression"}, "curve": {"Gamma", "Target Color Space", "Gamma Space", "Capture Gamma", "Gamma Curve"},
	"look": {"Look", "Look Name", "LUT"}, "date": {"Date", "Creation Date", "Shoot Date", "Date Recorded", "Recording Date", "System Image Creation Date"},
	"timecode": {"Start", "Start TC", "Master TC", "Timecode", "Abs TC", "TC In", "Start Timecode"}, "filters": {"Filter", "Filters", "Lens Filter"},

	"frames": {"Total Frames", "Frame Count", "Frames"}, "rate": {"FPS", "Project FPS", "Frame Rate", "Playback FPS", "Project Frame Rate", "Time Base"},
	"sensor_rate": {"Sensor FPS", "Shoot Rate", "Camera FPS", "Record FPS", "Capture FPS", "Shooting Frame Rate", "Off Speed Frame Rate"},
	"width":       {"Image Width", "Frame Width", "Width", "Horizontal Resolution"}, "height": {"Image Height", "Frame Height", "Height", "Vertical Resolution"},
	"size": {"Resolution", "Frame Size", "Image Size"}, "squeeze": {"Lens Squeeze", "Anamorphic Squeeze", "Squeeze Factor", "Pixel Aspect Ratio"},
	"focal":   {"Focal Length", "Focal Point (mm)", "Lens Focal Length", "Focal Length (mm)"},
	"tstop":   {"T-stop", "Aperture", "F-stop", "Iris", "T Number", "F Number", "Lens Iris", "Lens T-Stop", "Iris T Number", "Aperture Number"},
	"iso":     {"ISO", "EI", "ASA", "Exposure Index", "Exposure Index ASA", "ISO Sensitivity", "Photographic Sensitivity"},
	"white":   {"White Balance", "White Point (Kelvin)", "Colour Temperature", "Color Temperature", "WB", "Kelvin", "White Balance Kelvin", "White Balance (K)"},
	"tint":    {"Tint", "White Balance CC", "White Balance Tint"},
	"shutter": {"Shutter Angle", "Shutter", "Shutter (deg)", "Shutter Angle (deg)"}, "shutter_time": {"Shutter (1/sec)", "Shutter Speed", "Exposure Time"},
	"nd": {"ND", "ND Filter", "Internal ND", "ND Filter Density"}, "focus": {"Focus Distance", "Distance", "Lens Focus Distance", "Focus Position"},
	"tilt": {"Camera Tilt", "Tilt", "Camera Tilt Angle"}, "roll": {"Camera Roll Angle", "Camera Roll Degrees"}, "lens_height": {"Camera Height", "Lens Height"},
	"circled": {"Circle", "Circled", "Circle Take", "Good Take"},
}

// plain is a name by letters and digits alone, without capitals.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}

// spoken are the names as plain has them.
var spoken = func() map[string][]string {
	out := map[string][]string{}
	for what, list := range names {
		for _, name := range list {
			out[what] = append(out[what], plain(name))
		}
	}
	return out
}()

// understood counts the columns of a table that have a name for something.
func understood(columns []string) int {
	have := map[string]bool{}
	for _, c := range columns {
		have[plain(c)] = true
	}
	n := 0
	for _, list := range spoken {
		for _, name := range list {
			if have[name] {
				n++
				break
			}
		}
	}
	return n
}

// say is the first value under the names for something, in a row whose columns are plain.
func (v row) say(what string) string {
	for _, name := range spoken[what] {
		if s := said(v[name]); s != "" {
			return s
		}
	}
	return ""
}

// plainly is the row with its columns as plain has them.
func (v row) plainly() row {
	out := make(row, len(v))
	for k, s := range v {
		if p := plain(k); out[p] == "" {
			out[p] = s
		}
	}
	return out
}

// fromColumns fills a clip from a row of a table or a log, by whatever its columns are called.
func (c *Clip) fromColumns(v row) {
	v = v.plainly()
	for name, to := range c.texts() {
		*to = v.say(name)
	}
	if c.Source != "ale" {
		c.Date = day(c.Date)
	}
	c.Rate, c.SensorRate = fps(v.say("rate")), fps(v.say("sensor_rate"))
	c.Frames = int64(times(v.say("frames"), 1))
	c.Width, c.Height = times(v.say("width"), 1), times(v.say("height"), 1)
	if w, h, ok := strings.Cut(strings.ToLower(v.say("size")), "x"); ok && c.Width == 0 {
		c.Width, c.Height = times(w, 1), times(h, 1)
	}
	c.SqueezeHundred, c.FocalTenthMM, c.TStopHundredths = times(v.say("squeeze"), 100), times(v.say("focal"), 10), tstop(v.say("tstop"))
	c.ISO, c.WhiteBalanceK, c.FocusMM, c.HeightMM = times(v.say("iso"), 1), times(v.say("white"), 1), length(v.say("focus")), length(v.say("lens_height"))
	c.ShutterTenthDeg = shutter(v.say("shutter"), v.say("shutter_time"), c)
	if tint, ok := decimal(v.say("tint")); ok {
		n := int(math.Round(tint))
		c.TintCC = &n
	}
	if nd := v.say("nd"); nd != "" {
		c.NDTenthStop = stops(nd, strings.Contains(nd, "."))
	}
	c.TiltTenthDeg, c.RollTenthDeg = angle(v.say("tilt")), angle(v.say("roll"))
	switch strings.ToLower(v.say("circled")) {
	case "1", "yes", "true", "x", "y", "*":
		c.Circled = true
	}
}

// frameTable has a line for each frame of one clip, under columns of any name.
var frameTable = maker{source: "table", frames: true, first: func(c *Clip, v row) { c.fromColumns(v) }, each: func(v row) map[string]int {
	v = v.plainly()
	out := map[string]int{}
	keep(out, "focal_tenth_mm", times(v.say("focal"), 10))
	keep(out, "focus_mm", length(v.say("focus")))
	keep(out, "t_stop_hundredths", tstop(v.say("tstop")))
	return out
}}

// maxClips is the most clips of one table: a whole production's.
const maxClips = 200_000

// readAny reads the table of a maker or a program without a reader of its own: a line is a clip; where all lines name the same one, or none, and
// there are several, each is a frame.
func readAny(b []byte, comma rune) ([]Clip, error) {
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = comma, true, -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("camera metadata: %w", err)
	}
	if len(rows) < 2 || len(rows) > maxClips {
		return nil, fmt.Errorf("camera metadata: line 2: %d lines after the names of the columns; want 1 to %d", len(rows)-1, maxClips)
	}
	var clips []Clip
	clipNames := map[string]bool{}
	for _, fields := range rows[1:] {
		v := row{}
		for i, name := range rows[0] {
			if _, twice := v[name]; !twice && i < len(fields) {
				v[name] = fields[i]
			}
		}
		c := Clip{Source: "table"}
		c.fromColumns(v)
		c.check()
		clipNames[c.Name] = true
		clips = append(clips, c)
	}
	if len(clips) > 1 && len(clipNames) == 1 {
		return one(readTable(b, comma, frameTable))
	}
	return clips, nil
}
