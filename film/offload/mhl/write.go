package mhl

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"backlot/film/offload/hashes"
)

// Bytes writes the manifest as the reference does, byte for byte, and remembers its C4 id.
func (m *Manifest) Bytes() []byte {
	w := &writer{}
	w.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<hashlist version=\"2.0\" xmlns=\"urn:ASC:MHL:v2.0\">\n")
	w.creator(m.Creator)
	w.process(m)
	if len(m.Entries) > 0 {
		w.line(1, "<hashes>")
		for i := range m.Entries {
			w.entry(&m.Entries[i])
		}
		w.line(1, "</hashes>")
	}
	if m.Metadata != "" {
		w.line(1, m.Metadata)
	}
	if len(m.References) > 0 {
		w.line(1, "<references>")
		for _, r := range m.References {
			w.line(2, "<hashlistreference>")
			w.element(3, "path", r.Path)
			w.element(3, "c4", r.C4)
			w.line(2, "</hashlistreference>")
		}
		w.line(1, "</references>")
	}
	w.WriteString("</hashlist>\n")
	m.c4 = hashes.C4.Of(w.Bytes())
	return w.Bytes()
}

type writer struct{ bytes.Buffer }

func (w *writer) line(depth int, s string) {
	w.WriteString(strings.Repeat("  ", depth))
	w.WriteString(s)
	w.WriteByte('\n')
}

// element writes one with text; attributes come in pairs of name and value, empty ones are left out.
func (w *writer) element(depth int, name, text string, attrs ...string) {
	var b strings.Builder
	b.WriteString("<" + name)
	for i := 0; i < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			fmt.Fprintf(&b, " %s=\"%s\"", attrs[i], escape(attrs[i+1], true))
		}
	}
	if text == "" {
		b.WriteString("/>")
	} else {
		b.WriteString(">" + escape(text, false) + "</" + name + ">")
	}
	w.line(depth, b.String())
}

var (
	inText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;")
	inAttr = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#13;", `"`, "&quot;", "\n", "&#10;", "\t", "&#9;")
)

func escape(s string, attribute bool) string {
	if attribute {
		return inAttr.Replace(s)
	}
	return inText.Replace(s)
}

// stamp is the date as Python's isoformat has it: with microseconds when there are any.
func stamp(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Nanosecond() == 0:
		return t.Format("2006-01-02T15:04:05-07:00")
	}
	return t.Format("2006-01-02T15:04:05.000000-07:00")
}

func (w *writer) creator(c Creator) {
	w.line(1, "<creatorinfo>")
	w.element(2, "creationdate", stamp(c.Date))
	w.element(2, "hostname", c.Host)
	w.element(2, "tool", c.Tool, "version", c.ToolVersion)
	for _, a := range c.Authors {
		w.element(2, "author", a.Name, "email", a.Email, "phone", a.Phone, "role", a.Role)
	}
	if c.Location != "" {
		w.element(2, "location", c.Location)
	}
	if c.Comment != "" {
		w.element(2, "comment", c.Comment)
	}
	w.line(1, "</creatorinfo>")
}

func (w *writer) process(m *Manifest) {
	w.line(1, "<processinfo>")
	w.element(2, "process", m.Process)
	if m.Root != nil {
		w.line(2, "<roothash>")
		w.folder(3, *m.Root)
		w.line(2, "</roothash>")
	}
	if len(m.Ignore) > 0 {
		w.line(2, "<ignore>")
		for _, p := range m.Ignore {
			w.element(3, "pattern", p)
		}
		w.line(2, "</ignore>")
	}
	w.line(1, "</processinfo>")
}

func (w *writer) entry(e *Entry) {
	name, size := "hash", ""
	if e.Dir {
		name = "directoryhash"
	}
	if e.Size > 0 {
		size = fmt.Sprint(e.Size)
	}
	w.line(2, "<"+name+">")
	w.element(3, "path", e.Path, "size", size, "creationdate", stamp(e.Created), "lastmodificationdate", stamp(e.Modified))
	if e.Dir {
		w.folder(3, e.Folder)
	} else {
		w.hashes(3, e.Hashes)
	}
	if e.PreviousPath != "" {
		w.element(3, "previousPath", e.PreviousPath)
	}
	if e.Metadata != "" {
		w.line(3, e.Metadata)
	}
	w.line(2, "</"+name+">")
}

func (w *writer) folder(depth int, f FolderHash) {
	for _, part := range []struct {
		name string
		list []Hash
	}{{"content", f.Content}, {"structure", f.Structure}} {
		if len(part.list) == 0 {
			w.line(depth, "<"+part.name+"/>")
			continue
		}
		w.line(depth, "<"+part.name+">")
		w.hashes(depth+1, part.list)
		w.line(depth, "</"+part.name+">")
	}
}

// hashes are written in the order of the schema, whatever order they were made in.
func (w *writer) hashes(depth int, list []Hash) {
	for _, f := range formats {
		if h := hashOf(list, f); h != nil {
			w.element(depth, string(f), h.Value, "action", h.Action, "hashdate", stamp(h.Date))
		}
	}
}
