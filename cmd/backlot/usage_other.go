//go:build !unix

package main

import (
	"runtime"
	"time"
)

var started = time.Now()

// usage is clock time where processor time is not to be had, and the memory asked for, in MB.
func usage() (cpu time.Duration, memory int64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return time.Since(started), int64(m.Sys >> 20)
}
