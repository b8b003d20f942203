package mhl

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"backlot/film/offload/hashes"
)

// Options of a session.
type Options struct {
	// Formats to hash in; none means xxh64, as in the reference.
	Formats []hashes.Format
	// Ignore patterns besides those of the history.
	Ignore []string
	// NoFolderHashes leaves the hashes of folders out.
	NoFolderHashes bool
	// DetectRenaming takes a new file with the hash of a missing one for that file.
	DetectRenaming bool
	// Process is in-place (the zero value) or transfer.
	Process string
	// Creator is copied into every manifest; its Date is the date of everything.
	Creator Creator
	// Name of the top folder, for the names of manifests.
	Name string
}

// Line is a message of a session, in the words of the reference.
type Line struct {
	Text  string
	Error bool
}

// Want is a file a session needs to have hashed.
type Want struct {
	Path    string // from the top
	Size    int64
	Formats []hashes.Format
}

// Session compares a tree with its history. Make one with Begin, hash what Wanted lists, and end
// it with Seal, Verify, VerifyFolders or Diff.
type Session struct {
	History *History
	opt     Options
	walk    *walker
	lines   []Line
	missing []string // expected and not there, sorted
	renamed map[string]string
}

// Begin reads the history of a tree and lists what is in it.
func Begin(tree fs.FS, opt Options) (*Session, error) {
	if len(opt.Formats) == 0 {
		opt.Formats = []hashes.Format{hashes.XXH64}
	}
	opt.Formats = slices.Clone(opt.Formats)
	slices.Sort(opt.Formats)
	opt.Formats = slices.Compact(opt.Formats)
	for _, f := range opt.Formats {
		if !slices.Contains(formats, f) {
			return nil, fmt.Errorf("hash format %s is not part of ASC MHL: want c4, md5, sha1, xxh128, xxh3 or xxh64", f)
		}
	}
	h, err := Load(tree)
	if err != nil {
		return nil, err
	}
	w, err := walk(tree, h, opt.Ignore)
	if err != nil {
		return nil, err
	}
	s := &Session{History: h, opt: opt, walk: w, renamed: map[string]string{}}
	s.findMissing()
	return s, nil
}

// findMissing lists what the history expects and the tree has not.
func (s *Session) findMissing() {
	left := s.History.expected()
	for _, f := range s.walk.folders {
		delete(left, f.path)
		for _, x := range f.files {
			delete(left, x.path)
		}
	}
	for name, e := range left {
		if !s.walk.ignored(name, e.Dir) {
			s.missing = append(s.missing, name)
		}
	}
	slices.Sort(s.missing)
}

// Wanted lists the files to hash before Seal, and in which formats: those asked for, and one the
// history knows the file by.
func (s *Session) Wanted() []Want {
	gone := s.gone()
	var out []Want
	for _, f := range s.walk.folders {
		for _, x := range f.files {
			h, rel := s.History.Owner(x.path)
			need := slices.Clone(s.opt.Formats)
			if o := h.original(rel); o != nil {
				need = append(need, o.Format)
			} else if s.opt.DetectRenaming {
				for _, g := range gone[x.size] {
					need = append(need, g.hash.Format)
				}
			}
			slices.Sort(need)
			out = append(out, Want{x.path, x.size, slices.Compact(need)})
		}
	}
	return out
}

type lost struct {
	path string
	hash Hash
}

// gone are the missing files by size, with their original hashes.
func (s *Session) gone() map[int64][]lost {
	out := map[int64][]lost{}
	expected := s.History.expected()
	for _, name := range s.missing {
		h, rel := s.History.Owner(name)
		if o := h.original(rel); o != nil {
			size := expected[name].Size
			out[size] = append(out[size], lost{name, *o})
		}
	}
	return out
}

// Result is what a session found.
type Result struct {
	Lines []Line
	// Files to write, in this order: manifests and chain files, with paths from the top.
	Files []File
	// Failed, Missing and New are paths from the top.
	Failed, Missing, New []string
	// Renamed maps new names to old ones.
	Renamed map[string]string
	// Manifests are the new generations, by the folder of their history.
	Manifests map[string]*Manifest
	// Code is the exit code of the reference: 0 when all is well.
	Code int
}

// File is something to be written.
type File struct {
	Path string
	Data []byte
}

func (s *Session) say(format string, args ...any) {
	s.lines = append(s.lines, Line{fmt.Sprintf(format, args...), false})
}

func (s *Session) fault(format string, args ...any) {
	s.lines = append(s.lines, Line{fmt.Sprintf(format, args...), true})
}

