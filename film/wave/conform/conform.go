// Package conform checks the sound file reader against what other programs read: the sound folder of the shared data.
package conform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"reflect"
	"strings"

	"backlot/film/conform"
	"backlot/film/wave"
)

// expected is expected/wavinfo.json.
type expected struct {
	Files map[string]file `json:"files"`
}

type file struct {
	Error string         `json:"error"`
	Fmt   map[string]int `json:"fmt"`
	Bext  map[string]any `json:"bext"`
	IXML  *ixml          `json:"ixml"`
	Cues  map[string]cue `json:"cues"`
}

type ixml struct {
	Project    *string             `json:"project"`
	Scene      *string             `json:"scene"`
	Take       *string             `json:"take"`
	Tape       *string             `json:"tape"`
	FamilyUID  *string             `json:"family_uid"`
	FamilyName *string             `json:"family_name"`
	Tracks     []map[string]string `json:"tracks"`
}

type cue struct {
	Frame  int64  `json:"frame"`
	Label  string `json:"label"`
	Note   string `json:"note"`
	Length int64  `json:"length"`
}

// Run checks every file that expected/wavinfo.json of a folder shaped like the shared data's sound folder names, and every sound
// report. The error is of the file system; what fails is a case.
func Run(data fs.FS) ([]conform.Case, error) {
	raw, err := fs.ReadFile(data, "expected/wavinfo.json")
	if err != nil {
		return nil, err
	}
	var want expected
	if err := json.Unmarshal(raw, &want); err != nil {
		return nil, fmt.Errorf("expected/wavinfo.json: %w", err)
	}
	var out []conform.Case
	for _, name := range conform.Keys(want.Files) {
		b, err := fs.ReadFile(data, name)
		if err != nil {
			return nil, err
		}
		out = append(out, check(name, b, want.Files[name]))
	}
	reports, err := fs.Glob(data, "soundreport/*")
	if err != nil {
		return nil, err
	}
	for _, name := range reports {
		b, err := fs.ReadFile(data, name)
		if err != nil {
			return nil, err
		}
		out = append(out, report(name, b))
	}
	models, err := fs.Glob(data, "adm/*.xml")
	if err != nil {
		return nil, err
	}
	for _, name := range models {
		b, err := fs.ReadFile(data, name)
		if err != nil {
			return nil, err
		}
		out = append(out, model(name, b))
	}
	return out, nil
}

// model checks that an audio definition model can be read and points to nothing that is not there, or that what is none is refused with
// its line.
func model(name string, b []byte) conform.Case {
	const suite = "audio definition model"
	m, err := wave.ReadModel(b)
	switch {
	case err != nil && strings.Contains(err.Error(), "without <audioFormatExtended>"):
		return conform.Check(suite, name+": refused, it is no model", "")
	case err != nil:
		return conform.Check(suite, name, err.Error())
	case len(m.Findings) > 0:
		return conform.Check(suite, name, fmt.Sprint(m.Findings))
	}
	return conform.Check(suite, fmt.Sprintf("%s: %d objects, %d packs, %d channels, %d tracks", name, len(m.Objects), len(m.Packs), len(m.Channels), len(m.Tracks)), "")
}

// check compares one file.
func check(name string, b []byte, want file) conform.Case {
	const suite = "wave"
	f, err := wave.Read(bytes.NewReader(b), int64(len(b)))
	if want.Error != "" {
		if err != nil || len(f.Findings) > 0 {
			return conform.Check(suite, name+": refused or found fault with", "")
		}
		return conform.Check(suite, name, "read without a finding; want it refused, as the other program does")
	}
	if err != nil {
		return conform.Check(suite, name, err.Error())
	}
	var wrong []string
	ruled := false
	miss := func(what string, got, want any) {
		if !reflect.DeepEqual(got, want) {
			wrong = append(wrong, fmt.Sprintf("%s is %v; want %v", what, got, want))
		}
	}
	miss("fmt", map[string]int{"audio_format": f.Format.Tag, "channel_count": f.Format.Channels, "sample_rate": f.Format.SampleRate, "byte_rate": f.Format.ByteRate, "block_align": f.Format.BlockAlign, "bits_per_sample": f.Format.Bits}, want.Fmt)
	if want.Bext != nil {
		got := bext(f.Bext)
		for _, k := range conform.Keys(want.Bext) {
			if s, ok := got[k].(string); ok && got[k] != want.Bext[k] && latin(s) == want.Bext[k] {
				ruled = true
				continue
			}
			miss("bext "+k, got[k], want.Bext[k])
		}
	}
	if want.IXML != nil {
		compareIXML(f.IXML, want.IXML, miss)
	}
	ruled = cues(f.Cues, want.Cues, miss) || ruled
	c := conform.Check(suite, name, strings.Join(wrong, "; "))
	if c.Verdict == conform.Pass && ruled {
		return conform.Case{Verdict: conform.Ruled, Suite: suite, Name: name, Detail: "W1: text that is UTF-8 is read as UTF-8"}
	}
	return c
}

