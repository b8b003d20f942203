//go:build unix

package main

import (
	"runtime"
	"syscall"
	"time"
)

// usage is the processor time of this process so far and the most memory it had, in MB.
func usage() (cpu time.Duration, memory int64) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, 0
	}
	memory = int64(u.Maxrss) << 10
	if runtime.GOOS == "darwin" {
		memory >>= 10 // bytes there, kilobytes elsewhere
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), memory >> 20
}
