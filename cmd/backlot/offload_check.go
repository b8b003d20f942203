package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"backlot/film/offload"
	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
	"backlot/film/offload/mhl1"
)

// OffloadVerifyCmd reads a folder and compares.
type OffloadVerifyCmd struct {
	Path    string   `arg:"" help:"Folder with an ASC MHL history, or an MHL 1 list beside its files."`
	Folders bool     `help:"Compare the hashes of folders instead of those of files."`
	Hash    string   `help:"Format of the folder hashes; that of the latest generation when left out."`
	Ignore  []string `sep:"none" help:"Pattern of what is left out, as in .gitignore."`
	Quiet   bool     `short:"q" help:"Print what is wrong only."`
	JSON    bool     `name:"json" help:"Print JSON."`
}

// Run prints a line per file; the exit code is that of the reference implementation.
func (c *OffloadVerifyCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return c.run(ctx, os.Stdout, os.Stderr)
}

func (c *OffloadVerifyCmd) run(ctx context.Context, w, notes io.Writer) error {
	if info, err := os.Stat(c.Path); err != nil {
		return err
	} else if !info.IsDir() {
		return c.list(ctx, w, notes)
	}
	d, err := offload.OpenDir(c.Path)
	if err != nil {
		return err
	}
	opt := mhl.Options{Ignore: c.Ignore, Name: c.Path}
	if c.Folders {
		f, err := folderFormat(d, opt, c.Hash)
		if err != nil {
			return offloadCode(notes, err)
		}
		opt.Formats = []hashes.Format{f}
	}
	s, err := mhl.Begin(d, opt)
	if err != nil {
		return offloadCode(notes, err)
	}
	wants, compare := s.WantedToVerify(), s.Verify
	if c.Folders {
		wants, compare = s.Wanted(), s.VerifyFolders
	}
	sums, err := sumAll(ctx, d, wants)
	if err != nil {
		return err
	}
	r, err := compare(sums)
	if err != nil {
		return offloadCode(notes, err)
	}
	return printSession(w, notes, r, c.Quiet, c.JSON)
}

// folderFormat is the format asked for, or that of the latest generation with folder hashes.
func folderFormat(d *offload.Dir, opt mhl.Options, name string) (hashes.Format, error) {
	if name != "" {
		return hashes.Parse(name)
	}
	s, err := mhl.Begin(d, opt)
	if err != nil {
		return "", err
	}
	return s.FolderFormat(), nil
}

func sumAll(ctx context.Context, v offload.Volume, wants []mhl.Want) (map[string]hashes.Sums, error) {
	sums, failed := map[string]hashes.Sums{}, error(nil)
	err := offload.SumFiles(ctx, v, wants, func(f offload.Summed) {
		if f.Err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", f.Path, f.Err))
		}
		sums[f.Path] = f.Sums
	})
	return sums, errors.Join(err, failed)
}

// sessionJSON is what a session found, for other programs.
type sessionJSON struct {
	Code       int               `json:"code"`
	Failed     []string          `json:"failed"`
	Missing    []string          `json:"missing"`
	New        []string          `json:"new"`
	Renamed    map[string]string `json:"renamed,omitempty"`
	Generation string            `json:"generation,omitempty"`
}

func printSession(w, notes io.Writer, r *mhl.Result, quiet, asJSON bool) error {
	if asJSON {
		out := sessionJSON{Code: r.Code, Failed: nonNil(r.Failed), Missing: nonNil(r.Missing), New: nonNil(r.New), Renamed: r.Renamed}
		if m := r.Manifests["."]; m != nil {
			out.Generation = m.Name
		}
		if err := printJSON(w, out); err != nil {
			return err
		}
	} else {
		for _, l := range r.Lines {
			if l.Error {
				fmt.Fprintln(notes, l.Text)
			} else if !quiet {
				fmt.Fprintln(w, l.Text)
			}
		}
	}
	if r.Code != 0 {
		return exitCode(r.Code)
	}
	return nil
}

