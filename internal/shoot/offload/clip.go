package offload

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"backlot/film/offload"
	"backlot/film/offload/hashes"
	"backlot/film/rate"
	"backlot/film/timecode"
	"backlot/film/wave"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// clipOf is a clip with its id.
type clipOf struct {
	ID     graph.ID
	Record production.Clip
}

// clipsOf gives the clips of a roll by folder and name.
func clipsOf(v graph.View, roll graph.ID) []clipOf {
	var out []clipOf
	for id, c := range graph.Referring[production.Clip](v, roll, "roll") {
		out = append(out, clipOf{id, c})
	}
	slices.SortFunc(out, func(a, b clipOf) int {
		return cmp.Or(strings.Compare(a.Record.Path, b.Record.Path), strings.Compare(a.Record.Name, b.Record.Name), strings.Compare(a.ID.String(), b.ID.String()))
	})
	return out
}

// endings of files that are clips; all else on a card goes with them.
var endings = []string{".mov", ".mxf", ".mp4", ".m4v", ".avi", ".mts", ".r3d", ".braw", ".arx", ".crm", ".cine", ".nev", ".wav", ".bwf", ".rf64", ".aif", ".aiff", ".flac", ".mkv"}

// isClip says whether a file of a card is a clip. A recorder that splits a clip into parts (A001_001.R3D,
// A001_002.R3D) made one clip, which goes by its first part.
func isClip(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	if !slices.Contains(endings, ext) || strings.HasPrefix(path.Base(name), ".") {
		return false
	}
	if ext == ".r3d" {
		stem := strings.TrimSuffix(path.Base(name), path.Ext(name))
		if i := strings.LastIndexByte(stem, '_'); i >= 0 && len(stem)-i == 4 && stem[i+1:] != "001" {
			return false
		}
	}
	return true
}

// writeClips makes records of the clips of a report that are not known yet, and completes those that are:
// what a person or a camera report said of one stays. It gives how many are new.
func writeClips(e *graph.Edit, v graph.View, roll graph.ID, r *offload.Report) (added int) {
	known := map[string]graph.ID{}
	for _, c := range clipsOf(v, roll) {
		known[path.Join(c.Record.Path, c.Record.Name)] = c.ID
		if c.Record.Path == "" { // logged on set, before the folder was known
			known[strings.ToLower(c.Record.Name)] = c.ID
		}
	}
	fast, usual := hashes.Fast(r.Formats), rateOf(v)
	for _, f := range r.Files {
		if !isClip(f.Path) || f.Sums == nil {
			continue
		}
		id, ok := known[f.Path]
		if !ok {
			id, ok = known[strings.ToLower(path.Base(f.Path))]
		}
		fill := func(c *production.Clip) { fillClip(c, f, fast, usual) }
		if ok {
			graph.Update(e, id, fill)
			continue
		}
		c := production.Clip{Roll: graph.To[production.Roll](roll), Name: path.Base(f.Path)}
		fill(&c)
		graph.Add(e, c)
		added++
	}
	return added
}

// rateOf is the frame rate of the production; zero before it was said.
func rateOf(v graph.View) rate.Rate {
	for _, t := range graph.All[production.Title](v) {
		return t.FrameRate
	}
	return rate.Rate{}
}

// fillClip completes a clip by what its file is. The first hash stays: another one is a finding. Sound without a frame rate
// of its own is counted in the usual one.
func fillClip(c *production.Clip, f offload.FileReport, fast hashes.Format, usual rate.Rate) {
	if dir := path.Dir(f.Path); c.Path == "" && dir != "." {
		c.Path = dir
	}
	if c.Hash == "" {
		c.Hash, c.SizeBytes = string(fast)+":"+f.Sums[fast], f.Size
	}
	x := f.Clip
	if x == nil {
		return
	}
	c.Format, c.Lens = cmp.Or(c.Format, x.Format), cmp.Or(c.Lens, x.Lens)
	if len(c.Tracks) == 0 && len(x.Tracks) > 0 {
		c.Tracks = map[string]bool{}
		for _, t := range x.Tracks {
			c.Tracks[t] = true
		}
	}
	if x.Said != nil {
		fillSaid(c, x.Said)
	}
	if at, _, ok := wave.FrameOf(x.FirstSample, x.SampleRate, usual); ok && x.Rate == "" && c.Rate.IsZero() {
		frames, _, _ := wave.FrameOf(x.Samples, x.SampleRate, usual)
		c.Rate, c.TimecodeStartFrames, c.LengthFrames = usual, at, frames
	}
	r, err := rate.Parse(x.Rate)
	if x.Rate == "" || err != nil || !c.Rate.IsZero() {
		return
	}
	c.Rate, c.LengthFrames = r, max(0, x.Frames)
	drop := strings.ContainsAny(x.Timecode, ";.")
	if at, err := (timecode.Base{Rate: r, Drop: drop}).Parse(x.Timecode); err == nil && x.Timecode != "" {
		c.TimecodeStartFrames, c.DropFrame = at, drop
	}
}

