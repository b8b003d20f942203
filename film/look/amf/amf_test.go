package amf_test

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"backlot/film/look"
	"backlot/film/look/amf"
	"backlot/film/look/space"
)

func samples(t testing.TB) map[string][]byte {
	t.Helper()
	dir := os.Getenv("BACKLOT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	names, _ := filepath.Glob(filepath.Join(dir, "colour", "amf", "*.amf"))
	if len(names) == 0 {
		t.Skip("no shared data: set BACKLOT_DATA")
	}
	out := map[string][]byte{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = b
	}
	return out
}

func TestExamples(t *testing.T) {
	for name, b := range samples(t) {
		f, err := amf.Read(bytes.NewReader(b))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		f.Pipeline.Chain(nil)
		if name == "example5.amf" {
			kinds := ""
			for _, x := range f.Pipeline.Transforms {
				kinds += string(x.Kind) + " "
			}
			if kinds != "input working location look look output " || f.Clip.Name != "A001C012" || f.Pipeline.Transforms[3].File != "showLook.clf" {
				t.Errorf("%s: %s, clip %+v", name, kinds, f.Clip)
			}
		}
	}
}

// TestChain: an ALEXA clip's grade works in ACEScct, and the output transform that is not ours is said to be missing.
func TestChain(t *testing.T) {
	f, err := amf.Read(strings.NewReader(alexa))
	if err != nil {
		t.Fatal(err)
	}
	c, missing := f.Pipeline.Chain(func(string) (*look.Chain, error) { return nil, errors.New("no such file") })
	if len(missing) != 2 || !strings.Contains(missing[0], "no such file") || !strings.Contains(missing[1], "output transform") {
		t.Errorf("missing %q; want the file of the look and the output transform", missing)
	}
	logc, _ := space.Find("logc3")
	aces, _ := space.Find("aces")
	cct, _ := space.Find("acescct")
	grade := look.NewCDL()
	grade.Slope = [3]float64{1.1, 1, 0.9}
	want := look.Join("", space.Convert(logc, aces), space.Convert(aces, cct), look.Of("", grade), space.Convert(cct, aces)).At([3]float32{0.4, 0.5, 0.3})
	got := c.At([3]float32{0.4, 0.5, 0.3})
	for k := range 3 {
		if math.Abs(float64(got[k]-want[k])) > 1e-6 {
			t.Fatalf("%v; want %v", got, want)
		}
	}
}

const alexa = `<aces:acesMetadataFile version="2.0" xmlns:aces="urn:ampas:aces:amf:v2.0" xmlns:cdl="urn:ASC:CDL:v1.01"><aces:amfInfo><aces:dateTime>
<aces:creationDateTime>2026-11-22T20:47:00Z</aces:creationDateTime><aces:modificationDateTime>2026-11-22T20:47:00Z</aces:modificationDateTime></aces:dateTime>
<aces:uuid>urn:uuid:948E6925-2B2B-4825-8540-368304288A06</aces:uuid></aces:amfInfo><aces:pipeline><aces:pipelineInfo><aces:dateTime>
<aces:creationDateTime>2026-11-22T20:47:00Z</aces:creationDateTime><aces:modificationDateTime>2026-11-22T20:47:00Z</aces:modificationDateTime></aces:dateTime>
<aces:uuid>urn:uuid:948E6925-2B2B-4825-8540-368304288A06</aces:uuid><aces:systemVersion><aces:majorVersion>1</aces:majorVersion><aces:minorVersion>3</aces:minorVersion>
<aces:patchVersion>0</aces:patchVersion></aces:systemVersion></aces:pipelineInfo>
<aces:inputTransform applied="false"><aces:transformId>urn:ampas:aces:transformId:v1.5:IDT.ARRI.Alexa-v3-logC-EI800.a1.v2</aces:transformId></aces:inputTransform>
<aces:lookTransform applied="false"><aces:cdlWorkingSpace><aces:fromCdlWorkingSpace><aces:transformId>urn:ampas:aces:transformId:v1.5:ACEScsc.Academy.ACEScct_to_ACES.a1.0.3</aces:transformId></aces:fromCdlWorkingSpace></aces:cdlWorkingSpace>
<cdl:SOPNode><cdl:Slope>1.1 1 0.9</cdl:Slope><cdl:Offset>0 0 0</cdl:Offset><cdl:Power>1 1 1</cdl:Power></cdl:SOPNode><cdl:SatNode><cdl:Saturation>1</cdl:Saturation></cdl:SatNode></aces:lookTransform>
<aces:lookTransform applied="false"><aces:file>show.clf</aces:file></aces:lookTransform>
<aces:lookTransform applied="true"><aces:file>burned-in.clf</aces:file></aces:lookTransform>
<aces:outputTransform applied="false"><aces:transformId>urn:ampas:aces:transformId:v1.5:RRTODT.Academy.Rec2020_1000nits_15nits_ST2084.a1.1.0</aces:transformId></aces:outputTransform>
</aces:pipeline></aces:acesMetadataFile>`

func TestBrokenRulesNameTheLine(t *testing.T) {
	for _, tt := range []struct{ from, to, want string }{
		{`version="2.0" xmlns`, `version="3.0" xmlns`, "version"},
		{"urn:uuid:948E6925-", "urn:uuid:948E-", "uuid"},
		{"2026-11-22T20:47:00Z", "yesterday", "dates"},
		{"IDT.ARRI.Alexa-v3-logC-EI800.a1.v2", "LMT.Some.Look.a1.v2", "no id of this kind"},
		{`lookTransform applied="false"`, `lookTransform`, "applied"},
		{"<cdl:Power>1 1 1</cdl:Power>", "", "without Power"},
		{"<aces:file>show.clf</aces:file>", "", "0 of transformId"},
		{"<aces:majorVersion>1<", "<aces:majorVersion>one<", "majorVersion"},
		{"<aces:pipeline>", "<aces:pipe>", "closes nothing"},
	} {
		_, err := amf.Read(strings.NewReader(strings.Replace(alexa, tt.from, tt.to, 1)))
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%s for %s: %v; want an error with a line and %q", tt.to, tt.from, err, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(alexa))
	f.Add([]byte(`<acesMetadataFile version="2.0"/>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, err := amf.Read(bytes.NewReader(b)); err == nil {
			got.Pipeline.Chain(nil)
		}
	})
}
