//go:build !linux

package offload

import "os"

// directFlag is 0 where there is no portable way past the page cache: what is read back may then
// come from memory, and the report says "evicted" at best.
const directFlag = 0

func directRefused(error) bool { return true }

func advise(*os.File) {}

func forget(*os.File) error { return nil }

func reserve(*os.File, int64) error { return nil }

func renameNew(r *os.Root, from, to string) error { return renameChecked(r, from, to) }

func syncDir(f *os.File) error {
	_ = f.Sync() // Windows has no such thing for folders
	return nil
}

func traits(path string) (Traits, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Traits{}, err
	}
	return Traits{Free: -1, Total: -1, MaxName: 255, FoldsCase: true, Device: device(path, info)}, nil
}