// bext is the broadcast extension as the other program names it.
func bext(x *wave.Bext) map[string]any {
	if x == nil {
		return nil
	}
	var umid any
	if x.Version > 0 {
		umid = x.UMID
	}
	out := map[string]any{
		"description": x.Description, "originator": x.Originator, "originator_ref": x.OriginatorRef, "originator_date": x.Date, "originator_time": x.Time,
		"time_reference": float64(x.TimeReference), "version": float64(x.Version), "umid": umid, "coding_history": x.CodingHistory,
	}
	for name, v := range map[string]*int{"loudness_value": x.Loudness, "loudness_range": x.LoudnessRange, "max_true_peak": x.MaxTruePeak, "max_momentary_loudness": x.MaxMomentary, "max_shortterm_loudness": x.MaxShortTerm} {
		switch {
		case v != nil:
			out[name] = float64(*v) / 100
		case x.Version >= 2:
			out[name] = 327.67 // how EBU Tech 3285 writes "not measured"
		}
	}
	return out
}

func compareIXML(got *wave.IXML, want *ixml, miss func(string, any, any)) {
	if got == nil {
		miss("iXML", nil, "some")
		return
	}
	for _, f := range []struct {
		name, got string
		want      *string
	}{
		{"project", got.Project, want.Project}, {"scene", got.Scene, want.Scene}, {"take", got.Take, want.Take}, {"tape", got.Tape, want.Tape},
		{"family_uid", got.FamilyUID, want.FamilyUID}, {"family_name", got.FamilyName, want.FamilyName},
	} {
		var w string
		if f.want != nil {
			w = strings.TrimSpace(*f.want)
		}
		miss("iXML "+f.name, f.got, w)
	}
	tracks := []map[string]string{}
	for _, t := range got.Tracks {
		tracks = append(tracks, map[string]string{"channel_index": t.Channel, "interleave_index": t.Interleave, "name": t.Name, "function": t.Function})
	}
	wanted := []map[string]string{}
	for _, t := range want.Tracks {
		w := map[string]string{}
		for k, v := range t {
			w[k] = strings.TrimSpace(v)
		}
		wanted = append(wanted, w)
	}
	miss("iXML tracks", tracks, wanted)
}

// cues compares cue points. The other program reads text as Latin 1; where this makes other letters of UTF-8, ours is right,
// and the answer is true.
func cues(got []wave.Cue, want map[string]cue, miss func(string, any, any)) (ruled bool) {
	found := map[string]cue{}
	for _, c := range got {
		v := cue{c.Sample, c.Label, c.Note, c.Length}
		w := want[fmt.Sprint(c.ID)]
		for _, s := range []struct{ ours, theirs *string }{{&v.Label, &w.Label}, {&v.Note, &w.Note}} {
			if *s.ours != *s.theirs && latin(*s.ours) == *s.theirs {
				*s.ours, ruled = *s.theirs, true
			}
		}
		found[fmt.Sprint(c.ID)] = v
	}
	if want == nil {
		want = map[string]cue{}
	}
	miss("cues", found, want)
	return ruled
}

// latin reads the bytes of a text as Latin 1.
func latin(s string) string {
	var out strings.Builder
	for _, b := range []byte(s) {
		out.WriteRune(rune(b))
	}
	return out.String()
}

// report checks that a sound report can be read, and that its takes say when they begin.
func report(name string, b []byte) conform.Case {
	r, err := wave.ReadReport(bytes.NewReader(b))
	switch {
	case err != nil:
		return conform.Check("sound report", name, err.Error())
	case len(r.Takes) == 0 || len(r.Findings) > 0:
		return conform.Check("sound report", name, fmt.Sprintf("%d takes; findings %v", len(r.Takes), r.Findings))
	}
	return conform.Check("sound report", name, "")
}
