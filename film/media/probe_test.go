package media

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/rate"
)

// TestProbeCounts: rate, frames and timecode are those the camera wrote, exactly.
func TestProbeCounts(t *testing.T) {
	for _, tt := range []struct {
		name, code, want string
		rate             rate.Rate
		frame            int64
	}{
		{"film.mov", "10:12:33:05", "10:12:33:05", rate.R23976, 882077},
		{"drop.mov", "00:09:59;28", "00:09:59;28", rate.R2997, 17980},
	} {
		t.Run(tt.name, func(t *testing.T) {
			args := []string{"-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-timecode", tt.code, "-movflags", "use_metadata_tags", "-metadata", "com.apple.proapps.reel=A003"}
			i := probe(t, footage(t, tt.name, tt.rate, 31, args...))
			v := i.Video
			if v.Rate != tt.rate || v.Frames != 31 || !v.Counted || v.Variable {
				t.Errorf("%d frames at %s, counted %v, variable %v; want 31 at %s", v.Frames, v.Rate, v.Counted, v.Variable, tt.rate)
			}
			if i.Timecode == nil || i.Timecode.Code != tt.want || i.Timecode.Frame != tt.frame || i.Timecode.Rate != tt.rate {
				t.Errorf("timecode %+v; want %s, frame %d", i.Timecode, tt.want, tt.frame)
			}
			if i.Reel != "A003" {
				t.Errorf("reel %q; want A003", i.Reel)
			}
			if f := findings(i); f != "" {
				t.Errorf("a good clip has findings: %s", f)
			}
		})
	}
}

// TestFaultsAreFound: what happens to files on their way is said, with what would be right.
func TestFaultsAreFound(t *testing.T) {
	good := footage(t, "good.mp4", rate.R25, 60, "-c:v", "libx264", "-preset", "ultrafast", "-g", "5", "-c:a", "aac", "-timecode", "01:00:00:00", "-movflags", "+faststart")
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	remade := func(name string, args ...string) string {
		path := filepath.Join(dir, name)
		if _, err := tools(t).ffmpeg(t.Context(), command{args: append(append([]string{"-i", good}, args...), "-y", path)}); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, tt := range []struct{ name, path, want string }{
		{"cut off", write("cut.mp4", whole[:len(whole)*3/4]), " are there: the file was cut off; copy it again from the card"},
		{"renamed", write("renamed.mxf", whole), "the name ends in .mxf, but the file is mov: it was renamed; want a name that ends in .mov"},
		{"variable", remade("vfr.mp4", "-vf", `select=not(between(n\,20\,23)+eq(n\,40))`, "-fps_mode", "vfr", "-c:v", "libx264", "-preset", "ultrafast", "-an"), "the frame rate varies: most frames come at 25"},
		{"no timecode", remade("none.mkv", "-c", "copy", "-map_metadata", "-1", "-map_metadata:s:v", "-1"), "there is no timecode"},
		{"two timecodes", remade("two.mkv", "-c", "copy", "-metadata", "timecode=02:00:00:00"), "says 01:00:00:00, the file says 02:00:00:00"},
		{"no such code", remade("lie.mkv", "-c", "copy", "-metadata", "timecode=01:00:00:31", "-metadata:s:v:0", "timecode=01:00:00:31"), "01:00:00:31"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			i := probe(t, tt.path)
			if got := findings(i); !strings.Contains(got, tt.want) {
				t.Errorf("findings %q; want %q", got, tt.want)
			}
		})
	}
	for _, tt := range []struct {
		name, want string
		bytes      []byte
	}{
		{"empty.mov", "the file is empty (0 bytes); copy it again from the card", nil},
		{"letter.mov", "the file has no index (moov)", []byte("Dear Sir or Madam, please find the rushes attached.")},
	} {
		_, err := tools(t).Probe(t.Context(), write(tt.name, tt.bytes), ProbeOptions{})
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.name) {
			t.Errorf("%s: %v; want %q", tt.name, err, tt.want)
		}
	}
}

