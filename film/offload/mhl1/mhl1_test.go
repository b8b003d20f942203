package mhl1_test

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
	"backlot/film/offload/mhl1"
)

const listed = `<?xml version="1.0" encoding="UTF-8"?>
<hashlist version="1.1">
  <creatorinfo><name>DIT</name><startdate>2026-01-16T09:15:00Z</startdate></creatorinfo>
  <hash><file>%s</file><size>%d</size><%s>%s</%[3]s><hashdate>2026-01-16T09:15:00Z</hashdate></hash>
</hashlist>`

// TestKinds verifies a file by every hash version 1.1 has, and finds each wrong one.
func TestKinds(t *testing.T) {
	data := []byte("a clip")
	tree := fstest.MapFS{"a.mov": &fstest.MapFile{Data: data}}
	for _, k := range []mhl1.Kind{mhl1.MD5, mhl1.SHA1, mhl1.XXHash, mhl1.XXHash64, mhl1.XXHash64BE, mhl1.Null} {
		right, wrong := "", ""
		var err error
		if f := k.Format(); f != "" {
			if right, err = k.Text(f.Of(data)); err != nil {
				t.Fatal(err)
			}
			if wrong, err = k.Text(f.Of([]byte("another"))); err != nil {
				t.Fatal(err)
			}
		}
		check := func(text string, want mhl1.Status) {
			l, err := mhl1.Read("l.mhl", fmt.Appendf(nil, listed, "a.mov", len(data), k, text))
			if err != nil {
				t.Fatal(err)
			}
			got := l.Verify(tree, sums(tree, l))
			if len(got) != 1 || got[0].Status != want {
				t.Errorf("%s %s: %v, want %s", k, text, got, want)
			}
		}
		check(right, mhl1.Good)
		if k != mhl1.Null {
			check(wrong, mhl1.Mismatch)
		}
	}
	if got, _ := mhl1.XXHash64.Text("3e12cdd8d5d6663a"); got != "3a66d6d5d8cd123e" {
		t.Errorf("xxhash64 %s, want its bytes the other way round", got)
	}
}

func sums(tree fstest.MapFS, l *mhl1.List) map[string]hashes.Sums {
	out := map[string]hashes.Sums{}
	for _, w := range l.Wanted(tree) {
		s := hashes.Sums{}
		for _, f := range w.Formats {
			s[f] = f.Of(tree[w.Path].Data)
		}
		out[w.Path] = s
	}
	return out
}

// Lists of several tools: in UTF-16, with hashes in base64 or under capital names, with elements of their own. What is not known is said, and a
// file without a known hash is not called verified without a word.
func TestDialects(t *testing.T) {
	data := []byte("a clip")
	tree := fstest.MapFS{"CLIPS/a é.mov": &fstest.MapFile{Data: data}}
	sum := hashes.MD5.Of(data)
	raw, _ := hex.DecodeString(sum)
	list := func(part string) string {
		return `<?xml version="1.0" encoding="UTF-8"?><hashlist version="1.1"><creatorinfo><name>DIT</name><log>https://example.org <b>x</b></log></creatorinfo><hash><file>CLIPS\a é.mov</file><size>6</size>` + part + `</hash></hashlist>`
	}
	wide := func(s string, order binary.AppendByteOrder) string {
		out := order.AppendUint16(nil, 0xfeff)
		for _, u := range utf16.Encode([]rune(strings.Replace(s, "UTF-8", "UTF-16", 1))) {
			out = order.AppendUint16(out, u)
		}
		return string(out)
	}
	for _, tt := range []struct{ name, list, detail, note string }{
		{"UTF-16, little-endian", wide(list("<md5>"+sum+"</md5>"), binary.LittleEndian), "", ""},
		{"UTF-16, big-endian", wide(list("<md5>"+sum+"</md5>"), binary.BigEndian), "", ""},
		{"with a byte order mark", "\xef\xbb\xbf" + list("<md5>"+sum+"</md5>"), "", ""},
		{"base64", list(`<md5 bit="128" encoding="base64">` + base64.StdEncoding.EncodeToString(raw) + `</md5>`), "", ""},
		{"capitals", list("<MD5>" + strings.ToUpper(sum) + "</MD5>"), "", ""},
		{"a date nobody reads", list("<md5>" + sum + "</md5><hashdate>yesterday</hashdate>"), "", `date "yesterday"`},
		{"dates of elder tools", list("<md5>" + sum + "</md5><hashdate>2012-12-14 17-06-34</hashdate><lastmodificationdate>2012-12-14T17:06:34+0100</lastmodificationdate>"), "", ""},
		{"a hash of its own", list("<blake3>00</blake3><metadata><camera>A</camera></metadata>"), "no hash of it that is known", "<blake3> is not part of MHL 1.1"},
	} {
		l, err := mhl1.Read("l.mhl", []byte(tt.list))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got := l.Verify(tree, sums(tree, l))
		if len(got) != 1 || got[0].Status != mhl1.Good || !strings.Contains(got[0].Detail, tt.detail) || tt.detail == "" && got[0].Detail != "" {
			t.Errorf("%s: %v; want it good and %q", tt.name, got, tt.detail)
		}
		if (tt.note == "") != (len(l.Notes) == 0) || !strings.Contains(strings.Join(l.Notes, " "), tt.note) {
			t.Errorf("%s: notes %q; want %q", tt.name, l.Notes, tt.note)
		}
	}
}

