package cutfile_test

import (
	"strings"
	"testing"

	"backlot/film/timeline/cutfile"
)

// TestAvidLogFeatures: headings and rows as labs write them.
func TestAvidLogFeatures(t *testing.T) {
	log := func(heading, columns string, rows ...string) string {
		return "Heading\n" + heading + "\n\nColumn\n" + columns + "\n\nData\n" + strings.Join(rows, "\n") + "\n"
	}
	checkFeatures(t, ".ale", []feature{
		{name: "23.98 and a duration", file: log("FIELD_DELIM\tTABS\nVIDEO_FORMAT\t1080\nFPS\t23.98", "Name\tStart\tEnd\tDuration\tScene", "12A-1\t01:00:00:00\t01:00:02:00\t00:00:02:00\t12"),
			want: "12A-1 86400+48"},
		{name: "everything of the heading on one line", file: log("FIELD_DELIM\tTABS\tVIDEO_FORMAT\t1080\tFPS\t25", "Name\tStart\tEnd", "a\t01:00:00:00\t01:00:02:00"), want: "a 90000+50"},
		{name: "drop-frame codes", file: log("FPS\t29.97", "Name\tStart\tEnd", "a\t01:00:00;00\t01:00:01;00"), want: "a 107892+30"},
		{name: "old Mac line ends, blanks, empty columns and no end", file: strings.ReplaceAll(log("FPS\t24", "Name\t\tStart\tDuration\t", " a \t\t01:00:00:00\t00:00:01:00\t", "", "b\t\t\t\t"), "\n", "\r"),
			want: "a 86400+24\nb"},
		{name: "a row with too many values", file: log("FPS\t24", "Name\tStart\tEnd", "a\t01:00:00:00\t01:00:01:00\tmore"), want: "a 86400+24", finding: "4 values for 3 columns"},
		{name: "an end that does not agree", file: log("FPS\t24", "Name\tStart\tEnd\tDuration", "a\t01:00:00:00\t01:00:05:00\t00:00:01:00"), want: "a 86400+24", finding: "do not agree"},
		{name: "a code that does not exist", file: log("FPS\t24", "Name\tStart\tEnd", "a\t01:00:00:24\t01:00:05:00"), want: "a", finding: "frames end at 23"},
		{name: "UTF-16", file: wide(log("FPS\t24", "Name\tStart\tEnd", "Größe\t01:00:00:00\t01:00:01:00")), want: "Größe 86400+24"},
		{name: "a grade", file: log("FPS\t24", "Name\tASC_SOP\tASC_SAT", "a\t(1.1 1 1)(0 0 0)(1 1 1)\t0.9"), want: "a",
			has: func(f *cutfile.File) bool {
				return string(f.Root.Children[0].Metadata.At("cdl", "asc_sat")) == "0.9" && string(f.Root.Children[0].Metadata.At("cdl", "asc_sop", "slope")) == "[1.1,1,1]"
			}},
	})
}

