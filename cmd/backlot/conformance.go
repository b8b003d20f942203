package main

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	camera "backlot/film/camera/conform"
	"backlot/film/conform"
	calendar "backlot/film/ical/conform"
	colour "backlot/film/look/conform"
	media "backlot/film/offload/conform"
	screenplay "backlot/film/screenplay/conform"
	timecode "backlot/film/timecode/conform"
	editorial "backlot/film/timeline/conform"
	sound "backlot/film/wave/conform"
)

// conformances are the areas that can be checked: one line each, in the order they are run in. An
// area reads the folder of the shared data that has its name, or as its line says.
var conformances = []struct {
	area   string
	folder string
	run    func(fs.FS) ([]conform.Case, error)
}{
	{"screenplay", "screenplay", screenplay.Run},
	{"screenplay", "scheduling", screenplay.Sheets},
	{"editorial", "editorial", editorial.Run},
	{"timecode", "timecode", timecode.Run},
	{"media", "media", media.Run},
	{"media", "media", camera.Run},
	{"media", "sound", sound.Run},
	{"colour", "colour", colour.Run},
	{"calendar", "calendar-contacts", calendar.Run},
}

// ConformanceCmd checks the engines against files made by other programs.
type ConformanceCmd struct {
	Areas []string `arg:"" optional:"" name:"area" help:"What to check: ${conformances}; nothing for all."`
	Data  string   `help:"Folder shaped like the shared data, or the folder of the one area." default:"../shared/data" env:"BACKLOT_DATA" type:"existingdir"`
	JSON  bool     `name:"json" help:"One JSON object per case."`
}

// conformanceAreas lists the areas for the help and for errors.
func conformanceAreas() string {
	var names []string
	for _, c := range conformances {
		if len(names) == 0 || names[len(names)-1] != c.area {
			names = append(names, c.area)
		}
	}
	return strings.Join(names, ", ")
}

// Run prints one line per case and a last line with the counts; the exit code is
// 1 if a case fails.
func (c *ConformanceCmd) Run() error { return c.run(os.Stdout) }

func (c *ConformanceCmd) run(out io.Writer) error {
	cases, err := c.cases()
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	for _, k := range cases {
		if c.JSON {
			if err := enc.Encode(k); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintln(out, k)
	}
	if !c.JSON {
		fmt.Fprintln(out, conform.Summary(cases))
	}
	if conform.Count(cases)[conform.Fail] > 0 {
		return exitCode(1)
	}
	return nil
}

func (c *ConformanceCmd) cases() ([]conform.Case, error) {
	wanted := map[string]bool{}
	for _, a := range c.Areas {
		if !strings.Contains(", "+conformanceAreas()+", ", ", "+a+", ") {
			fmt.Fprintf(os.Stderr, "backlot: conformance %q: want %s\n", a, conformanceAreas())
			return nil, exitCode(2)
		}
		wanted[a] = true
	}
	var cases []conform.Case
	for i, k := range conformances {
		if len(wanted) > 0 && !wanted[k.area] {
			continue
		}
		dir := filepath.Join(c.Data, k.folder)
		if !isDir(dir) {
			// the folder of one area may be given itself; it is then the area's first folder
			if len(wanted) != 1 || i > 0 && conformances[i-1].area == k.area {
				continue
			}
			dir = c.Data
		}
		got, err := k.run(os.DirFS(dir))
		if err != nil {
			return nil, fmt.Errorf("conformance %s: %w", k.area, err)
		}
		cases = append(cases, got...)
	}
	if len(cases) == 0 {
		return nil, fmt.Errorf("conformance: no cases in %s; want a folder such as the shared data", c.Data)
	}
	return cases, nil
}

func isDir(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}
