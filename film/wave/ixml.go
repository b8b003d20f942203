package wave

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"backlot/film/rate"
	"backlot/film/timeline"
	"backlot/film/timeline/xmltree"
)

// IXML is what a recorder says about a file. Every field may be missing.
type IXML struct {
	Version    string      `json:"version,omitempty"`
	Project    string      `json:"project,omitempty"`
	Scene      string      `json:"scene,omitempty"` // what was slated, such as "12A"
	Take       string      `json:"take,omitempty"`
	Tape       string      `json:"tape,omitempty"` // sound roll
	Note       string      `json:"note,omitempty"`
	UserBits   string      `json:"user_bits,omitempty"`
	FileUID    string      `json:"file_uid,omitempty"`
	Circled    bool        `json:"circled,omitempty"`
	NoGood     bool        `json:"no_good,omitempty"`
	FalseStart bool        `json:"false_start,omitempty"`
	WildTrack  bool        `json:"wild_track,omitempty"`
	PreRecord  int64       `json:"pre_record_samples,omitempty"` // recorded before the button was pressed
	Speed      *Speed      `json:"speed,omitempty"`
	FamilyUID  string      `json:"family_uid,omitempty"` // the same in all files of one take
	FamilyName string      `json:"family_name,omitempty"`
	TotalFiles int         `json:"total_files,omitempty"`
	Index      string      `json:"file_set_index,omitempty"`
	Tracks     []Track     `json:"tracks,omitempty"`
	SyncPoints []SyncPoint `json:"sync_points,omitempty"`
}

// Speed is how fast a recorder ran, and when.
type Speed struct {
	Master     rate.Rate `json:"master,omitzero"` // rate of the production
	Current    rate.Rate `json:"current,omitzero"`
	Rate       rate.Rate `json:"timecode_rate,omitzero"`
	Drop       bool      `json:"drop_frame,omitempty"`
	SampleRate int       `json:"file_sample_rate,omitempty"` // to play the file at
	Digitizer  int       `json:"digitizer_sample_rate,omitempty"`
	BitDepth   int       `json:"bit_depth,omitempty"`
	StampRate  int       `json:"timestamp_sample_rate,omitempty"` // that Stamp is counted at
	Stamp      int64     `json:"samples_since_midnight,omitempty"`
	HasStamp   bool      `json:"-"`
	Note       string    `json:"note,omitempty"`
}

// Track is a channel.
type Track struct {
	Channel    string `json:"channel,omitempty"` // input of the recorder, as written
	Interleave string `json:"interleave,omitempty"`
	Name       string `json:"name,omitempty"`
	Function   string `json:"function,omitempty"`
}

// SyncPoint is a marked sample, such as a clap.
type SyncPoint struct {
	Type     string `json:"type,omitempty"` // RELATIVE to the file's start or ABSOLUTE
	Function string `json:"function,omitempty"`
	Comment  string `json:"comment,omitempty"`
	Sample   int64  `json:"sample"`
}

// maxIXML is the most elements that iXML may have: some recorders add a list of everything they were set to.
const maxIXML = 100_000

