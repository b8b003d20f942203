package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"backlot/film/omc"
	"backlot/internal/core/db"
	"backlot/internal/core/graph"
	"backlot/internal/core/production"
	"backlot/internal/core/production/ontology"
)

// OmcCmd exchanges productions as MovieLabs OMC-JSON 2.8.
type OmcCmd struct {
	Validate OmcValidate `cmd:"" help:"Check OMC-JSON files against the schema; needs no network."`
	Import   OmcImport   `cmd:"" help:"Make a production of an OMC-JSON file."`
	Export   OmcExport   `cmd:"" help:"Write a production as OMC-JSON."`
}

// OmcValidate checks files.
type OmcValidate struct {
	Files []string `arg:"" name:"file" help:"OMC-JSON files." type:"existingfile"`
	JSON  bool     `name:"json" help:"Print JSON: one object for one file, a list for several."`
}

type omcReport struct {
	File     string         `json:"file"`
	Valid    bool           `json:"valid"`
	Entities map[string]int `json:"entities"`
	Problems []omc.Problem  `json:"problems"`
}

// Run validates each file; the program ends with 1 when one is not valid.
func (c *OmcValidate) Run() error {
	var all []omcReport
	valid := true
	for _, name := range c.Files {
		r, err := validateFile(name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		valid = valid && r.Valid
		all = append(all, r)
		if !c.JSON {
			r.print(os.Stdout)
		}
	}
	if c.JSON {
		var v any = all
		if len(all) == 1 {
			v = all[0]
		}
		if err := printJSON(os.Stdout, v); err != nil {
			return err
		}
	}
	if !valid {
		return exitCode(1)
	}
	return nil
}

func validateFile(name string) (omcReport, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return omcReport{}, err
	}
	problems, err := omc.Validate(data)
	if err != nil {
		return omcReport{}, err
	}
	r := omcReport{File: name, Valid: len(problems) == 0, Entities: map[string]int{}, Problems: append([]omc.Problem{}, problems...)}
	if doc, err := omc.Read(bytes.NewReader(data)); err == nil {
		r.Entities = doc.Count()
	}
	return r, nil
}

func (r omcReport) print(w io.Writer) {
	for _, p := range r.Problems {
		fmt.Fprintf(w, "%s: %s\n", r.File, p)
	}
	if r.Valid {
		fmt.Fprintf(w, "%s: valid; %s\n", r.File, counted(r.Entities))
	}
}

func counted(n map[string]int) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(n)) {
		parts = append(parts, fmt.Sprintf("%d %s", n[name], name))
	}
	return strings.Join(parts, ", ")
}

// OmcImport makes a production of a file.
type OmcImport struct {
	File string `arg:"" help:"OMC-JSON file." type:"existingfile"`
	Name string `help:"Name of the production; left out: that of the creative work, or of the file."`
	Out  string `xor:"to" required:"" help:"Archive to write." type:"path"`
	DB   string `xor:"to" required:"" name:"db" help:"Database to add the production to: a SQLite file or postgres://user@host/name."`
	JSON bool   `name:"json" help:"Print what was made as JSON."`
}

