package fcp7_test

import (
	"bytes"
	"testing"

	"backlot/film/timeline/fcp7"
)

// FuzzParse: no file makes the reader panic or run on, and what the writer writes can be read.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`<xmeml><sequence><name>a</name><rate><timebase>25</timebase></rate><media><video><track><clipitem id="1"><name>b</name><start>0</start><end>-1</end><in>3</in><file id="f"><pathurl>x</pathurl></file><filter><effect><effectid>timeremap</effectid><parameter><parameterid>speed</parameterid><value>50</value></parameter></effect></filter></clipitem><transitionitem><start>10</start><end>20</end></transitionitem></track></video></media></sequence></xmeml>`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		n, _, err := fcp7.Parse(b)
		if err != nil {
			return
		}
		for _, tl := range n.Timelines() {
			var w bytes.Buffer
			if _, err := fcp7.Write(&w, tl); err != nil {
				continue
			}
			if _, _, err := fcp7.Parse(w.Bytes()); err != nil {
				t.Errorf("what was written does not read: %v\n%s", err, w.Bytes())
			}
		}
	})
}
