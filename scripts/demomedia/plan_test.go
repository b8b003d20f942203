package main

import (
	"os"
	"strings"
	"testing"
)

// Every line that is spoken stands in the demo script, every take that is circled is printed, and no two cameras share a clip name.
func TestPlanIsTheScript(t *testing.T) {
	script, err := os.ReadFile("../../testdata/demo/keeping-light.fountain")
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := plan(func(l line, _ int) voice { return voice{l.Character, make([]float32, 48000)} })
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range m.Setups {
		for _, l := range s.Lines {
			if !strings.Contains(string(script), l.Text) || !strings.Contains(string(script), "\n"+l.Character) {
				t.Errorf("setup %s: %s says %q, which is not in the script", s.Slate, l.Character, l.Text)
			}
		}
	}
	for _, s := range m.Scenes {
		if !strings.Contains(string(script), s.Heading+" #"+s.Number+"#") {
			t.Errorf("scene %s: heading %q is not in the script", s.Number, s.Heading)
		}
	}
	if len(m.Takes) != 40 {
		t.Errorf("%d takes; want 40", len(m.Takes))
	}
	names, last := map[string]bool{}, int64(0)
	for _, k := range m.Clips {
		if names[k.Name] {
			t.Errorf("two clips are called %s", k.Name)
		}
		names[k.Name] = true
	}
	for _, tk := range m.Takes {
		if (tk.Status == "no_good") != (tk.NGReason != "") && tk.Status != "false_start" {
			t.Errorf("take %s %d: status %q with reason %q", tk.Slate, tk.Number, tk.Status, tk.NGReason)
		}
		if at := int64(tk.Day)<<32 + tk.StartFrame; at <= last {
			t.Errorf("take %s %d begins before the take before it ends", tk.Slate, tk.Number)
		} else {
			last = at + int64(tk.Frames)
		}
		if m.take(tk.Slate, tk.Number) != tk {
			t.Errorf("two takes are %s %d", tk.Slate, tk.Number)
		}
	}
}
