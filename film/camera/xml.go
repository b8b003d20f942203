package camera

import (
	"fmt"
	"strconv"
	"strings"

	"backlot/film/timecode"
	"backlot/film/timeline"
	"backlot/film/timeline/xmltree"
)

// maxSidecar is the most elements that a camera's XML beside a clip may have.
const maxSidecar = 500_000

// readXML reads the XML that cameras write beside their clips: Sony's NonRealTimeMeta and Panasonic's P2.
func readXML(b []byte) (*Clip, error) {
	root, err := xmltree.ParseAtMost(b, maxSidecar)
	if err != nil {
		return nil, fmt.Errorf("camera metadata: %w", err)
	}
	switch root.Name {
	case "NonRealTimeMeta":
		return sony(root), nil
	case "P2Main":
		return panasonic(root), nil
	}
	return nil, fmt.Errorf("camera metadata: line %d: <%s>; want Sony's NonRealTimeMeta or Panasonic's P2Main", root.Line, root.Name)
}

// sony reads the XML beside an XAVC or X-OCN clip.
func sony(root *xmltree.Elem) *Clip {
	device, frame, layout := root.Get("Device"), root.Get("VideoFormat", "VideoFrame"), root.Get("VideoFormat", "VideoLayout")
	c := &Clip{Source: "sony", Make: device.Attr("manufacturer"), Model: device.Attr("modelName"), Serial: device.Attr("serialNo"),
		Lens: root.Get("Lens").Attr("modelName"), Date: day(root.Get("CreationDate").Attr("value")), Codec: frame.Attr("videoCodec"),
		Rate: fps(strings.TrimRight(frame.Attr("formatFps"), "ip")), SensorRate: fps(strings.TrimRight(frame.Attr("captureFps"), "ip")),
		Width: times(layout.Attr("pixel"), 1), Height: times(layout.Attr("numOfVerticalLine"), 1), Frames: int64(times(root.Get("Duration").Attr("value"), 1))}
	c.ltc(root.Get("LtcChangeTable", "LtcChange"))
	for _, record := range root.All("AcquisitionRecord") {
		for _, group := range record.All("Group") {
			for _, item := range group.All("Item") {
				c.item(item.Attr("name"), item.Attr("value"))
			}
		}
	}
	return c
}

// item is a value of an acquisition record; their names are those of SMPTE RDD 18.
func (c *Clip) item(name, value string) {
	switch name {
	case "CaptureGammaEquation":
		c.Curve = value
	case "ISOSensitivity", "ExposureIndexofPhotoMeter":
		if c.ISO == 0 {
			c.ISO = times(value, 1)
		}
	case "WhiteBalance":
		c.WhiteBalanceK = times(value, 1)
	case "ShutterSpeed_Angle":
		c.ShutterTenthDeg = times(value, 10)
	case "IrisTNumber", "IrisFNumber":
		c.TStopHundredths = tstop(value)
	case "FocusPositionFromImagePlane", "FocusPositionFromFrontLensVertex":
		c.FocusMM = length(value)
	case "LensZoomActualFocalLength":
		c.FocalTenthMM = times(value, 10)
	case "AnamorphicLensSqueezeRatio":
		c.SqueezeHundred = times(value, 100)
	}
}

// ltc reads the first code of the change table: two digits each of frames, seconds, minutes and hours, with flags in the high bits.
func (c *Clip) ltc(e *xmltree.Elem) {
	v := e.Attr("value")
	if v == "" {
		return
	}
	if len(v) != 8 || strings.Trim(v, "0123456789abcdefABCDEF") != "" {
		c.fault(timeline.Doubtful, e.Line, "timecode", "%q; want eight digits: frames, seconds, minutes, hours", v)
		return
	}
	bcd := func(i int, mask byte) string { // a digit, whose high bits may be flags
		n, _ := strconv.ParseUint(v[i:i+1], 16, 8)
		return string('0' + rune(byte(n)&mask))
	}
	dot := ":"
	flags, _ := strconv.ParseUint(v[:1], 16, 8)
	if c.Drop = flags&4 != 0; c.Drop {
		dot = ";"
	}
	c.Timecode = bcd(6, 3) + bcd(7, 15) + ":" + bcd(4, 7) + bcd(5, 15) + ":" + bcd(2, 7) + bcd(3, 15) + dot + bcd(0, 3) + bcd(1, 15)
}

// panasonic reads the XML of a P2 clip.
func panasonic(root *xmltree.Elem) *Clip {
	clip := root.Get("ClipContent")
	video, meta := clip.Get("EssenceList", "Video"), clip.Get("ClipMetadata")
	c := &Clip{Source: "panasonic", Name: clip.Value("ClipName"), Make: meta.Value("Device", "Manufacturer"), Model: meta.Value("Device", "ModelName"),
		Serial: meta.Value("Device", "SerialNo."), Scene: said(meta.Value("Scenario", "SceneNo.")), Take: said(meta.Value("Scenario", "TakeNo.")),
		Date: day(meta.Value("Shoot", "StartDate")), Codec: video.Value("Codec"), Timecode: video.Value("StartTimecode"),
		Rate: fps(strings.TrimRight(video.Value("FrameRate"), "ip")), Height: times(video.Value("ActiveLine"), 1)}
	if n, ok := clip.Int("Duration"); ok && n > 0 {
		c.Frames = n
	}
	if user := said(meta.Value("UserClipName")); user != "" {
		c.Name = user
	}
	c.Drop = timecode.Drops(c.Timecode)
	return c
}
