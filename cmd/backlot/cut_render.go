package main

import (
	"context"
	"fmt"
	"os"

	"backlot/film/media"
)

// CutRender makes a reel.
type CutRender struct {
	File    string   `arg:"" help:"The cut; - is standard input."`
	Out     string   `arg:"" help:"Where to write; ends in .mp4 or .mov."`
	Media   []string `sep:"none" type:"existingdir" help:"Folder where media lie, several times; they are found by their names. Without it, the addresses in the cut count."`
	Height  int      `help:"Height of the picture; without it that of the first medium, at most 1080."`
	Quality int      `help:"x264's constant rate factor, 1 (best) to 51; without it 23."`
	Clips   bool     `help:"Burn in the name of every shot."`
	MediaLook
	CutReading
	MediaTalk
}

// Run renders the cut. Codes and numbers burned in are those of the record. The exit code is 1 if anything is missing.
func (c *CutRender) Run() error {
	marks, err := c.marks()
	if err != nil {
		return mediaWrong(err)
	}
	if c.Clips {
		marks = append(marks, media.Mark{What: media.Name})
	}
	cut, err := c.timeline(c.File)
	if err != nil {
		return err
	}
	lib, err := media.Index(c.Media...)
	if err != nil {
		return err
	}
	return mediaRun(func(ctx context.Context, t *media.Tools) error {
		tell, end := c.progress()
		made, err := t.Render(ctx, cut, media.Reel{Path: c.Out, Height: c.Height, Look: c.Look, Burn: marks, Quality: c.Quality, Find: lib.Find, Progress: tell})
		end()
		if err != nil {
			return err
		}
		for _, m := range made.Missing {
			fmt.Fprintf(os.Stderr, "missing: %s at %s, %d frames: %s (%s): %s\n", m.Track, m.From, m.Frames, m.Name, m.Media, m.Why)
		}
		line := fmt.Sprintf("%s: %d x %d, %d frames at %s, %d bytes", made.Path, made.Width, made.Height, made.Frames, made.Rate.Name(), made.Bytes)
		if err := c.say(made, line, made.Findings); err != nil {
			return err
		}
		if len(made.Missing) > 0 {
			return exitCode(1)
		}
		return nil
	})
}