func nonNil(s []string) []string { return append([]string{}, s...) }

// list verifies an MHL 1 file.
func (c *OffloadVerifyCmd) list(ctx context.Context, w, notes io.Writer) error {
	data, err := os.ReadFile(c.Path)
	if err != nil {
		return err
	}
	l, err := mhl1.Read(c.Path, data)
	if err != nil {
		return err
	}
	for _, n := range l.Notes {
		fmt.Fprintln(notes, "note:", n)
	}
	d, err := offload.OpenDir(filepath.Dir(c.Path))
	if err != nil {
		return err
	}
	var wants []mhl.Want
	for _, x := range l.Wanted(d) {
		wants = append(wants, mhl.Want{Path: x.Path, Formats: x.Formats})
	}
	sums, err := sumAll(ctx, d, wants)
	if err != nil {
		return err
	}
	found, code := l.Verify(d, sums), 0
	for _, f := range found {
		switch {
		case f.Status == mhl1.Mismatch:
			code = mhl.CodeMismatch
		case f.Status == mhl1.Missing && code == 0:
			code = mhl.CodeMissing
		}
		if !c.JSON && (!c.Quiet || f.Status != mhl1.Good) {
			fmt.Fprintln(w, f)
		}
	}
	if c.JSON {
		if err := printJSON(w, found); err != nil {
			return err
		}
	}
	if code != 0 {
		return exitCode(code)
	}
	return nil
}

// OffloadDiffCmd compares names.
type OffloadDiffCmd struct {
	Dir    string   `arg:"" help:"Folder with an ASC MHL history." type:"existingdir"`
	Ignore []string `sep:"none" help:"Pattern of what is left out, as in .gitignore."`
	JSON   bool     `name:"json" help:"Print JSON."`
}

// Run prints what is missing or new; the exit code is that of the reference implementation.
func (c *OffloadDiffCmd) Run() error { return c.run(os.Stdout, os.Stderr) }

func (c *OffloadDiffCmd) run(w, notes io.Writer) error {
	s, err := mhl.Begin(os.DirFS(c.Dir), mhl.Options{Ignore: c.Ignore, Name: c.Dir})
	if err != nil {
		return offloadCode(notes, err)
	}
	r, err := s.Diff()
	if err != nil {
		return offloadCode(notes, err)
	}
	return printSession(w, notes, r, false, c.JSON)
}

// OffloadSealCmd hashes a folder in place.
type OffloadSealCmd struct {
	Dir     string   `arg:"" help:"Folder." type:"existingdir"`
	Hash    []string `short:"H" default:"xxh64" help:"Hash format, several with commas: xxh64, xxh128, xxh3, md5, sha1, c4."`
	Ignore  []string `sep:"none" help:"Pattern of what is left out, as in .gitignore."`
	Renamed bool     `help:"Take a new file with the hash of a missing one for that file."`
	MHL1    string   `name:"mhl1" type:"path" help:"Write an MHL 1.1 list to this file of the folder instead."`
	Author  string   `help:"Who is responsible."`
	Place   string   `name:"location" help:"Where."`
	Comment string   `help:"Comment."`
	Quiet   bool     `short:"q" help:"Print what is wrong only."`
	JSON    bool     `name:"json" help:"Print JSON."`

	NoFolders bool `name:"no-folder-hashes" help:"Leave the hashes of folders out."`
}

// Run adds a generation; the exit code is that of the reference implementation. A changed file is
// recorded as failed, and the generation is made all the same.
func (c *OffloadSealCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	return c.run(ctx, os.Stdout, os.Stderr)
}

