package offload

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// directFlag asks the system to pass by the page cache.
const directFlag = unix.O_DIRECT

// directRefused says that a file system has no direct access.
func directRefused(err error) bool {
	return errors.Is(err, unix.EINVAL) || errors.Is(err, unix.EOPNOTSUPP)
}

func advise(f *os.File) { _ = unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_SEQUENTIAL) }

func forget(f *os.File) error { return unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) }

// reserve takes room on the disk; a system that cannot is not asked twice.
func reserve(f *os.File, size int64) error {
	if size == 0 {
		return nil
	}
	err := unix.Fallocate(int(f.Fd()), unix.FALLOC_FL_KEEP_SIZE, 0, size)
	if errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EFBIG) || errors.Is(err, unix.EDQUOT) || errors.Is(err, unix.EIO) {
		return err
	}
	return nil
}

func renameNew(r *os.Root, from, to string) error {
	a, err := r.Open(filepath.Dir(from))
	if err != nil {
		return err
	}
	defer a.Close()
	b, err := r.Open(filepath.Dir(to))
	if err != nil {
		return err
	}
	defer b.Close()
	err = unix.Renameat2(int(a.Fd()), filepath.Base(from), int(b.Fd()), filepath.Base(to), unix.RENAME_NOREPLACE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EOPNOTSUPP) {
		return renameChecked(r, from, to)
	}
	if err != nil {
		return &fs.PathError{Op: "rename", Path: to, Err: err}
	}
	return nil
}

func syncDir(f *os.File) error {
	if err := f.Sync(); err != nil && !errors.Is(err, unix.EINVAL) { // FAT over FUSE has no such thing
		return err
	}
	return nil
}

// kinds of file systems by the number statfs gives them (linux/magic.h).
var kinds = map[int64]Traits{
	0xEF53:     {FileSystem: "ext4", MaxName: 255},
	0x58465342: {FileSystem: "xfs", MaxName: 255},
	0x9123683E: {FileSystem: "btrfs", MaxName: 255},
	0x2FC12FC1: {FileSystem: "zfs", MaxName: 255},
	0x01021994: {FileSystem: "tmpfs", MaxName: 255},
	0x858458F6: {FileSystem: "ramfs", MaxName: 255},
	0x794C7630: {FileSystem: "overlay", MaxName: 255},
	0x6969:     {FileSystem: "nfs", MaxName: 255},
	0x2011BAB0: {FileSystem: "exfat", MaxName: 255, WideNames: true, FoldsCase: true, Forbidden: onWindows, WindowsEnds: true},
	0x4D44:     {FileSystem: "vfat", MaxName: 255, WideNames: true, FoldsCase: true, Forbidden: onWindows, WindowsEnds: true, MaxFile: 4<<30 - 1},
	0x5346544E: {FileSystem: "ntfs", MaxName: 255, WideNames: true, FoldsCase: true, Forbidden: onWindows, WindowsEnds: true},
	0x7366746E: {FileSystem: "ntfs3", MaxName: 255, WideNames: true, FoldsCase: true, Forbidden: onWindows, WindowsEnds: true},
	0xFE534D42: {FileSystem: "smb", MaxName: 255, WideNames: true, FoldsCase: true, Forbidden: onWindows, WindowsEnds: true},
	0xFF534D42: {FileSystem: "cifs", MaxName: 255, WideNames: true, FoldsCase: true, Forbidden: onWindows, WindowsEnds: true},
	0x482B:     {FileSystem: "hfsplus", MaxName: 255, WideNames: true, FoldsCase: true, Forbidden: ":"},
}

func traits(path string) (Traits, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(path, &s); err != nil {
		return Traits{}, &fs.PathError{Op: "statfs", Path: path, Err: err}
	}
	t := kinds[int64(uint32(s.Type))]
	if t.MaxName == 0 {
		t.MaxName = int(s.Namelen)
	}
	t.Free, t.Total = int64(s.Bavail)*s.Bsize, int64(s.Blocks)*s.Bsize
	t.ReadOnly = s.Flags&unix.ST_RDONLY != 0
	// the file system's own number goes with the disk from machine to machine; where there is none, the
	// system makes one of the device
	t.Device = fmt.Sprintf("%08x%08x", uint32(s.Fsid.Val[0]), uint32(s.Fsid.Val[1]))
	if s.Fsid.Val[0] == 0 && s.Fsid.Val[1] == 0 {
		var st unix.Stat_t
		if err := unix.Stat(path, &st); err != nil {
			return Traits{}, &fs.PathError{Op: "stat", Path: path, Err: err}
		}
		t.Device = fmt.Sprintf("%d:%d", unix.Major(st.Dev), unix.Minor(st.Dev))
	}
	if err := unix.Access(path, unix.W_OK); errors.Is(err, unix.EROFS) {
		t.ReadOnly = true
	}
	return t, nil
}
