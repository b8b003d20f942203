package look_test

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"backlot/film/look"
	"backlot/testdata/raced"
)

// files are the looks of the shared data.
func files(t testing.TB) map[string][]byte {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	dir = filepath.Join(dir, "colour")
	out := map[string][]byte{}
	for _, part := range []string{"ocio", "clf", "ocio-config"} {
		err := filepath.WalkDir(filepath.Join(dir, part), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			out[strings.TrimPrefix(path, dir+"/")], err = os.ReadFile(path)
			return err
		})
		if err != nil {
			t.Skipf("no shared data (%v): set BACKLOT_DATA", err)
		}
	}
	return out
}

// use does with a look what programs do with it: a panic or an endless loop here is one there.
func use(c *look.Chain) {
	c.At([3]float32{0.2, -1, 3})
	if inv, err := c.Inverse(); err == nil {
		inv.At([3]float32{0.2, -1, 3})
	}
	for _, op := range c.Ops {
		op.Describe()
	}
	var b bytes.Buffer
	_ = look.Write(&b, look.CLF, c) // what cannot be written is an error, which is right
}

// TestDamagedFiles: every file cut off at 20 places, and with bits flipped, reads or is an error.
func TestDamagedFiles(t *testing.T) {
	places, flips := raced.Cases(20, 3), raced.Cases(10, 1)
	if os.Getenv("BACKLOT_LONG") != "" {
		flips = 200 // as the goal has it
	}
	rng := rand.New(rand.NewPCG(7, 2026))
	for name, raw := range files(t) {
		if raced.On && len(raw) > 20_000 {
			continue
		}
		for i := range places {
			if c, err := look.Read(name, bytes.NewReader(raw[:len(raw)*i/places])); err == nil {
				use(c)
			}
		}
		for range flips {
			bad := append([]byte(nil), raw...)
			for range 1 + rng.IntN(4) {
				bad[rng.IntN(len(bad))] ^= 1 << rng.IntN(8)
			}
			if c, err := look.Read(name, bytes.NewReader(bad)); err == nil {
				use(c)
			}
		}
	}
}

// TestHostileFiles: what is made to break a reader is refused, soon and in little memory.
func TestHostileFiles(t *testing.T) {
	size := raced.Cases(2<<20, 1<<18)
	if os.Getenv("BACKLOT_LONG") != "" {
		size = 20 << 20 // as the goal has it
	}
	full := func(head, part string) []byte {
		return append([]byte(head), bytes.Repeat([]byte(part), (size-len(head))/len(part))...)
	}
	laughs := `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><ColorCorrection id="x"><Description>&b;</Description></ColorCorrection>`
	const clf = `<ProcessList id="x" compCLFversion="3">`
	for name, raw := range map[string][]byte{
		"laughs.cc":      []byte(laughs),
		"deep.clf":       full(clf, "<Matrix>"),
		"many.clf":       full(clf, "<Info/>"),
		"text.ccc":       full("<ColorCorrectionCollection>", "<!-- -->word "),
		"huge.cube":      []byte("LUT_3D_SIZE 100000\n0 0 0\n"),
		"large.cube":     []byte("LUT_3D_SIZE 129\n0 0 0\n"),
		"huge1.cube":     []byte("LUT_1D_SIZE 1048576\n0 0 0\n"),
		"minus.cube":     []byte("LUT_3D_SIZE -2\n"),
		"keywords.cube":  full("TITLE x\n", "DOMAIN_MIN 0 0 0\n"),
		"words.3dl":      full("0 64 ", "128 "),
		"huge.spi3d":     []byte("SPILUT 1.0\n3 3\n129 129 129\n"),
		"huge.spi1d":     []byte("Version 1\nLength 1048576\nComponents 3\n{\n"),
		"huge.m3d":       []byte("channel 3d\nin 2146689\nout 256\nformat lut\nvalues red green blue\n"),
		"huge.vf":        []byte("#Inventor V2.1 ascii\ngrid_size 129 129 129\ndata\n"),
		"huge.lut":       []byte("LUT: 4 65536 65536\n"),
		"huge.cub":       []byte("# Truelight Cube v2.0\n# lutLength 1048576\n# width 129 129 129\n# InputLUT\n0 0 0\n"),
		"huge-hdl.lut":   []byte("Version 3\nFormat any\nType 3D\nLength 129\nLUT:\n3D {\n0 0 0 }\n"),
		"huge.look":      []byte("<look><LUT><size>129</size><data>00000000</data></LUT></look>"),
		"huge.icc":       append(make([]byte, 36), "acsp"...),
		"huge.csp":       []byte("CSPLUTV100\n1D\n\n65536\n1 2\n"),
		"dim.clf":        []byte(clf + `<LUT3D inBitDepth="32f" outBitDepth="32f"><Array dim="129 129 129 3">0</Array></LUT3D></ProcessList>`),
		"dim9.clf":       []byte(clf + `<LUT3D inBitDepth="32f" outBitDepth="32f"><Array dim="999999999 1 1 3">0</Array></LUT3D></ProcessList>`),
		"infinite.cube":  []byte("LUT_3D_SIZE 2\n" + strings.Repeat("inf 0 0\n", 8)),
		"nan.cube":       []byte("LUT_3D_SIZE 2\n" + strings.Repeat("nan 0 0\n", 8)),
		"zero.cube":      {0, 0, 0, 0},
		"empty.cube":     {},
		"one-line.spi1d": full("Version 1\n", "1"),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		c, err := look.Read(name, bytes.NewReader(raw))
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if err == nil {
			t.Errorf("%s: read as %v; want a refusal", name, c)
		}
		if len(err.Error()) > 400 {
			t.Errorf("%s: an error of %d bytes", name, len(err.Error()))
		}
		if got, most := after.TotalAlloc-before.TotalAlloc, uint64(20*len(raw)+64<<20); got > most && !raced.On {
			t.Errorf("%s: %d MB allocated for %d kB", name, got>>20, len(raw)>>10)
		}
		t.Logf("%s: %v in %v, %d MB", name, err, took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20)
	}
}

