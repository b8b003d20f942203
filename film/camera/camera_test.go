package camera_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"backlot/film/camera"
	"backlot/film/rate"
)

func shared(t testing.TB, name string) []byte {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = "../../../shared/data"
	}
	b, err := os.ReadFile(filepath.Join(dir, "media/camera-metadata", name))
	if err != nil {
		t.Skip("shared data is missing; set BACKLOT_DATA to its folder")
	}
	return b
}

func ints(n int) *int { return &n }

func first(t *testing.T, b []byte) camera.Clip {
	t.Helper()
	c, err := camera.Parse(b)
	if err != nil || len(c) == 0 {
		t.Fatalf("%d clips, %v; want some", len(c), err)
	}
	return c[0]
}

// An ALEXA LF with a 40 mm that racks focus: 500 frames, T1.8 written as 1.4 + 7/10, a tilt sensor that does not know.
func TestARRI(t *testing.T) {
	c := first(t, shared(t, "arri/B001C001_180327_R1ZA.mov.csv"))
	want := camera.Clip{Source: "arri", Name: "B001C001_180327_R1ZA", Reel: "B001R1ZA", Letter: "B", Make: "ARRI", Model: "Alexa LF Plus W", Serial: "2566", Firmware: "AlexaLF_2.0:41017",
		Lens: "ARRI SP40 T1.8", LensSerial: "2", Codec: "Apple ProRes 4444", Curve: "LOG-C", Date: "2018-03-27", Timecode: "13:36:49:07", Frames: 500, Rate: rate.R24, SensorRate: rate.R24,
		Width: 1920, Height: 1080, SqueezeHundred: 100, FocalTenthMM: 400, TStopHundredths: 180, ISO: 400, WhiteBalanceK: 3200, TintCC: ints(0), ShutterTenthDeg: 1728, NDTenthStop: ints(0),
		FocusMM: 4812, RollTenthDeg: ints(-1)}
	span, findings := c.Span, c.Findings
	c.Span, c.Findings = nil, nil
	if !reflect.DeepEqual(c, want) {
		t.Errorf("clip\n%+v; want\n%+v", c, want)
	}
	if f := span["focus_mm"]; f[0] >= f[1] || f[1] < 4812 {
		t.Errorf("focus goes from %d to %d; want a rack", f[0], f[1])
	}
	if len(findings) != 1 || findings[0].Place != "tilt" {
		t.Errorf("findings %v; want one about the tilt", findings)
	}
}

// A Blackmagic that shoots 48 frames for 24, through six stops of its own filter and an anamorphic lens.
func TestBlackmagic(t *testing.T) {
	c := first(t, shared(t, "bmd/metadata.txt"))
	if c.Rate != rate.R24 || c.SensorRate != rate.R48 || c.TStopHundredths != 230 || c.FocalTenthMM != 500 || c.FocusMM != 991 || c.ISO != 800 || c.WhiteBalanceK != 6000 ||
		c.ShutterTenthDeg != 1800 || c.NDTenthStop == nil || *c.NDTenthStop != 60 || c.SqueezeHundred != 200 || c.Letter != "A" || c.Take != "99" || c.Width != 5120 || c.Date != "2021-04-19" {
		t.Errorf("clip %+v", c)
	}
	if len(c.Findings) != 1 || c.Findings[0].Place != "sensor rate" {
		t.Errorf("findings %v; want one that says it is slow motion", c.Findings)
	}
}

func TestREDAndCanon(t *testing.T) {
	static := first(t, []byte("ISO,Lens Serial Number,Kelvin,Frame Width,Frame Height,Sensor Name,Total Frames,FPS,Pixel Aspect Ratio\n800,1234,5600,8192,4320,RAPTOR 8K VV,2,23.976,1.3\n"))
	frames := first(t, []byte("Timecode,Focal Length,Focus Distance,Cooke Metadata\n10:00:00:00,40,410,81/2\n10:00:00:01,40,420,81/2\n"))
	c := camera.Merge(static, frames)
	if c.Rate != rate.R23976 || c.Frames != 2 || c.FocalTenthMM != 400 || c.FocusMM != 410 || c.Span["focus_mm"] != [2]int{410, 420} || c.SqueezeHundred != 130 || len(c.Findings) > 0 {
		t.Errorf("RED clip %+v", c)
	}
	frames.Frames = 3
	if c := camera.Merge(static, frames); len(c.Findings) != 1 || c.Findings[0].Place != "frames" {
		t.Errorf("findings %v; want that 2 frames are not 3", c.Findings)
	}
	canon := first(t, []byte("PhotographicSensitivityMode,PhotographicSensitivity,ExposureTime,FocalLength,FocusPosition,ApertureMode,ApertureNumber\n1,2147484448/1,180/1,35/1,40000000,2,14/5\n"))
	if canon.ISO != 800 || canon.ShutterTenthDeg != 1800 || canon.FocalTenthMM != 350 || canon.FocusMM != 2000 || canon.TStopHundredths != 280 || canon.Frames != 1 {
		t.Errorf("Canon clip %+v", canon)
	}
}

