package wave

import (
	"bytes"
	"encoding/binary"
	"math"
	"os"
	"reflect"
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/timeline"
)

func read(t testing.TB, b []byte) *File {
	t.Helper()
	f, err := Read(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// take is a recorder's file: scene 42A take 3, which begins on 10:30:00:12 at 23.976.
func take(t testing.TB, bits int) (*File, [][]float32, []byte) {
	t.Helper()
	start := int64((10*3600+30*60)*24+12) * 2002
	peak := -123
	f := &File{
		Format: Format{SampleRate: 48000, Bits: bits},
		Bext: &Bext{Version: 2, Description: "sSCENE=42A\r\nsTAKE=3\r\n", Originator: "Recorder", OriginatorRef: "REF1", Date: "2027-03-01", Time: "10:30:00",
			TimeReference: start, UMID: strings.Repeat("06", 64), MaxTruePeak: &peak, CodingHistory: "A=PCM\r\n"},
		IXML: &IXML{Version: "1.61", Project: "The <Keeping> Light", Scene: "42A", Take: "3", Tape: "S001", Note: "Sjø & brann", Circled: true, FileUID: "U1", FamilyUID: "F1", TotalFiles: 1, Index: "1",
			Speed:      &Speed{Master: rate.R23976, Current: rate.R23976, Rate: rate.R23976, SampleRate: 48000, Digitizer: 48000, BitDepth: bits, StampRate: 48000, Stamp: start, HasStamp: true},
			Tracks:     []Track{{"1", "1", "Boom", ""}, {"2", "2", "Ada", ""}},
			SyncPoints: []SyncPoint{{"RELATIVE", "SLATE_GENERIC", "clap", 5_000_000_000}}},
	}
	channels := [][]float32{make([]float32, 101), make([]float32, 101)}
	for i := range channels[0] {
		channels[0][i], channels[1][i] = float32(math.Sin(float64(i))), float32(i)/101-2 // the second begins below -1 and is clipped there
	}
	var b bytes.Buffer
	if err := Write(&b, f, channels); err != nil {
		t.Fatal(err)
	}
	return f, channels, b.Bytes()
}

// What a recorder's file says is read back as it was written, and its samples within half a step.
func TestRoundTrip(t *testing.T) {
	for _, bits := range []int{16, 24} {
		want, channels, b := take(t, bits)
		got := read(t, b)
		if len(got.Findings) > 0 {
			t.Errorf("%d bit: findings %v; want none", bits, got.Findings)
		}
		if !reflect.DeepEqual(got.Bext, want.Bext) {
			t.Errorf("%d bit: bext %+v; want %+v", bits, got.Bext, want.Bext)
		}
		if !reflect.DeepEqual(got.IXML, want.IXML) {
			t.Errorf("%d bit: iXML %+v; want %+v", bits, got.IXML, want.IXML)
		}
		v, err := got.Floats(bytes.NewReader(b), 0, 1000)
		if err != nil || len(v) != 2 || len(v[0]) != 101 {
			t.Fatalf("%d bit: samples of %d channels, %v; want 2 of 101", bits, len(v), err)
		}
		for c := range v {
			for i, s := range v[c] {
				if d := float64(s - max(channels[c][i], -1)); math.Abs(d) > 1/float64(int(1)<<(bits-1)) {
					t.Fatalf("%d bit: channel %d sample %d is off by %v", bits, c+1, i, d)
				}
			}
		}
	}
}

// A film at 23.976 has 2002 samples a frame, so that codes of the recorder and of the camera meet without drifting.
func TestTimecode(t *testing.T) {
	_, _, b := take(t, 24)
	f := read(t, b)
	base, ok := f.Base()
	if !ok || base.Rate != rate.R23976 || base.Drop {
		t.Fatalf("base %v, %v; want 23.976 non drop", base, ok)
	}
	frame, rest, ok := f.Timecode(rate.R23976)
	if code := base.Format(frame); !ok || rest != 0 || code != "10:30:00:12" {
		t.Errorf("begins at %s and %d samples; want 10:30:00:12 and 0", code, rest)
	}
	for _, tt := range []struct {
		sample int64
		sr     int
		r      rate.Rate
		frame  int64
		rest   int64
	}{
		{2001, 48000, rate.R23976, 0, 2001},
		{2002, 48000, rate.R23976, 1, 0},
		{1920, 48000, rate.R25, 1, 0},
		{48048, 48048, rate.R24, 24, 0},    // a recorder at 48.048 kHz for film that is slowed down
		{1601, 48000, rate.R2997, 0, 1601}, // 1601.6 samples a frame: the second frame begins on 1602
		{1602, 48000, rate.R2997, 1, 0},
		{8008, 48000, rate.R2997, 5, 0},
	} {
		frame, rest, ok := FrameOf(tt.sample, tt.sr, tt.r)
		if !ok || frame != tt.frame || tt.rest >= 0 && rest != tt.rest {
			t.Errorf("sample %d at %d in frames of %s: frame %d and %d, %v; want %d and %d", tt.sample, tt.sr, tt.r.Name(), frame, rest, ok, tt.frame, tt.rest)
		}
	}
	if _, _, ok := FrameOf(math.MaxInt64, 48000, rate.R23976); ok {
		t.Error("a sample beyond all time has a frame")
	}
}

// What breaks on a set: power lost while recording, a second program that writes headers badly.
func TestMalformed(t *testing.T) {
	_, _, good := take(t, 24)
	edit := func(f func(b []byte) []byte) []byte { return f(append([]byte(nil), good...)) }
	fmtAt := bytes.Index(good, []byte("fmt "))
	for _, tt := range []struct {
		name    string
		b       []byte
		err     string
		finding string
	}{
		{"empty", nil, "it is empty", ""},
		{"a picture", []byte("\x89PNG\r\n\x1a\n0000000000"), "want RIFF", ""},
		{"an AIFF", []byte("FORM0000AIFF0000"), "big-endian", ""},
		{"cut short", good[:len(good)-200], "", "cut short"},
		{"no fmt", edit(func(b []byte) []byte { copy(b[fmtAt:], "junk"); return b }), "no fmt chunk", ""},
		{"no channels", edit(func(b []byte) []byte { b[fmtAt+10] = 0; return b }), "0 channels", ""},
		{"byte rate", edit(func(b []byte) []byte { b[fmtAt+16]++; return b }), "", "bytes a second"},
		{"iXML broken", bytes.Replace(good, []byte("<SCENE>"), []byte("<SCENX>"), 1), "", "iXML: "},
		{"another time", edit(func(b []byte) []byte { b[bytes.Index(b, []byte("_LO>"))+4] ^= 1; return b }), "", "samples after midnight"},
		{"other depth", bytes.Replace(good, []byte("DEPTH>24"), []byte("DEPTH>16"), 1), "", "AUDIO_BIT_DEPTH is 16"},
		{"RF64 without ds64", edit(func(b []byte) []byte {
			copy(b, "RF64")
			binary.LittleEndian.PutUint32(b[bytes.Index(b, []byte("data"))+4:], 0xffffffff)
			return b
		}), "", "ds64"},
	} {
		f, err := Read(bytes.NewReader(tt.b), int64(len(tt.b)))
		switch {
		case tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)):
			t.Errorf("%s: error %v; want one with %q", tt.name, err, tt.err)
		case tt.err == "" && err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case tt.err == "" && !strings.Contains(text([]byte(join(f))), tt.finding):
			t.Errorf("%s: findings %q; want one with %q", tt.name, join(f), tt.finding)
		}
	}
}

