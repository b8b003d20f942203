package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"backlot/film/look"
	"backlot/film/look/amf"
	"backlot/film/look/space"
)

// LookCmd reads, applies, bakes and converts looks.
type LookCmd struct {
	Info    LookInfo    `cmd:"" help:"Say what a look does, step by step; also what an ACES Metadata File asks for."`
	Apply   LookApply   `cmd:"" help:"Put colours or a picture through looks."`
	Bake    LookBake    `cmd:"" help:"Make one 3D table of looks, and measure how far it is from them."`
	Convert LookConvert `cmd:"" help:"Write a look in another format, exactly or not at all."`
	Spaces  LookSpaces  `cmd:"" help:"List the colour spaces of cameras and screens."`
}

// LookSteps are looks in the order in which they are applied.
type LookSteps struct {
	Steps     []string `arg:"" name:"step" help:"A look file (a correction of a list: grades.cdl#3A-2), or FROM:TO for colour spaces, such as logc3:acescct. ~ before it is the inverse. - is standard input."`
	Trilinear bool     `help:"Read 3D tables trilinearly instead of tetrahedrally."`
	Clamp     bool     `help:"Limit ASC CDL corrections of .cc, .ccc and .cdl to 0 to 1, as version 1.2 has it."`
}

// chain reads the steps.
func (s LookSteps) chain() (*look.Chain, error) {
	var all []*look.Chain
	var names []string
	for _, step := range s.Steps {
		name, inverse := strings.CutPrefix(step, "~")
		c, err := s.step(name)
		if err != nil {
			return nil, err
		}
		if inverse {
			if c, err = c.Inverse(); err != nil {
				return nil, err
			}
		}
		names = append(names, c.Name)
		all = append(all, c)
	}
	c := look.Join(strings.Join(names, ", "), all...)
	if len(all) == 1 {
		c.Format = all[0].Format
	}
	if s.Trilinear {
		c = c.With(look.Trilinear)
	}
	return c, nil
}

func (s LookSteps) step(name string) (*look.Chain, error) {
	if from, to, ok := strings.Cut(name, ":"); ok && !fileThere(name) {
		return conversion(from, to)
	}
	c, err := readLook(name)
	if err != nil || !s.Clamp {
		return c, err
	}
	for i, op := range c.Ops {
		if cdl, ok := op.(*look.CDL); ok {
			limited := *cdl
			limited.Clamp = true
			c.Ops[i] = &limited
		}
	}
	return c, nil
}

// conversion is the way between two spaces; footage for a screen is rendered.
func conversion(from, to string) (*look.Chain, error) {
	a, err := space.Find(from)
	if err != nil {
		return nil, err
	}
	b, err := space.Find(to)
	if err != nil {
		return nil, err
	}
	if b.Display && !a.Display {
		return space.Render(a, b)
	}
	return space.Convert(a, b), nil
}

func fileThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// openLook opens a look file without the id of a correction; "-" is standard input.
func openLook(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(os.Stdin), nil
	}
	path, _, _ := strings.Cut(name, "#")
	return os.Open(path)
}

