// Package conform checks the readers of camera metadata against dumps of cameras: the folder camera-metadata of the shared data's media folder.
package conform

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"

	"backlot/film/camera"
	"backlot/film/conform"
)

// suite is the name of the cases.
const suite = "camera"

// Run reads every dump. Each has to say something of its camera or its lens, and a table with a line for each frame has as many frames as
// lines. The error is of the file system; what fails is a case.
func Run(data fs.FS) ([]conform.Case, error) {
	var out []conform.Case
	if _, err := fs.Stat(data, "camera-metadata"); err != nil {
		return nil, nil // a folder without any
	}
	err := fs.WalkDir(data, "camera-metadata", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(data, name)
		if err != nil {
			return err
		}
		out = append(out, dump(name, raw))
		return nil
	})
	return out, err
}

// dump checks one file.
func dump(name string, raw []byte) conform.Case {
	clips, err := camera.Parse(raw)
	if err != nil {
		return conform.Check(suite, name, err.Error())
	}
	c := clips[0]
	fields := said(c)
	switch rows := int64(lines(raw)) - 1; {
	case len(fields) < 3:
		return conform.Check(suite, name, fmt.Sprintf("only %v was understood", fields))
	case len(clips) == 1 && c.Frames != 0 && rows > 1 && table(raw) && c.Frames != rows:
		return conform.Check(suite, name, fmt.Sprintf("%d frames; the table has %d lines", c.Frames, rows))
	}
	what := fmt.Sprintf("%s: %s, %d fields", name, c.Source, len(fields))
	if c.Frames > 0 {
		what += fmt.Sprintf(", %d frames", c.Frames)
	}
	return conform.Check(suite, what, "")
}

// table says whether a file has columns, rather than a value a line.
func table(raw []byte) bool {
	head, _, _ := bytes.Cut(raw, []byte("\n"))
	return bytes.Count(head, []byte("\t")) > 2 || bytes.Count(head, []byte(",")) > 2 || bytes.Count(head, []byte(";")) > 2
}

// lines counts the lines that are not empty.
func lines(raw []byte) int {
	n := 0
	for line := range strings.Lines(string(raw)) {
		if strings.TrimSpace(line) != "" {
			n++
		}
	}
	return n
}

// said lists the fields that a clip has.
func said(c camera.Clip) []string {
	var out []string
	for name, is := range map[string]bool{
		"make": c.Make != "", "model": c.Model != "", "serial": c.Serial != "", "lens": c.Lens != "", "name": c.Name != "", "timecode": c.Timecode != "",
		"focal": c.FocalTenthMM > 0, "t-stop": c.TStopHundredths > 0, "focus": c.FocusMM > 0, "iso": c.ISO > 0, "white balance": c.WhiteBalanceK > 0,
		"shutter": c.ShutterTenthDeg > 0, "rate": !c.Rate.IsZero(), "frames": c.Frames > 0, "size": c.Width > 0, "squeeze": c.SqueezeHundred > 0,
		"lens serial": c.LensSerial != "", "date": c.Date != "", "firmware": c.Firmware != "",
	} {
		if is {
			out = append(out, name)
		}
	}
	return out
}
