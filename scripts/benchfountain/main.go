//go:build unix

// Command benchfountain reads a Fountain file over and over for a second and prints
// megabytes for each second of processor time; scripts/bench-screenplay runs it.
package main

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
	"time"

	"backlot/film/screenplay"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "benchfountain:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("want one file")
	}
	raw, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	read := func() error {
		_, err := screenplay.Read(bytes.NewReader(raw), "bench.fountain", screenplay.Limits{})
		return err
	}
	if err := read(); err != nil { // to warm up
		return err
	}
	from, start, n := cpu(), time.Now(), 0
	for time.Since(start) < time.Second {
		if err := read(); err != nil {
			return err
		}
		n++
	}
	fmt.Printf("%.1f\n", float64(len(raw))*float64(n)/1e6/(cpu()-from).Seconds())
	return nil
}

// cpu is the processor time of this process, over all cores.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
