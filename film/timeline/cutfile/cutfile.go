// Package cutfile opens a cut in whatever format it comes, and writes it in another.
package cutfile

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"sort"
	"strings"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/aaf"
	"backlot/film/timeline/ale"
	"backlot/film/timeline/charset"
	"backlot/film/timeline/edl"
	"backlot/film/timeline/fcp7"
	"backlot/film/timeline/fcpx"
	"backlot/film/timeline/protools"
)

// Format is a kind of file.
type Format string

// The formats, by the name the command takes.
const (
	OTIO     Format = "otio"
	EDL      Format = "edl"
	FCP7     Format = "fcp7"
	FCPX     Format = "fcpx"
	ALE      Format = "ale"
	AAF      Format = "aaf"
	ProTools Format = "protools"
)

// Options say what some files do not say themselves.
type Options struct {
	Rate   rate.Rate // of an EDL; zero guesses
	Source bool      // of an EDL: source timecodes count where they and the record disagree
	To     rate.Rate // of an EDL that is written; zero is Rate, then that of the timeline
	Drop   bool      // an EDL that is written has drop-frame codes; otherwise it counts as the timeline does
}

// File is a cut that was read.
type File struct {
	Format   Format
	Root     *timeline.Node // a timeline, or a collection of timelines and clips
	Findings []timeline.Finding
}

// readers read a format; sniffing is by the beginning of the file, for names lie.
var readers = map[Format]func([]byte, Options) (*timeline.Node, []timeline.Finding, error){
	OTIO:     readOTIO,
	EDL:      readEDL,
	FCP7:     func(b []byte, _ Options) (*timeline.Node, []timeline.Finding, error) { return fcp7.Parse(b) },
	FCPX:     func(b []byte, _ Options) (*timeline.Node, []timeline.Finding, error) { return fcpx.Parse(b) },
	AAF:      func(b []byte, _ Options) (*timeline.Node, []timeline.Finding, error) { return aaf.Parse(b) },
	ProTools: func(b []byte, _ Options) (*timeline.Node, []timeline.Finding, error) { return protools.Parse(b) },
	ALE:      func(b []byte, _ Options) (*timeline.Node, []timeline.Finding, error) { return ale.Parse(b) },
}

func readOTIO(b []byte, _ Options) (*timeline.Node, []timeline.Finding, error) {
	if bytes.HasPrefix(b, []byte(bundle)) {
		return readBundle(b)
	}
	return timeline.Parse(b)
}

func readEDL(b []byte, o Options) (*timeline.Node, []timeline.Finding, error) {
	l, err := edl.Parse(b)
	if err != nil {
		return nil, nil, err
	}
	n, findings := l.Timeline(edl.Options{Rate: o.Rate, Source: o.Source})
	return n, findings, nil
}

// Sniff says what a file is, by its beginning and, where that says nothing, by its name. It is "" for what is no cut.
func Sniff(b []byte, name string) Format {
	head := bytes.TrimLeft(charset.Unicode(b[:min(len(b), 4096)]), " \t\r\n\x00")
	switch {
	case bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return AAF
	case bytes.HasPrefix(head, []byte("{")) || bytes.HasPrefix(b, []byte(bundle)):
		return OTIO
	case bytes.HasPrefix(head, []byte("Heading")):
		return ALE
	case bytes.HasPrefix(head, []byte("SESSION NAME:")):
		return ProTools
	case bytes.Contains(head, []byte("<xmeml")):
		return FCP7
	case bytes.Contains(head, []byte("<fcpxml")):
		return FCPX
	case bytes.HasPrefix(head, []byte("TITLE:")):
		return EDL
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".otio":
		return OTIO
	case ".edl":
		return EDL
	case ".fcpxml":
		return FCPX
	case ".xml":
		return FCP7
	case ".ale":
		return ALE
	case ".aaf":
		return AAF
	case ".txt":
		if bytes.Contains(head, []byte("TRACK NAME:")) {
			return ProTools
		}
		return EDL
	}
	return ""
}

// Open reads a cut. The name helps to know the format; it is not opened.
func Open(r io.Reader, name string, o Options) (*File, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return Parse(b, name, o)
}

// Parse is Open of bytes. The file keeps them: do not change them afterwards.
func Parse(b []byte, name string, o Options) (*File, error) {
	f := &File{Format: Sniff(b, name)}
	read, ok := readers[f.Format]
	if !ok {
		return nil, fmt.Errorf("%s is no cut that is known here; want one of %s", name, strings.Join(Names(), ", "))
	}
	var err error
	if f.Root, f.Findings, err = read(b, o); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// Names lists the formats that can be read.
func Names() []string {
	var out []string
	for f := range readers {
		out = append(out, string(f))
	}
	sort.Strings(out)
	return out
}

// Write writes a cut, and says what the format could not hold. A format of one timeline takes the first.
func Write(w io.Writer, root *timeline.Node, f Format, o Options) ([]timeline.Finding, error) {
	switch f {
	case OTIO:
		return nil, timeline.Write(w, root, timeline.WriteOptions{})
	case ALE:
		return ale.Write(w, root)
	}
	n, err := one(root)
	if err != nil {
		return nil, err
	}
	switch f {
	case EDL:
		e := edl.WriteOptions{Rate: o.To, Drop: o.Drop}
		if e.Rate.IsZero() {
			e.Rate = o.Rate
		}
		if e.Rate.IsZero() || e.Rate == n.Rate() {
			e.Drop = e.Drop || n.Drop()
		}
		return edl.Write(w, n, e)
	case FCP7:
		return fcp7.Write(w, n)
	case FCPX:
		return fcpx.Write(w, n)
	}
	return nil, fmt.Errorf("format %q cannot be written; want otio, edl, fcp7, fcpx or ale", f)
}

// one is the timeline to write: the only one, or one made of loose clips end to end.
func one(root *timeline.Node) (*timeline.Node, error) {
	if all := root.Timelines(); len(all) > 0 {
		return all[0], nil
	}
	n := timeline.New(root.Name)
	t := n.AddTrack("V", timeline.Video)
	root.Walk(func(c *timeline.Node) bool {
		if c.Kind == timeline.Clip || c.Kind == timeline.Stack || c.Kind == timeline.Track {
			t.Children = append(t.Children, c)
			return false
		}
		return true
	})
	if len(t.Children) == 0 {
		return nil, fmt.Errorf("neither timeline nor clip in it")
	}
	return n, nil
}
