package layout_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
)

// TestScriptsOfTheWorldStandOnTheirPages: nothing leaves the paper or is lost, and
// Arabic and Hebrew pages are mirrored.
func TestScriptsOfTheWorldStandOnTheirPages(t *testing.T) {
	paths, err := filepath.Glob("testdata/world/*.fountain")
	if err != nil || len(paths) < 9 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".fountain")
		t.Run(name, func(t *testing.T) {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			s := read(t, name+".fountain", raw)
			r := layout.Set(s, layout.Options{SceneNumbers: true})
			check(t, s, r)
			if want := name == "arabic" || name == "hebrew"; r.Mirrored != want {
				t.Errorf("mirrored %v; want %v", r.Mirrored, want)
			}
			for _, l := range r.Pages[0].Lines {
				if l.Role != layout.Text {
					continue
				}
				if end := l.Col + layout.Width(l.Text); end > 75 && !r.Mirrored || r.Mirrored && (l.Col < 10 || end > 70) {
					t.Errorf("%q stands from %d to %d", l.Text, l.Col, end)
				}
				if b := &s.Blocks[l.Index]; r.Mirrored && b.Type == screenplay.Action && l.Col+layout.Width(l.Text) != 70 {
					t.Errorf("%q does not begin at the right margin", l.Text)
				}
			}
		})
	}
}

// TestAnArabicSpeechInAnEnglishScript stands in its column, at its right edge.
func TestAnArabicSpeechInAnEnglishScript(t *testing.T) {
	s := read(t, "mixed.fountain", []byte("INT. HOTEL - DAY\n\nShe waits at the desk and looks at the clock.\n\nLEILA\nهل وصلت الرسالة؟\n\nShe leaves.\n"))
	r := layout.Set(s, layout.Options{})
	if r.Mirrored {
		t.Error("an English script is mirrored")
	}
	for _, l := range r.Pages[0].Lines {
		if l.RTL != strings.Contains(l.Text, "هل") {
			t.Errorf("%q: right to left %v", l.Text, l.RTL)
		}
		if l.RTL && l.Col+layout.Width(l.Text) != 60 {
			t.Errorf("%q ends at %d; speech ends at 60", l.Text, l.Col+layout.Width(l.Text))
		}
	}
}

// TestLineEndsOfJapanese: no row begins with a full stop or a closing bracket, none ends
// with an opening one.
func TestLineEndsOfJapanese(t *testing.T) {
	text := strings.Repeat("雨が降る。彼は（小声で）「もう行こう」と言った、ちょっと待ってから。", 12)
	s := read(t, "ame.fountain", []byte(".屋内\n\n"+text+"\n"))
	for _, p := range layout.Set(s, layout.Options{}).Pages {
		for _, l := range p.Lines {
			runes := []rune(l.Text)
			if strings.ContainsRune("。、」）ょっ", runes[0]) || strings.ContainsRune("「（", runes[len(runes)-1]) {
				t.Errorf("row %q", l.Text)
			}
			if layout.Width(l.Text) > 60 {
				t.Errorf("row %q is %d cells wide", l.Text, layout.Width(l.Text))
			}
		}
	}
}