func join(f *File) string {
	var s []string
	for _, x := range f.Findings {
		s = append(s, x.String())
	}
	return strings.Join(s, "\n")
}

// A file above 4 GiB is RF64, with the sizes in ds64 and a placeholder in data (EBU Tech 3306).
func TestLongFilesAreRF64(t *testing.T) {
	f := &File{Format: Format{SampleRate: 48000, Bits: 24}}
	const samples = 1 << 31
	h, err := f.header(2, samples)
	if err != nil {
		t.Fatal(err)
	}
	sparse := readerAt{h, int64(len(h)) + samples*6}
	got, err := Read(sparse, sparse.size)
	if err != nil {
		t.Fatal(err)
	}
	if got.Form != "RF64" || got.Samples != samples || len(got.Findings) > 0 {
		t.Errorf("%s of %d samples, findings %v; want RF64 of %d without any", got.Form, got.Samples, got.Findings, samples)
	}
}

// readerAt is a header with zeros after it.
type readerAt struct {
	head []byte
	size int64
}

func (r readerAt) ReadAt(b []byte, at int64) (int, error) {
	clear(b)
	if at < int64(len(r.head)) {
		copy(b, r.head[at:])
	}
	return len(b), nil
}

func TestWriteRefuses(t *testing.T) {
	for name, f := range map[string]*File{
		"20 bits":               {Format: Format{SampleRate: 48000, Bits: 20}},
		"no rate":               {Format: Format{Bits: 24}},
		"long originator":       {Format: Format{SampleRate: 48000, Bits: 24}, Bext: &Bext{Originator: strings.Repeat("x", 33)}},
		"before midnight":       {Format: Format{SampleRate: 48000, Bits: 24}, Bext: &Bext{TimeReference: -1}},
		"UMID in version 0":     {Format: Format{SampleRate: 48000, Bits: 24}, Bext: &Bext{UMID: "0102"}},
		"loudness far too loud": {Format: Format{SampleRate: 48000, Bits: 24}, Bext: &Bext{Version: 2, Loudness: new(40000)}},
	} {
		if err := Write(&bytes.Buffer{}, f, [][]float32{{0}}); err == nil {
			t.Errorf("%s: written; want it refused", name)
		}
	}
}

