package conform

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"backlot/film/conform"
	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
)

// step is one command of a log with what the reference printed.
type step struct {
	args  []string
	lines []string
	code  int // -1 when the log does not say
}

// steps reads a log.txt: lines that begin with "$ ascmhl" are commands.
func steps(log string) []step {
	var out []step
	for _, line := range strings.Split(log, "\n") {
		args, ok := strings.CutPrefix(line, "$ ascmhl")
		switch {
		case ok:
			out = append(out, step{args: strings.Fields(strings.TrimPrefix(args, ".py")), code: -1})
		case len(out) == 0:
		case strings.HasPrefix(line, "exit "):
			out[len(out)-1].code, _ = strconv.Atoi(line[5:])
		default:
			out[len(out)-1].lines = append(out[len(out)-1].lines, line)
		}
	}
	return out
}

// replay does again what a log says the reference did, in the state the tree was in: messages, exit
// code and manifests have to be the same, but for the dates.
func replay(data fs.FS, name string) []conform.Case {
	raw, err := fs.ReadFile(data, name)
	if err != nil {
		return []conform.Case{conform.Check("ascmhl", name, err.Error())}
	}
	var out []conform.Case
	for i, s := range steps(string(raw)) {
		if len(s.args) > 0 && s.args[0] == "create" {
			out = append(out, conform.Check("ascmhl", fmt.Sprintf("%s: command %d: %s", name, i+1, strings.Join(s.args, " ")), create(data, path.Dir(name), s)))
		}
	}
	return out
}

var created = regexp.MustCompile(`^Created new generation (.+)$`)

// create answers what is wrong with doing a create again, or "".
func create(data fs.FS, base string, st step) string {
	root, opt := "", mhl.Options{}
	for i := 1; i < len(st.args); i++ {
		switch a := st.args[i]; {
		case a == "-h" && i+1 < len(st.args):
			i++
			opt.Formats = append(opt.Formats, hashes.Format(st.args[i]))
		case a == "-dr" || a == "--detect_renaming":
			opt.DetectRenaming = true
		case !strings.HasPrefix(a, "-"):
			root = strings.Trim(a, "/")
		}
	}
	dir := path.Join(base, root)
	if info, err := fs.Stat(data, dir); err != nil || !info.IsDir() {
		return "" // the collection has the log but not this folder
	}
	var made []string
	var want []string
	for _, l := range st.lines {
		if m := created.FindStringSubmatch(l); m != nil {
			made = append(made, m[1])
		}
		want = append(want, l)
	}
	tree, err := before(data, dir, made)
	if err != nil {
		return err.Error()
	}
	last, err := manifest(data, dir, made)
	if err != nil {
		return err.Error()
	}
	opt.Creator, opt.Name = last.Creator, path.Base(dir)
	s, err := mhl.Begin(tree, opt)
	if err != nil {
		return err.Error()
	}
	now, err := all(tree, s.Wanted())
	if err != nil {
		return err.Error()
	}
	r, err := s.Seal(now)
	if err != nil {
		return err.Error()
	}
	got := []string{"Creating new generation for folder at path: " + st.path() + " ..."}
	for _, l := range r.Lines {
		got = append(got, l.Text)
	}
	if d := lines(want, got); d != "" {
		return d
	}
	if st.code >= 0 && r.Code != st.code {
		return fmt.Sprintf("exit code %d, want %d", r.Code, st.code)
	}
	return written(data, dir, r)
}

// path is the folder as the command has it.
func (s step) path() string {
	for i := 1; i < len(s.args); i++ {
		switch {
		case s.args[i] == "-h":
			i++
		case !strings.HasPrefix(s.args[i], "-"):
			return s.args[i]
		}
	}
	return ""
}

