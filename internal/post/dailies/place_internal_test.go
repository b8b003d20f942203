package dailies

import (
	"strings"
	"testing"

	"backlot/film/media"
	"backlot/film/media/sync"
	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/wave"
)

// Equal codes are equal moments to the sample, at 23.976 and drop frame, over midnight, with files that begin before the
// picture or after it, and with recorders that were pulled up; a file that only touches the picture is refused.
func TestPlacedByTimecode(t *testing.T) {
	film, cinema, drop := timecode.Base{Rate: rate.R23976}, timecode.Base{Rate: rate.R24}, timecode.Base{Rate: rate.R2997, Drop: true}
	for _, tt := range []struct {
		name          string
		picture       timecode.Base
		from          string
		frames        int64
		sound         timecode.Base // zero: the file does not say
		begins        string
		seconds, took int
		apart         bool
		sample        int64
		play          int
		refused       string
	}{
		{name: "rolled two seconds earlier", picture: film, from: "09:12:00:00", frames: 96, sound: film, begins: "09:11:58:00", seconds: 10, sample: 48 * 2002},
		{name: "does not say how it counted", picture: film, from: "09:12:00:00", frames: 96, begins: "09:11:58:00", seconds: 10, sample: 48 * 2002},
		{name: "rolled half a second later", picture: film, from: "09:12:00:00", frames: 96, sound: film, begins: "09:12:00:12", seconds: 10, sample: -12 * 2002},
		{name: "drop frame over codes that are not there", picture: drop, from: "10:01:00;02", frames: 90, sound: drop, begins: "10:00:59;28", seconds: 10, sample: 3203},
		{name: "drop frame after ten hours", picture: drop, from: "10:00:10;00", frames: 90, sound: drop, begins: "10:00:00;00", seconds: 30, sample: 300 * 16016 / 10},
		{name: "over midnight", picture: film, from: "00:00:01:00", frames: 48, sound: film, begins: "23:59:59:00", seconds: 10, sample: 48 * 2002},
		{name: "48048 beside a digital camera", picture: film, from: "09:12:00:00", frames: 96, sound: film, begins: "09:11:58:00", seconds: 10, took: 48048, sample: 96192, play: 48048},
		{name: "48048 for film that is slowed to 23.976", picture: film, from: "09:12:00:00", frames: 96, sound: cinema, begins: "09:11:58:00", seconds: 10, took: 48048, sample: 96096},
		{name: "another hour", picture: film, from: "09:12:00:00", frames: 96, sound: film, begins: "10:12:00:00", seconds: 10, refused: "they do not meet"},
		{name: "the next take's, rolled early", picture: film, from: "09:12:00:00", frames: 96, sound: film, begins: "09:12:03:00", seconds: 10, refused: "25 % of the picture"},
		{name: "another day", picture: film, from: "09:12:00:00", frames: 96, sound: film, begins: "09:11:58:00", seconds: 10, apart: true, refused: "another shooting day"},
		{name: "the camera has no timecode", from: "", frames: 96, sound: film, begins: "09:11:58:00", seconds: 10, refused: "picture or sound has none"},
	} {
		p := pictureSound{info: &media.Info{Video: &media.Video{Frames: tt.frames}}, picture: sync.Picture{Frames: tt.frames, Base: tt.picture}}
		if tt.from != "" {
			p.picture.Start = frameOf(t, tt.picture, tt.from)
		}
		at, err := p.place(t.Context(), "", recorded(t, tt.picture, tt.sound, tt.begins, tt.seconds, tt.took), tt.apart)
		if tt.refused != "" {
			if err == nil || !strings.Contains(err.Error(), tt.refused) {
				t.Errorf("%s: %+v, %v; want it refused: %s", tt.name, at, err, tt.refused)
			}
			continue
		}
		if off := at.Sample - tt.sample; err != nil || off < -1 || off > 1 || at.play != tt.play || at.DriftPPM != 0 {
			t.Errorf("%s: sample %d, played at %d, drift %v, %v; want %d and %d", tt.name, at.Sample, at.play, at.DriftPPM, err, tt.sample, tt.play)
		}
	}
}

func frameOf(t *testing.T, b timecode.Base, code string) int64 {
	t.Helper()
	frame, err := b.Parse(code)
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

// recorded is the head of a file that plays at 48 kHz, of a recorder that took as many samples a second as took says.
func recorded(t *testing.T, picture, base timecode.Base, begins string, seconds, took int) *wave.File {
	t.Helper()
	counted := base
	if base.Rate.IsZero() {
		counted = picture
	}
	if counted.Rate.IsZero() {
		counted = timecode.Base{Rate: rate.R23976}
	}
	f := &wave.File{Format: wave.Format{SampleRate: hertz, Channels: 1}, Samples: int64(seconds * hertz),
		Bext: &wave.Bext{TimeReference: wave.SampleOf(frameOf(t, counted, begins), hertz, counted.Rate)}}
	if !base.Rate.IsZero() {
		f.IXML = &wave.IXML{Speed: &wave.Speed{Rate: base.Rate, Drop: base.Drop, SampleRate: hertz, Digitizer: took, StampRate: hertz}}
	}
	return f
}

// A recorder names its mix; a file that names none is heard by its first track.
func TestTheMixIsHeard(t *testing.T) {
	f := &wave.File{Format: wave.Format{Channels: 4}, IXML: &wave.IXML{Tracks: []wave.Track{{Interleave: "1", Name: "Boom"}, {Interleave: "2", Name: "Lav Ada"},
		{Interleave: "3", Name: "MixL"}, {Interleave: "4", Name: "MixR"}, {Interleave: "9", Name: "Mix of another file"}}}}
	if got := mixOf(f); len(got) != 2 || got[0] != 2 || got[1] != 3 {
		t.Errorf("the mix lies on the channels %v; want 2 and 3, counted from 0", got)
	}
	f.IXML.Tracks = f.IXML.Tracks[:2]
	if got := mixOf(f); got != nil {
		t.Errorf("no mix is named, and %v are heard", got)
	}
}
