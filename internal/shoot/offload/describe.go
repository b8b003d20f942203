package offload

import (
	"context"
	"fmt"
	"strings"

	"backlot/film/media"
	"backlot/film/offload"
	"backlot/film/timeline"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// probe reads what clips are through ffmpeg.
type probe struct{ tools *media.Tools }

// describer gives what reads clips, or nil on a machine without ffmpeg: its cards are copied all the
// same, and their clips are listed by name, size and hash.
func describer(ctx context.Context) offload.Describer {
	tools, err := media.Find(ctx, media.Options{})
	if err != nil {
		return nil
	}
	return probe{tools}
}

// Describe says what a clip is. One that cannot be played is an error, which the copy reports.
func (p probe) Describe(ctx context.Context, path string) (*offload.Clip, error) {
	if !isClip(path) {
		return nil, nil //nolint:nilnil // what is no clip has no description
	}
	info, err := p.tools.Probe(ctx, path, media.ProbeOptions{Quick: true})
	if err != nil {
		return nil, err
	}
	c := &offload.Clip{Seconds: info.Seconds, Camera: strings.TrimSpace(info.Camera.Make + " " + info.Camera.Model), Lens: info.Camera.Lens}
	if v := info.Video; v != nil {
		w, h := v.Display()
		c.Format, c.Frames = fmt.Sprintf("%d×%d %s", w, h, v.Codec), v.Frames
		if !v.Rate.IsZero() {
			c.Rate = v.Rate.String()
		}
	} else if len(info.Audio) > 0 {
		a := info.Audio[0]
		c.Format = fmt.Sprintf("%d Hz, %d tracks, %s", a.SampleRate, a.Channels, a.Codec)
	}
	if info.Timecode != nil && info.Timecode.From != "sound" {
		c.Timecode = info.Timecode.Code
	}
	var notes []string
	for _, f := range info.Findings {
		if f.Level == timeline.Wrong {
			notes = append(notes, f.Text)
		}
	}
	c.Note = strings.Join(notes, "; ")
	return c, nil
}

// nameOf is the name of the person behind an account, as the production knows them.
func nameOf(v graph.View, account graph.ID) string {
	if account.IsZero() {
		return ""
	}
	for _, p := range graph.All[production.Party](v) {
		if p.Account == account {
			return p.Name
		}
	}
	return ""
}
