// Package local keeps files in a folder: files/ab/cd/<sha256>, read-only, and
// incoming/<stage> for what is not complete. Nothing appears under its final name
// before all of it is on disk.
package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"backlot/internal/core/fault"
	"backlot/internal/core/files"
)

// Folder is a files.Backend in a folder.
type Folder struct{ root string }

var _ files.Backend = (*Folder)(nil)

// Open makes or opens the folder and proves that it can be written.
func Open(root string) (*Folder, error) {
	f := &Folder{root: root}
	for _, dir := range []string{f.incoming(""), filepath.Join(root, "files")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, explain("make the folder for files", err)
		}
	}
	probe, err := os.CreateTemp(f.incoming(""), "probe-*")
	if err != nil {
		return nil, explain("write to the folder for files", err)
	}
	return f, explain("write to the folder for files", errors.Join(probe.Close(), os.Remove(probe.Name())))
}

// explain gives errors of the disk their kind and says what would help.
func explain(what string, err error) error {
	switch {
	case err == nil || fault.KindOf(err) != fault.Internal:
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fault.New(fault.NotFound, "%s: %w", what, err)
	case errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return fault.New(fault.Unavailable, "%s: the disk is full; nothing was lost: make room and try again: %w", what, err)
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
		return fault.New(fault.Unavailable, "%s: it may not be written; check its permissions: %w", what, err)
	default:
		return fault.New(fault.Unavailable, "%s: %w", what, err)
	}
}

func (f *Folder) incoming(stage string) string { return filepath.Join(f.root, "incoming", stage) }

func (f *Folder) path(id files.ID) (string, error) {
	if _, err := files.ParseID(string(id)); err != nil {
		return "", err
	}
	return filepath.Join(f.root, "files", string(id[:2]), string(id[2:4]), string(id)), nil
}

func (f *Folder) stage(name string) (string, error) {
	if !files.ValidStage(name) {
		return "", fault.New(fault.Invalid, "stage %q: want lower-case letters, digits and dashes", name)
	}
	return f.incoming(name), nil
}

// Append writes and syncs.
func (f *Folder) Append(ctx context.Context, stage string, offset int64, p []byte) error {
	path, err := f.stage(stage)
	if err != nil {
		return err
	}
	flags := os.O_WRONLY
	if offset == 0 {
		flags |= os.O_CREATE
	}
	file, err := os.OpenFile(path, flags, 0o600)
	if err != nil {
		return explain("store a file", err)
	}
	err = appendAt(file, offset, p)
	return explain("store a file", errors.Join(err, file.Close(), ctx.Err()))
}

func appendAt(file *os.File, offset int64, p []byte) error {
	st, err := file.Stat()
	if err != nil {
		return err
	}
	if st.Size() < offset {
		return fmt.Errorf("%d bytes were stored before, only %d are there", offset, st.Size())
	}
	if err := file.Truncate(offset); err != nil {
		return err
	}
	if _, err := file.WriteAt(p, offset); err != nil {
		return err
	}
	return file.Sync()
}

// Staged opens the incoming file.
func (f *Folder) Staged(_ context.Context, stage string) (io.ReadCloser, error) {
	path, err := f.stage(stage)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, explain("read an upload", err)
	}
	return file, nil
}

// Commit renames the incoming file and syncs the folders.
func (f *Folder) Commit(_ context.Context, stage string, id files.ID, size int64) error {
	from, err := f.stage(stage)
	if err != nil {
		return err
	}
	to, err := f.path(id)
	if err != nil {
		return err
	}
	return explain("store file "+string(id), f.commit(from, to, size))
}

func (f *Folder) commit(from, to string, size int64) error {
	st, err := os.Stat(from)
	if err != nil {
		return err
	}
	if st.Size() < size {
		return fmt.Errorf("%d bytes were stored, only %d are there", size, st.Size())
	}
	if err := os.Truncate(from, size); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	if err := os.Chmod(from, 0o400); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	for _, dir := range []string{filepath.Dir(to), filepath.Dir(filepath.Dir(to)), filepath.Join(f.root, "files"), f.incoming("")} {
		if err := syncDir(dir); err != nil {
			return err
		}
	}
	return nil
}

func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	err = dir.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) { // a file system without
		err = nil
	}
	return errors.Join(err, dir.Close())
}

// Discard removes the incoming file.
func (f *Folder) Discard(_ context.Context, stage string) error {
	path, err := f.stage(stage)
	if err != nil {
		return err
	}
	return explain("discard an upload", missingIsFine(os.Remove(path)))
}

func missingIsFine(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Open opens the file at an offset.
func (f *Folder) Open(_ context.Context, id files.ID, offset int64) (io.ReadCloser, error) {
	path, err := f.path(id)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, explain("read file "+string(id), err)
	}
	if _, err := file.Seek(offset, io.SeekStart); err != nil {
		return nil, errors.Join(explain("read file "+string(id), err), file.Close())
	}
	return file, nil
}

// Remove deletes the file; its folders stay.
func (f *Folder) Remove(_ context.Context, id files.ID) error {
	path, err := f.path(id)
	if err != nil {
		return err
	}
	return explain("remove file "+string(id), missingIsFine(os.Remove(path)))
}

// List walks the folders. What does not look like ours is left alone.
func (f *Folder) List(ctx context.Context, each func(files.Object) error) error {
	return filepath.WalkDir(f.root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return explain("list files", missingIsFine(errors.Join(err, ctx.Err())))
		}
		st, err := entry.Info()
		if err != nil {
			return explain("list files", missingIsFine(err))
		}
		o := files.Object{Size: st.Size(), Modified: st.ModTime()}
		name := entry.Name()
		if id, err := files.ParseID(name); err == nil {
			if want, _ := f.path(id); want != path {
				return nil
			}
			o.ID = id
		} else if files.ValidStage(name) && filepath.Dir(path) == filepath.Clean(f.incoming("")) {
			o.Stage = name
		} else {
			return nil
		}
		return each(o)
	})
}
