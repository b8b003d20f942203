package mhl_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
)

var shot = time.Date(2026, 1, 15, 13, 0, 0, 0, time.UTC)

func tree(files ...string) fstest.MapFS {
	t := fstest.MapFS{}
	for _, f := range files {
		t[f] = &fstest.MapFile{Data: []byte("what is in " + f), ModTime: shot}
	}
	return t
}

func reel() fstest.MapFS {
	return tree("Reels/A002R2EC/Clips/A002C006.mov", "Reels/A002R2EC/Clips/A002C007.mov", "Reels/A002R2EC/Sidecar.txt",
		"Reels/A003R2EC/Clips/A003C011.mov", "Reels/A003R2EC/Sidecar.txt", "Reels/Summary.txt")
}

// sub is a folder of a tree that can be written to through the tree.
func sub(t fstest.MapFS, dir string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, f := range t {
		if rest, ok := strings.CutPrefix(name, dir+"/"); ok {
			out[rest] = f
		}
	}
	return out
}

func sums(t *testing.T, tree fstest.MapFS, wants []mhl.Want) map[string]hashes.Sums {
	t.Helper()
	out := map[string]hashes.Sums{}
	for _, w := range wants {
		s := hashes.Sums{}
		for _, f := range w.Formats {
			s[f] = f.Of(tree[w.Path].Data)
		}
		out[w.Path] = s
	}
	return out
}

