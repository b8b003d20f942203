// Package conform checks the offload engine against histories, lists and hashes that other programs
// made: the media folder of the shared data.
package conform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"backlot/film/conform"
	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
	"backlot/film/offload/mhl1"
)

// Run checks every case of a folder shaped like the shared data's media folder. Files it has no
// case for are passed over. The error is of the file system; what fails is a case.
func Run(data fs.FS) ([]conform.Case, error) {
	cases := vectors(data)
	err := fs.WalkDir(data, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch {
		case d.IsDir() && d.Name() == mhl.Folder && isHistory(data, name):
			cases = append(cases, history(data, path.Dir(name))...)
		case !d.IsDir() && d.Name() == "log.txt":
			cases = append(cases, replay(data, name)...)
		case !d.IsDir() && strings.HasSuffix(name, ".mhl") && path.Base(path.Dir(name)) != mhl.Folder:
			cases = append(cases, list(data, name))
		}
		return nil
	})
	return cases, err
}

func isHistory(data fs.FS, name string) bool {
	_, err := fs.Stat(data, path.Join(name, mhl.ChainFile))
	return err == nil
}

// vectors compares hashes of generated input.
func vectors(data fs.FS) []conform.Case {
	const name = "hashes/vectors.json"
	raw, err := fs.ReadFile(data, name)
	if err != nil {
		return nil
	}
	var file struct{ Vectors []map[string]any }
	if err := json.Unmarshal(raw, &file); err != nil {
		return []conform.Case{conform.Check("hashes", name, err.Error())}
	}
	var out []conform.Case
	for _, v := range file.Vectors {
		length, _ := v["length"].(float64)
		in, wrong := hashes.Sample(int(length)), ""
		for _, f := range hashes.All() {
			key := string(f)
			if f == hashes.XXH3 {
				key = "xxh3_64"
			}
			if want, ok := v[key].(string); ok && f.Of(in) != want {
				wrong += fmt.Sprintf("%s is %s, want %s; ", f, f.Of(in), want)
			}
		}
		out = append(out, conform.Check("hashes", fmt.Sprintf("%s: %d bytes", name, int(length)), wrong))
	}
	return out
}

// sums hashes the files of a tree one after the other.
func sums(tree fs.FS, name string, formats []hashes.Format) (hashes.Sums, error) {
	data, err := fs.ReadFile(tree, name)
	if err != nil {
		return nil, err
	}
	out := hashes.Sums{}
	for _, f := range formats {
		out[f] = f.Of(data)
	}
	return out, nil
}

func all(tree fs.FS, wants []mhl.Want) (map[string]hashes.Sums, error) {
	out := map[string]hashes.Sums{}
	for _, w := range wants {
		s, err := sums(tree, w.Path, w.Formats)
		if err != nil {
			return nil, err
		}
		out[w.Path] = s
	}
	return out, nil
}

// history reads one ASC MHL history: every manifest and the chain file are written again byte for
// byte, files verify by every hash of every generation, and folder hashes are those of today.
func history(data fs.FS, dir string) []conform.Case {
	const suite = "ascmhl"
	tree, err := fs.Sub(data, dir)
	if err != nil {
		return []conform.Case{conform.Check(suite, dir, err.Error())}
	}
	h, err := mhl.Load(tree)
	if err != nil {
		return []conform.Case{conform.Check(suite, dir+": read", err.Error())}
	}
	out := []conform.Case{conform.Check(suite, dir+": read", ""), again(tree, dir, mhl.ChainFile, mhl.ChainBytes(h.Chain))}
	for _, m := range h.Generations {
		out = append(out, again(tree, dir, m.Name, m.Bytes()))
	}
	return append(out, verify(tree, dir)...)
}

func again(tree fs.FS, dir, name string, written []byte) conform.Case {
	raw, err := fs.ReadFile(tree, path.Join(mhl.Folder, name))
	detail := ""
	switch {
	case err != nil:
		detail = err.Error()
	case !bytes.Equal(raw, written):
		detail = "differs at " + difference(string(raw), string(written))
	}
	return conform.Check("ascmhl", path.Join(dir, mhl.Folder, name)+": written again byte for byte", detail)
}

// difference names the first line in which two texts differ.
func difference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range w {
		if i >= len(g) || g[i] != w[i] {
			have := "the end"
			if i < len(g) {
				have = fmt.Sprintf("%q", g[i])
			}
			return fmt.Sprintf("line %d: %s, want %q", i+1, have, w[i])
		}
	}
	return fmt.Sprintf("line %d: want the end", len(w)+1)
}