// ixml reads the chunk. Recorders pad it with spaces or NULs, and some put a comment after it.
func (p *parser) ixml(b []byte, place string) *IXML {
	if p.f.IXML != nil {
		p.note(timeline.Doubtful, place, "a second iXML chunk; the first one counts")
		return p.f.IXML
	}
	b = bytes.ReplaceAll(utf8Text(b), []byte{0}, nil)
	if i := bytes.LastIndex(b, []byte("</BWFXML>")); i >= 0 {
		b = b[:i+len("</BWFXML>")]
	}
	root, err := xmltree.ParseAtMost(b, maxIXML)
	if err != nil {
		if mended, again := xmltree.ParseAtMost(mend(b), maxIXML); again == nil {
			p.note(timeline.Wrong, place, "iXML: %v; read as far as it goes", err)
			root, err = mended, nil
		}
	}
	if err != nil {
		p.note(timeline.Wrong, place, "iXML: %v", err)
		return nil
	}
	if root.Name != "BWFXML" {
		p.note(timeline.Doubtful, place, "iXML: root <%s>; want <BWFXML>", root.Name)
	}
	set := root.Get("FILE_SET")
	x := &IXML{
		Version: root.Value("IXML_VERSION"), Project: root.Value("PROJECT"), Scene: root.Value("SCENE"), Take: root.Value("TAKE"), Tape: root.Value("TAPE"),
		Note: root.Value("NOTE"), UserBits: root.Value("UBITS"), FileUID: root.Value("FILE_UID"), Circled: yes(root.Value("CIRCLED")),
		FamilyUID: set.Value("FAMILY_UID"), FamilyName: set.Value("FAMILY_NAME"), Index: set.Value("FILE_SET_INDEX"),
	}
	x.PreRecord, _ = root.Int("PRE_RECORD_SAMPLECOUNT")
	if n, ok := set.Int("TOTAL_FILES"); ok && n >= 0 && n < 1<<20 {
		x.TotalFiles = int(n)
	}
	kinds := root.Value("TAKE_TYPE")
	x.NoGood = yes(root.Value("NO_GOOD")) || strings.Contains(kinds, "NO_GOOD")
	x.FalseStart = yes(root.Value("FALSE_START")) || strings.Contains(kinds, "FALSE_START")
	x.WildTrack = yes(root.Value("WILD_TRACK")) || strings.Contains(kinds, "WILD_TRACK")
	if s := root.Get("SPEED"); s != nil {
		x.Speed = p.speed(s, place)
	}
	for _, t := range root.Get("TRACK_LIST").All("TRACK") {
		x.Tracks = append(x.Tracks, Track{t.Value("CHANNEL_INDEX"), t.Value("INTERLEAVE_INDEX"), t.Value("NAME"), t.Value("FUNCTION")})
	}
	for _, s := range root.Get("SYNC_POINT_LIST").All("SYNC_POINT") {
		low, _ := s.Int("SYNC_POINT_LOW")
		high, _ := s.Int("SYNC_POINT_HIGH")
		x.SyncPoints = append(x.SyncPoints, SyncPoint{s.Value("SYNC_POINT_TYPE"), s.Value("SYNC_POINT_FUNCTION"), s.Value("SYNC_POINT_COMMENT"), words(high, low)})
	}
	if want, ok := root.Int("TRACK_LIST", "TRACK_COUNT"); ok && int(want) != len(x.Tracks) {
		p.note(timeline.Doubtful, place, "iXML: TRACK_COUNT is %d; %d tracks follow", want, len(x.Tracks))
	}
	return x
}

// yes reads TRUE, as recorders write it.
func yes(s string) bool {
	return strings.EqualFold(s, "true") || strings.EqualFold(s, "yes") || s == "1"
}

// words joins a number that is written in two halves. Some recorders write the low half with a sign.
func words(high, low int64) int64 { return int64(uint32(high))<<32 | int64(uint32(low)) }

// speed reads the SPEED element.
func (p *parser) speed(e *xmltree.Elem, place string) *Speed {
	s := &Speed{Note: e.Value("NOTE")}
	for name, to := range map[string]*rate.Rate{"MASTER_SPEED": &s.Master, "CURRENT_SPEED": &s.Current, "TIMECODE_RATE": &s.Rate} {
		r, err := rate.Parse(e.Value(name))
		if err != nil {
			p.note(timeline.Doubtful, place, "iXML: %s: %v", name, err)
			continue
		}
		*to = r
	}
	for name, to := range map[string]*int{"FILE_SAMPLE_RATE": &s.SampleRate, "DIGITIZER_SAMPLE_RATE": &s.Digitizer, "AUDIO_BIT_DEPTH": &s.BitDepth, "TIMESTAMP_SAMPLE_RATE": &s.StampRate} {
		if n, ok := e.Int(name); ok && n > 0 && n < 1<<24 {
			*to = int(n)
		}
	}
	switch flag := e.Value("TIMECODE_FLAG"); {
	case strings.EqualFold(flag, "DF"):
		s.Drop = true
	case flag != "" && !strings.EqualFold(flag, "NDF"):
		p.note(timeline.Doubtful, place, "iXML: TIMECODE_FLAG is %q; want DF or NDF", flag)
	}
	low, ok := e.Int("TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO")
	high, _ := e.Int("TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI")
	if s.HasStamp = ok; ok {
		s.Stamp = words(high, low)
		if s.Stamp < 0 || s.Stamp > 1<<53 {
			p.note(timeline.Wrong, place, "iXML: it starts %d samples after midnight; taken as none", uint64(s.Stamp))
			s.Stamp, s.HasStamp = 0, false
		}
	}
	return s
}