// TestAccents: a list from a Mac has accents as letters of their own, the disk may not, and the
// other way round. A file under the very name comes first.
func TestAccents(t *testing.T) {
	nfc, nfd := "CAF\u00c9/d\u00e9tail.mov", "CAFE\u0301/de\u0301tail.mov"
	for _, tt := range []struct{ list, disk string }{{nfc, nfd}, {nfd, nfc}, {nfc, nfc}, {nfd, nfd}} {
		tree := fstest.MapFS{tt.disk: &fstest.MapFile{Data: []byte("x")}}
		l, err := mhl1.Read("l.mhl", fmt.Appendf(nil, listed, tt.list, 1, "md5", hashes.MD5.Of([]byte("x"))))
		if err != nil {
			t.Fatal(err)
		}
		got := l.Verify(tree, sums(tree, l))
		if len(got) != 1 || got[0].Status != mhl1.Good || (got[0].Found != "") != (tt.list != tt.disk) {
			t.Errorf("listed %+q, on disk %+q: %+v", tt.list, tt.disk, got)
		}
	}
	both := fstest.MapFS{"CAFÉ.mov": &fstest.MapFile{Data: []byte("composed")}, "CAFE\u0301.mov": &fstest.MapFile{Data: []byte("not")}}
	l, err := mhl1.Read("l.mhl", fmt.Appendf(nil, listed, "CAFE\u0301.mov", 3, "md5", hashes.MD5.Of([]byte("not"))))
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Verify(both, sums(both, l)); got[0].Status != mhl1.Good {
		t.Errorf("with both on the disk: %v", got)
	}
}

func TestMissingAndShort(t *testing.T) {
	l, err := mhl1.Read("l.mhl", fmt.Appendf(nil, listed, `sub\a.mov`, 6, "md5", hashes.MD5.Of([]byte("a clip"))))
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Verify(fstest.MapFS{}, nil); got[0].Status != mhl1.Missing || got[0].Line != 4 {
		t.Errorf("%+v, want it missing, from line 4", got)
	}
	short := fstest.MapFS{"sub/a.mov": &fstest.MapFile{Data: []byte("a cl")}}
	if got := l.Verify(short, nil); got[0].Status != mhl1.Mismatch || !strings.Contains(got[0].Detail, "4 bytes, not 6") {
		t.Errorf("%+v, want 4 bytes, not 6", got)
	}
}

func TestRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "l.mhl:1: no <hashlist>",
		`<hashlist version="2.0">`: "l.mhl:1: version \"2.0\": want \"1.0\" or \"1.1\"",
		"<hashlist version=\"1.1\">\n<hash><file>a</file><md5>12</md5></hash></hashlist>":    "l.mhl:2: md5 \"12\": want 32 hexadecimal digits",
		"<hashlist version=\"1.1\">\n<hash><file>../a</file></hash></hashlist>":              "l.mhl:2: file \"../a\": want a path inside",
		"<hashlist version=\"1.1\">\n\n<hash><size>1</size></hash></hashlist>":               "l.mhl:3: <hash> without a <file>",
		"<hashlist version=\"1.1\"><hash><file>a</file><xxhash>x</xxhash></hash></hashlist>": "want a decimal number",
		"<?xml version=\"1.0\" encoding=\"klingon\"?><hashlist version=\"1.1\"/>":            "encoding \"klingon\" is not known",
	} {
		if _, err := mhl1.Read("l.mhl", []byte(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(fmt.Appendf(nil, listed, "a &amp; b.mov", 6, "md5", hashes.MD5.Of(nil)))
	if names, err := filepath.Glob("../../../../shared/data/media/mhl-legacy/*/*.mhl"); err == nil {
		for _, n := range names {
			if data, err := os.ReadFile(n); err == nil {
				f.Add(data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := mhl1.Read("l.mhl", data)
		if err != nil {
			var at *mhl.Error
			if !errors.As(err, &at) {
				t.Errorf("an error without a line: %v", err)
			}
			return
		}
		again, err := mhl1.Read("l.mhl", l.Bytes())
		if err != nil || len(again.Files) != len(l.Files) {
			t.Fatalf("written and read again: %v\n%s", err, l.Bytes())
		}
		for i := range l.Files {
			if again.Files[i].Path != l.Files[i].Path || fmt.Sprint(again.Files[i].Hashes) != fmt.Sprint(l.Files[i].Hashes) {
				t.Errorf("written and read again: %+v, was %+v", again.Files[i], l.Files[i])
			}
		}
		l.Verify(fstest.MapFS{"a": &fstest.MapFile{}}, nil)
	})
}
