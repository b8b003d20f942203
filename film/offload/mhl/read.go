package mhl

import (
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"backlot/film/offload/hashes"
)

// Read reads a manifest. The error is an *Error that says the line; name is for that and for
// Manifest.Name.
func Read(name string, data []byte) (*Manifest, error) {
	m := &Manifest{Name: name}
	r := &reader{Scanner: NewScanner(data), m: m, seen: map[string]bool{}}
	if err := r.list(); err != nil {
		var at *Error
		if errors.As(err, &at) {
			at.File = name
		}
		return nil, err
	}
	m.c4 = hashes.C4.Of(data)
	return m, nil
}

type reader struct {
	*Scanner
	m    *Manifest
	seen map[string]bool
}

func (r *reader) list() error {
	root, err := r.Root("hashlist")
	if err != nil {
		return err
	}
	if v := attr(root, "version"); v != "2.0" {
		if strings.HasPrefix(v, "1.") {
			return r.Fail("version %q: this is an MHL 1 file, not an ASC MHL manifest (version \"2.0\")", v)
		}
		return r.Fail("version %q: want \"2.0\"", v)
	}
	creator := false
	err = r.Each(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "creatorinfo":
			creator = true
			return r.creator()
		case "processinfo":
			return r.process()
		case "hashes":
			return r.Each(r.entry)
		case "metadata":
			r.m.Metadata, err = r.Raw()
			return err
		case "references":
			return r.Each(r.reference)
		}
		return r.unknown(e)
	})
	if err == nil && (!creator || r.m.Process == "") {
		return r.Fail("a manifest needs <creatorinfo> and <processinfo> with <process>")
	}
	return err
}

func (r *reader) creator() error {
	c := &r.m.Creator
	return r.Each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "creationdate", "hostname", "tool", "author", "location", "comment":
		default:
			return r.unknown(e)
		}
		text, err := r.Text()
		if err != nil {
			return err
		}
		switch e.Name.Local {
		case "creationdate":
			c.Date, err = r.date(text)
		case "hostname":
			c.Host = text
		case "tool":
			c.Tool, c.ToolVersion = text, attr(e, "version")
		case "author":
			c.Authors = append(c.Authors, Author{text, attr(e, "email"), attr(e, "phone"), attr(e, "role")})
		case "location":
			c.Location = text
		case "comment":
			c.Comment = text
		}
		return err
	})
}

// maxNotes bounds what is said of one manifest.
const maxNotes = 20

// unknown passes over an element that the schema does not have, and says so: what a later version or another program adds must not keep a
// history from being verified. A path has to be a path all the same.
func (r *reader) unknown(e xml.StartElement) error {
	if len(r.m.Notes) < maxNotes {
		r.m.Notes = append(r.m.Notes, fmt.Sprintf("line %d: <%s> is not part of ASC MHL 2.0 and was passed over", r.Line(), e.Name.Local))
	}
	return r.Skip()
}

func (r *reader) process() error {
	return r.Each(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "process":
			if r.m.Process, err = r.Text(); err != nil {
				return err
			}
			if !slices.Contains([]string{"in-place", "transfer", "flatten"}, r.m.Process) {
				return r.Fail("process %q: want in-place, transfer or flatten", r.m.Process)
			}
			return nil
		case "roothash":
			r.m.Root = &FolderHash{}
			return r.Each(func(e xml.StartElement) error { return r.folder(e, r.m.Root) })
		case "ignore":
			return r.Each(func(xml.StartElement) error {
				text, err := r.Text()
				if len(r.m.Ignore) >= maxPatterns {
					return r.Fail("more than %d ignore patterns", maxPatterns)
				}
				r.m.Ignore = append(r.m.Ignore, text)
				return err
			})
		}
		return r.unknown(e)
	})
}

