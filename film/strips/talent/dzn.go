package talent

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// The names under which the MiniZinc benchmarks (talent_scheduling), CSPLib problem 39 and the OPL
// example keep the parts of an instance, in lower case and without underscores.
var (
	dznScenes    = []string{"numscenes", "numpieces", "nscenes"}
	dznActors    = []string{"numactors", "numplayers", "nactors"}
	dznDurations = []string{"d", "duration", "durations", "sceneduration", "scenedurations"}
	dznWages     = []string{"c", "cost", "costs", "pay", "actorpay", "actorcost", "wage", "wages"}
	dznTable     = []string{"ia", "rehearsal", "actorinscene", "plays", "scene", "scenes"}
)

// dznValue is the value of one assignment: its numbers in order, and for a table their rows.
type dznValue struct {
	line    int
	numbers []int64
	rows    [][]int64 // for [| ... |]
}

func readDZN(file, text string) (Instance, error) {
	var in Instance
	values, err := parseDZN(file, text)
	if err != nil {
		return in, err
	}
	find := func(what string, names []string) (dznValue, error) {
		for _, name := range names {
			if v, ok := values[name]; ok {
				return v, nil
			}
		}
		return dznValue{}, fmt.Errorf("read %s: no %s: want an assignment to one of %s", file, what, strings.Join(names, ", "))
	}
	durations, err := find("durations of scenes", dznDurations)
	if err != nil {
		return in, err
	}
	table, err := find("table of actors and scenes", dznTable)
	if err != nil {
		return in, err
	}
	in.Duration = durations.numbers
	n := len(in.Duration)
	if v, err := find("", dznScenes); err == nil && (len(v.numbers) != 1 || v.numbers[0] != int64(n)) {
		return in, fmt.Errorf("read %s: line %d: %d durations, but the number of scenes is %v on line %d", file, durations.line, n, v.numbers, v.line)
	}
	m := 0
	if n > 0 {
		m = len(table.numbers) / n
	}
	if v, err := find("", dznActors); err == nil {
		if len(v.numbers) != 1 || v.numbers[0] < 0 || v.numbers[0] > largest {
			return in, fmt.Errorf("read %s: line %d: number of actors %v: want one number, zero to %d", file, v.line, v.numbers, largest)
		}
		m = int(v.numbers[0])
	}
	if len(table.numbers) != n*m {
		return in, fmt.Errorf("read %s: line %d: the table has %d marks: want %d for %d actors in %d scenes", file, table.line, len(table.numbers), n*m, m, n)
	}
	if err := in.fillDZN(file, table, n, m); err != nil {
		return in, err
	}
	in.Wage = slices.Repeat([]int64{1}, m) // a rehearsal: everybody's time is worth the same
	if v, err := find("", dznWages); err == nil {
		if len(v.numbers) != m {
			return in, fmt.Errorf("read %s: line %d: %d wages: want %d, one for each actor", file, v.line, len(v.numbers), m)
		}
		in.Wage = v.numbers
	}
	return in, nil
}

// fillDZN makes the table's marks into rows of actors. A table with a row for each scene is turned.
func (in *Instance) fillDZN(file string, table dznValue, n, m int) error {
	byScene := n != m && len(table.rows) == n
	for i, row := range table.rows {
		if want := len(table.numbers) / len(table.rows); len(row) != want {
			return fmt.Errorf("read %s: line %d: row %d of the table has %d marks: want %d", file, table.line, i+1, len(row), want)
		}
	}
	for a := range m {
		row := make([]bool, n)
		for s := range n {
			at := a*n + s
			if byScene {
				at = s*m + a
			}
			mark := table.numbers[at]
			if mark != 0 && mark != 1 {
				return fmt.Errorf("read %s: line %d: mark of actor %d in scene %d is %d: want 0 or 1", file, table.line, a+1, s+1, mark)
			}
			row[s] = mark == 1
		}
		in.Plays = append(in.Plays, row)
	}
	return nil
}

// parseDZN reads assignments of numbers, lists and tables; keys are in lower case and without
// underscores. Other MiniZinc is refused.
func parseDZN(file, text string) (map[string]dznValue, error) {
	p := &dznParser{file: file, text: text, line: 1}
	out := map[string]dznValue{}
	for {
		name, line := p.next()
		if name == "" {
			return out, nil
		}
		if !unicode.IsLetter(rune(name[0])) {
			return nil, fmt.Errorf("read %s: line %d: %q: want a name, such as numScenes = 9;", file, line, name)
		}
		if eq, at := p.next(); eq != "=" {
			return nil, fmt.Errorf("read %s: line %d: %q after %s: want =", file, at, eq, name)
		}
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		key := strings.ToLower(strings.ReplaceAll(name, "_", ""))
		if old, ok := out[key]; ok {
			return nil, fmt.Errorf("read %s: line %d: %s has a value already, on line %d", file, line, name, old.line)
		}
		out[key] = v
	}
}

type dznParser struct {
	file, text string
	at, line   int
}

// value reads up to the semicolon: a number, a list, a table, or array2d of a list.
func (p *dznParser) value() (dznValue, error) {
	v := dznValue{line: p.line}
	depth, ranges := 0, false
	for {
		t, line := p.next()
		switch {
		case t == "":
			return v, fmt.Errorf("read %s: line %d: the file ends in the middle of a value: want ;", p.file, line)
		case t == ";":
			if depth != 0 {
				return v, fmt.Errorf("read %s: line %d: a list or bracket is not closed before ;", p.file, line)
			}
			if n := len(v.rows); n > 0 && len(v.rows[n-1]) == 0 {
				v.rows = v.rows[:n-1] // the bar that closes the table
			}
			return v, nil
		case t == "array2d":
			ranges = true
		case t == "(" || t == "[":
			depth++
			ranges = ranges && t == "("
		case t == ")" || t == "]":
			depth--
		case t == "|":
			v.rows = append(v.rows, nil)
		case t == "," || ranges:
			// the index sets of array2d say nothing that the numbers do not
		default:
			n, err := dznNumber(t)
			if err != nil {
				return v, fmt.Errorf("read %s: line %d: %q: want a whole number, true or false", p.file, line, t)
			}
			v.numbers = append(v.numbers, n)
			if k := len(v.rows); k > 0 {
				v.rows[k-1] = append(v.rows[k-1], n)
			}
		}
	}
}

func dznNumber(t string) (int64, error) {
	switch t {
	case "true":
		return 1, nil
	case "false":
		return 0, nil
	}
	return strconv.ParseInt(t, 10, 64)
}

// next is the next word or sign and its line; empty at the end of the file.
func (p *dznParser) next() (string, int) {
	p.skip()
	if p.at >= len(p.text) {
		return "", p.line
	}
	start := p.at
	for p.at < len(p.text) && isWord(p.text[p.at]) {
		p.at++
	}
	if p.at == start {
		p.at++
	}
	return p.text[start:p.at], p.line
}

func isWord(c byte) bool {
	return c == '_' || c == '.' || c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// skip passes white space and comments, and counts lines.
func (p *dznParser) skip() {
	for p.at < len(p.text) {
		switch rest := p.text[p.at:]; {
		case rest[0] == '\n':
			p.line++
			p.at++
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\r':
			p.at++
		case rest[0] == '%':
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			p.at += end
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest, "*/")
			if end < 0 {
				end = len(rest) - 2
			}
			p.line += strings.Count(rest[:end+2], "\n")
			p.at += end + 2
		default:
			return
		}
	}
}
