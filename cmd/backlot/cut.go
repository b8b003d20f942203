package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/timeline"
	"backlot/film/timeline/assemble"
	"backlot/film/timeline/cutfile"
)

// CutCmd reads, converts, compares and assembles cuts.
type CutCmd struct {
	Info     CutInfo     `cmd:"" help:"Say what a cut holds: tracks, clips, length, and what is wrong with the file."`
	Convert  CutConvert  `cmd:"" help:"Write a cut in another format, and say what that format cannot hold."`
	Diff     CutDiff     `cmd:"" help:"Say what became of every shot in a later cut."`
	Pull     CutPull     `cmd:"" help:"List the parts of media a cut shows, with handles."`
	List     CutList     `cmd:"" help:"List the effects shots, the music or the markers of a cut."`
	Assemble CutAssemble `cmd:"" help:"Lay circled takes end to end in script order."`
	Render   CutRender   `cmd:"" help:"Make one film file of a cut."`
}

// CutReading says what some files do not say themselves.
type CutReading struct {
	Rate        string `help:"Frames per second of an edit decision list, such as 25 or 23.976; without it the rate is guessed."`
	TrustSource bool   `help:"Where an edit decision list is longer in its source than in its record, and no speed says why, the source counts."`
}

func (c CutReading) options() (cutfile.Options, error) {
	r, err := rate.Parse(c.Rate)
	if err != nil {
		fmt.Fprintln(os.Stderr, "backlot:", err)
		return cutfile.Options{}, exitCode(2)
	}
	return cutfile.Options{Rate: r, Source: c.TrustSource}, nil
}

// read opens a cut; "-" is standard input.
func (c CutReading) read(path string) (*cutfile.File, error) {
	o, err := c.options()
	if err != nil {
		return nil, err
	}
	var b []byte
	if path == "-" {
		b, err = io.ReadAll(os.Stdin)
	} else {
		b, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, err
	}
	return cutfile.Parse(b, filepath.Base(path), o)
}

// timeline opens a cut and takes its first timeline; a file of loose clips has none.
func (c CutReading) timeline(path string) (*timeline.Node, error) {
	f, err := c.read(path)
	if err != nil {
		return nil, err
	}
	all := f.Root.Timelines()
	if len(all) == 0 {
		return nil, fmt.Errorf("%s has clips but no timeline; want a cut", path)
	}
	if len(all) > 1 {
		fmt.Fprintf(os.Stderr, "backlot: %s has %d timelines; %q is taken\n", path, len(all), all[0].Name)
	}
	return all[0], nil
}

// CutInfo summarises cuts.
type CutInfo struct {
	Files []string `arg:"" name:"file" help:"Cuts: .otio, .edl, Final Cut .xml and .fcpxml, .ale, .aaf, Pro Tools text; - is standard input."`
	JSON  bool     `name:"json" help:"Print one JSON object a file."`
	CutReading
}

// cutInfo is the JSON of a cut.
type cutInfo struct {
	File      string             `json:"file"`
	Format    cutfile.Format     `json:"format"`
	Timelines []timelineInfo     `json:"timelines"`
	Clips     int                `json:"loose_clips,omitempty"`
	Findings  []timeline.Finding `json:"findings"`
}

type timelineInfo struct {
	Name     string      `json:"name"`
	Rate     string      `json:"rate"`
	Start    string      `json:"start"`
	Duration string      `json:"duration"`
	Frames   int64       `json:"frames"`
	Tracks   []trackInfo `json:"tracks"`
	Media    int         `json:"media"`
	Markers  int         `json:"markers"`
}

type trackInfo struct {
	Name        string `json:"name"`
	Kind        string `json:"kind"`
	Clips       int    `json:"clips"`
	Transitions int    `json:"transitions"`
	Retimed     int    `json:"retimed"`
	Frames      int64  `json:"frames"`
}

// Run prints a summary of each file; the exit code is 1 if a part of a file could not be read.
func (c *CutInfo) Run() error {
	wrong := false
	for i, path := range c.Files {
		f, err := c.read(path)
		if err != nil {
			return err
		}
		in := summary(path, f)
		for _, x := range f.Findings {
			wrong = wrong || x.Level == timeline.Wrong
		}
		if c.JSON {
			if err := printJSON(os.Stdout, in); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			fmt.Println()
		}
		printCut(os.Stdout, in)
	}
	if wrong {
		return exitCode(1)
	}
	return nil
}

func summary(path string, f *cutfile.File) cutInfo {
	in := cutInfo{File: path, Format: f.Format, Findings: f.Findings, Timelines: []timelineInfo{}}
	if in.Findings == nil {
		in.Findings = []timeline.Finding{}
	}
	for _, n := range f.Root.Timelines() {
		in.Timelines = append(in.Timelines, describe(n))
	}
	if len(in.Timelines) == 0 {
		f.Root.Walk(func(n *timeline.Node) bool {
			if n.Kind == timeline.Clip {
				in.Clips++
			}
			return true
		})
	}
	return in
}