// Seal makes a new generation in every history of the tree out of the sums of its files, keyed by
// path from the top. A file whose hash has changed is recorded as failed and the generation is made
// all the same. Nothing is written: the result holds the files to write.
func (s *Session) Seal(sums map[string]hashes.Sums) (*Result, error) {
	for _, n := range s.walk.notes {
		s.say("%s", n)
	}
	r := &Result{Manifests: map[string]*Manifest{}}
	if s.opt.DetectRenaming {
		s.findRenamed(sums)
	}
	folders := map[string]map[hashes.Format][2]string{} // content and structure by path and format
	for _, f := range s.walk.folders {
		digest := map[hashes.Format]*folderDigest{}
		for _, format := range s.opt.Formats {
			digest[format] = &folderDigest{format: format}
		}
		for _, sub := range f.folders {
			for format, d := range digest {
				d.folder(path.Base(sub), folders[sub][format])
			}
		}
		for _, x := range f.files {
			if err := s.sealFile(r, x, sums[x.path], digest); err != nil {
				return nil, err
			}
		}
		folders[f.path] = map[hashes.Format][2]string{}
		for format, d := range digest {
			folders[f.path][format] = d.sums()
		}
		s.sealFolder(r, f, folders[f.path])
	}
	s.commit(r)
	r.Missing, r.Renamed = s.missing, s.renamed
	s.conclude(r)
	return r, nil
}

// manifest is the generation being made of a history.
func (s *Session) manifest(r *Result, h *History) *Manifest {
	m := r.Manifests[h.Path]
	if m == nil {
		m = &Manifest{Creator: s.opt.Creator, Process: s.opt.Process}
		if m.Process == "" {
			m.Process = "in-place"
		}
		r.Manifests[h.Path] = m
	}
	return m
}

func (s *Session) sealFile(r *Result, x file, sums hashes.Sums, digest map[hashes.Format]*folderDigest) error {
	h, rel := s.History.Owner(x.path)
	e := Entry{Path: rel, Size: x.size, Modified: whole(x.modified), PreviousPath: h.rel(s.renamed[x.path])}
	before := rel
	if e.PreviousPath != "" {
		before = e.PreviousPath
	}
	for f, d := range digest {
		if sums[f] == "" {
			return fmt.Errorf("%s: no %s sum was given for it", x.path, f)
		}
		d.file(path.Base(x.path), sums[f])
	}
	original, known := h.original(before), h.known(before)
	if original == nil {
		known = nil // as the reference: without an original hash there is nothing to hold others against
	}
	check, fresh := s.split(original, known)
	ok := true
	for _, was := range check {
		hash := Hash{was.Format, sums[was.Format], Verified, s.opt.Creator.Date}
		if hash.Value == was.Value {
			s.say("  verified                      %s  %s: OK", x.path, was.Format)
		} else {
			ok, hash.Action = false, Failed
			s.fault("ERROR: hash mismatch for        %s  %s (old): %s, %s (new): %s", x.path, was.Format, was.Value, was.Format, hash.Value)
		}
		e.Hashes = append(e.Hashes, hash)
	}
	if !ok {
		r.Failed = append(r.Failed, x.path)
		fresh = nil // a hash of what may be damage must not pass for one that was verified
	}
	for _, f := range fresh {
		hash := Hash{f, sums[f], Original, s.opt.Creator.Date}
		if len(known) > 0 {
			hash.Action = Verified
			s.say("  created new (verif.) hash for %s  %s: %s", x.path, f, hash.Value)
		} else {
			s.say("  created original hash for     %s  %s: %s", x.path, f, hash.Value)
		}
		e.Hashes = append(e.Hashes, hash)
	}
	if len(known) == 0 {
		r.New = append(r.New, x.path)
	}
	m := s.manifest(r, h)
	m.Entries = append(m.Entries, e)
	return nil
}

// split says which known hashes are compared and which formats are new: when a format asked for is
// not known yet, the file is verified by its original hash.
func (s *Session) split(original *Hash, known []Hash) (check []Hash, fresh []hashes.Format) {
	for _, f := range s.opt.Formats {
		if was := hashOf(known, f); was != nil {
			check = append(check, *was)
		} else {
			fresh = append(fresh, f)
		}
	}
	if len(fresh) > 0 && original != nil && hashOf(check, original.Format) == nil {
		check = append([]Hash{*original}, check...)
	}
	return check, fresh
}

// whole drops the fraction of a second, as the reference does for files.
func whole(t time.Time) time.Time { return t.Truncate(time.Second) }

func (s *Session) sealFolder(r *Result, f folder, sums map[hashes.Format][2]string) {
	h, rel := s.History.Owner(f.path)
	var hash FolderHash
	if !s.opt.NoFolderHashes {
		for _, format := range s.opt.Formats {
			v := sums[format]
			hash.Content = append(hash.Content, Hash{Format: format, Value: v[0], Date: s.opt.Creator.Date})
			hash.Structure = append(hash.Structure, Hash{Format: format, Value: v[1], Date: s.opt.Creator.Date})
			if f.path == "." {
				s.say("  calculated root hash  %s: %s (content), %s (structure)", format, v[0], v[1])
			} else {
				s.say("  calculated directory hash for %s  %s: %s (content), %s (structure)", f.path, format, v[0], v[1])
			}
		}
	} else if f.path != "." {
		s.say("  added directory entry for     %s", f.path)
	}
	m := s.manifest(r, h)
	if rel == "." {
		m.Root = &hash
		if h.parent == nil {
			return
		}
		// the history above lists the folder as well
		m, rel = s.manifest(r, h.parent), h.parent.rel(f.path)
	}
	m.Entries = append(m.Entries, Entry{Path: rel, Dir: true, Modified: whole(f.modified), Folder: hash, PreviousPath: s.movedFrom(h, f)})
}

