package look_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"testing"

	"backlot/film/look"
)

const houdiniLUT = "Version 3\nFormat any\nType 3D+1D\nFrom 0 2\nTo 0 1\nBlack 0\nWhite 1\nLength 2 3\nLUT:\nPre {\n\t0\n\t0.25\n\t1\n}\n" +
	"3D {\n0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 0 1\n1 0 1\n0 1 1\n1 1 1\n}\n"

const truelightCube = "# Truelight Cube v2.0\n# lutLength 3\n# iDims 3\n# oDims 3\n# width 3 3 3\n\n# InputLUT\n0 0 0\n0.5 0.5 0.5\n2 2 2\n\n# Cube\n" + cube3 + "\n# end\n"

// cube3 turns red and blue round; its red changes fastest.
const cube3 = "0 0 0\n0 0 .5\n0 0 1\n0 .5 0\n0 .5 .5\n0 .5 1\n0 1 0\n0 1 .5\n0 1 1\n.5 0 0\n.5 0 .5\n.5 0 1\n.5 .5 0\n.5 .5 .5\n.5 .5 1\n.5 1 0\n.5 1 .5\n.5 1 1\n" +
	"1 0 0\n1 0 .5\n1 0 1\n1 .5 0\n1 .5 .5\n1 .5 1\n1 1 0\n1 1 .5\n1 1 1\n"

// grid3 is a .3dl table of three points a side that changes nothing; its blue changes fastest.
var grid3 = func() string {
	var s strings.Builder
	for i := range 27 {
		fmt.Fprintln(&s, i/9*1023/2, i/3%3*1023/2, i%3*1023/2)
	}
	return s.String()
}()

// iridasLook makes green of red: eight points of three float32, lowest byte first.
var iridasLook = func() string {
	var s strings.Builder
	for i := range 8 {
		for _, on := range []bool{false, i&1 == 1, i&4 == 4} {
			s.WriteString(map[bool]string{false: "00000000", true: "0000803f"}[on])
		}
		s.WriteString("\n")
	}
	return "<?xml version=\"1.0\"?>\n<look>\n<shaders><base><rendermode>\"0\"</rendermode></base></shaders>\n<LUT><size>\"2\"</size><data>\"\n" + s.String() + "\"</data></LUT>\n</look>\n"
}()