// TestSoundFiles: a recorder's file says when it began, and says so when its end is missing.
func TestSoundFiles(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "12A-T03.wav")
	if _, err := tools(t).ffmpeg(t.Context(), command{args: []string{"-f", "lavfi", "-i", "sine=sample_rate=48000:duration=0.5", "-write_bext", "1",
		"-metadata", "time_reference=1764000000", path}}); err != nil {
		t.Fatal(err)
	}
	i := probe(t, path)
	if i.TimeReference != 1764000000 || i.Video != nil || len(i.Audio) != 1 || i.Audio[0].Samples != 24000 || findings(i) != "" {
		t.Errorf("%+v %s; want 24000 samples from sample 1764000000", i, findings(i))
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	short := filepath.Join(dir, "short.wav")
	if err := os.WriteFile(short, b[:len(b)-20000], 0o600); err != nil {
		t.Fatal(err)
	}
	if got := findings(probe(t, short)); !strings.Contains(got, "the header says 48000 bytes of sound, 28000 are there") {
		t.Errorf("a file cut off: %q", got)
	}
}

// TestMixedCard: the one clip of a card that runs at another rate is named.
func TestMixedCard(t *testing.T) {
	clip := func(path string, r rate.Rate, w int) *Info {
		return &Info{Path: path, Video: &Video{Rate: r, Width: w, Height: 1080}}
	}
	got := Mixed([]*Info{clip("C001", rate.R23976, 1920), clip("C002", rate.R25, 1920), clip("C003", rate.R23976, 2048), clip("C004", rate.R23976, 1920),
		{Path: "S001.wav"}})
	if len(got) != 2 || got[0].Place != "C002" || got[0].Text != "runs at 25, the other 3 clips at 23.976; was the camera set back?" ||
		got[1].Place != "C003" || !strings.Contains(got[1].Text, "2048 x 1080") {
		t.Errorf("%v", got)
	}
}

// FuzzReadProbe: whatever ffprobe answers of a damaged file, we read it or refuse it.
func FuzzReadProbe(f *testing.F) {
	f.Add([]byte(`{"streams":[{"index":0,"codec_type":"video","codec_name":"h264","width":320,"height":180,"avg_frame_rate":"24000/1001","time_base":"1/24000","duration_ts":48048,"nb_frames":"48","tags":{"timecode":"10:12:33:00"},"side_data_list":[{"rotation":-90}]},{"codec_tag_string":"tmcd","avg_frame_rate":"24000/1001","tags":{"timecode":"10:12:33;00"}}],"format":{"format_name":"mov,mp4","duration":"2.002"}}`))
	f.Add([]byte(`{"streams":[{"codec_type":"audio","sample_rate":"48000","channels":2,"time_base":"1/48000","duration_ts":96000}],"format":{"tags":{"time_reference":"1764000000"}}}`))
	f.Add([]byte(`{"streams":[{"codec_type":"video","width":1,"height":-5,"avg_frame_rate":"1/0","time_base":"0/0","duration_ts":9223372036854775807,"nb_frames":"-1"}],"format":{}}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		i, raw, err := readProbe(b)
		if err != nil {
			return
		}
		if i.Video != nil {
			var p packets
			for _, s := range strings.Split(string(b), `"`) {
				p.line(s)
			}
			i.settle(raw.picture, &p)
			i.judgeLength(raw)
			i.judgeTimecode(raw)
			if i.Timecode != nil {
				i.Timecode.At(1)
			}
		}
	})
}

// FuzzPackets: a list of frames in any order and with any gaps has a rate or is said to vary, and nothing else happens.
func FuzzPackets(f *testing.F) {
	f.Add("0,K_\n1001,__\n2002,__\n", "24000/1001", "1/24000")
	f.Add("0,K_\n512,__\n1024,__\n4096,__\n", "25/1", "1/12800")
	f.Add("N/A,K_\n-5,KD\n9223372036854775807,__\n-9223372036854775808,_C", "0/0", "1/1")
	f.Fuzz(func(t *testing.T, lines, r, base string) {
		var p packets
		for _, s := range strings.Split(lines, "\n") {
			p.line(s)
		}
		i := &Info{Video: &Video{Rate: nearestRate(ratio(r))}}
		i.settle(&rawStream{RFrameRate: r, TimeBase: base}, &p)
		if i.Video.Frames != p.seen {
			t.Errorf("%d frames; want %d", i.Video.Frames, p.seen)
		}
	})
}
