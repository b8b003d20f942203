package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"backlot/film/media"
	"backlot/film/offload"
	"backlot/film/offload/hashes"
	"backlot/film/offload/mhl"
	cards "backlot/internal/shoot/offload"
)

// OffloadCmd copies camera media and proves the copies.
type OffloadCmd struct {
	Copy    OffloadCopyCmd    `cmd:"" help:"Copy a card to one to three disks with one read, verify by reading back, write an ASC MHL history."`
	Verify  OffloadVerifyCmd  `cmd:"" help:"Hold a folder against its ASC MHL history or an MHL 1 list; exits 0 good, 10 files missing, 11 hash mismatch."`
	Diff    OffloadDiffCmd    `cmd:"" help:"Say which files are missing or new, without reading them."`
	Seal    OffloadSealCmd    `cmd:"" help:"Hash a folder and add a generation to its ASC MHL history, or write an MHL 1.1 list."`
	History OffloadHistoryCmd `cmd:"" help:"Show the generations of a folder's ASC MHL history."`
	Verdict OffloadVerdictCmd `cmd:"" help:"Say whether a card may be formatted, from the reports of its copies."`
}

// OffloadCopyCmd copies a card.
type OffloadCopyCmd struct {
	Card     string   `arg:"" help:"Folder of the card." type:"existingdir"`
	To       []string `required:"" name:"to" sep:"none" help:"Destination, up to three times: FOLDER, FOLDER=MEDIA or FOLDER=MEDIA@SITE, such as /mnt/r1=raid@truck."`
	Name     string   `help:"Name of the card's folder on the destinations; that of the card when left out."`
	Hash     []string `default:"xxh128" help:"Hash format, several with commas: xxh128, xxh3, xxh64, md5, sha1, sha256, sha512, c4."`
	Ignore   []string `sep:"none" help:"Pattern of what is left out, as in .gitignore."`
	InFlight int      `name:"in-flight" default:"0" help:"How many large files are copied at once; 0 is two, and four with slow hashes (MD5, SHA, C4), which are computed side by side. Up to four need 128 MiB of memory, each more 24."`
	Author   string   `help:"Who is responsible, for the history."`
	Location string   `help:"Where, for the history."`
	Comment  string   `help:"Comment for the history."`
	With     []string `name:"with" type:"existingfile" sep:"none" help:"Report of another copy of this card, to be counted in the verdict."`
	Report   string   `type:"path" help:"Write the report here as JSON."`
	PDF      string   `name:"pdf" type:"path" help:"Write the report as a PDF."`
	HTML     string   `name:"html" type:"path" help:"Write the report as a page."`
	CSV      string   `name:"csv" type:"path" help:"Write a line per file."`
	Thumbs   bool     `help:"Look at every clip through ffmpeg: what it is, and a picture of it, go into the report."`
	Quiet    bool     `short:"q" help:"No progress."`
	JSON     bool     `name:"json" help:"Print the report as JSON."`

	NoHistory bool `name:"no-history" help:"Write no ASC MHL history."`
}

// Run copies, prints what there is to say, and exits 1 unless every file is verified everywhere.
func (c *OffloadCopyCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.run(ctx, os.Stdout, os.Stderr)
}

func (c *OffloadCopyCmd) run(ctx context.Context, w, notes io.Writer) error {
	formats, err := parseFormats(c.Hash)
	if err != nil {
		return usageError(notes, err)
	}
	card, err := offload.OpenDir(c.Card)
	if err != nil {
		return err
	}
	var to []offload.Destination
	for _, t := range c.To {
		d, err := parseDestination(t)
		if err != nil {
			return usageError(notes, err)
		}
		to = append(to, d)
	}
	o := offload.Options{Card: c.Name, Formats: formats, Ignore: c.Ignore, InFlight: c.InFlight, NoHistory: c.NoHistory,
		Creator: creator(c.Author, c.Location, c.Comment), Now: time.Now}
	if o.Card == "" {
		o.Card = filepath.Base(card.String())
	}
	if c.Thumbs {
		tools, err := media.Find(ctx, media.Options{})
		if err != nil {
			return err
		}
		o.Describe = media.Describer{Tools: tools, Width: 240}
	}
	if !c.Quiet {
		o.Progress = func(p offload.Progress) { printOffloadProgress(notes, p) }
	}
	r, err := offload.Copy(ctx, card, to, o)
	if err != nil {
		return err
	}
	if !c.Quiet {
		fmt.Fprint(notes, "\r\033[K")
	}
	if err := c.count(r); err != nil {
		return err
	}
	if err := c.write(r); err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(w, r)
	} else {
		printOffload(w, r)
	}
	if err == nil && !r.Good() {
		return exitCode(1)
	}
	return err
}

// count adds earlier reports of the same card to the verdict.
func (c *OffloadCopyCmd) count(r *offload.Report) error {
	if len(c.With) == 0 {
		return nil
	}
	reports := []*offload.Report{r}
	for _, name := range c.With {
		other, err := readOffloadReport(name)
		if err != nil {
			return err
		}
		reports = append(reports, other)
	}
	v, err := verdictOf(reports)
	r.Verdict = v
	return err
}

