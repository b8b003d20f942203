package mhl1

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"time"
)

// Bytes writes the list as version 1.1, in UTF-8.
func (l *List) Bytes() []byte {
	var w bytes.Buffer
	w.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<hashlist version=\"1.1\">\n\n  <creatorinfo>\n")
	c := l.Creator
	for _, x := range [][2]string{{"name", c.Name}, {"username", c.User}, {"hostname", c.Host}, {"tool", c.Tool}, {"startdate", date(c.Start)}, {"finishdate", date(c.Finish)}} {
		if x[1] != "" {
			element(&w, x[0], x[1])
		}
	}
	w.WriteString("  </creatorinfo>\n")
	for _, f := range l.Files {
		w.WriteString("\n  <hash>\n")
		element(&w, "file", f.Path)
		if f.Size >= 0 {
			element(&w, "size", fmt.Sprint(f.Size))
		}
		if !f.Modified.IsZero() {
			element(&w, "lastmodificationdate", date(f.Modified))
		}
		for _, h := range f.Hashes {
			element(&w, string(h.Kind), h.Value)
		}
		if !f.Date.IsZero() {
			element(&w, "hashdate", date(f.Date))
		}
		w.WriteString("  </hash>\n")
	}
	w.WriteString("\n</hashlist>\n")
	return w.Bytes()
}

func element(w *bytes.Buffer, name, text string) {
	fmt.Fprintf(w, "    <%s>", name)
	_ = xml.EscapeText(w, []byte(text)) // a buffer takes everything
	fmt.Fprintf(w, "</%s>\n", name)
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}
