//go:build unix && !linux

package offload

import (
	"fmt"
	"io/fs"
	"syscall"
)

// device tells disks apart.
func device(path string, info fs.FileInfo) string {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return fmt.Sprintf("dev %d", st.Dev)
	}
	return path
}