// TestProToolsFeatures: every section alone and together, in every time format.
func TestProToolsFeatures(t *testing.T) {
	session := func(more ...string) string {
		return "SESSION NAME:\tMix\nSAMPLE RATE:\t48000.000000\nBIT DEPTH:\t24-bit\nSESSION START TIMECODE:\t01:00:00:00\nTIMECODE FORMAT:\t25 Frame\n# OF AUDIO TRACKS:\t1\n\n" +
			strings.Join(more, "\n\n")
	}
	track := func(rows ...string) string {
		return "T R A C K  L I S T I N G\nTRACK NAME:\tDX 1\nCOMMENTS:\tboom\nUSER DELAY:\t0 Samples\nSTATE: \t\nPLUG-INS: \t\nCHANNEL \tEVENT   \tCLIP NAME \tSTART TIME \tEND TIME \tDURATION \tSTATE\n" +
			strings.Join(rows, "\n")
	}
	checkFeatures(t, ".txt", []feature{
		{name: "a session without tracks", file: session(), want: ""},
		{name: "timecode", file: session(track("1\t1\tdx_01\t01:00:01:00\t01:00:02:00\t00:00:01:00\tUnmuted", "1\t2\tdx_02\t01:00:03:00\t01:00:04:00\t00:00:01:00\tMuted")),
			want: "Audio DX 1\n  gap 25\n  dx_01 0+25\n  gap 25\n  dx_02 0+25 off"},
		{name: "timecode with subframes", file: session(track("1\t1\tdx\t01:00:01:00.50\t01:00:02:00.12\t00:00:01:00.00\tUnmuted")), want: "Audio DX 1\n  gap 25\n  dx 0+25"},
		{name: "minutes and seconds", file: session(track("1\t1\tdx\t0:01.000\t1:02.000\t1:01.000\tUnmuted")), want: "Audio DX 1\n  gap 25\n  dx 0+1525"},
		{name: "samples", file: session(track("1\t1\tdx\t48000\t96000\t48000\tUnmuted")), want: "Audio DX 1\n  gap 25\n  dx 0+25"},
		{name: "feet and frames, with subframes", file: session(track("1\t1\tdx\t1+09.00\t3+02.50\t1+09.50\tUnmuted")), want: "Audio DX 1\n  gap 25\n  dx 0+25"},
		{name: "bars and beats have no places", file: session(track("1\t1\tdx\t1|1|000\t2|1|000\t1|0|000\tUnmuted")), want: "Audio DX 1", finding: "want times of the session's format"},
		{name: "timestamps, a stereo track and fades", file: session(track("1\t1\t(fade in)\t01:00:00:00\t01:00:00:05\t00:00:00:05\t01:00:00:00\tUnmuted", "1\t2\tdx\t01:00:00:05\t01:00:01:00\t00:00:00:20\t01:00:00:00\tUnmuted",
			"2\t1\tdx.R\t01:00:00:05\t01:00:01:00\t00:00:00:20\t01:00:00:00\tUnmuted")), want: "Audio DX 1\n  gap 5\n  dx 0+20"},
		{name: "files, clips, plug-ins and a section nobody knows", file: session("O N L I N E  F I L E S  I N  S E S S I O N\n\nFilename\tLocation\ndx.wav\tDrive:Audio Files:", "O N L I N E  C L I P S  I N  S E S S I O N\n\nCLIP NAME\tSource File\ndx_01\tdx.wav",
			"P L U G - I N S  L I S T I N G\nMANUFACTURER\tPLUG-IN NAME\nAvid\tEQ", "S O M E T H I N G  N E W\nrow\t1", track("1\t1\tdx_01\t01:00:00:00\t01:00:01:00\t00:00:01:00\tUnmuted")),
			want: "Audio DX 1\n  dx_01 0+25", finding: "is not known here", has: func(f *cutfile.File) bool {
				return f.Root.Tracks.Children[0].Children[0].Shown().URL == "Drive/Audio Files/dx.wav"
			}},
		{name: "markers, old and new", file: session(track(), "M A R K E R S  L I S T I N G\n#\tLOCATION\tTIME REFERENCE\tUNITS\tNAME\tCOMMENTS\n1\t01:00:02:00\t96000\tSamples\treel\tpop"), want: "Audio DX 1",
			has: func(f *cutfile.File) bool {
				m := f.Root.Tracks.Markers
				return len(m) == 1 && m[0].Name == "reel" && m[0].Comment == "pop" && m[0].Range.Start.Value == 50
			}},
		{name: "markers since 2023 name their ruler", file: session(track(), "M A R K E R S  L I S T I N G\n#\tLOCATION\tTIME REFERENCE\tUNITS\tNAME\tTRACK NAME\tTRACK TYPE\tCOMMENTS\n1\t01:00:02:00\t96000\tSamples\treel\tMarkers\tRuler\tpop"), want: "Audio DX 1",
			has: func(f *cutfile.File) bool { return f.Root.Tracks.Markers[0].Comment == "pop" }},
		{name: "another alphabet of the old Mac, and its line ends", file: strings.ReplaceAll(session(track("1\t1\tGr\x9a\xa7e\t01:00:00:00\t01:00:01:00\t00:00:01:00\tUnmuted")), "\n", "\r"), want: "Audio DX 1\n  Größe 0+25"},
	})
}

