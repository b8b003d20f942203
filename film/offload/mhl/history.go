package mhl

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"backlot/film/offload/hashes"
)

// Exit codes of the reference implementation.
const (
	CodeMissing          = 10 // files are missing
	CodeMismatch         = 11 // a hash is not what it was
	CodeFolderMismatch   = 12 // a folder hash is not what it was
	CodeNew              = 21 // files the history does not know
	CodeNoHistory        = 30 // there is no history
	CodeModifiedManifest = 31 // a manifest is not what the chain file says
	CodeNoChain          = 32 // there is no chain file
	CodeMissingManifest  = 33 // a manifest in the chain file is missing
)

// Broken is a history that cannot be trusted.
type Broken struct {
	Code int    // one of the codes
	Path string // of the file or folder, from the top
	What string
}

func (b *Broken) Error() string { return b.What + " at path " + b.Path }

// maxManifest bounds what is read as a manifest: some five hundred thousand files.
const maxManifest = 512 << 20

// History is what is known of a folder: its generations, and the histories of folders inside it.
type History struct {
	// Path of the folder from the top, "." for the top itself.
	Path        string
	Generations []*Manifest // by number
	Chain       []Link
	Children    []*History // by path; those directly inside, each with its own children
	Notes       []string   // what is odd but harmless
	parent      *History
}

var manifestName = regexp.MustCompile(`^(\d{4,})(?:_.+)?\.mhl$`)

// Load reads the history of a tree with all histories inside it. A tree without any gives a
// History without generations. Damage is a *Broken or an *Error.
func Load(tree fs.FS) (*History, error) { return load(tree, ".", nil) }

func load(tree fs.FS, at string, parent *History) (*History, error) {
	h := &History{Path: at, parent: parent}
	if err := h.own(tree); err != nil {
		return nil, err
	}
	if err := h.children(tree, at); err != nil {
		return nil, err
	}
	return h, h.references()
}

// own reads the chain file and the manifests of this history.
func (h *History) own(tree fs.FS) error {
	folder := path.Join(h.Path, Folder)
	list, err := fs.ReadDir(tree, folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read history %s: %w", folder, err)
	}
	data, err := readFile(tree, path.Join(folder, ChainFile))
	begun := slices.ContainsFunc(list, func(e fs.DirEntry) bool { return strings.HasSuffix(e.Name(), ".mhl") })
	if errors.Is(err, fs.ErrNotExist) && !begun {
		return nil // a folder without a manifest is no history yet
	}
	if errors.Is(err, fs.ErrNotExist) {
		return &Broken{CodeNoChain, folder, "Missing ASC MHL chain file"}
	}
	if err != nil {
		return err
	}
	if h.Chain, err = ReadChain(data); err != nil {
		var at *Error
		if errors.As(err, &at) {
			at.File = path.Join(folder, ChainFile)
		}
		return err
	}
	chained := map[string]bool{}
	for _, l := range h.Chain {
		chained[l.Name] = true
		if err := h.generation(tree, folder, l); err != nil {
			return err
		}
	}
	for _, e := range list {
		if strings.HasSuffix(e.Name(), ".mhl") && !chained[e.Name()] {
			h.Notes = append(h.Notes, fmt.Sprintf("%s is not in the chain file and was not read", path.Join(folder, e.Name())))
		}
	}
	slices.SortFunc(h.Generations, func(a, b *Manifest) int { return cmp.Compare(a.Number, b.Number) })
	return nil
}

func (h *History) generation(tree fs.FS, folder string, l Link) error {
	name := path.Join(folder, l.Name)
	parts := manifestName.FindStringSubmatch(l.Name)
	if parts == nil {
		return &Error{path.Join(folder, ChainFile), l.Line, fmt.Sprintf("name of manifest %q: want one such as 0001_A002R2EC_2020-01-16_091500Z.mhl", l.Name)}
	}
	data, err := readFile(tree, name)
	if errors.Is(err, fs.ErrNotExist) {
		return &Broken{CodeMissingManifest, name, "Missing ASC MHL manifest in history"}
	}
	if err != nil {
		return err
	}
	m, err := Read(name, data)
	if hashes.C4.Of(data) != l.C4 {
		b := &Broken{CodeModifiedManifest, name, "Modified ASC MHL manifest in history"}
		if err != nil { // that it changed says more than where it breaks, but both are told
			b.What = fmt.Sprintf("%v; %s", err, b.What)
		}
		return b
	}
	if err != nil {
		return err
	}
	m.Name = l.Name
	m.Number, err = strconv.Atoi(parts[1])
	if err != nil || m.Number != l.Number {
		return &Error{path.Join(folder, ChainFile), l.Line, fmt.Sprintf("sequencenr %d for %s: want the number in its name", l.Number, l.Name)}
	}
	for _, note := range m.Notes {
		h.Notes = append(h.Notes, name+": "+note)
	}
	h.Generations = append(h.Generations, m)
	return nil
}

