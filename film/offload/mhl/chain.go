package mhl

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"backlot/film/offload/hashes"
)

// Link is a line of the chain file: a manifest with the C4 id it had when it was written.
type Link struct {
	Number int
	Name   string
	C4     string
	Line   int
}

// ReadChain reads a chain file. The error is an *Error that says the line.
func ReadChain(data []byte) ([]Link, error) {
	s := NewScanner(data)
	links, err := readChain(s)
	var at *Error
	if errors.As(err, &at) {
		at.File = ChainFile
	}
	return links, err
}

func readChain(s *Scanner) ([]Link, error) {
	if _, err := s.Root("ascmhldirectory"); err != nil {
		return nil, err
	}
	var links []Link
	return links, s.Each(func(e xml.StartElement) error {
		if e.Name.Local != "hashlist" {
			return s.Fail("<%s>: want hashlist", e.Name.Local)
		}
		l := Link{Line: s.Line()}
		n, err := strconv.Atoi(attr(e, "sequencenr"))
		if err != nil || n < 1 {
			return s.Fail("sequencenr %q: want a number from 1", attr(e, "sequencenr"))
		}
		l.Number = n
		err = s.Each(func(e xml.StartElement) error {
			text, err := s.Text()
			switch e.Name.Local {
			case "path":
				l.Name = text
			case "c4":
				l.C4 = strings.TrimSpace(text)
			}
			return err
		})
		if err != nil {
			return err
		}
		if l.Name == "" || strings.ContainsAny(l.Name, "/\\\x00") || l.Name == ".." || l.Name == "." {
			return s.Fail("path %q: want the name of a manifest beside the chain file", l.Name)
		}
		if _, err := hashes.C4.Bytes(l.C4); err != nil {
			return s.Fail("%s: %v", l.Name, err)
		}
		links = append(links, l)
		return nil
	})
}

// ChainBytes writes a chain file as the reference does.
func ChainBytes(links []Link) []byte {
	w := &writer{}
	w.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ascmhldirectory xmlns=\"urn:ASC:MHL:DIRECTORY:v2.0\">\n")
	for _, l := range links {
		w.line(1, fmt.Sprintf("<hashlist sequencenr=\"%d\">", l.Number))
		w.element(2, "path", l.Name)
		w.element(2, "c4", l.C4)
		w.line(1, "</hashlist>")
	}
	w.WriteString("</ascmhldirectory>\n")
	return w.Bytes()
}
