package offload

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"
)

// Dir is a folder of this machine as a Volume. Whatever a name says and whatever links a disk holds,
// nothing outside the folder it was opened with is read or written. The folder is looked up anew for
// each call, so that a disk that was pulled and put back is found again.
type Dir struct {
	root string // never left
	sub  string // of root, with slashes; "." is all of it
}

// OpenDir takes a folder that exists.
func OpenDir(name string) (*Dir, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("not a folder")}
	}
	return &Dir{name, "."}, nil
}

// path is where a name is on this machine, for messages and for asking what kind of disk it is on.
func (d *Dir) path(name string) string {
	return filepath.Join(d.root, filepath.FromSlash(d.sub), filepath.FromSlash(name))
}

// String is the path.
func (d *Dir) String() string { return d.path(".") }

// Sub is a folder inside, which need not exist. What is reached through it stays inside the folder
// that OpenDir took.
func (d *Dir) Sub(name string) *Dir { return &Dir{d.root, path.Join(d.sub, name)} }

// in calls f with the folder's root and a name in it. A name that is not plain, such as one with "..",
// is refused.
func in[T any](d *Dir, op, name string, f func(*os.Root, string) (T, error)) (T, error) {
	inner := path.Join(d.sub, name)
	if !fs.ValidPath(name) || !fs.ValidPath(inner) {
		var none T
		return none, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	r, err := os.OpenRoot(d.root)
	if err != nil {
		var none T
		return none, err
	}
	defer r.Close()
	return f(r, filepath.FromSlash(inner))
}

// do is in for what answers nothing.
func (d *Dir) do(op, name string, f func(*os.Root, string) error) error {
	_, err := in(d, op, name, func(r *os.Root, name string) (struct{}, error) { return struct{}{}, f(r, name) })
	return err
}

// Open opens a file or folder for reading.
func (d *Dir) Open(name string) (fs.File, error) {
	return in(d, "open", name, func(r *os.Root, name string) (fs.File, error) { return r.Open(name) })
}

// Stat looks at a name, following links that stay inside.
func (d *Dir) Stat(name string) (fs.FileInfo, error) { return in(d, "stat", name, (*os.Root).Stat) }

// Lstat looks at a name without following a link.
func (d *Dir) Lstat(name string) (fs.FileInfo, error) { return in(d, "lstat", name, (*os.Root).Lstat) }

// Input opens a file for reading.
func (d *Dir) Input(name string, direct bool) (Input, error) {
	return in(d, "open", name, func(r *os.Root, name string) (Input, error) {
		if direct {
			if f, err := r.OpenFile(name, os.O_RDONLY|directFlag, 0); err == nil {
				return &osFile{f, directFlag != 0}, nil
			}
		}
		f, err := r.Open(name)
		if err != nil {
			return nil, err
		}
		advise(f)
		return &osFile{f, false}, nil
	})
}

// Output makes a new file and reserves its room, so that a disk that is too small says so at once.
func (d *Dir) Output(name string, size int64, direct bool) (Output, error) {
	return in(d, "create", name, func(r *os.Root, name string) (Output, error) { return output(r, name, size, direct) })
}

func output(r *os.Root, name string, size int64, direct bool) (Output, error) {
	if err := r.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return nil, err
	}
	const flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := (*os.File)(nil), error(nil)
	if direct && directFlag != 0 {
		if f, err = r.OpenFile(name, flags|directFlag, 0o644); err != nil {
			if !directRefused(err) {
				return nil, err
			}
			r.Remove(name) // some systems make the file before they refuse
		}
	}
	direct = f != nil && err == nil
	if !direct {
		if f, err = r.OpenFile(name, flags, 0o644); err != nil {
			return nil, err
		}
	}
	if err := reserve(f, size); err != nil {
		f.Close()
		r.Remove(name)
		return nil, &fs.PathError{Op: "reserve", Path: name, Err: err}
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
	return d.do("append", name, func(r *os.Root, name string) error {
		if err := r.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		f, err := r.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
		if err != nil {
			return err
		}
		_, err = f.Write(line)
		return errors.Join(err, f.Close())
	})
}

// Mkdir makes a folder with those above it.
func (d *Dir) Mkdir(name string) error {
	return d.do("mkdir", name, func(r *os.Root, name string) error { return r.MkdirAll(name, 0o755) })
}

// Publish renames a file, never over another, and sets its time.
func (d *Dir) Publish(from, to string, modified time.Time) error {
	return d.rename(from, to, func(r *os.Root, from, to string) error {
		if err := r.Chtimes(from, time.Time{}, modified); err != nil {
			return err
		}
		return renameNew(r, from, to)
	})
}

// Replace renames a file over another.
func (d *Dir) Replace(from, to string) error { return d.rename(from, to, (*os.Root).Rename) }

func (d *Dir) rename(from, to string, f func(r *os.Root, from, to string) error) error {
	return d.do("rename", from, func(r *os.Root, a string) error {
		if !fs.ValidPath(to) {
			return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrInvalid}
		}
		return f(r, a, filepath.FromSlash(path.Join(d.sub, to)))
	})
}

// Remove deletes a file.
func (d *Dir) Remove(name string) error { return d.do("remove", name, (*os.Root).Remove) }

// SyncDir makes names in a folder survive a loss of power, where the system can.
func (d *Dir) SyncDir(name string) error {
	return d.do("sync", name, func(r *os.Root, name string) error {
		f, err := r.Open(name)
		if err != nil {
			return err
		}
		return errors.Join(syncDir(f), f.Close())
	})
}

// Traits says what kind of disk the folder is on.
func (d *Dir) Traits() (Traits, error) { return traits(d.path(".")) }

// renameChecked is for systems that cannot refuse to rename over a file: it looks first.
func renameChecked(r *os.Root, from, to string) error {
	if _, err := r.Lstat(to); err == nil {
		return &fs.PathError{Op: "rename", Path: to, Err: fs.ErrExist}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return r.Rename(from, to)
}
