package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/testdata/raced"
)

// A generated feature leaves as an archive and as OMC-JSON, and comes home.
func TestSeedAndOMC(t *testing.T) {
	raced.Skip(t)
	dir := t.TempDir()
	archive, doc, home := filepath.Join(dir, "feature.backlot"), filepath.Join(dir, "feature.json"), filepath.Join(dir, "home.backlot")
	seed := SeedCmd{Feature: true, Number: 1, Scale: 0.005, Out: archive, Quiet: true}
	if err := seed.Run(); err != nil {
		t.Fatal(err)
	}
	if err := (&OmcExport{File: archive, Out: doc}).Run(); err != nil {
		t.Fatal(err)
	}
	if err := (&OmcValidate{Files: []string{doc}}).Run(); err != nil {
		t.Errorf("what was written is not valid: %v", err)
	}
	if err := (&OmcImport{File: doc, Out: home}).Run(); err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(dir, "again.json")
	if err := (&OmcExport{File: home, Out: again}).Run(); err != nil {
		t.Fatal(err)
	}
	a, errA := os.ReadFile(doc)
	b, errB := os.ReadFile(again)
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Errorf("home and away differ (%d and %d bytes, %v, %v)", len(a), len(b), errA, errB)
	}
}

func TestOMCRefusesWithThePlace(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.json")
	if err := os.WriteFile(bad, []byte(`[{"entityType": "Hero"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	var code exitCode
	if err := (&OmcValidate{Files: []string{bad}}).Run(); !errors.As(err, &code) || code != 1 {
		t.Errorf("validate = %v; want exit code 1", err)
	}
	err := (&OmcImport{File: bad, Out: filepath.Join(t.TempDir(), "x.backlot")}).Run()
	if err == nil || !strings.Contains(err.Error(), "[0].entityType") {
		t.Errorf("import = %v; want the place [0].entityType", err)
	}
}

func TestSeedRefusesNoSize(t *testing.T) {
	if err := (&SeedCmd{Feature: true, Scale: 0, Productions: 1}).Validate(); err == nil {
		t.Error("scale 0 was taken")
	}
}
