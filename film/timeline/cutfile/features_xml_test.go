package cutfile_test

import (
	"strings"
	"testing"

	"backlot/film/timeline/cutfile"
)

// xmeml is a sequence of one video track.
func xmeml(rate, items string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE xmeml><xmeml version="5"><sequence id="s"><name>S</name><duration>100</duration>` + rate +
		`<media><video><track>` + items + `<enabled>TRUE</enabled></track></video></media></sequence></xmeml>`
}

const rate25 = `<rate><timebase>25</timebase><ntsc>FALSE</ntsc></rate>`

func clipitem(id, place, more string) string {
	return `<clipitem id="` + id + `"><name>` + id + `</name><enabled>TRUE</enabled>` + place + more + `</clipitem>`
}

// TestFinalCutPro7Features: what Apple's interchange format allows, as Premiere, Resolve and Final Cut write it.
func TestFinalCutPro7Features(t *testing.T) {
	const file = `<file id="f1"><name>a.mov</name><pathurl>file:///a.mov</pathurl>` + rate25 + `<duration>500</duration><timecode>` + rate25 +
		`<string>10:00:00:00</string><displayformat>NDF</displayformat></timecode></file>`
	remap := func(speed, reverse string) string {
		return `<filter><effect><name>Time Remap</name><effectid>timeremap</effectid><parameter><parameterid>speed</parameterid><value>` + speed +
			`</value></parameter><parameter><parameterid>reverse</parameterid><value>` + reverse + `</value></parameter></effect></filter>`
	}
	checkFeatures(t, ".xml", []feature{
		{name: "a file whose timecode is a code only; a second clip refers to it", file: xmeml(rate25,
			clipitem("a", `<start>0</start><end>50</end><in>10</in><out>60</out>`, file)+clipitem("b", `<start>60</start><end>80</end><in>0</in><out>20</out>`, `<file id="f1"/>`)),
			want: "Video \n  a 900010+50\n  gap 10\n  b 900000+20"},
		{name: "a clip says its timebase and inherits NTSC", file: xmeml(`<rate><timebase>30</timebase><ntsc>TRUE</ntsc></rate>`,
			clipitem("a", `<rate><timebase>24</timebase></rate><start>0</start><end>30</end><in>0</in><out>24</out>`, `<file id="f"><name>n</name></file>`)),
			want: "Video \n  a 0+24", has: func(f *cutfile.File) bool { return f.Root.Rate().Den == 1001 }},
		{name: "a dissolve between clips, and a fade at each end", file: xmeml(rate25,
			`<transitionitem><start>0</start><end>10</end><alignment>start-black</alignment><effect><name>Cross Dissolve</name></effect></transitionitem>`+
				clipitem("a", `<start>-1</start><end>-1</end><in>0</in><out>60</out>`, file)+
				`<transitionitem><start>40</start><end>60</end><alignment>center</alignment><effect><name>Cross Dissolve</name></effect></transitionitem>`+
				clipitem("b", `<start>-1</start><end>-1</end><in>90</in><out>150</out>`, `<file id="f1"/>`)+
				`<transitionitem><start>90</start><end>100</end><alignment>end-black</alignment><effect><name>Cross Dissolve</name></effect></transitionitem>`),
			want: "Video \n  |SMPTE_Dissolve 0+10|\n  a 900000+50\n  |SMPTE_Dissolve 10+10|\n  b 900100+50\n  |SMPTE_Dissolve 10+0|"},
		{name: "fast, backwards, and a filter that is no speed", file: xmeml(rate25,
			clipitem("a", `<start>0</start><end>50</end><in>0</in><out>100</out>`, file+remap("200", "FALSE"))+
				clipitem("b", `<start>50</start><end>60</end><in>0</in><out>10</out>`, `<file id="f1"/>`+remap("100", "TRUE")+`<filter><effect><name>Blur</name></effect></filter>`)),
			want: "Video \n  a 900000+50 x2\n  b 900000+10 x-1"},
		{name: "a nested sequence, a generator, and a clip that is switched off", file: xmeml(rate25,
			clipitem("n", `<start>0</start><end>20</end><in>5</in><out>25</out>`, `<sequence id="inner"><name>Inner</name>`+rate25+`<media><video><track>`+
				clipitem("c", `<start>0</start><end>30</end><in>0</in><out>30</out>`, file)+`<enabled>TRUE</enabled></track></video></media></sequence>`)+
				`<generatoritem id="g"><name>Slug</name><enabled>TRUE</enabled><start>20</start><end>30</end><in>0</in><out>10</out><effect><name>Slug</name><effectid>Slug</effectid><effecttype>generator</effecttype></effect></generatoritem>`+
				strings.Replace(clipitem("d", `<start>30</start><end>40</end><in>0</in><out>10</out>`, `<file id="f1"/>`), "<enabled>TRUE", "<enabled>FALSE", 1)),
			want: "Video \n  Inner (stack) 5+20\n    Video \n      c 900000+30\n  Slug 0+10\n  d 900000+10 off"},
		{name: "markers of a clip and its length in frames of the clip", file: xmeml(rate25,
			clipitem("a", `<start>0</start><end>50</end><in>10</in><out>60</out>`, file+`<marker><name>fix</name><comment>boom</comment><in>20</in><out>-1</out></marker>`)),
			want: "Video \n  a 900010+50 <fix 20>"},
		{name: "text in Latin-1", file: strings.Replace(xmeml(rate25, clipitem("Gr\xf6\xdfe", `<start>0</start><end>5</end><in>0</in><out>5</out>`, file)), "UTF-8", "ISO-8859-1", 1),
			want: "Video \n  Größe 900000+5"},
		{name: "UTF-16", file: wide(strings.Replace(xmeml(rate25, clipitem("Größe", `<start>0</start><end>5</end><in>0</in><out>5</out>`, file)), "UTF-8", "UTF-16", 1)),
			want: "Video \n  Größe 900000+5"},
		{name: "several sequences in bins", file: `<xmeml version="4"><project><children><bin><children><sequence id="1"><name>A</name>` + rate25 + `<media/></sequence></children></bin><sequence id="2"><name>B</name>` + rate25 +
			`<media/></sequence></children></project></xmeml>`, want: "", has: func(f *cutfile.File) bool { return len(f.Root.Timelines()) == 2 }},
	})
}

