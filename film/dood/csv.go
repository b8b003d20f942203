package dood

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"backlot/film/civil"
)

// ReadCSV reads events from a spreadsheet saved as CSV. The first line names the columns: "person",
// "date" and "event" are needed, "name", "category" and "number" may follow, in any order. Persons
// stand in the order in which they first appear. Errors name the line.
func ReadCSV(r io.Reader) ([]Person, error) {
	in := csv.NewReader(r)
	in.TrimLeadingSpace = true
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("line 1: want column names, such as person,date,event: %w", err)
	}
	columns := map[string]int{}
	for i, name := range head {
		columns[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
	}
	for _, name := range []string{"person", "date", "event"} {
		if _, ok := columns[name]; !ok {
			return nil, fmt.Errorf("line 1: no column %q: want person, date and event", name)
		}
	}
	var out []Person
	at := map[string]int{}
	for {
		rec, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err // names the line itself
		}
		line, _ := in.FieldPos(0)
		get := func(name string) string {
			if i, ok := columns[name]; ok && i < len(rec) {
				return strings.TrimSpace(rec[i])
			}
			return ""
		}
		event, err := readEvent(get("date"), get("event"))
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		id := get("person")
		if id == "" {
			return nil, fmt.Errorf("line %d: no person", line)
		}
		i, seen := at[id]
		if !seen {
			i = len(out)
			at[id] = i
			out = append(out, Person{ID: id, Name: id})
		}
		if err := out[i].describe(get); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		out[i].Events = append(out[i].Events, event)
	}
}

func readEvent(date, kind string) (Event, error) {
	d, err := civil.Parse(date)
	if err != nil {
		return Event{}, err
	}
	if d.IsZero() {
		return Event{}, errors.New("no date: want one such as 2027-03-01")
	}
	k := Kind(strings.ToLower(kind))
	if !slices.Contains(Kinds, k) {
		return Event{}, fmt.Errorf("event %q: want one of %v", kind, Kinds)
	}
	return Event{Date: d, Kind: k}, nil
}

func (p *Person) describe(get func(string) string) error {
	if v := get("name"); v != "" {
		p.Name = v
	}
	if v := get("category"); v != "" {
		p.Category = v
	}
	if v := get("number"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil {
			return fmt.Errorf("number %q: want a whole number", v)
		}
		p.Number = n
	}
	return nil
}
