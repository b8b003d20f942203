package offload

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Dir is a folder of this machine as a Volume.
type Dir struct {
	fs.FS
	root string
}

// OpenDir takes a folder that exists.
func OpenDir(path string) (*Dir, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errors.New("not a folder")}
	}
	return &Dir{os.DirFS(path), path}, nil
}

func (d *Dir) path(name string) string { return filepath.Join(d.root, filepath.FromSlash(name)) }

// String is the path.
func (d *Dir) String() string { return d.root }

// Sub is a folder inside, which need not exist.
func (d *Dir) Sub(name string) *Dir {
	p := d.path(name)
	return &Dir{os.DirFS(p), p}
}

// Lstat looks at a name without following a link.
func (d *Dir) Lstat(name string) (fs.FileInfo, error) { return os.Lstat(d.path(name)) }

// Input opens a file for reading.
func (d *Dir) Input(name string, direct bool) (Input, error) {
	if direct {
		if f, err := os.OpenFile(d.path(name), os.O_RDONLY|directFlag, 0); err == nil {
			return &osFile{f, directFlag != 0}, nil
		}
	}
	f, err := os.Open(d.path(name))
	if err != nil {
		return nil, err
	}
	advise(f)
	return &osFile{f, false}, nil
}

// Output makes a new file and reserves its room, so that a disk that is too small says so at once.
func (d *Dir) Output(name string, size int64, direct bool) (Output, error) {
	path := d.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	const flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := (*os.File)(nil), error(nil)
	if direct && directFlag != 0 {
		if f, err = os.OpenFile(path, flags|directFlag, 0o644); err != nil {
			if !directRefused(err) {
				return nil, err
			}
			os.Remove(path) // some systems make the file before they refuse
		}
	}
	direct = f != nil && err == nil
	if !direct {
		if f, err = os.OpenFile(path, flags, 0o644); err != nil {
			return nil, err
		}
	}
	if err := reserve(f, size); err != nil {
		f.Close()
		os.Remove(path)
		return nil, &fs.PathError{Op: "reserve", Path: path, Err: err}
	}
	return &osFile{f, direct}, nil
}

// osFile is both an Input and an Output.
type osFile struct {
	*os.File
	direct bool
}

func (f *osFile) Direct() bool  { return f.direct }
func (f *osFile) Forget() error { return forget(f.File) }

// Append adds a line to a file.
func (d *Dir) Append(name string, line []byte) error {
	path := d.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(line)
	return errors.Join(err, f.Close())
}

// Mkdir makes a folder with those above it.
func (d *Dir) Mkdir(name string) error { return os.MkdirAll(d.path(name), 0o755) }

// Publish renames a file, never over another, and sets its time.
func (d *Dir) Publish(from, to string, modified time.Time) error {
	a, b := d.path(from), d.path(to)
	if err := os.Chtimes(a, time.Time{}, modified); err != nil {
		return err
	}
	return renameNew(a, b)
}

// Replace renames a file over another.
func (d *Dir) Replace(from, to string) error { return os.Rename(d.path(from), d.path(to)) }

// Remove deletes a file.
func (d *Dir) Remove(name string) error { return os.Remove(d.path(name)) }

// SyncDir makes names in a folder survive a loss of power, where the system can.
func (d *Dir) SyncDir(name string) error {
	f, err := os.Open(d.path(name))
	if err != nil {
		return err
	}
	return errors.Join(syncDir(f), f.Close())
}

// Traits says what kind of disk the folder is on.
func (d *Dir) Traits() (Traits, error) { return traits(d.root) }

// renameChecked is for systems that cannot refuse to rename over a file: it looks first.
func renameChecked(from, to string) error {
	if _, err := os.Lstat(to); err == nil {
		return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(from, to)
}
