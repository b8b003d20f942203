package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/offload"
	"backlot/film/offload/mhl"
)

// offloadCard is a card on the disk with two clips and a sidecar.
func offloadCard(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "A002R2EC")
	for name, data := range map[string]string{"CLIPS/A002C001.mov": strings.Repeat("frame ", 50_000), "CLIPS/A002C002.mov": "short", "lens.csv": "50 mm"} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(data), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// code is the exit code an error stands for.
func code(t *testing.T, err error) int {
	t.Helper()
	var c exitCode
	if errors.As(err, &c) {
		return int(c)
	}
	if err != nil {
		t.Fatal(err)
	}
	return 0
}

// TestOffload copies a card, verifies it, damages the copy and has it found; a DIT's day in one test.
func TestOffload(t *testing.T) {
	ctx := context.Background()
	card, dst, papers := offloadCard(t), t.TempDir(), t.TempDir()
	c := OffloadCopyCmd{Card: card, To: []string{dst + "=ssd@stage"}, Hash: []string{"xxh128", "md5"}, Author: "DIT One", Quiet: true,
		Report: filepath.Join(papers, "r.json"), PDF: filepath.Join(papers, "r.pdf"), HTML: filepath.Join(papers, "r.html"), CSV: filepath.Join(papers, "r.csv")}
	var out, notes bytes.Buffer
	if got := code(t, c.run(ctx, &out, &notes)); got != 0 {
		t.Fatalf("exit %d: %s%s", got, &out, &notes)
	}
	if want := "complete, 3 of 3 files verified"; !strings.Contains(out.String(), want) {
		t.Errorf("prints %q, want %q", &out, want)
	}
	for name, want := range map[string]string{"r.json": `"card": "A002R2EC"`, "r.pdf": "%PDF", "r.html": "A002C001.mov", "r.csv": "A002R2EC,CLIPS/A002C002.mov,5,"} {
		data, err := os.ReadFile(filepath.Join(papers, name))
		if err != nil || !bytes.Contains(data, []byte(want)) {
			t.Errorf("%s (%v) has no %q", name, err, want)
		}
	}
	copied := filepath.Join(dst, "A002R2EC")
	check := func(want int) {
		t.Helper()
		var out, notes bytes.Buffer
		if got := code(t, (&OffloadVerifyCmd{Path: copied}).run(ctx, &out, &notes)); got != want {
			t.Errorf("verify exits %d, want %d: %s%s", got, want, &out, &notes)
		}
	}
	check(0)
	if got := code(t, (&OffloadVerifyCmd{Path: copied, Folders: true}).run(ctx, io.Discard, io.Discard)); got != 0 {
		t.Errorf("verify --folders exits %d", got)
	}
	clip := filepath.Join(copied, "CLIPS/A002C002.mov")
	if err := os.Rename(clip, clip+".away"); err != nil {
		t.Fatal(err)
	}
	check(mhl.CodeNew)
	if got := code(t, (&OffloadDiffCmd{Dir: copied}).run(io.Discard, io.Discard)); got != mhl.CodeNew {
		t.Errorf("diff exits %d, want %d", got, mhl.CodeNew)
	}
	if got := code(t, (&OffloadSealCmd{Dir: copied, Hash: []string{"c4"}, Renamed: true}).run(ctx, io.Discard, io.Discard)); got != 0 {
		t.Errorf("seal --renamed exits %d", got)
	}
	check(0)
	if err := os.Remove(clip + ".away"); err != nil {
		t.Fatal(err)
	}
	check(mhl.CodeMissing)
	if err := os.WriteFile(filepath.Join(copied, "lens.csv"), []byte("35 mm"), 0o644); err != nil {
		t.Fatal(err)
	}
	check(mhl.CodeMismatch)
	out.Reset()
	if err := (&OffloadHistoryCmd{Dir: copied, JSON: true}).run(&out, io.Discard); err != nil {
		t.Fatal(err)
	}
	var all []generationJSON
	if err := json.Unmarshal(out.Bytes(), &all); err != nil || len(all) != 2 || all[0].Process != "transfer" || all[1].Process != "in-place" || all[0].Authors[0].Name != "DIT One" {
		t.Errorf("history %v: %s", err, &out)
	}
	if got := code(t, (&OffloadHistoryCmd{Dir: card}).run(io.Discard, io.Discard)); got != mhl.CodeNoHistory {
		t.Errorf("history of a card without one exits %d, want %d", got, mhl.CodeNoHistory)
	}
}

// TestOffloadVerdict: one report is not enough to format a card, three are.
func TestOffloadVerdict(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, c ...offload.CopyReport) string {
		path := filepath.Join(dir, name)
		if err := writeJSONFile(path, offload.Report{Version: 1, Card: "A002R2EC", Copies: c}); err != nil {
			t.Fatal(err)
		}
		return path
	}
	one := func(media, site, device string) offload.CopyReport {
		return offload.CopyReport{Media: media, Site: site, Device: device, Complete: true, Verification: offload.Direct, Content: "xxh128:a"}
	}
	set, lab := write("set.json", one("ssd", "stage", "8:1"), one("raid", "stage", "8:17")), write("lab.json", one("lto", "lab", "9:0"))
	for _, tt := range []struct {
		reports []string
		want    int
	}{{[]string{set}, 1}, {[]string{lab}, 1}, {[]string{set, lab}, 0}} {
		var out bytes.Buffer
		if got := code(t, (&OffloadVerdictCmd{Reports: tt.reports}).run(&out)); got != tt.want {
			t.Errorf("%v exits %d, want %d: %s", tt.reports, got, tt.want, &out)
		}
	}
}

func TestOffloadMHL1(t *testing.T) {
	ctx, card := context.Background(), offloadCard(t)
	list := filepath.Join(card, "A002R2EC.mhl")
	if err := (&OffloadSealCmd{Dir: card, Hash: []string{"xxh64", "md5"}, MHL1: list}).run(ctx, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		spoil func() error
		want  int
	}{
		{func() error { return nil }, 0},
		{func() error { return os.Remove(filepath.Join(card, "CLIPS/A002C002.mov")) }, mhl.CodeMissing},
		{func() error { return os.WriteFile(filepath.Join(card, "lens.csv"), []byte("35 mm"), 0o644) }, mhl.CodeMismatch},
	} {
		if err := tt.spoil(); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if got := code(t, (&OffloadVerifyCmd{Path: list}).run(ctx, &out, io.Discard)); got != tt.want {
			t.Errorf("verify exits %d, want %d: %s", got, tt.want, &out)
		}
	}
}

func TestParseDestination(t *testing.T) {
	dir := t.TempDir()
	odd := filepath.Join(dir, "a=b")
	if err := os.Mkdir(odd, 0o755); err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string][3]string{
		dir:                  {dir, "", ""},
		dir + "=raid":        {dir, "raid", ""},
		dir + "=raid@truck":  {dir, "raid", "truck"},
		odd + "=ssd@stage 4": {odd, "ssd", "stage 4"},
	} {
		d, err := parseDestination(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := [3]string{d.Volume.String(), d.Media, d.Site}; got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	if _, err := parseDestination(filepath.Join(dir, "not mounted") + "=ssd"); err == nil || !strings.Contains(err.Error(), "want a folder that exists") {
		t.Errorf("a folder that is not there: %v", err)
	}
}
