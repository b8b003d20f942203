package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"backlot/film/rate"
	"backlot/film/timecode"
)

// TimecodeCmd counts frames.
type TimecodeCmd struct {
	Convert TimecodeConvert `cmd:"" help:"Say what codes, frames, or feet and frames are at another rate or in another count."`
	Check   TimecodeCheck   `cmd:"" help:"Say which codes do not exist."`
	Add     TimecodeAdd     `cmd:"" help:"Add up codes and lengths; one that begins with a minus is taken off."`
}

// TimecodeBase is how codes are counted.
type TimecodeBase struct {
	Rate string `short:"r" default:"24" help:"Frames per second, such as 24, 23.976 or 30000/1001."`
	Drop string `default:"auto" enum:"auto,yes,no" help:"Drop frame: yes, no, or auto for what the code's semicolon says."`
	JSON bool   `name:"json" help:"Print one JSON object a code."`
}

// base is the base of a code as it is written.
func (c TimecodeBase) base(code string) (timecode.Base, error) {
	r, err := rate.Parse(c.Rate)
	if err == nil && r.IsZero() {
		err = fmt.Errorf("rate %q: want frames per second such as 24, 23.976 or 24000/1001", c.Rate)
	}
	if err != nil {
		return timecode.Base{}, err
	}
	return timecode.Of(r, c.Drop == "yes" || c.Drop == "auto" && strings.Contains(code, ";"))
}

// gauges are the widths of film by the name the command takes.
var gauges = map[string]timecode.Gauge{"35": timecode.Film35, "35/3": timecode.Film353, "16": timecode.Film16}

// frame reads a code, a count of frames, or feet and frames of a gauge.
func (c TimecodeBase) frame(s string, g timecode.Gauge) (int64, timecode.Base, error) {
	b, err := c.base(s)
	if err != nil {
		return 0, b, err
	}
	switch {
	case strings.Contains(s, "+"):
		n, err := g.ParseFeet(s)
		return n, b, err
	case !strings.ContainsAny(s, ":;.,"):
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return 0, b, fmt.Errorf("%q: want a timecode such as 01:00:00:00, a count of frames, or feet and frames such as 12+08", s)
		}
		return n, b, nil
	}
	n, err := b.Parse(s)
	return n, b, err
}

// codesOr are the codes of the command line, or one a line of standard input.
func codesOr(args []string, in io.Reader) ([]string, error) {
	if len(args) > 0 && !(len(args) == 1 && args[0] == "-") {
		return args, nil
	}
	var out []string
	s := bufio.NewScanner(in)
	for s.Scan() {
		if t := strings.TrimSpace(s.Text()); t != "" {
			out = append(out, t)
		}
	}
	return out, s.Err()
}

// TimecodeConvert converts codes.
type TimecodeConvert struct {
	Codes  []string `arg:"" optional:"" name:"code" help:"Codes, frames, or feet and frames; - or nothing reads them from standard input."`
	To     string   `help:"Rate to convert to; without it the same. The instant stays, so frames are rounded."`
	ToDrop bool     `help:"Write drop-frame codes."`
	Gauge  string   `default:"35" enum:"35,35/3,16" help:"Film that feet are of: 35, 35/3 (3 perforations) or 16."`
	TimecodeBase
}

// convertedCode is the JSON of a code.
type convertedCode struct {
	Code     string  `json:"code"`
	Frame    int64   `json:"frame"`
	Rate     string  `json:"rate"`
	Timecode string  `json:"timecode"`
	Feet     string  `json:"feet"`
	Seconds  float64 `json:"seconds"`
}

// Run prints each code with its frame, its timecode, feet and seconds.
func (c *TimecodeConvert) Run() error {
	codes, err := codesOr(c.Codes, os.Stdin)
	if err != nil {
		return err
	}
	for _, s := range codes {
		n, b, err := c.frame(s, gauges[c.Gauge])
		if err != nil {
			return err
		}
		to := b
		if c.To != "" || c.ToDrop {
			r := b.Rate
			if c.To != "" {
				if r, err = rate.Parse(c.To); err != nil {
					return err
				}
			}
			if to, err = timecode.Of(r, c.ToDrop); err != nil {
				return err
			}
		}
		n = b.Rate.Convert(n, to.Rate)
		v := convertedCode{s, n, to.Rate.Name(), to.FormatLong(n), gauges[c.Gauge].Feet(n),
			float64(n) * float64(to.Rate.Den) / float64(to.Rate.Num)}
		if c.JSON {
			if err := printJSON(os.Stdout, v); err != nil {
				return err
			}
			continue
		}
		fmt.Printf("%s  frame %d  %s at %s  %s  %.3f s\n", v.Code, v.Frame, v.Timecode, v.Rate, v.Feet, v.Seconds)
	}
	return nil
}

// TimecodeCheck checks codes.
type TimecodeCheck struct {
	Codes []string `arg:"" optional:"" name:"code" help:"Codes; - or nothing reads them from standard input."`
	TimecodeBase
}

// Run prints why codes do not exist; the exit code is 1 if one does not.
func (c *TimecodeCheck) Run() error {
	codes, err := codesOr(c.Codes, os.Stdin)
	if err != nil {
		return err
	}
	bad := 0
	for _, s := range codes {
		b, err := c.base(s)
		if err == nil {
			_, err = b.Parse(s)
		}
		if c.JSON {
			v := struct {
				Code   string `json:"code"`
				Exists bool   `json:"exists"`
				Why    string `json:"why,omitempty"`
			}{s, err == nil, ""}
			if err != nil {
				v.Why = err.Error()
			}
			if err := printJSON(os.Stdout, v); err != nil {
				return err
			}
		} else if err != nil {
			fmt.Println(err)
		}
		if err != nil {
			bad++
		}
	}
	if !c.JSON {
		fmt.Printf("%d codes, %d of them do not exist\n", len(codes), bad)
	}
	if bad > 0 {
		return exitCode(1)
	}
	return nil
}

// TimecodeAdd adds codes.
type TimecodeAdd struct {
	Codes []string `arg:"" optional:"" name:"code" help:"Codes, frames, or feet and frames; - or nothing reads them from standard input. One with a minus before it is taken off."`
	TimecodeBase
}

// Run prints the sum. It is drop frame where the first code is.
func (c *TimecodeAdd) Run() error {
	codes, err := codesOr(c.Codes, os.Stdin)
	if err != nil {
		return err
	}
	var sum int64
	var base timecode.Base
	for i, s := range codes {
		n, b, err := c.frame(s, timecode.Film35)
		if err != nil {
			return err
		}
		if i == 0 {
			base = b
		}
		sum += n
	}
	if len(codes) == 0 {
		fmt.Fprintln(os.Stderr, "backlot: add: no codes; want at least one, such as 01:00:00:00")
		return exitCode(2)
	}
	if c.JSON {
		return printJSON(os.Stdout, struct {
			Timecode string `json:"timecode"`
			Frames   int64  `json:"frames"`
		}{base.FormatLong(sum), sum})
	}
	fmt.Printf("%s  %d frames\n", base.FormatLong(sum), sum)
	return nil
}
