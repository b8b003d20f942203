package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestScriptPagesLock(t *testing.T) {
	first := scriptFile(t, "white.fountain", kettle)
	second := scriptFile(t, "blue.fountain", strings.Replace(kettle, "EXT. GARDEN", "INT. HALL - DAY\n\nA coat falls.\n\nEXT. GARDEN", 1))
	out, err := runScript(t, "script", "pages", "--lock", first, second)
	if err != nil || !strings.Contains(out, "new scenes: 1A") || !strings.Contains(out, "page 1  changed") {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = runScript(t, "script", "pages", "--lock", first, second, "--scheme", "before")
	if err != nil || !strings.Contains(out, "new scenes: A2") {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = runScript(t, "script", "pages", "--lock", first, first, "--json")
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Drafts []struct {
			Color struct{ Name string }
			Pages []any
		}
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Drafts) != 2 || got.Drafts[1].Color.Name != "Blue" || len(got.Drafts[1].Pages) != 0 {
		t.Errorf("the same draft again: %+v", got)
	}
}

func TestScriptPagesPDF(t *testing.T) {
	pdf := filepath.Join(t.TempDir(), "blue.pdf")
	first := scriptFile(t, "white.fountain", kettle)
	second := scriptFile(t, "blue.fountain", strings.Replace(kettle, "red kettle", "blue kettle", 1))
	if _, err := runScript(t, "script", "pages", "--lock", first, second, "--pdf", pdf, "--revised-only", "--date", "2027-03-01", "--for", "Ada", "--copy", "3"); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(pdf)
	if err != nil || !bytes.HasPrefix(raw, []byte("%PDF-")) {
		t.Errorf("no PDF: %v", err)
	}
	if _, err := runScript(t, "script", "pages", first, "--pdf", pdf, "--date", "1 March"); err == nil || !strings.Contains(err.Error(), "2027-03-01") {
		t.Errorf("%v; want an error that shows how a date is written", err)
	}
}

func TestScriptPagesSayHowTheyAgree(t *testing.T) {
	path := filepath.Join("..", "..", "..", "shared", "data", "screenplay", "fdx", "feature", "feature-fadein.fdx")
	if dir := os.Getenv("BACKLOT_DATA"); dir != "" {
		path = filepath.Join(dir, "screenplay", "fdx", "feature", "feature-fadein.fdx")
	}
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no conformance data: %v", err)
	}
	for _, tt := range []struct {
		args []string
		same int
	}{{nil, 207}, {[]string{"--standard"}, 178}} {
		out, err := runScript(t, append([]string{"script", "pages", path, "--json"}, tt.args...)...)
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Agreement struct{ Scenes, Same int } }
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		if got.Agreement.Scenes != 207 || got.Agreement.Same < tt.same {
			t.Errorf("%v: %+v; want %d of 207", tt.args, got.Agreement, tt.same)
		}
	}
}
