package screenplay_test

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"backlot/film/screenplay"
)

// fuzzLimits keep a fuzzed input from taking the memory of its workers.
var fuzzLimits = screenplay.Limits{Bytes: 4 << 20, Blocks: 100_000}

// again reads damaged or invented bytes; what could be read is written in every
// format after a change, and what was written must read.
func again(t *testing.T, raw []byte, name string) {
	s, err := screenplay.Read(bytes.NewReader(raw), name, fuzzLimits)
	if err != nil {
		return
	}
	s.Blocks = append(s.Blocks, screenplay.Block{Type: screenplay.Transition, Text: "CUT TO:"})
	for _, f := range writers {
		var out bytes.Buffer
		if err := f.write(&out, s); err != nil {
			t.Fatalf("%s: %v", f.name, err)
		}
		if f.reads {
			if _, err := screenplay.Read(bytes.NewReader(out.Bytes()), "again."+f.name, screenplay.Limits{}); err != nil {
				t.Fatalf("%s: %v", f.name, err)
			}
		}
	}
	s.People(s.Scenes())
}

// seed adds the small samples of a kind.
func seed(f *testing.F, suffixes ...string) {
	for _, path := range samples(f, suffixes...) {
		if raw, err := os.ReadFile(path); err == nil && len(raw) < 30_000 {
			f.Add(raw)
		}
	}
}

func FuzzFountain(f *testing.F) {
	f.Add([]byte("Title: A\n\nINT. X - DAY #1#\n\n*Bob* walks [[note]].\n\nBOB\n(x)\nHi /* cut */ there.\n  \nYes\n\nEVE ^\nNo.\n"))
	f.Add([]byte("/* a /* b */\n\n[[ x\n\ny ]]\n~la\n> c <\n> t\n# s\n= y\n===\n"))
	f.Add([]byte("**INT. X #1#**\r\n\r\nB\xd2\x85\r\n  \r\n  \r\nc [[rev 1:0-2 /5]]\r\n"))
	seed(f, ".fountain")
	f.Fuzz(func(t *testing.T, raw []byte) { again(t, raw, "fuzz.fountain") })
}

func FuzzFDX(f *testing.F) {
	f.Add([]byte(`<FinalDraft><Content><Paragraph Type="Action"><Text Style="Bold">a</Text>b</Paragraph></Content></FinalDraft>`))
	f.Add([]byte(strange))
	seed(f, "note.fdx", "synopsis.fdx", "simple.fdx")
	f.Fuzz(func(t *testing.T, raw []byte) { again(t, raw, "fuzz.fdx") })
}

func FuzzOSF(f *testing.F) {
	f.Add([]byte(`<document type="Open Screenplay Format document" version="30"><paragraphs><para note="n"><style baseStyleName="Character" dualDialogue="1"/><text bold="1">A</text></para></paragraphs></document>`))
	seed(f, ".xml")
	f.Fuzz(func(t *testing.T, raw []byte) {
		again(t, raw, "fuzz.xml")
		again(t, zipped(t, "document.xml", raw), "fuzz.fadein")
	})
}

func FuzzCeltx(f *testing.F) {
	f.Add([]byte(`<html><body><p class="sceneheading" scenenumber="1">INT. X<br>Y</p><p class="character">A <b>B</b></p><p class="dialog">c &amp; d</p></body></html>`))
	f.Fuzz(func(t *testing.T, raw []byte) { again(t, zipped(t, "script-1.html", raw), "fuzz.celtx") })
}

// FuzzArchive reads damaged zip archives.
func FuzzArchive(f *testing.F) {
	f.Add(zipped(f, "document.xml", []byte(strange)))
	f.Add(zipped(f, "script-1.html", []byte(`<html><p class="action">x</p></html>`)))
	f.Fuzz(func(t *testing.T, raw []byte) { again(t, raw, "fuzz.zip") })
}

func FuzzPDF(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Kids[3 0 R]>>endobj 3 0 obj<</Type/Page/Contents 4 0 R/Resources<</Font<</F<</BaseFont/Courier>>>>>>>>endobj\n" +
		"4 0 obj<</Length 99>>stream\nBT /F 12 Tf 108 720 Td (INT. X - DAY) Tj 0 -24 Td (Bob walks.) Tj 158 -24 Td (BOB) Tj -86 -12 Td (Hi.) Tj ET\nendstream endobj trailer<</Root 1 0 R>>"))
	f.Fuzz(func(t *testing.T, raw []byte) { again(t, append([]byte("%PDF-1.4\n"), raw...), "fuzz.pdf") })
}

func zipped(t testing.TB, name string, body []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write(body)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestUnpackingStopsAtTheLimit(t *testing.T) {
	bomb := zipped(t, "document.xml", bytes.Repeat([]byte(" "), 8<<20))
	if len(bomb) > 1<<20 {
		t.Fatalf("the bomb has %d bytes", len(bomb))
	}
	_, err := screenplay.Read(bytes.NewReader(bomb), "bomb.fadein", screenplay.Limits{Bytes: 1 << 20})
	if err == nil || !strings.Contains(err.Error(), "unpacks to more than the limit") {
		t.Errorf("a bomb gives %v", err)
	}
}
