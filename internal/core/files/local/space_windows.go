package local

import (
	"context"

	"golang.org/x/sys/windows"
)

// Space asks the file system.
func (f *Folder) Space(context.Context) (int64, error) {
	path, err := windows.UTF16PtrFromString(f.root)
	if err != nil {
		return 0, explain("ask how much room the disk has", err)
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(path, &free, nil, nil); err != nil {
		return 0, explain("ask how much room the disk has", err)
	}
	return int64(free), nil
}