// seal adds a generation to a folder of a tree and writes it there.
func seal(t *testing.T, all fstest.MapFS, dir string, day int, opt mhl.Options) *mhl.Result {
	t.Helper()
	opt.Name = filepath.Base(dir)
	opt.Creator = mhl.Creator{Date: time.Date(2026, 1, 15+day, 9, 15, 0, 0, time.UTC), Host: "dit-cart", Tool: "backlot", ToolVersion: "1"}
	at := sub(all, dir)
	s, err := mhl.Begin(at, opt)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Seal(sums(t, at, s.Wanted()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Files {
		all[dir+"/"+f.Path] = &fstest.MapFile{Data: f.Data, ModTime: opt.Creator.Date}
	}
	return r
}

func verify(t *testing.T, all fstest.MapFS, dir string) (*mhl.Result, int) {
	t.Helper()
	at := sub(all, dir)
	s, err := mhl.Begin(at, mhl.Options{Name: filepath.Base(dir)})
	var broken *mhl.Broken
	if errors.As(err, &broken) {
		return nil, broken.Code
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Verify(sums(t, at, s.WantedToVerify()))
	if errors.As(err, &broken) {
		return nil, broken.Code
	}
	if err != nil {
		t.Fatal(err)
	}
	return r, r.Code
}

func lines(r *mhl.Result) string {
	var b strings.Builder
	for _, l := range r.Lines {
		fmt.Fprintln(&b, l.Text)
	}
	return b.String()
}

// TestNested follows two cards that are sealed one by one and then, in a folder with both, again:
// each history goes on, and the one above refers to them and lists no file of theirs.
func TestNested(t *testing.T) {
	all := reel()
	seal(t, all, "Reels/A002R2EC", 1, mhl.Options{})
	seal(t, all, "Reels/A003R2EC", 1, mhl.Options{})
	r := seal(t, all, "Reels", 2, mhl.Options{})
	if r.Code != 0 || len(r.New) != 1 || r.New[0] != "Summary.txt" {
		t.Errorf("code %d, new %v; want 0 and Summary.txt\n%s", r.Code, r.New, lines(r))
	}
	top := string(all["Reels/ascmhl/0001_Reels_2026-01-17_091500Z.mhl"].Data)
	for _, want := range []string{"A002R2EC/ascmhl/0002_A002R2EC_2026-01-17_091500Z.mhl", "A003R2EC/ascmhl/0002_A003R2EC_2026-01-17_091500Z.mhl", ">A002R2EC</path>", "Summary.txt"} {
		if !strings.Contains(top, want) {
			t.Errorf("the manifest of the reels does not mention %s", want)
		}
	}
	if strings.Contains(top, ".mov") {
		t.Error("the manifest of the reels lists clips that belong to the cards")
	}
	for _, dir := range []string{"Reels", "Reels/A002R2EC", "Reels/A003R2EC"} {
		if r, code := verify(t, all, dir); code != 0 {
			t.Errorf("%s: code %d\n%s", dir, code, lines(r))
		}
	}
	// a reference to a manifest that changed afterwards does not hold, even when its own chain does
	name := "Reels/A002R2EC/ascmhl/0002_A002R2EC_2026-01-17_091500Z.mhl"
	changed := bytes.Replace(all[name].Data, []byte("dit-cart"), []byte("dit-cert"), 1)
	all[name] = &fstest.MapFile{Data: changed}
	chain := all["Reels/A002R2EC/ascmhl/ascmhl_chain.xml"]
	links, err := mhl.ReadChain(chain.Data)
	if err != nil {
		t.Fatal(err)
	}
	links[1].C4 = hashes.C4.Of(changed)
	chain.Data = mhl.ChainBytes(links)
	if _, code := verify(t, all, "Reels/A002R2EC"); code != 0 {
		t.Errorf("the forged history by itself: code %d, want 0", code)
	}
	if _, code := verify(t, all, "Reels"); code != mhl.CodeModifiedManifest {
		t.Errorf("the history above: code %d, want %d", code, mhl.CodeModifiedManifest)
	}
	valid(t, all)
}

// TestChanged: a file that changed is recorded as failed in a generation of its own.
func TestChanged(t *testing.T) {
	all := reel()
	seal(t, all, "Reels/A002R2EC", 1, mhl.Options{})
	all["Reels/A002R2EC/Sidecar.txt"].Data = []byte("damaged")
	r := seal(t, all, "Reels/A002R2EC", 2, mhl.Options{Formats: []hashes.Format{hashes.MD5}})
	old, now := hashes.XXH64.Of([]byte("what is in Reels/A002R2EC/Sidecar.txt")), hashes.XXH64.Of([]byte("damaged"))
	want := "ERROR: hash mismatch for        Sidecar.txt  xxh64 (old): " + old + ", xxh64 (new): " + now + "\n"
	if r.Code != mhl.CodeMismatch || !strings.Contains(lines(r), want) {
		t.Errorf("code %d, want %d and %q\n%s", r.Code, mhl.CodeMismatch, want, lines(r))
	}
	second := string(all["Reels/A002R2EC/ascmhl/0002_A002R2EC_2026-01-17_091500Z.mhl"].Data)
	if !strings.Contains(second, `<xxh64 action="failed" hashdate="2026-01-17T09:15:00+00:00">`+now) {
		t.Error("the failed hash is not recorded")
	}
	if strings.Contains(second, hashes.MD5.Of([]byte("damaged"))+"</md5>\n    </hash>") {
		t.Error("a new hash of damage is recorded as if it were verified")
	}
	if _, code := verify(t, all, "Reels/A002R2EC"); code != mhl.CodeMismatch {
		t.Errorf("verify: code %d, want %d", code, mhl.CodeMismatch)
	}
	valid(t, all)
}

func TestMissingAndNew(t *testing.T) {
	all := reel()
	seal(t, all, "Reels", 1, mhl.Options{})
	delete(all, "Reels/A002R2EC/Clips/A002C007.mov")
	r, code := verify(t, all, "Reels")
	if code != mhl.CodeMissing || !slices.Equal(r.Missing, []string{"A002R2EC/Clips/A002C007.mov"}) {
		t.Errorf("code %d, missing %v", code, r.Missing)
	}
	all["Reels/A002R2EC/Clips/other.mov"] = &fstest.MapFile{Data: []byte("x")}
	if r, code = verify(t, all, "Reels"); code != mhl.CodeNew || !slices.Equal(r.New, []string{"A002R2EC/Clips/other.mov"}) {
		t.Errorf("code %d, new %v", code, r.New)
	}
	all["Reels/Summary.txt"].Data = []byte("y")
	if _, code = verify(t, all, "Reels"); code != mhl.CodeMismatch {
		t.Errorf("code %d: a mismatch outweighs the rest", code)
	}
}

// TestRenamed renames a clip and a folder. Told to look for it, a new generation knows them by their
// former names, and the history is whole under the new ones.
func TestRenamed(t *testing.T) {
	all := reel()
	seal(t, all, "Reels", 1, mhl.Options{})
	move := func(from, to string) {
		all[to] = all[from]
		delete(all, from)
	}
	move("Reels/A002R2EC/Clips/A002C006.mov", "Reels/A002R2EC/Clips/A002C006_circled.mov")
	move("Reels/A003R2EC/Clips/A003C011.mov", "Reels/A003R2EC/Footage/A003C011.mov")
	all["Reels/A003R2EC/Footage/new.mov"] = &fstest.MapFile{Data: []byte("new")}
	if _, code := verify(t, all, "Reels"); code != mhl.CodeNew {
		t.Errorf("before: code %d, want %d", code, mhl.CodeNew)
	}
	r := seal(t, all, "Reels", 2, mhl.Options{DetectRenaming: true, Formats: []hashes.Format{hashes.C4}})
	if r.Code != 0 || len(r.Renamed) != 3 || r.Renamed["A002R2EC/Clips/A002C006_circled.mov"] != "A002R2EC/Clips/A002C006.mov" {
		t.Errorf("code %d, renamed %v, missing %v", r.Code, r.Renamed, r.Missing)
	}
	if r, code := verify(t, all, "Reels"); code != 0 {
		t.Errorf("after: code %d\n%s", code, lines(r))
	}
	h, err := mhl.Load(sub(all, "Reels"))
	if err != nil {
		t.Fatal(err)
	}
	if m := h.Mentions("A002R2EC/Clips/A002C006_circled.mov"); len(m) != 2 || m[0].Entry.Path != "A002R2EC/Clips/A002C006.mov" {
		t.Errorf("mentions %+v", m)
	}
	valid(t, all)
}

func TestIgnore(t *testing.T) {
	for _, tt := range []struct {
		patterns, path string
		dir, want      bool
	}{
		{".DS_Store", "a/b/.DS_Store", false, true},
		{"ascmhl", "a/ascmhl", true, true},
		{"tmp/", "a/tmp", true, true},
		{"tmp/", "a/tmp", false, false},
		{"/tmp", "a/tmp", true, false},
		{"/tmp", "tmp", false, true},
		{"a/*.mov", "a/x.mov", false, true},
		{"a/*.mov", "b/a/x.mov", false, false},
		{"**/proxy/*.mov", "x/y/proxy/1.mov", false, true},
		{"clips/**", "clips/a/b.mov", false, true},
		{"clips/**", "clips", true, false},
		{"a/**/z", "a/z", false, true},
		{"a/**/z", "a/b/c/z", false, true},
		{"*.mov !keep.mov", "x/keep.mov", false, false},
		{"*.mov !keep.mov", "x/lose.mov", false, true},
		{"A00[12]*", "A002C001.mov", false, true},
		{"A00[!12]*", "A002C001.mov", false, false},
		{"#note", "#note", false, false},
		{`\#note`, "#note", false, true},
	} {
		if got := mhl.NewIgnore(strings.Fields(tt.patterns)).Match(tt.path, tt.dir); got != tt.want {
			t.Errorf("%q matches %q (folder %v): %v, want %v", tt.patterns, tt.path, tt.dir, got, tt.want)
		}
	}
}

// TestRefuses: what is damaged is named with its line, and what is malicious is refused before it
// takes time or memory.
func TestRefuses(t *testing.T) {
	head := "<?xml version=\"1.0\"?>\n<hashlist version=\"2.0\" xmlns=\"urn:ASC:MHL:v2.0\">\n"
	whole := head + "<creatorinfo/><processinfo/>\n<hashes>\n"
	for name, tt := range map[string]struct{ in, want string }{
		"nothing":            {"", "m.mhl:1: no <hashlist>"},
		"not XML":            {"\x00\x01\x02", "m.mhl:1: not well-formed"},
		"another document":   {"<html></html>", "m.mhl:1: <html>: want <hashlist>"},
		"MHL 1":              {"<hashlist version=\"1.1\">", "this is an MHL 1 file"},
		"cut off":            {whole + "<hash><path>a", "m.mhl:5: not well-formed XML: unexpected EOF"},
		"hash too short":     {whole + "<hash>\n<path>a</path>\n<xxh64>12</xxh64></hash>", "m.mhl:7: xxh64 \"12\": want 16 hexadecimal digits"},
		"a way out":          {whole + "<hash><path>../../etc/passwd</path></hash>", "want one inside the folder"},
		"an absolute path":   {whole + "<hash><path>/etc/passwd</path></hash>", "want one inside the folder"},
		"no path":            {whole + "\n\n<hash></hash>", "m.mhl:7: <hash> without a <path>"},
		"twice":              {whole + "<hash><path>a</path></hash>\n<hash><path>a</path></hash>", "m.mhl:6: path a is listed twice"},
		"bad date":           {whole + "<hash><path lastmodificationdate=\"yesterday\">a</path></hash>", "date \"yesterday\": want one such as"},
		"bad size":           {whole + "<hash><path size=\"-1\">a</path></hash>", "size \"-1\": want a number of bytes"},
		"bad action":         {whole + "<hash><path>a</path><md5 action=\"ok\">d41d8cd98f00b204e9800998ecf8427e</md5></hash>", "want original, verified or failed"},
		"no creator":         {head + "</hashlist>", "needs <creatorinfo> and <processinfo> with"},
		"own entities":       {"<!DOCTYPE a [<!ENTITY b \"" + strings.Repeat("b", 100) + "\">]>\n" + whole, "m.mhl:1: document type declaration"},
		"an entity bomb":     {whole + "<hash><path>&lol;</path></hash>", "m.mhl:5: not well-formed XML: invalid character entity &lol;"},
		"20 MB of nesting":   {whole + strings.Repeat("<a>", 20<<20/3), "m.mhl:5: <a> in <hashes>"},
		"nested metadata":    {whole + "<hash><path>a</path><metadata>" + strings.Repeat("<a>", 20<<20/3), "nested more than 32 deep"},
		"20 MB of path":      {whole + "<hash><path>" + strings.Repeat("a", 20<<20), "text of more than"},
		"20 MB of attribute": {whole + "<hash><path size=\"" + strings.Repeat("1", 20<<20), "more than 1048576 bytes"},
		"20 MB of comment":   {whole + "<!--" + strings.Repeat("a", 20<<20), "more than 1048576 bytes"},
		"long path":          {whole + "<hash><path>" + strings.Repeat("a", 70<<10) + "</path>", "text of more than"},
		"many patterns":      {head + "<processinfo><ignore>" + strings.Repeat("<pattern>*</pattern>", 20_000), "more than 10000 ignore patterns"},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := mhl.Read("m.mhl", []byte(tt.in))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, %v; want an error with %q", m != nil, err, tt.want)
			}
		})
	}
}

