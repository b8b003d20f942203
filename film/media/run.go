package media

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// Progress is how far a run is.
type Progress struct {
	Frame  int64 // pictures written so far
	Frames int64 // pictures there will be; 0 when nobody knows, or there is only sound
}

// Fraction is the share that is done, 0 to 1.
func (p Progress) Fraction() float64 {
	if p.Frames <= 0 {
		return 0
	}
	return min(1, float64(p.Frame)/float64(p.Frames))
}

// command is one run of a program.
type command struct {
	program  string
	args     []string
	dir      string // the program's own folder; "" is ours
	stdin    io.Reader
	stdout   io.Writer
	frames   int64
	progress func(Progress)
}

// ffmpeg runs ffmpeg in one of the slots. It answers with the complaints of a run that succeeded all the same.
func (t *Tools) ffmpeg(ctx context.Context, c command) ([]string, error) {
	c.program = t.FFmpeg
	head := []string{"-hide_banner", "-v", "error", "-nostats"}
	if c.stdin == nil {
		head = append(head, "-nostdin")
	}
	if c.progress != nil {
		head = append(head, "-progress", "pipe:2", "-stats_period", "0.5")
	}
	c.args = append(head, c.args...)
	return t.run(ctx, c)
}

// run waits for a slot, then for the process. When ctx ends, so does everything the process has started.
func (t *Tools) run(ctx context.Context, c command) ([]string, error) {
	select {
	case t.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() { <-t.slots }()
	// The kernel ends a child with the thread that started it, so the thread stays ours until it is done.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()

	cmd := exec.CommandContext(ctx, c.program, c.args...)
	alone(cmd)
	cmd.Dir = c.dir
	cmd.WaitDelay = 5 * time.Second
	said := &complaints{frames: c.frames, tell: c.progress}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.stdin, c.stdout, said
	err := cmd.Run()
	said.end()
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case err == nil:
		return said.lines, nil
	}
	return nil, said.reduce(err)
}

// complaints takes what ffmpeg says on standard error apart: progress, and lines that matter.
type complaints struct {
	frames int64
	tell   func(Progress)
	rest   []byte
	lines  []string
	more   int // lines left out
	at     Progress
}

// maxLines bounds what is kept of a program that complains about every frame.
const maxLines = 50

func (c *complaints) Write(b []byte) (int, error) {
	c.rest = append(c.rest, b...)
	for {
		i := bytes.IndexByte(c.rest, '\n')
		if i < 0 {
			break
		}
		c.line(strings.TrimSpace(string(c.rest[:i])))
		c.rest = c.rest[i+1:]
	}
	if len(c.rest) > 1<<16 { // no line is that long; it is noise
		c.rest = c.rest[:0]
	}
	return len(b), nil
}

func (c *complaints) end() {
	if len(c.rest) > 0 {
		c.line(strings.TrimSpace(string(c.rest)))
		c.rest = nil
	}
}

// progressKey is a line of -progress.
var progressKey = regexp.MustCompile(`^(frame|fps|stream_\S+|bitrate|total_size|out_time(_ms|_us)?|dup_frames|drop_frames|speed|progress)=\s*(.*)$`)

func (c *complaints) line(s string) {
	if s == "" {
		return
	}
	if m := progressKey.FindStringSubmatch(s); m != nil && c.tell != nil {
		c.step(m[1], m[3])
		return
	}
	s = origin.ReplaceAllString(s, "")
	if len(c.lines) > 0 && c.lines[len(c.lines)-1] == s {
		return
	}
	if len(c.lines) == maxLines {
		c.more++
		return
	}
	c.lines = append(c.lines, s)
}

func (c *complaints) step(key, value string) {
	switch key {
	case "frame":
		if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			c.at.Frame = max(c.at.Frame, n)
		}
	case "progress":
		c.at.Frames = c.frames
		c.tell(c.at)
	}
}

// origin is what ffmpeg puts before a message: the part of it that speaks, and where it lies in memory.
var origin = regexp.MustCompile(`^(\[[^\]]* @ 0x[0-9a-f]+\] )+`)

// aftermath are lines that only follow from an earlier one.
var aftermath = regexp.MustCompile(`^(Conversion failed|Error (re)?initializing|Error while (opening|filtering|decoding|processing)|Failed to (inject|configure)|Terminating|Could not open encoder|Task finished|Nothing was written)`)

// meanings say in plain words what the commonest messages mean, and what would be right.
var meanings = []struct{ has, means string }{
	{"moov atom not found", "the file has no index (moov): it was cut off, or never closed by the camera; copy it again from the card, or repair it with the camera maker's program"},
	{"No space left on device", "the disk is full; make room and try again"},
	{"Format not on whitelist", "this is a list that names other files, or one picture of many; want the file of sound or picture itself"},
	{"End of file", "the file ends before anything can be read; copy it again from the card"},
	{"Invalid data found when processing input", "this is no sound or picture that ffmpeg knows, or it is damaged from the beginning; compare it with the card"},
	{"Decoder not found", "this ffmpeg has no decoder for the file; a camera's raw format has to be converted with the maker's program first"},
}

// reduce makes one line of the complaints of a run that failed.
func (c *complaints) reduce(err error) error {
	for _, m := range meanings {
		for _, s := range c.lines {
			if strings.Contains(s, m.has) {
				return errors.New(m.means)
			}
		}
	}
	for _, s := range c.lines {
		if !aftermath.MatchString(s) {
			return fmt.Errorf("ffmpeg: %s", s)
		}
	}
	if len(c.lines) > 0 {
		return fmt.Errorf("ffmpeg: %s", c.lines[0])
	}
	return fmt.Errorf("ffmpeg: %w", err)
}

// scan calls each for the lines a program prints.
func (t *Tools) scan(ctx context.Context, c command, each func(line string)) ([]string, error) {
	r, w := io.Pipe()
	c.stdout = w
	done := make(chan struct{})
	go func() {
		defer close(done)
		s := bufio.NewScanner(r)
		for s.Scan() {
			each(s.Text())
		}
		_, _ = io.Copy(io.Discard, r) // a line too long must not block the program
	}()
	said, err := t.run(ctx, c)
	w.Close()
	<-done
	return said, err
}
