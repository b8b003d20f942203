package screenplay_test

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"backlot/film/screenplay"
)

func TestOSF(t *testing.T) {
	for _, path := range samples(t, ".xml") {
		s := open(t, path)
		n := count(s)
		if s.Format != screenplay.OpenScreenplay || n[screenplay.SceneHeading] < 3 || n[screenplay.Character] < 3 || len(s.Findings) > 0 {
			t.Errorf("%s reads as %s with %v, %v", path, s.Format, n, s.Findings)
		}
		raw, _ := os.ReadFile(path)
		var same, anew bytes.Buffer
		if err := screenplay.WriteOSF(&same, s); err != nil || !bytes.Equal(same.Bytes(), raw) {
			t.Errorf("%s: the untouched bytes changed (%v)", path, err)
		}
		c := touch(s)
		if err := screenplay.WriteOSF(&anew, c); err != nil {
			t.Fatal(err)
		}
		again, err := screenplay.Read(&anew, "again.xml", screenplay.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if d := diff(skeleton(c), skeleton(again)); d != "" {
			t.Errorf("%s: %s", path, d)
		}
	}
}

func TestOSFDualDialogueNotesAndNumbers(t *testing.T) {
	for _, path := range samples(t, "OSF-2.1.xml") {
		s := open(t, path)
		var left, right, notes, synopses, numbered, revised int
		for i := range s.Blocks {
			b := &s.Blocks[i]
			switch b.Dual {
			case screenplay.Left:
				left++
			case screenplay.Right:
				right++
			}
			notes += len(b.Notes)
			if b.Type == screenplay.Synopsis {
				synopses++
			}
			if b.Number != "" {
				numbered++
			}
			for _, r := range b.Runs {
				if r.Revision != "" {
					revised++
				}
			}
		}
		if left != 2 || right != 2 || notes != 1 || synopses != 1 || numbered != 2 || revised < 8 {
			t.Errorf("%d left, %d right, %d notes, %d synopses, %d numbers, %d revised runs", left, right, notes, synopses, numbered, revised)
		}
		if s.Title() != "Open Screenplay Format" {
			t.Errorf("title %q", s.Title())
		}
	}
}

func archive(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, body := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestArchives(t *testing.T) {
	osf := `<?xml version="1.0"?><document type="Open Screenplay Format document" version="21"><paragraphs>
<para sceneNumber="7"><style baseStyleName="Scene Heading"/><text>INT. BARN - NIGHT</text></para></paragraphs></document>`
	celtx := `<html><head></head><body><p class="sceneheading" scenenumber="7">INT. BARN - NIGHT<br></p>
<p class="character">MARA</p><p class="parenthetical">low</p><p class="dialog">Who is <i>there</i>?</p></body></html>`
	for _, tt := range []struct {
		name, format string
		files        map[string]string
	}{
		{"script.fadein", screenplay.FadeIn, map[string]string{"document.xml": osf, "thumb.png": "x"}},
		{"script.celtx", screenplay.Celtx, map[string]string{"script-abc.html": celtx, "project.rdf": "<rdf/>"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := screenplay.Read(bytes.NewReader(archive(t, tt.files)), tt.name, screenplay.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if s.Format != tt.format || s.Blocks[0].Text != "INT. BARN - NIGHT" || s.Blocks[0].Number != "7" {
				t.Errorf("reads as %s: %+v", s.Format, s.Blocks[0])
			}
		})
	}
	if _, err := screenplay.Read(bytes.NewReader(archive(t, map[string]string{"a.txt": "x"})), "a.zip", screenplay.Limits{}); err == nil {
		t.Error("an archive without a script was read")
	}
}

// TestAChangedOSFKeepsWhatIsUnknown changes one word and looks for the rest.
func TestAChangedOSFKeepsWhatIsUnknown(t *testing.T) {
	const doc = `<?xml version="1.0"?><document type="Open Screenplay Format document" version="30" future="1">
<info uuid="7"/><holograms><h x="1"/></holograms>
<paragraphs><para glow="2" scene_number="4"><style baseStyleName="Scene Heading" Shimmer="3"/><text bold="1" halo="5">INT. KITCHEN - DAY</text><weather wind="9"/></para></paragraphs>
<settings margin="1"/></document>`
	s, err := screenplay.Read(strings.NewReader(doc), "new.osf", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	s.Blocks[0].Text = "INT. CELLAR - DAY!"
	var out bytes.Buffer
	if err := screenplay.WriteOSF(&out, s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`uuid="7"`, `<holograms><h x="1"/></holograms>`, `glow="2"`, `sceneNumber="4"`, `Shimmer="3"`, `halo="5"`, `<weather wind="9"/>`, `<settings margin="1"/>`, "CELLAR"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is gone from\n%s", want, out.String())
		}
	}
}
