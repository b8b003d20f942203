package timeline_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"backlot/film/rate"
	"backlot/film/timeline"
)

// large is a cut of about 34 MB: 20,000 clips with what editing programs write about each.
func large() []byte {
	n := timeline.New("reel")
	for k := range 4 {
		t := n.AddTrack(fmt.Sprintf("V%d", k+1), timeline.Video)
		for i := range 5000 {
			c := &timeline.Node{Kind: timeline.Clip, Name: fmt.Sprintf("%d%c-%d", i/20, 'A'+i%20, i%7+1), Source: timeline.Between(int64(i)*31, int64(i)*31+48, rate.R24)}
			c.Show(timeline.Media{Schema: timeline.ExternalReference, URL: fmt.Sprintf("file:///cards/A%03d/A%03dC%03d.mov", i/50, i/50, i%50),
				Available: timeline.Between(0, 4000, rate.R24)})
			c.Markers = []*timeline.Marker{{Name: "note", Color: "RED", Range: *timeline.Between(3, 4, rate.R24)}}
			c.Metadata = timeline.Raw(nil).With("cmx_3600", map[string]any{"reel": "A001", "comments": []string{"VFX 117_GUD_0030", "a comment as people write them"}})
			t.Children = append(t.Children, c)
		}
	}
	var b bytes.Buffer
	if err := timeline.Write(&b, n, timeline.WriteOptions{}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// BenchmarkReadOTIO is our reader; BenchmarkEncodingJSON the standard library's of the same file, to compare with in one run.
func BenchmarkReadOTIO(b *testing.B) {
	raw := large()
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, _, err := timeline.Parse(raw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncodingJSON(b *testing.B) {
	raw := large()
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteOTIO(b *testing.B) {
	raw := large()
	n, _, err := timeline.Parse(raw)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	var out bytes.Buffer
	for b.Loop() {
		out.Reset()
		if err := timeline.Write(&out, n, timeline.WriteOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
