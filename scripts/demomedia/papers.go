package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// papers writes what comes with the rolls: an ALE of each card, a report of each sound roll.
func (s *studio) papers() error {
	for _, r := range s.m.Rolls {
		path, text := r.Folder+"/"+r.Name+".ale", s.ale(r.Name)
		if r.Type == "sound" {
			path, text = r.Folder+"/"+r.Name+"_REPORT.CSV", s.report(r.Name)
		}
		full, err := s.file(path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// ale is the list of a card's clips.
func (s *studio) ale(card string) string {
	var b strings.Builder
	b.WriteString("Heading\nFIELD_DELIM\tTABS\nVIDEO_FORMAT\tCUSTOM\nAUDIO_FORMAT\t48khz\nFPS\t23.976\n\nColumn\n")
	b.WriteString(strings.Join([]string{"Name", "Tape", "Start", "End", "Scene", "Take", "Camera", "FPS", "Lens Type", "Focal Length", "T-stop", "ISO", "White Balance", "Shutter Angle", "Filter", "Camera Tilt", "Camera Height", "Circle"}, "\t"))
	b.WriteString("\n\nData\n")
	for _, k := range s.m.Clips {
		if k.Roll != card {
			continue
		}
		circle := ""
		if t := s.m.take(k.Slate, k.Take); t != nil && t.Circled {
			circle = "1"
		}
		b.WriteString(strings.Join([]string{
			k.Name, k.Roll, k.Timecode, base.Format(k.StartFrame + int64(k.Frames)), k.Slate, fmt.Sprint(k.Take), k.Camera, "23.976", k.Lens, fmt.Sprintf("%d mm", k.FocalTenthMM/10),
			fmt.Sprintf("T%.1f", float64(k.TStopHundredths)/100), fmt.Sprint(k.ISO), fmt.Sprintf("%dK", k.WhiteBalanceK), fmt.Sprintf("%.1f", float64(k.ShutterTenthDeg)/10), k.Filters,
			fmt.Sprintf("%.1f", float64(k.TiltTenthDeg)/10), fmt.Sprintf("%.2f m", float64(k.HeightMM)/1000), circle,
		}, "\t") + "\n")
	}
	return b.String()
}

// report is the sound report in the columns recorders export.
func (s *studio) report(tape string) string {
	var b bytes.Buffer
	b.WriteString("SOUND REPORT\r\nProject:,\"" + s.m.Production + "\",Sound Mixer:,\"Eivind Salen\",Roll:,\"" + tape + "\"\r\nFile Type:,\"BWF\",Bit Depth:,\"24\",Media:,\"SD\"\r\nFrame Rate:,\"23.976\",Sample Rate:,\"48000\",Tone/dB:,\"-20\"\r\n\r\n")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	head := []string{"File Name", "Channels", "Tape", "Scene", "Take", "Sample Rate", "Frame Rate", "Bit Depth", "Length", "Start TC", "Wild", "Circled", "User", "Notes", "T1", "T2", "T3", "T4", "T5"}
	w.Write(head)
	for _, k := range s.m.Sounds {
		if k.Roll != tape {
			continue
		}
		t, seconds := s.m.take(k.Slate, k.Take), k.Samples/sampleRate
		row := []string{k.Name, fmt.Sprintf("%d(POLY)", len(k.Tracks)), tape, k.Slate, fmt.Sprintf("%02d", k.Take), "48000", "23.97 ND", "24", fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60), k.Timecode, " ", map[bool]string{true: "X", false: " "}[t.Circled], "", t.Note}
		w.Write(append(append(row, k.Tracks...), make([]string, len(head)-len(row)-len(k.Tracks))...))
	}
	w.Flush()
	return b.String()
}

// faults makes what goes wrong on a set, in a folder of its own.
func (s *studio) faults(ctx context.Context) error {
	k := s.m.Clips[0]
	t := s.m.take(k.Slate, k.Take)
	original := filepath.Join(s.out, filepath.FromSlash(k.Path))
	b, err := os.ReadFile(original)
	if err != nil {
		return err
	}
	add := func(fault, path, of, what string) {
		s.m.Faults = append(s.m.Faults, faultCase{Fault: fault, Path: path, Of: of, What: what})
	}
	for _, f := range []struct {
		fault, path, what string
		bytes             []byte
	}{
		{"zero_byte", "faults/A004/CLIPS/A004C001_270301_R2KL.mov", "no bytes at all: the card was pulled before the clip was closed", nil},
		{"truncated", "faults/A004/CLIPS/A004C002_270301_R2KL.mov", "the first two fifths of a clip: its index is missing", b[:len(b)*2/5]},
		{"duplicate", "faults/A004/CLIPS/A004C003_270301_R2KL.mov", "the bytes of " + k.Name + " under another name", b},
	} {
		full, err := s.file(f.path)
		if err != nil {
			return err
		}
		if err := os.WriteFile(full, f.bytes, 0o644); err != nil {
			return err
		}
		add(f.fault, f.path, k.Name, f.what)
	}
	for i, f := range []struct {
		fault, what string
		take        *take
		extra       []string
	}{
		{"variable_rate", "frames left out without a timecode to say so: variable frame rate", t, []string{"-bsf:v", "noise=drop='eq(mod(n\\,11)\\,7)'"}},
		{"rate_25", "25 frames a second on a card of 23.976", t, []string{"-r", "25"}},
		{"lying_timecode", "the timecode track is an hour later than what is burned in and what the recorder wrote", t, []string{"-timecode", base.Format(k.StartFrame + 24*3600)}},
		{"clip_without_take", "camera A rolled between two setups; no take is logged", nil, nil},
	} {
		odd := *k
		odd.Name, odd.Roll = fmt.Sprintf("A004C%03d_270301_R2KL", 4+i), "A004"
		if f.take == nil {
			odd.StartFrame, odd.Frames = k.StartFrame+24*600, 96
			odd.Timecode = base.Format(odd.StartFrame)
		}
		path := "faults/A004/CLIPS/" + odd.Name + ".mov"
		if err := s.camera(ctx, &odd, f.take, path, f.extra...); err != nil {
			return err
		}
		of := k.Name
		if f.take == nil {
			of = ""
		}
		add(f.fault, path, of, f.what)
	}
	s.m.Faults = append(s.m.Faults, faultCase{Fault: "take_without_clip", Slate: "4A", Take: 5, What: "logged as good; camera A was not running"})
	wild := &sound{Name: "4A-T06.WAV", Path: "faults/S003/4A-T06.WAV", Roll: "S003", Slate: "4A", Take: 6, SampleRate: sampleRate, StartSample: 41_000 * sampleRate, Samples: 3 * sampleRate, Tracks: []string{"Mix", "Boom"}}
	if _, err := s.sound(wild, &take{Slate: "4A", Number: 6, Day: 6, StartFrame: 41_000 * sampleRate / perFrame}, noise(5)); err != nil {
		return err
	}
	s.m.Faults = append(s.m.Faults, faultCase{Fault: "sound_without_take", Path: wild.Path, Slate: "4A", Take: 6, What: "the recorder numbered a take that nobody else logged"})
	return nil
}
