package media

import (
	"time"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
)

// Info is what a file really is, as far as ffprobe and a count of its frames can tell.
type Info struct {
	Path      string `json:"path"`
	Size      int64  `json:"size"`                // bytes
	Container string `json:"container,omitempty"` // as ffmpeg calls it: "mov", "mxf", "wav", "matroska"
	// Video is the first picture track, nil when there is only sound. Attached pictures do not count.
	Video *Video  `json:"video,omitempty"`
	Audio []Audio `json:"audio,omitempty"`
	// Seconds is how long the file plays: its frames at its rate, or its samples.
	Seconds float64 `json:"seconds"`
	// Timecode of the first frame; nil when the file has none.
	Timecode *Timecode `json:"timecode,omitempty"`
	// TimeReference is the first sample of a Broadcast Wave file, counted from midnight; -1 when it has none.
	TimeReference int64             `json:"time_reference"`
	Reel          string            `json:"reel,omitempty"`
	Clip          string            `json:"clip,omitempty"` // the name the file gives itself
	Created       time.Time         `json:"created,omitzero"`
	Camera        Camera            `json:"camera,omitzero"`
	Tags          map[string]string `json:"tags,omitempty"` // of the file and its picture, as written
	// Findings say what is wrong, and what would be right; Place is a frame or a field.
	Findings []timeline.Finding `json:"findings,omitempty"`
}

// Video is a picture track.
type Video struct {
	Codec   string `json:"codec"`
	Profile string `json:"profile,omitempty"`
	// Width and Height are the raster as it is stored; Turned is how far a player turns it, clockwise, in degrees.
	Width  int `json:"width"`
	Height int `json:"height"`
	Turned int `json:"turned,omitempty"`
	// Aspect is how wide a pixel is for its height; 0 is not said, which means square.
	Aspect      rate.Rate `json:"pixel_aspect,omitzero"`
	PixelFormat string    `json:"pixel_format,omitempty"`
	Bits        int       `json:"bits,omitempty"` // of a component
	Interlaced  bool      `json:"interlaced,omitempty"`
	Colour      Colour    `json:"colour,omitzero"`
	// Rate is frames a second, exactly. Of a variable rate it is the one that comes nearest.
	Rate rate.Rate `json:"rate,omitzero"`
	// Variable says that frames do not follow each other evenly, counted from their times.
	Variable bool `json:"variable,omitempty"`
	// Frames that can be shown. Counted says that they were counted, and not taken from the header.
	Frames  int64 `json:"frames"`
	Counted bool  `json:"counted"`
	// Start is when the first frame is shown after the file's beginning, in seconds; sound may begin before it.
	Start float64 `json:"start,omitempty"`
	// grid is the even rate on which all frames stand, counted from first, seconds after the file's beginning; zero where they were
	// not counted, or do not.
	grid  rate.Rate
	first float64
	// Keys is the longest way from one key frame to the next, in frames; 1 is a codec of whole frames, 0 unknown.
	Keys    int64 `json:"keys,omitempty"`
	Bitrate int64 `json:"bitrate,omitempty"` // a second
}

// Colour is what the file says its numbers mean, in the words of ITU-T H.273; "" is not said.
type Colour struct {
	Primaries string `json:"primaries,omitempty"`
	Transfer  string `json:"transfer,omitempty"`
	Matrix    string `json:"matrix,omitempty"`
	Range     string `json:"range,omitempty"` // "tv" is 16 to 235, "pc" all
}

// Audio is a sound track that can be heard.
type Audio struct {
	// Track is its number among the sound tracks of the file, from 0.
	Track      int     `json:"track"`
	Codec      string  `json:"codec"`
	SampleRate int     `json:"sample_rate"`
	Channels   int     `json:"channels"`
	Layout     string  `json:"layout,omitempty"` // "stereo", "5.1"
	Bits       int     `json:"bits,omitempty"`
	Samples    int64   `json:"samples,omitempty"` // of one channel, as the header says
	Title      string  `json:"title,omitempty"`
	Start      float64 `json:"start,omitempty"` // seconds after the file's beginning
}

// Timecode is where a file begins.
type Timecode struct {
	Code  string    `json:"code"`  // "10:12:33:00", a semicolon for drop-frame
	Frame int64     `json:"frame"` // the same, counted from midnight at Rate
	Rate  rate.Rate `json:"rate"`
	Drop  bool      `json:"drop,omitempty"`
	From  string    `json:"from"` // where it was found: "track", "picture", "file", "sound"
}

// Base is how the code is counted.
func (t *Timecode) Base() timecode.Base { return timecode.Base{Rate: t.Rate, Drop: t.Drop} }

// At is the code of a frame of the file, counted from 0.
func (t *Timecode) At(frame int64) string { return t.Base().Format(t.Frame + frame) }

// Camera is what a file says of the machine that made it.
type Camera struct {
	Make   string `json:"make,omitempty"`
	Model  string `json:"model,omitempty"`
	Serial string `json:"serial,omitempty"`
	Lens   string `json:"lens,omitempty"`
}

// Wrong counts the findings that make a file unfit to be used as it is.
func (i *Info) Wrong() int {
	n := 0
	for _, f := range i.Findings {
		if f.Level == timeline.Wrong {
			n++
		}
	}
	return n
}

func (i *Info) find(level timeline.Level, place, text string) {
	i.Findings = append(i.Findings, timeline.Finding{Level: level, Place: place, Text: text})
}

// Shown is how many frames a copy of the picture has: as many as there are, or of a variable rate as many as an even one has in
// its time.
func (i *Info) Shown() int64 {
	v := i.Video
	if !v.Variable {
		return v.Frames
	}
	return max(1, int64(i.Seconds*float64(v.Rate.Num)/float64(max(1, v.Rate.Den))+0.5))
}

// Display is the size of the picture as it is shown: with its pixels square, and turned.
func (v *Video) Display() (width, height int) {
	width, height = v.Width, v.Height
	if !v.Aspect.IsZero() && v.Aspect.Num != v.Aspect.Den {
		width = (width*v.Aspect.Num + v.Aspect.Den/2) / v.Aspect.Den
	}
	if v.Turned%180 != 0 {
		width, height = height, width
	}
	return width, height
}
