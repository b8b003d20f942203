// Package camera reads what cameras say about their clips, from the dumps and lists of several makers, onto one kind of record.
//
// It reads the per-frame table of ARRI's metadata extract, the text dump of Blackmagic RAW, the static and per-frame tables of
// RED (REDline --printMeta 3 and 5) and of Canon, tables of other makers by the names of their columns, the XML beside clips of Sony and
// Panasonic, DJI's subtitles, Avid logs (ALE), and the tags of a file as ffprobe prints them. Values that a
// camera marks as not known are left out; values that contradict each other become findings. Everything here is pure.
package camera

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"backlot/film/rate"
	"backlot/film/timeline"
)

// Clip is what is known of a clip. Numbers have their unit in the name, as in production.Clip; 0 is not known, except where a
// pointer is. Of values that change during a clip the first counts; Span says how far they go.
type Clip struct {
	Source          string    `json:"source"` // arri, blackmagic, red, canon, sony, panasonic, dji, table, ale or tags; a reader may put the file's name instead
	Name            string    `json:"name,omitempty"`
	Reel            string    `json:"reel,omitempty"`
	Scene           string    `json:"scene,omitempty"`
	Take            string    `json:"take,omitempty"`
	Circled         bool      `json:"circled,omitempty"`
	Letter          string    `json:"camera,omitempty"` // A, B ...
	Make            string    `json:"make,omitempty"`
	Model           string    `json:"model,omitempty"`
	Serial          string    `json:"serial,omitempty"`
	Firmware        string    `json:"firmware,omitempty"`
	Lens            string    `json:"lens,omitempty"`
	LensSerial      string    `json:"lens_serial,omitempty"`
	Codec           string    `json:"codec,omitempty"`
	Curve           string    `json:"curve,omitempty"` // what the sensor's values were recorded as, such as LOG-C
	Look            string    `json:"look,omitempty"`
	Date            string    `json:"date,omitempty"` // yyyy-mm-dd
	Timecode        string    `json:"timecode,omitempty"`
	Frames          int64     `json:"frames,omitempty"`
	Rate            rate.Rate `json:"rate,omitzero"`
	SensorRate      rate.Rate `json:"sensor_rate,omitzero"`
	Drop            bool      `json:"drop_frame,omitempty"`
	Width           int       `json:"width,omitempty"`
	Height          int       `json:"height,omitempty"`
	SqueezeHundred  int       `json:"squeeze_hundredths,omitempty"` // 200 is 2x anamorphic
	FocalTenthMM    int       `json:"focal_tenth_mm,omitempty"`
	TStopHundredths int       `json:"t_stop_hundredths,omitempty"`
	ISO             int       `json:"iso,omitempty"` // exposure index
	WhiteBalanceK   int       `json:"white_balance_k,omitempty"`
	TintCC          *int      `json:"tint_cc,omitempty"`
	ShutterTenthDeg int       `json:"shutter_tenth_deg,omitempty"`
	NDTenthStop     *int      `json:"nd_tenth_stop,omitempty"` // in tenths of a stop; 0 is clear
	Filters         string    `json:"filters,omitempty"`
	FocusMM         int       `json:"focus_mm,omitempty"`
	TiltTenthDeg    *int      `json:"tilt_tenth_deg,omitempty"` // down is negative
	RollTenthDeg    *int      `json:"roll_tenth_deg,omitempty"`
	HeightMM        int       `json:"height_mm,omitempty"` // of the lens above the ground
	// Span is the least and the most of values that change during the clip, by the names above.
	Span     map[string][2]int  `json:"span,omitempty"`
	Findings []timeline.Finding `json:"findings,omitempty"`
}

// maxDump bounds what is read: an hour of ARRI's frames is some 100 MB.
const maxDump = 256 << 20

// Read reads a dump or a list, whichever of the formats it is. An Avid log or another program's table gives a clip for each row, everything else
// gives one.
func Read(r io.Reader) ([]Clip, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxDump+1))
	if err != nil {
		return nil, err
	}
	return Parse(b)
}

