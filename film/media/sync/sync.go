// Package sync lays sound to picture: by timecode, exact to the sample, and by what both heard, where there is no timecode
// or where it lies.
//
// By waveform, a piece of the camera's sound is looked for in the recorder's by the shape of its loudness, then windows all along
// the take are compared sample by sample with whitened cross-correlation (GCC-PHAT; Knapp and Carter 1976). A match is
// believed only when enough windows agree on it: one clap that sounds like another is not enough. Everything here is pure.
package sync

import (
	"errors"
	"fmt"
	"math"

	"backlot/film/rate"
	"backlot/film/timecode"
)

// ErrNoMatch marks answers that say: this sound does not belong to this picture.
var ErrNoMatch = errors.New("no match")

// Method is how a match was found.
type Method string

// The methods.
const (
	Timecode Method = "timecode"
	Waveform Method = "waveform"
)

// Match is where sound lies to picture.
type Match struct {
	Method Method `json:"method"`
	// Sample of the sound file that is heard at the first frame of the picture; negative when the sound begins later.
	Sample int64 `json:"sample"`
	// SampleRate that Sample counts at.
	SampleRate int `json:"sample_rate"`
	// Frames is the same in frames of the picture: how many frames the sound begins before the picture.
	Frames float64 `json:"frames"`
	// Covers is the share of the picture that has sound, 0 to 1.
	Covers float64 `json:"covers"`
	// DriftPPM is by how many millionths the sound runs long against the picture: 1000 for sound recorded at 48,048 Hz and played at 48,000.
	DriftPPM float64 `json:"drift_ppm"`
	// Confidence from 0 to 1; a timecode is as sure as the devices' clocks were.
	Confidence float64 `json:"confidence"`
	// Windows were compared by waveform, and Agree of them gave the same answer.
	Windows int `json:"windows,omitempty"`
	Agree   int `json:"agree,omitempty"`
}

// Picture is what timecode says about a clip.
type Picture struct {
	Start  int64         // first frame, counted by Base
	Frames int64         // length
	Base   timecode.Base // rate the camera ran and counted at
}

// Sound is what timecode says about a sound file.
type Sound struct {
	Start      int64 // samples from midnight, at StampRate
	Samples    int64
	SampleRate int           // the file is played at
	StampRate  int           // Start is counted at; 0 is SampleRate
	Base       timecode.Base // the recorder counted in; zero is the picture's
	Recorded   int           // samples a second the converter really ran at; 0 is SampleRate
}

// ByTimecode lays sound to picture where both carry the time of day. Where recorder and camera counted at different rates,
// equal codes are taken for equal moments at the picture's start, as people who jam the devices mean them.
func ByTimecode(p Picture, s Sound) (Match, error) {
	if p.Base.Rate.IsZero() || p.Frames < 1 || s.SampleRate < 1 || s.Samples < 1 {
		return Match{}, fmt.Errorf("sync by timecode: a picture of %d frames at %q, sound of %d samples at %d: want frames, samples and rates", p.Frames, p.Base.Rate, s.Samples, s.SampleRate)
	}
	stamp, counted := s.StampRate, s.Base
	if stamp == 0 {
		stamp = s.SampleRate
	}
	if counted.Rate.IsZero() {
		counted = p.Base
	}
	start, err := sampleOfCode(p, counted, stamp)
	if err != nil {
		return Match{}, err
	}
	m := Match{Method: Timecode, SampleRate: s.SampleRate, Confidence: 1}
	day := int64(math.Round(float64(counted.Day()) * float64(counted.Rate.Den) / float64(counted.Rate.Num) * float64(stamp)))
	ahead := start - s.Start // samples of the recorder's clock from its start to the first frame
	for _, turn := range []int64{-day, day} {
		if abs(ahead+turn) < abs(ahead) {
			ahead += turn // one of them ran over midnight
		}
	}
	m.Sample = int64(math.Round(float64(ahead) * float64(s.SampleRate) / float64(stamp)))
	if s.Recorded > 0 {
		m.DriftPPM = (float64(s.Recorded)/float64(s.SampleRate) - 1) * 1e6
		m.Sample = int64(math.Round(float64(ahead) * float64(s.Recorded) / float64(stamp)))
	}
	m.settle(p.Base.Rate, p.Frames, s.Samples)
	if m.Covers == 0 {
		return m, fmt.Errorf("sync by timecode: the sound runs from %s, the picture from %s: they do not meet: %w", counted.Format(frameAt(s.Start, stamp, counted.Rate)), p.Base.Format(p.Start), ErrNoMatch)
	}
	return m, nil
}

func frameAt(sample int64, hertz int, r rate.Rate) int64 {
	return int64(math.Floor(float64(sample) * float64(r.Num) / float64(r.Den) / float64(hertz)))
}

// sampleOfCode is the sample from midnight at which a recorder that counts in base shows the code of the picture's first frame.
func sampleOfCode(p Picture, base timecode.Base, hertz int) (int64, error) {
	frame, share := p.Start, int64(0) // share of a second of codes, in frames of base times those of the picture
	if base != p.Base {
		// the same hours, minutes and seconds; frames as a share of their second
		code := p.Base.Format(p.Start)
		var h, m, sec, f int64
		if _, err := fmt.Sscanf(replaceSemicolon(code), "%d:%d:%d:%d", &h, &m, &sec, &f); err != nil {
			return 0, fmt.Errorf("sync by timecode: code %q: %w", code, err)
		}
		first := int64(0)
		if base.Drop && sec == 0 && m%10 != 0 { // codes that drop frame leaves out are the next one
			first = int64(base.Rate.Nominal()) / 15
		}
		other, err := base.Parse(fmt.Sprintf("%02d:%02d:%02d:%02d", h, m, sec, first))
		if err != nil {
			return 0, fmt.Errorf("sync by timecode: the recorder has no %w", err)
		}
		frame, share = other, max(0, f*int64(base.Rate.Nominal())-first*int64(p.Base.Rate.Nominal()))
	}
	num, den := int64(base.Rate.Num), int64(base.Rate.Den)
	if frame > 1<<40 || den > 1<<20 || num > 1<<24 {
		return 0, fmt.Errorf("sync by timecode: frame %d at %s: want one of a day", frame, base.Rate)
	}
	// frame*hertz*den can pass 63 bits only beyond a century
	n := frame * int64(hertz) / num * den
	n += (frame * int64(hertz) % num * den) / num
	return n + share*int64(hertz)*den/(num*int64(p.Base.Rate.Nominal())), nil
}

func replaceSemicolon(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] == ';' {
			b[i] = ':'
		}
	}
	return string(b)
}

func abs(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// settle works out what follows from Sample.
func (m *Match) settle(r rate.Rate, frames, samples int64) {
	perFrame := float64(m.SampleRate) * float64(r.Den) / float64(r.Num)
	m.Frames = float64(m.Sample) / perFrame
	length := float64(frames) * perFrame
	from, to := max(0, float64(-m.Sample)), min(length, float64(samples-m.Sample))
	m.Covers = max(0, to-from) / length
}