func fcpxml(spine string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE fcpxml><fcpxml version="1.11"><resources><format id="r1" frameDuration="1/25s"/>` +
		`<format id="r2" frameDuration="1001/24000s"/>` +
		`<asset id="a1" name="a" start="3600s" duration="100s" hasVideo="1" hasAudio="1" format="r1"><media-rep kind="original-media" src="file:///a.mov"/></asset>` +
		`<asset id="s1" name="s" start="0s" duration="100s" hasAudio="1"><media-rep kind="original-media" src="file:///s.wav"/></asset>` +
		`<effect id="t1" name="Basic Title" uid="x"/>` +
		`<media id="c1" name="Comp"><sequence format="r1" duration="10s" tcStart="0s"><spine><asset-clip ref="a1" offset="0s" name="in" start="3602s" duration="10s"/></spine></sequence></media>` +
		`<media id="m1" name="Multi"><multicam format="r1" tcStart="0s"><mc-angle name="A" angleID="1"><asset-clip ref="a1" offset="0s" name="A1" duration="20s"/></mc-angle>` +
		`<mc-angle name="B" angleID="2"><asset-clip ref="a1" offset="0s" name="B1" start="3650s" duration="20s"/></mc-angle></multicam></media></resources>` +
		`<library><event name="E"><project name="P"><sequence format="r1" duration="20s" tcStart="3600s" tcFormat="NDF"><spine>` + spine +
		`</spine></sequence></project></event></library></fcpxml>`
}

// TestFCPXMLFeatures: what the document types of FCPXML 1.8 to 1.13 allow. A second is 25 frames.
func TestFCPXMLFeatures(t *testing.T) {
	checkFeatures(t, ".fcpxml", []feature{
		{name: "clips and gaps follow each other without an offset", file: fcpxml(`<asset-clip ref="a1" name="x" start="3610s" duration="2s"/><gap duration="1s"/><asset-clip ref="a1" name="y" duration="50/25s"/>`),
			want: "Video 0\n  x 90250+50\n  gap 25\n  y 90000+50"},
		{name: "a clip without a length is as long as its asset", file: fcpxml(`<asset-clip ref="a1" name="x" offset="3600s"/>`), want: "Video 0\n  x 90000+2500"},
		{name: "connected clips above and below, in their parent's time", file: fcpxml(`<asset-clip ref="a1" name="x" offset="3600s" start="3610s" duration="4s">` +
			`<asset-clip ref="a1" name="up" lane="1" offset="3611s" start="3620s" duration="1s"/><asset-clip ref="s1" name="down" lane="-1" offset="3610s" start="5s" duration="4s"/></asset-clip>`),
			want: "Audio -1\n  down 125+100\nVideo 0\n  x 90250+100\nVideo 1\n  gap 25\n  up 90500+25"},
		{name: "a secondary storyline, its items without offsets", file: fcpxml(`<asset-clip ref="a1" name="x" offset="3600s" start="3610s" duration="8s">` +
			`<spine lane="1" offset="3612s"><asset-clip ref="a1" name="u" start="3601s" duration="1s"/><gap duration="1s"/><asset-clip ref="a1" name="v" start="3603s" duration="2s"/></spine></asset-clip>`),
			want: "Video 0\n  x 90250+200\nVideo 1\n  gap 50\n  u 90025+25\n  gap 25\n  v 90075+50"},
		{name: "a connected clip hangs on a gap", file: fcpxml(`<gap offset="3600s" start="3600s" duration="4s"><title ref="t1" lane="1" offset="3601s" name="T" duration="2s"/></gap>`),
			want: "Audio 0\n  gap 100\nVideo 1\n  gap 25\n  T 0+50"},
		{name: "a compound clip and its start", file: fcpxml(`<ref-clip ref="c1" name="Comp" offset="3600s" start="2s" duration="3s"/>`),
			want: "Video 0\n  Comp (stack) 50+75\n    Video 0\n      in 90050+250"},
		{name: "a multicam clip shows one angle", file: fcpxml(`<mc-clip ref="m1" name="M" offset="3600s" start="1s" duration="3s"><mc-source angleID="2" srcEnable="all"/></mc-clip>`),
			want: "Video 0\n  M (stack) 25+75\n    Video A off\n      A1 90000+500\n    Video B\n      B1 91250+500"},
		{name: "an audition is its pick", file: fcpxml(`<audition offset="3600s"><asset-clip ref="a1" name="pick" duration="2s"/><asset-clip ref="a1" name="other" duration="9s"/></audition><asset-clip ref="a1" name="z" duration="1s"/>`),
			want: "Video 0\n  pick 90000+50\n  z 90000+25"},
		{name: "a synchronised clip", file: fcpxml(`<sync-clip name="S" offset="3600s" start="1s" duration="2s"><spine><asset-clip ref="a1" name="pic" offset="0s" duration="5s"/></spine>` +
			`<asset-clip ref="s1" name="snd" lane="-1" offset="0s" duration="5s"/><sync-source sourceID="storyline"/></sync-clip>`),
			want: "Video 0\n  S (stack) 25+50\n    Audio -1\n      snd 0+125\n    Video 0\n      pic 90000+125"},
		{name: "a connected clip that begins before the cut", file: fcpxml(`<asset-clip ref="a1" name="x" offset="3600s" start="3610s" duration="4s"><asset-clip ref="s1" name="s" lane="-1" offset="3609s" start="5s" duration="3s"/></asset-clip>`),
			want: "Audio -1\n  s 150+50\nVideo 0\n  x 90250+100"},
		{name: "speeds: twice as fast in three points on a line, held, and a ramp", file: fcpxml(
			`<asset-clip ref="a1" name="x" offset="3600s" duration="2s"><timeMap><timept time="0s" value="0s" interp="linear"/><timept time="1s" value="2s" interp="linear"/><timept time="2s" value="4s" interp="linear"/></timeMap></asset-clip>` +
				`<asset-clip ref="a1" name="h" offset="3602s" duration="1s"><timeMap><timept time="0s" value="5s"/><timept time="1s" value="5s"/></timeMap></asset-clip>` +
				`<asset-clip ref="a1" name="r" offset="3603s" duration="1s"><timeMap><timept time="0s" value="0s"/><timept time="1s" value="1s"/><timept time="2s" value="4s"/></timeMap></asset-clip>`),
			want: "Video 0\n  x 90000+50 x2\n  h 90000+25 x0\n  r 90000+25", finding: "changes its speed at 3 points"},
		{name: "a transition over a cut", file: fcpxml(`<asset-clip ref="a1" name="x" offset="3600s" duration="2s"/><transition name="Cross Dissolve" offset="90040/25s" duration="1s"/><asset-clip ref="a1" name="y" offset="3602s" start="3650s" duration="2s"/>`),
			want: "Video 0\n  x 90000+50\n  |SMPTE_Dissolve 10+15|\n  y 91250+50"},
		{name: "markers, keywords, roles, notes, captions; switched off", file: fcpxml(`<asset-clip ref="a1" name="x" offset="3600s" start="3610s" duration="2s" enabled="0" videoRole="VFX"><note>why</note>` +
			`<caption name="c" lane="1" offset="3610s" duration="1s" ref="t1" role="iTT?captionFormat=ITT.en"/><marker start="3611s" duration="1/25s" value="todo" completed="0"/><keyword start="3610s" duration="1s" value="day"/></asset-clip>`),
			want: "Video 0\n  x 90250+50 off <todo 90275>", finding: "captions are not part of the cut",
			has: func(f *cutfile.File) bool {
				m := f.Root.Timelines()[0].Tracks.Children[0].Children[0].Metadata
				return m.Text("fcpx", "note") == "why" && m.Text("fcpx", "videoRole") == "VFX"
			}},
		{name: "a clip at 23.976 in a sequence at 25", file: fcpxml(`<clip name="x" offset="3600s" start="0s" duration="2s" format="r2"><conform-rate srcFrameRate="23.98"/><video ref="a1" offset="0s" start="3600s" duration="100s"/></clip>`),
			want: "Video 0\n  x 90000+50"},
		{name: "a resource that is not there", file: fcpxml(`<asset-clip ref="r99" name="x" offset="3600s" duration="2s"/>`), want: "Video 0\n  x 0+50", finding: `shows resource "r99"`},
	})
}