func (r *reader) entry(e xml.StartElement) error {
	n := Entry{Line: r.Line(), Dir: e.Name.Local == "directoryhash"}
	if !n.Dir && e.Name.Local != "hash" {
		return r.Fail("<%s> in <hashes>: want hash or directoryhash", e.Name.Local)
	}
	err := r.Each(func(e xml.StartElement) (err error) {
		switch name := e.Name.Local; {
		case name == "path":
			return r.path(e, &n)
		case name == "previousPath":
			n.PreviousPath, err = r.Text()
			return err
		case name == "metadata":
			n.Metadata, err = r.Raw()
			return err
		case n.Dir:
			return r.folder(e, &n.Folder)
		}
		return r.hash(e, &n.Hashes)
	})
	if err != nil {
		return err
	}
	if n.Path == "" {
		return &Error{Line: n.Line, What: "<" + e.Name.Local + "> without a <path>"}
	}
	if r.seen[n.Path] {
		return &Error{Line: n.Line, What: "path " + n.Path + " is listed twice"}
	}
	r.seen[n.Path] = true
	r.m.Entries = append(r.m.Entries, n)
	return nil
}

func (r *reader) path(e xml.StartElement, n *Entry) (err error) {
	if n.Size, err = r.size(attr(e, "size")); err != nil {
		return err
	}
	if n.Created, err = r.date(attr(e, "creationdate")); err != nil {
		return err
	}
	if n.Modified, err = r.date(attr(e, "lastmodificationdate")); err != nil {
		return err
	}
	if n.Path, err = r.Text(); err != nil {
		return err
	}
	if n.Dir {
		n.Path = strings.TrimSuffix(n.Path, "/")
	}
	if !inside(n.Path) {
		return r.Fail("path %q: want one inside the folder of the history, with slashes", n.Path)
	}
	return nil
}

// inside says that a path stays below the folder it starts from: a manifest must not be able to
// send a reader elsewhere.
func inside(p string) bool {
	return p != "" && utf8.ValidString(p) && !strings.ContainsRune(p, 0) && p[0] != '/' && path.Clean(p) == p && p != ".." && !strings.HasPrefix(p, "../")
}

func (r *reader) folder(e xml.StartElement, f *FolderHash) error {
	switch e.Name.Local {
	case "content":
		return r.Each(func(e xml.StartElement) error { return r.hash(e, &f.Content) })
	case "structure":
		return r.Each(func(e xml.StartElement) error { return r.hash(e, &f.Structure) })
	}
	return r.Fail("<%s>: want content or structure", e.Name.Local)
}

func (r *reader) hash(e xml.StartElement, to *[]Hash) error {
	f := hashes.Format(e.Name.Local)
	if !slices.Contains(formats, f) {
		return r.unknown(e) // also a hash of a later version: the file's other hashes still count
	}
	h := Hash{Format: f, Action: attr(e, "action")}
	if h.Action != "" && h.Action != Original && h.Action != Verified && h.Action != Failed {
		return r.Fail("action %q: want original, verified or failed", h.Action)
	}
	var err error
	if h.Date, err = r.date(attr(e, "hashdate")); err != nil {
		return err
	}
	if h.Value, err = r.Text(); err != nil {
		return err
	}
	h.Value = strings.TrimSpace(h.Value)
	sum, err := f.Bytes(h.Value)
	if err != nil {
		return r.Fail("%v", err)
	}
	if hashOf(*to, f) != nil {
		return r.Fail("<%s> is given twice", f)
	}
	h.Value = f.Text(sum) // capital digits are read, small ones kept
	*to = append(*to, h)
	return nil
}

func (r *reader) reference(e xml.StartElement) error {
	var ref Reference
	err := r.Each(func(e xml.StartElement) error {
		text, err := r.Text()
		switch e.Name.Local {
		case "path":
			ref.Path = text
		case "c4":
			ref.C4 = strings.TrimSpace(text)
		}
		return err
	})
	if err != nil {
		return err
	}
	if !inside(ref.Path) {
		return r.Fail("reference to %q: want a path inside the folder of the history", ref.Path)
	}
	r.m.References = append(r.m.References, ref)
	return nil
}
