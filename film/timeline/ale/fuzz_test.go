package ale_test

import (
	"bytes"
	"testing"

	"backlot/film/timeline/ale"
)

// FuzzParse: no file makes the reader panic or run on, and what the writer writes can be read.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"Heading\nFIELD_DELIM\tTABS\nFPS\t23.98\n\nColumn\nName\tStart\tEnd\tASC_SOP\n\nData\n12A-1\t01:00:00:00\t01:00:02:00\t(1 1 1)(0 0 0)(1 1 1)\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		n, _, err := ale.Parse(b)
		if err != nil {
			return
		}
		var w bytes.Buffer
		if _, err := ale.Write(&w, n); err != nil {
			return
		}
		if _, _, err := ale.Parse(w.Bytes()); err != nil {
			t.Errorf("what was written does not read: %v\n%s", err, w.Bytes())
		}
	})
}