// ClipFinding is something about the clips of a card that somebody should look at.
type ClipFinding struct {
	Severity offload.Severity `json:"severity" enum:"note,warning,fault"`
	Path     string           `json:"path,omitempty"`
	Clip     graph.ID         `json:"clip,omitzero"`
	Where    string           `json:"where,omitempty" doc:"Copy it concerns; empty is the card"`
	Message  string           `json:"message"`
}

// judgeClips finds clips that cannot be right: empty, twice on the card, on another card too, or of another rate.
func judgeClips(v graph.View, c Card) []ClipFinding {
	var out []ClipFinding
	here := map[string]string{}
	for _, x := range c.clips {
		name := path.Join(x.Record.Path, x.Record.Name)
		say := func(s offload.Severity, format string, args ...any) {
			out = append(out, ClipFinding{Severity: s, Path: name, Clip: x.ID, Message: fmt.Sprintf(format, args...)})
		}
		switch {
		case x.Record.Hash == "":
			continue
		case x.Record.SizeBytes == 0:
			say(offload.Warning, "is empty: was the card pulled from the camera too soon?")
			continue
		case here[x.Record.Hash] != "":
			say(offload.Warning, "holds the same as %s: one of them is a duplicate", here[x.Record.Hash])
		}
		here[x.Record.Hash] = name
	}
	out = append(out, judgeRates(v, c)...)
	for id, o := range graph.All[production.Clip](v) {
		if o.Roll.ID == c.ID || o.Roll.IsZero() || o.Hash == "" || o.SizeBytes == 0 {
			continue
		}
		if name := here[o.Hash]; name != "" {
			other := v.Label(o.Roll.ID)
			out = append(out, ClipFinding{Severity: offload.Warning, Path: name, Clip: id, Message: fmt.Sprintf("is also on %s as %s: was the card not formatted before it was used again, or copied under two names?", other, path.Join(o.Path, o.Name))})
		}
	}
	slices.SortStableFunc(out, func(a, b ClipFinding) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Message, b.Message))
	})
	return out
}

// judgeRates finds clips that run at another rate than the production, or while that is not known than most of the card:
// a camera that was set back, or another one's files. A camera off speed still says the rate that it is played at.
func judgeRates(v graph.View, c Card) []ClipFinding {
	want := rateOf(v)
	counts := map[rate.Rate]int{}
	for _, x := range c.clips {
		if !x.Record.Rate.IsZero() && x.Record.LengthFrames > 0 {
			counts[x.Record.Rate]++
		}
	}
	than := "the production"
	if want.IsZero() {
		than = "most of the card"
		for r, n := range counts {
			if n > counts[want] || n == counts[want] && r.Num*want.Den < want.Num*r.Den {
				want = r
			}
		}
	}
	var out []ClipFinding
	for _, x := range c.clips {
		if r := x.Record.Rate; counts[r] > 0 && r != want && x.Record.LengthFrames > 0 {
			out = append(out, ClipFinding{Severity: offload.Warning, Path: path.Join(x.Record.Path, x.Record.Name), Clip: x.ID,
				Message: fmt.Sprintf("runs at %s, %s at %s: was the camera set to another rate, or is the clip another production's?", r.Name(), than, want.Name())})
		}
	}
	return out
}

// againstReport holds the clips that are known against the files of a report: missing since, renamed, or
// not what they were.
func againstReport(c Card, r *offload.Report) []ClipFinding {
	var out []ClipFinding
	fast := hashes.Fast(r.Formats)
	by, sums := map[string]offload.FileReport{}, map[string]string{}
	for _, f := range r.Files {
		by[f.Path] = f
		if f.Sums != nil && f.Size > 0 {
			sums[string(fast)+":"+f.Sums[fast]] = f.Path
		}
	}
	for _, x := range c.clips {
		name := path.Join(x.Record.Path, x.Record.Name)
		f, there := by[name]
		now := string(fast) + ":" + f.Sums[fast]
		switch {
		case x.Record.Hash == "" || !strings.HasPrefix(x.Record.Hash, string(fast)+":"):
		case !there && sums[x.Record.Hash] != "":
			out = append(out, ClipFinding{Severity: offload.Warning, Path: name, Clip: x.ID, Message: "was renamed: the same file is now " + sums[x.Record.Hash]})
		case !there:
			out = append(out, ClipFinding{Severity: offload.Fault, Path: name, Clip: x.ID, Message: "was on the card before and is missing now"})
		case f.Sums != nil && now != x.Record.Hash && f.Size < x.Record.SizeBytes:
			out = append(out, ClipFinding{Severity: offload.Fault, Path: name, Clip: x.ID, Message: fmt.Sprintf("had %d bytes and has %d now: it was cut off", x.Record.SizeBytes, f.Size)})
		case f.Sums != nil && now != x.Record.Hash:
			out = append(out, ClipFinding{Severity: offload.Fault, Path: name, Clip: x.ID, Message: "is another file than before under the same name"})
		}
		if there && f.Clip != nil && f.Clip.Said != nil {
			out = append(out, contradictions(name, x, f.Clip.Said)...)
		}
	}
	return out
}
