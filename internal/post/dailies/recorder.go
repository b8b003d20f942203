package dailies

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"backlot/film/media"
	"backlot/film/wave"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// heard is what will be heard with a picture, and why.
type heard struct {
	how  string       // a value of Rendition.Sound
	clip graph.ID     // the recorder's file that is laid under it, or was refused
	note string       // why it was refused, or what to know of it
	lay  *media.Sound // nil: the camera's own
}

// covered is the share of a picture that has sound from which on no other file is looked at.
const covered = 0.995

// heardWith finds the recorder's sound of the take and lays it to the picture; of files that fit, the one that covers most.
// Without one the camera's own sound stays. The only error is that ctx has ended.
func (s *service) heardWith(ctx context.Context, t *media.Tools, v graph.View, clip production.Clip, info *media.Info, dir string) (heard, error) {
	out := heard{how: "none"}
	if len(info.Audio) > 0 {
		out.how = "camera"
	}
	p := pictureSound{tools: t, info: info, picture: pictureOf(clip, info)}
	best := 0.0
	for _, rec := range recordings(v, clip) {
		at, path, err := s.lay(ctx, &p, v, clip, rec.clip, dir)
		if ctx.Err() != nil {
			return out, context.Cause(ctx)
		}
		switch {
		case err == nil && at.Covers > best:
			best = at.Covers
			out = heard{string(at.Method), rec.id, at.said(), &media.Sound{Path: path, Offset: -at.Sample, Rate: at.play, Channels: at.mix}}
		case err != nil && out.clip.IsZero(): // of those refused the first is the one the mixer meant to be heard
			out.clip, out.note = rec.id, err.Error()
		}
		if best >= covered {
			break
		}
	}
	return out, nil
}

// recording is a file of a recorder.
type recording struct {
	id   graph.ID
	clip production.Clip
}

// recordings are the recorder's files of the take of a clip, by name: of files with one track each the first is the mix.
func recordings(v graph.View, of production.Clip) []recording {
	if of.Take.IsZero() {
		return nil
	}
	var out []recording
	for id, c := range graph.Referring[production.Clip](v, of.Take.ID, "take") {
		if roll, ok := graph.Get[production.Roll](v, c.Roll.ID); ok && roll.Type == "sound" {
			out = append(out, recording{id, c})
		}
	}
	slices.SortStableFunc(out, func(a, b recording) int { return strings.Compare(a.clip.Name, b.clip.Name) })
	return out
}

// lay says where one file of the recorder lies to the picture. An error says in words for whoever watches why it is not heard.
func (s *service) lay(ctx context.Context, p *pictureSound, v graph.View, clip, rec production.Clip, dir string) (placed, string, error) {
	shown := cmp.Or(clip.Rate, p.info.Video.Rate)
	if r := clip.SensorRate; !r.IsZero() && r.Nominal() != shown.Nominal() {
		return placed{}, "", fmt.Errorf("the camera ran at %s, not at %s: no sound runs with it", r, shown)
	}
	path, err := s.original(ctx, v, rec, "", dir)
	if err != nil {
		return placed{}, "", errors.New("the recorder's file is on no volume of this machine")
	}
	file, err := readSound(path)
	if err != nil {
		return placed{}, "", fmt.Errorf("the recorder's file cannot be read: %w", err)
	}
	at, err := p.place(ctx, path, file, daysApart(v, clip, rec))
	return at, path, err
}

// daysApart reports whether the rolls of two clips are of different shooting days, so that equal codes are not equal moments.
func daysApart(v graph.View, a, b production.Clip) bool {
	x, _ := graph.Get[production.Roll](v, a.Roll.ID)
	y, _ := graph.Get[production.Roll](v, b.Roll.ID)
	return !x.Day.IsZero() && !y.Day.IsZero() && x.Day.ID != y.Day.ID
}

func readSound(path string) (*wave.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, errors.Unwrap(err) // without the path: it is nobody's business who watches
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Unwrap(err)
	}
	return wave.Read(f, info.Size())
}

// keep writes it into the record of a copy.
func (h heard) keep(r *production.Rendition) {
	r.Sound, r.SoundNote = h.how, h.note
	if !h.clip.IsZero() {
		r.SoundClip = graph.To[production.Clip](h.clip)
	}
}

// Heard is what is heard with a picture.
type Heard struct {
	How  string `json:"how" enum:"timecode,waveform,camera,none" doc:"The recorder's, by timecode or by waveform; the camera's own; none"`
	File string `json:"file,omitempty" doc:"Recorder's file that is heard, or that was refused"`
	Note string `json:"note,omitempty" doc:"Why it was refused, or what to know of it"`
}

// heard is what the copies of a clip say of their sound; nil where there are none, or old ones. A file that the reader may
// not know has no name.
func (c *screening) heard(clip graph.ID) *Heard {
	best, ok := c.copies(clip).proxy(0, false)
	if !ok || best.Sound == "" {
		return nil
	}
	out := &Heard{How: best.Sound, Note: best.SoundNote}
	if rec, err := c.clip(best.SoundClip.ID); err == nil {
		out.File = rec.Name
	}
	return out
}

// newerSound reports whether a recorder's file of the take came to this production after copies were made without one: sound
// is often offloaded when the pictures have been watched already.
func newerSound(v graph.View, clip production.Clip, copy production.Rendition) bool {
	if copy.Sound == "timecode" || copy.Sound == "waveform" {
		return false
	}
	for _, rec := range recordings(v, clip) {
		if copy.SoundClip.IsZero() {
			return true
		}
		for id := range graph.Referring[production.StoredCopy](v, rec.clip.Roll.ID, "roll") {
			if r, ok := v.Record(id); ok && r.Born.Ms > copy.AtMS {
				return true
			}
		}
	}
	return false
}
