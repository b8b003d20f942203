package media

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"backlot/film/offload"
	"backlot/film/timeline"
)

// Describer reads metadata, and a picture if one is wanted, off the clips of a card that is copied. What is no sound or
// picture it leaves alone.
type Describer struct {
	Tools *Tools
	// Width of a clip's picture; 0 makes none.
	Width int
}

// Describe says what a clip is. One that cannot be played is an error.
func (d Describer) Describe(ctx context.Context, path string) (*offload.Clip, error) {
	if !IsMedia(path) {
		return nil, nil //nolint:nilnil // what is no clip has no description
	}
	i, err := d.Tools.Probe(ctx, path, ProbeOptions{Quick: true}) // the copy was read already, to the last byte
	if err != nil {
		return nil, err
	}
	c := &offload.Clip{Seconds: i.Seconds, Camera: strings.TrimSpace(i.Camera.Make + " " + i.Camera.Model), Lens: i.Camera.Lens}
	if t := i.Timecode; t != nil {
		c.Timecode = t.Code
	}
	var notes []string
	for _, f := range i.Findings {
		if f.Level == timeline.Wrong {
			notes = append(notes, f.Text)
		}
	}
	c.Note = strings.Join(notes, "; ")
	v := i.Video
	if v == nil {
		c.Format = fmt.Sprintf("%s, %d Hz, %d tracks", i.Audio[0].Codec, i.Audio[0].SampleRate, i.Audio[0].Channels)
		return c, nil
	}
	w, h := v.Display()
	c.Format, c.Frames, c.Rate = fmt.Sprintf("%d × %d %s", w, h, v.Codec), v.Frames, v.Rate.String()
	if d.Width > 0 && v.Frames > 0 {
		c.Picture, err = d.picture(ctx, i)
	}
	return c, err
}

// picture takes the middle of a clip: its beginning is often a slate out of focus.
func (d Describer) picture(ctx context.Context, i *Info) ([]byte, error) {
	dir, err := tempDir()
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "picture.jpg")
	if err := d.Tools.Thumb(ctx, i, Thumb{Path: path, Frame: i.Video.Frames / 2, Width: d.Width}); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}
