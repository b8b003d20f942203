package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/wave"
)

// A recorder's file says its scene, its roll and where it begins at 23.976; one that was cut short makes the command fail.
func TestWaveInfo(t *testing.T) {
	var b bytes.Buffer
	f := &wave.File{Format: wave.Format{SampleRate: 48000, Bits: 24}, Bext: &wave.Bext{TimeReference: 36000*24*2002 + 7},
		IXML: &wave.IXML{Scene: "42A", Take: "3", Tape: "S001", Speed: &wave.Speed{Rate: rate.R23976}, Tracks: []wave.Track{{Interleave: "1", Name: "Boom"}}}}
	if err := wave.Write(&b, f, [][]float32{make([]float32, 4800)}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "42A-T03.WAV")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := (&WaveInfo{Files: []string{path}}).run(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"begins 10:00:00:00 at 24000/1001 and 7 samples", "scene 42A take 3, roll S001", "track 1 Boom"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("printed %q; want %q in it", out.String(), want)
		}
	}
	if err := os.WriteFile(path, b.Bytes()[:b.Len()-600], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := (&WaveInfo{Files: []string{path}, JSON: true}).run(&out); err != exitCode(1) {
		t.Errorf("a file cut short: %v; want exit code 1", err)
	}
	if err := (&WaveInfo{Files: []string{path}, Rate: "fast"}).run(&out); err != exitCode(2) {
		t.Errorf("a rate that is none: %v; want exit code 2", err)
	}
}

// Two lists about one clip that contradict each other are put together, and the contradiction is said.
func TestMediaMeta(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for i, iso := range []string{"800", "1600"} {
		path := filepath.Join(dir, string(rune('a'+i))+".ale")
		text := "Heading\nFIELD_DELIM\tTABS\nFPS\t24\n\nColumn\nName\tTape\tStart\tEnd\tISO\n\nData\nA001C001\tA001\t01:00:00:00\t01:00:04:00\t" + iso + "\n"
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, path)
	}
	var out bytes.Buffer
	if err := (&MediaMetaCmd{Files: files, One: true}).run(&out); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, "EI 800") || !strings.Contains(got, "iso: ale says 800, ale says 1600") {
		t.Errorf("printed %q; want EI 800 and the contradiction", got)
	}
	if err := (&MediaMetaCmd{Files: []string{filepath.Join(dir, "none.ale")}}).run(&out); err != exitCode(1) {
		t.Errorf("a file that is missing: %v; want exit code 1", err)
	}
}
