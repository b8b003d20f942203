package offload

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/wave"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
)

// sound is a recorder's file of half a second: 42A take 3 from 10:30:00:12 on at 23.976, boom and a lavalier; its broadcast
// extension was left on take 2.
func sound(t *testing.T) string {
	t.Helper()
	start := int64((10*3600+30*60)*24+12) * 2002
	f := &wave.File{Format: wave.Format{SampleRate: 48000, Bits: 16},
		Bext: &wave.Bext{Description: "sSCENE=42A\r\nsTAKE=2\r\n", Date: "2027-03-01", Time: "10:30:00", TimeReference: start},
		IXML: &wave.IXML{Scene: "42A", Take: "3", Tape: "S001", Speed: &wave.Speed{Rate: rate.R23976, SampleRate: 48000},
			Tracks: []wave.Track{{Channel: "5", Interleave: "2", Name: "Ada"}, {Channel: "1", Interleave: "1", Name: "Boom"}}}}
	var b bytes.Buffer
	if err := wave.Write(&b, f, [][]float32{make([]float32, 24024), make([]float32, 24024)}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPlainRecorder: a file that says when it begins and in no frame rate is counted in that of the production, so that it
// can be matched by time.
func TestPlainRecorder(t *testing.T) {
	s := newSample(t)
	d := s.withDisks()
	e := s.view().Edit(s.ids, "A title")
	graph.Add(e, production.Title{Name: "The Salt Line", Format: "feature", FrameRate: rate.R25})
	s.apply(e.Change())
	var b bytes.Buffer
	plain := &wave.File{Format: wave.Format{SampleRate: 48000, Bits: 16}, Bext: &wave.Bext{TimeReference: 36_000 * 48_000}}
	if err := wave.Write(&b, plain, [][]float32{make([]float32, 96_000)}); err != nil {
		t.Fatal(err)
	}
	s.write("cards/A012_reader/T001.WAV", b.String())
	if got, j := d.copyTo("r1"); got.Outcome != "complete" {
		t.Fatalf("copied: %+v %s", got, j.Error)
	}
	for _, c := range s.card().clips {
		if r := c.Record; r.Name == "T001.WAV" && (r.Rate != rate.R25 || r.TimecodeStartFrames != 36_000*25 || r.LengthFrames != 50) {
			t.Errorf("begins on frame %d for %d at %v; want 10:00:00:00 for two seconds at 25", r.TimecodeStartFrames, r.LengthFrames, r.Rate)
		}
	}
}

// TestWhatFilesSay: a sound file tells its slate, tracks and timecode, a camera's log tells the lens and how the camera was set; what a camera
// report said before stays, and each contradiction is among what was found on the card.
func TestWhatFilesSay(t *testing.T) {
	s := newSample(t)
	d := s.withDisks()
	s.write("cards/A012_reader/SOUND/42A-T03.WAV", sound(t))
	s.write("cards/A012_reader/CLIPS/A012C010_270301_R2KL.R3D", "only RED decodes it")
	s.write("cards/A012_reader/A012.ale", "Heading\nFIELD_DELIM\tTABS\nFPS\t23.976\n\nColumn\nName\tTape\tStart\tEnd\tLens\tFocal Length\tT-stop\tISO\tWhite Balance\tShutter Angle\tCamera Tilt\n\nData\n"+
		"A012C010\tA012\t10:30:00:10\t10:30:04:10\tSignature 40\t40 mm\tT2.8\t1600\t4300K\t172.8\t-95\nA013C001\tA013\t11:00:00:00\t11:00:01:00\t\t\t\t\t\t\t\n")
	e := s.view().Edit(s.ids, "The camera report")
	graph.Add(e, production.Clip{Roll: graph.To[production.Roll](s.roll), Name: "A012C010_270301_R2KL.R3D", ISO: 800})
	s.apply(e.Change())
	got, j := d.copyTo("r1")
	if got.Outcome != "complete" || got.Clips != 5 {
		t.Fatalf("copied: %+v %s", got, j.Error)
	}
	clips := map[string]production.Clip{}
	for _, c := range s.card().clips {
		clips[c.Record.Name] = c.Record
	}
	w := clips["42A-T03.WAV"]
	if w.SaidScene != "42A" || w.SaidTake != "3" || len(w.Tracks) != 2 || !w.Tracks["1 Boom"] || !w.Tracks["2 Ada"] {
		t.Errorf("sound says scene %q take %q, tracks %v", w.SaidScene, w.SaidTake, w.Tracks)
	}
	if w.Rate != rate.R23976 || w.TimecodeStartFrames != (10*3600+30*60)*24+12 || w.LengthFrames != 12 {
		t.Errorf("sound begins on frame %d for %d at %v; want 10:30:00:12 and 12 frames at 23.976", w.TimecodeStartFrames, w.LengthFrames, w.Rate)
	}
	c := clips["A012C010_270301_R2KL.R3D"]
	if c.Lens != "Signature 40" || c.FocalTenthMM != 400 || c.TStopHundredths != 280 || c.WhiteBalanceK != 4300 || c.ShutterTenthDeg != 1728 {
		t.Errorf("the clip has no lens and light of its log: %+v", c)
	}
	if c.ISO != 800 || c.TiltTenthDeg != 0 || c.Path != "CLIPS" {
		t.Errorf("exposure index %d, tilt %d, folder %q; want the camera report's 800, no tilt beyond the vertical, CLIPS", c.ISO, c.TiltTenthDeg, c.Path)
	}
	page, err := s.svc.card(t.Context(), s.view(), rollIn{Roll: graph.To[production.Roll](s.roll)})
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprint(page.Findings)
	for _, want := range []string{"take: iXML says 3, the broadcast extension says 2", "iso: the record says 800, the file says 1600"} {
		if !strings.Contains(text, want) {
			t.Errorf("the card's page does not say %q: %s", want, text)
		}
	}
}
