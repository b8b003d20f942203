// Package media sees, measures and prepares footage for people who have to look at it: what a file really is,
// proxies, segments for the browser, thumbnails, strips of frames, the shape of its sound, stills, and a cut
// rendered to a reel.
//
// The codecs are ffmpeg's: every picture goes through the programs ffmpeg and ffprobe, 5.1 or later. Unlike
// the other engines this one therefore starts processes. It bounds how many, ends them with their context, and gives
// a file its name only when it is whole. It never retries; that is for whoever asked.
package media

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Tools are the programs that do the work, and how many may run at once. They are found once and then shared.
type Tools struct {
	// FFmpeg and FFprobe are the paths of the programs; Version is what ffmpeg calls itself, such as "5.1.9".
	FFmpeg, FFprobe, Version string

	slots    chan struct{}
	filters  map[string]bool
	encoders map[string]bool
	font     func() (string, error)
}

// Options say where the tools are; the zero value finds them.
type Options struct {
	// FFmpeg and FFprobe are paths; "" takes BACKLOT_FFMPEG and BACKLOT_FFPROBE, then PATH.
	FFmpeg, FFprobe string
	// AtOnce is how many processes may run at the same time; 0 is half the processors, for ffmpeg uses several itself.
	AtOnce int
	// Font is the file burned-in text is set in; "" takes BACKLOT_FONT, then looks for one. See Tools.Font.
	Font string
}

// Install is how to get the programs, for messages.
const Install = "install ffmpeg 5.1 or later (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg), or set BACKLOT_FFMPEG and BACKLOT_FFPROBE to the programs"

// ErrMissing marks errors of a program, or of an ability of it, that this machine does not have.
var ErrMissing = errors.New("missing on this machine")

// Find looks for the programs and asks once what they can do.
func Find(ctx context.Context, o Options) (*Tools, error) {
	t := &Tools{}
	var err error
	if t.FFmpeg, err = program(o.FFmpeg, "BACKLOT_FFMPEG", "ffmpeg"); err != nil {
		return nil, err
	}
	if t.FFprobe, err = program(o.FFprobe, "BACKLOT_FFPROBE", "ffprobe"); err != nil {
		return nil, err
	}
	n := o.AtOnce
	if n <= 0 {
		n = max(1, runtime.NumCPU()/2)
	}
	t.slots = make(chan struct{}, n)
	if err := t.learn(ctx); err != nil {
		return nil, err
	}
	t.font = sync.OnceValues(func() (string, error) { return findFont(o.Font) })
	return t, nil
}

func program(path, variable, name string) (string, error) {
	from := "PATH"
	if path == "" {
		if path = os.Getenv(variable); path != "" {
			from = variable
		} else {
			path = name
		}
	}
	found, err := exec.LookPath(path)
	if err != nil {
		return "", fmt.Errorf("%s (%s from %s): %w: %s", name, path, from, ErrMissing, Install)
	}
	return found, nil
}

// learn asks ffmpeg for its version, filters and encoders.
func (t *Tools) learn(ctx context.Context) error {
	ask := func(what string) ([]byte, error) {
		cmd := exec.CommandContext(ctx, t.FFmpeg, "-hide_banner", what)
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w; %s", t.FFmpeg, what, err, Install)
		}
		return out, nil
	}
	out, err := ask("-version")
	if err != nil {
		return err
	}
	if m := regexp.MustCompile(`^ffmpeg version n?(\S+)`).FindSubmatch(out); m != nil {
		t.Version, _, _ = strings.Cut(string(m[1]), "-")
	}
	if out, err = ask("-filters"); err != nil {
		return err
	}
	t.filters = secondWords(out)
	if out, err = ask("-encoders"); err != nil {
		return err
	}
	t.encoders = secondWords(out)
	return nil
}

// secondWords takes the names off the tables that ffmpeg prints: flags, name, description.
func secondWords(out []byte) map[string]bool {
	names := map[string]bool{}
	for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
		if f := strings.Fields(s.Text()); len(f) >= 2 {
			names[f[1]] = true
		}
	}
	return names
}

// Need says which of some filters and encoders ffmpeg lacks; nil when it has them all.
func (t *Tools) Need(filters, encoders []string) error {
	var lacks []string
	for _, f := range filters {
		if !t.filters[f] {
			lacks = append(lacks, "filter "+f)
		}
	}
	for _, e := range encoders {
		if !t.encoders[e] {
			lacks = append(lacks, "encoder "+e)
		}
	}
	if len(lacks) == 0 {
		return nil
	}
	slices.Sort(lacks)
	return fmt.Errorf("%s %s was built without %s: %w: install a full build of ffmpeg (Debian's has everything) or set BACKLOT_FFMPEG to one",
		t.FFmpeg, t.Version, strings.Join(slices.Compact(lacks), ", "), ErrMissing)
}
