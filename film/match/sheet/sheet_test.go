package sheet_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"backlot/film/match"
	"backlot/film/match/sheet"
	"backlot/testdata/demo"
)

const log = "slate,take,time,length,A,S,status\n42A,1,09:10:00,0:40,A001C001,S001,no_good\n42A,2PU,09:14:30.5,49,A001,,print\n"

func TestALogInCSV(t *testing.T) {
	got, err := sheet.Takes(strings.NewReader(log))
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if a := got[0]; a.StartMS != 33_000_000 || a.LengthMS != 40_000 || a.Rolled["A"] != (match.Rolled{Roll: "A001", Clip: "A001C001"}) || a.Rolled["S"].Roll != "S001" {
		t.Errorf("take 1: %+v", a)
	}
	if b := got[1]; b.Suffix != "PU" || b.StartMS != 33_270_500 || b.LengthMS != 49_000 || len(b.Rolled) != 1 {
		t.Errorf("take 2: %+v", b)
	}
}

func TestFilesInCSVAndAvidLog(t *testing.T) {
	got, err := sheet.Clips(strings.NewReader("name,roll,timecode,rate,frames,said_scene,said_take\nA001C001_270301_R1.mov,,09:10:00:00,25,1000,,\nZOOM1.WAV,S001,09:10:00:00,25,1000,42A,1\n"))
	if err != nil || len(got) != 2 || got[0].Device != "A" || got[0].Roll != "A001" || got[0].StartFrame != 825_000 || got[1].Device != "S" || got[1].SaidTake != "1" {
		t.Fatalf("%+v, %v", got, err)
	}
	list := "Heading\nFIELD_DELIM\tTABS\nFPS\t25\n\nColumn\nName\tTape\tStart\tEnd\tScene\tTake\n\nData\nA001C001_270301_R1\tA001\t09:10:00:00\t09:10:40:00\t42A\t1\n"
	got, err = sheet.Clips(strings.NewReader(list))
	if err != nil || len(got) != 1 || got[0].StartFrame != 825_000 || got[0].Frames != 1000 || got[0].SaidSlate != "42A" || got[0].Device != "A" {
		t.Fatalf("Avid log: %+v, %v", got, err)
	}
}

// TestWrongLinesAreNamed: a list that cannot be read says where, and what would be right.
func TestWrongLinesAreNamed(t *testing.T) {
	for in, want := range map[string]string{
		"":                                   "empty",
		"slate,take\n42A,x\n":                `line 2: take "x": want a number such as 3 or 3PU`,
		"slate,take\n,1\n":                   `line 2: slate "": want one such as 42A`,
		"slate,take,time\n42A,1,25:99\n":     `line 2: time "25:99": want a clock time`,
		"slate,take,length_ms\n42A,1,long\n": "want milliseconds",
	} {
		if _, err := sheet.Takes(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want %s", in, err, want)
		}
	}
	for in, want := range map[string]string{
		"name,timecode\nx,01:00:00:00\n":       "line 2: rate is missing",
		"name,timecode,rate\nx,01:00:60:00,25": "line 2: timecode",
		"roll\nA001\n":                         "want the name of a file",
	} {
		if _, err := sheet.Clips(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want %s", in, err, want)
		}
	}
}

// TestTheDemoFootageFindsItsTakes: forty takes, 108 files, and every one is given to the take it was made on.
func TestTheDemoFootageFindsItsTakes(t *testing.T) {
	takes, err := sheet.Takes(bytes.NewReader(demo.Media))
	if err != nil {
		t.Fatal(err)
	}
	clips, err := sheet.Clips(bytes.NewReader(demo.Media))
	if err != nil {
		t.Fatal(err)
	}
	got := match.Day(takes, clips, match.Options{})
	if len(takes) != 40 || len(clips) != 108 || len(got.Sure()) != 108 || len(got.Findings) != 0 {
		t.Errorf("%d takes, %d clips, %d matched; findings %+v", len(takes), len(clips), len(got.Sure()), got.Findings)
	}
}

func FuzzLists(f *testing.F) {
	f.Add([]byte(log))
	f.Add([]byte("name,roll,timecode,rate,frames\nA001C001_270301_R1.mov,,09:10:00;02,29.97,1000\n"))
	f.Add([]byte("Heading\nFPS\t25\n\nColumn\nName\tStart\tEnd\n\nData\nx\t09:10:00:00\t09:10:40:00\n"))
	f.Add([]byte(`{"takes":[{"slate":"42","number":1}],"clips":[{"name":"x"}]}`))
	f.Add([]byte(`{"format":"backlot-demo-media/1","rate":"24","takes":[{"slate":"4","number":1,"timecode":"01:00:00:00","clips":["A"]}],"sounds":[{"sample_rate":48000}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		takes, err1 := sheet.Takes(bytes.NewReader(b))
		clips, err2 := sheet.Clips(bytes.NewReader(b))
		if err1 != nil && err2 != nil || len(takes)*len(clips) > 400 {
			return
		}
		if _, err := json.Marshal(match.Day(takes, clips, match.Options{})); err != nil {
			t.Error(err)
		}
	})
}
