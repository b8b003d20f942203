package api

import (
	"cmp"
	"encoding/json"
	"iter"
	"slices"
	"strconv"
	"strings"

	"backlot/internal/core/fault"
	"backlot/internal/core/graph"
)

// query filters and sorts records by their fields.
type query struct {
	conditions []condition
	sort       string
	down       bool
}

// condition compares one field with a value.
type condition struct{ field, op, value string }

// operators, longer ones first so that "!=" is not read as "=".
var operators = []string{"!=", ">=", "<=", "=", "~", ">", "<"}

func newQuery(info *graph.KindInfo, where []string, sort string) (query, error) {
	known := func(field string) bool {
		return field == "label" || slices.ContainsFunc(info.Fields, func(f graph.Field) bool { return f.Name == field })
	}
	var q query
	for _, text := range where {
		c, ok := parseCondition(text)
		if !ok || !known(c.field) {
			return q, fault.At("query.where", "condition %q: want a field of %s, one of = != > < >= <= ~ and a value, such as %s=12", text, info.Kind, info.Fields[0].Name)
		}
		q.conditions = append(q.conditions, c)
	}
	q.sort, q.down = strings.CutPrefix(sort, "-")
	if sort != "" && !known(q.sort) {
		return q, fault.At("query.sort", "a %s has no field %q to sort by", info.Kind, q.sort)
	}
	return q, nil
}

// parseCondition splits at the first operator.
func parseCondition(text string) (condition, bool) {
	at, found := len(text), ""
	for _, op := range operators {
		if i := strings.Index(text, op); i >= 0 && (i < at || i == at && len(op) > len(found)) {
			at, found = i, op
		}
	}
	if found == "" || at == 0 {
		return condition{}, false
	}
	return condition{text[:at], found, text[at+len(found):]}, true
}

func (q query) run(records iter.Seq[graph.Record]) []graph.Record {
	type row struct {
		rec graph.Record
		key string
	}
	var rows []row
	for rec := range records {
		if len(q.conditions) == 0 && q.sort == "" {
			rows = append(rows, row{rec: rec})
			continue
		}
		fields := fieldTexts(rec)
		if q.matches(fields) {
			rows = append(rows, row{rec, fields[q.sort]})
		}
	}
	if q.sort != "" {
		slices.SortStableFunc(rows, func(a, b row) int {
			if q.down {
				a, b = b, a
			}
			return natural(a.key, b.key)
		})
	}
	out := make([]graph.Record, len(rows))
	for i, r := range rows {
		out[i] = r.rec
	}
	return out
}

// fieldTexts is a record's fields as text; strings lose their quotes.
func fieldTexts(rec graph.Record) map[string]string {
	var raw map[string]json.RawMessage
	out := map[string]string{"label": rec.Label}
	if json.Unmarshal(rec.Fields, &raw) != nil {
		return out
	}
	for name, value := range raw {
		var text string
		if json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		out[name] = text
	}
	return out
}

func (q query) matches(fields map[string]string) bool {
	for _, c := range q.conditions {
		if !c.holds(fields[c.field]) {
			return false
		}
	}
	return true
}

func (c condition) holds(have string) bool {
	switch c.op {
	case "=":
		return have == c.value
	case "!=":
		return have != c.value
	case "~":
		return strings.Contains(fold(have), fold(c.value))
	}
	if have == "" {
		return false
	}
	d := natural(have, c.value)
	switch c.op {
	case ">":
		return d > 0
	case "<":
		return d < 0
	case ">=":
		return d >= 0
	}
	return d <= 0
}

// natural orders as people read: numbers by value also inside text, so that scene
// 2 comes before 10 and 10 before 10A; an empty text comes first.
func natural(a, b string) int {
	if x, ok := number(a); ok {
		if y, ok := number(b); ok {
			return cmp.Compare(x, y)
		}
	}
	return naturalFolded(fold(a), fold(b))
}

// number reads a decimal number; "NaN" and "Inf" are words.
func number(s string) (float64, bool) {
	if digits := strings.TrimLeft(s, "+-."); digits == "" || !isDigit(digits[0]) {
		return 0, false
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil
}

// naturalFolded is natural for folded text.
func naturalFolded(a, b string) int {
	for a != "" && b != "" {
		x, restA := chunk(a)
		y, restB := chunk(b)
		if d := compareChunks(x, y); d != 0 {
			return d
		}
		a, b = restA, restB
	}
	return cmp.Compare(len(a), len(b))
}

// chunk cuts a run of digits, or of anything else, from the front.
func chunk(s string) (head, rest string) {
	digits := isDigit(s[0])
	i := 1
	for i < len(s) && isDigit(s[i]) == digits {
		i++
	}
	return s[:i], s[i:]
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func compareChunks(x, y string) int {
	if !isDigit(x[0]) || !isDigit(y[0]) {
		return strings.Compare(x, y)
	}
	tx, ty := strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
	return cmp.Or(cmp.Compare(len(tx), len(ty)), strings.Compare(tx, ty), cmp.Compare(len(x), len(y)))
}