func (c *OffloadSealCmd) run(ctx context.Context, w, notes io.Writer) error {
	formats, err := parseFormats(c.Hash)
	if err != nil {
		return usageError(notes, err)
	}
	d, err := offload.OpenDir(c.Dir)
	if err != nil {
		return err
	}
	if c.MHL1 != "" {
		return c.list(ctx, d, formats)
	}
	opt := mhl.Options{Formats: formats, Ignore: c.Ignore, NoFolderHashes: c.NoFolders, DetectRenaming: c.Renamed,
		Creator: creator(c.Author, c.Place, c.Comment), Name: filepath.Base(d.String())}
	opt.Creator.Date = time.Now()
	s, err := mhl.Begin(d, opt)
	if err != nil {
		return offloadCode(notes, err)
	}
	sums, err := sumAll(ctx, d, s.Wanted())
	if err != nil {
		return err
	}
	r, err := s.Seal(sums)
	if err != nil {
		return offloadCode(notes, err)
	}
	for _, f := range r.Files {
		if err := offload.Put(d, f.Path, f.Data, time.Now()); err != nil {
			return fmt.Errorf("write history: %w", err)
		}
	}
	if !c.Quiet && !c.JSON {
		fmt.Fprintf(w, "Creating new generation for folder at path: %s ...\n", c.Dir)
	}
	return printSession(w, notes, r, c.Quiet, c.JSON)
}

