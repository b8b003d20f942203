package camera

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"backlot/film/timecode"
	"backlot/film/timeline"
)

// row is a line of a table, by column.
type row map[string]string

// maker says how the table of a camera is read: the first line on its own, then each line, then how many there were.
type maker struct {
	source string
	first  func(*Clip, row)
	each   func(row) map[string]int // of values that may change
	frames bool                     // a line is a frame
}

// readTable reads a table with one line for a clip or for each of its frames.
func readTable(b []byte, comma rune, m maker) (*Clip, error) {
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = comma, true, -1, true
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s metadata: %w", m.source, err)
	}
	columns := make([]string, len(head))
	for i, c := range head {
		columns[i] = strings.TrimSpace(c)
	}
	c := &Clip{Source: m.source}
	n := int64(0)
	codes := codeCheck{}
	for {
		fields, err := r.Read()
		if err == io.EOF {
			break
		}
		line, _ := r.FieldPos(0)
		if err != nil {
			c.fault(timeline.Wrong, line, "", "%v", err)
			continue
		}
		if len(fields) == 1 && strings.TrimSpace(fields[0]) == "" {
			continue
		}
		v := row{}
		for i, name := range columns {
			if _, twice := v[name]; !twice && i < len(fields) {
				v[name] = strings.TrimSpace(fields[i])
			}
		}
		if len(fields) < len(columns) {
			c.fault(timeline.Doubtful, line, "", "%d columns; the first line has %d", len(fields), len(columns))
		}
		if n++; n == 1 {
			m.first(c, v)
		}
		if m.each != nil {
			c.change(m.each(v))
		}
		codes.next(c, v, line)
	}
	if n == 0 {
		return nil, fmt.Errorf("%s metadata: line 2: nothing after the names of the columns; want a clip", m.source)
	}
	if m.frames {
		c.Frames = n
	}
	return c, nil
}

// change notes the least and the most of values.
func (c *Clip) change(v map[string]int) {
	for name, x := range v {
		if c.Span == nil {
			c.Span = map[string][2]int{}
		}
		was, ok := c.Span[name]
		if !ok {
			was = [2]int{x, x}
		}
		c.Span[name] = [2]int{min(was[0], x), max(was[1], x)}
	}
}

// codeCheck follows the timecode from frame to frame.
type codeCheck struct {
	last  int64
	told  bool
	begun bool
}

// next finds fault with a code that does not follow the one before it.
func (k *codeCheck) next(c *Clip, v row, line int) {
	code := v["Master TC"]
	if code == "" || k.told {
		return
	}
	b, err := timecode.Of(c.Rate, c.Drop)
	if err != nil {
		return
	}
	n, err := b.Parse(code)
	if err != nil {
		c.fault(timeline.Wrong, line, "Master TC", "%v", err)
		k.told = true
		return
	}
	if k.begun && n != (k.last+1)%b.Day() {
		c.fault(timeline.Doubtful, line, "Master TC", "%s follows %s: frames are missing, or the camera was set anew while it ran", code, b.Format(k.last))
		k.told = true
	}
	k.last, k.begun = n, true
}

// arri is a line for each frame, from ARRI's metadata extract.
var arri = maker{source: "arri", frames: true, first: func(c *Clip, v row) {
	c.Make, c.Name, c.Reel, c.Scene, c.Take = "ARRI", said(v["Camera Clip Name"]), said(v["Reel"]), said(v["Scene"]), said(v["Take"])
	c.Circled = strings.EqualFold(said(v["Circle Take"]), "yes") || v["Circle Take"] == "1"
	c.Letter, c.Model, c.Serial, c.Firmware = said(v["Camera Index"]), said(v["Camera Model"]), said(v["Camera Serial Number"]), said(v["Camera SUP Name"])
	c.Lens, c.LensSerial, c.Codec, c.Curve, c.Look = said(v["Lens Model"]), said(v["Lens Serial Number"]), said(v["Recording Codec"]), said(v["Target Color Space"]), said(v["Look Name"])
	c.Date, c.Timecode = day(v["System Image Creation Date"]), said(v["Master TC"])
	c.Rate, c.SensorRate, c.Drop = fps(v["Project FPS"]), fps(v["Sensor FPS"]), strings.EqualFold(v["Master TC Drop Frame"], "yes")
	c.Width, c.Height = times(v["Image Width"], 1), times(v["Image Height"], 1)
	c.SqueezeHundred, c.FocalTenthMM, c.TStopHundredths = times(v["Lens Squeeze"], 100), times(v["Lens Focal Length"], 10), tstop(v["Lens Iris"])
	c.ISO, c.WhiteBalanceK, c.ShutterTenthDeg = times(v["Exposure Index ASA"], 1), times(v["White Balance"], 1), times(v["Shutter Angle"], 10)
	if cc, ok := decimal(v["White Balance CC"]); ok {
		n := int(math.Round(cc))
		c.TintCC = &n
	}
	if d := v["ND Filter Density"]; said(d) != "" {
		c.NDTenthStop = stops(d, true)
	} else if v["ND Filter Type"] == "No Filter" {
		c.NDTenthStop = new(int)
	}
	c.FocusMM = focus(v)
	if c.TiltTenthDeg, c.RollTenthDeg = angle(v["Camera Tilt"]), angle(v["Camera Roll"]); c.TiltTenthDeg == nil && said(v["Camera Tilt"]) != "" {
		c.fault(timeline.Note, 0, "tilt", "%s degrees: the camera did not know", v["Camera Tilt"])
	}
}, each: func(v row) map[string]int {
	out := map[string]int{}
	keep(out, "focus_mm", focus(v))
	keep(out, "t_stop_hundredths", tstop(v["Lens Iris"]))
	keep(out, "focal_tenth_mm", times(v["Lens Focal Length"], 10))
	if n := angle(v["Camera Tilt"]); n != nil {
		out["tilt_tenth_deg"] = *n
	}
	if n := angle(v["Camera Roll"]); n != nil {
		out["roll_tenth_deg"] = *n
	}
	return out
}}

