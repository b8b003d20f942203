package look

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// lines walks the lines of a text format and counts them.
type lines struct {
	rest    []byte
	number  int    // of the line last given, from 1
	comment string // what begins a remark
}

func newLines(b []byte) *lines {
	return &lines{rest: bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), comment: "#"}
}

// next is the words of the next line that has any; false at the end. Remarks are skipped. Line ends are those of Unix,
// Windows and the old Macintosh.
func (l *lines) next() (words []string, ok bool) {
	for len(l.rest) > 0 {
		l.number++
		line := l.rest
		if i := bytes.IndexAny(l.rest, "\r\n"); i >= 0 {
			line = l.rest[:i]
			if l.rest[i] == '\r' && i+1 < len(l.rest) && l.rest[i+1] == '\n' {
				i++
			}
			l.rest = l.rest[i+1:]
		} else {
			l.rest = nil
		}
		if i := bytes.Index(line, []byte(l.comment)); i >= 0 {
			line = line[:i]
		}
		if words = strings.Fields(string(line)); len(words) > 0 {
			return words, true
		}
	}
	return nil, false
}

// errorf is an error with the line last given.
func (l *lines) errorf(format string, args ...any) error {
	return fmt.Errorf("line %d: %w", l.number, fmt.Errorf(format, args...))
}

// number reads a finite number that a float32 holds.
func number(s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 32)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, fmt.Errorf("%s is not a number", quote(s))
	}
	// as written: rounding to float32 is left to the table that holds it
	if w, err := strconv.ParseFloat(s, 64); err == nil {
		v = w
	}
	return v, nil
}

// quote is a word for an error, not longer than an error should be.
func quote(s string) string {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return strconv.Quote(s)
}

// numbers reads exactly n numbers.
func (l *lines) numbers(words []string, n int) ([]float64, error) {
	if len(words) != n {
		return nil, l.errorf("%d values; want %d", len(words), n)
	}
	out := make([]float64, n)
	for i, w := range words {
		v, err := number(w)
		if err != nil {
			return nil, l.errorf("%w", err)
		}
		out[i] = v
	}
	return out, nil
}

// whole reads a whole number from low to high.
func (l *lines) whole(word, what string, low, high int) (int, error) {
	n, err := strconv.Atoi(word)
	if err != nil || n < low || n > high {
		return 0, l.errorf("%s is %s; want a whole number from %d to %d", what, quote(word), low, high)
	}
	return n, nil
}

// table reads n rows of three numbers into values, without believing n before the rows are there.
func (l *lines) table(n int) ([]float32, error) {
	out := make([]float32, 0, 3*min(n, len(l.rest)/6+1))
	for row := range n {
		words, ok := l.next()
		if !ok {
			return nil, fmt.Errorf("the file ends after %d of %d rows of the table", row, n)
		}
		v, err := l.numbers(words, 3)
		if err != nil {
			return nil, fmt.Errorf("row %d of %d of the table: %w", row+1, n, err)
		}
		out = append(out, float32(v[0]), float32(v[1]), float32(v[2]))
	}
	return out, nil
}

// end makes sure that nothing follows.
func (l *lines) end() error {
	if words, ok := l.next(); ok {
		return l.errorf("%s after the last row of the table; want the end of the file", quote(words[0]))
	}
	return nil
}

// blueFastest turns a table whose red changes fastest round, and back.
func blueFastest(values []float32, edge int) []float32 {
	out := make([]float32, len(values))
	i := 0
	for r := range edge {
		for g := range edge {
			for b := range edge {
				from := 3 * ((b*edge+g)*edge + r)
				copy(out[i:i+3], values[from:from+3])
				i += 3
			}
		}
	}
	return out
}