func readLook(name string) (*look.Chain, error) {
	f, err := openLook(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if strings.EqualFold(filepath.Ext(name), ".amf") {
		m, err := amf.Read(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		c, missing := m.Pipeline.Chain(func(file string) (*look.Chain, error) {
			if !filepath.IsLocal(filepath.FromSlash(file)) {
				return nil, fmt.Errorf("file %q is not beside the .amf", file)
			}
			return readLook(filepath.Join(filepath.Dir(name), filepath.FromSlash(file)))
		})
		c.Warnings = append(c.Warnings, missing...)
		return c, nil
	}
	return look.Read(name, f)
}

// warn prints what was passed over to standard error.
func warnLook(c *look.Chain) {
	for _, w := range c.Warnings {
		fmt.Fprintln(os.Stderr, "note:", w)
	}
}

// LookInfo describes looks.
type LookInfo struct {
	Files []string `arg:"" name:"file" help:"Looks: .cube .3dl .csp .spi1d .spi3d .spimtx .vf .m3d .mga .lut .cub .look .icc .clf .ctf .cc .ccc .cdl .amf; - is standard input."`
	JSON  bool     `name:"json" help:"Print one JSON object a look; a list of corrections is one a correction."`
}

// lookInfo is the JSON of a look.
type lookInfo struct {
	File     string      `json:"file"`
	Name     string      `json:"name"`
	Format   look.Format `json:"format"`
	Steps    []string    `json:"steps"`
	Grey     [3]float32  `json:"grey"` // what 0.18 becomes
	Warnings []string    `json:"warnings"`
	Metadata *amf.File   `json:"metadata,omitempty"`
}

// Run prints a summary of each file.
func (c *LookInfo) Run() error {
	for i, path := range c.Files {
		all, err := lookInfos(path)
		if err != nil {
			return err
		}
		for k, in := range all {
			if c.JSON {
				if err := printJSON(os.Stdout, in); err != nil {
					return err
				}
				continue
			}
			if i+k > 0 {
				fmt.Println()
			}
			printLook(os.Stdout, in)
		}
	}
	return nil
}

// lookInfos describes a file: once, or for each correction of a list.
func lookInfos(path string) ([]lookInfo, error) {
	f, err := openLook(path)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(f)
	f.Close()
	if err != nil {
		return nil, err
	}
	if strings.EqualFold(filepath.Ext(path), ".amf") {
		m, err := amf.Read(bytes.NewReader(raw))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		c, err := readLook(path)
		if err != nil {
			return nil, err
		}
		in := infoOf(path, c)
		in.Format, in.Metadata = "amf", m
		return []lookInfo{in}, nil
	}
	if kind, err := look.Detect(path, raw); err == nil && !strings.Contains(path, "#") && (kind == look.CCC || kind == look.CDLF) {
		grades, err := look.Corrections(bytes.NewReader(raw))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		var out []lookInfo
		for _, g := range grades {
			c := look.Of(g.ID, g)
			c.Format = kind
			out = append(out, infoOf(path, c))
		}
		return out, nil
	}
	c, err := look.Read(path, bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	return []lookInfo{infoOf(path, c)}, nil
}

func infoOf(path string, c *look.Chain) lookInfo {
	in := lookInfo{File: path, Name: c.Name, Format: c.Format, Steps: []string{}, Warnings: slices.Clone(c.Warnings)}
	if in.Warnings == nil {
		in.Warnings = []string{}
	}
	for _, op := range c.Ops {
		in.Steps = append(in.Steps, op.Describe())
	}
	in.Grey = c.At([3]float32{0.18, 0.18, 0.18})
	return in
}

func printLook(w io.Writer, in lookInfo) {
	fmt.Fprintf(w, "%s (%s): %s\n", in.File, in.Format, in.Name)
	if m := in.Metadata; m != nil {
		if m.Clip != nil {
			fmt.Fprintf(w, "  for clip %s %s%s\n", m.Clip.Name, m.Clip.Sequence, m.Clip.File)
		}
		for _, t := range m.Pipeline.Transforms {
			state := ""
			if t.Applied {
				state = " (in the picture already)"
			}
			fmt.Fprintf(w, "  %s%s: %s %s\n", t.Kind, state, t.Description, strings.TrimSpace(strings.Join(append(t.IDs, t.File), " ")))
		}
	}
	for i, s := range in.Steps {
		fmt.Fprintf(w, "  %d  %s\n", i+1, s)
	}
	fmt.Fprintf(w, "  0.18 becomes %.4g %.4g %.4g\n", in.Grey[0], in.Grey[1], in.Grey[2])
	for _, x := range in.Warnings {
		fmt.Fprintln(w, "note:", x)
	}
}

// LookBake makes a table.
type LookBake struct {
	LookSteps
	Out  string `short:"o" required:"" help:"Where to write; the ending says the format: .cube .3dl .csp .spi3d .clf. - is standard output, as .cube."`
	Size int    `default:"33" help:"Points a side: 17, 33 and 65 are what programs and monitors take; 2 to 129."`
	JSON bool   `name:"json" help:"Print the accuracy as JSON."`
}

// Run writes the table and says how far it is from the chain.
func (c *LookBake) Run() error {
	f, err := formatOf(c.Out, look.Cube)
	if err != nil {
		return err
	}
	chain, err := c.chain()
	if err != nil {
		return err
	}
	warnLook(chain)
	table, acc, err := look.Bake(chain, c.Size)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := look.Write(&b, f, look.Of(chain.Name, table)); err != nil {
		return err
	}
	if err := writeOut(c.Out, b.Bytes()); err != nil {
		return err
	}
	to := os.Stdout
	if c.Out == "-" {
		to = os.Stderr
	}
	if c.JSON {
		return printJSON(to, acc)
	}
	fmt.Fprintf(to, "%s: %d points a side; off by %.2g on average, %.2g for 99 of 100, %.2g at most, over %d colours\n", c.Out, c.Size, acc.Mean, acc.Most, acc.Max, acc.Colours)
	return nil
}

// formatOf is the format an ending names; "-" is the one given.
func formatOf(path string, stdout look.Format) (look.Format, error) {
	f := look.Format(strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), "."))
	if path == "-" {
		f = stdout
	}
	if !look.Writable(f) {
		fmt.Fprintf(os.Stderr, "backlot: look: %s has no ending of a format that is written; want .cube .3dl .csp .spi1d .spi3d .spimtx .clf .cc .ccc or .cdl\n", path)
		return "", exitCode(2)
	}
	return f, nil
}

// LookConvert writes a look in another format.
type LookConvert struct {
	File string `arg:"" help:"The look; a correction of a list is named after a #. - is standard input."`
	Out  string `arg:"" help:"Where to write; the ending says the format."`
}

// Run writes the file. A list of corrections becomes a list.
func (c *LookConvert) Run() error {
	f, err := formatOf(c.Out, look.CLF)
	if err != nil {
		return err
	}
	in, err := openLook(c.File)
	if err != nil {
		return err
	}
	raw, err := io.ReadAll(in)
	in.Close()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	kind, _ := look.Detect(c.File, raw)
	if !strings.Contains(c.File, "#") && (kind == look.CCC || kind == look.CDLF) && (f == look.CCC || f == look.CDLF) {
		grades, err := look.Corrections(bytes.NewReader(raw))
		if err != nil {
			return fmt.Errorf("%s: %w", c.File, err)
		}
		if err := look.WriteCorrections(&b, f, grades...); err != nil {
			return err
		}
		return writeOut(c.Out, b.Bytes())
	}
	chain, err := look.Read(c.File, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	warnLook(chain)
	if err := look.Write(&b, f, chain); err != nil {
		return err
	}
	return writeOut(c.Out, b.Bytes())
}

// LookSpaces lists colour spaces.
type LookSpaces struct {
	JSON bool `name:"json" help:"Print one JSON object a space."`
}

// Run prints name, title and source of each.
func (c *LookSpaces) Run() error {
	tw := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, s := range space.All() {
		if c.JSON {
			if err := printJSON(os.Stdout, map[string]any{"name": s.Name, "title": s.Title, "source": s.Source, "display": s.Display}); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\n", s.Name, s.Title, s.Source)
	}
	return tw.Flush()
}
