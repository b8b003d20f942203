// Package web embeds the browser side of Backlot: the built single page app in dist.
//
// The build is made by `make web` (npm ci and vite build) and is not in the repository; only a placeholder
// is, so that the Go program always compiles. Without a build, [Handler] answers with a page that says so.
package web

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files is the built app: index.html, sw.js, precache.json and assets/ at its root.
// Before `make web` it holds only the placeholder.
func Files() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil { // fs.Sub fails only for a name that is not a valid path
		panic(fmt.Sprintf("web: open embedded dist: %v", err))
	}
	return sub
}

// Built reports whether the app has been built into this binary.
func Built() bool {
	_, err := fs.Stat(dist, "dist/index.html")
	return err == nil
}

// Routes reports whether path belongs to the app: a file of the build, or a page that the app's own router
// shows. Everything under /api, /healthz and /metrics belongs to the server.
func Routes(path string) bool {
	for _, server := range []string{"/api", "/healthz", "/metrics"} {
		if path == server || len(path) > len(server) && path[:len(server)+1] == server+"/" {
			return false
		}
	}
	return true
}
