package documents_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"backlot/internal/core/documents"
)

// keep writes a rendered paper to the folder named in BACKLOT_PAPER, for looking at.
func keep(t *testing.T, name string, b []byte) {
	t.Helper()
	dir := os.Getenv("BACKLOT_PAPER")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name), b, 0o644); err != nil {
		t.Fatal(err)
	}
}

func render(t *testing.T, doc documents.Document, to documents.Recipient) documents.PDF {
	t.Helper()
	got, err := documents.RenderPDF(doc, to)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestSameDocumentGivesSameBytes(t *testing.T) {
	for name, doc := range map[string]documents.Document{"oneliner.pdf": oneLiner(), "dood.pdf": dood()} {
		first := render(t, doc, documents.Recipient{})
		keep(t, name, first.Bytes)
		for range 5 {
			if again := render(t, doc, documents.Recipient{}); !bytes.Equal(first.Bytes, again.Bytes) {
				t.Fatalf("%s: two prints differ", name)
			}
		}
	}
}

func TestWatermarkNamesTheRecipient(t *testing.T) {
	paper := documents.Layout(oneLiner())
	a, err := paper.PDF(documents.Recipient{Name: "Beatriz Álvarez", Detail: "copy 17"})
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "marked.pdf", a.Bytes)
	b, err := paper.PDF(documents.Recipient{Name: "Tomáš Dvořák"})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(a.Bytes, b.Bytes) {
		t.Error("two recipients got the same bytes; want each copy marked")
	}
	if a.Pages != b.Pages {
		t.Errorf("a watermark changed the number of pages: %d and %d", a.Pages, b.Pages)
	}
}

func TestMissingLetterIsBoxedAndReported(t *testing.T) {
	doc := documents.Document{Meta: documents.Meta{Title: "Cast list"}, Blocks: []documents.Block{documents.Paragraph{Text: "Played by ᠮᠣ and ᠮᠩ"}}}
	got := render(t, doc, documents.Recipient{})
	keep(t, "missing.pdf", got.Bytes)
	if len(got.Findings) != 3 {
		t.Fatalf("findings = %v; want one for each of the three Mongolian letters", got.Findings)
	}
	if got.Findings[0].Page != 1 {
		t.Errorf("finding on page %d; want 1", got.Findings[0].Page)
	}
}
