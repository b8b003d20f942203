package media

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"backlot/film/camera"
	"backlot/film/offload"
	"backlot/film/wave"
)

// isWave says whether a file's name is that of Broadcast Wave.
func isWave(path string) bool {
	return slices.Contains([]string{".wav", ".bwf", ".rf64"}, strings.ToLower(filepath.Ext(path)))
}

// readSound adds what a recorder wrote into its file: slate, tracks, and where it begins in the rate it counted in. iXML
// goes before the broadcast extension; what they contradict is a finding.
func readSound(path string, c *offload.Clip) error {
	r, err := os.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	info, err := r.Stat()
	if err != nil {
		return err
	}
	f, err := wave.Read(r, info.Size())
	if err != nil {
		return err
	}
	if c.Format == "" {
		c.Format = fmt.Sprintf("%d Hz, %d tracks, %d bit", f.Format.SampleRate, f.Format.Channels, f.Format.Bits)
	}
	if f.Format.SampleRate > 0 && c.Seconds == 0 {
		c.Seconds = float64(f.Samples) / float64(f.Format.SampleRate)
	}
	said := camera.Merge(saidInIXML(f.IXML), saidInBext(f.Bext))
	said.Source = itself
	said.Findings = append(said.Findings, f.Findings...)
	if base, ok := f.Base(); ok {
		if frame, _, ok := f.Timecode(base.Rate); ok {
			frames, _, _ := wave.FrameOf(f.Samples, f.Format.SampleRate, base.Rate)
			c.Rate, c.Frames, c.Timecode = base.Rate.String(), frames, base.Format(frame)
			said.Rate, said.Frames, said.Timecode, said.Drop = base.Rate, frames, c.Timecode, base.Drop
		}
	}
	if first, perSecond, ok := f.Start(); ok && c.Timecode == "" {
		c.FirstSample, c.Samples, c.SampleRate = first, f.Samples, perSecond
	}
	c.Said, c.Tracks = &said, tracks(f)
	return nil
}

func saidInIXML(x *wave.IXML) camera.Clip {
	if x == nil {
		return camera.Clip{Source: "iXML"}
	}
	return camera.Clip{Source: "iXML", Scene: x.Scene, Take: x.Take, Reel: x.Tape, Circled: x.Circled}
}

func saidInBext(x *wave.Bext) camera.Clip {
	if x == nil {
		return camera.Clip{Source: "the broadcast extension"}
	}
	d := x.Described()
	return camera.Clip{Source: "the broadcast extension", Scene: d["SCENE"], Take: d["TAKE"], Reel: d["TAPE"]}
}

// tracks names the tracks of a recorder's file by the channel of the file they lie on: "2 Boom".
func tracks(f *wave.File) []string {
	type track struct {
		number int
		name   string
	}
	var list []track
	add := func(number, name string) {
		if n, err := strconv.Atoi(strings.TrimSpace(number)); err == nil && n > 0 && strings.TrimSpace(name) != "" {
			list = append(list, track{n, strings.TrimSpace(name)})
		}
	}
	if f.IXML != nil {
		for _, t := range f.IXML.Tracks {
			add(cmp.Or(t.Interleave, t.Channel), t.Name)
		}
	}
	if f.Bext != nil && len(list) == 0 {
		for name, value := range f.Bext.Described() {
			if number, ok := strings.CutPrefix(name, "TRK"); ok {
				add(number, value)
			}
		}
	}
	slices.SortFunc(list, func(a, b track) int { return cmp.Or(a.number-b.number, strings.Compare(a.name, b.name)) })
	var out []string
	for _, t := range list {
		out = append(out, fmt.Sprintf("%d %s", t.number, t.name))
	}
	return out
}
