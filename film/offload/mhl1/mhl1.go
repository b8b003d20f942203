// Package mhl1 reads, checks and writes Media Hash Lists of version 1 (mediahashlist.org), the flat
// files that came before ASC MHL and that many archives and older tools still use.
package mhl1

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
)

// List is one .mhl file.
type List struct {
	Creator Creator
	Files   []File
	// Notes are what was passed over: hashes and dates this package does not know, with their lines.
	Notes []string
}

// Creator is who made a list, with what and when.
type Creator struct {
	Name, User, Host, Tool string
	Start, Finish          time.Time
}

// File is what a list says of one file.
type File struct {
	// Path from the folder of the list, with slashes.
	Path     string
	Size     int64 // -1 when it is not stated
	Modified time.Time
	Hashes   []Hash
	Date     time.Time // when it was hashed
	Line     int       // of the list on which it begins
}

// Hash is a digest under the name version 1 has for it.
type Hash struct {
	Kind  Kind
	Value string // as written, without white space
}

// Kind is the name of a hash in a list.
type Kind string

// The kinds of version 1.1. XXHash is XXH32 as a decimal number; XXHash64 has its bytes in the
// order of a little-endian machine, XXHash64BE the usual way; Null says only that the file is there.
const (
	MD5        Kind = "md5"
	SHA1       Kind = "sha1"
	XXHash     Kind = "xxhash"
	XXHash64   Kind = "xxhash64"
	XXHash64BE Kind = "xxhash64be"
	Null       Kind = "null"
)

var kinds = map[Kind]hashes.Format{MD5: hashes.MD5, SHA1: hashes.SHA1, XXHash: hashes.XXH32, XXHash64: hashes.XXH64, XXHash64BE: hashes.XXH64, Null: ""}

// Format is the digest behind the kind; "" for Null.
func (k Kind) Format() hashes.Format { return kinds[k] }

// Text writes a digest the way the kind does; sum is as hashes.Format.Text has it.
func (k Kind) Text(sum string) (string, error) {
	f := k.Format()
	if f == "" {
		return "", nil
	}
	b, err := f.Bytes(sum)
	if err != nil {
		return "", err
	}
	switch k {
	case XXHash:
		return strconv.FormatUint(uint64(b[0])<<24|uint64(b[1])<<16|uint64(b[2])<<8|uint64(b[3]), 10), nil
	case XXHash64:
		slices.Reverse(b)
	}
	return hex.EncodeToString(b), nil
}

// Sum is the digest of the hash as hashes.Format.Text has it, "" for Null. The error says what a
// hash of this kind looks like.
func (h Hash) Sum() (string, error) {
	switch h.Kind {
	case Null:
		return "", nil
	case XXHash:
		n, err := strconv.ParseUint(h.Value, 10, 32)
		if err != nil {
			return "", fmt.Errorf("xxhash %q: want a decimal number below 4294967296", h.Value)
		}
		return fmt.Sprintf("%08x", n), nil
	}
	b, err := h.Kind.Format().Bytes(h.Value)
	if err != nil {
		return "", err
	}
	if h.Kind == XXHash64 {
		slices.Reverse(b)
	}
	return hex.EncodeToString(b), nil
}

// Read reads a list. The error is an *mhl.Error that says the line; name is for that.
func Read(name string, data []byte) (*List, error) {
	l := &List{}
	r := &reader{mhl.NewScanner(data), l}
	if err := r.list(); err != nil {
		var at *mhl.Error
		if errors.As(err, &at) {
			at.File = name
		}
		return nil, err
	}
	return l, nil
}

type reader struct {
	*mhl.Scanner
	l *List
}

func (r *reader) list() error {
	root, err := r.Root("hashlist")
	if err != nil {
		return err
	}
	version := ""
	for _, a := range root.Attr {
		if a.Name.Local == "version" {
			version = a.Value
		}
	}
	if !strings.HasPrefix(version, "1.") {
		return r.Fail("version %q: want \"1.0\" or \"1.1\" (2.0 is an ASC MHL manifest, which lives in an ascmhl folder)", version)
	}
	return r.Each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "creatorinfo":
			return r.creator()
		case "hash":
			return r.file()
		}
		return r.Skip()
	})
}

