package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// runScript runs a script command and returns what it prints.
func runScript(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var c struct {
		Script      ScriptCmd      `cmd:""`
		Conformance ConformanceCmd `cmd:""`
	}
	parser, err := kong.New(&c, kong.Exit(func(int) {}), kong.Writers(io.Discard, io.Discard), kong.Vars{"conformances": conformanceAreas()})
	if err != nil {
		t.Fatal(err)
	}
	ctx, err := parser.Parse(args)
	if err != nil {
		t.Fatal(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	out := os.Stdout
	os.Stdout = w
	done := make(chan string)
	go func() {
		var b bytes.Buffer
		io.Copy(&b, r)
		done <- b.String()
	}()
	err = ctx.Run()
	w.Close()
	os.Stdout = out
	return <-done, err
}

const kettle = "Title: The Kettle\n\nINT. KITCHEN - DAY #1#\n\nMARA fills a red kettle.\n\nMARA\nTea?\n\nEXT. GARDEN - NIGHT #2#\n\nTOM waits with a dog.\n"

func scriptFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestScriptInfoJSON(t *testing.T) {
	out, err := runScript(t, "script", "info", scriptFile(t, "kettle.fountain", kettle), "--json")
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"title", "format", "pages", "eighths", "scenes", "characters", "elements", "findings"} {
		if _, ok := got[key]; !ok {
			t.Errorf("no %q in %s", key, out)
		}
	}
	scene := got["scenes"].([]any)[0].(map[string]any)
	for _, key := range []string{"id", "number", "heading", "int_ext", "set", "time", "page", "eighths", "seconds", "characters"} {
		if _, ok := scene[key]; !ok {
			t.Errorf("no %q in a scene: %v", key, scene)
		}
	}
	if got["title"] != "The Kettle" || scene["set"] != "KITCHEN" {
		t.Errorf("reads %v, %v", got["title"], scene)
	}
}

func TestScriptConvertKeepsTheWords(t *testing.T) {
	dir := t.TempDir()
	fdx, back := filepath.Join(dir, "k.fdx"), filepath.Join(dir, "k.fountain")
	if _, err := runScript(t, "script", "convert", scriptFile(t, "kettle.fountain", kettle), fdx); err != nil {
		t.Fatal(err)
	}
	if _, err := runScript(t, "script", "convert", fdx, back); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(back)
	if err != nil || strings.TrimSpace(string(got)) != strings.TrimSpace(kettle) {
		t.Errorf("came back as\n%s\n%v", got, err)
	}
}

func TestScriptDiffSaysWhatChanged(t *testing.T) {
	before := scriptFile(t, "a.fountain", kettle)
	out, err := runScript(t, "script", "diff", before, scriptFile(t, "b.fountain", strings.Replace(kettle, "red kettle", "blue kettle", 1)))
	var code exitCode
	if !errors.As(err, &code) || code != 1 || !strings.Contains(out, "blue kettle") || !strings.Contains(out, "1 scenes changed, 1 as they were") {
		t.Errorf("%v\n%s", err, out)
	}
	if out, err := runScript(t, "script", "diff", before, before); err != nil || !strings.Contains(out, "0 scenes changed") {
		t.Errorf("the same draft: %v\n%s", err, out)
	}
}

func TestScriptBreakdownAndSides(t *testing.T) {
	path := scriptFile(t, "kettle.fountain", kettle)
	out, err := runScript(t, "script", "breakdown", path)
	if err != nil || !strings.Contains(out, "Kettle") || !strings.Contains(out, "Animal wrangler") {
		t.Errorf("%v\n%s", err, out)
	}
	out, err = runScript(t, "script", "sides", path, "--scene", "2")
	if err != nil || !strings.Contains(out, "GARDEN") || strings.Contains(out, "KITCHEN") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestConformanceScreenplay(t *testing.T) {
	data := os.Getenv("BACKLOT_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "..", "shared", "data")
	}
	if !isDir(data) {
		t.Skip("no conformance data: set BACKLOT_DATA to the shared data folder")
	}
	var out bytes.Buffer
	c := ConformanceCmd{Areas: []string{"screenplay"}, Data: data}
	if err := c.run(&out); err != nil {
		t.Error(err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if last := lines[len(lines)-1]; !strings.Contains(last, " passed, 0 failed, ") || !strings.HasSuffix(last, " ruled") {
		t.Errorf("last line %q", last)
	}
}
