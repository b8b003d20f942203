//go:build !unix

package media

import "os/exec"

// alone leaves a process as it is: there are no groups here, and killing ffmpeg is enough.
func alone(*exec.Cmd) {}