// list writes a list of version 1.1.
func (c *OffloadSealCmd) list(ctx context.Context, d *offload.Dir, formats []hashes.Format) error {
	rel, err := filepath.Rel(d.String(), c.MHL1)
	if err != nil || strings.ContainsAny(rel, `/\`) {
		return fmt.Errorf("%s: want a file in %s itself: the paths of a list start there", c.MHL1, d)
	}
	kinds := map[hashes.Format]mhl1.Kind{hashes.XXH64: mhl1.XXHash64BE, hashes.MD5: mhl1.MD5, hashes.SHA1: mhl1.SHA1, hashes.XXH32: mhl1.XXHash}
	for _, f := range formats {
		if kinds[f] == "" {
			return fmt.Errorf("hash format %s is not part of MHL 1.1: want xxh64, md5, sha1 or xxh32", f)
		}
	}
	who := creator(c.Author, "", "")
	l := &mhl1.List{Creator: mhl1.Creator{Name: c.Author, Host: who.Host, Tool: who.Tool + " " + who.ToolVersion, Start: time.Now()}}
	s, err := mhl.Begin(d, mhl.Options{Ignore: append(c.Ignore, rel), Name: rel})
	if err != nil {
		return err
	}
	wants := s.Wanted()
	for i := range wants {
		wants[i].Formats = formats
	}
	sums, err := sumAll(ctx, d, wants)
	if err != nil {
		return err
	}
	for _, x := range wants {
		info, err := d.Lstat(x.Path)
		if err != nil {
			return err
		}
		f := mhl1.File{Path: x.Path, Size: x.Size, Modified: info.ModTime(), Date: time.Now()}
		for _, format := range formats {
			text, err := kinds[format].Text(sums[x.Path][format])
			if err != nil {
				return err
			}
			f.Hashes = append(f.Hashes, mhl1.Hash{Kind: kinds[format], Value: text})
		}
		l.Files = append(l.Files, f)
	}
	l.Creator.Finish = time.Now()
	return offload.Put(d, rel, l.Bytes(), time.Now())
}

// OffloadHistoryCmd shows what a history holds.
type OffloadHistoryCmd struct {
	Dir  string `arg:"" help:"Folder with an ASC MHL history." type:"existingdir"`
	File string `help:"Show every hash of this file of the folder."`
	JSON bool   `name:"json" help:"Print JSON."`
}

// Run prints a line per generation, or per hash of a file.
func (c *OffloadHistoryCmd) Run() error { return c.run(os.Stdout, os.Stderr) }

// generationJSON is one generation, for other programs.
type generationJSON struct {
	Folder     string       `json:"folder"`
	Number     int          `json:"number"`
	Manifest   string       `json:"manifest"`
	Date       time.Time    `json:"date"`
	Process    string       `json:"process"`
	Host       string       `json:"host"`
	Tool       string       `json:"tool"`
	Authors    []mhl.Author `json:"authors,omitempty"`
	Location   string       `json:"location,omitempty"`
	Comment    string       `json:"comment,omitempty"`
	Files      int          `json:"files"`
	Folders    int          `json:"folders"`
	Failed     []string     `json:"failed,omitempty"`
	C4         string       `json:"c4"`
	References int          `json:"references,omitempty"`
}

func (c *OffloadHistoryCmd) run(w, notes io.Writer) error {
	h, err := mhl.Load(os.DirFS(c.Dir))
	if err != nil {
		return offloadCode(notes, err)
	}
	if c.File != "" {
		return c.file(w, h)
	}
	var all []generationJSON
	for _, x := range h.All() {
		for _, note := range x.Notes {
			fmt.Fprintln(notes, "note:", note)
		}
		for _, m := range x.Generations {
			all = append(all, generation(x, m))
		}
	}
	if len(all) == 0 {
		return offloadCode(notes, &mhl.Broken{Code: mhl.CodeNoHistory, Path: c.Dir, What: "Missing ASC MHL history"})
	}
	if c.JSON {
		return printJSON(w, all)
	}
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "FOLDER\tGENERATION\tDATE\tPROCESS\tFILES\tFAILED\tTOOL\tHOST")
	for _, g := range all {
		fmt.Fprintf(t, "%s\t%d\t%s\t%s\t%d\t%d\t%s\t%s\n", g.Folder, g.Number, g.Date.Format("2006-01-02 15:04:05 -07:00"), g.Process, g.Files, len(g.Failed), g.Tool, g.Host)
	}
	return t.Flush()
}

func generation(h *mhl.History, m *mhl.Manifest) generationJSON {
	g := generationJSON{Folder: h.Path, Number: m.Number, Manifest: m.Name, Date: m.Creator.Date, Process: m.Process, Host: m.Creator.Host,
		Tool: strings.TrimSpace(m.Creator.Tool + " " + m.Creator.ToolVersion), Authors: m.Creator.Authors, Location: m.Creator.Location,
		Comment: m.Creator.Comment, C4: m.C4(), References: len(m.References)}
	for _, e := range m.Entries {
		if e.Dir {
			g.Folders++
			continue
		}
		g.Files++
		for _, x := range e.Hashes {
			if x.Action == mhl.Failed {
				g.Failed = append(g.Failed, path.Join(h.Path, e.Path))
				break
			}
		}
	}
	return g
}

// file prints what every generation says of a file, through its renames.
func (c *OffloadHistoryCmd) file(w io.Writer, h *mhl.History) error {
	type line struct {
		Generation int           `json:"generation"`
		Path       string        `json:"path"`
		Format     hashes.Format `json:"format"`
		Hash       string        `json:"hash"`
		Action     string        `json:"action"`
		Date       time.Time     `json:"date"`
	}
	var all []line
	for _, m := range h.Mentions(path.Clean(filepath.ToSlash(c.File))) {
		for _, x := range m.Entry.Hashes {
			all = append(all, line{m.Generation, m.Entry.Path, x.Format, x.Value, x.Action, x.Date})
		}
	}
	if len(all) == 0 {
		return fmt.Errorf("%s: no generation mentions it; want a path from %s", c.File, c.Dir)
	}
	if c.JSON {
		return printJSON(w, all)
	}
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "GENERATION\tPATH\tHASH\tACTION\tDATE")
	for _, l := range all {
		fmt.Fprintf(t, "%d\t%s\t%s: %s\t%s\t%s\n", l.Generation, l.Path, l.Format, l.Hash, l.Action, l.Date.Format("2006-01-02 15:04:05 -07:00"))
	}
	return t.Flush()
}
