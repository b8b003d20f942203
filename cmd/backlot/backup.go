package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/schollz/progressbar/v3"

	"backlot/internal/core/backup"
	"backlot/internal/core/db"
	"backlot/internal/core/files"
	"backlot/internal/house"
)

// place is where an installation is, as for serve.
type place struct {
	DB    string `name:"db" help:"Database: a SQLite file or postgres://user@host/name. Default: backlot.db in --data." env:"BACKLOT_DB"`
	Files string `help:"Where files are kept: a folder, or s3://bucket/prefix?endpoint=https://... Default: files in --data." env:"BACKLOT_FILES"`
	Data  string `help:"Folder of the node: database, files, keys." default:"backlot-data" env:"BACKLOT_DATA_DIR" type:"path"`
}

func (p *place) fill() {
	if p.DB == "" {
		p.DB = filepath.Join(p.Data, "backlot.db")
	}
	if p.Files == "" {
		p.Files = filepath.Join(p.Data, "files")
	}
}

// BackupCmd saves a whole installation while it runs.
type BackupCmd struct {
	place
	Out   string `help:"Archive to write. Default: backlot-<date>-<time>.backup in the current folder." type:"path"`
	Quiet bool   `help:"No progress on the terminal."`
}

// Run writes the archive and reads it again.
func (c *BackupCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.run(ctx, time.Now, os.Stdout)
}

func (c *BackupCmd) run(ctx context.Context, now func() time.Time, out io.Writer) error {
	c.fill()
	if c.Out == "" {
		c.Out = now().Format("backlot-2006-01-02-150405.backup")
	}
	d, err := openExisting(ctx, c.DB)
	if err != nil {
		return err
	}
	defer d.Close()
	backend, err := house.Storage(ctx, c.Files)
	if err != nil {
		return err
	}
	source := backup.Source{DB: d, Files: files.New(d, backend, files.Options{}), Data: c.Data, Now: now}
	if !c.Quiet {
		bar := progressbar.NewOptions64(-1, progressbar.OptionSetWriter(os.Stderr), progressbar.OptionShowBytes(true), progressbar.OptionClearOnFinish())
		source.Progress = func(done, total int64) {
			bar.ChangeMax64(max(total, 1))
			bar.Set64(done) //nolint:errcheck // only a picture
		}
		defer bar.Finish() //nolint:errcheck // only a picture
	}
	m, problem := backup.Create(ctx, source, c.Out)
	if problem != nil && len(m.Damaged) == 0 {
		return problem
	}
	if _, err := backup.Verify(ctx, c.Out); err != nil {
		return err
	}
	say(out, c.Out, m)
	for _, bad := range m.Damaged {
		fmt.Fprintf(out, "not saved: file %s: %s\n", bad.ID, bad.Error)
	}
	return problem
}

// openExisting opens a database that is there; a wrong path must not make one.
func openExisting(ctx context.Context, dsn string) (*db.DB, error) {
	if path, ok := backup.SQLitePath(dsn); ok {
		if _, err := os.Stat(path); err != nil {
			return nil, fmt.Errorf("database %s: %w", path, err)
		}
	}
	return db.Open(ctx, dsn)
}

func say(out io.Writer, path string, m backup.Manifest) {
	rows := int64(0)
	for _, n := range m.Tables {
		rows += n
	}
	fmt.Fprintf(out, "%s: %s rows in %d tables, %s files of %s, made %s, checked\n", path, humanize.Comma(rows), len(m.Tables),
		humanize.Comma(m.Files), humanize.IBytes(uint64(m.FileBytes)), time.UnixMilli(m.MadeMS).Format("2006-01-02 15:04:05"))
}

// RestoreCmd brings a backup back into an empty place.
type RestoreCmd struct {
	place
	Archive    string `arg:"" help:"Archive that backup wrote." type:"existingfile"`
	MergeFiles bool   `help:"The place for files may hold files already; those of the archive are added."`
	Check      bool   `help:"Only prove that the archive is sound."`
}

// Run checks the archive and restores it.
func (c *RestoreCmd) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.run(ctx, os.Stdout)
}

func (c *RestoreCmd) run(ctx context.Context, out io.Writer) error {
	c.fill()
	if c.Check {
		m, err := backup.Verify(ctx, c.Archive)
		if err == nil {
			say(out, c.Archive, m)
		}
		return err
	}
	backend, err := house.Storage(ctx, c.Files)
	if err != nil {
		return err
	}
	m, err := backup.Restore(ctx, c.Archive, backup.Target{DSN: c.DB, Files: backend, Data: c.Data, Migrations: house.Migrations(), MergeFiles: c.MergeFiles})
	if err != nil {
		return err
	}
	say(out, c.Archive, m)
	fmt.Fprintf(out, "restored to %s; start it with `backlot serve --data %s`\n", c.DB, c.Data)
	return nil
}
