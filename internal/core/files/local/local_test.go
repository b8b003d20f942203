package local_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"backlot/internal/core/db/dbtest"
	"backlot/internal/core/fault"
	"backlot/internal/core/files"
	"backlot/internal/core/files/filestest"
	"backlot/internal/core/files/local"
)

func open(t *testing.T, root string) *local.Folder {
	t.Helper()
	b, err := local.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFolder(t *testing.T) {
	filestest.Run(t, func(t *testing.T) filestest.Subject {
		root := t.TempDir()
		return filestest.Subject{Backend: open(t, root), Flip: func(t *testing.T, id files.ID, offset int64) {
			path := filepath.Join(root, "files", string(id[:2]), string(id[2:4]), string(id))
			p, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			p[offset] ^= 4
			if err := errors.Join(os.Chmod(path, 0o600), os.WriteFile(path, p, 0o400)); err != nil {
				t.Fatal(err)
			}
		}}
	}, dbtest.OpenSQLite)
}

func TestStoredFilesAreReadOnly(t *testing.T) {
	root := t.TempDir()
	b := open(t, root)
	id := filestest.IDOf([]byte("x"))
	if err := errors.Join(b.Append(t.Context(), "s", 0, []byte("x")), b.Commit(t.Context(), "s", id, 1)); err != nil {
		t.Fatal(err)
	}
	st, err := os.Stat(filepath.Join(root, "files", string(id[:2]), string(id[2:4]), string(id)))
	if err != nil || st.Mode().Perm() != 0o400 {
		t.Errorf("mode %v, %v; want -r--------", st.Mode(), err)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a-file")
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := local.Open(path); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a file in place of the folder: %v; want unavailable", err)
	}
	if os.Getuid() == 0 {
		t.Skip("root may write to read-only folders")
	}
	locked := filepath.Join(t.TempDir(), "locked")
	if err := os.Mkdir(locked, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := local.Open(locked); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "permissions") {
		t.Errorf("a read-only folder: %v; want unavailable and what to do", err)
	}
}

func TestFullDisk(t *testing.T) {
	root := t.TempDir()
	if err := syscall.Mount("tmpfs", root, "tmpfs", 0, "size=2m"); err != nil {
		t.Skipf("a small disk cannot be made here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(root, 0) }) //nolint:errcheck // the folder's removal would tell
	ctx := context.Background()
	d := dbtest.OpenSQLite(t)
	if err := d.Migrate(ctx, files.Migrations...); err != nil {
		t.Fatal(err)
	}
	b := open(t, root)
	l := files.New(d, b, files.Options{KeepFree: 1 << 20})
	small, err := l.PutBytes(ctx, filestest.Content(1, 100_000))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.PutBytes(ctx, filestest.Content(2, 1_500_000)); !fault.Is(err, fault.Unavailable) || !strings.Contains(err.Error(), "make room") {
		t.Errorf("before writing: %v; want unavailable and what to do", err)
	}
	tight := files.New(d, b, files.Options{KeepFree: 1})
	if _, err := tight.Put(ctx, strings.NewReader(strings.Repeat("x", 3<<20))); !fault.Is(err, fault.Unavailable) || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("while writing: %v; want unavailable", err)
	}
	if _, err := tight.PutBytes(ctx, filestest.Content(3, 1_500_000)); err != nil {
		t.Errorf("the broken put still takes room: %v", err)
	}
	if err := l.Verify(ctx, small.ID); err != nil {
		t.Errorf("what was stored before: %v", err)
	}
}
