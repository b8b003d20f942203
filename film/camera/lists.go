package camera

import (
	"fmt"
	"math"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline/ale"
)

// readBlackmagic reads the text a Blackmagic RAW program prints: values of the clip, then those of its first frame.
func readBlackmagic(b []byte) (*Clip, error) {
	v := row{}
	for i, line := range strings.Split(strings.ReplaceAll(string(b), "\r", ""), "\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		if len(v) > 10000 {
			return nil, fmt.Errorf("blackmagic metadata: line %d: more than 10000 values", i+1)
		}
		if name = strings.TrimSpace(name); v[name] == "" {
			v[name] = strings.TrimSpace(value)
		}
	}
	c := &Clip{Source: "blackmagic", Make: said(v["manufacturer"]), Name: said(v["clip_number"]), Reel: said(v["reel_name"]), Scene: said(v["scene"]), Take: said(v["take"]),
		Circled: v["good_take"] == "true", Letter: said(v["camera_number"]), Model: said(v["camera_type"]), Serial: said(v["camera_id"]), Firmware: said(v["firmware_version"]),
		Lens: said(v["lens_type"]), Codec: strings.TrimSpace("Blackmagic RAW " + said(v["braw_compression_ratio"])), Curve: said(v["viewing_gamma"]), Look: said(v["post_3dlut_embedded_name"]),
		Date: day(v["date_recorded"]), TStopHundredths: tstop(v["aperture"]), FocalTenthMM: times(v["focal_length"], 10), FocusMM: times(v["distance"], 1), ISO: times(v["iso"], 1),
		WhiteBalanceK: times(v["white_balance_kelvin"], 1), NDTenthStop: stops(v["internal_nd"], false), Filters: said(v["filter"])}
	if v["shutter_type"] == "Angle" || strings.Contains(v["shutter_value"], "°") {
		c.ShutterTenthDeg = times(v["shutter_value"], 10)
	}
	if v["anamorphic_enable"] == "1" {
		c.SqueezeHundred = times(v["anamorphic"], 100)
	}
	if tint, ok := decimal(v["white_balance_tint"]); ok {
		n := int(math.Round(tint))
		c.TintCC = &n
	}
	if size := strings.Split(v["crop_size"], ","); len(size) >= 2 {
		c.Width, c.Height = times(size[0], 1), times(size[1], 1)
	}
	if part := strings.Split(strings.Trim(v["sensor_rate"], ", "), ","); len(part) == 2 {
		c.SensorRate = rate.Of(times(part[0], 1), times(part[1], 1))
	}
	// a fixed-point number with 16 bits after the point: 1572864 is 24
	if n := times(v["format_frame_rate"], 1); n > 1<<16 {
		c.Rate = fps(fmt.Sprintf("%.6f", float64(n)/(1<<16)))
	} else if n > 0 {
		c.Rate = fps(v["format_frame_rate"])
	}
	return c, nil
}

// readALE reads the clips of an Avid log.
func readALE(b []byte) ([]Clip, error) {
	list, findings, err := ale.Parse(b)
	if err != nil {
		return nil, err
	}
	var out []Clip
	for _, n := range list.Children {
		v := row{}
		n.Metadata.Into(&v, "ALE")
		c := Clip{Source: "ale"}
		c.fromColumns(v)
		if n.Source != nil {
			c.Frames = int64(math.Round(n.Source.Duration.Value))
		}
		c.Drop = timecode.Drops(c.Timecode) && c.Timecode != ""
		c.check()
		out = append(out, c)
	}
	if len(out) > 0 {
		out[0].Findings = append(out[0].Findings, findings...)
	}
	return out, nil
}

// length reads a distance with its unit as millimetres; without one it is in metres.
func length(s string) int {
	t := strings.ToLower(strings.TrimSpace(s))
	switch {
	case strings.HasSuffix(t, "mm"):
		return times(t, 1)
	case strings.HasSuffix(t, "cm"):
		return times(t, 10)
	case strings.HasSuffix(t, "ft"), strings.HasSuffix(t, "feet"), strings.HasSuffix(t, "'"):
		return times(t, 304.8)
	case strings.HasSuffix(t, "in"), strings.HasSuffix(t, "\""):
		return times(t, 25.4)
	}
	return times(t, 1000)
}

// FromTags reads the tags of a file as ffprobe prints them: those of Apple's, ARRI's and other makers' QuickTime files.
func FromTags(tags map[string]string) Clip {
	c := Clip{Source: "tags"}
	fold := map[string]string{}
	for k, v := range tags {
		fold[strings.ToLower(k)] = said(v)
	}
	get := func(names ...string) string {
		for _, k := range names {
			if v := fold[k]; v != "" {
				return v
			}
		}
		return ""
	}
	c.Make, c.Model = get("com.apple.quicktime.make", "com.apple.proapps.manufacturer", "make"), get("com.apple.quicktime.model", "com.apple.proapps.modelname", "com.arri.camera.cameramodel", "model")
	c.Serial, c.Reel = get("com.apple.proapps.serialno", "com.arri.camera.cameraserialnumber"), get("reel_name", "com.apple.proapps.reel", "com.arri.camera.reelname")
	c.Name, c.Scene, c.Take = get("com.apple.proapps.clipname", "com.arri.camera.cameraclipname"), get("com.apple.proapps.scene", "com.arri.camera.scene"), get("com.apple.proapps.shot", "com.arri.camera.take")
	c.Letter, c.Lens, c.Curve = get("com.apple.proapps.angle", "com.arri.camera.cameraindex"), get("com.apple.quicktime.camera.lens_model", "com.arri.camera.lensmodel"), get("com.arri.camera.colorgammasxs")
	c.Timecode, c.Date, c.Firmware = get("timecode"), day(get("com.apple.quicktime.creationdate", "creation_time")), get("com.apple.quicktime.software", "com.arri.camera.supversion")
	c.FocalTenthMM, c.ISO = times(get("com.apple.quicktime.camera.focal_length.mm", "com.arri.camera.lensfocallength"), 10), times(get("com.arri.camera.exposureindexasa", "com.apple.proapps.iso"), 1)
	c.WhiteBalanceK, c.ShutterTenthDeg = times(get("com.arri.camera.whitebalancekelvin", "com.apple.proapps.cameracolortemperature"), 1), times(get("com.arri.camera.shutterangle"), 10)
	c.SensorRate, c.Rate = fps(get("com.arri.camera.sensorfps")), fps(get("com.arri.camera.projectfps"))
	c.Circled = strings.EqualFold(get("com.apple.proapps.isgood"), "1")
	c.check()
	return c
}
