package fcpx_test

import (
	"bytes"
	"testing"

	"backlot/film/timeline/fcpx"
)

// FuzzParse: no file makes the reader panic or run on, and what the writer writes can be read.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`<fcpxml version="1.11"><resources><format id="r1" frameDuration="1001/24000s"/><asset id="r2" start="0s" duration="10s" hasVideo="1" format="r1"/></resources><project name="p"><sequence format="r1" tcStart="3600s"><spine><asset-clip ref="r2" offset="3600s" duration="2s"><marker start="1s" value="m"/><title lane="1" offset="1s" duration="1s"/></asset-clip><transition offset="3601s" duration="1s"/><audition><clip duration="1s"><video ref="r2"/></clip></audition></spine></sequence></project></fcpxml>`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		n, _, err := fcpx.Parse(b)
		if err != nil {
			return
		}
		for _, tl := range n.Timelines() {
			var w bytes.Buffer
			if _, err := fcpx.Write(&w, tl); err != nil {
				continue
			}
			if _, _, err := fcpx.Parse(w.Bytes()); err != nil {
				t.Errorf("what was written does not read: %v\n%s", err, w.Bytes())
			}
		}
	})
}
