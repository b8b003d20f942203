package timeline_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"backlot/film/timeline"
)

// editorial is the folder of shared data, or the reason to skip.
func editorial(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	dir = filepath.Join(dir, "editorial")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no shared data (%v): set BACKLOT_DATA", err)
	}
	return dir
}

func otioFiles(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	dir := editorial(t)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".otio") {
			out[path], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("%d files, %v", len(out), err)
	}
	return out
}

func write(t testing.TB, n *timeline.Node, o timeline.WriteOptions) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := timeline.Write(&b, n, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// upgraded is what the JSON of a file says today: older schemas by their new name, and what goes without saying said.
func upgraded(v any) any {
	switch x := v.(type) {
	case []any:
		for i := range x {
			x[i] = upgraded(x[i])
		}
	case map[string]any:
		for k, e := range x {
			x[k] = upgraded(e)
		}
		s, _ := x["OTIO_SCHEMA"].(string)
		switch s {
		case "Sequence.1":
			x["OTIO_SCHEMA"] = "Track.1"
		case "Clip.1":
			x["OTIO_SCHEMA"] = "Clip.2"
			if m := x["media_reference"]; m != nil {
				x["media_references"] = map[string]any{"DEFAULT_MEDIA": m}
			}
			delete(x, "media_reference")
		}
		if m, ok := x["media_references"].(map[string]any); ok && len(m) == 1 && x["active_media_reference_key"] != "hi" {
			if only, ok := m["DEFAULT_MEDIA"].(map[string]any); ok && len(only) == 1 {
				delete(x, "media_references") // nothing but MissingReference
			}
		}
		if s == "" {
			break
		}
		for k, e := range x {
			r := reflect.ValueOf(e)
			if e == nil || e == "" || e == "DEFAULT_MEDIA" || k == "enabled" && e == true ||
				(r.Kind() == reflect.Map || r.Kind() == reflect.Slice) && r.Len() == 0 {
				delete(x, k)
			}
		}
	}
	return v
}

// TestNothingOfAFileIsLost: every .otio file says the same after it was read and written.
func TestNothingOfAFileIsLost(t *testing.T) {
	for name, raw := range otioFiles(t) {
		n, _, err := timeline.Parse(raw)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got, want any
		out := write(t, n, timeline.WriteOptions{})
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatalf("%s: written file: %v", name, err)
		}
		if err := json.Unmarshal(raw, &want); err != nil {
			t.Fatal(err)
		}
		if got, want := upgraded(got), upgraded(want); !reflect.DeepEqual(got, want) {
			a, _ := json.MarshalIndent(got, "", " ")
			b, _ := json.MarshalIndent(want, "", " ")
			t.Errorf("%s is not what it was: %s", filepath.Base(name), firstDifference(string(a), string(b)))
		}
		again, _, err := timeline.Parse(out)
		if err != nil || !bytes.Equal(write(t, again, timeline.WriteOptions{}), out) {
			t.Errorf("%s: the second writing differs from the first, %v", name, err)
		}
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return strings.Join(x[max(0, i-4):i], "\n") + "\n got " + x[i] + "\nwant " + y[i]
		}
	}
	return "one is longer"
}

// TestFromTheFuture: schemas and fields that are not known here come back as they were.
func TestFromTheFuture(t *testing.T) {
	const in = `{"OTIO_SCHEMA":"Timeline.1","metadata":{"big":18446744073709551615,"x":{"OTIO_SCHEMA":"Thing.7","y":[1,2.50]}},
"name":"R1","global_start_time":null,"tracks":{"OTIO_SCHEMA":"Stack.1","children":[
 {"OTIO_SCHEMA":"Track.1","kind":"Video","children":[
  {"OTIO_SCHEMA":"Clip.9","name":"a","smell":"burnt","media_references":{"hi":{"OTIO_SCHEMA":"HologramReference.1","depth":3}},"active_media_reference_key":"hi"},
  {"OTIO_SCHEMA":"Portal.3","to":"elsewhere"}]}]}}`
	n, findings, err := timeline.Parse([]byte(in))
	if err != nil {
		t.Fatal(err)
	}
	out := string(write(t, n, timeline.WriteOptions{}))
	for _, want := range []string{"18446744073709551615", "2.50", `"Clip.9"`, `"smell": "burnt"`,
		`{"OTIO_SCHEMA":"HologramReference.1","depth":3}`, `{"OTIO_SCHEMA":"Portal.3","to":"elsewhere"}`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is lost in %s", want, out)
		}
	}
	if len(findings) != 3 {
		t.Errorf("findings %v; want one each for the clip, its media and the portal", findings)
	}
}

