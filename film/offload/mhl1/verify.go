package mhl1

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"backlot/film/offload/hashes"
)

// Status of a file.
type Status string

// What checking a file can come to.
const (
	Good     Status = "ok"
	Missing  Status = "missing"
	Mismatch Status = "mismatch"
)

// Finding is what became of one file of a list.
type Finding struct {
	Path   string // as the list has it
	Found  string // as the disk has it, when that is written differently
	Line   int    // of the list
	Status Status
	Detail string
}

func (f Finding) String() string {
	s := fmt.Sprintf("%-8s %s", f.Status, f.Path)
	if f.Detail != "" {
		s += ": " + f.Detail
	}
	return s
}

// Want is a file to hash for Verify.
type Want struct {
	Path    string // as the disk has it
	Formats []hashes.Format
}

// Wanted lists the files of the list that are there, and the formats to hash them in. The tree is
// the folder of the list.
func (l *List) Wanted(tree fs.FS) []Want {
	var out []Want
	for _, f := range l.Files {
		name, err := find(tree, f.Path)
		if err != nil {
			continue
		}
		var formats []hashes.Format
		for _, h := range f.Hashes {
			if h.Kind != Null {
				formats = append(formats, h.Kind.Format())
			}
		}
		slices.Sort(formats)
		out = append(out, Want{name, slices.Compact(formats)})
	}
	return out
}

// Verify says of every file of the list what became of it, given the sums of those that are there
// by their path on the disk.
func (l *List) Verify(tree fs.FS, sums map[string]hashes.Sums) []Finding {
	out := make([]Finding, 0, len(l.Files))
	for _, f := range l.Files {
		out = append(out, check(tree, f, sums))
	}
	return out
}

func check(tree fs.FS, f File, sums map[string]hashes.Sums) Finding {
	out := Finding{Path: f.Path, Line: f.Line, Status: Good}
	name, err := find(tree, f.Path)
	if err != nil {
		out.Status, out.Detail = Missing, err.Error()
		return out
	}
	if name != f.Path {
		out.Found = name
	}
	if info, err := fs.Stat(tree, name); err == nil && f.Size >= 0 && info.Size() != f.Size {
		out.Status, out.Detail = Mismatch, fmt.Sprintf("%d bytes, not %d", info.Size(), f.Size)
		return out
	}
	if len(f.Hashes) == 0 {
		out.Detail = "the list has no hash of it that is known here: only that it is there, and its size, were looked at"
	}
	for _, h := range f.Hashes {
		want, err := h.Sum()
		if err != nil || h.Kind == Null {
			continue
		}
		now := sums[name][h.Kind.Format()]
		if now == want {
			continue
		}
		if h.Kind == XXHash64 && now == h.Value {
			out.Detail = "xxhash64 is written in the order of xxhash64be"
			continue
		}
		text, _ := h.Kind.Text(now)
		out.Status, out.Detail = Mismatch, fmt.Sprintf("%s is %s, not %s", h.Kind, text, h.Value)
	}
	return out
}

// find is the path as the disk has it: as written, or composed otherwise. A Mac writes accents as
// letters of their own, most others do not, and a list may come from either.
func find(tree fs.FS, name string) (string, error) {
	if _, err := fs.Stat(tree, name); err == nil {
		return name, nil
	}
	at := "."
	for _, part := range strings.Split(name, "/") {
		list, err := fs.ReadDir(tree, at)
		if err != nil {
			return "", fmt.Errorf("no folder %s", at)
		}
		i := slices.IndexFunc(list, func(e fs.DirEntry) bool { return e.Name() == part })
		if i < 0 {
			i = slices.IndexFunc(list, func(e fs.DirEntry) bool { return norm.NFC.String(e.Name()) == norm.NFC.String(part) })
		}
		if i < 0 {
			return "", fmt.Errorf("no %s in folder %s", part, at)
		}
		at = path.Join(at, list[i].Name())
	}
	return at, nil
}