func keep(m map[string]int, name string, v int) {
	if v != 0 {
		m[name] = v
	}
}

// focus is ARRI's focus distance, in the unit the lens counts in.
func focus(v row) int {
	switch strings.ToLower(v["Lens Distance Unit"]) {
	case "feet", "foot", "imperial":
		return times(v["Lens Focus Distance"], 304.8)
	default:
		return times(v["Lens Focus Distance"], 1000)
	}
}

// redStatic is REDline's table of a clip (--printMeta 3).
var redStatic = maker{source: "red", first: func(c *Clip, v row) {
	c.Make, c.Name, c.Reel, c.Model, c.Serial = "RED", said(v["Clip Name"]), said(v["Reel Name"]), said(v["Camera Model"]), said(v["Camera PIN"])
	if c.Model == "" {
		c.Model = said(v["Sensor Name"])
	}
	c.Scene, c.Take, c.Letter, c.Firmware = said(v["Scene"]), said(v["Take"]), said(v["Camera"]), said(v["Firmware Version"])
	c.Lens, c.LensSerial, c.Timecode, c.Date = said(v["Lens"]), said(v["Lens Serial Number"]), said(v["Timecode"]), day(v["Date"])
	c.ISO, c.WhiteBalanceK, c.Rate = times(v["ISO"], 1), times(v["Kelvin"], 1), fps(v["FPS"])
	c.SensorRate = fps(v["Record FPS"])
	c.Width, c.Height, c.SqueezeHundred = times(v["Frame Width"], 1), times(v["Frame Height"], 1), times(v["Pixel Aspect Ratio"], 100)
	c.ShutterTenthDeg, c.TStopHundredths, c.FocalTenthMM = times(v["Shutter (deg)"], 10), tstop(v["Aperture"]), times(v["Focal Length"], 10)
	if n, err := strconv.ParseInt(v["Total Frames"], 10, 64); err == nil && n > 0 {
		c.Frames = n
	}
}}

// redFrames is REDline's table of frames (--printMeta 5); distances are millimetres.
var redFrames = maker{source: "red", frames: true, first: func(c *Clip, v row) {
	c.Make, c.Timecode = "RED", said(v["Timecode"])
	c.FocalTenthMM, c.FocusMM, c.TStopHundredths = times(v["Focal Length"], 10), times(v["Focus Distance"], 1), tstop(v["Aperture"])
}, each: func(v row) map[string]int {
	out := map[string]int{}
	keep(out, "focal_tenth_mm", times(v["Focal Length"], 10))
	keep(out, "focus_mm", times(v["Focus Distance"], 1))
	keep(out, "t_stop_hundredths", tstop(v["Aperture"]))
	return out
}}

// squeezes are Canon's numbers for anamorphic lenses, in hundredths.
var squeezes = map[string]int{"0": 100, "1": 133, "2": 200, "3": 180}

// canonStatic is Canon's table of a clip.
var canonStatic = maker{source: "canon", first: func(c *Clip, v row) {
	c.Make, c.Model, c.Serial, c.Lens = "Canon", said(v["ModelName"]), said(v["SerialNumber"]), said(v["LensModelName"])
	c.SqueezeHundred = squeezes[v["LensSqueezeFactor"]]
	c.Name, c.Reel = said(v["ClipName"]), said(v["ReelName"])
}}

// canonFrames is Canon's table of frames. The sensitivity carries a flag in its highest bit, the focus is a floating-point number in hexadecimal.
var canonFrames = maker{source: "canon", frames: true, first: func(c *Clip, v row) {
	c.Make, c.Timecode = "Canon", said(v["Timecode"])
	if v["PhotographicSensitivityMode"] == "1" {
		num, _, _ := strings.Cut(v["PhotographicSensitivity"], "/")
		if n, err := strconv.ParseInt(num, 10, 64); err == nil {
			c.ISO = int(n & 0x7fffffff)
		}
	}
	c.ShutterTenthDeg, c.FocalTenthMM, c.FocusMM = times(v["ExposureTime"], 10), times(v["FocalLength"], 10), canonFocus(v)
	c.WhiteBalanceK = times(v["WhiteBalance"], 1)
	if v["ApertureMode"] == "2" {
		c.TStopHundredths = times(v["ApertureNumber"], 100)
	}
}, each: func(v row) map[string]int {
	out := map[string]int{}
	keep(out, "focal_tenth_mm", times(v["FocalLength"], 10))
	keep(out, "focus_mm", canonFocus(v))
	if v["ApertureMode"] == "2" {
		keep(out, "t_stop_hundredths", times(v["ApertureNumber"], 100))
	}
	return out
}}

func canonFocus(v row) int {
	if m, ok := float32hex(v["FocusPosition"]); ok && m > 0 {
		return int(math.Round(m * 1000))
	}
	return 0
}
