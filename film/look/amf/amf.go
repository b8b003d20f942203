// Package amf reads ACES Metadata Files: which input, look and output transforms belong to a clip.
//
// Source: Academy S-2019-001 and its schema urn:ampas:aces:amf:v2.0 (v1.0 is read too). A file that breaks the schema's rules
// is an error that names the line.
package amf

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"backlot/film/look"
	"backlot/film/timeline/xmltree"
)

// File is an ACES Metadata File.
type File struct {
	Version     string     `json:"version"` // "2.0"
	Description string     `json:"description,omitempty"`
	Authors     []string   `json:"authors,omitempty"`
	Created     string     `json:"created"`  // as written, ISO 8601
	Modified    string     `json:"modified"` // as written
	UUID        string     `json:"uuid"`
	Clip        *Clip      `json:"clip,omitempty"` // nil when the file is for any clip
	Pipeline    Pipeline   `json:"pipeline"`
	Archived    []Pipeline `json:"archived,omitempty"` // earlier pipelines of the clip
}

// Clip says which clip a file is for; one of Sequence, File and UUID is set.
type Clip struct {
	Name     string `json:"name"`
	Sequence string `json:"sequence,omitempty"` // pattern of file names, with First and Last
	First    int    `json:"first,omitempty"`
	Last     int    `json:"last,omitempty"`
	File     string `json:"file,omitempty"`
	UUID     string `json:"uuid,omitempty"`
}

// Pipeline is the transforms in the order in which light passes them.
type Pipeline struct {
	Description string      `json:"description,omitempty"`
	System      string      `json:"system"` // version of ACES, such as "1.3.0"
	Transforms  []Transform `json:"transforms"`
}

// Kind is the part of a pipeline that a transform plays.
type Kind string

// The kinds of transforms. Here is the working location: where the pictures are at this point of the pipeline.
const (
	Input  Kind = "input"
	Look   Kind = "look"
	Output Kind = "output"
	Here   Kind = "working location"
)

// Transform is a step of a pipeline, named by an id, a file or a UUID, or given as an ASC CDL.
type Transform struct {
	Kind        Kind      `json:"kind"`
	Line        int       `json:"line"`
	Description string    `json:"description,omitempty"`
	Applied     bool      `json:"applied"` // the pictures have it already
	IDs         []string  `json:"ids,omitempty"`
	File        string    `json:"file,omitempty"`
	UUID        string    `json:"uuid,omitempty"`
	CDL         *look.CDL `json:"cdl,omitempty"`
	// To and From are the ids of the ways into the space the CDL works in, and out of it. To may be empty: From backwards.
	To   string `json:"to,omitempty"`
	From string `json:"from,omitempty"`
}

// The largest file and the most elements that are read; real files have a few dozen elements.
const (
	maxFile     = 4 << 20
	maxElements = 20_000
)

// Read reads a file. Errors name the line and what would be right.
func Read(r io.Reader) (*File, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxFile {
		return nil, fmt.Errorf("more than %d MB; no ACES Metadata File is that large", maxFile>>20)
	}
	root, err := xmltree.ParseAtMost(b, maxElements)
	if err != nil {
		return nil, err
	}
	if root.Name != "acesMetadataFile" {
		return nil, at(root, "want <acesMetadataFile>")
	}
	f := &File{Version: root.Attr("version")}
	if f.Version != "2.0" && f.Version != "1.0" {
		return nil, at(root, "version %q; want 2.0 or 1.0", f.Version)
	}
	if err := order(root, "amfInfo", "clipId", "pipeline", "archivedPipeline"); err != nil {
		return nil, err
	}
	if err := f.info(root); err != nil {
		return nil, err
	}
	if c := root.Get("clipId"); c != nil {
		if f.Clip, err = clip(c); err != nil {
			return nil, err
		}
	}
	p := root.All("pipeline")
	if len(p) != 1 {
		return nil, at(root, "%d pipelines; want one", len(p))
	}
	if f.Pipeline, err = pipeline(p[0]); err != nil {
		return nil, err
	}
	for _, e := range root.All("archivedPipeline") {
		old, err := pipeline(e)
		if err != nil {
			return nil, err
		}
		f.Archived = append(f.Archived, old)
	}
	return f, nil
}

// at is an error with the element's place.
func at(e *xmltree.Elem, format string, args ...any) error {
	return fmt.Errorf("line %d: <%s>: %s", e.Line, e.Name, fmt.Sprintf(format, args...))
}

// order checks that children are of names, in their order.
func order(e *xmltree.Elem, names ...string) error {
	i := 0
	for _, c := range e.Children {
		k := i
		for k < len(names) && names[k] != c.Name {
			k++
		}
		if k == len(names) {
			return at(c, "does not stand here in <%s>; want %s in this order", e.Name, strings.Join(names, ", "))
		}
		i = k
	}
	return nil
}

var (
	uuidForm = regexp.MustCompile(`^urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	dateForm = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$`)
)

func (f *File) info(root *xmltree.Elem) error {
	e := root.Get("amfInfo")
	if e == nil {
		return at(root, "no <amfInfo>")
	}
	if err := order(e, "description", "author", "dateTime", "uuid"); err != nil {
		return err
	}
	f.Description = e.Value("description")
	for _, a := range e.All("author") {
		f.Authors = append(f.Authors, a.Value("name"))
	}
	var err error
	f.Created, f.Modified, f.UUID, err = dated(e)
	return err
}

// dated is what every info has: two dates and a UUID.
func dated(e *xmltree.Elem) (created, modified, id string, err error) {
	created, modified = e.Value("dateTime", "creationDateTime"), e.Value("dateTime", "modificationDateTime")
	for _, d := range []string{created, modified} {
		if !dateForm.MatchString(d) {
			return "", "", "", at(e, "dates %q and %q; want creationDateTime and modificationDateTime such as 2026-11-22T20:47:00Z", created, modified)
		}
	}
	id = e.Value("uuid")
	if !uuidForm.MatchString(id) {
		return "", "", "", at(e, "uuid %q; want urn:uuid: and a UUID", id)
	}
	return created, modified, id, nil
}

func clip(e *xmltree.Elem) (*Clip, error) {
	c := &Clip{Name: e.Value("clipName"), File: e.Value("file"), UUID: e.Value("uuid")}
	if c.Name == "" {
		return nil, at(e, "no clipName")
	}
	s := e.Get("sequence")
	if s != nil {
		var err1, err2 error
		c.Sequence = s.Text
		c.First, err1 = strconv.Atoi(s.Attr("min"))
		c.Last, err2 = strconv.Atoi(s.Attr("max"))
		if err1 != nil || err2 != nil || c.First < 0 || c.Last < c.First || s.Attr("idx") == "" {
			return nil, at(s, "idx %q, min %q and max %q; want the sign that stands for digits, and the first and last number", s.Attr("idx"), s.Attr("min"), s.Attr("max"))
		}
	}
	if n := count(s != nil, c.File != "", c.UUID != ""); n != 1 {
		return nil, at(e, "%d of sequence, file and uuid; want one", n)
	}
	return c, nil
}

func count(all ...bool) (n int) {
	for _, b := range all {
		if b {
			n++
		}
	}
	return n
}
