// Package timecode counts frames as editors read them: hours, minutes, seconds, frames, and feet
// and frames of film.
//
// A timecode is a frame number and a rate, never a time of day. At rates over 1001 the drop-frame
// count leaves out the codes 00 and 01 (of 30; 00 to 03 of 60, 00 to 07 of 120) of every minute that
// ten does not divide, so that the code keeps up with the clock; no frame is dropped. Source of the
// rule: SMPTE ST 12-1. Everything here is exact and pure.
package timecode

import (
	"fmt"
	"strconv"
	"strings"

	"backlot/film/rate"
)

// Base is how frames are counted.
type Base struct {
	Rate rate.Rate `json:"rate"`
	Drop bool      `json:"drop,omitempty"`
}

// Of gives the base of a rate, or says why there is none: drop-frame exists only for 29.97 and its
// multiples, and codes count to 120 at most.
func Of(r rate.Rate, drop bool) (Base, error) {
	n := r.Nominal()
	if n < 1 || n > 120 {
		return Base{}, fmt.Errorf("timecode at %q frames per second: want a rate from 1 to 120", r)
	}
	if drop && (r.Den != 1001 || n%30 != 0) {
		return Base{}, fmt.Errorf("drop-frame timecode at %s: only 29.97, 59.94 and 119.88 have it", r.Name())
	}
	return Base{r, drop}, nil
}

// dropped is how many codes a minute leaves out.
func (b Base) dropped() int64 {
	if !b.Drop {
		return 0
	}
	return int64(b.Rate.Nominal() / 15)
}

// Day is how many frames the codes of 24 hours count.
func (b Base) Day() int64 {
	return 24*60*60*int64(b.Rate.Nominal()) - 24*60*b.dropped() + 24*6*b.dropped()
}

// Format writes the code of a frame, "01:00:00:00", with a semicolon before the frames of a
// drop-frame code. Frames before zero and from 24 hours on go round the clock, as machines do.
func (b Base) Format(frame int64) string {
	day := b.Day()
	if day == 0 {
		return ""
	}
	return b.format((frame%day + day) % day)
}

// FormatLong writes the code of a frame without going round: hours count on past 23, and frames
// before zero get a minus sign. It is for lengths and for days that run over midnight.
func (b Base) FormatLong(frame int64) string {
	if frame < 0 {
		return "-" + b.format(-frame)
	}
	return b.format(frame)
}

func (b Base) format(frame int64) string {
	n := int64(b.Rate.Nominal())
	if n == 0 {
		return ""
	}
	if d := b.dropped(); d > 0 {
		tens := 10*60*n - 9*d // frames in ten minutes
		rest := frame % tens
		frame += frame / tens * 9 * d
		if rest >= 60*n {
			frame += d * (1 + (rest-60*n)/(60*n-d))
		}
	}
	sep := byte(':')
	if b.Drop {
		sep = ';'
	}
	width := 2
	if n > 100 {
		width = 3
	}
	return fmt.Sprintf("%02d:%02d:%02d%c%0*d", frame/(3600*n), frame/(60*n)%60, frame/n%60, sep, width, frame%n)
}

// Parse reads a code of the base, "01:00:00:00"; semicolons, full stops and commas count as colons.
// Hours may go past 23, a minus sign may stand before. A code that does not exist is an error: a
// minute of 60 seconds, a frame beyond the rate, a code that drop-frame leaves out.
func (b Base) Parse(s string) (int64, error) {
	text, negative := strings.CutPrefix(strings.TrimSpace(s), "-")
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == ':' || r == ';' || r == '.' || r == ',' })
	if len(parts) != 4 || b.Rate.IsZero() {
		return 0, fmt.Errorf("timecode %q: want hours, minutes, seconds and frames, such as 01:00:00:00", s)
	}
	var v [4]int64
	for i, p := range parts {
		n, err := strconv.ParseUint(p, 10, 32)
		if err != nil || len(p) > 4 {
			return 0, fmt.Errorf("timecode %q: want hours, minutes, seconds and frames, such as 01:00:00:00", s)
		}
		v[i] = int64(n)
	}
	n := int64(b.Rate.Nominal())
	switch {
	case v[1] > 59 || v[2] > 59:
		return 0, fmt.Errorf("timecode %q: minutes and seconds end at 59", s)
	case v[3] >= n:
		return 0, fmt.Errorf("timecode %q: frames end at %d at %s frames per second", s, n-1, b.Rate.Name())
	case v[2] == 0 && v[1]%10 != 0 && v[3] < b.dropped():
		return 0, fmt.Errorf("timecode %q: drop-frame leaves this code out; the next is %02d:%02d:00;%02d", s, v[0], v[1], b.dropped())
	}
	minutes := v[0]*60 + v[1]
	frame := (minutes*60+v[2])*n + v[3] - b.dropped()*(minutes-minutes/10)
	if negative {
		frame = -frame
	}
	return frame, nil
}

// Drops says how a code is written: with a semicolon, or a full stop or comma, before the frames it
// is a drop-frame code.
func Drops(s string) bool {
	i := strings.LastIndexAny(s, ":;.,")
	return i >= 0 && s[i] != ':'
}

// Gauge is a width of film.
type Gauge struct {
	Name  string
	Frame int // frames in a foot
	// PerFeet is in how many feet; 16 mm has 40 frames to the foot, 3-perforation 35 mm 64 in 3 feet.
	PerFeet int
}

// The gauges feet and frames are counted in.
var (
	Film35  = Gauge{"35 mm, 4 perforations", 16, 1}
	Film353 = Gauge{"35 mm, 3 perforations", 64, 3}
	Film16  = Gauge{"16 mm", 40, 1}
)

// Feet writes a frame as feet and frames, "12+08". Of a gauge whose feet hold no whole number of
// frames, each foot begins at the frame that stands on its first perforation or after.
func (g Gauge) Feet(frame int64) string {
	sign := ""
	if frame < 0 {
		sign, frame = "-", -frame
	}
	feet := frame * int64(g.PerFeet) / int64(g.Frame)
	return fmt.Sprintf("%s%d+%02d", sign, feet, frame-g.start(feet))
}

// start is the first frame of a foot.
func (g Gauge) start(feet int64) int64 {
	return (feet*int64(g.Frame) + int64(g.PerFeet) - 1) / int64(g.PerFeet)
}

// ParseFeet reads "12+08".
func (g Gauge) ParseFeet(s string) (int64, error) {
	text, negative := strings.CutPrefix(strings.TrimSpace(s), "-")
	a, b, ok := strings.Cut(text, "+")
	feet, err1 := strconv.ParseUint(a, 10, 31)
	frames, err2 := strconv.ParseUint(b, 10, 31)
	if !ok || err1 != nil || err2 != nil {
		return 0, fmt.Errorf("feet %q: want feet and frames, such as 12+08", s)
	}
	frame := g.start(int64(feet)) + int64(frames)
	if frame >= g.start(int64(feet)+1) {
		return 0, fmt.Errorf("feet %q: a foot of %s holds %d frames here", s, g.Name, g.start(int64(feet)+1)-g.start(int64(feet)))
	}
	if negative {
		frame = -frame
	}
	return frame, nil
}
