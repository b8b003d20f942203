package mhl

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// folder is one folder of the tree with what is looked at in it.
type folder struct {
	path     string // from the top
	modified time.Time
	files    []file
	folders  []string // paths from the top
}

type file struct {
	path     string
	size     int64
	modified time.Time
}

// walker lists a tree in the order folder hashes are made in: names in byte order, folders after
// what is inside them.
type walker struct {
	tree    fs.FS
	top     *History
	ignore  map[*History]Ignore
	folders []folder
	notes   []string
}

func walk(tree fs.FS, top *History, more []string) (*walker, error) {
	w := &walker{tree: tree, top: top, ignore: map[*History]Ignore{}}
	for _, h := range top.All() {
		w.ignore[h] = NewIgnore(merge(h.patterns(), below(more, h.Path)))
	}
	return w, w.folder(".")
}

// ignored asks the history a path belongs to, and those above it.
func (w *walker) ignored(name string, dir bool) bool {
	h, _ := w.top.Owner(path.Dir(name))
	for ; h != nil; h = h.parent {
		if w.ignore[h].Match(h.rel(name), dir) {
			return true
		}
	}
	return false
}

func (w *walker) folder(at string) error {
	info, err := fs.Stat(w.tree, at)
	if err != nil {
		return err
	}
	list, err := fs.ReadDir(w.tree, at)
	if err != nil {
		return fmt.Errorf("read folder %s: %w", at, err)
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	f := folder{path: at, modified: info.ModTime()}
	for _, e := range list {
		name := path.Join(at, e.Name())
		if w.ignored(name, e.IsDir()) {
			if e.Name() != Folder {
				w.notes = append(w.notes, "ignoring filepath "+name)
			}
			continue
		}
		if why := unwritable(e.Name()); why != "" {
			return fmt.Errorf("%q: %s, and a manifest could not name it", name, why)
		}
		if err := w.entry(&f, name, e); err != nil {
			return err
		}
	}
	for _, sub := range f.folders {
		if err := w.folder(sub); err != nil {
			return err
		}
	}
	w.folders = append(w.folders, f)
	return nil
}

func (w *walker) entry(f *folder, name string, e fs.DirEntry) error {
	if e.IsDir() {
		f.folders = append(f.folders, name)
		return nil
	}
	info, err := fs.Stat(w.tree, name) // through a link, as the reference does
	if err != nil {
		return fmt.Errorf("look at %s: %w", name, err)
	}
	if !info.Mode().IsRegular() {
		w.notes = append(w.notes, fmt.Sprintf("%s is neither a file nor a folder and is not in the history", name))
		return nil
	}
	f.files = append(f.files, file{name, info.Size(), info.ModTime()})
	return nil
}

// unwritable says why XML cannot carry a name, or "".
func unwritable(name string) string {
	if !utf8.ValidString(name) {
		return "the name is not UTF-8"
	}
	for _, r := range name {
		if r < ' ' || r == 0xFFFE || r == 0xFFFF {
			return fmt.Sprintf("the name has the control character %U", r)
		}
	}
	return ""
}
