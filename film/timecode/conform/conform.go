// Package conform checks timecode against the codes that other programs count.
//
// It takes a folder as a file system, so it opens nothing itself.
package conform

import (
	"encoding/json"
	"fmt"
	"io/fs"

	"backlot/film/conform"
	"backlot/film/rate"
	"backlot/film/timecode"
)

// vector is a frame and its code at a rate.
type vector struct {
	Rate     rate.Rate `json:"rate"`
	Drop     bool      `json:"drop"`
	Frame    int64     `json:"frame"`
	Timecode string    `json:"timecode"`
}

// Run checks vectors.json of a folder: every vector both ways, and that every code
// that does not exist is refused. A folder without the file is an error.
func Run(dir fs.FS) ([]conform.Case, error) {
	raw, err := fs.ReadFile(dir, "vectors.json")
	if err != nil {
		return nil, fmt.Errorf("timecode vectors: %w", err)
	}
	var file struct {
		Vectors    []vector `json:"vectors"`
		Impossible []vector `json:"codes_that_do_not_exist"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("vectors.json: %w", err)
	}
	if len(file.Vectors) == 0 {
		return nil, fmt.Errorf("vectors.json: no vectors in it")
	}
	var cases []conform.Case
	for _, v := range file.Vectors {
		cases = append(cases, conform.Check("timecode", fmt.Sprintf("%s frame %d", name(v), v.Frame), bothWays(v)))
	}
	for _, v := range file.Impossible {
		detail := ""
		if b, err := timecode.Of(v.Rate, v.Drop); err != nil {
			detail = err.Error()
		} else if n, err := b.Parse(v.Timecode); err == nil {
			detail = fmt.Sprintf("reads as frame %d; want it refused", n)
		}
		cases = append(cases, conform.Check("timecode-refused", name(v), detail))
	}
	return cases, nil
}

func name(v vector) string {
	count := "non-drop"
	if v.Drop {
		count = "drop"
	}
	return fmt.Sprintf("%s at %s %s", v.Timecode, v.Rate.Name(), count)
}

// bothWays says what is wrong with a vector, or "".
func bothWays(v vector) string {
	b, err := timecode.Of(v.Rate, v.Drop)
	if err != nil {
		return err.Error()
	}
	if got := b.Format(v.Frame); got != v.Timecode {
		return fmt.Sprintf("frame %d writes as %s", v.Frame, got)
	}
	got, err := b.Parse(v.Timecode)
	switch {
	case err != nil:
		return err.Error()
	case got != v.Frame:
		return fmt.Sprintf("reads as frame %d", got)
	}
	return ""
}
