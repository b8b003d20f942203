package offload

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"backlot/film/camera"
	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
)

// finish makes folders durable, writes the histories and completes the report.
func (r *run) finish() {
	r.files()
	for i, t := range r.targets {
		c := r.standing(i, t)
		if c.Complete {
			r.settle(t, &c)
		}
		r.report.Copies = append(r.report.Copies, c)
	}
	if r.opt.Describe != nil && r.report.Stopped == "" {
		r.describe()
	}
	r.report.Finished = r.opt.Now()
	for i := range r.report.Copies {
		if c := &r.report.Copies[i]; c.Complete {
			c.At = r.report.Finished
		}
	}
	sortFindings(r.report.Findings)
	r.report.Verdict = ThreeTwoOne().Judge(r.report.Copies)
	if r.report.Faults() > 0 {
		r.report.Verdict.Safe = false
		r.report.Verdict.Wanting = append(r.report.Verdict.Wanting, "there are faults")
	}
}

// files lists the files by path.
func (r *run) files() {
	for _, it := range r.plan.items {
		f := FileReport{Path: it.path, Size: it.size, Modified: it.modified, Sums: r.sums[it.path], Copies: r.status[it.path]}
		if f.Copies == nil { // not reached
			f.Copies = slices.Repeat([]FileStatus{Missing}, len(r.targets))
		}
		r.report.Files = append(r.report.Files, f)
	}
	slices.SortFunc(r.report.Files, func(a, b FileReport) int { return strings.Compare(a.Path, b.Path) })
}

// standing is how a destination came out.
func (r *run) standing(i int, t *target) CopyReport {
	c := CopyReport{Path: path.Join(t.name, r.opt.Card), Media: t.Media, Site: t.Site, FileSystem: t.traits.FileSystem, Device: t.traits.Device}
	for _, f := range r.report.Files {
		if f.Copies[i] != Missing {
			c.Verified++
			c.Bytes += f.Size
		}
	}
	c.Complete = c.Verified == len(r.report.Files) && r.report.Stopped == ""
	switch {
	case c.Verified == 0:
	case t.traits.FileSystem == "tmpfs" || t.traits.FileSystem == "ramfs":
		c.Verification = Memory
	case t.weak:
		c.Verification = Evicted
	default:
		c.Verification = Direct
	}
	if c.Complete {
		c.Content = Content(r.report.Files, r.opt.Formats)
	}
	return c
}

// settle makes a complete copy last: its folders, its history; then the journal may go.
func (r *run) settle(t *target, c *CopyReport) {
	fail := func(what string, err error) {
		c.Complete, c.Content = false, ""
		r.report.Findings = append(r.report.Findings, faultf("", t.name, "%s: %s", what, why(err)))
	}
	if err := r.folders(t); err != nil {
		fail("make folders durable", err)
		return
	}
	if !r.opt.NoHistory {
		if err := r.seal(t, c); err != nil {
			fail("write history", err)
			return
		}
	}
	if err := t.journal.finish(); err != nil && !notThere(err) {
		r.report.Findings = append(r.report.Findings, warnf("", t.name, "remove journal: %s", why(err)))
	}
}

// folders makes the empty ones and all names durable, those inside first.
func (r *run) folders(t *target) error {
	for _, f := range r.plan.folders {
		if err := t.Volume.Mkdir(path.Join(r.opt.Card, f)); err != nil {
			return err
		}
	}
	for _, f := range slices.Backward(r.plan.folders) {
		if err := t.Volume.SyncDir(path.Join(r.opt.Card, f)); err != nil {
			return err
		}
	}
	for _, f := range []string{r.opt.Card, "."} {
		if err := t.Volume.SyncDir(f); err != nil {
			return err
		}
	}
	return nil
}

// seal writes a new generation of the copy's ASC MHL history out of the sums of the card.
func (r *run) seal(t *target, c *CopyReport) error {
	tree, err := fs.Sub(t.Volume, r.opt.Card)
	if err != nil {
		return err
	}
	if err := unfinished(t, r.opt.Card, tree); err != nil {
		return err
	}
	creator := r.opt.Creator
	creator.Date = r.opt.Now()
	s, err := mhl.Begin(tree, mhl.Options{Formats: mhlFormats(r.opt.Formats), Ignore: r.opt.Ignore, Process: "transfer", Creator: creator, Name: r.opt.Card})
	if err != nil {
		return err
	}
	sums, err := r.wanted(t, s)
	if err != nil {
		return err
	}
	result, err := s.Seal(sums)
	if err != nil {
		return err
	}
	for _, name := range result.Missing {
		r.report.Findings = append(r.report.Findings, faultf(name, t.name, "is in the card's history, but not on the card"))
	}
	var names []string
	for _, f := range result.Files {
		if path.Base(f.Path) != mhl.ChainFile {
			names = append(names, f.Path)
		}
	}
	if err := t.journal.begin(names); err != nil {
		return err
	}
	for _, f := range result.Files {
		if err := Put(t.Volume, path.Join(r.opt.Card, f.Path), f.Data, r.opt.Now()); err != nil {
			return err
		}
	}
	if m := result.Manifests["."]; m != nil {
		c.Generation = m.Name
	}
	return nil
}

// unfinished removes the manifests of a run that died before it entered them into the chain file.
func unfinished(t *target, card string, tree fs.FS) error {
	for _, name := range t.journal.sealing {
		data, err := fs.ReadFile(tree, path.Join(path.Dir(name), mhl.ChainFile))
		if err != nil && !notThere(err) {
			return err
		}
		links, _ := mhl.ReadChain(data) // none, or damaged: Begin says which
		if slices.ContainsFunc(links, func(l mhl.Link) bool { return l.Name == path.Base(name) }) {
			continue
		}
		for _, n := range []string{name, name + partSuffix, path.Join(path.Dir(name), mhl.ChainFile+partSuffix)} {
			if err := t.Volume.Remove(path.Join(card, n)); err != nil && !notThere(err) {
				return err
			}
		}
	}
	return nil
}

