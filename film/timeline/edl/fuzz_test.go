package edl_test

import (
	"bytes"
	"testing"

	"backlot/film/timeline/edl"
)

// FuzzParse: no file makes the reader panic or run on, and what the writer writes can be read.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"TITLE: R1\nFCM: NON-DROP FRAME\n001  A001 V C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\nM2 A001 -025.0 01:00:00:00\n* FROM CLIP NAME: a\n", "002  BL V C 00:00:00:00 00:00:00:00 01:00:00:00 01:00:00:00\r002  B V W001 025 1 26 90000 90025\r* LOC: 01:00:00:01 RED x\n* ASC_SOP (1 1 1)(0 0 0)(1 1 1)", "003 A B A2/V K B 010 01:00:00;00 01:00:01;00 01:00:00;00 01:00:01;00\nAUD 3 4\nSPLIT: AUDIO DELAY= 00:00:01:00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := edl.Parse(b)
		if err != nil {
			return
		}
		n, _ := l.Timeline(edl.Options{})
		var w bytes.Buffer
		if _, err := edl.Write(&w, n, edl.WriteOptions{}); err != nil {
			return // such as a list of nothing but black
		}
		if _, err := edl.Parse(w.Bytes()); err != nil {
			t.Errorf("what was written does not read: %v\n%s", err, w.Bytes())
		}
	})
}