// encode writes the chunk's payload.
func (x *IXML) encode() []byte {
	var w xmltree.Writer
	w.WriteString(`<?xml version="1.0" encoding="UTF-8"?>`)
	w.Open("BWFXML")
	version := x.Version
	if version == "" {
		version = "1.61"
	}
	for _, f := range [][2]string{{"IXML_VERSION", version}, {"PROJECT", x.Project}, {"SCENE", x.Scene}, {"TAKE", x.Take}, {"TAPE", x.Tape}, {"NOTE", x.Note}, {"UBITS", x.UserBits}, {"FILE_UID", x.FileUID}} {
		if f[1] != "" {
			w.Leaf(f[0], f[1])
		}
	}
	for _, f := range []struct {
		name string
		is   bool
	}{{"CIRCLED", x.Circled}, {"NO_GOOD", x.NoGood}, {"FALSE_START", x.FalseStart}, {"WILD_TRACK", x.WildTrack}} {
		w.Leaf(f.name, strings.ToUpper(strconv.FormatBool(f.is)))
	}
	if x.PreRecord != 0 {
		w.Whole("PRE_RECORD_SAMPLECOUNT", x.PreRecord)
	}
	if x.Speed != nil {
		x.Speed.encode(&w)
	}
	x.lists(&w)
	w.Close("BWFXML")
	w.WriteByte('\n')
	return w.Bytes()
}

func (s *Speed) encode(w *xmltree.Writer) {
	w.Open("SPEED")
	if s.Note != "" {
		w.Leaf("NOTE", s.Note)
	}
	for _, f := range []struct {
		name string
		r    rate.Rate
	}{{"MASTER_SPEED", s.Master}, {"CURRENT_SPEED", s.Current}, {"TIMECODE_RATE", s.Rate}} {
		if !f.r.IsZero() {
			w.Leaf(f.name, fmt.Sprintf("%d/%d", f.r.Num, f.r.Den))
		}
	}
	if !s.Rate.IsZero() {
		w.Leaf("TIMECODE_FLAG", map[bool]string{true: "DF", false: "NDF"}[s.Drop])
	}
	for _, f := range []struct {
		name string
		n    int
	}{{"FILE_SAMPLE_RATE", s.SampleRate}, {"AUDIO_BIT_DEPTH", s.BitDepth}, {"DIGITIZER_SAMPLE_RATE", s.Digitizer}, {"TIMESTAMP_SAMPLE_RATE", s.StampRate}} {
		if f.n != 0 {
			w.Whole(f.name, int64(f.n))
		}
	}
	if s.HasStamp {
		w.Whole("TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI", s.Stamp>>32)
		w.Whole("TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO", s.Stamp&0xffffffff)
	}
	w.Close("SPEED")
}

// lists writes sync points, the set of files and the tracks.
func (x *IXML) lists(w *xmltree.Writer) {
	if len(x.SyncPoints) > 0 {
		w.Open("SYNC_POINT_LIST")
		w.Whole("SYNC_POINT_COUNT", int64(len(x.SyncPoints)))
		for _, s := range x.SyncPoints {
			w.Open("SYNC_POINT")
			w.Leaf("SYNC_POINT_TYPE", s.Type)
			w.Leaf("SYNC_POINT_FUNCTION", s.Function)
			w.Leaf("SYNC_POINT_COMMENT", s.Comment)
			w.Whole("SYNC_POINT_LOW", s.Sample&0xffffffff)
			w.Whole("SYNC_POINT_HIGH", s.Sample>>32)
			w.Close("SYNC_POINT")
		}
		w.Close("SYNC_POINT_LIST")
	}
	if x.FamilyUID != "" || x.FamilyName != "" || x.TotalFiles != 0 || x.Index != "" {
		w.Open("FILE_SET")
		w.Whole("TOTAL_FILES", int64(x.TotalFiles))
		w.Leaf("FAMILY_UID", x.FamilyUID)
		if x.FamilyName != "" {
			w.Leaf("FAMILY_NAME", x.FamilyName)
		}
		w.Leaf("FILE_SET_INDEX", x.Index)
		w.Close("FILE_SET")
	}
	if len(x.Tracks) > 0 {
		w.Open("TRACK_LIST")
		w.Whole("TRACK_COUNT", int64(len(x.Tracks)))
		for _, t := range x.Tracks {
			w.Open("TRACK")
			for _, f := range [][2]string{{"CHANNEL_INDEX", t.Channel}, {"INTERLEAVE_INDEX", t.Interleave}, {"NAME", t.Name}, {"FUNCTION", t.Function}} {
				if f[1] != "" {
					w.Leaf(f[0], f[1])
				}
			}
			w.Close("TRACK")
		}
		w.Close("TRACK_LIST")
	}
}
