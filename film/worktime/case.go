package worktime

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Case is a question to the engine as a file: whom the rules bind, which packs, and the days.
type Case struct {
	Packs  []string    `json:"packs"`         // ids of packs that come with Backlot
	Own    []Pack      `json:"own,omitempty"` // packs of the production
	Amend  []Amendment `json:"amend,omitempty"`
	Waive  []Waiver    `json:"waive,omitempty"`
	Person Person      `json:"person"`
	Days   []Day       `json:"days"`
}

// ReadCase reads a case from JSON. The error names the field.
func ReadCase(r io.Reader) (Case, error) {
	var c Case
	in := json.NewDecoder(r)
	in.DisallowUnknownFields()
	if err := in.Decode(&c); err != nil {
		return Case{}, fmt.Errorf("work time case: %w", err)
	}
	return c, nil
}

// Judge answers the case with the packs it names.
func (c Case) Judge() (Verdict, error) {
	s, err := c.set()
	if err != nil {
		return Verdict{}, err
	}
	return s.Judge(c.Person, c.Days)
}

func (c Case) set() (Set, error) {
	known, err := Packs()
	if err != nil {
		return Set{}, err
	}
	s := Set{Waivers: c.Waive}
	for _, id := range c.Packs {
		i := slices.IndexFunc(known, func(p Pack) bool { return p.ID == id })
		if i < 0 {
			return Set{}, fmt.Errorf("packs: %q is none; want some of %s", id, ids(known))
		}
		s.Packs = append(s.Packs, known[i])
	}
	for _, p := range c.Own {
		if err := p.Check(); err != nil {
			return Set{}, err
		}
		s.Packs = append(s.Packs, p)
	}
	for _, a := range c.Amend {
		i := slices.IndexFunc(s.Packs, func(p Pack) bool { return p.ID == a.Pack })
		if i < 0 {
			return Set{}, fmt.Errorf("amend: pack %q is not in force here", a.Pack)
		}
		if s.Packs[i], err = s.Packs[i].Amend(a); err != nil {
			return Set{}, err
		}
	}
	return s, nil
}

func ids(packs []Pack) string {
	names := make([]string, 0, len(packs))
	for _, p := range packs {
		names = append(names, p.ID)
	}
	return strings.Join(names, ", ")
}
