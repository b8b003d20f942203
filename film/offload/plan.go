package offload

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
)

// item is a file of the card.
type item struct {
	path     string
	size     int64
	modified time.Time
	formats  []hashes.Format
	history  bool        // inside an ascmhl folder: copied, but not listed
	known    hashes.Sums // what the card's own history says of it
	unfit    []bool      // destinations that cannot hold it
}

// plan is what is to be copied, and everything that can be said beforehand.
type plan struct {
	items    []item // largest first
	bytes    int64
	findings []Finding
	traits   []Traits
	folders  []string // empty ones count too
}

// makePlan reads the card's names and asks the destinations whether they would all fit. Faults
// that concern one file leave that file out; an error means that nothing can be copied.
func makePlan(source Volume, to []Destination, opt Options) (*plan, error) {
	p := &plan{}
	if err := p.list(source, opt); err != nil {
		return nil, err
	}
	if len(p.items) == 0 {
		return nil, fmt.Errorf("%s holds no files: is it the right card?", source)
	}
	if err := p.history(source, opt); err != nil {
		return nil, err
	}
	from, err := source.Traits()
	if err != nil {
		return nil, err
	}
	for i, d := range to {
		if err := p.destination(source, from, d, i, to, opt); err != nil {
			return nil, fmt.Errorf("%s: %w", d.Volume, err)
		}
	}
	slices.SortStableFunc(p.items, func(a, b item) int {
		return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.path, b.path))
	})
	return p, nil
}

func (p *plan) list(source Volume, opt Options) error {
	ignore := mhl.NewIgnore(opt.Ignore)
	return fs.WalkDir(source, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("read card: %w", err)
		}
		if name == "." {
			return nil
		}
		if ignore.Match(name, d.IsDir()) {
			p.findings = append(p.findings, Finding{Note, name, "", "left out, as asked for"})
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			if d.Name() == journalFolder {
				return fs.SkipDir
			}
			p.folders = append(p.folders, name)
			return nil
		}
		return p.file(name, d)
	})
}

func (p *plan) file(name string, d fs.DirEntry) error {
	if !d.Type().IsRegular() {
		p.findings = append(p.findings, warnf(name, "", "is a %s, not a file, and is not copied", kindOf(d.Type())))
		return nil
	}
	if !utf8.ValidString(name) {
		p.findings = append(p.findings, faultf(name, "", "the name is not UTF-8: rename it on the card before it is copied"))
		return nil
	}
	info, err := d.Info()
	if err != nil {
		return fmt.Errorf("read card: %w", err)
	}
	if info.Size() == 0 {
		p.findings = append(p.findings, warnf(name, "", "is empty: was the card pulled from the camera too soon?"))
	}
	history := path.Base(path.Dir(name)) == mhl.Folder
	p.items = append(p.items, item{path: name, size: info.Size(), modified: info.ModTime(), history: history})
	p.bytes += info.Size()
	return nil
}

func kindOf(m fs.FileMode) string {
	if m&fs.ModeSymlink != 0 {
		return "link"
	}
	return "special file"
}

// history decides what each file is hashed in: what was asked for, and what the card's own history
// knows it by, so that a copy of a copy is held against the original hashes.
func (p *plan) history(source Volume, opt Options) error {
	h, err := mhl.Load(source)
	var broken *mhl.Broken
	var damaged *mhl.Error
	if errors.As(err, &broken) || errors.As(err, &damaged) {
		p.findings = append(p.findings, faultf("", "", "the card's own history cannot be trusted: %v", err))
		h, err = nil, nil
	}
	if err != nil {
		return err
	}
	for i := range p.items {
		it := &p.items[i]
		it.formats, it.known = slices.Clone(opt.Formats), hashes.Sums{}
		if h == nil || it.history {
			continue
		}
		for f, value := range h.Known(it.path) {
			it.known[f] = value
			it.formats = append(it.formats, f)
		}
		slices.Sort(it.formats)
		it.formats = slices.Compact(it.formats)
	}
	return nil
}