// Run imports the file.
func (c *OmcImport) Run() error {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	if problems, err := omc.Validate(data); err != nil || len(problems) > 0 {
		if err != nil {
			return fmt.Errorf("%s: %w", c.File, err)
		}
		return fmt.Errorf("%s is not valid OMC-JSON 2.8, %d problems; first: %s", c.File, len(problems), problems[0])
	}
	doc, err := omc.Read(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	return withStore(c.DB, func(ctx context.Context, store *graph.Store) error {
		sum, id, err := c.into(ctx, store, doc)
		if err != nil {
			return fmt.Errorf("%s: %w", c.File, err)
		}
		if c.Out != "" {
			if err := export(ctx, store, id, c.Out); err != nil {
				return err
			}
		}
		if c.JSON {
			return printJSON(os.Stdout, struct {
				Production graph.ID `json:"production"`
				ontology.Summary
			}{id, sum})
		}
		fmt.Printf("%s  %s\n", id, counted(sum.Records))
		for _, clash := range sum.Clashes {
			fmt.Println(clash)
		}
		return nil
	})
}

func (c *OmcImport) into(ctx context.Context, store *graph.Store, doc *omc.Document) (ontology.Summary, graph.ID, error) {
	id := graph.RandomIDs{}.NewID()
	if err := store.CreateProduction(ctx, graph.Production{ID: id, Name: c.name(doc), Kind: "feature"}); err != nil {
		return ontology.Summary{}, id, err
	}
	v, err := store.View(ctx, graph.Main(id), graph.System)
	if err != nil {
		return ontology.Summary{}, id, err
	}
	e := v.Edit(graph.RandomIDs{}, "Import "+filepath.Base(c.File)+" from OMC")
	sum, err := ontology.Import(e, v, doc)
	if err != nil {
		return sum, id, err
	}
	change, err := e.Change()
	if err == nil {
		_, err = store.Land(ctx, change, graph.ID{})
	}
	return sum, id, err
}

func (c *OmcImport) name(doc *omc.Document) string {
	name := c.Name
	doc.Walk(func(_ string, e omc.Entity) {
		if name == "" && e.Type() == "CreativeWork" {
			name = e.Name()
		}
	})
	if name == "" {
		name = strings.TrimSuffix(filepath.Base(c.File), filepath.Ext(c.File))
	}
	return name
}

// OmcExport writes a production.
type OmcExport struct {
	File       string `arg:"" optional:"" help:"Archive of the production (.backlot)." type:"existingfile"`
	DB         string `name:"db" help:"Database to read instead: a SQLite file or postgres://user@host/name."`
	Production string `help:"Id or name of the production in the database; left out when it holds one."`
	Out        string `short:"o" help:"File to write; - is standard output." default:"-"`
	JSON       bool   `name:"json" help:"Print counts of entities as JSON to standard output; needs --out."`
}

// Validate is called by kong after parsing.
func (c *OmcExport) Validate() error {
	if (c.File == "") == (c.DB == "") {
		return errors.New("want either an archive or --db")
	}
	if c.JSON && c.Out == "-" {
		return errors.New("--json needs --out, as the document goes to standard output")
	}
	return nil
}

// Run exports with all rights: whoever holds the database or archive holds everything in it.
func (c *OmcExport) Run() error {
	return withStore(c.DB, func(ctx context.Context, store *graph.Store) error {
		id, err := c.find(ctx, store)
		if err != nil {
			return err
		}
		v, err := store.View(ctx, graph.Main(id), graph.System)
		if err != nil {
			return err
		}
		doc, err := ontology.Export(v)
		if err != nil {
			return err
		}
		if problems, err := doc.Validate(); err != nil || len(problems) > 0 {
			return errors.Join(err, fmt.Errorf("what would be written is not valid, %d problems: %v", len(problems), problems[:min(len(problems), 3)]))
		}
		if c.Out == "-" {
			return doc.Write(os.Stdout)
		}
		if err := writeDocument(doc, c.Out); err != nil {
			return err
		}
		if c.JSON {
			return printJSON(os.Stdout, map[string]any{"file": c.Out, "entities": doc.Count()})
		}
		fmt.Printf("%s: %s\n", c.Out, counted(doc.Count()))
		return nil
	})
}

func (c *OmcExport) find(ctx context.Context, store *graph.Store) (graph.ID, error) {
	if c.File != "" {
		f, err := os.Open(c.File)
		if err != nil {
			return graph.ID{}, err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return graph.ID{}, err
		}
		m, err := store.Import(ctx, f, info.Size(), nil)
		return m.Production.ID, err
	}
	list, err := store.Productions(ctx)
	if err != nil {
		return graph.ID{}, err
	}
	var names []string
	for _, p := range list {
		if p.ID.String() == c.Production || p.Name == c.Production || c.Production == "" && len(list) == 1 {
			return p.ID, nil
		}
		names = append(names, p.Name)
	}
	return graph.ID{}, fmt.Errorf("production %q: want --production with one of %s", c.Production, strings.Join(names, ", "))
}

func writeDocument(doc *omc.Document, name string) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".omc-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err := errors.Join(doc.Write(f), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.Rename(f.Name(), name)
}

// withStore runs fn on a database, or on an empty one of its own when dsn is "".
func withStore(dsn string, fn func(context.Context, *graph.Store) error) (err error) {
	ctx := context.Background()
	if dsn == "" {
		dir, err := os.MkdirTemp("", "backlot-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		dsn = filepath.Join(dir, "backlot.db")
	}
	d, err := db.Open(ctx, dsn)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	store, err := graph.Open(ctx, d, production.NewRegistry(), graph.Options{Now: time.Now, IDs: graph.RandomIDs{}})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return fn(ctx, store)
}
