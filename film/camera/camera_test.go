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

// What lies on the cards of other makers, and the table of a program that nobody has told us of.
func TestOtherMakers(t *testing.T) {
	sony := first(t, []byte(`<?xml version="1.0" encoding="UTF-8"?><NonRealTimeMeta xmlns="urn:schemas-professionalDisc:nonRealTimeMeta:ver.2.20" lastUpdate="2027-03-01T09:12:10+01:00">
<Duration value="240"/><LtcChangeTable tcFps="24" halfStep="false"><LtcChange frameCount="0" value="07241209" status="increment"/></LtcChangeTable><CreationDate value="2027-03-01T09:12:00+01:00"/>
<VideoFormat><VideoFrame videoCodec="AVC_3840_2160_HP@L51" captureFps="47.95p" formatFps="23.98p"/><VideoLayout pixel="3840" numOfVerticalLine="2160"/></VideoFormat>
<Device manufacturer="Sony" modelName="ILME-FX6V" serialNo="0001234"/><Lens modelName="FE 35mm F1.4 GM"/>
<AcquisitionRecord><Group name="CameraUnitMetadataSet"><Item name="CaptureGammaEquation" value="s-log3-cine"/><Item name="WhiteBalance" value="4300"/></Group></AcquisitionRecord></NonRealTimeMeta>`))
	if sony.Model != "ILME-FX6V" || sony.Timecode != "09:12:24:07" || sony.Frames != 240 || sony.Rate != rate.R23976 || sony.SensorRate != rate.R47952 || sony.Width != 3840 || sony.Curve != "s-log3-cine" || sony.WhiteBalanceK != 4300 || sony.Date != "2027-03-01" {
		t.Errorf("Sony clip %+v", sony)
	}
	p2 := first(t, []byte(`<P2Main xmlns="urn:schemas-Professional-Plug-in:P2:ClipMetadata:v3.1"><ClipContent><ClipName>0001AB</ClipName><Duration>96</Duration><EssenceList><Video><Codec>AVC-I_1080/23.98p</Codec>
<FrameRate>23.98p</FrameRate><StartTimecode>01:00:00:00</StartTimecode></Video></EssenceList><ClipMetadata><UserClipName>KEEPING 4A</UserClipName><Device><Manufacturer>Panasonic</Manufacturer><SerialNo.>G9</SerialNo.>
<ModelName>AJ-PX800</ModelName></Device><Scenario><SceneNo.>4A</SceneNo.><TakeNo.>2</TakeNo.></Scenario></ClipMetadata></ClipContent></P2Main>`))
	if p2.Name != "KEEPING 4A" || p2.Serial != "G9" || p2.Scene != "4A" || p2.Take != "2" || p2.Frames != 96 || p2.Timecode != "01:00:00:00" || p2.Rate != rate.R23976 {
		t.Errorf("P2 clip %+v", p2)
	}
	dji := first(t, []byte("1\r\n00:00:00,000 --> 00:00:00,041\r\n<font size=\"28\">FrameCnt: 1, DiffTime: 41ms\r\n2027-03-01 09:12:00.123\r\n[iso: 100] [shutter: 1/50.0] [fnum: 2.8] [ev: 0] [ct: 5500] [focal_len: 24.00] </font>\r\n\r\n"+
		"2\r\n00:00:00,041 --> 00:00:00,083\r\n<font size=\"28\">[iso: 200] [fnum: 2.8] [ct: 5500] [focal_len: 24.00] </font>\r\n\r\n"))
	if dji.Frames != 2 || dji.ISO != 100 || dji.Span["iso"] != [2]int{100, 200} || dji.TStopHundredths != 280 || dji.FocalTenthMM != 240 || dji.WhiteBalanceK != 5500 || dji.Date != "2027-03-01" {
		t.Errorf("DJI clip %+v", dji)
	}
	clips, err := camera.Parse([]byte("Clip Name;Camera Model;FPS;Shutter Speed;ISO;T-Stop;White Balance (K);Resolution\nA001C001;Phantom Flex4K;24;1/48;1000;T2.8;5600;4096x2160\nA001C002;Phantom Flex4K;24;1/96;;;;\n"))
	if err != nil || len(clips) != 2 || clips[0].ShutterTenthDeg != 1800 || clips[1].ShutterTenthDeg != 900 || clips[0].ISO != 1000 || clips[0].Width != 4096 || clips[0].TStopHundredths != 280 || clips[0].WhiteBalanceK != 5600 {
		t.Errorf("table %+v, %v", clips, err)
	}
	frames := first(t, []byte("\xff\xfeF\x00r\x00a\x00m\x00e\x00,\x00I\x00S\x00O\x00,\x00T\x00i\x00n\x00t\x00,\x00I\x00r\x00i\x00s\x00\n\x001\x00,\x008\x000\x000\x00,\x003\x00,\x002\x00\n\x002\x00,\x00,\x00,\x004\x00\n\x00")) // UTF-16
	if frames.Frames != 2 || frames.ISO != 800 || *frames.TintCC != 3 || frames.Span["t_stop_hundredths"] != [2]int{200, 400} {
		t.Errorf("table of frames in UTF-16 %+v", frames)
	}
	for _, bad := range []string{"<x/>", "<NonRealTimeMeta><a>", `<!DOCTYPE x [<!ENTITY a "b">]><P2Main>&a;</P2Main>`} {
		if c, err := camera.Parse([]byte(bad)); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%s: %+v, %v; want it refused with its line", bad, c, err)
		}
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
	f.Add([]byte(`<NonRealTimeMeta><LtcChangeTable><LtcChange value="4a241209"/></LtcChangeTable></NonRealTimeMeta>`))
	f.Add([]byte("<P2Main><ClipContent><Duration>1e99</Duration></ClipContent></P2Main>"))
	f.Add([]byte("1\n00:00:00,000 --> 00:00:00,041\n[iso: 100] [fnum: 280] [focal_len: 240]\n\n"))
	f.Add([]byte("Clip Name;ISO;FPS\na;1;2\nb;;\n"))
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