// TestErrorsNameThePlace: what is wrong is said with the line, and what would be right.
func TestErrorsNameThePlace(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a.cube", "LUT_3D_SIZE 2\n0 0 0\n0 0\n", "line 3: 2 values; want 3"},
		{"a.cube", "LUT_3D_SIZE 2\n0 0 0\n0 0 x\n", `line 3: "x" is not a number`},
		{"a.cube", "LUT_3D_SIZE 2\r\n0 0 0\r\n", "ends after 1 of 8 rows"},
		{"a.cube", "LUT_3D_SIZE 1\n0 0 0\n", "line 1: LUT_3D_SIZE is \"1\"; want a whole number from 2 to 129"},
		{"a.cube", "0 0 0\n", "without LUT_1D_SIZE or LUT_3D_SIZE"},
		{"a.cube", "LUT_1D_SIZE 2\nDOMAIN_MIN 1 1 1\nDOMAIN_MAX 0 1 1\n0 0 0\n1 1 1\n", "DOMAIN_MIN 1 is not below DOMAIN_MAX 0"},
		{"a.cube", "LUT_1D_SIZE 2\n0 0 0\n1 1 1\n2 2 2\n", `line 4: "2" after the last row`},
		{"a.spi1d", "Version 2\n", `line 1: version "2"; want 1`},
		{"a.spi3d", "SPILUT 1.0\n3 3\n2 2 2\n" + strings.Repeat("0 0 0 0 0 0\n", 8), "a second row for 0 0 0"},
		{"a.csp", "CSPLUTV100\n4D\n", `line 2: "4D"; want 1D or 3D`},
		{"a.cc", `<ColorCorrection id="x"><SOPNode><Slope>1 1 1</Slope></SOPNode></ColorCorrection>`, "line 1: SOPNode without Offset"},
		{"a.cc", "<ColorCorrection id=\"x\">\n<SatNode><Saturation>-1</Saturation></SatNode></ColorCorrection>", "saturation is -1; want 0 or more"},
		{"looks.ccc#b", `<ColorCorrectionCollection><ColorCorrection id="a"/></ColorCorrectionCollection>`, `no correction "b"; there are a`},
		{"a.clf", `<ProcessList id="x" compCLFversion="3"><Log inBitDepth="32f" outBitDepth="32f" style="linToLog"><LogParams base="1"/></Log></ProcessList>`, "base 1; want more than 0 and not 1"},
		{"a.lut", "Version 1\nFormat any\nType C\nLength 3\nLUT:\nRGB {\n0\n1\n}\n", "block rgb has 2 numbers; want 3"},
		{"a.cub", "# Truelight Cube v2.0\n# width 2 2 2\n# Cube\n0 0 0\n", "the file ends with 0 rows of its curve and 1 of its cube; want 0 and 8"},
		{"a.look", "<look>\n<shaders><base><mask/></base></shaders></look>", "line 2: <mask>: the look is for a part of the picture"},
		{"a.icc", string(screenProfile(0)[:210]), "<rXYZ>: "},
		{"a.tif", "II*", "line 1: \"II*\" begins no look that is known"},
	} {
		_, err := look.Read(tt.name, strings.NewReader(tt.in))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v; want %q in it", tt.name, err, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for name, c := range samples() {
		if name == "half" {
			continue // too long for a seed
		}
		for _, to := range []look.Format{look.Cube, look.CLF, look.CSP, look.SPI1D, look.SPI3D, look.ThreeD, look.SPIMtx, look.CC, look.CCC, look.CDLF} {
			var b bytes.Buffer
			if err := look.Write(&b, to, c); err == nil && b.Len() < 4000 {
				f.Add("x."+string(to), b.Bytes())
			}
		}
	}
	f.Add("x.vf", []byte("#Inventor V2.1 ascii\ngrid_size 2 2 2\nglobal_transform 1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1\ndata\n"+strings.Repeat("0 0 1\n", 8)))
	f.Add("x.m3d", []byte("channel 3d\nin 8\nout 256\nformat lut\nvalues red green blue\n0 0 0 0\n"))
	f.Add("x.lut", []byte("LUT: 1 2\n0\n1\n"))
	f.Add("x.lut", []byte(houdiniLUT))
	f.Add("x.cub", []byte(truelightCube))
	f.Add("x.look", []byte(iridasLook))
	f.Add("x.icc", screenProfile(0))
	f.Add("x.ctf", []byte(`<ProcessList version="1.3"><InverseLUT1D inBitDepth="10i" outBitDepth="10i"><Array dim="2 1">0 1023</Array></InverseLUT1D></ProcessList>`))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		c, err := look.Read(name, bytes.NewReader(b))
		if err != nil {
			return
		}
		use(c)
	})
}
