package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestScriptConvertWritesEveryFormat(t *testing.T) {
	in := scriptFile(t, "kettle.fountain", kettle)
	for ending, want := range map[string]string{
		".fountain": "INT. KITCHEN - DAY #1#", ".fdx": "<FinalDraft", ".osf": "Open Screenplay Format", ".pdf": "%PDF-",
		".html": "<h2", ".epub": "mimetypeapplication/epub+zip", ".txt": "MARA", ".json": `"schema": 1`,
	} {
		t.Run(ending, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out"+ending)
			if _, err := runScript(t, "script", "convert", in, out); err != nil {
				t.Fatal(err)
			}
			raw, err := os.ReadFile(out)
			if err != nil || !bytes.Contains(raw, []byte(want)) {
				t.Fatalf("%v, %.200q; want %q in it", err, raw, want)
			}
			if ending == ".html" || ending == ".epub" || ending == ".json" {
				return
			}
			text, err := runScript(t, "script", "convert", out)
			if err != nil || !strings.Contains(text, "INT. KITCHEN - DAY #1#") || !strings.Contains(text, "MARA\nTea?") {
				t.Errorf("read back: %v\n%s", err, text)
			}
		})
	}
}

func TestScriptConvertRefusesAnUnknownEnding(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out.doc")
	_, err := runScript(t, "script", "convert", scriptFile(t, "kettle.fountain", kettle), out)
	if _, missing := os.Stat(out); !isExit(err, 2) || missing == nil {
		t.Errorf("error %v, file written: %v; want exit code 2 and no file", err, missing == nil)
	}
}

func TestScriptInfoSaysWhenAPartCouldNotBeRead(t *testing.T) {
	cut := scriptFile(t, "cut.fdx", `<FinalDraft><Content><Paragraph Type="Scene Heading"><Text>INT. X - DAY</Text></Paragraph><Paragraph Type="Act`)
	text, err := runScript(t, "script", "info", cut, "--json")
	if !isExit(err, 1) || !strings.Contains(text, "INT. X - DAY") || !strings.Contains(text, "the file ends inside a tag") {
		t.Errorf("%v, %s; want what could be read, the reason, and exit code 1", err, text)
	}
}

func isExit(err error, want int) bool {
	var code exitCode
	return errors.As(err, &code) && int(code) == want
}
