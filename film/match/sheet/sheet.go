// Package sheet reads the lists that takes are matched from: what was logged, and what lies on the cards.
//
// Takes come as JSON ({"takes": [...]}, as package match has them), as a log in CSV, or as a manifest of footage. Clips
// come as JSON ({"clips": [...]}), CSV, a manifest, or an Avid log (.ale). Columns of a CSV may stand in any order; those
// that are not known are passed over.
package sheet

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"backlot/film/match"
	"backlot/film/rate"
	"backlot/film/slate"
	"backlot/film/timecode"
	"backlot/film/timeline/ale"
)

// limit is more than a season's lists are long.
const limit = 64 << 20

// Takes reads what was logged.
func Takes(r io.Reader) ([]match.Take, error) {
	b, err := read(r)
	if err != nil {
		return nil, err
	}
	if b[0] == '{' {
		return jsonTakes(b)
	}
	rows, err := table(b)
	if err != nil {
		return nil, err
	}
	var out []match.Take
	for _, row := range rows {
		t, err := row.take(len(out))
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// Clips reads what lies on the cards.
func Clips(r io.Reader) ([]match.Clip, error) {
	b, err := read(r)
	if err != nil {
		return nil, err
	}
	switch {
	case b[0] == '{':
		return jsonClips(b)
	case bytes.HasPrefix(b, []byte("Heading")):
		return aleClips(b)
	}
	rows, err := table(b)
	if err != nil {
		return nil, err
	}
	var out []match.Clip
	for _, row := range rows {
		c, err := row.clip(len(out))
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func read(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if len(b) > limit {
		return nil, fmt.Errorf("the list is longer than %d MB", limit>>20)
	}
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")))
	if len(b) == 0 {
		return nil, fmt.Errorf("the list is empty: want CSV with a head line, JSON, or an Avid log")
	}
	return b, nil
}

// line is a row of a CSV by the names of its columns.
type line struct {
	at     int
	fields map[string]string
}

func table(b []byte) ([]line, error) {
	r := csv.NewReader(bytes.NewReader(b))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	all, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	var out []line
	for i, row := range all[1:] {
		l := line{i + 2, map[string]string{}}
		for k, v := range row {
			if k < len(all[0]) {
				l.fields[strings.ToLower(strings.TrimSpace(all[0][k]))] = strings.TrimSpace(v)
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// first is the first of several names of a column that has a value.
func (l line) first(names ...string) string {
	for _, n := range names {
		if v := l.fields[n]; v != "" {
			return v
		}
	}
	return ""
}

func (l line) wrong(column, value, want string) error {
	return fmt.Errorf("line %d: %s %q: want %s", l.at, column, value, want)
}

// take reads a row of a log. Its columns: slate, take, time, length_ms or length, and for every camera letter (S is
// sound) the clip or roll; pictures and sound, as the program's own log has them, hold names with semicolons between.
func (l line) take(n int) (match.Take, error) {
	t := match.Take{ID: l.first("id"), Slate: l.first("slate"), Rolled: map[string]match.Rolled{}}
	if t.ID == "" {
		t.ID = fmt.Sprintf("take %d", n+1)
	}
	if t.Slate == "" {
		return t, l.wrong("slate", "", "one such as 42A")
	}
	var ok bool
	if t.Number, t.Suffix, ok = slate.Take(l.first("take")); !ok {
		return t, l.wrong("take", l.first("take"), "a number such as 3 or 3PU")
	}
	if at := l.first("time", "start"); at != "" {
		if t.StartMS, ok = clock(at); !ok {
			return t, l.wrong("time", at, "a clock time such as 09:12:04")
		}
		t.Timed = true
	}
	var err error
	if t.LengthMS, err = l.length(); err != nil {
		return t, err
	}
	for name, v := range l.fields {
		if letter := strings.ToUpper(name); len(letter) == 1 && letter >= "A" && letter <= "Z" && v != "" {
			t.Rolled[letter] = rolled(v)
		}
	}
	for _, v := range strings.Split(l.first("pictures"), ";") {
		if v = strings.TrimSpace(v); v != "" {
			t.Rolled[strings.ToUpper(v[:1])] = rolled(v)
		}
	}
	if v := l.first("sound"); v != "" {
		name, _, _ := strings.Cut(v, ";")
		t.Rolled["S"] = rolled(strings.TrimSpace(name))
	}
	return t, nil
}

// rolled reads a clip's name, or the name of a card.
func rolled(v string) match.Rolled {
	if roll, _, ok := slate.Clip(v); ok {
		return match.Rolled{Roll: roll, Clip: v}
	}
	if strings.Contains(v, ".") {
		return match.Rolled{Clip: v}
	}
	return match.Rolled{Roll: v}
}

func (l line) length() (int64, error) {
	if v := l.first("length_ms"); v != "" {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 0 || n > 86_400_000 {
			return 0, l.wrong("length_ms", v, "milliseconds")
		}
		return n, nil
	}
	if v := l.first("length", "duration"); v != "" {
		n, ok := clock(v)
		if !ok {
			return 0, l.wrong("length", v, "minutes and seconds such as 1:05")
		}
		return n, nil
	}
	return 0, nil
}

// clock reads "9:12:04.5", "1:05" (minutes and seconds) and "65" (seconds) in milliseconds.
func clock(s string) (int64, bool) {
	parts := strings.Split(s, ":")
	if len(parts) > 3 {
		return 0, false
	}
	sum := 0.0
	for i, p := range parts {
		f, err := strconv.ParseFloat(p, 64)
		if err != nil || f < 0 || f > 86_400 || f != f || i > 0 && f >= 60 {
			return 0, false
		}
		sum = sum*60 + f
	}
	return int64(sum*1000 + 0.5), sum <= 3*86_400
}

// clip reads a row of a list of files: name, camera, roll, timecode, rate, frames or length, and what the file says.
func (l line) clip(n int) (match.Clip, error) {
	c := match.Clip{
		ID: l.first("id"), Name: l.first("name", "clip", "file"), Device: strings.ToUpper(l.first("camera", "device")), Roll: l.first("roll", "reel", "tape"),
		SaidSlate: l.first("said_slate", "said_scene", "scene"), SaidTake: l.first("said_take", "take"),
	}
	if c.Name == "" {
		return c, l.wrong("name", "", "the name of a file")
	}
	length, err := l.length()
	if err != nil {
		return c, err
	}
	if err := timed(&c, l.first("rate", "fps"), l.first("timecode", "start"), l.first("frames"), length); err != nil {
		return c, fmt.Errorf("line %d: %w", l.at, err)
	}
	return named(c, n), nil
}

// timed reads timecode and length of a clip.
func timed(c *match.Clip, speed, code, frames string, lengthMS int64) error {
	c.LengthMS = lengthMS
	if code == "" {
		return nil
	}
	r, err := rate.Parse(speed)
	if err == nil && r.IsZero() {
		err = fmt.Errorf("rate is missing: want frames per second such as 24 or 23.976")
	}
	if err != nil {
		return err
	}
	if c.Base, err = timecode.Of(r, strings.Contains(code, ";")); err != nil {
		return err
	}
	if c.StartFrame, err = c.Base.Parse(code); err != nil {
		return err
	}
	if c.StartFrame < 0 {
		return fmt.Errorf("timecode %q is before midnight", code)
	}
	c.Frames = r.MSToFrames(lengthMS)
	if frames != "" {
		if c.Frames, err = strconv.ParseInt(frames, 10, 64); err != nil || c.Frames < 0 || c.Frames > 1<<40 {
			return fmt.Errorf("frames %q: want a count", frames)
		}
	}
	return nil
}

// named gives a clip an id, its device and its roll where only its name says them.
func named(c match.Clip, n int) match.Clip {
	if c.ID == "" {
		c.ID = fmt.Sprintf("clip %d", n+1)
	}
	if roll, _, ok := slate.Clip(c.Name); ok && c.Roll == "" {
		c.Roll = roll
	}
	if c.Device == "" {
		lower := strings.ToLower(c.Name)
		switch {
		case strings.HasSuffix(lower, ".wav") || strings.HasSuffix(lower, ".bwf"):
			c.Device = "S"
		case c.Roll != "":
			c.Device = strings.ToUpper(c.Roll[:1])
		default:
			c.Device = "A"
		}
	}
	return c
}

// aleClips reads an Avid log.
func aleClips(b []byte) ([]match.Clip, error) {
	list, _, err := ale.Parse(b)
	if err != nil {
		return nil, err
	}
	var out []match.Clip
	for _, n := range list.Children {
		row := func(names ...string) string {
			for _, name := range names {
				if v := n.Metadata.Text("ALE", name); v != "" {
					return v
				}
			}
			return ""
		}
		c := match.Clip{Name: n.Name, Roll: row("Reel", "Reel Name", "Tape", "Camroll"), Device: strings.ToUpper(row("Camera")), SaidSlate: row("Slate", "Scene"), SaidTake: row("Take")}
		if c.Name == "" {
			c.Name = row("Source File")
		}
		if n.Source != nil {
			r := n.Source.Start.Ratio()
			base, err := timecode.Of(r, strings.Contains(row("Start"), ";"))
			if err == nil && n.Source.Start.FramesAt(r) >= 0 {
				c.Base, c.StartFrame, c.Frames = base, n.Source.Start.FramesAt(r), n.Source.Duration.FramesAt(r)
			}
		}
		out = append(out, named(c, len(out)))
	}
	return out, nil
}

// manifest is the list of footage that scripts/demo-media makes, as far as matching needs it.
type manifest struct {
	Format string `json:"format"`
	Rate   string `json:"rate"`
	Takes  []struct {
		Slate    string   `json:"slate"`
		Number   int      `json:"number"`
		Suffix   string   `json:"suffix"`
		Timecode string   `json:"timecode"`
		Frames   int64    `json:"frames"`
		Clips    []string `json:"clips"`
		Sounds   []string `json:"sounds"`
	} `json:"takes"`
	Clips []struct {
		Name       string `json:"name"`
		Roll       string `json:"roll"`
		Camera     string `json:"camera"`
		StartFrame int64  `json:"start_frame"`
		Frames     int64  `json:"frames"`
	} `json:"clips"`
	Sounds []struct {
		Name        string `json:"name"`
		Roll        string `json:"roll"`
		Slate       string `json:"slate"`
		Take        int    `json:"take"`
		StartSample int64  `json:"start_sample"`
		Samples     int64  `json:"samples"`
		SampleRate  int64  `json:"sample_rate"`
	} `json:"sounds"`
}

const manifestFormat = "backlot-demo-media/1"

func isManifest(b []byte) (m manifest, base timecode.Base, ok bool, err error) {
	if json.Unmarshal(b, &m) != nil || m.Format != manifestFormat {
		return m, base, false, nil
	}
	r, err := rate.Parse(m.Rate)
	if err == nil {
		base, err = timecode.Of(r, false)
	}
	return m, base, true, err
}

func jsonTakes(b []byte) ([]match.Take, error) {
	m, base, ok, err := isManifest(b)
	if err != nil {
		return nil, err
	}
	if !ok {
		var in struct {
			Takes []match.Take `json:"takes"`
		}
		if err := json.Unmarshal(b, &in); err != nil {
			return nil, fmt.Errorf("%w; want {\"takes\": [...]}", err)
		}
		return in.Takes, nil
	}
	var out []match.Take
	for i, t := range m.Takes {
		frame, err := base.Parse(t.Timecode)
		if err != nil || t.Number < 1 {
			return nil, fmt.Errorf("take %d of the manifest: timecode %q, number %d: want a code and a number from 1", i+1, t.Timecode, t.Number)
		}
		one := match.Take{
			ID: fmt.Sprintf("%s-%d%s", t.Slate, t.Number, t.Suffix), Slate: t.Slate, Number: t.Number, Suffix: t.Suffix, Timed: true,
			StartMS: frame * 1000 / int64(base.Rate.Nominal()), LengthMS: base.Rate.FramesToMS(t.Frames), Rolled: map[string]match.Rolled{},
		}
		for _, name := range t.Clips {
			if name != "" {
				one.Rolled[strings.ToUpper(name[:1])] = rolled(name)
			}
		}
		if len(t.Sounds) > 0 {
			one.Rolled["S"] = match.Rolled{}
		}
		out = append(out, one)
	}
	return out, nil
}

func jsonClips(b []byte) ([]match.Clip, error) {
	m, base, ok, err := isManifest(b)
	if err != nil {
		return nil, err
	}
	if !ok {
		var in struct {
			Clips []match.Clip `json:"clips"`
		}
		if err := json.Unmarshal(b, &in); err != nil {
			return nil, fmt.Errorf("%w; want {\"clips\": [...]}", err)
		}
		for i, c := range in.Clips {
			in.Clips[i] = named(c, i)
		}
		return in.Clips, nil
	}
	var out []match.Clip
	for _, c := range m.Clips {
		out = append(out, match.Clip{ID: c.Name, Name: c.Name, Device: c.Camera, Roll: c.Roll, Base: base, StartFrame: c.StartFrame, Frames: c.Frames})
	}
	for i, s := range m.Sounds {
		if s.SampleRate < 1 || s.StartSample < 0 || s.Samples < 0 || s.StartSample > 1<<40 || s.Samples > 1<<40 {
			return nil, fmt.Errorf("sound %d of the manifest: sample rate %d: want samples a second such as 48000", i+1, s.SampleRate)
		}
		frame := func(n int64) int64 { return n * int64(base.Rate.Num) / (s.SampleRate * int64(base.Rate.Den)) }
		out = append(out, match.Clip{
			ID: s.Name, Name: s.Name, Device: "S", Roll: s.Roll, Base: base, StartFrame: frame(s.StartSample), Frames: frame(s.Samples), SaidSlate: s.Slate, SaidTake: strconv.Itoa(s.Take),
		})
	}
	return out, nil
}