// TestOpenTimelineIOFeatures: older and newer schemas, and what no editor has heard of.
func TestOpenTimelineIOFeatures(t *testing.T) {
	line := func(children string) string {
		return `{"OTIO_SCHEMA":"Timeline.1","name":"t","tracks":{"OTIO_SCHEMA":"Stack.1","name":"tracks","children":[{"OTIO_SCHEMA":"Track.1","name":"V","kind":"Video","children":[` + children + `]}]}}`
	}
	span := func(start, length string) string {
		return `{"OTIO_SCHEMA":"TimeRange.1","start_time":{"OTIO_SCHEMA":"RationalTime.1","value":` + start + `,"rate":24},"duration":{"OTIO_SCHEMA":"RationalTime.1","value":` + length + `,"rate":24}}`
	}
	checkFeatures(t, ".otio", []feature{
		{name: "Clip.1 with one media reference", file: line(`{"OTIO_SCHEMA":"Clip.1","name":"a","source_range":` + span("5", "10") + `,"media_reference":{"OTIO_SCHEMA":"MissingReference.1"}}`), want: "Video V\n  a 5+10",
			has: func(f *cutfile.File) bool { return f.Root.Tracks.Children[0].Children[0].Shown() != nil }},
		{name: "names from before 2018: Sequence, Filler, Marker.1", file: strings.Replace(line(`{"OTIO_SCHEMA":"Filler.1","name":"","source_range":`+span("0", "7")+`},{"OTIO_SCHEMA":"Clip.1","name":"a","source_range":`+span("0", "3")+`,"markers":[{"OTIO_SCHEMA":"Marker.1","name":"m","range":`+span("1", "0")+`}]}`), "Track.1", "Sequence.1", 1),
			want: "Video V\n  gap 7\n  a 0+3 <m 1>"},
		{name: "freeze, warp, and an effect nobody knows", file: line(`{"OTIO_SCHEMA":"Clip.2","name":"f","source_range":` + span("0", "5") + `,"effects":[{"OTIO_SCHEMA":"FreezeFrame.1","name":"","effect_name":"FreezeFrame"}]},` +
			`{"OTIO_SCHEMA":"Clip.2","name":"w","source_range":` + span("0", "5") + `,"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":-0.5},{"OTIO_SCHEMA":"Warble.3","depth":2}]}`),
			want: "Video V\n  f 0+5 x0\n  w 0+5 x-0.5"},
		{name: "transitions at both ends, a nested stack without media", file: line(`{"OTIO_SCHEMA":"Transition.1","name":"in","transition_type":"SMPTE_Dissolve","in_offset":{"OTIO_SCHEMA":"RationalTime.1","value":0,"rate":24},"out_offset":{"OTIO_SCHEMA":"RationalTime.1","value":6,"rate":24}},` +
			`{"OTIO_SCHEMA":"Stack.1","name":"n","source_range":` + span("0", "12") + `,"children":[{"OTIO_SCHEMA":"Clip.2","name":"x","media_references":{},"active_media_reference_key":"DEFAULT_MEDIA"}]},` +
			`{"OTIO_SCHEMA":"Transition.1","name":"out","transition_type":"SMPTE_Dissolve","in_offset":{"OTIO_SCHEMA":"RationalTime.1","value":6,"rate":24},"out_offset":null}`),
			want: "Video V\n  |SMPTE_Dissolve 0+6|\n  n (stack) 0+12\n    x\n  |SMPTE_Dissolve 6+0|"},
		{name: "a newer clip and an object of another program", file: line(`{"OTIO_SCHEMA":"Clip.9","name":"a","source_range":` + span("0", "2") + `,"lens":"50"},{"OTIO_SCHEMA":"Gizmo.1","name":"g","deep":{"x":[1,2]}}`),
			want: "Video V\n  a 0+2\n  g"},
	})
}