// wanted gathers the sums a generation needs: those of the copy, and of files that were in the folder
// before, which are hashed now and pointed out.
func (r *run) wanted(t *target, s *mhl.Session) (map[string]hashes.Sums, error) {
	sums := map[string]hashes.Sums{}
	var rest []mhl.Want
	there := map[string]int64{}
	for _, w := range s.Wanted() {
		there[w.Path] = w.Size
		have := r.sums[w.Path]
		if have == nil {
			r.report.Findings = append(r.report.Findings, Finding{Note, w.Path, t.name, "was in the folder before and is not on the card"})
		}
		if slices.ContainsFunc(w.Formats, func(f hashes.Format) bool { return have[f] == "" }) {
			w.Path = path.Join(r.opt.Card, w.Path)
			rest = append(rest, w)
			continue
		}
		sums[w.Path] = have
	}
	if err := r.still(t, there); err != nil {
		return nil, err
	}
	var failed error
	err := SumFiles(r.ctx, t.Volume, rest, func(f Summed) {
		if f.Err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", f.Path, f.Err)
		}
		sums[strings.TrimPrefix(f.Path, r.opt.Card+"/")] = f.Sums
	})
	if err == nil {
		err = failed
	}
	return sums, err
}

// still says whether what was verified is there yet, under its name and with its size: a disk may
// lose it after that, and a program beside us may move it.
func (r *run) still(t *target, there map[string]int64) error {
	defaults := mhl.NewIgnore(append(mhl.DefaultIgnore(), r.opt.Ignore...))
	for _, f := range r.report.Files {
		if path.Base(path.Dir(f.Path)) == mhl.Folder || defaults.Match(f.Path, false) {
			continue
		}
		n, ok := there[f.Path]
		if !ok {
			return fmt.Errorf("%s was verified and is gone since", f.Path)
		}
		if n != f.Size {
			return fmt.Errorf("%s was verified and has %d bytes instead of %d since", f.Path, n, f.Size)
		}
	}
	return nil
}

// Put writes a file of a history: under another name first, onto the disk, then in place. Only a
// chain file may be there already.
func Put(v Volume, name string, data []byte, at time.Time) error {
	part := name + partSuffix
	if err := v.Remove(part); err != nil && !notThere(err) {
		return err
	}
	out, err := v.Output(part, int64(len(data)), false)
	if err != nil {
		return err
	}
	_, err = out.WriteAt(data, 0)
	if err == nil {
		err = out.Sync()
	}
	if e := out.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	if back, err := fs.ReadFile(v, part); err != nil || !bytes.Equal(back, data) {
		return fmt.Errorf("%s: read back, it is not what was written (%v)", name, err)
	}
	if path.Base(name) == mhl.ChainFile {
		err = v.Replace(part, name)
	} else {
		err = v.Publish(part, name, at)
	}
	if err != nil {
		return err
	}
	return v.SyncDir(path.Dir(name))
}

// continued says that a file of the card's history is on the destination, as it was or as it grew
// there: a chain file whose first lines are the card's.
func (r *run) continued(it item, t *target) bool {
	theirs, err := fs.ReadFile(t.Volume, path.Join(r.opt.Card, it.path))
	if err != nil {
		return false
	}
	ours, err := fs.ReadFile(r.source, it.path)
	if err != nil {
		return false
	}
	if bytes.Equal(ours, theirs) {
		return true
	}
	if path.Base(it.path) != mhl.ChainFile {
		return false
	}
	a, err := mhl.ReadChain(ours)
	if err != nil {
		return false
	}
	b, err := mhl.ReadChain(theirs)
	if err != nil || len(b) < len(a) {
		return false
	}
	same := func(x, y mhl.Link) bool { return x.Number == y.Number && x.Name == y.Name && x.C4 == y.C4 }
	return slices.EqualFunc(a, b[:len(a)], same)
}

// describe asks for what is to be seen and read of the clips, of the first good copy.
func (r *run) describe() {
	var mu sync.Mutex
	clips, lists := map[string]*Clip{}, map[string][]camera.Clip{}
	ctx := context.WithoutCancel(r.ctx)
	_ = lanes(ctx, 2, r.report.Files, func(FileReport) int64 { return smallFile + 1 }, func(f FileReport) {
		i := slices.IndexFunc(f.Copies, func(s FileStatus) bool { return s != Missing })
		if i < 0 || f.Size == 0 {
			return
		}
		at := path.Join(r.report.Copies[i].Path, f.Path)
		clip, err := r.opt.Describe.Describe(r.ctx, at)
		cannot := "played"
		var list []camera.Clip
		if clip == nil && err == nil {
			list, err = r.opt.Describe.List(r.ctx, at)
			cannot = "read"
		}
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			r.report.Findings = append(r.report.Findings, warnf(f.Path, "", "cannot be %s: %v", cannot, err))
			return
		}
		if clip != nil && clip.Note != "" {
			r.report.Findings = append(r.report.Findings, warnf(f.Path, "", "%s", clip.Note))
		}
		clips[f.Path], lists[f.Path] = clip, list
	})
	r.join(clips, lists)
	for i := range r.report.Files {
		r.report.Files[i].Clip = clips[r.report.Files[i].Path]
	}
}
