package camera

import (
	"maps"
	"strings"

	"backlot/film/rate"
	"backlot/film/timeline"
)

// texts are the fields of a clip that are text, by their names in JSON.
func (c *Clip) texts() map[string]*string {
	return map[string]*string{
		"name": &c.Name, "reel": &c.Reel, "scene": &c.Scene, "take": &c.Take, "camera": &c.Letter, "make": &c.Make, "model": &c.Model, "serial": &c.Serial,
		"firmware": &c.Firmware, "lens": &c.Lens, "lens_serial": &c.LensSerial, "codec": &c.Codec, "curve": &c.Curve, "look": &c.Look, "date": &c.Date,
		"timecode": &c.Timecode, "filters": &c.Filters,
	}
}

// numbers are the fields where 0 is not known.
func (c *Clip) numbers() map[string]*int {
	return map[string]*int{
		"width": &c.Width, "height": &c.Height, "squeeze_hundredths": &c.SqueezeHundred, "focal_tenth_mm": &c.FocalTenthMM, "t_stop_hundredths": &c.TStopHundredths,
		"iso": &c.ISO, "white_balance_k": &c.WhiteBalanceK, "shutter_tenth_deg": &c.ShutterTenthDeg, "focus_mm": &c.FocusMM, "height_mm": &c.HeightMM,
	}
}

// signed are the fields where 0 is a value.
func (c *Clip) signed() map[string]**int {
	return map[string]**int{"tint_cc": &c.TintCC, "nd_tenth_stop": &c.NDTenthStop, "tilt_tenth_deg": &c.TiltTenthDeg, "roll_tenth_deg": &c.RollTenthDeg}
}

// fill takes what c leaves open from another source, and finds fault with what differs.
func (c *Clip) fill(o *Clip) {
	differ := func(name string, a, b any) {
		c.fault(timeline.Doubtful, 0, name, "%s says %v, %s says %v; the first counts", c.Source, a, o.Source, b)
	}
	theirs := o.texts()
	for _, name := range sorted(c.texts()) {
		mine, other := c.texts()[name], *theirs[name]
		switch {
		case *mine == "":
			*mine = other
		case other != "" && !strings.EqualFold(*mine, other):
			differ(name, *mine, other)
		}
	}
	counts := o.numbers()
	for _, name := range sorted(c.numbers()) {
		mine, other := c.numbers()[name], *counts[name]
		switch {
		case *mine == 0:
			*mine = other
		case other != 0 && *mine != other:
			differ(name, *mine, other)
		}
	}
	angles := o.signed()
	for _, name := range sorted(c.signed()) {
		mine, other := c.signed()[name], *angles[name]
		switch {
		case *mine == nil:
			*mine = other
		case other != nil && **mine != *other:
			differ(name, **mine, *other)
		}
	}
	for _, r := range []struct {
		name        string
		mine, other *rate.Rate
	}{{"rate", &c.Rate, &o.Rate}, {"sensor_rate", &c.SensorRate, &o.SensorRate}} {
		switch {
		case r.mine.IsZero():
			*r.mine = *r.other
		case !r.other.IsZero() && *r.mine != *r.other:
			differ(r.name, r.mine.Name(), r.other.Name())
		}
	}
	switch {
	case c.Frames == 0:
		c.Frames = o.Frames
	case o.Frames != 0 && c.Frames != o.Frames:
		differ("frames", c.Frames, o.Frames)
	}
	c.Circled = c.Circled || o.Circled
	c.Drop = c.Drop || o.Drop
	if c.Span == nil {
		c.Span = maps.Clone(o.Span)
	} else {
		for k, v := range o.Span {
			if _, ok := c.Span[k]; !ok {
				c.Span[k] = v
			}
		}
	}
}
