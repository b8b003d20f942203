//go:build unix

package local

import (
	"context"

	"golang.org/x/sys/unix"
)

// Space asks the file system.
func (f *Folder) Space(context.Context) (int64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(f.root, &st); err != nil {
		return 0, explain("ask how much room the disk has", err)
	}
	return int64(st.Bavail) * int64(st.Bsize), nil //nolint:unconvert // types differ between systems
}