// Parse is Read of bytes.
func Parse(b []byte) ([]Clip, error) {
	if len(b) > maxDump {
		return nil, fmt.Errorf("camera metadata: more than %d bytes", maxDump)
	}
	b, _, err := transform.Bytes(unicode.BOMOverride(transform.Nop), b) // programs of Windows write UTF-16
	if err != nil {
		return nil, fmt.Errorf("camera metadata: %w", err)
	}
	if len(bytes.TrimSpace(b)) == 0 {
		return nil, fmt.Errorf("camera metadata: it is empty")
	}
	if !utf8.Valid(b) {
		return nil, fmt.Errorf("camera metadata: byte %d is no UTF-8; want text", invalid(b))
	}
	head, _, _ := strings.Cut(strings.TrimLeft(string(b[:min(len(b), 64<<10)]), "\r\n\t "), "\n")
	switch {
	case strings.HasPrefix(strings.TrimSpace(head), "Heading"):
		return readALE(b)
	case strings.HasPrefix(strings.TrimSpace(head), "Clip Metadata"):
		return one(readBlackmagic(b))
	case strings.HasPrefix(head, "<"):
		return one(readXML(b))
	case isDJI(b):
		return one(readDJI(b))
	case strings.Contains(head, "Master TC") && strings.Contains(head, "\t"):
		return one(readTable(b, '\t', arri))
	case strings.Contains(head, "Kelvin") && (strings.Contains(head, "Lens Serial Number") || strings.Contains(head, "Edge TC") || strings.Contains(head, "FLUT")):
		return one(readTable(b, ',', redStatic))
	case strings.Contains(head, "Cooke Metadata") || strings.Contains(head, "Focus Distance") && strings.Contains(head, "Focal Length"):
		return one(readTable(b, ',', redFrames))
	case strings.Contains(head, "LensSqueezeFactor"):
		return one(readTable(b, ',', canonStatic))
	case strings.Contains(head, "PhotographicSensitivity") || strings.Contains(head, "ApertureNumber"):
		return one(readTable(b, ',', canonFrames))
	}
	for _, comma := range "\t;," {
		if columns := strings.Split(head, string(comma)); understood(columns) >= 3 {
			return readAny(b, comma)
		}
	}
	return nil, fmt.Errorf("camera metadata: line 1: %.60q; want a table of ARRI, RED, Canon or another maker, a Blackmagic dump, Sony's or Panasonic's XML, DJI's subtitles, or an Avid log", strings.TrimSpace(head))
}

func one(c *Clip, err error) ([]Clip, error) {
	if err != nil {
		return nil, err
	}
	c.check()
	return []Clip{*c}, nil
}

func invalid(b []byte) int {
	at := 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			return at
		}
		b, at = b[n:], at+n
	}
	return at
}

func (c *Clip) fault(level timeline.Level, line int, place, format string, args ...any) {
	c.Findings = append(c.Findings, timeline.Finding{Level: level, Line: line, Place: place, Text: fmt.Sprintf(format, args...)})
}

// check reports what cannot be.
func (c *Clip) check() {
	if !c.SensorRate.IsZero() && !c.Rate.IsZero() && c.SensorRate != c.Rate {
		c.fault(timeline.Note, 0, "sensor rate", "the sensor ran at %s, the clip plays at %s: it is not in real time, and its sound does not fit", c.SensorRate.Name(), c.Rate.Name())
	}
	if len(c.Name) >= 4 && len(c.Reel) >= 4 && isRoll(c.Name[:4]) && isRoll(c.Reel[:4]) && c.Name[:4] != c.Reel[:4] {
		c.fault(timeline.Doubtful, 0, "reel", "clip %s says it is on reel %s", c.Name, c.Reel)
	}
	if len(c.Name) >= 4 && c.Letter != "" && isRoll(c.Name[:4]) && c.Name[:1] != c.Letter {
		c.fault(timeline.Doubtful, 0, "camera", "clip %s was made by camera %s", c.Name, c.Letter)
	}
	if s := c.ShutterTenthDeg; s > 3600 {
		c.fault(timeline.Wrong, 0, "shutter", "%d.%d degrees; want at most 360", s/10, s%10)
		c.ShutterTenthDeg = 0
	}
}

// isRoll says whether a text is a camera letter and three digits.
func isRoll(s string) bool {
	return len(s) == 4 && s[0] >= 'A' && s[0] <= 'Z' && strings.Trim(s[1:], "0123456789") == ""
}

// Merge puts what several sources say of one clip onto one record: what the first ones say counts, the others fill what they leave open, and
// where they differ there is a finding.
func Merge(clips ...Clip) Clip {
	if len(clips) == 0 {
		return Clip{}
	}
	out := clips[0]
	out.Findings = append([]timeline.Finding(nil), out.Findings...)
	for _, c := range clips[1:] {
		out.Findings = append(out.Findings, c.Findings...)
		out.fill(&c)
	}
	return out
}
