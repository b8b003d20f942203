package wave

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"backlot/film/timeline"
)

// withChunks is a stereo file of 100 samples with chunks before them.
func withChunks(t testing.TB, chunks ...[]byte) []byte {
	t.Helper()
	out := []byte("RIFF\x00\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x02\x00\x80\xbb\x00\x00\x00\xee\x02\x00\x04\x00\x10\x00")
	for _, c := range append(chunks, chunk("data", make([]byte, 400))) {
		out = append(out, c...)
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}

func chunk(id string, b []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(id), uint32(len(b)))
	out = append(out, b...)
	if len(b)%2 == 1 {
		out = append(out, 0)
	}
	return out
}

func utf16Bytes(s string, order binary.AppendByteOrder, mark bool) []byte {
	var out []byte
	if mark {
		out = order.AppendUint16(out, 0xfeff)
	}
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

// The iXML of recorders: with what stands before and after it, in their encodings, and with what mixers type.
func TestDialectsOfIXML(t *testing.T) {
	const plain = `<?xml version="1.0" encoding="UTF-8"?><BWFXML><SCENE>42A</SCENE><TAKE>3</TAKE><NOTE>Sjø</NOTE></BWFXML>`
	recode := strings.Replace(plain, "UTF-8", "UTF-16", 1)
	for _, tt := range []struct {
		name, note string
		xml        []byte
		findings   int
	}{
		{"padded with NUL", "Sjø", append([]byte(plain), make([]byte, 501)...), 0},
		{"padded with blanks and a remark", "Sjø", []byte(plain + "\r\n<!-- written by a recorder -->   "), 0},
		{"UTF-16 with its mark", "Sjø", utf16Bytes(recode, binary.LittleEndian, true), 0},
		{"UTF-16 big-endian", "Sjø", utf16Bytes(recode, binary.BigEndian, true), 0},
		{"UTF-16 without a mark", "Sjø", utf16Bytes(recode, binary.LittleEndian, false), 0},
		{"Latin 1 that says UTF-8", "Sjø", []byte(strings.Replace(plain, "ø", "\xf8", 1)), 0},
		{"with a byte order mark", "Sjø", []byte("\xef\xbb\xbf" + plain), 0},
		{"a lone ampersand in a note", "wind & rain", []byte(strings.Replace(plain, "Sjø", "wind & rain", 1)), 1},
		{"a control character in a note", "wind", []byte(strings.Replace(plain, "Sjø", "wi\x02nd", 1)), 1},
		{"cut off, as the power was", "Sj", []byte(plain[:strings.Index(plain, "ø")]), 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := read(t, withChunks(t, chunk("iXML", tt.xml)))
			if f.IXML == nil || f.IXML.Scene != "42A" || f.IXML.Take != "3" || f.IXML.Note != tt.note {
				t.Fatalf("iXML %+v, findings %v; want scene 42A take 3 and %q", f.IXML, f.Findings, tt.note)
			}
			if len(f.Findings) != tt.findings {
				t.Errorf("findings %v; want %d", f.Findings, tt.findings)
			}
		})
	}
	if f := read(t, withChunks(t, chunk("iXML", []byte("no XML at all")))); f.IXML != nil || len(f.Findings) != 1 || f.Findings[0].Level != timeline.Wrong {
		t.Errorf("iXML %+v, findings %v; want none, and why", f.IXML, f.Findings)
	}
}