func readFile(tree fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(tree, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxManifest {
		return nil, fmt.Errorf("%s: %d bytes are too many for a manifest: want at most %d", name, info.Size(), maxManifest)
	}
	return fs.ReadFile(tree, name)
}

// children finds histories in the folders below; what is inside one is left to it.
func (h *History) children(tree fs.FS, at string) error {
	list, err := fs.ReadDir(tree, at)
	if err != nil {
		return fmt.Errorf("read folder %s: %w", at, err)
	}
	for _, e := range list {
		if !e.IsDir() || e.Name() == Folder {
			continue
		}
		name := path.Join(at, e.Name())
		if info, err := fs.Stat(tree, path.Join(name, Folder)); err != nil || !info.IsDir() {
			if err := h.children(tree, name); err != nil {
				return err
			}
			continue
		}
		child, err := load(tree, name, h)
		if err != nil {
			return err
		}
		h.Children = append(h.Children, child)
	}
	return nil
}

// references checks that what this history says of histories below is what is there.
func (h *History) references() error {
	for _, m := range h.Generations {
		for _, ref := range m.References {
			owner := h.at(path.Join(h.Path, path.Dir(path.Dir(ref.Path))))
			var found *Manifest
			if owner != nil {
				for _, g := range owner.Generations {
					if g.Name == path.Base(ref.Path) {
						found = g
					}
				}
			}
			full := path.Join(h.Path, ref.Path)
			if found == nil {
				return &Broken{CodeMissingManifest, full, "Missing ASC MHL manifest in history"}
			}
			if found.c4 != ref.C4 {
				return &Broken{CodeModifiedManifest, full, "Modified ASC MHL manifest in history"}
			}
		}
	}
	return nil
}

// at is the history of exactly this folder, or nil.
func (h *History) at(folder string) *History {
	if h.Path == folder {
		return h
	}
	for _, c := range h.Children {
		if found := c.at(folder); found != nil {
			return found
		}
	}
	return nil
}

// All lists the histories, those inside before the one they are in.
func (h *History) All() []*History {
	var out []*History
	for _, c := range h.Children {
		out = append(out, c.All()...)
	}
	return append(out, h)
}

// Owner is the history that speaks for a path from the top, and the path as that history writes it.
func (h *History) Owner(name string) (*History, string) {
	for _, c := range h.Children {
		if name == c.Path {
			return c, "."
		}
		if strings.HasPrefix(name, c.Path+"/") {
			return c.Owner(name)
		}
	}
	return h, h.rel(name)
}

func (h *History) rel(name string) string {
	if h.Path == "." {
		return name
	}
	if name == h.Path {
		return "."
	}
	return strings.TrimPrefix(name, h.Path+"/")
}

// patterns are the ignore patterns in force: those of the latest generation.
func (h *History) patterns() []string {
	if len(h.Generations) == 0 {
		return nil
	}
	return h.Generations[len(h.Generations)-1].Ignore
}

// lineage is what every generation says of a file, oldest first, through its renames; generations
// that do not mention it are nil.
func (h *History) lineage(name string) []*Entry {
	out := make([]*Entry, len(h.Generations))
	for i := len(h.Generations) - 1; i >= 0; i-- {
		if out[i] = h.Generations[i].find(name); out[i] != nil && out[i].PreviousPath != "" {
			name = out[i].PreviousPath
		}
	}
	return out
}

// original is the first hash a file was ever given, the quickest to compute where it was given
// several at once; nil when the history does not know the file.
func (h *History) original(name string) *Hash {
	for _, e := range h.lineage(name) {
		if e == nil {
			continue
		}
		var first []hashes.Format
		for _, x := range e.Hashes {
			if x.Action == Original {
				first = append(first, x.Format)
			}
		}
		if len(first) > 0 {
			return hashOf(e.Hashes, hashes.Fast(first))
		}
	}
	return nil
}

// known lists the first hash of a file in each format, in the order they came to be known.
func (h *History) known(name string) []Hash {
	var out []Hash
	for _, e := range h.lineage(name) {
		if e == nil {
			continue
		}
		for _, x := range e.Hashes {
			if hashOf(out, x.Format) == nil {
				out = append(out, x)
			}
		}
	}
	return out
}

// Known is the first hash of a file, by its path from the top, in each format any generation has it.
func (h *History) Known(name string) map[hashes.Format]string {
	out := map[hashes.Format]string{}
	owner, rel := h.Owner(name)
	for _, x := range owner.known(rel) {
		out[x.Format] = x.Value
	}
	return out
}

// Mention is what a generation says of a file.
type Mention struct {
	Generation int
	Entry      *Entry
}

// Mentions is what the generations say of a file, by its present path from the top, oldest first and
// through its renames.
func (h *History) Mentions(name string) []Mention {
	owner, rel := h.Owner(name)
	var out []Mention
	for i, e := range owner.lineage(rel) {
		if e != nil {
			out = append(out, Mention{owner.Generations[i].Number, e})
		}
	}
	return out
}

// expected is every path, from the top, that the histories know, under its present name.
func (h *History) expected() map[string]*Entry {
	out := map[string]*Entry{}
	for _, x := range h.All() {
		for _, m := range x.Generations {
			for i := range m.Entries {
				e := &m.Entries[i]
				if e.PreviousPath != "" {
					delete(out, path.Join(x.Path, e.PreviousPath))
				}
				out[path.Join(x.Path, e.Path)] = e
			}
		}
	}
	return out
}