// A log of a lab: units as people write them, and a clip that says it is on another card than its name does.
func TestALE(t *testing.T) {
	clips, err := camera.Parse([]byte("Heading\nFIELD_DELIM\tTABS\nFPS\t23.976\n\nColumn\nName\tTape\tStart\tEnd\tScene\tTake\tCamera\tFocal Length\tT-stop\tISO\tWhite Balance\tShutter Angle\tFilter\tCamera Tilt\tCamera Height\tND\tCircle\tFPS\n\nData\n" +
		"A001C001_270301_R2KL\tA001\t09:12:00:00\t09:12:04:00\t4\t1\tA\t24 mm\tT2.8\t800\t4300K\t172.8\tBlack Pro-Mist 1/8\t-4.0\t1.45 m\tND 0.6\t1\t23.976\n" +
		"A002C001_270301_R2KL\tA001\t09:12:00:00\t09:12:04:00\t4\t1\tB\t\t\t\t\t\t\t\t\t\t\t\n"))
	if err != nil || len(clips) != 2 {
		t.Fatalf("%d clips, %v", len(clips), err)
	}
	c := clips[0]
	if c.FocalTenthMM != 240 || c.TStopHundredths != 280 || c.ISO != 800 || c.WhiteBalanceK != 4300 || c.ShutterTenthDeg != 1728 || c.HeightMM != 1450 || *c.TiltTenthDeg != -40 || *c.NDTenthStop != 20 || !c.Circled || c.Frames != 96 || c.Rate != rate.R23976 {
		t.Errorf("clip %+v", c)
	}
	var places []string
	for _, f := range clips[1].Findings {
		places = append(places, f.Place)
	}
	if strings.Join(places, " ") != "reel camera" {
		t.Errorf("findings at %v; want reel and camera", places)
	}
}

func TestMergeContradicts(t *testing.T) {
	a := camera.Clip{Source: "arri", ISO: 800, Lens: "Signature 40", TiltTenthDeg: ints(0)}
	b := camera.Clip{Source: "ale", ISO: 1600, Lens: "signature 40", WhiteBalanceK: 5600, TiltTenthDeg: ints(-10)}
	c := camera.Merge(a, b)
	if c.ISO != 800 || c.WhiteBalanceK != 5600 || len(c.Findings) != 2 {
		t.Errorf("merged %+v; want 800, 5600 and two findings", c)
	}
}

func TestRefused(t *testing.T) {
	for name, s := range map[string]string{"empty": " \n", "a letter": "Dear Sir\n", "no rows": "Master TC\tReel\n", "binary": "Index\xff\xfe"} {
		if c, err := camera.Parse([]byte(s)); err == nil {
			t.Errorf("%s: read as %+v; want it refused", name, c)
		}
	}
}

func TestFromTags(t *testing.T) {
	c := camera.FromTags(map[string]string{"com.apple.quicktime.make": "Apple", "com.apple.quicktime.model": "iPhone", "com.apple.quicktime.creationdate": "2027-03-01T09:00:00+0100", "reel_name": "A001", "timecode": "09:12:00:00"})
	if c.Make != "Apple" || c.Model != "iPhone" || c.Date != "2027-03-01" || c.Reel != "A001" || c.Timecode != "09:12:00:00" {
		t.Errorf("clip %+v", c)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("Heading\nColumn\nName\tStart\nData\na\t01:00:00:00\n"))
	f.Add([]byte("Index\tMaster TC\tProject FPS\tLens Iris\n0\t01:00:00:00\t24\t1.4 + 7/10\n"))
	f.Add([]byte("Clip Metadata\nsensor_rate: 48,1,\naperture: T2.3\n"))
	f.Add([]byte("PhotographicSensitivity,FocusPosition\n1/0,40000000\n"))
	f.Add([]byte("ISO,Lens Serial Number,Kelvin,FPS\n1e99,1,2,0/0\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		clips, err := camera.Parse(b)
		if err != nil {
			return
		}
		for _, c := range clips {
			if c.ISO < 0 || c.ShutterTenthDeg < 0 || c.ShutterTenthDeg > 3600 || c.FocusMM < 0 {
				t.Errorf("clip %+v; want nothing below none", c)
			}
		}
		camera.Merge(clips...)
	})
}
