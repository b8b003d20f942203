package talent

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// largest scenes or actors a file may announce, against files that are not instances at all
const largest = 100_000

// Read reads an instance in either of the forms such instances are passed around in:
//
//   - plain text: name, number of scenes, number of actors, then a row of marks 0 or 1 and a wage
//     for each actor, then the durations of the scenes (Garcia de la Banda and Stuckey's collection,
//     also read by ddo);
//   - MiniZinc data (.dzn), with the names that the MiniZinc benchmarks and CSPLib problem 39 use.
//
// file is for error messages, which say file and line, and for the name of an instance without one.
func Read(file string, r io.Reader) (Instance, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Instance{}, fmt.Errorf("read %s: %w", file, err)
	}
	read := readPlain
	if bytes.ContainsRune(data, '=') && bytes.ContainsRune(data, ';') {
		read = readDZN
	}
	in, err := read(file, string(data))
	if err != nil {
		return Instance{}, err
	}
	if in.Name == "" {
		in.Name = file
	}
	if err := in.Validate(); err != nil {
		return Instance{}, fmt.Errorf("read %s: %w", file, err)
	}
	return in, nil
}

// word is a word of a file and its line.
type word struct {
	text string
	line int
}

func words(text string) []word {
	var out []word
	for i, line := range strings.Split(text, "\n") {
		for _, f := range strings.Fields(line) {
			out = append(out, word{f, i + 1})
		}
	}
	return out
}

// plain reads words of plain text one after the other.
type plain struct {
	file string
	rest []word
	line int
}

func readPlain(file, text string) (Instance, error) {
	p := &plain{file: file, rest: words(text)}
	var in Instance
	if !p.nameless() && len(p.rest) > 0 {
		in.Name = p.rest[0].text
		p.line = p.rest[0].line
		p.rest = p.rest[1:]
	}
	n, err := p.count("number of scenes")
	if err != nil {
		return in, err
	}
	m, err := p.count("number of actors")
	if err != nil {
		return in, err
	}
	if want := m*(n+1) + n; len(p.rest) < want {
		return in, fmt.Errorf("read %s: line %d: %d numbers after the head: %d scenes and %d actors want %d marks and wages and %d durations, %d in all", file, p.line, len(p.rest), n, m, m*(n+1), n, want)
	}
	for a := range m {
		row := make([]bool, n)
		for s := range n {
			mark, err := p.number(fmt.Sprintf("mark of actor %d in scene %d", a+1, s+1))
			if err != nil {
				return in, err
			}
			if mark > 1 {
				return in, fmt.Errorf("read %s: line %d: mark of actor %d in scene %d is %d: want 0 or 1", file, p.line, a+1, s+1, mark)
			}
			row[s] = mark == 1
		}
		wage, err := p.number(fmt.Sprintf("wage of actor %d", a+1))
		if err != nil {
			return in, err
		}
		in.Plays, in.Wage = append(in.Plays, row), append(in.Wage, wage)
	}
	for s := range n {
		days, err := p.number(fmt.Sprintf("duration of scene %d", s+1))
		if err != nil {
			return in, err
		}
		in.Duration = append(in.Duration, days)
	}
	if len(p.rest) > 0 {
		return in, fmt.Errorf("read %s: line %d: %q after the duration of the last of %d scenes: want the end of the file", file, p.rest[0].line, p.rest[0].text, n)
	}
	return in, nil
}

// nameless tells whether the file begins with its numbers: its first two words then say exactly how
// many follow.
func (p *plain) nameless() bool {
	if len(p.rest) < 2 {
		return false
	}
	n, err1 := strconv.Atoi(p.rest[0].text)
	m, err2 := strconv.Atoi(p.rest[1].text)
	return err1 == nil && err2 == nil && n >= 0 && m >= 0 && n <= largest && m <= largest && len(p.rest) == 2+m*(n+1)+n
}

func (p *plain) count(what string) (int, error) {
	n, err := p.number(what)
	if err == nil && n > largest {
		return 0, fmt.Errorf("read %s: line %d: %s is %d: want at most %d", p.file, p.line, what, n, largest)
	}
	return int(n), err
}

func (p *plain) number(what string) (int64, error) {
	if len(p.rest) == 0 {
		return 0, fmt.Errorf("read %s: line %d: the file ends where the %s should be", p.file, p.line, what)
	}
	w := p.rest[0]
	p.rest, p.line = p.rest[1:], w.line
	n, err := strconv.ParseInt(w.text, 10, 64)
	if err != nil || n < 0 {
		return 0, fmt.Errorf("read %s: line %d: %s is %q: want a whole number, zero or more", p.file, w.line, what, w.text)
	}
	return n, nil
}

// Write writes an instance as plain text, as Read reads it. White space in the name becomes dashes.
func Write(w io.Writer, in Instance) error {
	if err := in.Validate(); err != nil {
		return err
	}
	name := strings.Join(strings.Fields(in.Name), "-")
	if name == "" {
		name = "unnamed"
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n%d\n%d\n\n", name, len(in.Duration), len(in.Wage))
	for a, row := range in.Plays {
		for _, plays := range row {
			mark := "0 "
			if plays {
				mark = "1 "
			}
			b.WriteString(mark)
		}
		fmt.Fprintf(&b, "  %d\n", in.Wage[a])
	}
	b.WriteString("\n")
	for i, d := range in.Duration {
		if i > 0 {
			b.WriteString(" ")
		}
		fmt.Fprint(&b, d)
	}
	b.WriteString("\n")
	_, err := w.Write(b.Bytes())
	return err
}
