package drafts_test

import (
	"os"
	"path/filepath"
	"testing"

	"backlot/film/screenplay"
	"backlot/film/screenplay/layout"
	"backlot/internal/story/drafts"
)

// TestPagesKeepTheFormOfTheFile: a Final Draft file that states its own margins is read on the pages its
// writer sees, also after it has become records.
func TestPagesKeepTheFormOfTheFile(t *testing.T) {
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(dir, "screenplay", "fdx", "feature", "feature-fadein.fdx"))
	if err != nil {
		t.Skipf("no shared data (%v): set BACKLOT_DATA", err)
	}
	defer f.Close()
	script, err := screenplay.Read(f, "feature-fadein.fdx", screenplay.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := layout.Set(script, layout.Options{Paper: layout.Letter, SceneNumbers: true, AutoNumber: true, AutoContd: true})
	std := layout.Standard(layout.Letter)
	if n := len(layout.Set(script, layout.Options{Paper: layout.Letter, SceneNumbers: true, AutoNumber: true, AutoContd: true, Format: &std}).Pages); n == len(want.Pages) {
		t.Fatalf("the file's own margins make no difference to its %d pages: take another file", n)
	}
	d := newDesk(t)
	e := d.view().Edit(d.ids, "Import")
	draft, err := drafts.Import(e, d.view(), script, drafts.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d.commit(e)
	got, err := drafts.PagesOf(d.view(), draft)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Pages) != len(want.Pages) {
		t.Errorf("%d pages; the file's own form gives %d", len(got.Pages), len(want.Pages))
	}
}