// screenProfile is an ICC profile of a screen with the primaries of sRGB and gamma 2; kind 1 has tables, kind 2 a parametric curve.
func screenProfile(kind int) []byte {
	fixed := func(v float64) []byte { return binary.BigEndian.AppendUint32(nil, uint32(int32(math.Round(v*65536)))) }
	xyz := func(x, y, z float64) []byte {
		return bytes.Join([][]byte{[]byte("XYZ \x00\x00\x00\x00"), fixed(x), fixed(y), fixed(z)}, nil)
	}
	curve := append([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), 2, 0, 0, 0)
	switch kind {
	case 1:
		curve = []byte("curv\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x40\x00\xff\xff\x00\x00")
	case 2:
		curve = append([]byte("para\x00\x00\x00\x00\x00\x00\x00\x00"), fixed(2)...)
	}
	tags := []struct {
		name string
		data []byte
	}{{"rXYZ", xyz(0.43607, 0.22249, 0.01392)}, {"gXYZ", xyz(0.38515, 0.71687, 0.09708)}, {"bXYZ", xyz(0.14307, 0.06061, 0.7141)}, {"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve}}
	head := make([]byte, 128)
	copy(head[12:], "mntrRGB XYZ ")
	copy(head[36:], "acsp")
	out := binary.BigEndian.AppendUint32(head, uint32(len(tags)))
	at := len(out) + 12*len(tags)
	var body []byte
	for _, t := range tags {
		out = append(out, t.name...)
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		body = append(body, t.data...)
	}
	out = append(out, body...)
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}

// Tables of programs that are rarer on a set say what they say there: worked by hand.
func TestForeignTables(t *testing.T) {
	for _, tt := range []struct {
		name     string
		file     []byte
		format   look.Format
		in, want [3]float32
	}{
		{"houdini.lut", []byte(houdiniLUT), look.HDL, [3]float32{1, 2, 0.5}, [3]float32{0.25, 1, 0.125}},
		{"houdini-c.lut", []byte("Version 1\nFormat any\nType C\nFrom -1 1\nLength 3\nLUT:\nRGB {\n0\n.5\n2\n}\n"), look.HDL, [3]float32{-1, 0, 0.5}, [3]float32{0, 0.5, 1.25}},
		{"houdini-rgb.lut", []byte("Version 1\nFormat any\nType RGB\nLength 2\nLUT:\nR { 0 1 }\nG { 1 0 }\nB { 0 2 }\n"), look.HDL, [3]float32{0.25, 0.25, 0.25}, [3]float32{0.25, 0.75, 0.5}},
		{"grade.cub", []byte(truelightCube), look.Cub, [3]float32{0.5, 1, 0}, [3]float32{0, 1, 0.25}},
		{"grade.look", []byte(iridasLook), look.Iridas, [3]float32{0.25, 0.5, 1}, [3]float32{0, 0.25, 1}},
		// white of a screen is D65: 0.9505, 1, 1.0891; with gamma 2, a quarter of its light is the value 0.5
		{"white.icc", screenProfile(0), look.ICC, [3]float32{0.9505, 1, 1.0891}, [3]float32{1, 1, 1}},
		{"half.icc", screenProfile(2), look.ICC, [3]float32{0.9505 / 4, 0.25, 1.0891 / 4}, [3]float32{0.5, 0.5, 0.5}},
		{"table.icm", screenProfile(1), look.ICC, [3]float32{0.9505 / 4, 0.25, 1.0891 / 4}, [3]float32{0.5, 0.5, 0.5}},
		{"discreet.lut", []byte("LUT: 1 3 65536f\n0\n14336\n15360\n"), look.LUT, [3]float32{0.25, 0.5, 1}, [3]float32{0.25, 0.5, 1}}, // bits of 0, 0.5 and 1
		// Flame's shaper has its codes at equal steps of the input
		{"shaper.3dl", []byte("0 256 1023\n" + grid3), look.ThreeD, [3]float32{0.5, 1, 0}, [3]float32{256.0 / 1023, 1, 0}},
		// through 0, 0.2 at 0.4, and 1: a parabola that is as steep at 0.4 as the line from end to end
		{"smooth.csp", []byte("CSPLUTV100\n1D\n\n3\n0 .4 1\n0 .2 1\n2\n0 1\n0 1\n2\n0 1\n0.25 0.75\n\n2\n0 0 0\n1 1 1\n"), look.CSP, [3]float32{0.2, 0.5, 0}, [3]float32{0.05, 0.5, 0.25}},
		{"offset.vf", []byte("#Inventor V2.1 ascii\ngrid_size 2 2 2\nglobal_transform .5 0 0 .25 0 .5 0 0 0 0 .5 0 0 0 0 1\ndata\n0 0 0\n0 0 1\n0 1 0\n0 1 1\n1 0 0\n1 0 1\n1 1 0\n1 1 1\n"), look.VF, [3]float32{0.25, 0.5, 1}, [3]float32{0.25, 0.5, 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := look.Read(tt.name, bytes.NewReader(tt.file))
			if err != nil {
				t.Fatal(err)
			}
			if got := c.At(tt.in); c.Format != tt.format || !close3(got, tt.want, 3e-4) {
				t.Errorf("%s: %v gives %v; want %s and %v", c.Format, tt.in, got, tt.format, tt.want)
			}
		})
	}
}

// A profile that is made of tables, or of another device than a screen, is refused by name.
func TestProfilesRefused(t *testing.T) {
	edit := func(from, to string) []byte { return bytes.Replace(screenProfile(0), []byte(from), []byte(to), 1) }
	for want, b := range map[string][]byte{
		`class "prtr"; want "mntr"`: edit("mntr", "prtr"), `colour space "CMYK"`: edit("RGB ", "CMYK"), "made of tables": edit("bTRC", "A2B0"),
		"<gTRC>: the profile has none": edit("gTRC", "xTRC"), `<rTRC>: type "xurv"`: edit("curv", "xurv"),
	} {
		_, err := look.Read("x.icc", bytes.NewReader(b))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %s in it", fmt.Sprint(err), want)
		}
	}
}
