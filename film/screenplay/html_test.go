package screenplay_test

import (
	"bytes"
	"strings"
	"testing"

	"backlot/film/screenplay"
)

func TestHTMLHoldsEveryLineAndRunsNothing(t *testing.T) {
	for _, path := range samples(t, ".fountain", ".fdx") {
		s := open(t, path)
		var out bytes.Buffer
		if err := screenplay.WriteHTML(&out, s); err != nil {
			t.Fatal(err)
		}
		for i := range s.Blocks {
			b := &s.Blocks[i]
			if b.Type.Printed() && b.Type != screenplay.PageBreak && !strings.Contains(out.String(), "id=\""+b.ID+"\"") {
				t.Fatalf("%s: block %d is missing", path, i)
			}
		}
	}
	s, err := screenplay.Read(strings.NewReader("INT. X - DAY\n\n<script>alert(1)</script> & *\"so\"*\n"), "x", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := screenplay.WriteHTML(&out, s); err != nil || strings.Contains(out.String(), "<script") || !strings.Contains(out.String(), "<i>&#34;so&#34;</i>") {
		t.Errorf("HTML %s, %v", out.String(), err)
	}
}