func TestReport(t *testing.T) {
	const s = "SOUND REPORT\rProject:,\"Light\",Sound Mixer:,\"Eivind\",Roll:,\"S1\"\r\rFile Name,Channels,Tape,Scene,Take,Sample Rate,Frame Rate,Bit Depth,Length,Start TC,Wild,Circled,User,Notes,T1,T2\r" +
		"\"42A-T03.WAV\",2(POLY),\"S1\",\"42A\",\"03\",48000,23.97 ND,24,00:01:05,12:39:59:00, ,X,\"\",plane,\"Boom\",\"Ada\"\r" +
		"\"x.WAV\",two,\"S1\",\"42A\",\"04\",48000,29.97 DF,24,65,00:01:00:00, , ,\"\",\r"
	r, err := ReadReport(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	want := ReportTake{File: "42A-T03.WAV", Channels: 2, Poly: true, Tape: "S1", Scene: "42A", Take: "03", SampleRate: 48000, Rate: rate.R23976, BitDepth: 24,
		Seconds: 65, Start: "12:39:59:00", StartFrame: 45599 * 24, Circled: true, Note: "plane", Tracks: []string{"Boom", "Ada"}, Line: 5}
	if len(r.Takes) != 2 || !reflect.DeepEqual(r.Takes[0], want) || r.Roll != "S1" || r.Mixer != "Eivind" {
		t.Errorf("report %+v; want first take %+v", r, want)
	}
	// two channels in words, a length in seconds, a code that drop-frame leaves out
	if len(r.Findings) != 3 || r.Findings[0].Line != 6 || r.Findings[0].Level != timeline.Wrong {
		t.Errorf("findings %v; want three on line 6", r.Findings)
	}
}

func FuzzRead(f *testing.F) {
	_, _, b := take(f, 16)
	f.Add(b)
	f.Add(b[:300])
	for _, name := range []string{"bwf/cue_chunks/izotoperx_cues_test.wav", "bw64/rect_24bit_rf64.wav", "bwf/protools/umid.wav"} {
		if b, err := os.ReadFile("../../../shared/data/sound/" + name); err == nil {
			f.Add(b[:min(len(b), 3000)])
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := bytes.NewReader(b)
		got, err := Read(r, int64(len(b)))
		if err != nil {
			return
		}
		if v, err := got.Floats(r, 0, 64); err == nil && len(v) != got.Format.Channels {
			t.Errorf("%d channels of samples; want %d", len(v), got.Format.Channels)
		}
		got.Timecode(rate.R2997)
	})
}

func FuzzReadReport(f *testing.F) {
	f.Add("File Name,Take\n\"a.wav\",1\n")
	f.Fuzz(func(t *testing.T, s string) {
		if r, err := ReadReport(strings.NewReader(s)); err == nil {
			for _, k := range r.Takes {
				if k.File == "" || k.Line < 1 {
					t.Errorf("take %+v; want a file name and a line", k)
				}
			}
		}
	})
}
