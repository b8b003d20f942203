package screenplay_test

import (
	"bytes"
	"os"
	"testing"

	"backlot/film/screenplay"
)

// FuzzRead reads anything, writes it in both formats, and reads it again.
func FuzzRead(f *testing.F) {
	f.Add([]byte("Title: A\n\nINT. X - DAY #1#\n\n*Bob* walks [[note]].\n\nBOB\n(x)\nHi /* cut */ there.\n  \nYes\n\nEVE ^\nNo.\n"))
	f.Add([]byte("/* a /* b */\n\n[[ x\n\ny ]]\n~la\n> c <\n> t\n# s\n= y\n===\n"))
	f.Add([]byte(`<FinalDraft><Content><Paragraph Type="Action"><Text Style="Bold">a</Text>b</Paragraph></Content></FinalDraft>`))
	for _, path := range samples(f, ".fountain", "TestFDX-FI.fdx", "note.fdx") {
		if raw, err := os.ReadFile(path); err == nil && len(raw) < 8000 {
			f.Add(raw)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := screenplay.Read(bytes.NewReader(raw), "fuzz.fountain", screenplay.Limits{})
		if err != nil {
			return
		}
		var fountain, fdx bytes.Buffer
		s.Blocks = append(s.Blocks, screenplay.Block{Type: screenplay.Transition, Text: "CUT TO:"})
		if err := screenplay.WriteFountain(&fountain, s); err != nil {
			t.Fatal(err)
		}
		if err := screenplay.WriteFDX(&fdx, s); err != nil {
			t.Fatal(err)
		}
		if _, err := screenplay.Read(&fountain, "again.fountain", screenplay.Limits{}); err != nil {
			t.Fatal(err)
		}
		if _, err := screenplay.Read(&fdx, "again.fdx", screenplay.Limits{}); err != nil {
			t.Fatal(err)
		}
		s.People(s.Scenes())
	})
}
