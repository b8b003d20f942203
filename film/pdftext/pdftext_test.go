package pdftext_test

import (
	"errors"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"backlot/film/pdftext"
)

// tiny is a PDF of one page with two lines, written by hand.
const tiny = `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >> endobj
4 0 obj << /Length 98 >> stream
BT /F1 12 Tf 108 720 Td (INT. KITCHEN - DAY) Tj 0 -24 Td [(Mara) -600 (f\151lls) ] TJ ET
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >> endobj
trailer << /Root 1 0 R >>
`

func line(p pdftext.Page) string {
	var out []string
	for _, w := range p.Words {
		out = append(out, w.Text)
	}
	return strings.Join(out, " ")
}

func TestRead(t *testing.T) {
	pages, err := pdftext.Read([]byte(tiny), pdftext.Limits{})
	if err != nil || len(pages) != 1 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	if got := line(pages[0]); got != "INT. KITCHEN - DAY Mara fills" {
		t.Errorf("reads %q", got)
	}
	if w := pages[0].Words[0]; w.X != 108 || w.Y != 720 || w.Size != 12 || w.Right < 136 || w.Right > 137 {
		t.Errorf("first word at %+v", w)
	}
}

func TestWhatHasNoText(t *testing.T) {
	empty := strings.Replace(tiny, "(INT. KITCHEN - DAY) Tj 0 -24 Td [(Mara) -600 (f\\151lls) ] TJ", "", 1)
	if _, err := pdftext.Read([]byte(empty), pdftext.Limits{}); !errors.Is(err, pdftext.ErrNoText) {
		t.Errorf("a page of pictures gives %v", err)
	}
	locked := strings.Replace(tiny, "/Root 1 0 R", "/Root 1 0 R /Encrypt 9 0 R", 1)
	if _, err := pdftext.Read([]byte(locked), pdftext.Limits{}); !errors.Is(err, pdftext.ErrEncrypted) {
		t.Errorf("a locked file gives %v", err)
	}
	if _, err := pdftext.Read([]byte("%PDF-1.4 nothing"), pdftext.Limits{}); err == nil {
		t.Error("a file without pages was read")
	}
}

func samples(t testing.TB) []string {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	paths, _ := filepath.Glob(filepath.Join(dir, "screenplay", "pdf", "*", "*.pdf"))
	if len(paths) == 0 {
		t.Skip("no PDF samples: set BACKLOT_DATA to the shared data folder")
	}
	return paths
}

func TestDamagedFiles(t *testing.T) {
	rng := rand.New(rand.NewSource(5))
	for _, path := range samples(t) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 60 {
			bad := append([]byte(nil), raw...)
			if i < 20 {
				bad = bad[:len(bad)*i/20]
			} else {
				bad[rng.Intn(len(bad))] ^= byte(1 << rng.Intn(8))
			}
			start := time.Now()
			pdftext.Read(bad, pdftext.Limits{})
			if d := time.Since(start); d > 2*time.Second {
				t.Errorf("%s damaged: %v", path, d)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(tiny))
	f.Fuzz(func(t *testing.T, raw []byte) {
		pdftext.Read(raw, pdftext.Limits{Unpacked: 1 << 20, Words: 10_000})
	})
}
