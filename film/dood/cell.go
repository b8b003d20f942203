package dood

import "strings"

// Mark is one letter of a cell; a cell can bear several.
type Mark uint16

// The marks.
const (
	MarkStart Mark = 1 << iota
	MarkPickUp
	MarkWork
	MarkHold
	MarkIdle
	MarkTravel
	MarkRehearsal
	MarkFitting
	MarkHoliday
	MarkDrop
	MarkFinish
)

// Cell is what a day is to a person. The zero value is a day that does not concern them.
type Cell Mark

// Has says that the cell bears a mark.
func (c Cell) Has(m Mark) bool { return Mark(c)&m != 0 }

var activities = []struct {
	mark Mark
	code string
}{
	{MarkWork, "W"}, {MarkTravel, "T"}, {MarkRehearsal, "R"}, {MarkFitting, "FT"},
	{MarkHold, "H"}, {MarkIdle, "I"}, {MarkHoliday, "HOL"},
}

// String is the code as it is printed: start or pick-up, what happens, drop or finish. What
// happens besides the first follows after a stroke: "SW/T" starts, works and travels. A start or
// finish on a day held without shooting reads "SW/H" and "H/WF".
func (c Cell) String() string {
	var codes []string
	for _, a := range activities {
		if c.Has(a.mark) {
			codes = append(codes, a.code)
		}
	}
	front, back := "", ""
	if c.Has(MarkStart) {
		front = "S"
	}
	if c.Has(MarkPickUp) {
		front += "P"
	}
	if c.Has(MarkDrop) {
		back = "D"
	}
	if c.Has(MarkFinish) {
		back += "F"
	}
	if len(codes) == 0 {
		return front + back
	}
	if waits := codes[0] == "H" || codes[0] == "I" || codes[0] == "HOL"; waits && front+back != "" {
		return waiting(front, codes[0], back)
	}
	return strings.Join(append([]string{front + codes[0] + back}, codes[1:]...), "/")
}

// waiting writes a start or end of employment on a day without shooting.
func waiting(front, code, back string) string {
	switch {
	case front != "" && back != "":
		return front + "W/" + code + "/W" + back
	case front != "":
		return front + "W/" + code
	}
	return code + "/W" + back
}

// MarshalText writes String, so that a chart reads as codes in JSON.
func (c Cell) MarshalText() ([]byte, error) { return []byte(c.String()), nil }