// lines compares two outputs but for empty lines and prose between commands.
func lines(want, got []string) string {
	var w []string
	for _, l := range want {
		if strings.TrimSpace(l) == "" {
			if n := len(w); n > 0 && (created.MatchString(w[n-1]) || strings.HasPrefix(w[n-1], "Error:")) {
				break // what follows tells of the next command
			}
			continue
		}
		w = append(w, l)
	}
	for i := range w {
		if i >= len(got) {
			return fmt.Sprintf("prints nothing, want %q", w[i])
		}
		if w[i] != got[i] {
			return fmt.Sprintf("prints %q, want %q", got[i], w[i])
		}
	}
	if len(got) > len(w) {
		return fmt.Sprintf("prints %q, want nothing more", got[len(w)])
	}
	return ""
}

func manifest(data fs.FS, dir string, made []string) (*mhl.Manifest, error) {
	if len(made) == 0 {
		return &mhl.Manifest{}, nil
	}
	name := path.Join(dir, made[len(made)-1])
	raw, err := fs.ReadFile(data, name)
	if err != nil {
		return nil, err
	}
	return mhl.Read(name, raw)
}

var dates = regexp.MustCompile(`( hashdate| lastmodificationdate)="[^"]*"`)

// written compares the manifests with those of the reference, without the dates of files and hashes.
func written(data fs.FS, dir string, r *mhl.Result) string {
	for _, f := range r.Files {
		if path.Base(f.Path) == mhl.ChainFile {
			continue // its C4 ids depend on the dates
		}
		raw, err := fs.ReadFile(data, path.Join(dir, f.Path))
		if err != nil {
			return err.Error()
		}
		want, got := dates.ReplaceAllString(string(raw), ""), dates.ReplaceAllString(string(f.Data), "")
		if i := strings.Index(got, "<references>"); i >= 0 {
			if j := strings.Index(want, "<references>"); j >= 0 {
				want, got = want[:j], got[:i] // these hold C4 ids of manifests with other dates
			}
		}
		if want != got {
			return f.Path + " differs at " + difference(want, got)
		}
	}
	return ""
}

// before is the tree as it was before some manifests were made: they, later ones and their lines in
// the chain files are gone.
func before(data fs.FS, dir string, made []string) (fs.FS, error) {
	tree, err := fs.Sub(data, dir)
	if err != nil {
		return nil, err
	}
	past := &past{FS: tree, hidden: map[string]bool{}, chains: map[string][]byte{}}
	for _, name := range made {
		folder := path.Dir(name)
		raw, err := fs.ReadFile(tree, path.Join(folder, mhl.ChainFile))
		if err != nil {
			return nil, err
		}
		links, err := mhl.ReadChain(raw)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(links, func(l mhl.Link) bool { return l.Name == path.Base(name) })
		if at < 0 {
			return nil, fmt.Errorf("%s is not in its chain file", name)
		}
		if at == 0 {
			past.hidden[folder] = true
			continue
		}
		for _, l := range links[at:] {
			past.hidden[path.Join(folder, l.Name)] = true
		}
		past.chains[path.Join(folder, mhl.ChainFile)] = mhl.ChainBytes(links[:at])
	}
	return past, nil
}

// past is a tree without what was made later.
type past struct {
	fs.FS
	hidden map[string]bool
	chains map[string][]byte
}

func (p *past) gone(name string) bool {
	return p.hidden[name] || p.hidden[path.Dir(name)]
}

// Open hides what is not there yet.
func (p *past) Open(name string) (fs.File, error) {
	if p.gone(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return p.FS.Open(name)
}

// ReadFile gives chain files as they were.
func (p *past) ReadFile(name string) ([]byte, error) {
	if data, ok := p.chains[name]; ok {
		return data, nil
	}
	if p.gone(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return fs.ReadFile(p.FS, name)
}

// ReadDir leaves out what is not there yet.
func (p *past) ReadDir(name string) ([]fs.DirEntry, error) {
	if p.gone(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	list, err := fs.ReadDir(p.FS, name)
	return slices.DeleteFunc(list, func(e fs.DirEntry) bool { return p.gone(path.Join(name, e.Name())) }), err
}