// TestDowngrade: programs before 0.15 read Clip.1 with one media_reference.
func TestDowngrade(t *testing.T) {
	tl := timeline.New("old")
	c := &timeline.Node{Kind: timeline.Clip, Name: "12A-3"}
	c.Show(timeline.Media{Schema: timeline.ExternalReference, URL: "file:///A003C005.mov"})
	tl.AddTrack("V", timeline.Video).Children = []*timeline.Node{c}
	out := string(write(t, tl, timeline.WriteOptions{Before16: true}))
	if !strings.Contains(out, `"Clip.1"`) || !strings.Contains(out, `"media_reference": {`) || strings.Contains(out, "media_references") {
		t.Errorf("no Clip.1 in %s", out)
	}
	n, _, err := timeline.Parse([]byte(out))
	if err != nil {
		t.Fatal(err)
	}
	if m := n.Tracks.Children[0].Children[0].Shown(); m == nil || m.URL != "file:///A003C005.mov" {
		t.Errorf("the clip shows %+v", m)
	}
}

func TestBadFilesNameTheLine(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", "line 1"},
		{"{\n\"a\": 1}", "without OTIO_SCHEMA"},
		{"{\"OTIO_SCHEMA\":\"Clip\"}", "want a name and a version"},
		{"{\"OTIO_SCHEMA\":\"Clip.2\",\n\"name\":\n5}", "line 3"},
		{"{\"OTIO_SCHEMA\":\"Clip.2\",\n\"name\":\"x", "line 2"},
		{"{\"OTIO_SCHEMA\":\"Clip.2\"} x", "end of the file"},
		{strings.Repeat(`{"OTIO_SCHEMA":"Stack.1","children":[`, 100000), "deeper than"},
		{`{"OTIO_SCHEMA":"Stack.1","x":` + strings.Repeat("[", 100000), "deeper than"},
	} {
		if _, _, err := timeline.Parse([]byte(tt.in)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%.40q: %v; want %q", tt.in, err, tt.want)
		}
	}
}

func TestRates(t *testing.T) {
	for _, tt := range []struct {
		in   float64
		want string
	}{{23.976, "24000/1001"}, {23.98, "24000/1001"}, {24000.0 / 1001, "24000/1001"}, {24, "24"}, {29.97, "30000/1001"},
		{59.94, "60000/1001"}, {12.5, "25/2"}, {48000, "48000"}, {0, ""}, {math.NaN(), ""}, {-5, ""}} {
		if got := timeline.Ratio(tt.in).String(); got != tt.want {
			t.Errorf("%v frames per second are %s; want %s", tt.in, got, tt.want)
		}
	}
	// an hour of 23.976 and an hour of its timecode at 24 are the same number of frames, not of seconds
	a := timeline.Time{Value: 86400, Rate: 23.976}
	if got := a.Seconds(); math.Abs(got-3603.6) > 1e-9 {
		t.Errorf("86400 frames of 23.976 last %v seconds; want 3603.6", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"OTIO_SCHEMA":"Clip.2","name":"a\u00e9","source_range":{"OTIO_SCHEMA":"TimeRange.1","start_time":{"OTIO_SCHEMA":"RationalTime.1","rate":24,"value":-1e3},"duration":null}}`))
	f.Add([]byte(`{"metadata":{},"OTIO_SCHEMA":"Timeline.1","tracks":{"OTIO_SCHEMA":"Stack.1","children":[null,{"OTIO_SCHEMA":"X.1"}]}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		n, _, err := timeline.Parse(b)
		if err != nil {
			return
		}
		out := write(t, n, timeline.WriteOptions{})
		again, _, err := timeline.Parse(out)
		if err != nil {
			t.Fatalf("what was written does not read: %v\n%s", err, out)
		}
		if twice := write(t, again, timeline.WriteOptions{}); !bytes.Equal(out, twice) {
			t.Fatalf("writings differ:\n%s\n%s", out, twice)
		}
	})
}