// What a later version or another program adds is passed over with its line: the hashes that are known still prove the file.
func TestPassesOverWhatOthersAdd(t *testing.T) {
	const sum = "d41d8cd98f00b204e9800998ecf8427e"
	in := "<?xml version=\"1.0\"?>\n<hashlist version=\"2.0\" xmlns=\"urn:ASC:MHL:v2.0\" xmlns:v=\"urn:vendor\">\n<creatorinfo><creationdate>2026-01-16T09:15:00+00:00</creationdate><hostname>h</hostname><v:licence><v:x/></v:licence></creatorinfo>\n" +
		"<processinfo><process>in-place</process></processinfo>\n<hashes><hash><path size=\"0\">a</path><md5 action=\"original\">" + sum + "</md5><blake3>00</blake3></hash></hashes>\n<v:more/></hashlist>"
	m, err := mhl.Read("m.mhl", []byte(in))
	if err != nil || len(m.Entries) != 1 || len(m.Entries[0].Hashes) != 1 || m.Entries[0].Hashes[0].Value != sum {
		t.Fatalf("%+v, %v; want the file with its md5", m, err)
	}
	if got := strings.Join(m.Notes, "; "); got != "line 3: <licence> is not part of ASC MHL 2.0 and was passed over; line 5: <blake3> is not part of ASC MHL 2.0 and was passed over; line 6: <more> is not part of ASC MHL 2.0 and was passed over" {
		t.Errorf("notes %q", got)
	}
	wide := []byte{0xff, 0xfe}
	for _, r := range in {
		wide = append(wide, byte(r), 0)
	}
	if again, err := mhl.Read("m.mhl", wide); err != nil || len(again.Entries) != 1 {
		t.Errorf("in UTF-16: %v, %v", again, err)
	}
}