func (r *reader) creator() error {
	c := &r.l.Creator
	return r.Each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "name", "username", "hostname", "tool", "startdate", "finishdate":
		default:
			return r.Skip() // some tools add logs and addresses of their own
		}
		text, err := r.Text()
		if err != nil {
			return err
		}
		switch e.Name.Local {
		case "name":
			c.Name = text
		case "username":
			c.User = text
		case "hostname":
			c.Host = text
		case "tool":
			c.Tool = text
		case "startdate":
			c.Start = r.date(text)
		case "finishdate":
			c.Finish = r.date(text)
		}
		return nil
	})
}

func (r *reader) file() error {
	f := File{Size: -1, Line: r.Line()}
	err := r.Each(func(e xml.StartElement) error {
		name := Kind(strings.ToLower(e.Name.Local))
		if _, known := kinds[name]; !known && !slices.Contains(fields, string(name)) {
			r.note("<%s> is not part of MHL 1.1 and was passed over", e.Name.Local)
			return r.Skip()
		}
		text, err := r.Text()
		if err != nil {
			return err
		}
		switch name {
		case "file":
			f.Path = path.Clean(strings.ReplaceAll(text, `\`, "/"))
			if strings.HasPrefix(f.Path, "/") || f.Path == ".." || strings.HasPrefix(f.Path, "../") || strings.ContainsRune(f.Path, 0) {
				return r.Fail("file %q: want a path inside the folder of the list", text)
			}
		case "size":
			if f.Size, err = strconv.ParseInt(strings.TrimSpace(text), 10, 64); err != nil || f.Size < 0 {
				return r.Fail("size %q: want a number of bytes", text)
			}
		case "lastmodificationdate":
			f.Modified = r.date(text)
		case "hashdate":
			f.Date = r.date(text)
		case "creationdate":
		default:
			return r.hash(&f, e, name, text)
		}
		return nil
	})
	if err == nil && (f.Path == "" || f.Path == ".") {
		return &mhl.Error{Line: f.Line, What: "<hash> without a <file>"}
	}
	r.l.Files = append(r.l.Files, f)
	return err
}

// fields are what a file has besides its hashes.
var fields = []string{"file", "size", "creationdate", "lastmodificationdate", "hashdate"}

// hash reads a digest; one in base64, as the attribute encoding may say, becomes hexadecimal.
func (r *reader) hash(f *File, e xml.StartElement, k Kind, text string) error {
	h := Hash{k, strings.ToLower(strings.TrimSpace(text))}
	for _, a := range e.Attr {
		if a.Name.Local == "encoding" && strings.EqualFold(a.Value, "base64") {
			b, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
			if err != nil {
				return r.Fail("%s %q: want base64, as its encoding says", k, text)
			}
			h.Value = hex.EncodeToString(b)
		}
	}
	if _, err := h.Sum(); err != nil {
		return r.Fail("%v", err)
	}
	f.Hashes = append(f.Hashes, h)
	return nil
}

// maxNotes bounds what is said of one list.
const maxNotes = 20

func (r *reader) note(format string, args ...any) {
	if len(r.l.Notes) < maxNotes {
		r.l.Notes = append(r.l.Notes, fmt.Sprintf("line %d: %s", r.Line(), fmt.Sprintf(format, args...)))
	}
}

// dates are the ways lists write them: of today, and of the first tools.
var dates = []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15-04-05", "2006-01-02 15:04:05", "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05 -0700", time.RFC1123Z, time.RFC1123}

// date reads a date. One that cannot be read proves nothing either way, and is passed over with a note.
func (r *reader) date(text string) time.Time {
	text = strings.TrimSpace(text)
	for _, layout := range dates {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	if text != "" {
		r.note("date %q: want one such as 2026-01-16T09:15:00Z", text)
	}
	return time.Time{}
}
