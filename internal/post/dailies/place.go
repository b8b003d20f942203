package dailies

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"backlot/film/media"
	"backlot/film/media/sync"
	"backlot/film/timecode"
	"backlot/film/wave"
	"backlot/internal/core/production"
)

// Bounds of what is laid under a picture.
const (
	enough  = 0.5 // share of the picture that codes must cover to be believed alone: the next take's file may begin in this one
	slipped = 1.0 // frames that sound may have run away from the picture by its end
	lies    = 2.0 // frames by which a code may differ from what both heard: sound takes two to cross 28 m
	sure    = 0.5 // confidence from which on what both heard goes before a code
)

// placed is where a file of the recorder lies to a picture.
type placed struct {
	sync.Match
	play int   // samples a second it must be played at; 0 is what its header says
	mix  []int // channels that are heard; none is the first
	note string
}

// pictureSound is a picture that sound is looked for. The camera's own sound is decoded once.
type pictureSound struct {
	tools   *media.Tools
	info    *media.Info
	picture sync.Picture // its Base is zero where there is no timecode
	own     []float32
}

// pictureOf is what timecode says of a clip: that of the file, or else that which was read off the card.
func pictureOf(clip production.Clip, info *media.Info) sync.Picture {
	p := sync.Picture{Frames: info.Video.Frames}
	switch {
	case info.Timecode != nil:
		p.Start, p.Base = info.Timecode.Frame, info.Timecode.Base()
		p.Frames = info.Video.Rate.Convert(p.Frames, p.Base.Rate) // 50 frames a second may be counted in 25
	case clip.TimecodeStartFrames > 0 && !clip.Rate.IsZero():
		p.Start, p.Base = clip.TimecodeStartFrames, timecode.Base{Rate: clip.Rate, Drop: clip.DropFrame}
	}
	return p
}

// place lays a file to the picture by timecode, proved by what the camera's microphone heard too, or by that alone. apart
// says that timecode alone proves nothing.
func (p *pictureSound) place(ctx context.Context, path string, file *wave.File, apart bool) (placed, error) {
	code, byCode := p.byCode(file)
	ear, byEar := p.byEar(ctx, path, file)
	switch {
	case byCode != nil && byEar != nil:
		return placed{}, fmt.Errorf("%w; %w", byCode, byEar)
	case byCode != nil:
		return ear, nil
	case byEar != nil && apart:
		return placed{}, fmt.Errorf("its roll is of another shooting day; %w", byEar)
	case byEar != nil && code.Covers < enough:
		return placed{}, fmt.Errorf("by timecode it covers %.0f %% of the picture, and nothing else says that it belongs to it; %w", 100*code.Covers, byEar)
	case byEar == nil && (ear.Confidence >= sure || apart) && (math.Abs(ear.Frames-code.Frames) > lies || ear.play != code.play):
		ear.note = fmt.Sprintf("the timecodes lie %.1f frames off", math.Abs(ear.Frames-code.Frames))
		return ear, nil
	case byEar != nil && len(p.info.Audio) > 0:
		code.note = "what the camera heard is too little to prove the timecode"
	}
	return code, nil
}

func (p *pictureSound) byCode(file *wave.File) (placed, error) {
	start, hertz, ok := file.Start()
	if !ok || p.picture.Base.Rate.IsZero() {
		return placed{}, fmt.Errorf("sync by timecode: picture or sound has none: %w", sync.ErrNoMatch)
	}
	base, _ := file.Base()
	sound := sync.Sound{Start: start, Samples: file.Samples, SampleRate: file.Format.SampleRate, StampRate: hertz, Base: base, Recorded: converter(file)}
	m, err := sync.ByTimecode(p.picture, sound)
	out := placed{Match: m, mix: mixOf(file)}
	if sound.Recorded > 0 {
		out.DriftPPM = 0
		// A picture that is slowed by as much as the sound, from 24 frames to 23.976, is why the recorder was set so.
		pulled := int64(base.Rate.Num)*int64(p.picture.Base.Rate.Den)*int64(sound.SampleRate) == int64(base.Rate.Den)*int64(p.picture.Base.Rate.Num)*int64(sound.Recorded)
		if !pulled {
			out.play = sound.Recorded
		}
	}
	return out, err
}

// converter is how many samples a second a recorder took that was pulled up or down by a thousandth, 48,048 for a file that says
// 48,000; 0 where it took as many as the file says.
func converter(file *wave.File) int {
	if file.IXML == nil || file.IXML.Speed == nil {
		return 0
	}
	took, says := file.IXML.Speed.Digitizer, file.Format.SampleRate
	if took*1000 == says*1001 || took*1001 == says*1000 {
		return took
	}
	return 0
}

func (p *pictureSound) byEar(ctx context.Context, path string, file *wave.File) (placed, error) {
	if len(p.info.Audio) == 0 {
		return placed{}, fmt.Errorf("sync by waveform: the camera recorded no sound: %w", sync.ErrNoMatch)
	}
	unheard := errors.New("sync by waveform: the sound cannot be decoded")
	if p.own == nil {
		own, err := p.tools.RawSound(ctx, p.info.Path, sync.Hertz)
		if err != nil {
			return placed{}, unheard
		}
		p.own = own
	}
	theirs, err := p.tools.RawSound(ctx, path, sync.Hertz)
	if err != nil {
		return placed{}, unheard
	}
	m, err := sync.ByWaveform(p.own, theirs, p.info.Video.Rate, file.Format.SampleRate)
	if err != nil {
		return placed{}, err
	}
	// What the camera heard may begin before its first frame or after it.
	early := p.info.Video.Start - p.info.Audio[0].Start
	m.Sample += int64(math.Round(early * float64(file.Format.SampleRate)))
	out := placed{Match: m, mix: mixOf(file)}
	out.unpull()
	if by := out.DriftPPM / 1e6 * float64(p.info.Video.Frames); math.Abs(by) > slipped {
		return placed{}, fmt.Errorf("sync by waveform: the sound runs %.0f millionths long, %.1f frames by the end of the picture: a clock of recorder or camera was set wrongly", out.DriftPPM, by)
	}
	return out, nil
}

// unpull has sound that runs a thousandth off played at the rate it was recorded at; what is left of the drift stays.
func (m *placed) unpull() {
	for _, pull := range []float64{1001.0 / 1000, 1000.0 / 1001} {
		if by := (pull - 1) * 1e6; math.Abs(m.DriftPPM-by) < 200 {
			m.play = int(math.Round(float64(m.SampleRate) * pull))
			m.DriftPPM -= by
			return
		}
	}
}

// mixOf are the channels that a recorder names as its mix, counted from 0; none where it names none: then it is the first.
func mixOf(file *wave.File) []int {
	if file.IXML == nil {
		return nil
	}
	var out []int
	for _, t := range file.IXML.Tracks {
		n, err := strconv.Atoi(strings.TrimSpace(cmp.Or(t.Interleave, t.Channel)))
		if err == nil && n >= 1 && n <= file.Format.Channels && strings.Contains(strings.ToLower(t.Name+" "+t.Function), "mix") {
			out = append(out, n-1)
		}
	}
	return out
}

// said is what is worth knowing of where a file lies.
func (m placed) said() string {
	var out []string
	if m.Covers < covered {
		out = append(out, fmt.Sprintf("%.0f %% of the picture has sound", 100*m.Covers))
	}
	if m.play != 0 {
		out = append(out, fmt.Sprintf("recorded at %d samples a second, and played so", m.play))
	}
	if m.note != "" {
		out = append(out, m.note)
	}
	return strings.Join(out, "; ")
}
