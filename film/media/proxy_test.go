package media

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"backlot/film/rate"
)

// TestProxyIsFrameExact: a proxy has the source's frames, each once and in order, its rate and its timecode, and no frame is
// further than half a second from one that can be shown by itself.
func TestProxyIsFrameExact(t *testing.T) {
	for _, tt := range []struct {
		rate rate.Rate
		code string
	}{{rate.R23976, "10:12:33:00"}, {rate.R25, "10:12:33:00"}, {rate.R2997, "00:00:59;20"}} {
		t.Run(tt.rate.Name(), func(t *testing.T) {
			if tt.rate != rate.R23976 && !long() { // TestVariableBecomesEven has a proxy at 25
				t.Skip("set BACKLOT_LONG to see all rates")
			}
			src := footage(t, "A003C005.mov", tt.rate, 110, "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "53", "-c:a", "pcm_s16le",
				"-timecode", tt.code, "-movflags", "use_metadata_tags", "-metadata", "com.apple.proapps.reel=A003")
			i := probe(t, src)
			dir := filepath.Join(t.TempDir(), "50% d'été") // no letter of it means anything
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			big, little := filepath.Join(dir, "big.mp4"), filepath.Join(dir, "little.mov")
			var last Progress
			made, err := tools(t).Make(t.Context(), i, Plan{
				Proxies:   []Proxy{{Path: big}, {Path: little, Height: 90, Burn: []Mark{{What: Strip}, {What: SourceTime}}}},
				Filmstrip: &Filmstrip{Path: filepath.Join(dir, "strip.jpg"), Step: 20, Width: 320},
				Thumbs:    []Thumb{{Path: filepath.Join(dir, "thumb.jpg"), Frame: 30}},
				Waveform:  &WaveformOptions{Buckets: 10},
				Progress:  func(p Progress) { last = p },
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, path := range []string{big, little} {
				if got := numbers(t, path); !slices.Equal(got, sequence(110)) {
					t.Errorf("%s shows %v; want 0 to 109", filepath.Base(path), got)
				}
				p := probe(t, path)
				if p.Video.Rate != tt.rate || p.Video.Variable || p.Video.Frames != 110 || p.Video.Start != 0 || p.Video.Keys > 12 ||
					p.Video.PixelFormat != "yuv420p" || p.Timecode == nil || p.Timecode.Code != tt.code || p.Reel != "A003" || p.Audio[0].Codec != "aac" {
					t.Errorf("proxy %+v %+v", p.Video, p.Timecode)
				}
				if got := findings(p); got != "" {
					t.Errorf("proxy: %s", got)
				}
			}
			if last.Frames != 110 || last.Fraction() != 1 {
				t.Errorf("the last progress is %+v; want 110 of 110", last)
			}
			if got := number(t, filepath.Join(dir, "thumb.jpg")); got != 30 {
				t.Errorf("thumbnail of frame 30 shows %d", got)
			}
			s := made.Filmstrip
			if s.Count != 6 || s.Columns*s.Rows < 6 {
				t.Fatalf("filmstrip %+v; want 6 pictures", s)
			}
			sheet, _ := luma(t, filepath.Join(dir, "strip.jpg"))
			for frame := int64(0); frame < 110; frame += 20 {
				x, y := s.Place(frame + 3)
				var one []byte
				for row := range s.Height {
					at := (y+row)*s.Columns*s.Width + x
					one = append(one, sheet[at:at+s.Width]...)
				}
				if n, err := ReadStrip(one, s.Width, s.Height); err != nil || int64(n) != frame {
					t.Errorf("filmstrip has %d (%v) where frame %d should be", n, err, frame)
				}
			}
			if w := made.Waveform; len(w.Channels) != 1 || len(w.Channels[0].Max) != 10 || w.Channels[0].Peak < -18.3 || w.Channels[0].Peak > -17.8 {
				t.Errorf("waveform %+v; want one channel at -18 dB", w)
			}
			segments(t, tt.rate, dir, big, little)
			left, _ := filepath.Glob(filepath.Join(dir, ".backlot*"))
			if len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// TestVariableBecomesEven: of a telephone's clip a proxy comes out that a cutting room can use.
func TestVariableBecomesEven(t *testing.T) {
	src := footage(t, "a.mov", rate.R25, 50, fast...)
	vfr := filepath.Join(t.TempDir(), "vfr.mp4")
	if _, err := tools(t).ffmpeg(t.Context(), command{args: []string{"-i", src, "-vf", `select=not(between(n\,20\,23))`, "-fps_mode", "vfr",
		"-c:v", "libx264", "-preset", "ultrafast", "-an", vfr}}); err != nil {
		t.Fatal(err)
	}
	i := probe(t, vfr)
	if !i.Video.Variable || i.Video.Rate != rate.R25 || i.Video.Frames != 46 {
		t.Fatalf("%+v; want 46 frames, varying, mostly at 25", i.Video)
	}
	out := filepath.Join(t.TempDir(), "even.mp4")
	if _, err := tools(t).Proxy(t.Context(), i, Proxy{Path: out}, nil); err != nil {
		t.Fatal(err)
	}
	want := append(append(sequence(20), 19, 19, 19, 19), sequence(50)[24:]...)
	if got := numbers(t, out); !slices.Equal(got, want) {
		t.Errorf("%v; want frame 19 held while there is no other: %v", got, want)
	}
}

// TestCodesBurnedIn: the code drawn into frame n is the code of frame n: at 23.976 it counts to 24, and drop-frame
// leaves out its two codes a minute. The pictures of a source of one colour are compared with the same words drawn as text.
func TestCodesBurnedIn(t *testing.T) {
	for _, tt := range []struct {
		rate  rate.Rate
		code  string
		frame int
		want  string
	}{
		{rate.R23976, "10:12:33:22", 2, "10:12:34:00"},
		{rate.R2997, "00:00:59;28", 2, "00:01:00;02"},
	} {
		draw := func(m Mark) [][]byte {
			font, err := tools(t).Font()
			if err != nil {
				t.Fatal(err)
			}
			b := &burner{marks: []Mark{m}, font: font, dir: t.TempDir(), width: 320, height: 180, rate: tt.rate, code: &Timecode{Code: tt.code, Rate: tt.rate}}
			f, err := b.filters()
			if err != nil {
				t.Fatal(err)
			}
			var raw bytes.Buffer
			if _, err := tools(t).ffmpeg(t.Context(), command{stdout: &raw, args: []string{"-f", "lavfi", "-i", "color=gray:s=320x180:r=" + tt.rate.String(), "-vf", f,
				"-frames:v", "3", "-pix_fmt", "gray", "-f", "rawvideo", "pipe:1"}}); err != nil {
				t.Fatal(err)
			}
			return slices.Collect(slices.Chunk(raw.Bytes(), 320*180))
		}
		got := draw(Mark{What: SourceTime, At: TopLeft})
		if want := draw(Mark{What: Note, Text: tt.want, At: TopLeft}); !bytes.Equal(got[tt.frame], want[0]) {
			t.Errorf("at %s, frame %d of a clip from %s is not marked %s", tt.rate.Name(), tt.frame, tt.code, tt.want)
		}
		if bytes.Equal(got[tt.frame], got[0]) {
			t.Error("all codes look alike: the comparison is blind")
		}
	}
}

// TestAnyTextCanBeBurnedIn: no letter of a name means anything to ffmpeg, nor of the folder it works in.
func TestAnyTextCanBeBurnedIn(t *testing.T) {
	dir := filepath.Join(t.TempDir(), `a:b,c;d[e]'f\ %{n}`)
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	i := probe(t, footage(t, "a.mov", rate.R25, 3, fast...))
	lut := filepath.Join(dir, "in:vert,'ed'.cube")
	if err := os.WriteFile(lut, []byte("LUT_3D_SIZE 2\n1 1 1\n0 1 1\n1 0 1\n0 0 1\n1 1 0\n0 1 0\n1 0 0\n0 0 0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	still := Still{Path: filepath.Join(dir, "x.png"), Look: lut, Burn: []Mark{{What: Recipient, Text: `%{frame_num}:'Ø\n',;[x]=`}, {What: Name, Text: "\t'42A T3 100%\\"}}}
	if err := tools(t).Still(t.Context(), i, still); err != nil {
		t.Fatal(err)
	}
	// The table turns the colours round, so the grey of 100 becomes that of 151.
	if got, _ := luma(t, still.Path); got[20*320+160] < 145 || got[20*320+160] > 157 {
		t.Errorf("grey is %d under a table that inverts; want about 151", got[20*320+160])
	}
}

// TestQuoteIsReadBack: what is quoted comes back when it is read the way ffmpeg reads it, twice.
func FuzzQuote(f *testing.F) {
	for _, s := range []string{"", " a ", `C:\fonts\x.ttf`, "it's [1];,", `\\'`, "%{n}:x=1", "\tä\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := quote(s)
		first, rest := token(q, `[],;`)
		if rest != "" {
			t.Fatalf("%q as %q ends its filter at %q", s, q, rest)
		}
		second, rest := token(first, `:`)
		if rest != "" || second != s {
			t.Errorf("%q as %q comes back as %q, then %q", s, q, second, rest)
		}
	})
}

// token is av_get_token of libavutil: white space off both ends unless it is escaped, quotes, backslashes, up to a terminator.
func token(s, until string) (string, string) {
	const white = " \n\t\r"
	s = strings.TrimLeft(s, white)
	var out []byte
	end := 0
	for len(s) > 0 && strings.IndexByte(until, s[0]) < 0 {
		c := s[0]
		s = s[1:]
		switch {
		case c == '\\' && len(s) > 0:
			out = append(out, s[0])
			s = s[1:]
			end = len(out)
		case c == '\'':
			for len(s) > 0 && s[0] != '\'' {
				out = append(out, s[0])
				s = s[1:]
			}
			if len(s) > 0 {
				s = s[1:]
				end = len(out)
			}
		default:
			out = append(out, c)
		}
	}
	for len(out) > end && strings.IndexByte(white, out[len(out)-1]) >= 0 {
		out = out[:len(out)-1]
	}
	return string(out), s
}

// FuzzParseMark: a mark is read or refused, and one that was read can be drawn.
func FuzzParseMark(f *testing.F) {
	for _, s := range []string{"timecode", "timecode@top", "name=42A T3@bottom-left", "text=a=b@c", "recipient=", "strip@moon", "@", "text=x@"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := ParseMark(s)
		if err != nil {
			return
		}
		if err := m.check(); err != nil {
			t.Errorf("%q was read as %+v, which is refused: %v", s, m, err)
		}
	})
}
