package screenplay_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"strings"
	"testing"
	"time"

	"backlot/film/screenplay"
)

// unpackBook opens an EPUB and checks what every reading program relies on: the
// type at its fixed place, well-formed parts, and no reference that leads nowhere.
func unpackBook(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	if len(raw) < 58 || string(raw[30:58]) != "mimetypeapplication/epub+zip" {
		t.Fatalf("the file does not begin with its type: %q", raw[:min(len(raw), 60)])
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if f := z.File[0]; f.Name != "mimetype" || f.Method != zip.Store || len(f.Extra) > 0 {
		t.Errorf("first member %s, method %d, %d extra bytes", f.Name, f.Method, len(f.Extra))
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		parts[f.Name] = string(body)
		if path.Ext(f.Name) == ".css" || f.Name == "mimetype" {
			continue
		}
		d := xml.NewDecoder(bytes.NewReader(body))
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s is not well-formed: %v", f.Name, err)
			}
			if e, ok := tok.(xml.StartElement); ok {
				for _, a := range e.Attr {
					if a.Name.Local == "href" {
						if _, ok := parts["OEBPS/"+a.Value]; !ok && a.Value != "nav.xhtml" {
							t.Errorf("%s leads to %s, which is not in the book", f.Name, a.Value)
						}
					}
				}
			}
		}
	}
	return parts
}

func TestEPUBHasAChapterForEveryScene(t *testing.T) {
	date := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	for _, p := range samples(t, ".fountain", ".fdx", ".xml") {
		s := open(t, p)
		var one, two bytes.Buffer
		if err := screenplay.WriteEPUB(&one, s, date); err != nil {
			t.Fatal(err)
		}
		if err := screenplay.WriteEPUB(&two, s, date); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("%s: the same script and date gave other bytes (%v)", p, err)
		}
		parts := unpackBook(t, one.Bytes())
		all := strings.Builder{}
		for _, text := range parts {
			all.WriteString(text)
		}
		scenes := 0
		for i := range s.Blocks {
			b := &s.Blocks[i]
			if b.Type == screenplay.SceneHeading {
				scenes++
			}
			if b.Type.Printed() && b.Type != screenplay.PageBreak && !strings.Contains(all.String(), `id="`+b.ID+`"`) {
				t.Fatalf("%s: block %d is missing", p, i)
			}
		}
		chapters := 0
		for name, text := range parts {
			if strings.Contains(name, "scene-") && strings.Contains(text, "<h2") {
				chapters++
			}
		}
		if chapters != scenes {
			t.Errorf("%s: %d chapters for %d scenes", p, chapters, scenes)
		}
	}
}

func TestEPUBKeepsStylesAndRevisions(t *testing.T) {
	s, err := screenplay.Read(strings.NewReader("Title: A & B\nAuthor: Å\n\nBefore.\n\nINT. X - DAY #1#\n\n*One* two\x01.\n"), "x", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	last := &s.Blocks[len(s.Blocks)-1]
	last.Runs = append(last.Runs, screenplay.Run{Start: 4, End: 7, Revision: "2"})
	var out bytes.Buffer
	if err := screenplay.WriteEPUB(&out, s, time.Time{}); err != nil {
		t.Fatal(err)
	}
	parts := unpackBook(t, out.Bytes())
	for _, want := range []struct{ part, text string }{
		{"OEBPS/content.opf", "<dc:title>A &amp; B</dc:title>"}, {"OEBPS/content.opf", "<dc:creator>Å</dc:creator>"},
		{"OEBPS/nav.xhtml", ">1 INT. X - DAY</a>"}, {"OEBPS/title.xhtml", "A &amp; B"}, {"OEBPS/scene-0001.xhtml", "Before."},
		{"OEBPS/scene-0002.xhtml", `<i>One</i> <span class="revised" data-revision="2">two</span>`},
	} {
		if !strings.Contains(parts[want.part], want.text) {
			t.Errorf("%s lacks %s:\n%s", want.part, want.text, parts[want.part])
		}
	}
}
