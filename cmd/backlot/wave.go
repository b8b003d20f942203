package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
	"backlot/film/wave"
)

// WaveCmd reads sound files.
type WaveCmd struct {
	Info   WaveInfo   `cmd:"" help:"Say what sound files are: scene, take, roll, tracks, start, markers, and what is wrong with them."`
	Report WaveReport `cmd:"" help:"Read a recorder's sound report."`
}

// WaveInfo says what sound files are.
type WaveInfo struct {
	Files []string `arg:"" name:"file" help:"Sound files; - is standard input."`
	Rate  string   `help:"Frames per second to say the start in; without it as the recorder counted, or 24."`
	JSON  bool     `name:"json" help:"One JSON object a file."`
}

// waveInfo is the JSON of a file.
type waveInfo struct {
	Path     string `json:"file"`
	Timecode string `json:"timecode,omitempty"` // of the first sample
	Rest     int64  `json:"samples_into_frame,omitempty"`
	Rate     string `json:"rate,omitempty"`
	*wave.File
}

// Run prints what each file says; the exit code is 1 if one cannot be read or has something wrong with it.
func (c *WaveInfo) Run() error { return c.run(os.Stdout) }

func (c *WaveInfo) run(out io.Writer) error {
	want, err := rate.Parse(c.Rate)
	if err != nil {
		fmt.Fprintln(os.Stderr, "backlot:", err)
		return exitCode(2)
	}
	bad := false
	for _, path := range c.Files {
		v, err := readWave(path, want)
		if err != nil {
			fmt.Fprintf(os.Stderr, "backlot: %s: %v\n", path, err)
			bad = true
			continue
		}
		bad = bad || anyWrong(v.Findings)
		if c.JSON {
			if err := printJSON(out, v); err != nil {
				return err
			}
			continue
		}
		v.print(out)
	}
	if bad {
		return exitCode(1)
	}
	return nil
}

// readWave reads the headers of a file; standard input is read whole.
func readWave(path string, want rate.Rate) (*waveInfo, error) {
	var r io.ReaderAt
	var size int64
	if path == "-" {
		b, err := io.ReadAll(os.Stdin)
		if err != nil {
			return nil, err
		}
		r, size = strings.NewReader(string(b)), int64(len(b))
	} else {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		st, err := f.Stat()
		if err != nil {
			return nil, err
		}
		r, size = f, st.Size()
	}
	f, err := wave.Read(r, size)
	if err != nil {
		return nil, err
	}
	v := &waveInfo{Path: path, File: f}
	base, ok := f.Base()
	if !want.IsZero() || !ok {
		if want.IsZero() {
			want = rate.R24
		}
		base = timecode.Base{Rate: want}
	}
	if frame, rest, ok := f.Timecode(base.Rate); ok {
		v.Timecode, v.Rest, v.Rate = base.Format(frame), rest, base.Rate.String()
	}
	return v, nil
}

// print writes what people read.
func (v *waveInfo) print(out io.Writer) {
	f := v.Format
	fmt.Fprintf(out, "%s: %s, %d channels, %d Hz, %d bit, %.3f s\n", v.Path, v.Form, f.Channels, f.SampleRate, f.Bits, float64(v.Samples)/float64(f.SampleRate))
	if v.Timecode != "" {
		fmt.Fprintf(out, "  begins %s at %s", v.Timecode, v.Rate)
		if v.Rest > 0 {
			fmt.Fprintf(out, " and %d samples", v.Rest)
		}
		fmt.Fprintln(out)
	}
	if x := v.IXML; x != nil {
		fmt.Fprintf(out, "  scene %s take %s, roll %s%s\n", or(x.Scene, "-"), or(x.Take, "-"), or(x.Tape, "-"), map[bool]string{true: ", circled"}[x.Circled])
		for _, t := range x.Tracks {
			fmt.Fprintf(out, "  track %s %s\n", t.Interleave, or(t.Name, t.Function))
		}
		if x.Note != "" {
			fmt.Fprintf(out, "  note: %s\n", x.Note)
		}
	} else if v.Bext != nil && v.Bext.Description != "" {
		if d := v.Bext.Described(); d["SCENE"] != "" || d["TAKE"] != "" {
			fmt.Fprintf(out, "  scene %s take %s, roll %s (from the description)\n", or(d["SCENE"], "-"), or(d["TAKE"], "-"), or(d["TAPE"], "-"))
		}
		fmt.Fprintf(out, "  description: %s\n", strings.Join(strings.Fields(v.Bext.Description), " "))
	}
	if m := v.Model; m != nil {
		name := "without a programme"
		if len(m.Programmes) > 0 {
			name = fmt.Sprintf("%q", m.Programmes[0].Name)
		}
		fmt.Fprintf(out, "  audio definition model %s: %d objects, %d packs, %d tracks\n", name, len(m.Objects), len(m.Packs), len(m.Tracks))
	}
	for _, c := range v.Cues {
		fmt.Fprintf(out, "  marker %d at sample %d: %s\n", c.ID, c.Sample, c.Label)
	}
	printFindings(out, v.Findings)
}

// or is s, or another text when it is empty.
func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// anyWrong says whether a finding is worse than a doubt.
func anyWrong(v []timeline.Finding) bool {
	for _, x := range v {
		if x.Level == timeline.Wrong {
			return true
		}
	}
	return false
}

func printFindings(out io.Writer, v []timeline.Finding) {
	for _, x := range v {
		fmt.Fprintln(out, "  "+x.String())
	}
}

// WaveReport reads sound reports.
type WaveReport struct {
	File string `arg:"" help:"Sound report; - is standard input."`
	JSON bool   `name:"json" help:"One JSON object."`
}

// Run prints the takes of a report; the exit code is 1 if a line has something wrong with it.
func (c *WaveReport) Run() error { return c.run(os.Stdout) }

func (c *WaveReport) run(out io.Writer) error {
	in := os.Stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	r, err := wave.ReadReport(in)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	if c.JSON {
		err = printJSON(out, r)
	} else {
		fmt.Fprintf(out, "%s: roll %s, mixer %s, %d takes\n", c.File, or(r.Roll, "-"), or(r.Mixer, "-"), len(r.Takes))
		for _, t := range r.Takes {
			fmt.Fprintf(out, "  %-24s scene %-6s take %-3s %s %s%s\n", t.File, or(t.Scene, "-"), or(t.Take, "-"), t.Start, strings.Join(t.Tracks, ", "), map[bool]string{true: ", circled"}[t.Circled])
		}
		printFindings(out, r.Findings)
	}
	if err == nil && anyWrong(r.Findings) {
		return exitCode(1)
	}
	return err
}
