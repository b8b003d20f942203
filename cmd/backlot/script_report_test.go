package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const keepingLight, keepingLightBlue = "../../testdata/demo/keeping-light.fountain", "../../testdata/demo/keeping-light-blue.fountain"

func TestScriptReportWritesItsPapers(t *testing.T) {
	for kind, files := range map[string][]string{"scenes": {keepingLight}, "characters": {keepingLight}, "sets": {keepingLight}, "dialogue": {keepingLight},
		"revision": {keepingLight, keepingLightBlue}} {
		t.Run(kind, func(t *testing.T) {
			dir := t.TempDir()
			c := ScriptReport{Kind: kind, Files: files, PDF: filepath.Join(dir, "r.pdf"), XLSX: filepath.Join(dir, "r.xlsx"), HTML: filepath.Join(dir, "r.html")}
			c.Paper = "letter"
			if kind == "dialogue" {
				c.Character = []string{"ada"}
			}
			if err := c.Run(); err != nil {
				t.Fatal(err)
			}
			for path, head := range map[string]string{c.PDF: "%PDF-", c.XLSX: "PK", c.HTML: "<!"} {
				body, err := os.ReadFile(path)
				if err != nil || !bytes.HasPrefix(body, []byte(head)) {
					t.Errorf("%s begins %.8q, %v; want %q", filepath.Base(path), body, err, head)
				}
			}
		})
	}
}

func TestScriptReportRefusesWhatItCannotMean(t *testing.T) {
	one := ScriptReport{Kind: "revision", Files: []string{keepingLight}}
	if err := one.Run(); err != exitCode(2) {
		t.Errorf("a revision of one draft: %v; want exit code 2", err)
	}
	nobody := ScriptReport{Kind: "dialogue", Files: []string{keepingLight}, Character: []string{"Gandalf"}}
	if err := nobody.Run(); err == nil || !strings.Contains(err.Error(), "GANDALF has no line") || !strings.Contains(err.Error(), "SOLVEIG") {
		t.Errorf("err = %v; want one that names who speaks", err)
	}
}

func TestScriptSidesPrint(t *testing.T) {
	c := ScriptSides{File: keepingLightBlue, Scene: []string{"4", "7"}, Character: []string{"Solveig"}, TwoUp: true, PDF: filepath.Join(t.TempDir(), "sides.pdf")}
	c.Paper = "letter"
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(c.PDF)
	if err != nil || !bytes.HasPrefix(body, []byte("%PDF-")) {
		t.Fatalf("%v; want a PDF", err)
	}
	for _, bad := range []ScriptSides{{File: keepingLight, Scene: []string{"99"}}, {File: keepingLight, Character: []string{"Gandalf"}}, {File: keepingLight, Scene: []string{"1"}, Character: []string{"Krogh"}}} {
		bad.Paper = "letter"
		if err := bad.Run(); err == nil {
			t.Errorf("sides of scenes %v with %v: want an error", bad.Scene, bad.Character)
		}
	}
}
