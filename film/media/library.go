package media

import (
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"backlot/film/timeline"
)

// Library knows where files of sound and picture lie, by their names without ending and in capitals.
type Library map[string][]string

// Endings are those of the files a library takes in.
var endings = map[string]bool{".mov": true, ".mp4": true, ".m4v": true, ".mxf": true, ".avi": true, ".mkv": true, ".webm": true, ".mts": true,
	".m2ts": true, ".ts": true, ".mpg": true, ".wav": true, ".bwf": true, ".rf64": true, ".aif": true, ".aiff": true, ".flac": true, ".mp3": true, ".m4a": true}

// IsMedia says whether a file's name is that of sound or picture.
func IsMedia(name string) bool {
	return endings[strings.ToLower(filepath.Ext(name))] && !strings.HasPrefix(filepath.Base(name), ".")
}

// Index looks through folders. What cannot be read is left out.
func Index(folders ...string) (Library, error) {
	l := Library{}
	for _, dir := range folders {
		if _, err := os.Stat(dir); err != nil {
			return nil, err
		}
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				if d != nil && d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if d.Type().IsRegular() && IsMedia(path) {
				l[stem(path)] = append(l[stem(path)], path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return l, nil
}

func stem(name string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	if IsMedia(name) {
		name = strings.TrimSuffix(name, filepath.Ext(name))
	}
	return strings.ToUpper(strings.TrimSpace(name))
}

// Find is where the medium of a shot may lie: at its own address, under its name, under the name of its clip, or under a
// longer name that begins with it, for lists shorten A003C005_240612_R1AB to A003C005.
func (l Library) Find(s timeline.Shot) []string {
	var out []string
	seen := map[string]bool{}
	add := func(paths ...string) {
		for _, p := range paths {
			if !seen[p] {
				seen[p] = true
				out = append(out, p)
			}
		}
	}
	if p := local(s.URL); p != "" {
		if info, err := os.Stat(p); err == nil && info.Mode().IsRegular() {
			add(p)
		}
	}
	for _, name := range []string{s.Media, s.URL, s.Name} {
		if name != "" {
			add(l[stem(name)]...)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, name := range []string{s.Media, s.Name} {
		short := stem(name)
		if len(short) < 4 {
			continue
		}
		var longer []string
		for k := range l {
			if strings.HasPrefix(k, short+"_") {
				longer = append(longer, k)
			}
		}
		sort.Strings(longer)
		for _, k := range longer {
			add(l[k]...)
		}
	}
	return out
}

// local is the path of an address on this machine, "" of any other.
func local(address string) string {
	switch {
	case strings.HasPrefix(address, "file:"):
		u, err := url.Parse(address)
		if err != nil || u.Host != "" && u.Host != "localhost" {
			return ""
		}
		return filepath.FromSlash(u.Path)
	case filepath.IsAbs(address):
		return address
	}
	return ""
}