// commit names the manifests and writes them with their chain files, those below first, so that
// those above can refer to them.
func (s *Session) commit(r *Result) {
	for _, h := range s.History.All() {
		m := r.Manifests[h.Path]
		if m == nil {
			continue
		}
		for _, c := range h.Children {
			if sub := r.Manifests[c.Path]; sub != nil {
				m.References = append(m.References, Reference{h.rel(path.Join(c.Path, Folder, sub.Name)), sub.c4})
			}
		}
		m.Ignore = merge(h.patterns(), below(s.opt.Ignore, h.Path))
		m.Number = 1
		if n := len(h.Generations); n > 0 {
			m.Number = h.Generations[n-1].Number + 1
		}
		name := path.Base(h.Path)
		if h.Path == "." {
			name = s.opt.Name
		}
		m.Name = fmt.Sprintf("%04d_%s_%s.mhl", m.Number, name, s.opt.Creator.Date.UTC().Format("2006-01-02_150405Z"))
		data := m.Bytes()
		folder := path.Join(h.Path, Folder)
		s.say("Created new generation %s", path.Join(folder, m.Name))
		chain := append(slices.Clone(h.Chain), Link{Number: m.Number, Name: m.Name, C4: m.c4})
		r.Files = append(r.Files, File{path.Join(folder, m.Name), data}, File{path.Join(folder, ChainFile), ChainBytes(chain)})
	}
}

// conclude lists what is missing and says the last word.
func (s *Session) conclude(r *Result) {
	if len(r.Missing) > 0 {
		s.fault("ERROR: %d missing file(s):", len(r.Missing))
		for _, name := range r.Missing {
			s.fault("  %s", name)
		}
	}
	switch {
	case len(r.Failed) > 0:
		r.Code = CodeMismatch
		s.fault("Error: Verification of files referenced in the ASC MHL history failed")
	case r.Code == CodeNew:
		s.fault("Error: New files not referenced in the ASC MHL history have been found")
	case r.Code == CodeFolderMismatch:
		s.fault("Error: Verification of directories referenced in the ASC MHL history failed")
	case len(r.Missing) > 0:
		r.Code = CodeMissing
		s.fault("Error: Files referenced in the ASC MHL history are missing")
	}
	r.Lines = s.lines
}

// findRenamed pairs new files with missing ones of the same size and hash, each missing one once,
// preferring one of the same name.
func (s *Session) findRenamed(sums map[string]hashes.Sums) {
	gone := s.gone()
	for _, f := range s.walk.folders {
		for _, x := range f.files {
			h, rel := s.History.Owner(x.path)
			if h.original(rel) != nil {
				continue
			}
			best := -1
			for i, g := range gone[x.size] {
				owner, _ := s.History.Owner(g.path)
				if owner != h || sums[x.path][g.hash.Format] != g.hash.Value {
					continue
				}
				if best < 0 || path.Base(g.path) == path.Base(x.path) {
					best = i
				}
			}
			if best < 0 {
				continue
			}
			was := gone[x.size][best].path
			gone[x.size] = slices.Delete(gone[x.size], best, best+1)
			s.renamed[x.path] = was
			s.say("  renamed                       %s  (previously %s)", x.path, was)
			s.missing = slices.DeleteFunc(s.missing, func(m string) bool { return m == was })
		}
	}
	s.findMoved()
}

// findMoved lets a folder go that is empty of missing files because they were renamed elsewhere.
func (s *Session) findMoved() {
	expected := s.History.expected()
	s.missing = slices.DeleteFunc(slices.Clone(s.missing), func(dir string) bool {
		if e := expected[dir]; e == nil || !e.Dir {
			return false
		}
		inside := func(name string) bool { return strings.HasPrefix(name, dir+"/") }
		if slices.ContainsFunc(s.missing, func(m string) bool { return inside(m) && !expected[m].Dir }) {
			return false
		}
		for now, was := range s.renamed {
			if to, from := path.Dir(now), path.Dir(was); from == dir && expected[to] == nil {
				s.renamed[to] = dir
				return true
			}
		}
		return false
	})
}

// movedFrom is the former path of a folder that was renamed with what is in it, or "".
func (s *Session) movedFrom(h *History, f folder) string {
	if was := s.renamed[f.path]; was != "" {
		return h.rel(was)
	}
	return ""
}
