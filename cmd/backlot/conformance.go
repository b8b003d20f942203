package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"backlot/film/screenplay/conform"
)

// ConformanceCmd checks the engines against files made by other programs.
type ConformanceCmd struct {
	Screenplay ConformanceScreenplay `cmd:"" help:"Screenplay readers and writers."`
}

// ConformanceScreenplay runs every screenplay case of a folder.
type ConformanceScreenplay struct {
	Data string `help:"Folder shaped like the shared data, or its screenplay folder." default:"../shared/data" env:"BACKLOT_DATA" type:"existingdir"`
}

// Run prints one line per case and a last line with the counts; the exit code is
// 1 if a case fails.
func (c *ConformanceScreenplay) Run() error { return c.run(os.Stdout) }

func (c *ConformanceScreenplay) run(out io.Writer) error {
	dir := c.Data
	if sub := filepath.Join(dir, "screenplay"); isDir(sub) {
		dir = sub
	}
	cases, err := conform.Run(os.DirFS(dir))
	if err != nil {
		return err
	}
	if sub := filepath.Join(c.Data, "scheduling"); isDir(sub) {
		cases = append(cases, conform.Sheets(os.DirFS(sub))...)
	}
	n := map[conform.Verdict]int{}
	for _, k := range cases {
		n[k.Verdict]++
		fmt.Fprintln(out, k)
	}
	fmt.Fprintf(out, "%d passed, %d failed, %d ruled\n", n[conform.Pass], n[conform.Fail], n[conform.Ruled])
	if n[conform.Fail] > 0 {
		return exitCode(1)
	}
	return nil
}

func isDir(path string) bool {
	st, err := os.Stat(path)
	return err == nil && st.IsDir()
}
