package screenplay_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
)

// print draws laid out pages as a PDF in Courier, the way the documents do.
func print(t testing.TB, r layout.Result) []byte {
	t.Helper()
	size := fpdf.SizeType{Wd: 612, Ht: 792}
	if r.Paper == layout.A4 {
		size = fpdf.SizeType{Wd: 595.28, Ht: 841.89}
	}
	p := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: size})
	p.SetFont("Courier", "", 12)
	p.SetAutoPageBreak(false, 0)
	tr := p.UnicodeTranslatorFromDescriptor("")
	for _, page := range r.Pages {
		p.AddPage()
		for _, l := range page.Lines {
			p.Text(float64(l.Col)*7.2, float64(l.Row+1)*12, tr(l.Text))
			if l.Mark != "" {
				p.Text(81*7.2, float64(l.Row+1)*12, l.Mark)
			}
		}
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestPrintedFeatureReadsBack prints the feature and reads the print.
func TestPrintedFeatureReadsBack(t *testing.T) {
	want := open(t, filepath.Join(dataDir(t, "screenplay"), "fdx/feature/feature-fadein.fdx"))
	for _, o := range []layout.Options{
		{SceneNumbers: true},
		{SceneNumbers: true, Paper: layout.A4, Continued: true, TightHeadings: true, Revision: "-"},
	} {
		raw := print(t, layout.Set(want, o))
		got, err := screenplay.Read(bytes.NewReader(raw), "feature.pdf", screenplay.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for _, typ := range []screenplay.Type{screenplay.SceneHeading, screenplay.Character} {
			var a, b []string
			for i := range got.Blocks {
				if x := &got.Blocks[i]; x.Type == typ {
					a = append(a, x.Number+" "+letters(x.Text))
				}
			}
			for i := range want.Blocks {
				if x := &want.Blocks[i]; x.Type == typ {
					b = append(b, x.Number+" "+letters(x.Text))
				}
			}
			same := common(a, b)
			t.Logf("%s: %d of %d, %d read", typ, same, len(b), len(a))
			if same*1000 < len(b)*995 { // one heading has neither a number nor INT or EXT
				t.Errorf("%s: %s", typ, diff(b, a))
			}
		}
		n, m := count(got), count(want)
		t.Log(n, m)
		var x, y string
		var dual int
		for i := range got.Blocks {
			if got.Blocks[i].Type == screenplay.Dialogue {
				x += letters(got.Blocks[i].Text)
			}
			if got.Blocks[i].Dual == screenplay.Right {
				dual++
			}
		}
		for i := range want.Blocks {
			if want.Blocks[i].Type == screenplay.Dialogue {
				y += letters(want.Blocks[i].Text)
			}
		}
		if x != y {
			i := 0
			for i < min(len(x), len(y)) && x[i] == y[i] {
				i++
			}
			t.Errorf("dialogue differs at %d of %d: %.80s; want %.80s", i, len(y), x[max(i-20, 0):], y[max(i-20, 0):])
		}
		if dual != 2 {
			t.Errorf("%d blocks on the right of a dual dialogue; want 2", dual)
		}
	}
}

// common is the length of the longest common subsequence.
func common(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diag := 0
		for j, y := range b {
			keep := row[j+1]
			if x == y {
				row[j+1] = diag + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diag = keep
		}
	}
	return row[len(b)]
}