func (c *OffloadCopyCmd) write(r *offload.Report) error {
	if c.Report != "" {
		if err := writeJSONFile(c.Report, r); err != nil {
			return err
		}
	}
	return writeOffloadPapers(r, c.PDF, c.HTML, c.CSV)
}

// usageError says what is wrong with the command line.
func usageError(notes io.Writer, err error) error {
	fmt.Fprintln(notes, "backlot: offload:", err)
	return exitCode(2)
}

func parseFormats(names []string) ([]hashes.Format, error) {
	var out []hashes.Format
	for _, n := range names {
		f, err := hashes.Parse(n)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// parseDestination reads FOLDER=MEDIA@SITE.
func parseDestination(s string) (offload.Destination, error) {
	folder, media, site := offload.SplitPlace(s)
	d, err := offload.OpenDir(folder)
	if err != nil {
		return offload.Destination{}, fmt.Errorf("destination %s: %w; want a folder that exists, on a disk that is mounted", folder, err)
	}
	return offload.Destination{Volume: d, Media: media, Site: site}, nil
}

func creator(author, location, comment string) mhl.Creator {
	c := mhl.Creator{Tool: "backlot", ToolVersion: version(), Location: location, Comment: comment}
	c.Host, _ = os.Hostname() // a history without a host is still a history
	if author != "" {
		c.Authors = []mhl.Author{{Name: author}}
	}
	return c
}

func printOffloadProgress(w io.Writer, p offload.Progress) {
	left := ""
	if p.Left > 0 {
		left = ", " + p.Left.Round(time.Second).String() + " left"
	}
	fmt.Fprintf(w, "\r\033[K%3.0f %%  %d of %d files, %s/s%s", 100*p.Fraction(), p.FilesDone, p.Files, offload.Size(int64(p.Rate)), left)
}

func printOffload(w io.Writer, r *offload.Report) {
	fmt.Fprintf(w, "%s: %d files, %s\n", r.Card, len(r.Files), offload.Size(r.Bytes))
	for _, c := range r.Copies {
		state := "complete"
		if !c.Complete {
			state = "NOT COMPLETE"
		}
		fmt.Fprintf(w, "  %s: %s, %d of %d files verified", c.Path, state, c.Verified, len(r.Files))
		if how := cards.ReadBackWords(c.Verification); how != "" {
			fmt.Fprintf(w, " (%s)", how)
		}
		if c.Generation != "" {
			fmt.Fprintf(w, ", ascmhl/%s", c.Generation)
		}
		fmt.Fprintln(w)
	}
	for _, f := range r.Findings {
		fmt.Fprintln(w, f)
	}
	if r.Stopped != "" {
		fmt.Fprintf(w, "stopped: %s; run the same command again to go on\n", r.Stopped)
	}
	fmt.Fprintln(w, r.Verdict)
}

// OffloadVerdictCmd judges reports.
type OffloadVerdictCmd struct {
	Reports []string `arg:"" name:"report" help:"Reports of offload copy, of one card." type:"existingfile"`
	JSON    bool     `name:"json" help:"Print JSON."`
}

// Run prints the verdict; it exits 1 unless the card may be formatted.
func (c *OffloadVerdictCmd) Run() error { return c.run(os.Stdout) }

func (c *OffloadVerdictCmd) run(w io.Writer) error {
	var reports []*offload.Report
	for _, name := range c.Reports {
		r, err := readOffloadReport(name)
		if err != nil {
			return err
		}
		reports = append(reports, r)
	}
	v, err := verdictOf(reports)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(w, v)
	} else {
		fmt.Fprintf(w, "%s: %s\n", reports[0].Card, v)
	}
	if err == nil && !v.Safe {
		return exitCode(1)
	}
	return err
}

func readOffloadReport(name string) (*offload.Report, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r, err := offload.ReadReport(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}

// verdictOf judges all copies of one card together.
func verdictOf(reports []*offload.Report) (offload.Verdict, error) {
	var copies []offload.CopyReport
	for _, r := range reports {
		if r.Card != reports[0].Card {
			return offload.Verdict{}, fmt.Errorf("reports of the cards %s and %s: want those of one card", reports[0].Card, r.Card)
		}
		copies = append(copies, r.Copies...)
	}
	v := offload.ThreeTwoOne().Judge(copies)
	for _, r := range reports {
		if r.Faults() > 0 {
			v.Safe = false
			v.Wanting = append(v.Wanting, fmt.Sprintf("the copy of %s had faults", r.Started.Format("2006-01-02 15:04")))
		}
	}
	return v, nil
}

// offloadCode turns an error of a history into the exit code of the reference.
func offloadCode(notes io.Writer, err error) error {
	var broken *mhl.Broken
	if errors.As(err, &broken) {
		fmt.Fprintln(notes, "backlot: offload:", err)
		return exitCode(broken.Code)
	}
	return err
}
