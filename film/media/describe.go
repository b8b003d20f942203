package media

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"backlot/film/camera"
	"backlot/film/offload"
	"backlot/film/timeline"
)

// Describer reads metadata, and a picture if one is wanted, off the clips of a card that is copied, and the lists that lie
// beside them. What is no sound or picture it leaves alone.
type Describer struct {
	// Tools look at pictures; without them Broadcast Wave files and lists are read all the same.
	Tools *Tools
	// Width of a clip's picture; 0 makes none.
	Width int
}

// undecoded are the endings of camera originals that only their makers' programs decode; lists tell what they are.
var undecoded = []string{".r3d", ".braw", ".arx", ".crm", ".cine", ".nev"}

// itself is what findings call what a file says of itself.
const itself = "the file"

// Describe says what a clip is. One that cannot be played is an error.
func (d Describer) Describe(ctx context.Context, path string) (*offload.Clip, error) {
	switch ext := strings.ToLower(filepath.Ext(path)); {
	case slices.Contains(undecoded, ext) && !strings.HasPrefix(filepath.Base(path), "."):
		return &offload.Clip{}, nil
	case !IsMedia(path):
		return nil, nil //nolint:nilnil // what is no clip has no description
	}
	c := &offload.Clip{}
	if d.Tools != nil {
		if err := d.probe(ctx, path, c); err != nil {
			return nil, err
		}
	}
	if isWave(path) {
		switch err := readSound(path, c); {
		case err != nil && d.Tools == nil:
			return nil, err
		case err != nil: // it plays; only its labels are lost
			c.Note = strings.TrimPrefix(c.Note+"; "+err.Error(), "; ")
		}
	}
	return c, nil
}

// probe describes what ffmpeg sees.
func (d Describer) probe(ctx context.Context, path string, c *offload.Clip) error {
	i, err := d.Tools.Probe(ctx, path, ProbeOptions{Quick: true}) // the copy was read already, to the last byte
	if err != nil {
		return err
	}
	c.Seconds, c.Camera, c.Lens = i.Seconds, strings.TrimSpace(i.Camera.Make+" "+i.Camera.Model), i.Camera.Lens
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
		c.Format = fmt.Sprintf("%d Hz, %d tracks, %s", i.Audio[0].SampleRate, i.Audio[0].Channels, i.Audio[0].Codec)
		return nil
	}
	w, h := v.Display()
	c.Format, c.Frames = fmt.Sprintf("%d×%d %s", w, h, v.Codec), v.Frames
	said := camera.FromTags(i.Tags)
	said.Source, said.Frames = itself, v.Frames
	if !v.Rate.IsZero() {
		c.Rate, said.Rate = v.Rate.String(), v.Rate
	}
	if c.Timecode != "" {
		said.Timecode, said.Drop = c.Timecode, i.Timecode.Drop
	}
	c.Said = &said
	if d.Width > 0 && v.Frames > 0 {
		c.Picture, err = d.picture(ctx, i)
	}
	return err
}

// maxList bounds a list beside the clips.
const maxList = 64 << 20

// List reads an Avid log, or the table or dump of a camera. A table or text that is none of these is no list; an Avid log
// that cannot be read is an error.
func (d Describer) List(_ context.Context, path string) ([]camera.Clip, error) {
	ext := strings.ToLower(filepath.Ext(path))
	if ext != ".ale" && ext != ".csv" && ext != ".txt" || strings.HasPrefix(filepath.Base(path), ".") {
		return nil, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxList {
		return nil, fmt.Errorf("%d bytes; a list of clips has at most %d", info.Size(), maxList)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	clips, err := camera.Parse(b)
	switch {
	case err != nil && ext == ".ale":
		return nil, err
	case err != nil:
		return nil, nil
	}
	if len(clips) == 1 && clips[0].Name == "" { // the table of one clip, called after it: A001C001.mov.csv
		clips[0].Name = stem(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
	}
	return clips, nil
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
