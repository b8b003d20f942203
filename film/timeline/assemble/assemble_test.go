package assemble_test

import (
	"fmt"
	"strings"
	"testing"

	"backlot/film/timeline"
	"backlot/film/timeline/assemble"
)

func read(t *testing.T, s string) (*timeline.Node, []timeline.Finding) {
	t.Helper()
	p, err := assemble.Read(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	n, findings, err := assemble.Timeline(p)
	if err != nil {
		t.Fatal(err)
	}
	return n, findings
}

// TestScriptOrder: shot out of order, laid in order; B camera in sync above A; the scene that is not shot is a hole.
func TestScriptOrder(t *testing.T) {
	n, findings := read(t, `{"name":"A1","rate":"24","scenes":["9","12","13"],"takes":[
	 {"scene":"12","setup":"A","take":2,"circled":true,"camera":"B","clip":"B","start":"10:00:00:00","end":"10:00:30:00"},
	 {"scene":"12","setup":"A","take":2,"circled":true,"camera":"A","clip":"A","start":"10:00:05:00","end":"10:00:20:00","in":"10:00:10:00","out":"10:00:15:00"},
	 {"scene":"12","setup":"A","take":1,"camera":"A","clip":"NG","start":"09:00:05:00","end":"09:00:20:00"},
	 {"scene":"13","setup":"A","take":1,"circled":true,"clip":"C","start":"08:00:00:00","end":"08:00:02:00"}]}`)
	shots, _ := timeline.Shots(n)
	got := ""
	for _, s := range shots {
		got += fmt.Sprintf("%s %s %d+%d from %d; ", s.Track, s.Name, s.Start-86400, s.Length(), s.In)
	}
	if want := "V1 A 24+120 from 864240; V2 B 24+120 from 864240; V1 C 144+48 from 691200; "; got != want {
		t.Errorf("assembly %q\nwant %q", got, want)
	}
	if len(findings) != 1 || findings[0].Place != "scene 9" {
		t.Errorf("findings %v; want scene 9 missing", findings)
	}
}

func TestWithoutScenesTheNumbersCount(t *testing.T) {
	var takes []string
	for _, s := range []string{"12A", "9", "12", "A12", "110"} {
		takes = append(takes, fmt.Sprintf(`{"scene":%q,"take":1,"circled":true,"clip":%q,"start":"01:00:00:00","end":"01:00:01:00"}`, s, s))
	}
	n, _ := read(t, `{"name":"x","rate":"25","takes":[`+strings.Join(takes, ",")+`]}`)
	shots, _ := timeline.Shots(n)
	got := ""
	for _, s := range shots {
		got += s.Name + " "
	}
	if got != "9 A12 12 12A 110 " {
		t.Errorf("scenes %s; want 9 A12 12 12A 110", got)
	}
}

func TestBadPlans(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`{"takes":[]}`, "no rate"},
		{`{"rate":"24","shots":[]}`, "unknown field"},
		{`{"rate":"24","takes":[{"scene":"1","take":1,"start":"01:00:00:24","end":"01:00:01:00"}]}`, "take 1 (scene 1, -1): start"},
		{`{"rate":"24","takes":[{"scene":"1","take":1,"start":"01:00:00:00","end":"01:00:01:00","in":"01:00:02:00"}]}`, "want a part of"},
	} {
		p, err := assemble.Read(strings.NewReader(tt.in))
		if err == nil {
			_, _, err = assemble.Timeline(p)
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v; want %q", tt.in, err, tt.want)
		}
	}
}
