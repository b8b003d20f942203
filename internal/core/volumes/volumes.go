// Package volumes names the folders of this machine that the program may read footage from and copy
// it to: a RAID in the truck, a shuttle disk, the place where camera cards appear.
//
// They are given when the program starts (backlot serve --volume r1=/mnt/r1=raid@truck), and nothing
// outside them is ever touched: names with "..", and links that lead out, are refused by the
// operating system's own means (os.Root). A stored copy names its volume and the folder below it, so
// that its files can be found again.
package volumes

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"backlot/film/offload"
	"backlot/internal/core/fault"
)

// Volume is a named folder of this machine.
type Volume struct {
	Name   string // as people call it: "r1"; letters, digits, "-", "_" and "."
	Dir    string // absolute
	Medium string // one of Media
	Site   string // where it is kept: "truck"; empty is not stated
	// Label of the medium itself, such as the bar code of a tape, where several share one mount and the
	// machine cannot tell them apart; what is stated is taken as said. Usually empty.
	Label string
}

// Cards is the medium of a volume on which camera cards appear: it is read, and never written to.
const Cards = "card"

// Media are the kinds of media, as a stored copy names them.
func Media() []string { return []string{Cards, "raid", "disk", "ssd", "lto", "cloud"} }

// Writable says that copies may be put on the volume.
func (v Volume) Writable() bool { return v.Medium != Cards }

// Disk tells the medium of a volume from others: by its own label where it has one, else by the device
// that the machine names.
func (v Volume) Disk(device string) string {
	if v.Label != "" {
		return "label " + v.Label
	}
	return device
}

var nameForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`)

// Parse reads NAME=FOLDER=MEDIUM@SITE; medium (disk when left out) and site may be missing. A medium may
// carry the label of its own, as in lto:BL0001L8.
func Parse(s string) (Volume, error) {
	name, rest, ok := strings.Cut(s, "=")
	if !ok || rest == "" {
		return Volume{}, fmt.Errorf("volume %q: want NAME=FOLDER, NAME=FOLDER=MEDIUM or NAME=FOLDER=MEDIUM@SITE, such as r1=/mnt/r1=raid@truck", s)
	}
	v := Volume{Name: name}
	v.Dir, v.Medium, v.Site = offload.SplitPlace(rest)
	v.Medium, v.Label, _ = strings.Cut(v.Medium, ":")
	if v.Medium == "" {
		v.Medium = "disk"
	}
	v.Dir = filepath.Clean(v.Dir)
	if !filepath.IsAbs(v.Dir) {
		dir, err := filepath.Abs(v.Dir)
		if err != nil {
			return Volume{}, fmt.Errorf("volume %q: %w", s, err)
		}
		v.Dir = dir
	}
	return v, v.check()
}

func (v Volume) check() error {
	switch {
	case !nameForm.MatchString(v.Name):
		return fmt.Errorf("volume name %q: want up to 40 letters, digits, dots, dashes or underscores, such as r1", v.Name)
	case !slices.Contains(Media(), v.Medium):
		return fmt.Errorf("volume %s: medium %q: want one of %s", v.Name, v.Medium, strings.Join(Media(), ", "))
	case len(v.Site) > 80, len(v.Label) > 80:
		return fmt.Errorf("volume %s: site or label of more than 80 characters: want at most 80", v.Name)
	case v.Dir == string(filepath.Separator):
		return fmt.Errorf("volume %s: %s is the whole machine: want a folder that holds footage and nothing else", v.Name, v.Dir)
	}
	return nil
}

// Set is the volumes of this machine. It never changes; the zero Set has none.
type Set struct{ list []Volume }

// New takes volumes in the order in which they are to be listed. Two of one name, and two of which
// one lies inside the other, are refused: copies on them would be counted as two and be one. A folder
// that is not there is no error: its disk may be mounted later.
func New(list []Volume) (Set, error) {
	for i, v := range list {
		if err := v.check(); err != nil {
			return Set{}, err
		}
		for _, o := range list[:i] {
			if strings.EqualFold(v.Name, o.Name) {
				return Set{}, fmt.Errorf("two volumes are called %s: want a name for each", v.Name)
			}
			if within(real(v.Dir), real(o.Dir)) || within(real(o.Dir), real(v.Dir)) {
				return Set{}, fmt.Errorf("volumes %s and %s: %s and %s lie inside one another; want folders of their own", o.Name, v.Name, o.Dir, v.Dir)
			}
		}
	}
	return Set{slices.Clone(list)}, nil
}

// ParseAll is Parse for each text, and New.
func ParseAll(texts []string) (Set, error) {
	var list []Volume
	for _, s := range texts {
		v, err := Parse(s)
		if err != nil {
			return Set{}, err
		}
		list = append(list, v)
	}
	return New(list)
}

// real is a path without links, as far as it exists.
func real(dir string) string {
	if p, err := filepath.EvalSymlinks(dir); err == nil {
		return p
	}
	return dir
}

func within(inner, outer string) bool {
	rel, err := filepath.Rel(outer, inner)
	return err == nil && (rel == "." || filepath.IsLocal(rel))
}

// All lists the volumes.
func (s Set) All() []Volume { return slices.Clone(s.list) }

// Get is the volume of a name; NotFound says which there are.
func (s Set) Get(name string) (Volume, error) {
	for _, v := range s.list {
		if v.Name == name {
			return v, nil
		}
	}
	if len(s.list) == 0 {
		return Volume{}, fault.New(fault.NotFound, "no volume %q: this machine has none; start the program with --volume NAME=FOLDER", name)
	}
	var names []string
	for _, v := range s.list {
		names = append(names, v.Name)
	}
	return Volume{}, fault.New(fault.NotFound, "no volume %q on this machine: it has %s", name, strings.Join(names, ", "))
}

// State is how a volume stands at this moment.
type State struct {
	Volume
	Mounted    bool   // its folder is there and can be read
	ReadOnly   bool   // nothing can be written to it
	Free       int64  // bytes; -1 when unknown
	Total      int64  // bytes; -1 when unknown
	Device     string // the same for two volumes on one disk
	FileSystem string // "ext4"; "" when unknown
	Problem    string // why it is not mounted, in a few words; "" when it is
}

// State looks at a volume.
func (v Volume) State() State {
	s := State{Volume: v, Free: -1, Total: -1}
	d, err := offload.OpenDir(v.Dir)
	if err == nil {
		var t offload.Traits
		if t, err = d.Traits(); err == nil {
			s.Mounted, s.ReadOnly, s.Free, s.Device, s.FileSystem = true, t.ReadOnly, t.Free, v.Disk(t.Device), t.FileSystem
			s.Total = t.Total
			return s
		}
	}
	s.Problem = "the disk cannot be read"
	if errors.Is(err, fs.ErrNotExist) {
		s.Problem = "its folder is not there: is the disk mounted?"
	}
	return s
}

// States looks at all volumes.
func (s Set) States() []State {
	out := make([]State, 0, len(s.list))
	for _, v := range s.list {
		out = append(out, v.State())
	}
	return out
}

// Folder is a folder of a volume, which need not exist, as a place that copies are made from and to.
// "" is the volume itself. What is read or written through it stays inside the volume.
func (s Set) Folder(volume, folder string) (*offload.Dir, error) {
	v, err := s.Get(volume)
	if err != nil {
		return nil, err
	}
	if folder == "" {
		folder = "."
	}
	if !fs.ValidPath(folder) {
		return nil, fault.New(fault.Invalid, "folder %q of volume %s: want names with slashes between, without .. and without a slash at either end", folder, volume)
	}
	d, err := offload.OpenDir(v.Dir)
	if err != nil {
		return nil, fault.New(fault.Unavailable, "volume %s is not mounted: want its disk, and then try again", volume)
	}
	return d.Sub(folder), nil
}

// Open opens a file of a stored copy: label and folder as the copy names them, name the file below it,
// with slashes. It can be sought in. NotFound says what is missing; Unavailable that the disk is.
func (s Set) Open(label, folder, name string) (*os.File, error) {
	d, err := s.Folder(label, folder)
	if err != nil {
		return nil, err
	}
	f, err := d.Open(name)
	if err != nil {
		return nil, missing(label, path.Join(folder, name), err)
	}
	file, ok := f.(*os.File)
	if !ok {
		f.Close()
		return nil, fmt.Errorf("open %s on volume %s: %T is no file of this machine", name, label, f)
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = fault.New(fault.NotFound, "%s on volume %s is a folder: want a file", path.Join(folder, name), label)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// Find gives the path on this machine of a file of a stored copy, for programs such as ffmpeg that
// open files themselves. Links on the way are resolved, and those that lead out are refused.
func (s Set) Find(label, folder, name string) (string, error) {
	f, err := s.Open(label, folder, name)
	if err != nil {
		return "", err
	}
	f.Close()
	v, err := s.Get(label)
	if err != nil {
		return "", err
	}
	p, err := filepath.EvalSymlinks(filepath.Join(v.Dir, filepath.FromSlash(path.Join(folder, name))))
	if err != nil {
		return "", missing(label, path.Join(folder, name), err)
	}
	if !within(p, real(v.Dir)) {
		return "", fault.New(fault.Denied, "%s on volume %s leads out of it", path.Join(folder, name), label)
	}
	return p, nil
}

func missing(label, name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "%s is not on volume %s", name, label)
	case errors.Is(err, fs.ErrInvalid):
		return fault.New(fault.Invalid, "file %q on volume %s: want names with slashes between, without ..", name, label)
	}
	return fault.New(fault.Unavailable, "%s on volume %s cannot be read: %w", name, label, err)
}

// Entry is a folder or file of a volume.
type Entry struct {
	Name   string
	Folder bool
	Size   int64 // bytes of a file
}

// maxEntries bounds a listing: a card has a few folders, and nobody picks one out of thousands.
const maxEntries = 1000

// List gives what is in a folder of a volume, folders first, at most a thousand of them. Links, hidden
// files and what is neither file nor folder are left out.
func (s Set) List(volume, folder string) ([]Entry, error) {
	d, err := s.Folder(volume, folder)
	if err != nil {
		return nil, err
	}
	list, err := fs.ReadDir(d, ".")
	if err != nil {
		return nil, missing(volume, folder, err)
	}
	out := []Entry{}
	for _, e := range list {
		if strings.HasPrefix(e.Name(), ".") || !e.IsDir() && !e.Type().IsRegular() {
			continue
		}
		x := Entry{Name: e.Name(), Folder: e.IsDir()}
		if info, err := e.Info(); err == nil && !x.Folder {
			x.Size = info.Size()
		}
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b Entry) int {
		switch {
		case a.Folder == b.Folder:
			return strings.Compare(a.Name, b.Name)
		case a.Folder:
			return -1
		}
		return 1
	})
	return out[:min(len(out), maxEntries)], nil
}
