package cutfile_test

import (
	"strings"
	"testing"

	"backlot/film/rate"
	"backlot/film/timeline/cutfile"
)

// wide is a text in UTF-16 with the mark that Windows puts before it.
func wide(s string) string {
	var b strings.Builder
	for _, r := range "\ufeff" + s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

// firstClip is the metadata text of the first clip of a cut.
func firstClip(f *cutfile.File, keys ...string) string {
	for _, n := range f.Root.Timelines()[0].Tracks.Children[0].Children {
		if n.Shown() != nil {
			return n.Metadata.Text(keys...)
		}
	}
	return ""
}

// TestEditListFeatures: what CMX 3600 and its dialects allow. Frames are counted by hand: 01:00:00:00 is 86400 at 24, 90000
// at 25, 107892 at 29.97 drop-frame.
func TestEditListFeatures(t *testing.T) {
	const head = "TITLE: T\nFCM: NON-DROP FRAME\n\n"
	checkFeatures(t, ".edl", []feature{
		{name: "a cut, with tabs and Windows line ends", rate: rate.R24,
			file: "TITLE: T\r\n001\tA001\tV\tC\t01:00:00:00\t01:00:01:00\t01:00:00:00\t01:00:01:00\r\n* FROM CLIP NAME: 1A-1\r\n",
			want: "Video V\n  1A-1 86400+24"},
		{name: "UTF-16", rate: rate.R24, file: wide(head + "001  A001 V C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\r\n* FROM CLIP NAME: Größe\r\n"),
			want: "Video V\n  Größe 86400+24"},
		{name: "Latin-1, and the Ctrl-Z of old disks", rate: rate.R24,
			file: head + "001  A001 V C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\n* FROM CLIP NAME: Gr\xf6\xdfe\n\x1a\x1a\x1a", want: "Video V\n  Größe 86400+24"},
		{name: "a reel as long as a file name, with blanks", rate: rate.R24,
			file: head + "001  A_0038C002 241010_114016 h1EHP V     C        01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\n",
			want: "Video V\n  001 86400+24", has: func(f *cutfile.File) bool {
				return firstClip(f, "cmx_3600", "reel") == "A_0038C002 241010_114016 h1EHP"
			}},
		{name: "reverse and slow", rate: rate.R25,
			file: head + "001  A V C 01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00\nM2   A   -025.0   01:00:00:00\n" +
				"002  B V C 02:00:00:00 02:00:01:00 01:00:02:00 01:00:04:00\nM2   B   012.5   02:00:00:00\n",
			want: "Video V\n  001 90000+50 x-1\n  002 180000+50 x0.5"},
		{name: "a speed of 24.0 in a list of 23.976 is as shot", rate: rate.R23976,
			file: head + "001  A V C 01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00\nM2   A   024.0   01:00:00:00\n", want: "Video V\n  001 86400+48"},
		{name: "motion memory as a comment", rate: rate.R25,
			file: head + "001  A V C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:02:00\n* M2   A   012.5   01:00:00:00\n", want: "Video V\n  001 90000+50 x0.5"},
		{name: "a freeze", rate: rate.R25,
			file: head + "001  A V C 01:00:00:00 01:00:00:01 01:00:00:00 01:00:02:00\n* FROM CLIP NAME: 5-2 FF\n* * FREEZE FRAME\n", want: "Video V\n  5-2 90000+50 x0"},
		{name: "dissolve, wipe and keys", rate: rate.R24, file: head +
			"001  A V C        01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00\n* FROM CLIP NAME: a\n" +
			"002  A V C        01:00:02:00 01:00:02:00 01:00:02:00 01:00:02:00\n002  B V D    012 02:00:00:00 02:00:01:00 01:00:02:00 01:00:03:00\n" +
			"* FROM CLIP NAME: a\n* TO CLIP NAME: b\n" +
			"003  B V C        02:00:01:00 02:00:01:00 01:00:03:00 01:00:03:00\n003  C V W017 024 03:00:00:00 03:00:02:00 01:00:03:00 01:00:05:00\n" +
			"* TO CLIP NAME: c\n" +
			"004  C V K B      03:00:02:00 03:00:03:00 01:00:05:00 01:00:06:00\n004  D V K O  010 04:00:00:00 04:00:01:00 01:00:06:00 01:00:07:00\n",
			want: "Video V\n  a 86400+48\n  |SMPTE_Dissolve 0+12|\n  b 172800+24\n  |SMPTE_Wipe 0+24|\n  c 259200+48\n  004 259248+24\n  |Key 0+10|\n  004 345600+24"},
		{name: "two source files of a dissolve", rate: rate.R24, file: head + "001  A V C 01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00\n" +
			"002  A V C        01:00:02:00 01:00:02:00 01:00:02:00 01:00:02:00\n002  B V D    012 02:00:00:00 02:00:01:00 01:00:02:00 01:00:03:00\n* SOURCE FILE: A001\n* SOURCE FILE: B002\n",
			want: "Video V\n  001 86400+48\n  |SMPTE_Dissolve 0+12|\n  002 172800+24", has: func(f *cutfile.File) bool {
				return f.Root.Tracks.Children[0].Children[2].Metadata.Text("cmx_3600", "source_file") == "B002"
			}},
		{name: "split edits: comments are for both", rate: rate.R24, file: head +
			"SPLIT:    AUDIO DELAY=  00:00:00:12\n" +
			"001  A V C 01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00\n001  A A C 01:00:00:12 01:00:02:00 01:00:00:12 01:00:02:00\n* FROM CLIP NAME: 7-3\n",
			want: "Video V\n  7-3 86400+48\nAudio A1\n  gap 12\n  7-3 86412+36"},
		{name: "channels", rate: rate.R24, file: head +
			"001  A B    C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\nAUD  3    4\n002  A AA/V C 01:00:01:00 01:00:02:00 01:00:01:00 01:00:02:00\n003  A A12 C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\n",
			want: "Video V\n  001 86400+24\n  002 86424+24\nAudio A1\n  001 86400+24\n  002 86424+24\nAudio A2\n  gap 24\n  002 86424+24\nAudio A12\n  003 86400+24"},
		{name: "black, bars and an auxiliary source", rate: rate.R24, file: head +
			"001  BARS V C 00:00:00:00 00:00:01:00 00:59:00:00 00:59:01:00\n002  BL   V C 00:00:00:00 00:00:00:00 00:59:01:00 01:00:00:00\n003  AX   V C 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00\n",
			want: "Video V\n  001 0+24\n  002 0+1416\n  003 0+24", finding: "black lasts 0 frames"},
		{name: "drop-frame by its semicolons", file: "TITLE: T\n001  A V C 01:00:00;00 01:00:01;00 01:00:59;28 01:01:01;00\n",
			want: "Video V\n  001 107892+30"},
		{name: "drop-frame by FCM", rate: rate.R2997, file: "TITLE: T\nFCM: DROP FRAME\n001  A V C 01:00:00:00 01:00:01:00 01:01:00:02 01:01:01:02\n",
			want: "Video V\n  001 107892+30", has: func(f *cutfile.File) bool { return f.Root.Start.Value == 109692 }},
		{name: "a code that drop-frame leaves out", rate: rate.R2997, file: "TITLE: T\n001  A V C 01:01:00;00 01:01:01;02 01:01:00;02 01:01:01;04\n",
			want: "Video V\n  001 109690+32", finding: "01:01:00;00 does not exist"},
		{name: "drop-frame codes at a rate without them", rate: rate.R24, file: "TITLE: T\n001  A V C 01:00:00;00 01:00:01;00 01:00:00;00 01:00:01;00\n",
			want: "Video V\n  001 86400+24", finding: "is the rate right?"},
		{name: "60 frames per second, without a rate", file: "TITLE: T\n001  A V C 01:00:00:00 01:00:00:59 01:00:00:00 01:00:00:59\n", want: "Video V\n  001 216000+59"},
		{name: "frame numbers for codes", rate: rate.R24, file: "TITLE: T\n001  A V C 1001 1025 86400 86424\n", want: "Video V\n  001 1001+24"},
		{name: "a series of stills", rate: rate.R24, file: head + "001  A V C 00:00:41:17 00:00:42:17 01:00:00:00 01:00:01:00\n* FROM CLIP: /shots/k10/k10.[1001-1024].exr\n",
			want: "Video V\n  k10.[1001-1024] 1001+24"},
		{name: "what OpenTimelineIO writes", rate: rate.R24, file: head + "001  A V C 00:00:00:00 00:00:01:00 01:00:00:00 01:00:01:00\n* OTIO REFERENCE FROM: /shots/k20.mov\n", want: "Video V\n  k20 0+24"},
		{name: "locators", rate: rate.R24, file: head + "001  A V C 01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00\n* LOC: 01:00:00:12 GREEN   VFX K10 screen\n* LOC: 01:00:01:00\n",
			want: "Video V\n  001 86400+48 <VFX K10 screen 86412> < 86424>"},
		{name: "statements for machines", rate: rate.R24, file: head + "M/S  001\n001  A V C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\nGPI  001 000\nSWM 00\n>>> SOURCE 106770 106770 4919975f\n",
			want: "Video V\n  001 86400+24"},
		{name: "comments before the first event", rate: rate.R24, file: "TITLE: T\n* LOCKED 4 MAY\nREM FOR SOUND\n001  A V C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\n",
			want: "Video V\n  001 86400+24", has: func(f *cutfile.File) bool {
				return string(f.Root.Metadata.At("cmx_3600", "comments")) == `["LOCKED 4 MAY","REM FOR SOUND"]`
			}},
		{name: "pictures over pictures", rate: rate.R24, file: head + "001  A V  C 01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00\n002  B V2 C 01:00:00:00 01:00:01:00 01:00:00:12 01:00:01:12\n",
			want: "Video V\n  001 86400+48\nVideo V2\n  gap 12\n  002 86400+24"},
		{name: "two pictures at one place", rate: rate.R24, file: head + "001  A V C 01:00:00:00 01:00:02:00 01:00:00:00 01:00:02:00\n002  B V C 01:00:00:00 01:00:01:00 01:00:00:12 01:00:01:12\n",
			want: "Video V\n  001 86400+48\nVideo V (2)\n  gap 12\n  002 86400+24", finding: "already taken"},
	})
}
