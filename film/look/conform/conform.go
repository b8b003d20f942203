// Package conform checks the look readers and their arithmetic against values that OpenColorIO computed, file by file and in
// both directions, and against files that must be refused.
//
// It takes a folder as a file system, so it opens nothing itself.
package conform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"regexp"
	"slices"
	"strings"

	"backlot/film/conform"
	"backlot/film/look"
	"backlot/film/look/amf"
)

// answers is expected/ocio-values.json.
type answers struct {
	Inputs [][3]float32 `json:"input_rgb"`
	Files  []answer     `json:"files"`
}

type answer struct {
	File   string `json:"file"`
	Refuse bool   `json:"must_refuse"`
	Warns  bool   `json:"accepted_with_warning"`
	Cases  []struct {
		Direction string       `json:"direction"`
		RGB       [][3]float64 `json:"rgb"`
	} `json:"cases"`
}

// ruled are the files whose answers are wrong, each with the file that holds the same correction under the element names
// that the program that made the answers knew.
var ruled = map[string]string{
	"ocio/cdl_test_ASC_SAT.cc": "ocio/cdl_test_SATNode.cc",
	"ocio/cdl_test_ASC_SOP.cc": "ocio/cdl_test_SATNode.cc",
}

// of is the answer of a file's case.
func (a answers) of(file string, i int) [][3]float64 {
	for _, f := range a.Files {
		if f.File == file && i < len(f.Cases) {
			return f.Cases[i].RGB
		}
	}
	return nil
}

// Run checks everything in a folder shaped like the colour conformance data. A folder without any case is an error.
func Run(dir fs.FS) ([]conform.Case, error) {
	var out []conform.Case
	raw, err := fs.ReadFile(dir, "expected/ocio-values.json")
	if err != nil {
		return nil, fmt.Errorf("conformance folder: %w; want expected/ocio-values.json as in the shared data", err)
	}
	var all answers
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("expected/ocio-values.json: %w", err)
	}
	for _, a := range all.Files {
		raw, err := fs.ReadFile(dir, a.File)
		if err != nil {
			return nil, err
		}
		chain, err := look.Read(a.File, bytes.NewReader(raw))
		if a.Refuse {
			out = append(out, conform.Check("refused", a.File, refusal(err)))
			continue
		}
		if a.Warns {
			out = append(out, conform.Check("warned", a.File, warning(chain, err)))
		}
		for i, k := range a.Cases {
			name := a.File + " " + k.Direction
			same, isRuled := ruled[a.File]
			if isRuled {
				k.RGB = all.of(same, i)
			}
			c := conform.Check("values", name, values(chain, err, k.Direction, all.Inputs, k.RGB))
			if isRuled && c.Verdict == conform.Pass {
				c.Verdict, c.Detail = conform.Ruled, "film/look/RULINGS.md R1: the values of "+same
			}
			out = append(out, c)
		}
	}
	files, err := fs.Glob(dir, "amf/*.amf")
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		raw, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, err
		}
		detail := ""
		if _, err := amf.Read(bytes.NewReader(raw)); err != nil {
			detail = err.Error()
		}
		out = append(out, conform.Check("amf", name, detail))
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("expected/ocio-values.json has no files")
	}
	return out, nil
}

// place is what a refusal has to name.
var place = regexp.MustCompile(`line \d+|<\w+>|row \d+`)

func refusal(err error) string {
	switch {
	case err == nil:
		return "read without an error; want a refusal"
	case !place.MatchString(err.Error()):
		return "refused without naming a line or an element: " + err.Error()
	}
	return ""
}

func warning(c *look.Chain, err error) string {
	if err != nil {
		return err.Error()
	}
	if len(c.Warnings) == 0 || !place.MatchString(strings.Join(c.Warnings, " ")) {
		return fmt.Sprintf("warnings %q; want one that names the place", c.Warnings)
	}
	return ""
}

// values applies the chain as the answers were made and compares within 1e-5 or one in 10,000.
func values(c *look.Chain, err error, direction string, in [][3]float32, want [][3]float64) string {
	if err == nil && direction == "inverse" {
		c, err = c.Inverse()
	}
	if err != nil {
		return err.Error()
	}
	if len(in) != len(want) {
		return fmt.Sprintf("%d colours for %d inputs", len(want), len(in))
	}
	c = trilinear(c)
	for i, rgb := range in {
		got := c.At(rgb)
		for k := range 3 {
			if off := math.Abs(float64(got[k]) - want[i][k]); !(off <= max(1e-5, 1e-4*math.Abs(want[i][k]))) {
				return fmt.Sprintf("%v gives %v; want %v", rgb, got, want[i])
			}
		}
	}
	return ""
}

// trilinear is the chain with those 3D tables read trilinearly whose file does not say how they are read.
func trilinear(c *look.Chain) *look.Chain {
	out := *c
	out.Ops = slices.Clone(c.Ops)
	for i, op := range out.Ops {
		if l, ok := op.(*look.Lattice); ok && l.By == "" {
			m := *l
			m.By = look.Trilinear
			out.Ops[i] = &m
		}
	}
	return &out
}