// verify expects the code the state of the files calls for: a history whose last generation
// recorded a failure fails again, every other verifies.
func verify(tree fs.FS, dir string) []conform.Case {
	const suite = "ascmhl"
	s, err := mhl.Begin(tree, mhl.Options{Name: path.Base(dir)})
	if err != nil {
		return []conform.Case{conform.Check(suite, dir+": verify", err.Error())}
	}
	now, err := all(tree, s.WantedToVerify())
	if err != nil {
		return []conform.Case{conform.Check(suite, dir+": verify", err.Error())}
	}
	want := 0
	for _, h := range s.History.All() {
		if n := len(h.Generations); n > 0 && failed(h.Generations[n-1]) {
			want = mhl.CodeMismatch
		}
	}
	r, err := s.Verify(now)
	detail := ""
	if err != nil {
		detail = err.Error()
	} else if r.Code != want {
		detail = fmt.Sprintf("exit code %d, want %d: %s", r.Code, want, text(r.Lines, true))
	}
	out := []conform.Case{conform.Check(suite, fmt.Sprintf("%s: verify exits %d", dir, want), detail)}
	if want == 0 {
		out = append(out, everyHash(tree, dir, s.History), folders(tree, dir))
	}
	return out
}

func failed(m *mhl.Manifest) bool {
	for _, e := range m.Entries {
		for _, h := range e.Hashes {
			if h.Action == mhl.Failed {
				return true
			}
		}
	}
	return false
}

// everyHash holds each file against every hash that any generation has of it.
func everyHash(tree fs.FS, dir string, h *mhl.History) conform.Case {
	n, wrong := 0, ""
	for _, m := range h.Generations {
		for _, e := range m.Entries {
			for _, x := range e.Hashes {
				now, err := sums(tree, e.Path, []hashes.Format{x.Format})
				if err != nil || now[x.Format] != x.Value {
					wrong += fmt.Sprintf("%s %s: %s, want %s (%v); ", e.Path, x.Format, now[x.Format], x.Value, err)
				}
				n++
			}
		}
	}
	return conform.Check("ascmhl", fmt.Sprintf("%s: %d hashes of files", dir, n), wrong)
}

func folders(tree fs.FS, dir string) conform.Case {
	wrong := ""
	for _, f := range mhl.Formats() {
		s, err := mhl.Begin(tree, mhl.Options{Formats: []hashes.Format{f}, Name: path.Base(dir)})
		if err != nil {
			wrong = err.Error()
			break
		}
		if !has(s.History, f) {
			continue
		}
		now, err := all(tree, s.Wanted())
		if err != nil {
			wrong = err.Error()
			break
		}
		r, err := s.VerifyFolders(now)
		if err != nil || r.Code != 0 {
			wrong += fmt.Sprintf("%s: %v %s; ", f, err, text(r.Lines, true))
		}
	}
	return conform.Check("ascmhl", dir+": content and structure hashes of folders", wrong)
}

// has says that a generation has folder hashes of a format.
func has(h *mhl.History, f hashes.Format) bool {
	for _, m := range h.Generations {
		if m.Root != nil {
			for _, x := range m.Root.Content {
				if x.Format == f {
					return true
				}
			}
		}
	}
	return false
}

func text(lines []mhl.Line, errors bool) string {
	var out []string
	for _, l := range lines {
		if l.Error == errors {
			out = append(out, l.Text)
		}
	}
	return strings.Join(out, " / ")
}

// list checks an MHL 1 file, or reads an ASC MHL manifest that lies about on its own.
func list(data fs.FS, name string) conform.Case {
	raw, err := fs.ReadFile(data, name)
	if err != nil {
		return conform.Check("mhl 1", name, err.Error())
	}
	if strings.Contains(string(raw[:min(len(raw), 400)]), "urn:ASC:MHL") {
		_, err := mhl.Read(name, raw)
		return conform.Check("ascmhl", name+": read", message(err))
	}
	l, err := mhl1.Read(name, raw)
	if err != nil {
		return conform.Check("mhl 1", name, err.Error())
	}
	l2, err := mhl1.Read(name, l.Bytes())
	if err != nil || fmt.Sprint(strip(l2)) != fmt.Sprint(strip(l)) {
		return conform.Check("mhl 1", name, fmt.Sprintf("written and read again it is another list: %v", err))
	}
	tree, err := fs.Sub(data, path.Dir(name))
	if err != nil {
		return conform.Check("mhl 1", name, err.Error())
	}
	now := map[string]hashes.Sums{}
	for _, w := range l.Wanted(tree) {
		if now[w.Path], err = sums(tree, w.Path, w.Formats); err != nil {
			return conform.Check("mhl 1", name, err.Error())
		}
	}
	there, missing, wrong := 0, 0, ""
	for _, f := range l.Verify(tree, now) {
		switch f.Status {
		case mhl1.Good:
			there++
		case mhl1.Missing:
			missing++
		default:
			wrong += f.String() + "; "
		}
	}
	what := fmt.Sprintf("%s: %d verify", name, there)
	if missing > 0 {
		what += fmt.Sprintf(", %d are not in the collection", missing)
	}
	return conform.Check("mhl 1", what, wrong)
}

// strip drops what a second reading need not repeat.
func strip(l *mhl1.List) mhl1.List {
	out := mhl1.List{Creator: l.Creator}
	for _, f := range l.Files {
		f.Line = 0
		out.Files = append(out.Files, f)
	}
	return out
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