const bed = `<?xml version="1.0"?><ebuCoreMain xmlns="urn:ebu:metadata-schema:ebuCore_2016"><coreMetadata><format><audioFormatExtended>
<audioProgramme audioProgrammeID="APR_1001" audioProgrammeName="The Keeping Light" start="00:00:00.00000"><audioContentIDRef>ACO_1001</audioContentIDRef></audioProgramme>
<audioContent audioContentID="ACO_1001" audioContentName="Lighthouse"><audioObjectIDRef>AO_1001</audioObjectIDRef></audioContent>
<audioObject audioObjectID="AO_1001" audioObjectName="Bed"><audioPackFormatIDRef>AP_00010002</audioPackFormatIDRef><audioTrackUIDRef>ATU_00000001</audioTrackUIDRef><audioTrackUIDRef>ATU_00000000</audioTrackUIDRef></audioObject>
<audioTrackUID UID="ATU_00000001"><audioTrackFormatIDRef>AT_00010001_01</audioTrackFormatIDRef><audioPackFormatIDRef>AP_00010002</audioPackFormatIDRef></audioTrackUID>
</audioFormatExtended></format></coreMetadata></ebuCoreMain>`

// A mix says which of its tracks is which of the model; shared definitions need not be in the file, everything else has to be.
func TestAudioDefinitionModel(t *testing.T) {
	tracks := []byte{1, 0, 1, 0, 2, 0}
	tracks = append(tracks, "ATU_00000001AT_00010001_01AP_00010002\x00"...)
	f := read(t, withChunks(t, chunk("chna", tracks), chunk("axml", []byte(bed))))
	m := f.Model
	if !f.ADM || m == nil || len(f.Findings) > 0 {
		t.Fatalf("model %+v, findings %v", m, f.Findings)
	}
	if len(m.Programmes) != 1 || m.Programmes[0].Name != "The Keeping Light" || len(m.Objects) != 1 || !slices.Equal(m.Objects[0].Refs, []string{"AP_00010002", "ATU_00000001", "ATU_00000000"}) || len(m.Tracks) != 1 || m.Tracks[0].Track != 2 {
		t.Errorf("model %+v", m)
	}
	for what, edit := range map[string][2]string{
		"AO_1001 points to AP_00031001":  {"<audioPackFormatIDRef>AP_00010002</audioPackFormatIDRef><audioTrackUIDRef>ATU_00000001", "<audioPackFormatIDRef>AP_00031001</audioPackFormatIDRef><audioTrackUIDRef>ATU_00000001"},
		`want one that begins with ACO_`: {`audioContentID="ACO_1001"`, `audioContentID="1001"`},
		"is there already":               {"<audioContent ", `<audioContent audioContentID="ACO_1001"/><audioContent `},
	} {
		m, err := ReadModel([]byte(strings.Replace(bed, edit[0], edit[1], 1)))
		if err != nil || len(m.Findings) == 0 || !slices.ContainsFunc(m.Findings, func(x timeline.Finding) bool { return strings.Contains(x.Text, what) && x.Line > 0 }) {
			t.Errorf("%s: findings %v, %v", what, m.Findings, err)
		}
	}
	if _, err := ReadModel([]byte("<a>\n<b/></a>")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("XML that is no model: %v; want it refused with its line", err)
	}
}

// A broken header that other programs refuse is read with a finding.
func TestHeadersThatBreakRules(t *testing.T) {
	good := withChunks(t)
	rf64 := append([]byte("RF64"), good[4:]...)
	long := bytes.Replace(good, []byte("fmt \x10\x00\x00\x00"), []byte("fmt \x14\x00\x00\x00"), 1)
	long = slices.Insert(long, 36, 0, 0, 0, 0)
	binary.LittleEndian.PutUint32(long[4:], uint32(len(long)-8))
	for want, b := range map[string][]byte{"RF64 wants ds64": rf64, "fmt has 20 bytes": long} {
		f := read(t, b)
		if len(f.Findings) != 1 || !strings.Contains(f.Findings[0].Text, want) || f.Samples != 100 {
			t.Errorf("%d samples, findings %v; want 100 and %s", f.Samples, f.Findings, want)
		}
	}
}

func FuzzReadModel(f *testing.F) {
	f.Add([]byte(bed))
	f.Add(utf16Bytes("<ituADM><audioFormatExtended/></ituADM>", binary.LittleEndian, true))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := ReadModel(b); err == nil && len(m.Findings) > 1000 {
			t.Errorf("%d findings", len(m.Findings))
		}
		_ = mend(b)
	})
}
