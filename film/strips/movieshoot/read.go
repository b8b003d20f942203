package movieshoot

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// largest count a file may announce, against files that are not instances at all
const largest = 10_000

// numbers reads whole numbers one after the other.
type numbers struct {
	file string
	rest []word
	line int
}

type word struct {
	text string
	line int
}

// Read reads an instance: actors, scenes, places and precedences, then wages, prices of a visit,
// durations, places of scenes, a row of marks for each actor, and the precedences, all as whole
// numbers between white space. file is for messages and for the name.
func Read(file string, r io.Reader) (Instance, error) {
	in := Instance{Name: file}
	data, err := io.ReadAll(r)
	if err != nil {
		return in, fmt.Errorf("read %s: %w", file, err)
	}
	p := &numbers{file: file, line: 1}
	for i, line := range strings.Split(string(data), "\n") {
		for _, f := range strings.Fields(line) {
			p.rest = append(p.rest, word{f, i + 1})
		}
	}
	var head [4]int
	for i, what := range []string{"number of actors", "number of scenes", "number of places", "number of precedences"} {
		n, err := p.next(what, largest)
		if err != nil {
			return in, err
		}
		head[i] = int(n)
	}
	m, n, l, k := head[0], head[1], head[2], head[3]
	if want := m + l + 2*n + m*n + 2*k; len(p.rest) != want {
		return in, fmt.Errorf("read %s: line %d: %d numbers after the first four: %d actors, %d scenes, %d places and %d precedences want %d", file, p.line, len(p.rest), m, n, l, k, want)
	}
	return in, p.fill(&in, m, n, l, k)
}

func (p *numbers) fill(in *Instance, m, n, l, k int) error {
	var err error
	if in.Wage, err = p.list(m, "wage of actor"); err != nil {
		return err
	}
	if in.Visit, err = p.list(l, "price of a visit to place"); err != nil {
		return err
	}
	if in.Duration, err = p.list(n, "duration of scene"); err != nil {
		return err
	}
	for s := range n {
		place, err := p.next(fmt.Sprintf("place of scene %d", s), int64(l-1))
		if err != nil {
			return err
		}
		in.Place = append(in.Place, int(place))
	}
	for a := range m {
		row := make([]bool, n)
		for s := range n {
			mark, err := p.next(fmt.Sprintf("mark of actor %d in scene %d", a, s), 1)
			if err != nil {
				return err
			}
			row[s] = mark == 1
		}
		in.Plays = append(in.Plays, row)
	}
	for i := range k {
		var b [2]int
		for j := range b {
			s, err := p.next(fmt.Sprintf("scene of precedence %d", i), int64(n-1))
			if err != nil {
				return err
			}
			b[j] = int(s)
		}
		in.Before = append(in.Before, b)
	}
	if err := in.Validate(); err != nil {
		return fmt.Errorf("read %s: %w", p.file, err)
	}
	return nil
}

func (p *numbers) list(n int, what string) ([]int64, error) {
	var out []int64
	for i := range n {
		v, err := p.next(fmt.Sprintf("%s %d", what, i), 1<<40)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (p *numbers) next(what string, most int64) (int64, error) {
	if len(p.rest) == 0 {
		return 0, fmt.Errorf("read %s: line %d: the file ends where the %s should be", p.file, p.line, what)
	}
	w := p.rest[0]
	p.rest, p.line = p.rest[1:], w.line
	n, err := strconv.ParseInt(w.text, 10, 64)
	if err != nil || n < 0 || n > most {
		return 0, fmt.Errorf("read %s: line %d: %s is %q: want a whole number from 0 to %d", p.file, w.line, what, w.text, most)
	}
	return n, nil
}

// Write writes an instance as Read reads it.
func Write(w io.Writer, in Instance) error {
	if err := in.Validate(); err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d\n%d\n%d\n%d\n", len(in.Wage), len(in.Duration), len(in.Visit), len(in.Before))
	for _, list := range [][]int64{in.Wage, in.Visit, in.Duration} {
		b.WriteString("\n")
		for _, v := range list {
			fmt.Fprintf(&b, "%d ", v)
		}
	}
	b.WriteString("\n")
	for _, p := range in.Place {
		fmt.Fprintf(&b, "%d ", p)
	}
	b.WriteString("\n")
	for _, row := range in.Plays {
		b.WriteString("\n")
		for _, plays := range row {
			if plays {
				b.WriteString("1 ")
			} else {
				b.WriteString("0 ")
			}
		}
	}
	b.WriteString("\n")
	for _, pair := range in.Before {
		fmt.Fprintf(&b, "\n%d %d", pair[0], pair[1])
	}
	b.WriteString("\n")
	_, err := w.Write(b.Bytes())
	return err
}