func describe(n *timeline.Node) timelineInfo {
	r := n.Rate()
	frames := n.Duration().FramesAt(r)
	t := timelineInfo{Name: n.Name, Rate: r.Name(), Frames: frames, Tracks: []trackInfo{}}
	if b, err := timecode.Of(r, n.Drop()); err == nil {
		t.Duration = b.FormatLong(frames)
		start := int64(0)
		if n.Start != nil {
			start = n.Start.FramesAt(r)
		}
		t.Start = b.Format(start)
	}
	shots, _ := timeline.Shots(n)
	media := map[string]bool{}
	for i := range shots {
		media[shots[i].Media] = true
		t.Markers += len(shots[i].Node.Markers)
	}
	t.Media = len(media)
	n.Walk(func(c *timeline.Node) bool {
		if c.Kind == timeline.Gap {
			t.Markers += len(c.Markers)
		}
		return true
	})
	if n.Tracks == nil {
		return t
	}
	t.Markers += len(n.Tracks.Markers)
	for _, track := range n.Tracks.Children {
		k := trackInfo{Name: track.Name, Kind: track.TrackKind, Frames: track.Duration().FramesAt(r)}
		for _, c := range track.Children {
			switch c.Kind {
			case timeline.Transition:
				k.Transitions++
			case timeline.Clip, timeline.Stack, timeline.Track:
				k.Clips++
				if c.Speed() != 1 {
					k.Retimed++
				}
			}
		}
		t.Tracks = append(t.Tracks, k)
	}
	return t
}

func printCut(w io.Writer, in cutInfo) {
	fmt.Fprintf(w, "%s (%s)\n", in.File, in.Format)
	for _, t := range in.Timelines {
		fmt.Fprintf(w, "%s: %s at %s frames per second, from %s; %d media, %d markers\n", t.Name, t.Duration, t.Rate, t.Start, t.Media, t.Markers)
		tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
		for _, k := range t.Tracks {
			fmt.Fprintf(tw, "  %s\t%s\t%d clips\t%d transitions\t%d retimed\t%d frames\n", k.Name, k.Kind, k.Clips, k.Transitions, k.Retimed, k.Frames)
		}
		tw.Flush()
	}
	if in.Clips > 0 {
		fmt.Fprintf(w, "%d clips and no timeline\n", in.Clips)
	}
	for _, f := range in.Findings {
		fmt.Fprintln(w, f)
	}
}

// CutConvert writes a cut in another format.
type CutConvert struct {
	File string `arg:"" help:"The cut; - is standard input."`
	Out  string `arg:"" help:"Where to write; the ending says the format (.otio .edl .xml .fcpxml .ale). - is standard output, and needs --to."`
	To   string `help:"Format to write: otio, edl, fcp7, fcpx, ale." enum:"otio,edl,fcp7,fcpx,ale," default:""`

	ToRate string `help:"Frames per second that an edit decision list is counted at when it is written; without it, those of the cut."`
	Drop   bool   `help:"Write an edit decision list in drop-frame codes; without it, it counts as the cut does."`
	CutReading
}

// Run writes the file and prints what the format could not hold to standard error. That does not change the exit code.
func (c *CutConvert) Run() error {
	to := cutfile.Format(c.To)
	if to == "" {
		to = map[string]cutfile.Format{".otio": cutfile.OTIO, ".edl": cutfile.EDL, ".xml": cutfile.FCP7, ".fcpxml": cutfile.FCPX,
			".ale": cutfile.ALE}[strings.ToLower(filepath.Ext(c.Out))]
	}
	if to == "" {
		fmt.Fprintf(os.Stderr, "backlot: convert: %s has no ending of a format; want .otio, .edl, .xml, .fcpxml or .ale, or --to\n", c.Out)
		return exitCode(2)
	}
	f, err := c.read(c.File)
	if err != nil {
		return err
	}
	o, err := c.options()
	if err != nil {
		return err
	}
	if f.Format != cutfile.EDL {
		o = cutfile.Options{}
	}
	if (c.Drop || c.ToRate != "") && to != cutfile.EDL {
		fmt.Fprintf(os.Stderr, "backlot: convert: --to-rate and --drop are for edit decision lists, not for %s\n", to)
		return exitCode(2)
	}
	if o.To, err = rate.Parse(c.ToRate); err != nil {
		fmt.Fprintln(os.Stderr, "backlot: convert:", err)
		return exitCode(2)
	}
	o.Drop = c.Drop
	var b bytes.Buffer
	lost, err := cutfile.Write(&b, f.Root, to, o)
	if err != nil {
		return err
	}
	for _, x := range append(f.Findings, lost...) {
		fmt.Fprintln(os.Stderr, x)
	}
	return writeOut(c.Out, b.Bytes())
}

// writeOut writes a file whole or not at all; "-" is standard output.
func writeOut(path string, b []byte) error {
	if path == "-" || path == "" {
		_, err := os.Stdout.Write(b)
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".backlot-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(b); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// CutAssemble lays takes end to end.
type CutAssemble struct {
	Plan string `arg:"" help:"JSON of takes, as docs/manual/cut.md says; - is standard input."`
	Out  string `arg:"" optional:"" help:"Where to write; the ending says the format. Without it, .otio to standard output."`
}

// Run writes the assembly, and what is missing from it to standard error.
func (c *CutAssemble) Run() error {
	in := os.Stdin
	if c.Plan != "-" {
		f, err := os.Open(c.Plan)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	p, err := assemble.Read(in)
	if err != nil {
		return err
	}
	n, findings, err := assemble.Timeline(p)
	if err != nil {
		return err
	}
	to := cutfile.Sniff(nil, c.Out)
	if c.Out == "" || c.Out == "-" {
		to = cutfile.OTIO
	}
	var b bytes.Buffer
	lost, err := cutfile.Write(&b, n, to, cutfile.Options{})
	if err != nil {
		return err
	}
	for _, x := range append(findings, lost...) {
		fmt.Fprintln(os.Stderr, x)
	}
	return writeOut(c.Out, b.Bytes())
}
