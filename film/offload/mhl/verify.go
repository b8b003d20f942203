package mhl

import (
	"path"

	"backlot/film/offload/hashes"
)

// WantedToVerify lists the files to hash before Verify: each in the format it was first known by.
func (s *Session) WantedToVerify() []Want {
	var out []Want
	for _, f := range s.walk.folders {
		for _, x := range f.files {
			h, rel := s.History.Owner(x.path)
			if o := h.original(rel); o != nil {
				out = append(out, Want{x.path, x.size, []hashes.Format{o.Format}})
			}
		}
	}
	return out
}

// Verify compares every file with the first hash the history has of it.
func (s *Session) Verify(sums map[string]hashes.Sums) (*Result, error) {
	return s.compare(func(x file, was *Hash, r *Result) {
		now := sums[x.path][was.Format]
		if now == was.Value {
			s.say("verification (%s) of file %s: OK", was.Format, x.path)
			return
		}
		s.fault("ERROR: hash mismatch        for %s old %s: %s, new %s: %s", x.path, was.Format, was.Value, was.Format, now)
		r.Failed = append(r.Failed, x.path)
	})
}

// Diff says what is missing and what is new without reading any file. A file of another size is
// pointed out but does not count: that is for Verify.
func (s *Session) Diff() (*Result, error) {
	expected := s.History.expected()
	return s.compare(func(x file, _ *Hash, _ *Result) {
		if e := expected[x.path]; e != nil && e.Size != x.size {
			s.fault("size of %s is %d, not %d: verify will find it changed", x.path, x.size, e.Size)
		}
	})
}

// compare goes through the files; each is called for those the history knows.
func (s *Session) compare(each func(file, *Hash, *Result)) (*Result, error) {
	r := &Result{Missing: s.missing}
	known := false
	for _, h := range s.History.All() {
		known = known || len(h.Generations) > 0
	}
	if !known {
		return nil, &Broken{CodeNoHistory, s.opt.Name, "Missing ASC MHL history"}
	}
	for _, n := range s.walk.notes {
		s.say("%s", n)
	}
	for _, f := range s.walk.folders {
		for _, x := range f.files {
			h, rel := s.History.Owner(x.path)
			was := h.original(rel)
			if was == nil {
				s.fault("found new file %s", x.path)
				r.New = append(r.New, x.path)
				r.Code = CodeNew
				continue
			}
			each(x, was, r)
		}
	}
	s.conclude(r)
	return r, nil
}

// FolderFormat is the format folder hashes are compared in unless another is asked for: that of the
// latest generation that has any, and c4 when none has.
func (s *Session) FolderFormat() hashes.Format {
	out := hashes.C4
	for _, m := range s.History.Generations {
		if m.Root != nil && len(m.Root.Content) > 0 {
			out = m.Root.Content[0].Format
		}
	}
	return out
}

// VerifyFolders compares the hashes of folders with those of every generation, in the one format
// the session was begun with.
func (s *Session) VerifyFolders(sums map[string]hashes.Sums) (*Result, error) {
	format := s.opt.Formats[0]
	r := &Result{}
	folders := map[string][2]string{}
	for _, f := range s.walk.folders {
		d := &folderDigest{format: format}
		for _, sub := range f.folders {
			d.folder(path.Base(sub), folders[sub])
		}
		for _, x := range f.files {
			d.file(path.Base(x.path), sums[x.path][format])
		}
		folders[f.path] = d.sums()
		if !s.compareFolder(f.path, format, folders[f.path]) {
			r.Failed = append(r.Failed, f.path)
		}
	}
	if len(r.Failed) > 0 {
		r.Code = CodeFolderMismatch
		failed := r.Failed
		r.Failed = nil // folders, not files: the last word is another
		s.conclude(r)
		r.Failed = failed
		return r, nil
	}
	s.conclude(r)
	return r, nil
}

// compareFolder holds a folder against every generation of the history it belongs to.
func (s *Session) compareFolder(name string, format hashes.Format, now [2]string) bool {
	h, rel := s.History.Owner(name)
	label := "folder        " + name
	if name == "." {
		label = "root folder  "
	}
	good, found := true, false
	for _, m := range h.Generations {
		hash := m.Root
		if rel != "." {
			hash = nil
			if e := m.find(rel); e != nil && e.Dir {
				hash = &e.Folder
			}
		}
		if hash == nil {
			continue
		}
		content, structure := hashOf(hash.Content, format), hashOf(hash.Structure, format)
		if content == nil || structure == nil {
			continue
		}
		found = true
		if content.Value == now[0] && structure.Value == now[1] {
			s.say("  verification of %s OK (generation %04d)", label, m.Number)
			continue
		}
		good = false
		for i, old := range []*Hash{content, structure} {
			if old.Value != now[i] {
				s.fault("ERROR: %s hash mismatch for %s old %s: %s, new %s: %s (generation %04d)",
					[]string{"content", "structure"}[i], name, format, old.Value, format, now[i], m.Number)
			}
		}
	}
	if !found {
		s.fault("ERROR: verification of folder %s: No directory hash of type %s found", name, format)
		return false
	}
	return good
}