// mhlFormats are those of the formats that an ASC MHL manifest may hold; xxh128 when none may.
func mhlFormats(formats []hashes.Format) []hashes.Format {
	var out []hashes.Format
	for _, f := range formats {
		if slices.Contains(mhl.Formats(), f) {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		out = []hashes.Format{hashes.XXH128}
	}
	return out
}

func (p *plan) destination(source Volume, from Traits, d Destination, i int, to []Destination, opt Options) error {
	t, err := d.Volume.Traits()
	if err != nil {
		return err
	}
	name := d.Volume.String()
	p.traits = append(p.traits, t)
	if t.ReadOnly {
		return errors.New("is read-only: want a disk that can be written to")
	}
	if inside(name, source.String()) || inside(source.String(), path.Join(name, opt.Card)) {
		return fmt.Errorf("and the card %s are inside one another: want a folder elsewhere", source)
	}
	for j := range i {
		if to[j].Volume.String() == name {
			return errors.New("is given twice")
		}
		if p.traits[j].Device == t.Device {
			p.findings = append(p.findings, warnf("", name, "is on the same disk as %s: the two count as one copy", to[j].Volume))
		}
	}
	if t.Device == from.Device {
		p.findings = append(p.findings, warnf("", name, "is on the same disk as the card"))
	}
	need := p.missingBytes(d.Volume, opt.Card)
	if t.Free >= 0 && need > t.Free && p.sweep(d.Volume, opt.Card) {
		if t, err = d.Volume.Traits(); err != nil {
			return err
		}
		p.traits[i] = t
	}
	if t.Free >= 0 && need > t.Free {
		return fmt.Errorf("has %s free, and the card needs %s", Size(t.Free), Size(need))
	}
	p.names(i, name, t)
	return nil
}

// inside says that a folder is another, or inside it.
func inside(name, other string) bool {
	name, other = strings.ReplaceAll(name, `\`, "/"), strings.ReplaceAll(other, `\`, "/")
	return name == other || strings.HasPrefix(name, strings.TrimSuffix(other, "/")+"/")
}

// missingBytes is the room the files take that are not there yet.
func (p *plan) missingBytes(v Volume, card string) int64 {
	var need int64
	for _, it := range p.items {
		if info, err := v.Lstat(path.Join(card, it.path)); err != nil || info.Size() != it.size {
			need += (it.size + align - 1) &^ (align - 1)
		}
	}
	return need
}

// sweep removes what a run that was cut short left of files it had not verified, and says whether there was any. Each would be
// begun anew in any case, and together they can fill the disk, for their whole room is taken when they are begun.
func (p *plan) sweep(v Volume, card string) (swept bool) {
	for _, it := range p.items {
		if v.Remove(path.Join(card, it.path)+partSuffix) == nil {
			swept = true
		}
	}
	return swept
}

// names finds the files a destination cannot hold as they are called: they go to the others only.
func (p *plan) names(i int, name string, t Traits) {
	same := map[string]string{}
	fold := cases.Fold()
	for k := range p.items {
		it := &p.items[k]
		it.unfit = append(it.unfit, false)
		if f := unfit(*it, t); f != "" {
			it.unfit[i] = true
			p.findings = append(p.findings, faultf(it.path, name, "%s", f))
		}
		key := norm.NFC.String(it.path)
		if t.FoldsCase {
			key = fold.String(key)
		}
		if other, ok := same[key]; ok && (t.FoldsCase || key != it.path || key != other) {
			f := warnf(it.path, name, "differs from %s only in how accents are written: some systems take them for one file", other)
			if t.FoldsCase {
				it.unfit[i] = true
				f = faultf(it.path, name, "is the same name as %s on a %s disk", other, t.FileSystem)
			}
			p.findings = append(p.findings, f)
		}
		same[key] = it.path
	}
}

// onWindows are characters that exFAT, NTFS and FAT have no place for.
const onWindows = "\"*:<>?\\|"

// maxPath is the longest path other systems take: 260 on an older Windows.
const maxPath = 260

// unfit says why a disk cannot hold a file, or "".
func unfit(it item, t Traits) string {
	if t.MaxFile > 0 && it.size > t.MaxFile {
		return fmt.Sprintf("has %s, and a %s disk holds files up to %s", Size(it.size), t.FileSystem, Size(t.MaxFile))
	}
	for _, part := range strings.Split(it.path, "/") {
		n := len(part)
		if t.WideNames {
			n = len(utf16.Encode([]rune(part)))
		}
		if t.MaxName > 0 && n+len(partSuffix) > t.MaxName {
			return fmt.Sprintf("the name %q is too long: want at most %d characters", part, t.MaxName-len(partSuffix))
		}
		if i := strings.IndexAny(part, t.Forbidden); i >= 0 {
			return fmt.Sprintf("the name has %q, which a %s disk has no place for", part[i], t.FileSystem)
		}
		if t.Forbidden == onWindows && strings.ContainsFunc(part, func(r rune) bool { return r < ' ' }) {
			return fmt.Sprintf("the name %q has a control character, which a %s disk has no place for", part, t.FileSystem)
		}
		if t.WindowsEnds && (strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ")) {
			return fmt.Sprintf("the name %q ends in a dot or a space, which a %s disk drops", part, t.FileSystem)
		}
	}
	if t.WindowsEnds && len(utf16.Encode([]rune(it.path))) > maxPath {
		return fmt.Sprintf("the path has more than %d characters, which Windows cannot open", maxPath)
	}
	return ""
}

// Size writes bytes the way disks are sold: "1.2 TB" is 1.2 million million.
func Size(n int64) string {
	const units = "kMGTPE"
	if n < 1000 {
		return fmt.Sprintf("%d bytes", n)
	}
	v, u := float64(n), -1
	for v >= 999.95 && u < len(units)-1 {
		v /= 1000
		u++
	}
	return fmt.Sprintf("%.1f %cB", v, units[u])
}