func FuzzRead(f *testing.F) {
	all := reel()
	f.Add([]byte("<?xml version=\"1.0\"?><hashlist version=\"2.0\" xmlns=\"urn:ASC:MHL:v2.0\"><creatorinfo><author email=\"a@b.c\">x</author></creatorinfo><processinfo><process>flatten</process><roothash><content/><structure/></roothash></processinfo><hashes><hash><path size=\"5\">a &amp; b</path><xxh64 action=\"original\">0ea03b369a463d9d</xxh64><previousPath>c</previousPath><metadata a=\"b\"><x/></metadata></hash></hashes></hashlist>"))
	f.Add(all["Reels/Summary.txt"].Data)
	if names, err := filepath.Glob("../../../../shared/data/media/ascmhl/*/*/*/ascmhl/*.mhl"); err == nil {
		for _, n := range names {
			if data, err := os.ReadFile(n); err == nil {
				f.Add(data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := mhl.Read("m.mhl", data)
		if err != nil {
			var at *mhl.Error
			if !errors.As(err, &at) || at.Line < 1 {
				t.Errorf("an error without a line: %v", err)
			}
			return
		}
		for i := range m.Entries {
			m.Entries[i].Metadata = "" // kept as written, and what was written may need its surroundings
		}
		m.Metadata = ""
		written := m.Bytes()
		again, err := mhl.Read("m.mhl", written)
		if err != nil {
			t.Fatalf("written and read again: %v\n%s", err, written)
		}
		if got := again.Bytes(); !bytes.Equal(got, written) {
			t.Errorf("written twice it is different:\n%s\n%s", written, got)
		}
	})
}

func FuzzChain(f *testing.F) {
	f.Add(mhl.ChainBytes([]mhl.Link{{Number: 1, Name: "0001_a.mhl", C4: hashes.C4.Of(nil)}}))
	f.Add([]byte("<ascmhldirectory><hashlist sequencenr=\"0\"/></ascmhldirectory>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		links, err := mhl.ReadChain(data)
		if err != nil {
			return
		}
		again, err := mhl.ReadChain(mhl.ChainBytes(links))
		if err != nil || len(again) != len(links) {
			t.Errorf("written and read again: %d links of %d, %v", len(again), len(links), err)
		}
	})
}

func FuzzIgnore(f *testing.F) {
	f.Add("**/a/**\n!b/", "x/a/b")
	f.Add("[", "[")
	f.Add("a**/*?[!x]", "ab/c")
	f.Fuzz(func(_ *testing.T, patterns, name string) {
		mhl.NewIgnore(strings.Split(patterns, "\n")).Match(name, true)
	})
}

// valid holds every manifest of a tree against the schemas, where xmllint and they are to be had.
func valid(t *testing.T, all fstest.MapFS) {
	t.Helper()
	data := os.Getenv("BACKLOT_DATA")
	if data == "" {
		data = filepath.FromSlash("../../../../shared/data")
	}
	schema := filepath.Join(data, "media", "ascmhl", "xsd", "ASCMHL.xsd")
	if _, err := os.Stat(schema); err != nil {
		t.Log("not checked against the schema: no shared data, set BACKLOT_DATA")
		return
	}
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Log("not checked against the schema: no xmllint")
		return
	}
	for name, f := range all {
		if !strings.HasSuffix(name, ".mhl") {
			continue
		}
		cmd := exec.Command("xmllint", "--noout", "--nonet", "--schema", schema, "-")
		cmd.Stdin = bytes.NewReader(f.Data)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
